"""Takes over what workers died over. The state holds where a question or a reply stands, Slack what it says."""

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Executor

from bot.logs import bind_request, fault
from bot.metrics import CLAIMS
from bot.slack import wording
from bot.slack.asking import take_up_question
from bot.slack.client import SlackClient
from bot.slack.closing import take_up_closing
from bot.slack.deciding import take_up_decision
from bot.slack.delivery import Destination, OutOfReach, insist, post
from bot.slack.editing import our_user, take_up_change
from bot.slack.heard import lines_of
from bot.slack.messages import Message
from bot.slack.reception import Incoming, Reception, thread_of
from bot.slack.replies import Reply, is_for_asker, pass_on, tell_unknown
from bot.slack.service import Service
from bot.slack.traces import trace
from bot.state.claims import ASKING, CLOSING, DECIDING, EDIT, Place

log = logging.getLogger(__name__)


class Recovery:
    """Answers what others left, in an executor: Slack may take its time.

    `client_for` gives the client for a team, None if it uninstalled the app.
    """

    def __init__(
        self, reception: Reception, client_for: Callable[[str], SlackClient | None], executor: Executor
    ) -> None:
        self.reception, self._client_for, self._executor = reception, client_for, executor

    def take_over(self) -> None:
        """Have done what is claimed by a worker which shows no sign of life."""
        for place in self.reception.state.claims.take_over():
            self._executor.submit(self._work, place)

    def _work(self, place: Place) -> None:
        bind_request()
        CLAIMS.labels("taken over").inc()
        log.warning("claim taken over", extra={"way": place.way})
        try:
            self._take_on(place)
        except OutOfReach:
            self.reception.service.leave(place)
        except Exception as error:  # noqa: BLE001 - nobody waits for this thread, and its words may be a question's
            log.error("take-over failed", extra={"error": fault(error)})
            self.reception.service.leave(place)

    def _take_on(self, place: Place) -> None:
        if client := self._client_for(place.team):
            take_on(self.reception, place, client)
        else:
            self.reception.service.leave(place)  # its token may be on its way


def take_on(reception: Reception, place: Place, client: SlackClient) -> None:
    """Do what a dead worker left of something, which may be all, some or nothing. Raises OutOfReach."""
    if do := _OF_PEOPLE.get(place.way):
        do(reception.service, place, client)
    elif place.way == EDIT:
        take_up_change(reception, place, client)
    else:
        _answer(reception, place, client)
        return
    reception.state.claims.finish(place)


def _answer(reception: Reception, place: Place, client: SlackClient) -> None:
    found = trace(place, client)
    if found is not None and found.answer_ts is None and found.question is not None:
        us = our_user(client) if place.thread_ts else None  # who is asked in a thread may be told by a mention alone
        reception.serve(Incoming(place, found.words, us=us, files=found.files), client)
        return
    if found and found.answer_ts:
        reception.state.conclude(place, thread_of(place))
        return
    if found is None and place.way != "open":
        there = Destination(place.channel, place.replies_in)
        insist(post(client, there, Message(wording.INTERRUPTED, [])).outcome)
    reception.state.claims.finish(place)


def _pass_on(service: Service, place: Place, client: SlackClient) -> None:
    asking = service.state.claims.is_asking(place.team, place.channel)
    escalation = service.state.escalations.at(place.team, place.channel, place.thread_ts or "")
    if escalation is None:
        if asking:
            raise OutOfReach  # it may stand in the thread of a question that is looked for still
        return
    found = trace(place, client)
    if found is None:
        tell_unknown(escalation, place.user, client)
    elif found.question is not None and is_for_asker(escalation, place.user, found.question):
        reply = Reply(lines_of(found.question), found.more_than_words)
        pass_on(service, escalation, place, reply, client, taken_over=True)


# ways of what goes to a person and back
_OF_PEOPLE: Mapping[str, Callable[[Service, Place, SlackClient], None]] = {
    "reply": _pass_on,
    ASKING: take_up_question,
    CLOSING: take_up_closing,
    DECIDING: take_up_decision,
}
