"""Work on what is claimed: done by us, left for later, or what a dead worker left of it."""

from collections.abc import Callable
from functools import partial

from bot.slack.client import SlackClient
from bot.slack.delivery import OutOfReach
from bot.slack.heard import lines_of
from bot.slack.listeners.delivered import Delivered
from bot.slack.reception import Incoming, Reception
from bot.slack.recovery import take_on
from bot.slack.replies import Reply, not_passed_on, pass_on
from bot.state.claims import Place, Taken
from bot.state.escalations import Escalation

Work = Callable[[], None]


def answering(reception: Reception, incoming: Incoming, client: SlackClient) -> Work | None:
    """Claim a question, and return the work of answering it; None if it is another worker's."""
    taken = reception.claim(incoming)
    if taken is Taken.OVER:
        return _taken_over(reception, incoming.place, client)
    return partial(reception.serve, incoming, client) if taken else None


def if_ours(reception: Reception, place: Place, heard: Delivered, work: Work) -> Work | None:
    """Claim a reply to the asker, and return the work for it, or what a dead worker left; None if it is another's."""
    taken = reception.state.claims.take(place, heard.event_id)
    if taken is Taken.OVER:
        return _taken_over(reception, place, heard.client)
    return work if taken else None


def telling_helper(reception: Reception, place: Place, heard: Delivered, escalation: Escalation) -> Work | None:
    """Claim what is not passed on, and return the work of telling its helper so; None if another worker does."""
    taken = reception.state.claims.take(place, heard.event_id)
    told = partial(not_passed_on, reception.service, escalation, place.user, heard.client)
    return or_left(reception, place, told, finish=True) if taken else None


def passing_on(reception: Reception, heard: Delivered, escalation: Escalation, *, anew: bool = False) -> Work | None:
    """Claim a reply to the asker, and return the work of passing it on; None if it is another worker's.

    `anew`: it may have been refused as it read before, and is claimed again.
    """
    place, reply = heard.place("reply"), Reply(lines_of(heard.text), heard.more_than_words)
    passing = partial(pass_on, reception.service, escalation, place, reply, heard.client)
    work = or_left(reception, place, passing, finish=True)
    return work if anew and reception.state.claims.reopen(place) else if_ours(reception, place, heard, work)


def or_left(reception: Reception, place: Place, do: Work, *, finish: bool = False) -> Work:
    """Return work that leaves its claim for later if Slack cannot be told or asked anything now.

    Where it can, the work finishes its claim itself, or `finish` says that this is done here.
    """

    def work() -> None:
        try:
            do()
        except OutOfReach:
            reception.service.leave(place)
        else:
            if finish:
                reception.state.claims.finish(place)

    return work


def _taken_over(reception: Reception, place: Place, client: SlackClient) -> Work:
    return or_left(reception, place, lambda: take_on(reception, place, client))
