"""HTTP mode: signed requests in, one post out, and nothing for those who are not Slack."""

import json
import logging
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.answer import Answerer
from bot.settings import Settings
from bot.slack import server as web_server
from bot.slack.client import SlackClient
from bot.slack.server import WebServer
from bot.slack.signatures import Signatures
from bot.slack.web import MAX_BODY, SlackDoor, build_web
from bot.state.store import State
from tests.scenarios.asking import ANSWERED, mention
from tests.scenarios.conftest import SAMPLE, eventually
from tests.slack_server.app import build_app
from tests.slack_server.driver import Workers
from tests.slack_server.http import SECRET, Poster, sign
from tests.slack_server.process import BotProcess
from tests.slack_server.server import LocalSlack


def event(ts: str = "1.0", text: str = ANSWERED, event_id: str = "Ev1", channel: str = "C1") -> dict[str, Any]:
    """Return the delivery of a mention."""
    return {
        "type": "event_callback",
        "team_id": "T1",
        "api_app_id": "A1",
        "event_id": event_id,
        "authorizations": [{"team_id": "T1", "user_id": "UBOT", "is_bot": True}],
        "event": mention(ts, text, channel),
    }


@pytest.fixture
def poster(slack: LocalSlack, state: State, sample_answerer: Answerer, workers: Workers) -> Iterator[Poster]:
    """Slack, posting to a running web server."""
    settings = Settings(slack_api_url=slack.url, _env_file=None)  # type: ignore[call-arg]
    client = SlackClient("xoxb-test", slack.url)
    app = build_app(sample_answerer, settings, state, client, workers)
    running = WebServer(build_web(lambda: True, SlackDoor(app, Signatures(SECRET))), "127.0.0.1", 0)
    running.start()
    yield Poster(running.port)
    running.stop()


def test_a_signed_mention_is_answered_once(poster: Poster, slack: LocalSlack, workers: Workers) -> None:
    """Acknowledged at once; a retry and a replay of the same request add nothing."""
    body = json.dumps(event()).encode()
    timestamp = str(int(time.time()))
    headers = {"x_slack_request_timestamp": timestamp}
    assert poster.post(body, "application/json", **headers).status == 200
    workers.idle()
    retry = {"x_slack_retry_num": "1", "x_slack_retry_reason": "http_timeout"}
    assert poster.post(body, "application/json", **headers, **retry).status == 200
    assert poster.post(body, "application/json", **headers).status == 200
    workers.idle()
    (answer,) = slack.posted
    assert "64999" in answer["text"]


def test_commands_and_clicks_come_as_forms(poster: Poster, slack: LocalSlack, workers: Workers) -> None:
    """A command's answer goes to the person alone; its button works."""
    command = {
        "command": "/cite",
        "text": ANSWERED,
        "team_id": "T1",
        "channel_id": "C1",
        "user_id": "U1",
        "trigger_id": "t",
        "response_url": slack.response_url(),
        "api_app_id": "A1",
    }
    assert poster.form(command).status == 200
    workers.idle()
    (answer,) = slack.responses
    assert "64999" in answer["text"]


def test_the_address_is_proven_to_slack(poster: Poster) -> None:
    """Slack's handshake is answered with its challenge."""
    reply = poster.json({"type": "url_verification", "challenge": "c-123", "token": "t"})
    assert reply.status == 200
    assert json.loads(reply.body)["challenge"] == "c-123"


def test_the_certificate_can_be_looked_at(poster: Poster) -> None:
    """Slack does so now and then, unsigned, where a command is; it expects 200. Nothing else is to be had so."""
    assert poster.get("/slack/events?ssl_check=1&token=t").status == 200
    assert poster.form({"ssl_check": "1", "token": "t"}, x_slack_signature="").status == 200
    assert poster.get("/slack/events").status == 405
    assert poster.form({"text": "ssl_check=1"}, x_slack_signature="").status == 401
    assert poster.json({"text": "https://x.example/?a=1&ssl_check=1&b=2"}, x_slack_signature="").status == 401


NOW = str(int(time.time()))


@pytest.mark.parametrize(
    "headers",
    [
        {"x_slack_request_timestamp": ""},
        {"x_slack_request_timestamp": "yesterday"},
        {"x_slack_request_timestamp": str(int(time.time()) - 3_600)},
        {"x_slack_request_timestamp": str(int(time.time()) + 3_600)},
        {"x_slack_request_timestamp": "\u0661\u0662".encode().decode("latin-1")},
        {"x_slack_signature": ""},
        {"x_slack_signature": "v0=" + "0" * 64},
        {"x_slack_signature": "v0=\xe9\xe9"},
        {"x_slack_signature": "nonsense"},
    ],
)
def test_what_slack_did_not_sign_is_refused(
    poster: Poster, slack: LocalSlack, headers: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    """With 401, whatever is wrong, and without a word of the body in the log."""
    caplog.set_level(logging.DEBUG)
    assert poster.json(event(), **headers).status == 401
    assert slack.posted == []
    assert "ganglion" not in caplog.text


def test_an_old_request_that_is_genuine_points_at_the_clock(poster: Poster, caplog: pytest.LogCaptureFixture) -> None:
    """Else a wrong clock is a riddle: every signature fails."""
    poster.json(event(), x_slack_request_timestamp=str(int(time.time()) - 900))
    (record,) = [r for r in caplog.records if "clock" in r.message]
    assert abs(record.__dict__["age_seconds"] - 900) < 5


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 401),
        (b"{", 400),
        (b'{"type": ' + b"[" * 100_000, 400),
        (b"\xff\xfe{}", 401),
        (b'{"a":"' + b"x" * MAX_BODY + b'"}', 413),
        (b"[1, 2]", 400),
        (b'"words"', 400),
    ],
    ids=["empty", "cut", "deep", "no UTF-8", "large", "a list", "a text"],
)
def test_a_body_that_is_none_of_slacks_costs_itself_alone(
    poster: Poster, slack: LocalSlack, workers: Workers, body: bytes, status: int
) -> None:
    """Even if it is signed; the next question is answered."""
    headers = {"x_slack_signature": ""} if status == 401 else {}
    assert poster.post(body, "application/json", **headers).status == status
    poster.json(event())
    workers.idle()
    assert len(slack.posted) == 1


def test_those_who_talk_slowly_are_left(
    poster: Poster, slack: LocalSlack, workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Connections that never end a request do not keep others from theirs, and are closed."""
    monkeypatch.setattr(web_server, "HEADER_SECONDS", 0.3)
    monkeypatch.setattr("bot.slack.web.BODY_SECONDS", 0.3)
    silent = [socket.create_connection(("127.0.0.1", poster.port)) for _ in range(50)]
    slow = socket.create_connection(("127.0.0.1", poster.port))
    slow.sendall(b"POST /slack/events HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\n{")
    poster.json(event())
    workers.idle()
    assert len(slack.posted) == 1
    slow.settimeout(5)
    assert b" 408 " in slow.recv(1_000)
    for connection in silent:
        connection.settimeout(5)
        assert connection.recv(1) == b""
        connection.close()
    slow.close()


def test_an_answer_that_takes_long_is_acknowledged_at_once(
    poster: Poster, slack: LocalSlack, workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Slack gives three seconds."""
    held = threading.Event()
    real = Answerer.answer

    def slow(self: Answerer, *args: Any, **kwargs: Any) -> Any:
        held.wait(10)
        return real(self, *args, **kwargs)

    monkeypatch.setattr(Answerer, "answer", slow)
    started = time.monotonic()
    assert poster.json(event()).status == 200
    assert time.monotonic() - started < 2
    held.set()
    workers.idle()
    assert len(slack.posted) == 1


def test_slack_holding_back_events_is_logged(poster: Poster, caplog: pytest.LogCaptureFixture) -> None:
    """More than 30,000 an hour: the administrator should know."""
    reply = poster.json({"type": "app_rate_limited", "team_id": "T1", "minute_rate_limited": 1, "api_app_id": "A1"})
    assert reply.status == 200
    assert "holds back" in caplog.text


def test_the_port_tells_whether_it_serves(poster: Poster) -> None:
    """Live, ready and metrics; other pages are none."""
    assert (poster.get("/live").status, poster.get("/ready").status) == (200, 200)
    assert "citebot_" in poster.get("/metrics").body
    assert poster.get("/slack/install").status == 404
    assert poster.get("/slack/events").status == 405


@pytest.fixture
def bot(slack: LocalSlack, tmp_path: Path, free_port: int) -> Iterator[Callable[..., BotProcess]]:
    """Start the bot in HTTP mode."""
    started: list[BotProcess] = []

    def start(**environment: str) -> BotProcess:
        given = {
            "SLACK_BOT_TOKEN": "xoxb-planted-secret",
            "SLACK_SIGNING_SECRET": SECRET,
            "CITEBOT_HTTP_PORT": str(free_port),
        }
        started.append(
            BotProcess(slack, tmp_path, ("-m", "bot", "run", "--corpus", str(SAMPLE)), **{**given, **environment})
        )
        return started[-1]

    yield start
    for running in started:
        running.kill()


def served(port: int, seconds: float = 30.0) -> Poster:
    """Wait until a bot answers at a port."""
    end = time.monotonic() + seconds
    while True:
        try:
            if Poster(port).get("/ready").status == 200:
                return Poster(port)
        except OSError:
            pass
        assert time.monotonic() < end, "it did not come up"
        time.sleep(0.05)


def test_sigterm_turns_the_probe_red_and_finishes_what_is_in_flight(
    bot: Callable[..., BotProcess], slack: LocalSlack, free_port: int
) -> None:
    """A load balancer has time to see it; what arrives meanwhile is answered still; no secret is written."""
    running = bot()
    poster = served(free_port)
    slack.fail("chat.postMessage", status=429, retry_after=1, times=2)
    for i in range(2):
        poster.json(event(f"{i}.0", event_id=f"Ev{i}"))
    running.process.terminate()
    time.sleep(0.3)
    assert poster.get("/ready").status == 503
    poster.json(event("2.0", event_id="Ev2"))
    output = running.end()
    assert running.process.returncode == 0
    assert sorted(message["thread_ts"] for message in slack.posted) == ["0.0", "1.0", "2.0"]
    assert "secret" not in output


def test_what_comes_too_late_is_left_to_another_bot_at_once(
    bot: Callable[..., BotProcess], slack: LocalSlack, free_port: int
) -> None:
    """While the last answers are finished nothing is taken on: what is not acknowledged is not claimed either."""
    running = bot()
    poster = served(free_port)
    slack.fail("chat.postMessage", status=429, retry_after=5)
    poster.json(event("0.0", event_id="Ev0"))
    time.sleep(1.0)  # it has got its 429, which would hold back a later one's channel else
    running.process.terminate()
    taken = ["0.0"]
    late: list[str] = []
    while running.process.poll() is None:
        ts = f"{len(taken) + len(late)}.0"
        try:
            assert poster.json(event(ts, event_id=f"Ev{ts}", channel="C2")).status == 200
            taken.append(ts)
        except OSError:  # no port any more: Slack delivers it again
            late.append(ts)
        time.sleep(0.3)
    assert late
    assert sorted(message["thread_ts"] for message in slack.posted) == sorted(taken)
    bot()
    again = served(free_port)
    again.json(event(late[0], event_id=f"Ev{late[0]}", channel="C2"))
    eventually(lambda: slack.posted[-1]["thread_ts"] == late[0], 5.0)


@pytest.mark.parametrize("level", ["DEBUG", "INFO"])
def test_the_log_holds_no_form_and_no_library_talks(
    bot: Callable[..., BotProcess], slack: LocalSlack, free_port: int, level: str
) -> None:
    """Bolt sets its loggers to the level of the root, and would write each form that is answered with."""
    running = bot(CITEBOT_LOG_LEVEL=level, CITEBOT_OWNERS="U1")
    poster = served(free_port)
    view = {
        "id": "V1",
        "hash": "h1",
        "type": "modal",
        "callback_id": "chosen_channel",
        "private_metadata": "",
        "blocks": [],
        "state": {"values": {"channel": {"value": {"selected_conversation": "C1"}}}},
    }
    user = {"id": "U1", "team_id": "T1"}
    form = {"type": "view_submission", "team": {"id": "T1"}, "user": user, "api_app_id": "A1", "view": view}
    assert "channel_settings" in poster.form({"payload": json.dumps(form)}).body
    poster.json(event("1.0"))
    records = [json.loads(line) for line in running.end().splitlines() if line.startswith("{")]
    assert "question answered" in {record["event"] for record in records}
    assert {record["level"] for record in records} == {"info"}
    assert {record["logger"].partition(".")[0] for record in records} <= {"bot", "uvicorn"}


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"SLACK_SIGNING_SECRET": ""}, "SLACK_APP_TOKEN is not set"),
        ({"SLACK_BOT_TOKEN": ""}, "SLACK_BOT_TOKEN is not set"),
        ({"SLACK_BOT_TOKEN": "nonsense"}, "SLACK_BOT_TOKEN is set to something else"),
        ({"SLACK_CLIENT_ID": "1.2"}, "expected one of them"),
        ({"SLACK_CLIENT_ID": "1.2", "SLACK_BOT_TOKEN": ""}, "SLACK_CLIENT_SECRET is not set"),
        (
            {"SLACK_CLIENT_ID": "1.2", "SLACK_BOT_TOKEN": "", "SLACK_CLIENT_SECRET": "planted-secret"},
            "CITEBOT_WORKSPACES is not set",
        ),
    ],
)
def test_settings_that_do_not_fit_are_named(
    bot: Callable[..., BotProcess], environment: dict[str, str], said: str
) -> None:
    """In one line, without a secret, at once."""
    running = bot(**environment)
    output = running.output()
    assert said in output
    assert running.process.returncode not in (0, None)
    assert "planted-secret" not in output
    assert "Traceback" not in output


def test_a_token_that_slack_refuses_is_said(bot: Callable[..., BotProcess], slack: LocalSlack) -> None:
    """Before anything is served."""
    slack.fail("auth.test", error="invalid_auth", times=9)
    output = bot().output()
    assert "Slack refused the tokens: invalid_auth" in output
    assert "Traceback" not in output


def test_a_port_that_is_taken_is_said(bot: Callable[..., BotProcess], free_port: int) -> None:
    """With the setting that mends it."""
    with socket.create_server(("127.0.0.1", free_port)):
        output = bot().output()
    assert "CITEBOT_HTTP_PORT" in output
    assert "Traceback" not in output


def test_signatures_are_those_that_slack_documents() -> None:
    """The example of Slack's own page on verifying requests."""
    body = (
        "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
        "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
        "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
        "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )
    secret = "8f742231b10e8888abcd99yyyzzz85a5"
    expected = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
    assert sign(body.encode(), "1531420618", secret) == expected
