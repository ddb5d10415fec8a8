"""What Slack itself holds of questions and answers: asked where a worker died, or a reply of Slack's was lost."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.slack.client import SlackClient
from bot.slack.delivery import OutOfReach, call, goes_on
from bot.slack.heard import (
    brings_files,
    forwarded_in,
    from_person,
    is_for_others,
    is_gone,
    looks_like_question,
    mentions,
    question_in,
    question_of,
)
from bot.slack.marks import ANSWER, POST, marked, payload_of
from bot.slack.outcomes import Outcome
from bot.state.claims import Place

_MESSAGES = 100  # after the question that are looked through
_PAGE, _PAGES = 200, 5  # messages before a follow-up that are looked through
_DAY = 86_400.0  # seconds; what was asked earlier is leaned on no more


@dataclass(frozen=True, slots=True)
class Trace:
    """What was found. `question` is None if the message is gone."""

    question: str | None  # the text of the message, as Slack has it
    answer_ts: str | None  # of our answer, if it is there
    words: str = ""  # of the message, and of what is forwarded with it
    files: bool = False  # came with the message
    more_than_words: bool = False  # files or messages of others came with it


@dataclass(frozen=True, slots=True)
class Said:
    """A person's question as it stands in Slack."""

    at: float
    user: str
    question: str


def mark(place: Place, *, alone: bool = False) -> dict[str, Any]:
    """Return the metadata that an answer carries, which people do not see; `alone`: no later question leans on it."""
    return marked(ANSWER, {"to": place.ts, **({"alone": True} if alone else {})})


def mark_instead(metadata: Mapping[str, Any], user: str, question: str) -> dict[str, Any]:
    """Return the metadata of an answer in whose place somebody chose another: later questions lean on that."""
    return marked(ANSWER, {**payload_of(ANSWER, metadata), "alone": True, "instead": question, "by": user})


def chosen_below(message: str, user: str, question: str) -> dict[str, str]:
    """Return what is noted of an answer that somebody chose below that to a message, and shared in its thread."""
    return {"to": message, "instead": question, "by": user}


def answered_message(metadata: Mapping[str, Any]) -> str:
    """Return which message an answer of ours is to, by its metadata; "" for other posts."""
    return str(payload_of(ANSWER, metadata).get("to") or "")


def trace(place: Place, client: SlackClient) -> Trace | None:
    """Return what Slack holds of a message and of our answer to it; None if Slack does not say. Raises OutOfReach."""
    outcome, reply = _messages(place, client, oldest=place.ts, inclusive=True, limit=_MESSAGES)
    if outcome in (Outcome.NOT_SENT, Outcome.UNCERTAIN, Outcome.BUSY, Outcome.ENDED):
        raise OutOfReach
    if outcome is Outcome.NO_THREAD:
        return Trace(None, None)
    if outcome is not Outcome.DONE:
        return None
    found = _trace(place, reply.get("messages") or [])
    return None if found.answer_ts is None and goes_on(reply) else found


def answer_to(place: Place, client: SlackClient) -> str | None:
    """Return the time of our answer to a message, "" without one, None if Slack does not say. Raises OutOfReach."""
    found = trace(place, client)
    return None if found is None else found.answer_ts or ""


def asked_before(place: Place, client: SlackClient, us: str | None) -> tuple[Said, ...] | None:
    """Return what was asked before a message in its thread, within a day, oldest first; None if Slack does not say.

    That is what we answered there, whoever asked, and what was chosen in an answer's place. Where no answer is to be
    seen, as one person alone saw it, it is the asker's own questions; `us` is our user ID, if it is known, by which a
    message may be for us.
    """
    messages = _before(place, client)
    if messages is None:
        return None
    answered = {payload.get("to"): bool(payload.get("alone")) for payload in map(_payload, messages) if payload}
    asked = [message for message in messages if from_person(message)]
    if answered:
        asked = [message for message in asked if answered.get(message["ts"]) is False]
    else:
        asked = [message for message in asked if message["user"] == place.user and _asks(message, us)]
    said = [Said(float(message["ts"]), message["user"], question_in(message)) for message in asked]
    return tuple(sorted([*said, *_chosen(messages)], key=lambda one: one.at))


def _chosen(messages: Sequence[Mapping[str, Any]]) -> Iterator[Said]:
    said = {message["ts"] for message in messages if from_person(message)}
    for message in messages:
        payload = _payload(message) or payload_of(POST, message.get("metadata"))
        question, to = payload.get("instead"), payload.get("to")
        if question and (to is None or to in said):  # else the question was deleted, in whose place it was chosen
            yield Said(float(message["ts"]), str(payload.get("by")), str(question))


def _before(place: Place, client: SlackClient) -> list[Mapping[str, Any]] | None:
    """Return the messages before one, oldest first; None if Slack does not tell, or not the last of them."""
    since = max(0.0, float(place.ts) - _DAY)
    found: list[Mapping[str, Any]] = []
    cursor = None
    for _ in range(_PAGES):
        outcome, reply = _messages(
            place, client, oldest=f"{since:.6f}", latest=place.ts, limit=_PAGE, cursor=cursor or None
        )
        if outcome is not Outcome.DONE:
            return None
        found += reply.get("messages") or []
        cursor = goes_on(reply)
        if not cursor or _unthreaded(place):  # of a conversation Slack gives the newest first, of a thread the oldest
            within = (m for m in found if since <= float(m.get("ts", 0)) < float(place.ts))
            here = (m for m in within if not (_unthreaded(place) and _is_reply(m)))
            return sorted(here, key=lambda message: float(message["ts"]))
    return None


def _is_reply(message: Mapping[str, Any]) -> bool:
    """Return whether a message belongs to a thread, and not to the conversation around it that may show it too."""
    return message.get("thread_ts") not in (None, message.get("ts"))


def _unthreaded(place: Place) -> bool:
    return place.way == "direct" and not place.thread_ts


def _messages(place: Place, client: SlackClient, **wanted: object) -> tuple[Outcome, Mapping[str, Any]]:
    """Return what Slack says of the messages around one: of its thread, or of a direct conversation without one."""
    arguments = {"channel": place.channel, "include_all_metadata": True, **wanted}
    if _unthreaded(place):
        return call(client.conversations_history, **arguments)
    return call(client.conversations_replies, **arguments, ts=place.thread_ts or place.ts)


def _asks(message: Mapping[str, Any], us: str | None) -> bool:
    """Return whether a person's message may be a question to us."""
    text = message.get("text")
    return mentions(text, us) or (not is_for_others(text) and looks_like_question(question_of(text)))


def _trace(place: Place, messages: Sequence[Mapping[str, Any]]) -> Trace:
    asked = next((message for message in messages if message.get("ts") == place.ts and not is_gone(message)), None)
    answer_ts = next((str(message.get("ts")) for message in messages if _answers(message, place)), None)
    if asked is None:
        return Trace(None, answer_ts)
    files = brings_files(asked)
    more = files or bool(forwarded_in(asked))
    return Trace(str(asked.get("text") or ""), answer_ts, question_in(asked), files, more)


def _answers(message: Mapping[str, Any], place: Place) -> bool:
    return bool(_payload(message).get("to") == place.ts)


def _payload(message: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what the mark of an answer of ours says; nothing for other messages."""
    return payload_of(ANSWER, message.get("metadata"))
