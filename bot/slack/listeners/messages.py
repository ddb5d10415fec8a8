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
from bot.slack.asking import asker_unknown
from bot.slack.heard import from_person, is_for_others
from bot.slack.listeners.changes import CHANGES, work_for_change
from bot.slack.listeners.claimed import Work, answering, if_ours, or_left, passing_on, telling_helper
from bot.slack.listeners.delivered import Delivered, replied_to, way_of
from bot.slack.reception import Incoming, Reception
from bot.state.claims import CLICK
from bot.state.escalations import Progress

log = logging.getLogger(__name__)

Event = Mapping[str, Any]

HEARD = frozenset({"app_mention", "message"})  # events


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
    if event.get("subtype") in CHANGES:
        return work_for_change(event, body, context, reception)
    if not from_person(event):
        return None
    heard = Delivered.of(event, body, context)
    escalation = None if heard.mentions_us else replied_to(heard, reception.state)
    if escalation and escalation.progress is not Progress.RESOLVED:
        return passing_on(reception, heard, escalation)
    way = way_of(heard, reception.state)
    if way is None:
        if escalation:
            once = replace(heard.place(CLICK), ts=f"{escalation.help_ts}:{event['user']}")
            return telling_helper(reception, once, heard, escalation)
        return _perhaps_reply(heard, reception) or _perhaps_for_nobody(heard, reception)
    place = heard.place(way, shared=heard.shared)
    return answering(reception, Incoming(place, heard.question, heard.event_id, heard.us, heard.files), heard.client)


def _perhaps_reply(heard: Delivered, reception: Reception) -> Work | None:
    """Have a message in a thread looked at later, while a question to a person is on its way to its channel.

    It may be a reply to it, as the post is there before that is noted, long before if its worker died.
    """
    if not heard.thread or not reception.state.claims.is_asking(heard.team, heard.message["channel"]):
        return None
    place = heard.place("reply")
    return if_ours(reception, place, heard, partial(reception.service.leave, place))


def _perhaps_for_nobody(heard: Delivered, reception: Reception) -> Work | None:
    """Have it looked at whether a message among helpers replies to a question whose asker was forgotten.

    Once a helper and thread, whatever it is.
    """
    channel, helper = heard.message["channel"], heard.message["user"]
    if not heard.thread or is_for_others(heard.text) or not reception.service.is_help_channel(heard.team, channel):
        return None
    if reception.state.escalations.at(*heard.thread):  # the asker is known: what was said is not for them
        return None
    thread_ts = heard.thread[2]
    once = replace(heard.place(CLICK), ts=f"{thread_ts}:{helper}")
    if not reception.state.claims.take(once, heard.event_id):
        return None
    look = partial(asker_unknown, channel, thread_ts, helper, heard.client)
    return or_left(reception, once, look, finish=True)
