"""The Slack app: wiring only. A mention is answered in its thread, a direct message where it was sent."""

import logging
import re
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from slack_bolt import App, Say
from slack_sdk import WebClient
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

from bot.model import Answer
from bot.slack.blocks import answer_blocks, answer_text

log = logging.getLogger(__name__)

_MENTION = re.compile(r"<@[A-Z0-9]+(?:\|[^>]*)?>")
_ANSWERED_KEPT = 10_000  # messages that are remembered so that no retry is answered twice
_RATE_LIMIT_RETRIES = 5


class Answers(Protocol):
    """What the app needs of an answerer."""

    def answer(self, question: str, thread: Sequence[str] = ()) -> Answer:
        """Return the answer to a question."""
        ...


class Seen:
    """Remembers which messages were taken on; Slack delivers some of them more than once."""

    def __init__(self, size: int = _ANSWERED_KEPT) -> None:
        self._size = size
        self._keys: OrderedDict[tuple[str, str], None] = OrderedDict()
        self._lock = threading.Lock()

    def first_time(self, channel: str, timestamp: str) -> bool:
        """Return whether the message is new, and remember it."""
        with self._lock:
            key = (channel, timestamp)
            if key in self._keys:
                return False
            self._keys[key] = None
            if len(self._keys) > self._size:
                self._keys.popitem(last=False)
            return True


def build_app(answers: Answers, client: WebClient) -> App:
    """Return the app, ready for events; `client` carries the bot token."""
    client.retry_handlers.append(RateLimitErrorRetryHandler(max_retry_count=_RATE_LIMIT_RETRIES))
    app = App(client=client, request_verification_enabled=False)
    seen = Seen()

    def on_message(event: Mapping[str, Any], say: Say) -> None:
        if not _is_question(event) or not seen.first_time(event["channel"], event["ts"]):
            return
        answer = answers.answer(_MENTION.sub(" ", event.get("text") or "").strip())
        say(
            text=answer_text(answer),
            blocks=answer_blocks(answer),
            thread_ts=_thread(event),
            unfurl_links=False,
            unfurl_media=False,
        )
        log.info("answered", extra={"status": answer.status.value, "ms": answer.took_ms})

    app.event("app_mention")(on_message)
    app.event("message")(on_message)
    return app


def _is_question(event: Mapping[str, Any]) -> bool:
    """Return whether the event is a person's message to us: no edit, no bot, and in a channel only a mention."""
    if event.get("bot_id") or event.get("subtype"):
        return False
    return event.get("type") == "app_mention" or event.get("channel_type") == "im"


def _thread(event: Mapping[str, Any]) -> str | None:
    thread: str | None = event.get("thread_ts")
    return thread if event.get("channel_type") == "im" else thread or str(event["ts"])
