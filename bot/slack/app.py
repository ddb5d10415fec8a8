"""The Slack app: wiring only. A mention is answered in its thread, a direct message where it was sent."""

import logging
import re
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from slack_bolt import App, Say
from slack_sdk import WebClient
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

from bot.model import Answer, Status
from bot.slack.blocks import answer_blocks, answer_text
from bot.slack.memory import Seen, Threads

log = logging.getLogger(__name__)

_MENTION = re.compile(r"<@[A-Z0-9]+(?:\|[^>]*)?>")
_RATE_LIMIT_RETRIES = 5


class Answers(Protocol):
    """What the app needs of an answerer."""

    def answer(self, question: str, thread: Sequence[str] = ()) -> Answer:
        """Return the answer to a question."""
        ...


def build_app(answers: Answers, client: WebClient) -> App:
    """Return the app, ready for events; `client` carries the bot token."""
    client.retry_handlers.append(RateLimitErrorRetryHandler(max_retry_count=_RATE_LIMIT_RETRIES))
    app = App(client=client, request_verification_enabled=False)
    seen, threads = Seen(), Threads()

    def on_message(event: Mapping[str, Any], say: Say) -> None:
        if not _is_question(event) or not seen.first_time(event["channel"], event["ts"]):
            return
        question, key = _MENTION.sub(" ", event.get("text") or "").strip(), _conversation(event)
        answer = answers.answer(question, thread=threads.questions(*key))
        if answer.status is not Status.CHAT:
            threads.add(*key, question)
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


def _conversation(event: Mapping[str, Any]) -> tuple[str, str]:
    """Return what a follow-up shares with the question before it: channel and thread, "" for a direct message."""
    return event["channel"], _thread(event) or ""
