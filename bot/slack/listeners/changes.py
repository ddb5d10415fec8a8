"""Messages that their authors change or delete: a question is answered anew, a helper is told that a reply stays."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_bolt import BoltContext

from bot.slack.editing import WINDOW, answer_again, change_of
from bot.slack.heard import from_person, is_gone, lines_of
from bot.slack.listeners.claimed import Work, answering, or_left, passing_on, telling_helper
from bot.slack.listeners.delivered import Delivered, replied_to, way_of
from bot.slack.reception import Incoming, Reception
from bot.slack.replies import words_refused
from bot.state.claims import Place
from bot.state.escalations import Progress
from bot.state.store import State

CHANGES = frozenset({"message_changed", "message_deleted"})  # subtypes of events
_DELIVERY = 600.0  # seconds in which Slack delivers an event, the last attempts included


def work_for_change(
    event: Mapping[str, Any], body: Mapping[str, Any], context: BoltContext, reception: Reception
) -> Work | None:
    """Return what there is to do for a change, and claim it; None if it is not for us, or another worker's.

    A reply that is deleted counts as changed; a question that is deleted is nobody's any more. What either said before
    is dropped here and now: Slack delivers it again if that fails.
    """
    around = {name: event.get(name) for name in ("channel", "channel_type")}
    before, now = (
        Delivered.of({**(event.get(name) or {}), **around}, body, context) for name in ("previous_message", "message")
    )
    deleted, told = "message" not in event or is_gone(now.message), str(event.get("ts"))
    now = before if deleted else now
    if not from_person(now.message) or (now.text == before.text and not deleted):
        return None  # Slack changes it too, to show a link's page
    if from_person(before.message) and (deleted or now.question != before.question):
        reception.withdraw(before.place("direct" if before.is_direct else "mention"), before.question)
    was = replace(now, message={**now.message, "text": before.text})
    if escalation := replied_to(now, reception.state) or replied_to(was, reception.state):
        change = change_of(now.place("reply"), told)
        if escalation.progress is Progress.RESOLVED or _was_passed_on(was, reception):
            return telling_helper(reception, change, now, escalation)
        return None if deleted else _passed_on_at_last(now, change, reception)
    if deleted:
        return None
    if _may_be_delivered_still(now, told) and _was_asked(before, reception.state):
        way = way_of(now, reception.state)
        if way and (first := _asked_first(now, now.place(way, shared=now.shared), told, reception)):
            return first
    return _asked_anew(now, told, reception)


def _was_passed_on(was: Delivered, reception: Reception) -> bool:
    """Return whether the asker was to get a reply as it was written: it was for them, and its words no reason not to.

    What is wrong with who wrote it is asked when they are told.
    """
    return replied_to(was, reception.state) is not None and not words_refused(reception.service, lines_of(was.text))


def _passed_on_at_last(now: Delivered, change: Place, reception: Reception) -> Work | None:
    """Return the work of passing on a reply that was not, as it reads now; None if it still is for others."""
    escalation = replied_to(now, reception.state)
    if escalation is None or not reception.state.claims.take(change):
        return None
    reception.state.claims.finish(change)  # from here on the reply itself is claimed
    return passing_on(reception, now, escalation, anew=True)


def _was_asked(before: Delivered, state: State) -> bool:
    """Return whether a message was a question to us as it was written, so that it is claimed once it is heard.

    Talk in a thread was none if it is from before the thread was followed.
    """
    way = way_of(before, state)
    if way == "follow-up" and before.thread:
        return state.threads.is_engaged(before.thread, since=float(before.message["ts"]))
    return way is not None


def _may_be_delivered_still(message: Delivered, told: str) -> bool:
    """Return whether Slack may still have to deliver a message of whose change it tells."""
    return float(told) - float(message.message["ts"]) < _DELIVERY


def _asked_first(now: Delivered, place: Place, told: str, reception: Reception) -> Work | None:
    """Return what there is to do for a question whose change is delivered before itself; None if it was heard.

    The question is claimed, so that its own event then adds nothing.
    """
    claims = reception.state.claims
    if claims.asked_since(place.team, place.channel, place.ts):
        return None
    work = answering(reception, Incoming(place, now.question, us=now.us), now.client)
    change = change_of(place, told)
    if work and claims.take(change):  # delivered again, it adds nothing either
        claims.finish(change)
    return work


def _asked_anew(now: Delivered, told: str, reception: Reception) -> Work | None:
    """Return what there is to do for a question that its asker changed, of which Slack tells at `told`.

    It may be changed until soon after its answer.
    """
    claims = reception.state.claims
    place = claims.asked_since(now.team, now.message["channel"], now.message["ts"], WINDOW)
    if place is None or place.user != now.message["user"]:
        return None
    place = replace(place, shared=place.shared or now.shared)  # the channel may be shared only since
    claim, incoming = change_of(place, told), Incoming(place, question="", us=now.us)
    work = or_left(reception, claim, lambda: answer_again(reception, incoming, now.client), finish=True)
    return work if claims.take(claim) else None
