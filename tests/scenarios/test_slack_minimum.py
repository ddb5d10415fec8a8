"""A Slack request in, the posted message out, against a Web API server on loopback."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import parse_qs

import pytest
from slack_bolt import App, BoltRequest
from slack_sdk import WebClient
from slack_sdk.models.blocks import Block

from bot.answer import Answerer
from bot.slack.app import build_app
from bot.slack.blocks import MAX_CHARACTERS, answer_blocks
from corpus.library import read_library
from index.analyzer import Analyzer
from index.memory import MemoryEngine

HOSTILE = "The <!channel> block *costs* <@U1> `10` <https://evil.example|click> \u202eesrever 1. It is _old_ & good."


class LocalSlack:
    """Answers auth.test and chat.postMessage; keeps what was posted."""

    def __init__(self) -> None:
        self.posted: list[dict[str, Any]] = []
        self.refusals: list[str] = []  # errors that the next posts get
        slack = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"] or 0)).decode()
                reply = slack.reply(self.path, self.headers["Content-Type"] or "", body)
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(json.dumps(reply).encode())

            def log_message(self, format: str, *args: object) -> None:
                """Keep the test output clean."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def reply(self, path: str, content_type: str, body: str) -> dict[str, Any]:
        """Return what Slack would."""
        if path == "/auth.test":
            return {"ok": True, "team_id": "T1", "user_id": "UBOT", "bot_id": "BBOT", "url": self.url}
        if path == "/chat.postMessage":
            if self.refusals:
                return {"ok": False, "error": self.refusals.pop(0)}
            values = json.loads(body) if "json" in content_type else {k: v[0] for k, v in parse_qs(body).items()}
            self.posted.append(values)
            return {"ok": True, "ts": "2.0", "channel": values["channel"]}
        return {"ok": False, "error": "unknown_method"}


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    """A Slack of our own on loopback."""
    local = LocalSlack()
    yield local
    local.server.shutdown()
    local.server.server_close()


def app_over(folder: Path, slack: LocalSlack) -> App:
    """Return the app answering from a folder."""
    library = read_library(folder)
    answerer = Answerer(MemoryEngine(library.passages, Analyzer(), library.references), Analyzer())
    return build_app(answerer, WebClient(token="xoxb-test", base_url=slack.url))


def send(app: App, **event: Any) -> None:
    """Deliver an event and wait until its listener is done."""
    body = {"type": "event_callback", "team_id": "T1", "event_id": "Ev1", "event": event}
    response = app.dispatch(BoltRequest(mode="socket_mode", body=body))
    assert response.status == 200
    app.listener_runner.listener_executor.shutdown(wait=True)


@pytest.fixture
def sample(slack: LocalSlack) -> App:
    """The app over the sample collection."""
    return app_over(Path(__file__).resolve().parents[2] / "corpus" / "sample", slack)


def blocks_of(message: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the blocks of a posted message."""
    blocks = message["blocks"]
    return json.loads(blocks) if isinstance(blocks, str) else blocks  # type: ignore[no-any-return]


def test_a_mention_is_answered_in_its_thread_in_one_post(sample: App, slack: LocalSlack) -> None:
    """The post says the code, marks it as uncited, and is valid Block Kit."""
    send(sample, type="app_mention", user="U1", channel="C1", ts="1.0", text="<@UBOT> what code for ganglion impar?")
    (message,) = slack.posted
    assert (message["channel"], message["thread_ts"]) == ("C1", "1.0")
    assert "64999" in message["text"]
    assert "no citation in source" in message["text"]
    blocks = blocks_of(message)
    assert len(json.dumps(blocks)) > 500
    assert all(Block.parse(block) is not None for block in blocks)


def test_a_direct_message_is_answered_where_it_was_sent(sample: App, slack: LocalSlack) -> None:
    """No thread is opened in a direct message."""
    send(sample, type="message", channel_type="im", user="U1", channel="D1", ts="1.0", text="is it safe")
    (message,) = slack.posted
    assert "thread_ts" not in message


@pytest.mark.parametrize(
    "event",
    [
        {"type": "message", "channel_type": "channel", "text": "what code?"},
        {"type": "message", "channel_type": "im", "text": "x", "bot_id": "B9"},
        {"type": "message", "channel_type": "im", "subtype": "message_changed"},
    ],
)
def test_what_is_no_question_to_us_is_left_alone(sample: App, slack: LocalSlack, event: dict[str, Any]) -> None:
    """Talk in a channel, other bots and edits get no post."""
    send(sample, user="U1", channel="C1", ts="1.0", **event)
    assert slack.posted == []


def test_a_message_that_is_delivered_twice_is_answered_once(sample: App, slack: LocalSlack) -> None:
    """A retry, or the pair of mention and message, gives one post."""
    body = {"type": "app_mention", "user": "U1", "channel": "C1", "ts": "1.0", "text": "<@UBOT> 64999"}
    for _ in range(2):
        sample.dispatch(
            BoltRequest(mode="socket_mode", body={"type": "event_callback", "team_id": "T1", "event": body})
        )
    sample.listener_runner.listener_executor.shutdown(wait=True)
    assert len(slack.posted) == 1


def test_a_follow_up_in_the_thread_knows_what_it_is_about(sample: App, slack: LocalSlack) -> None:
    """A mention in the thread of a question inherits its topic, and says so; another thread does not."""
    texts = [
        ("1.0", None, "what code for ganglion impar?"),
        ("2.0", "1.0", "and how long does it last?"),
        ("3.0", None, "and how long does it last?"),
    ]
    for ts, thread, text in texts:
        event = {"type": "app_mention", "user": "U1", "channel": "C1", "ts": ts, "text": f"<@UBOT> {text}"}
        body = {"type": "event_callback", "team_id": "T1", "event": event | ({"thread_ts": thread} if thread else {})}
        sample.dispatch(BoltRequest(mode="socket_mode", body=body))
        while len(slack.posted) < float(ts):
            time.sleep(0.01)
    assert "Taken over from your question before" in json.dumps(blocks_of(slack.posted[1]))
    assert "Taken over from your question before" not in json.dumps(blocks_of(slack.posted[2]))


def test_a_hostile_passage_comes_out_inert(tmp_path: Path, slack: LocalSlack) -> None:
    """Mentions, links and formatting of a document stand in rich text as plain words, escaped in the notification."""
    (tmp_path / "a.txt").write_text(HOSTILE, "utf-8")
    send(app_over(tmp_path, slack), type="app_mention", user="U1", channel="C1", ts="1.0", text="<@UBOT> block costs")
    (message,) = slack.posted
    assert "<" not in message["text"]
    assert "\u202e" not in json.dumps(blocks_of(message), ensure_ascii=False)
    assert {block["type"] for block in blocks_of(message)} == {"rich_text"}


def test_not_found_names_the_words(sample: App, slack: LocalSlack) -> None:
    """The refusal is a post as well."""
    send(sample, type="app_mention", user="U1", channel="C1", ts="1.0", text="<@UBOT> lunch menu")
    assert "Not in the sources: lunch, menu" in slack.posted[0]["text"]


def test_long_passages_stay_within_the_limit(tmp_path: Path) -> None:
    """Whole passages are dropped when there is too much; the headline stays."""
    for i in range(9):
        (tmp_path / f"{i}.txt").write_text(" ".join(["block " * 140 + f"end{i}."] * 9), "utf-8")
    library = read_library(tmp_path)
    answer = Answerer(MemoryEngine(library.passages, Analyzer()), Analyzer()).answer("which block has end3", k=26)
    blocks = answer_blocks(answer)
    assert sum(len(json.dumps(block, ensure_ascii=False)) for block in blocks) < 2 * MAX_CHARACTERS
    assert 1 < len(blocks) < 26


@pytest.mark.parametrize("error", ["channel_not_found", "not_in_channel", "is_archived", "invalid_auth"])
def test_a_post_that_slack_refuses_is_logged_by_its_code_alone(
    sample: App, slack: LocalSlack, caplog: pytest.LogCaptureFixture, error: str
) -> None:
    """No retry storm, and neither question nor passage in the log."""
    slack.refusals = [error]
    send(sample, type="app_mention", user="U1", channel="C1", ts="1.0", text="<@UBOT> what code for ganglion impar?")
    assert slack.posted == []
    assert [r.error for r in caplog.records if r.message == "Slack refused a post"] == [error]  # type: ignore[attr-defined]
    assert "64999" not in caplog.text
    assert "ganglion" not in caplog.text


def test_blocks_that_slack_refuses_go_out_as_text(sample: App, slack: LocalSlack) -> None:
    """The answer arrives all the same."""
    slack.refusals = ["msg_blocks_too_long"]
    send(sample, type="app_mention", user="U1", channel="C1", ts="1.0", text="<@UBOT> what code for ganglion impar?")
    (message,) = slack.posted
    assert "64999" in message["text"]
    assert "blocks" not in message


def test_an_answer_that_fails_is_told_under_an_id(slack: LocalSlack, caplog: pytest.LogCaptureFixture) -> None:
    """The asker gets a fixed sentence, the log the same id and the kind of error, nobody the error's words."""

    class Broken:
        def answer(self, question: str, thread: object = ()) -> NoReturn:
            raise KeyError(question)

    app = build_app(Broken(), WebClient(token="xoxb-test", base_url=slack.url))
    send(app, type="app_mention", user="U1", channel="C1", ts="1.0", text="<@UBOT> Jane Doe, born 1970")
    (record,) = [r for r in caplog.records if r.message == "answer failed"]
    assert record.request in slack.posted[0]["text"]  # type: ignore[attr-defined]
    assert "Jane" not in caplog.text + slack.posted[0]["text"]
