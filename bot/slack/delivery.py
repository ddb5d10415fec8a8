"""Calls to Slack: every error a plain outcome, and what surely did not reach Slack is called again."""

import logging
import time
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any

from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.web import SlackResponse

from bot.metrics import DELIVERIES
from bot.slack.client import SlackClient
from bot.slack.connections import Reply
from bot.slack.messages import Message
from bot.slack.outcomes import Outcome, outcome_of

log = logging.getLogger(__name__)

_READING = frozenset(
    {"auth_test", "users_info", "conversations_info", "conversations_history", "conversations_replies"}
)
# besides reading, calls that may be repeated when no reply came: they make the same change again, or post what one
# person alone sees, who may then read it twice
_CHANGING = frozenset({"chat_postEphemeral", "chat_update", "chat_delete", "views_update", "views_publish"})
_HARMLESS = _READING | _CHANGING | {"files_getUploadURLExternal"}
_READ_AGAIN = (0.2, 1.0)  # seconds before a second and a third attempt
_POST_AGAIN = (0.5, 1.5, 4.0)  # the same for what is not merely read
_NO_PREVIEWS = {"unfurl_links": False, "unfurl_media": False}  # of links


class OutOfReach(Exception):
    """Slack cannot be told or asked something now; it can later."""


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a message is posted: in a channel or, by a person's ID, in their direct messages with us."""

    channel: str
    thread_ts: str | None = None


@dataclass(frozen=True, slots=True)
class Posted:
    """What became of a post, and where it stands if it is there: one to a person, in which conversation with them."""

    outcome: Outcome
    ts: str = ""
    channel: str = ""


Called = tuple[Outcome, Mapping[str, Any]]  # what became of a call, and Slack's reply
Method = Callable[..., SlackResponse]


def call(method: Method, **arguments: object) -> Called:
    """Return what became of a call, and Slack's reply if any. Never raises for what Slack or the network do.

    A call that surely did not reach Slack is repeated; one that may have reached it, only where a second is harmless.
    """
    return _insisted(method, arguments, harmless=method.__name__ in _HARMLESS)


def goes_on(reply: Mapping[str, Any]) -> str:
    """Return the cursor of the next page of messages (of a thread, the newer ones); "" if the reply holds all."""
    return str((reply.get("response_metadata") or {}).get("next_cursor") or "")


def _insisted(method: Method, arguments: Mapping[str, object], *, harmless: bool) -> Called:
    name = method.__name__
    again = {Outcome.NOT_SENT, Outcome.UNCERTAIN} if harmless else {Outcome.NOT_SENT}
    for seconds in _READ_AGAIN if name in _READING else _POST_AGAIN:
        outcome, reply = _called(name, method, arguments)
        if outcome not in again:
            return outcome, reply
        time.sleep(seconds)
    return _called(name, method, arguments)


def _called(name: str, method: Method, arguments: Mapping[str, object]) -> Called:
    try:
        response = method(**arguments)
        outcome, error, reply = Outcome.DONE, "", response.data
    except SlackApiError as failure:
        error = str(failure.response.get("error", "unknown"))
        outcome, reply = outcome_of(error), failure.response.data
    except (OSError, HTTPException, SlackRequestError) as failure:  # URLError and timeouts are OSError
        outcome, error, reply = _broken(failure), type(failure).__name__, {}
    _note(name, outcome, error)
    return outcome, reply if isinstance(reply, Mapping) else {}


def call_url(client: SlackClient, url: str, body: Mapping[str, Any]) -> Outcome:
    """Return what became of an answer to a response URL, which one person alone sees: called again as `call` does."""
    again = frozenset({Outcome.NOT_SENT, Outcome.UNCERTAIN})
    return _sent_to("response_url", lambda: client.respond(url, body), again)


def call_upload(client: SlackClient, url: str, data: bytes) -> Outcome:
    """Return what became of a file's bytes; called again as `call` does. Nobody sees them before they are shared."""
    return _sent_to("upload", lambda: client.upload(url, data), frozenset({Outcome.NOT_SENT}))


def _sent_to(name: str, send: Callable[[], Reply], again: Set[Outcome]) -> Outcome:
    for seconds in _POST_AGAIN:
        outcome = _sent_once(name, send)
        if outcome not in again:
            return outcome
        time.sleep(seconds)
    return _sent_once(name, send)


def _sent_once(name: str, send: Callable[[], Reply]) -> Outcome:
    try:
        reply = send()
        outcome = Outcome.DONE if reply.status == 200 else _url_outcome(reply)
        error = "" if outcome is Outcome.DONE else str(reply.status)
    except (OSError, HTTPException) as failure:
        outcome, error = _broken(failure), type(failure).__name__
    _note(name, outcome, error)
    return outcome


def _url_outcome(reply: Reply) -> Outcome:
    if b"blocks" in reply.body or b"msg_too_long" in reply.body:
        return Outcome.TOO_LARGE
    return {404: Outcome.GONE, 410: Outcome.GONE, 429: Outcome.BUSY}.get(reply.status, Outcome.FAILED)


def _note(method: str, outcome: Outcome, error: str) -> None:
    DELIVERIES.labels(method, outcome.value).inc()
    if outcome is not Outcome.DONE:
        log.warning("call refused by Slack", extra={"method": method, "outcome": outcome.value, "error": error})


def _broken(failure: Exception) -> Outcome:
    """Return NOT_SENT where the connection was never made, UNCERTAIN where Slack may have got the call."""
    reason = getattr(failure, "reason", failure)
    return Outcome.NOT_SENT if isinstance(reason, ConnectionRefusedError) else Outcome.UNCERTAIN


def insist(outcome: Outcome, *, harmless: bool = False) -> Outcome:
    """Return the outcome of a post. Raises OutOfReach where it surely is not there, so that it can be posted later.

    Where it is not known whether it is there, only a post that is `harmless` twice can be posted later.
    """
    if outcome in (Outcome.NOT_SENT, Outcome.BUSY, Outcome.ENDED) or (harmless and outcome is Outcome.UNCERTAIN):
        raise OutOfReach
    return outcome


def post(
    client: SlackClient,
    to: Destination,
    message: Message,
    *,
    metadata: Mapping[str, Any] | None = None,
    harmless: bool = False,
) -> Posted:
    """Post a message, and return where it stands; if Slack refuses its blocks, post what they say in words.

    A post that is `harmless` twice is sent again where Slack does not say whether it is there.

    Below a message that was deleted Slack posts nothing: it posts beside, in the channel. That is taken back.
    """
    place = {"channel": to.channel, "thread_ts": to.thread_ts}
    words = {**place, "text": message.text, "metadata": metadata, **_NO_PREVIEWS}
    blocks = {**words, "blocks": message.blocks or None}
    outcome, reply = _insisted(client.chat_postMessage, blocks, harmless=harmless)
    if outcome is Outcome.TOO_LARGE:
        plain = {**words, "mrkdwn": False, "parse": "none"}
        outcome, reply = _insisted(client.chat_postMessage, plain, harmless=harmless)
    posted = Posted(outcome, str(reply.get("ts", "")), str(reply.get("channel", "")))
    if to.thread_ts and "thread_ts" not in reply.get("message", {"thread_ts": ""}):
        call(client.chat_delete, channel=posted.channel, ts=posted.ts)
        return Posted(Outcome.NO_THREAD)
    return posted


def whisper(client: SlackClient, to: Destination, user: str, message: Message) -> Outcome:
    """Post a message that one person in the channel sees; if Slack refuses its blocks, what they say in words."""
    place = {"channel": to.channel, "user": user, "thread_ts": to.thread_ts}
    outcome, _ = call(client.chat_postEphemeral, **place, text=message.text, blocks=message.blocks or None)
    if outcome is Outcome.TOO_LARGE:
        outcome, _ = call(client.chat_postEphemeral, **place, text=message.text, parse="none")
    return outcome


def update(
    client: SlackClient, channel: str, ts: str, message: Message, *, metadata: Mapping[str, Any] | None = None
) -> Outcome:
    """Put a message in the place of one of ours; its metadata stays unless other is given."""
    outcome, _ = call(
        client.chat_update,
        channel=channel,
        ts=ts,
        text=message.text,
        blocks=message.blocks,
        metadata=metadata or None,
    )
    return outcome
