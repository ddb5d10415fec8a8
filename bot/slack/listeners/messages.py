"""Messages: mentions, direct messages, follow-ups in engaged threads, and open questions where a channel wants them."""

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import replace
from functools import partial
from typing import Any

from slack_bolt import App, BoltContext, BoltRequest, BoltResponse
from slack_bolt.middleware import Middleware
from sqlalchemy.exc import SQLAlchemyError

from bot.logs import bind_request, fault
from bot.slack.client import SlackClient
from bot.slack.delivery import OutOfReach
from bot.slack.editing import WINDOW, answer_again, change_of
from bot.slack.heard import (
    asks_to_stop,
    from_person,
    is_for_others,
    lines_of,
    looks_like_question,
    mentions,
    question_of,
)
from bot.slack.reception import Incoming, Reception
from bot.slack.recovery import take_on
from bot.slack.replies import Reply, is_for_asker, not_passed_on, pass_on
from bot.state.claims import CLICK, Place, Taken
from bot.state.escalations import Escalation, Progress
from bot.state.store import State
from bot.state.threads import Thread

log = logging.getLogger(__name__)

Event = Mapping[str, Any]
Work = Callable[[], None]

HEARD = frozenset({"app_mention", "message"})  # events
_DELIVERY = 600.0  # seconds in which Slack delivers an event, the last attempts included
_CHANGES = frozenset({"message_changed", "message_deleted"})  # subtypes


def register(app: App, reception: Reception, executor: Executor) -> None:
    """Listen to mentions and messages, worked on in an executor; a message that mentions us may come as both."""
    app.use(_Hearing(reception, executor))


class _Hearing(Middleware):
    """Has messages worked on. A listener would do the same in more than twice the processor time of the whole way here.

    What Bolt finds out for listeners, it finds out three times a message: for the matcher, a middleware, a listener.
    """

    def __init__(self, reception: Reception, executor: Executor) -> None:
        self._reception, self._executor = reception, executor

    def process(self, *, req: BoltRequest, resp: BoltResponse, next: Callable[[], BoltResponse]) -> BoltResponse:  # noqa: A002, ARG002 - Bolt's names
        event = req.body.get("event")
        if not (isinstance(event, Mapping) and req.body.get("type") == "event_callback" and event.get("type") in HEARD):
            return next()
        try:
            work = _claimed_work(self._reception, event, req.body, req.context)
        except SQLAlchemyError as error:
            log.error("message not claimed", extra={"error": fault(error)})
            return BoltResponse(status=503)  # Slack delivers it again
        except Exception as error:  # noqa: BLE001 - it would fail again, and its words may be a question's
            _failed(error)
            work = None
        if work:
            self._executor.submit(_do, work)
        return BoltResponse(status=200)


def _do(work: Work) -> None:
    bind_request()
    try:
        work()
    except Exception as error:  # noqa: BLE001 - nobody waits for this thread, and its words may be a question's
        _failed(error)


def _failed(error: Exception) -> None:
    log.error("message failed", extra={"error": fault(error)})


def _claimed_work(reception: Reception, event: Event, body: Mapping[str, Any], context: BoltContext) -> Work | None:
    """Return what there is to do for a message, and claim it; None if it is not for us, or another worker's.

    What is claimed before it is acknowledged is found by another worker, whatever becomes of this one.
    """
    if event.get("subtype") in _CHANGES:
        return _changed(event, body, context, reception)
    if not from_person(event):
        return None
    client, team = context["client"], context.team_id or ""
    escalation = None if _mentions_us(event, context) else _helped(event, team, reception)
    if escalation and escalation.progress is not Progress.RESOLVED:
        return _pass_on(event, body, reception, escalation, client)
    way = _way(event, context, reception)
    if way is None:
        if escalation:
            once = {**event, "ts": f"{escalation.help_ts}:{event['user']}"}
            return _not_passed_on(_place(once, team, CLICK), body, reception, escalation, client)
        return _perhaps_reply(event, body, team, reception, client)
    shared = bool(body.get("is_ext_shared_channel")) or _from_elsewhere(event, context)
    place = _place(event, team, way, shared=shared)
    question, us = question_of(event.get("text")), context.bot_user_id
    files = bool(event.get("files"))
    return _answer(reception, Incoming(place, question, body.get("event_id"), us, files), client)


def _answer(reception: Reception, incoming: Incoming, client: SlackClient) -> Work | None:
    taken = reception.claim(incoming)
    if taken is Taken.OVER:
        return _or_left(reception, incoming.place, lambda: take_on(reception, incoming.place, client))
    return partial(reception.serve, incoming, client) if taken else None


def _place(event: Event, team: str, way: str, *, shared: bool = False) -> Place:
    return Place(team, event["channel"], event["ts"], event.get("thread_ts"), event["user"], way, shared)


def _mentions_us(event: Event, context: BoltContext) -> bool:
    return event.get("type") == "app_mention" or mentions(event.get("text"), context.bot_user_id)


def _way(event: Event, context: BoltContext, reception: Reception) -> str | None:
    """Return by which way a message reaches us; None if it is not for us."""
    if event.get("channel_type") == "im":
        return "direct"
    if _mentions_us(event, context):
        return "mention"
    team, channel = context.team_id or "", event["channel"]
    settings = reception.state.channels.of(team, channel)
    thread = event.get("thread_ts")
    question = question_of(event.get("text"))
    if thread:
        meant = settings.follow_ups and question and not is_for_others(event.get("text"))
        return "follow-up" if meant and _followed((team, channel, thread), question, reception.state) else None
    return "open" if settings.every_question and looks_like_question(question) else None


def _followed(thread: Thread, question: str, state: State) -> bool:
    """Return whether a message in a thread is for us: it is engaged, or will be if "stop" is not heard."""
    return state.threads.is_engaged(thread) or (asks_to_stop(question) and state.claims.is_open(thread))


def _from_elsewhere(event: Event, context: BoltContext) -> bool:
    """Return whether the author belongs to another organisation than the app's own."""
    team = event.get("user_team") or event.get("source_team") or context.team_id
    return team not in (context.team_id, context.enterprise_id)


def _helped(event: Event, team: str, reception: Reception) -> Escalation | None:
    """Return the question that a message replies to, if it stands in the thread of those who help."""
    thread = event.get("thread_ts")
    if not thread or event.get("channel_type") == "im":
        return None
    found = reception.state.escalations.at(team, event["channel"], thread)
    return found if found and is_for_asker(found, event["user"], event.get("text")) else None


def _pass_on(
    event: Event, body: Mapping[str, Any], reception: Reception, escalation: Escalation, client: SlackClient
) -> Work | None:
    place = _place(event, escalation.team, "reply")
    reply = Reply(lines_of(event.get("text")), bool(event.get("files")))
    work = _or_left(reception, place, lambda: pass_on(reception.service, escalation, place, reply, client), finish=True)
    return _if_ours(place, body, reception, client, work)


def _perhaps_reply(
    event: Event, body: Mapping[str, Any], team: str, reception: Reception, client: SlackClient
) -> Work | None:
    """Have a message in a thread looked at later, while a question to a person is on its way to its channel.

    It may be a reply to it, as the post is there before that is noted, long before if its worker died.
    """
    if not event.get("thread_ts") or not reception.state.claims.is_asking(team, event["channel"]):
        return None
    place = _place(event, team, "reply")
    return _if_ours(place, body, reception, client, partial(reception.service.leave, place))


def _if_ours(
    place: Place, body: Mapping[str, Any], reception: Reception, client: SlackClient, work: Work
) -> Work | None:
    """Return the work for a reply if it is ours, or what a dead worker left of it."""
    taken = reception.state.claims.take(place, body.get("event_id"))
    if taken is Taken.OVER:
        return _or_left(reception, place, lambda: take_on(reception, place, client))
    return work if taken else None


def _or_left(reception: Reception, place: Place, do: Work, *, finish: bool = False) -> Work:
    """Return work that is left for later if Slack cannot be told or asked anything now; `finish`: else it is done."""

    def work() -> None:
        try:
            do()
        except OutOfReach:
            reception.service.leave(place)
        else:
            if finish:
                reception.state.claims.finish(place)

    return work


def _changed(event: Event, body: Mapping[str, Any], context: BoltContext, reception: Reception) -> Work | None:
    """Tell a helper who changes a reply that it stays with the asker as it was; answer a changed question anew.

    A reply that is deleted counts as changed; a question that is deleted is nobody's any more.
    """
    place = {name: event.get(name) for name in ("channel", "channel_type")}
    before, now = ({**(event.get(name) or {}), **place} for name in ("previous_message", "message"))
    deleted = "message" not in event
    now = before if deleted else now
    if not from_person(now) or (now.get("text") == before.get("text") and not deleted):
        return None  # Slack changes it too, to show a link's page
    team = context.team_id or ""
    escalation = _helped(now, team, reception) or _helped({**now, "text": before.get("text")}, team, reception)
    if escalation:
        change = change_of(_place(now, team, "reply"), str(event.get("ts")))
        return _not_passed_on(change, body, reception, escalation, context["client"])
    if deleted:
        return None
    shared = bool(body.get("is_ext_shared_channel")) or _from_elsewhere(now, context)
    told = str(event.get("ts"))
    first, new = None, _is_new(now, told) and _asked_from_the_first(before, context, reception)
    if new and (way := _way(now, context, reception)):
        first = _asked_first(_place(now, team, way, shared=shared), now, told, context, reception)
    return first or _asked_anew(now, told, context, reception, shared=shared)


def _asked_from_the_first(message: Event, context: BoltContext, reception: Reception) -> bool:
    """Return whether a message was a question to us once it was written, so that it is claimed when it is heard.

    Talk in a thread may be from before that was followed.
    """
    way = _way(message, context, reception)
    if way != "follow-up":
        return way is not None
    thread = context.team_id or "", message["channel"], message["thread_ts"]
    return reception.state.threads.is_engaged(thread, since=float(message["ts"]))


def _is_new(message: Event, told: str) -> bool:
    """Return whether Slack may have a message still to deliver of whose change it tells."""
    return float(told) - float(message["ts"]) < _DELIVERY


def _asked_first(place: Place, now: Event, told: str, context: BoltContext, reception: Reception) -> Work | None:
    """Return what there is to do for a question whose change is delivered before itself; None if it was heard.

    The question is claimed, so that its own event then adds nothing.
    """
    claims = reception.state.claims
    if claims.asked_since(place.team, place.channel, place.ts):
        return None
    work = _answer(reception, Incoming(place, question_of(now.get("text")), us=context.bot_user_id), context["client"])
    change = change_of(place, told)
    if work and claims.take(change):  # delivered again, it adds nothing either
        claims.finish(change)
    return work


def _asked_anew(now: Event, told: str, context: BoltContext, reception: Reception, *, shared: bool) -> Work | None:
    """Return what there is to do for a question that its asker changed, of which Slack tells at `told`.

    It may be changed until soon after its answer.
    """
    place = reception.state.claims.asked_since(context.team_id or "", now["channel"], now["ts"], WINDOW)
    if place is None or place.user != now["user"]:
        return None
    place = replace(place, shared=place.shared or shared)  # the channel may be shared only since
    claim = change_of(place, told)
    incoming = Incoming(place, question="", us=context.bot_user_id)
    work = _or_left(reception, claim, lambda: answer_again(reception, incoming, context["client"]), finish=True)
    return work if reception.state.claims.take(claim) else None


def _not_passed_on(
    place: Place, body: Mapping[str, Any], reception: Reception, escalation: Escalation, client: SlackClient
) -> Work | None:
    """Tell a helper, once, that something is not passed on."""
    taken = reception.state.claims.take(place, body.get("event_id"))
    told = _or_left(reception, place, lambda: not_passed_on(escalation, place.user, client), finish=True)
    return told if taken else None
