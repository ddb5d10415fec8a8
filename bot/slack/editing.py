"""A question that its asker changed: the answer to it is changed in place."""

import logging

from bot.conversation import leans
from bot.metrics import QUESTIONS
from bot.slack import wording
from bot.slack.client import SlackClient
from bot.slack.delivery import Outcome, call
from bot.slack.guard import Refusal
from bot.slack.handles import Asked
from bot.slack.heard import asks_to_stop
from bot.slack.reception import Incoming, Reception, leads, thread_of
from bot.slack.traces import mark, trace
from bot.state.channels import ChannelSettings

log = logging.getLogger(__name__)

WINDOW = 3_600.0  # seconds after its answer in which a question is answered anew


def answer_again(reception: Reception, incoming: Incoming, client: SlackClient) -> None:
    """Put the answer to a question as it reads now in the place of the one before. Raises OutOfReach.

    What one person alone saw cannot be changed; who empties a question, or says "stop" in it, gets no other answer.
    """
    place, question = incoming.place, incoming.question
    channel = reception.state.channels.of(place.team, place.channel)
    if not question or asks_to_stop(question) or (channel.private and place.way != "direct"):
        return
    found = trace(place, client)
    if found is None or not found.answer_ts:
        return
    if refusal := reception.guard.refusal(incoming.scene, question, channel, client):
        reception.refuse(incoming, refusal, client)
        return
    asked = _asked(reception, incoming, channel, client)
    if asked is None:
        reception.refuse(incoming, Refusal("subject unknown", wording.SUBJECT_UNKNOWN), client)
        return
    _change(reception, incoming, asked, found.answer_ts, client)


def _asked(reception: Reception, incoming: Incoming, channel: ChannelSettings, client: SlackClient) -> Asked | None:
    """Return the question with those that stand before it, as Slack has them: later ones are held here too."""
    place = incoming.place
    before: tuple[str, ...] = ()
    if place.thread_ts or place.way == "direct":
        said = reception.recall.told_before(place, incoming.us, client)
        if said is None and leans(incoming.question, reception.analyzer):
            return None
        before = tuple(question for _, question in said or ())
    return Asked(incoming.question, before, collections=channel.collections)


def _change(reception: Reception, incoming: Incoming, asked: Asked, answer_ts: str, client: SlackClient) -> None:
    place = incoming.place
    answer = reception.find(asked)
    offer = reception.offer(
        place.team, reception.state.channels.of(place.team, place.channel), share=place.way == "direct"
    )
    message = reception.message(incoming.scene, asked, answer, offer, client)
    QUESTIONS.labels("edit", answer.status.value).inc()
    outcome, _ = call(
        client.chat_update,
        channel=place.channel,
        ts=answer_ts,
        text=message.text,
        blocks=message.blocks,
        metadata=mark(place, alone=not leads(answer)),
    )
    log.info("answer changed", extra={"way": place.way, "status": answer.status.value, "outcome": outcome.value})
    if outcome is Outcome.DONE:
        reception.note_gap(incoming.scene, asked, answer)
        reception.hold_instead(thread_of(place), place.user, asked, answer)
