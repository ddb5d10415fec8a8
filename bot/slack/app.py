"""The Slack app: wiring only. A mention is answered in its thread, a direct message where it was sent."""

import logging
import re
import uuid
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from slack_bolt import App, Say
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

from bot.model import Answer, Status
from bot.slack.blocks import Block, answer_blocks, answer_text
from bot.slack.memory import Seen, Threads

log = logging.getLogger(__name__)

_MENTION = re.compile(r"<@[A-Z0-9]+(?:\|[^>]*)?>")
_RATE_LIMIT_RETRIES = 5
_REFUSED_BLOCKS = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long"})


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
        try:
            answer = answers.answer(question, thread=threads.questions(*key))
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the asker is told, and no text reaches the log
            _post(say, event, _failed(error))
            return
        if answer.status is not Status.CHAT:
            threads.add(*key, question)
        if _post(say, event, answer_text(answer), answer_blocks(answer)):
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


def _failed(error: Exception) -> str:
    """Return the fixed sentence for an answer that failed, under an id that stands in the log too."""
    request = uuid.uuid4().hex[:8]
    log.error("answer failed", extra={"error": type(error).__name__, "request": request})
    return f"Something went wrong on my side. Whoever runs me finds it in the log under {request}."


def _post(say: Say, event: Mapping[str, Any], text: str, blocks: list[Block] | None = None) -> bool:
    """Post into the conversation of an event; return whether Slack took it. Blocks that it refuses go out as text."""
    try:
        say(text=text, blocks=blocks, thread_ts=_thread(event), unfurl_links=False, unfurl_media=False)
    except SlackApiError as error:
        code = error.response.get("error", "unknown")
        log.warning("Slack refused a post", extra={"error": code})
        return code in _REFUSED_BLOCKS and blocks is not None and _post(say, event, text)
    return True
