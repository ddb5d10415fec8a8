"""What Slack itself holds of a question and its answer: asked where a worker died, or a reply of Slack's was lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk import WebClient

from bot.slack.delivery import Outcome, call
from bot.state.claims import Place

_EVENT = "citebot_answer"
_MESSAGES = 100  # after the question that are looked through


@dataclass(frozen=True, slots=True)
class Trace:
    """What was found. `question` is None if the message is gone."""

    question: str | None
    answered: bool


def mark(place: Place) -> dict[str, Any]:
    """Return the metadata that an answer carries; people do not see it."""
    return {"event_type": _EVENT, "event_payload": {"to": place.ts}}


def trace(place: Place, client: WebClient) -> Trace | None:
    """Return what Slack holds of a message and of our answer to it; None if Slack does not say."""
    arguments = {"channel": place.channel, "oldest": place.ts, "inclusive": True, "limit": _MESSAGES}
    if place.way == "direct" and not place.thread_ts:
        outcome, reply = call(client.conversations_history, **arguments, include_all_metadata=True)
    else:
        thread = place.thread_ts or place.ts
        outcome, reply = call(client.conversations_replies, **arguments, ts=thread, include_all_metadata=True)
    return _trace(place, reply.get("messages") or []) if outcome is Outcome.DONE else None


def _trace(place: Place, messages: Sequence[Mapping[str, Any]]) -> Trace:
    question = next((str(m.get("text") or "") for m in messages if m.get("ts") == place.ts), None)
    return Trace(question, any(_answers(message, place) for message in messages))


def _answers(message: Mapping[str, Any], place: Place) -> bool:
    metadata = message.get("metadata") or {}
    payload = metadata.get("event_payload") or {}
    return metadata.get("event_type") == _EVENT and payload.get("to") == place.ts
