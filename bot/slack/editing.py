"""A question that its asker changed: the answer to it is changed in place."""

import hashlib
import logging
from dataclasses import replace

from bot.conversation import leans
from bot.metrics import QUESTIONS
from bot.slack import wording
from bot.slack.client import SlackClient
from bot.slack.delivery import OutOfReach, call, insist, update
from bot.slack.guard import Refusal
from bot.slack.handles import Asked
from bot.slack.heard import asks_to_stop, is_for_others, mentions
from bot.slack.outcomes import Outcome
from bot.slack.posting import NOT_CHANGED
from bot.slack.reception import Incoming, Reception, thread_of
from bot.slack.replies import not_passed_on
from bot.slack.service import may_be_leaned_on
from bot.slack.traces import Trace, mark, trace
from bot.state.channels import ChannelSettings
from bot.state.claims import EDIT, Place

log = logging.getLogger(__name__)

WINDOW = 3_600.0  # seconds after its answer in which a question is answered anew
_MOST = 5  # changes, each made while the one before was answered


def change_of(place: Place, told: str) -> Place:
    """Return what is claimed of a change to a message, of which Slack tells at the time `told`."""
    which = hashlib.blake2b(told.encode(), digest_size=3).hexdigest()
    return replace(place, ts=f"edit:{place.ts}:{which}", way=EDIT)


def take_up_change(reception: Reception, change: Place, client: SlackClient) -> None:
    """Do what a dead worker left of a change to a question or a reply. Raises OutOfReach."""
    ts = change.ts.split(":")[1]
    place = reception.state.claims.asked_since(change.team, change.channel, ts)
    if place:
        answer_again(reception, Incoming(replace(place, shared=change.shared), "", us=our_user(client)), client)
    elif escalation := reception.state.escalations.at(change.team, change.channel, change.thread_ts or ""):
        not_passed_on(reception.service, escalation, change.user, client)


def our_user(client: SlackClient) -> str:
    """Return our user ID, which an event would tell. Raises OutOfReach."""
    outcome, reply = call(client.auth_test)
    insist(outcome, harmless=True)
    return str(reply.get("user_id") or "")


def answer_again(reception: Reception, incoming: Incoming, client: SlackClient) -> None:
    """Put the answer to a question as it reads now in the place of the one before. Raises OutOfReach.

    One that got no answer, as it was refused, gets its first. What one person alone saw cannot be changed; who empties
    a question, or says "stop" in it, gets no other answer.
    """
    place = incoming.place
    if not reception.state.claims.is_done(place):
        raise OutOfReach  # what it said before is being answered: that can be changed once it is there
    channel = reception.state.channels.of(place.team, place.channel)
    if channel.private and place.way != "direct":
        return
    answered = None
    for _ in range(_MOST):  # whoever answers a later change may be faster: the last one to answer looks again
        found = trace(place, client)
        if found is None or found.question == answered or not _asks_us(found.question, incoming):
            return
        _answer_found(reception, incoming, channel, found, client)
        answered = found.question


def _answer_found(
    reception: Reception, incoming: Incoming, channel: ChannelSettings, found: Trace, client: SlackClient
) -> None:
    """Answer a message as it reads now: changes may be delivered late, or in another order."""
    incoming = replace(incoming, question=found.words)
    if not incoming.question or asks_to_stop(incoming.question):
        return
    if found.answer_ts:
        _answer_in_place(reception, incoming, channel, found.answer_ts, client)
    elif _is_wanted(reception, incoming.place, channel) and reception.state.claims.reopen(incoming.place):
        reception.serve(incoming, client)


def _is_wanted(reception: Reception, place: Place, channel: ChannelSettings) -> bool:
    """Return whether a message without an answer still gets one: what was talk may have been stopped since."""
    if place.way == "follow-up":
        return channel.follow_ups and reception.state.threads.is_engaged(thread_of(place))
    return channel.every_question or place.way != "open"


def _asks_us(text: str | None, incoming: Incoming) -> bool:
    """Return whether a message that was a question to us still is one."""
    if text is None or incoming.place.way == "direct":
        return text is not None
    return mentions(text, incoming.us) or (incoming.place.way != "mention" and not is_for_others(text))


def _answer_in_place(
    reception: Reception, incoming: Incoming, channel: ChannelSettings, answer_ts: str, client: SlackClient
) -> None:
    if refusal := reception.service.guard.refusal(incoming.scene, incoming.question, channel, client):
        reception.refuse(incoming, refusal, client)
        return
    asked = _asked(reception, incoming, channel, client)
    if asked is None:
        reception.refuse(incoming, Refusal("subject unknown", wording.SUBJECT_UNKNOWN), client)
        return
    _change(reception, incoming, asked, answer_ts, client)


def _asked(reception: Reception, incoming: Incoming, channel: ChannelSettings, client: SlackClient) -> Asked | None:
    """Return the question with those that stand before it, as Slack has them: later ones are held here too."""
    place = incoming.place
    before: tuple[str, ...] = ()
    if place.thread_ts or place.way == "direct":
        said = reception.recall.told_before(place, incoming.us, client)
        if said is None and leans(incoming.question, reception.service.analyzer):
            return None
        before = tuple(question for _, question in said or ())
    return Asked(incoming.question, before, collections=channel.collections)


def _change(reception: Reception, incoming: Incoming, asked: Asked, answer_ts: str, client: SlackClient) -> None:
    place = incoming.place
    answer = reception.service.find(asked)
    if refusal := reception.service.without_documents(place.team, asked, answer):
        reception.refuse(incoming, refusal, client)
        return
    offer = reception.service.offer(
        place.team, reception.state.channels.of(place.team, place.channel), share=place.way == "direct"
    )
    message = reception.service.message(incoming.scene, asked, answer, offer, client)
    metadata = mark(place, alone=not may_be_leaned_on(answer))
    outcome = insist(update(client, place.channel, answer_ts, message, metadata=metadata), harmless=True)
    QUESTIONS.labels("edit", answer.status.value).inc()
    log.info("answer changed", extra={"way": place.way, "status": answer.status.value, "outcome": outcome.value})
    if outcome is not Outcome.DONE:
        reception.say(incoming, NOT_CHANGED.get(outcome, wording.NOT_POSTED), client)
        return
    reception.service.judged_anew(place.team, place.channel, answer_ts)
    reception.service.note_gap(incoming.scene, asked, answer)
    reception.service.hold_instead(thread_of(place), place.user, asked, answer)
