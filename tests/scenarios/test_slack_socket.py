"""The running bot against a Slack that delivers by Socket Mode: retries, duplicates, disconnects, SIGTERM."""

import re
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from bot.answer import Answerer
from bot.settings import Settings
from bot.slack.client import SlackClient
from bot.slack.socket import Socket
from bot.state.store import State, open_state
from tests.scenarios.asking import ANSWERED, mention
from tests.scenarios.conftest import SAMPLE, eventually
from tests.slack_server.app import build_app
from tests.slack_server.driver import People, Workers
from tests.slack_server.process import BotProcess
from tests.slack_server.server import LocalSlack
from tests.slack_server.socket import SocketServer
from tests.slack_server.wire import Wire

TOKENS = {"SLACK_BOT_TOKEN": "xoxb-planted-secret", "SLACK_APP_TOKEN": "xapp-planted-secret"}


@pytest.fixture
def server(slack: LocalSlack) -> Iterator[SocketServer]:
    """Slack's end of the connection."""
    running = SocketServer(slack, patience=1.0)
    yield running
    running.stop()


MakeSocket = Callable[..., Socket]


@pytest.fixture
def make_socket(
    slack: LocalSlack, server: SocketServer, state: State, sample_answerer: Answerer
) -> Iterator[MakeSocket]:
    """Open a connection of the app."""
    opened: list[Socket] = []
    workers = Workers(16)
    settings = Settings(slack_api_url=slack.url, questions_per_minute=1_000, _env_file=None)  # type: ignore[call-arg]
    client = SlackClient("xoxb-test", slack.url)
    app = build_app(sample_answerer, settings, state, client, workers)

    def make(*, prompt: bool = True) -> Socket:
        socket = Socket(app, client, "xapp-test", prompt=prompt)
        opened.append(socket)
        socket.open()
        server.wait_connected()
        return socket

    yield make
    for socket in opened:
        socket.close()
    workers.shutdown()


@pytest.fixture(params=[True, False], ids=["prompt", "patient"])
def socket(request: pytest.FixtureRequest, make_socket: MakeSocket) -> Socket:
    """An open connection of the app, as for one workspace and for several."""
    return make_socket(prompt=request.param)


def test_events_are_acknowledged_at_once_and_answered_once(
    socket: Socket, server: SocketServer, slack: LocalSlack
) -> None:
    """Even if Slack delivers each twice."""
    envelopes = [server.deliver(mention(f"{i}.0"), twice=True) for i in range(5)]
    eventually(lambda: len(slack.posted) == 5 and all(e.acknowledged.is_set() for e in envelopes))
    assert server.slowest < 1.0
    time.sleep(0.2)
    assert sorted(message["thread_ts"] for message in slack.posted) == [f"{i}.0" for i in range(5)]


@pytest.mark.parametrize("politely", [True, False])
def test_a_closed_connection_is_replaced(
    socket: Socket, server: SocketServer, slack: LocalSlack, politely: bool
) -> None:
    """What was not acknowledged comes again over the new one."""
    server.deliver(mention("1.0"))
    eventually(lambda: len(slack.posted) == 1)
    server.disconnect(politely=politely)
    server.wait_connected(2)
    server.deliver(mention("2.0"))
    eventually(lambda: len(slack.posted) == 2)


def command(slack: LocalSlack) -> dict[str, Any]:
    """Return a command's payload."""
    where = {"team_id": "T1", "channel_id": "C1", "channel_name": "general", "user_id": "U1", "api_app_id": "A1"}
    return {"command": "/cite", "text": ANSWERED, **where, "trigger_id": "t", "response_url": slack.response_url()}


def test_a_connection_that_is_about_to_end_is_read_to_its_end(
    socket: Socket, server: SocketServer, slack: LocalSlack
) -> None:
    """Slack warns ten seconds before; a command that comes meanwhile is not delivered again, an event over both."""
    server.announce("warning")
    early = server.command(command(slack), over=0)
    eventually(early.acknowledged.is_set)
    server.wait_connected(2)
    late = server.command(command(slack), over=0)
    eventually(lambda: late.acknowledged.is_set() and len(slack.responses) == 2)
    envelopes = [server.deliver(mention("1.0"), "EvSame", over=over) for over in (0, 1)]
    eventually(lambda: all(envelope.acknowledged.is_set() for envelope in envelopes) and slack.posted)
    server.disconnect(over=0)
    eventually(lambda: len(server.connections) == 1)
    server.deliver(mention("2.0"))
    eventually(lambda: len(slack.posted) == 2)
    assert [message["thread_ts"] for message in slack.posted] == ["1.0", "2.0"]
    assert (server.opened, socket.alive()) == (2, True)


def test_the_probe_stays_green_while_a_connection_is_replaced(
    socket: Socket, server: SocketServer, slack: LocalSlack
) -> None:
    """The old one is there until the new one is, though Slack refuses the first attempts."""
    slack.fail("apps.connections.open", error="internal_error", times=2)
    server.announce("refresh_requested")
    alive = [socket.alive()]
    while server.opened == 1:
        alive.append(socket.alive())
        time.sleep(0.02)
    assert all(alive)


def test_an_end_that_does_not_come_is_ours(
    socket: Socket, server: SocketServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else connections would pile up, of which Slack allows ten."""
    monkeypatch.setattr("bot.slack.socket._FAREWELL", 0.3)
    server.announce("warning")
    server.wait_connected(2)
    eventually(lambda: len(server.connections) == 1)
    eventually(socket.alive)  # the server has the new connection a moment before we do


def test_a_silent_connection_turns_the_probe_red_and_is_replaced(
    slack: LocalSlack, server: SocketServer, make_socket: MakeSocket, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A dead peer looks connected; the pongs that do not come tell."""
    monkeypatch.setattr("bot.slack.socket.PING", 0.2)
    monkeypatch.setattr("bot.slack.socket.DEAF", 0.5)
    monkeypatch.setattr("bot.slack.socket.FIRST_WAIT", 3.0)
    wire = Wire(server.port)
    slack.socket_url = f"ws://127.0.0.1:{wire.port}/link"
    socket = make_socket()
    time.sleep(1.0)
    assert socket.alive()
    slack.fail("apps.connections.open", error="internal_error")  # so that the red is to be seen
    wire.freeze()
    eventually(lambda: not socket.alive())
    eventually(socket.alive)
    server.deliver(mention("1.0"))
    eventually(lambda: len(slack.posted) == 1)
    wire.stop()


def test_a_socket_that_slack_refuses_is_said(slack: LocalSlack, server: SocketServer, make_socket: MakeSocket) -> None:
    """At the start, as a connection that cannot be made."""
    slack.socket_url = slack.url.replace("http", "ws")  # answers, but not as a socket
    with pytest.raises(ConnectionError, match="no socket"):
        make_socket()


PAGES = ["<html>502 Bad Gateway</html>", '"maintenance"']


@pytest.mark.parametrize("page", PAGES)
def test_a_page_in_slacks_place_is_no_connection(
    slack: LocalSlack, make_socket: MakeSocket, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A gateway answers for Slack: the start fails at once, as where Slack is out of reach."""
    slack.fail("apps.connections.open", status=502, page=page)
    with pytest.raises(OSError, match="status 502"):
        make_socket()


@pytest.mark.parametrize("page", PAGES)
def test_a_page_at_a_reconnection_is_tried_past(
    socket: Socket, server: SocketServer, slack: LocalSlack, page: str
) -> None:
    """Else the bot would be deaf until somebody starts it anew."""
    slack.fail("apps.connections.open", status=502, page=page)
    server.disconnect(politely=False)
    server.wait_connected(2)
    server.deliver(mention("1.0"))
    eventually(lambda: len(slack.posted) == 1)


def test_a_connection_that_is_given_up_before_it_is_there_lets_nobody_wait(
    slack: LocalSlack, server: SocketServer, people: People
) -> None:
    """Whoever opens it is told."""
    socket = Socket(people.app, SlackClient("xoxb-test", slack.url), "xapp-test")
    socket.close()
    with pytest.raises(ConnectionError):
        socket.open()


def test_a_burst_that_waited_is_answered_whole(
    socket: Socket, server: SocketServer, slack: LocalSlack, caplog: pytest.LogCaptureFixture
) -> None:
    """Many frames arrive in one piece after a reconnection."""
    server.disconnect(politely=False)
    for i in range(200):
        server.deliver(mention(f"{i}.0"))
    eventually(lambda: len(slack.posted) >= 200, 60)
    assert len({message["thread_ts"] for message in slack.posted}) == len(slack.posted) == 200
    assert "ganglion" not in caplog.text


def test_a_frame_that_is_none_of_slacks_costs_itself_alone(
    socket: Socket, server: SocketServer, slack: LocalSlack
) -> None:
    """The connection stays."""
    for frame in ("no JSON", "[]", '{"type": "unheard_of"}', '{"type": "hello"}'):
        server.connections[-1].send(frame)
    server.deliver(mention("1.0"))
    eventually(lambda: len(slack.posted) == 1)
    assert server.opened == 1


@pytest.fixture
def bot(slack: LocalSlack, server: SocketServer, tmp_path: Path) -> Iterator[Callable[..., BotProcess]]:
    """Start bots."""
    started: list[BotProcess] = []

    def start(**environment: str) -> BotProcess:
        started.append(
            BotProcess(slack, tmp_path, ("-m", "bot", "run", "--corpus", str(SAMPLE)), **{**TOKENS, **environment})
        )
        server.wait_connected(len(started), 30)
        return started[-1]

    yield start
    for running in started:
        running.kill()


def test_sigterm_finishes_what_is_in_flight(
    bot: Callable[..., BotProcess], server: SocketServer, slack: LocalSlack
) -> None:
    """What was acknowledged is answered before the end, nothing twice; no secret and no text was written."""
    running = bot()
    slack.fail("chat.postMessage", status=429, retry_after=1, times=3)  # so that three are in flight
    channels = ("C1", "C2", "G1")  # in one they would stand in line, and the last be left to another bot
    envelopes = [server.deliver(mention(f"{i}.0", channel=channel)) for i, channel in enumerate(channels)]
    eventually(lambda: all(envelope.acknowledged.is_set() for envelope in envelopes))
    output = running.end()
    assert running.process.returncode == 0
    assert sorted(message["thread_ts"] for message in slack.posted) == ["0.0", "1.0", "2.0"]
    assert "planted-secret" not in output
    assert "ganglion" not in re.sub(r"Answering in Slack .*", "", output)


def test_a_bot_without_documents_of_its_own_says_so_loudly(
    slack: LocalSlack, server: SocketServer, tmp_path: Path
) -> None:
    """It starts, as the index may come after it, but nobody takes the sample for their documents."""
    running = BotProcess(slack, tmp_path, ("-m", "bot", "run"), **TOKENS)
    try:
        server.wait_connected(1, 30)
        output = running.end()
    finally:
        running.kill()
    assert "not your documents! For your own documents: citebot index FOLDER" in output
    assert re.search('"answering from the sample collection.*"level": "warning"', output)


def test_a_setting_that_keeps_less_holds_for_what_was_kept_before(
    bot: Callable[..., BotProcess], tmp_path: Path
) -> None:
    """Questions that an earlier setting kept for a month end with it; those of the day stay where a week is kept."""
    state = open_state(f"sqlite:///{tmp_path / 'state.sqlite'}")
    month = 30 * 86_400.0
    old = open_state(state.engine.url.render_as_string(), lambda: time.time() - 10 * 86_400)
    old.threads.keep(("T1", "C1", "1.0"), "U1", "asked ten days ago", month)
    old.close()
    state.threads.keep(("T1", "C1", "1.0"), "U1", "asked today", month)
    bot(CITEBOT_KEEP_QUESTIONS_DAYS="7").end()
    assert state.threads.recent("T1", "U1", 5) == ("asked today",)
    bot().end()
    assert state.threads.recent("T1", "U1", 5) == ()
    state.close()


def test_a_long_wait_for_slack_ends_with_the_bot(
    bot: Callable[..., BotProcess], server: SocketServer, slack: LocalSlack
) -> None:
    """Orchestrators wait for ten seconds, and then kill. The next bot answers."""
    running = bot()
    slack.says(mention("1.0"))
    slack.fail("chat.postMessage", status=429, retry_after=40)
    envelope = server.deliver(mention("1.0"))
    eventually(envelope.acknowledged.is_set)
    time.sleep(0.5)
    began = time.monotonic()
    running.end()
    assert time.monotonic() - began < 10.0
    assert slack.posted == []
    bot()
    eventually(lambda: len(slack.posted) == 1)


def test_two_replicas_on_one_state_answer_once(
    bot: Callable[..., BotProcess], server: SocketServer, slack: LocalSlack
) -> None:
    """Whichever gets a delivery."""
    bot()
    bot()
    envelopes = [server.deliver(mention(f"{i}.0"), twice=True) for i in range(6)]
    eventually(lambda: all(e.acknowledged.is_set() for e in envelopes) and len(slack.posted) >= 6)
    time.sleep(0.3)
    assert len(slack.posted) == 6


def page(port: int, path: str) -> tuple[int, str]:
    """Return status and body of a page."""
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("GET", path)
    response = connection.getresponse()
    body = response.read().decode()
    connection.close()
    return response.status, body


def test_the_health_page_tells_of_the_connection(
    bot: Callable[..., BotProcess], server: SocketServer, slack: LocalSlack, free_port: int
) -> None:
    """Live, ready, and metrics without text."""
    bot(CITEBOT_HTTP_PORT=str(free_port))
    server.deliver(mention("1.0"))
    eventually(lambda: len(slack.posted) == 1)
    assert page(free_port, "/live") == (200, "live\n")
    assert page(free_port, "/ready") == (200, "ready\n")
    assert 'citebot_questions_total{status="answered",way="mention"} 1.0' in page(free_port, "/metrics")[1]
    assert page(free_port, "/other")[0] == 404
