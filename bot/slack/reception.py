"""A question's way: claim, guard, thread, answer, blocks, one post."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from slack_sdk import WebClient

from bot.logs import fault, request_id
from bot.metrics import ANSWER_SECONDS, CLAIMS, IN_FLIGHT, QUESTIONS, REFUSALS, WHOLE_SECONDS
from bot.model import Answer, Status
from bot.settings import Settings
from bot.slack import wording
from bot.slack.blocks import AT_ONCE
from bot.slack.delivery import Outcome, post, whisper
from bot.slack.guard import Guard, Refusal, Scene
from bot.slack.handles import Asked
from bot.slack.heard import asks_to_stop
from bot.slack.messages import Message, answer_message
from bot.state.channels import ChannelSettings
from bot.state.claims import Place
from bot.state.store import State
from index.engine import Engine, Filter

log = logging.getLogger(__name__)

_DAY = 86_400.0


class Answers(Protocol):
    """What the app needs of an answerer."""

    @property
    def engine(self) -> Engine:
        """Return what the answers come from, as it stands now."""
        ...

    def answer(
        self,
        question: str,
        thread: Sequence[str] = (),
        k: int = 3,
        *,
        exact: bool = False,
        searched_in: Filter | None = None,
    ) -> Answer:
        """Return the answer to a question."""
        ...


@dataclass(frozen=True, slots=True)
class Incoming:
    """A person's message to us."""

    place: Place
    question: str
    event_id: str | None = None
    shared: bool = False

    @property
    def thread(self) -> str | None:
        """Return the thread to answer in: in a direct message the one that it stands in, if any."""
        return self.place.thread_ts if self.place.way == "direct" else self.place.thread_ts or self.place.ts

    @property
    def scene(self) -> Scene:
        """Return where it was asked."""
        return Scene(
            self.place.team, self.place.channel, self.place.user, self.shared, direct=self.place.way == "direct"
        )


class Reception:
    """Takes questions on. Safe to share between threads."""

    def __init__(self, answers: Answers, state: State, settings: Settings, guard: Guard) -> None:
        self.answers, self.state, self.settings, self.guard = answers, state, settings, guard

    def receive(self, incoming: Incoming, client: WebClient) -> None:
        """Answer a message once, whoever else got it delivered too."""
        if not self.state.claims.take(incoming.place, incoming.event_id):
            CLAIMS.labels("taken").inc()
            return
        CLAIMS.labels("ours").inc()
        self.serve(incoming, client)

    def serve(self, incoming: Incoming, client: WebClient) -> None:
        """Answer a message that is claimed. A fault of ours is told, never shown."""
        with IN_FLIGHT.track_inprogress(), WHOLE_SECONDS.time():
            try:
                self._serve(incoming, client)
            except Exception as error:  # noqa: BLE001 - whatever it is, the person is told and no text reaches the log
                self._apologise(incoming, error, client)
            self.state.claims.finish(incoming.place)

    def _serve(self, incoming: Incoming, client: WebClient) -> None:
        place = incoming.place
        channel = self.state.channels.of(place.team, place.channel)
        if place.way == "follow-up" and asks_to_stop(incoming.question):
            self._stop(incoming, client)
            return
        if refusal := self.guard.refusal(incoming.scene, incoming.question, channel, client):
            self._refuse(incoming, refusal, client)
            return
        asked = self._asked(incoming, channel)
        answer = self.find(asked)
        QUESTIONS.labels(place.way, answer.status.value).inc()
        if place.way == "open" and answer.status is not Status.ANSWERED:
            return  # talk in the channel that the sources say nothing of is left alone
        outcome = self._deliver(incoming, answer_message(answer), channel, client)
        if outcome is Outcome.DONE:
            self._engage(incoming, answer)
        log.info(
            "question answered",
            extra={"way": place.way, "status": answer.status.value, "ms": answer.took_ms, "outcome": outcome.value},
        )

    def find(self, asked: Asked, k: int = AT_ONCE) -> Answer:
        """Return the answer to what was asked."""
        searched_in = Filter(frozenset(asked.collections)) if asked.collections else None
        with ANSWER_SECONDS.time():
            return self.answers.answer(asked.question, asked.thread, k, exact=asked.exact, searched_in=searched_in)

    def _asked(self, incoming: Incoming, channel: ChannelSettings) -> Asked:
        place = incoming.place
        thread = self.state.threads.asked(_thread(incoming)) if place.thread_ts or place.way == "direct" else ()
        return Asked(incoming.question, thread, collections=channel.collections)

    def _deliver(self, incoming: Incoming, message: Message, channel: ChannelSettings, client: WebClient) -> Outcome:
        place = incoming.place
        if channel.private and place.way != "direct":
            return whisper(
                client,
                channel=place.channel,
                user=place.user,
                thread_ts=place.thread_ts,
                text=message.text,
                blocks=message.blocks,
            )
        return post(client, channel=place.channel, thread_ts=incoming.thread, text=message.text, blocks=message.blocks)

    def _engage(self, incoming: Incoming, answer: Answer) -> None:
        """Follow the thread, and hold the question for those that lean on it."""
        thread, place = _thread(incoming), incoming.place
        if place.way != "direct":
            self.state.threads.engage(thread)
        if answer.status is Status.CHAT:
            return
        self.state.threads.remember(thread, incoming.question)
        if days := self.settings.keep_questions_days:
            self.state.threads.keep(thread, place.user, incoming.question, days * _DAY)

    def _stop(self, incoming: Incoming, client: WebClient) -> None:
        self.state.threads.disengage(_thread(incoming))
        self._tell(incoming, wording.STOPPED, client)

    def _refuse(self, incoming: Incoming, refusal: Refusal, client: WebClient) -> None:
        REFUSALS.labels(refusal.reason).inc()
        log.info("question refused", extra={"way": incoming.place.way, "reason": refusal.reason})
        unasked = incoming.place.way == "open" or refusal.reason == "stranger"
        if refusal.told and (not unasked or refusal.reason == "patient"):
            self._tell(incoming, refusal.told, client)

    def _apologise(self, incoming: Incoming, error: Exception, client: WebClient) -> None:
        log.error("question failed", extra={"error": fault(error)})
        QUESTIONS.labels(incoming.place.way, "failed").inc()
        if incoming.place.way != "open":
            self._tell(incoming, wording.TRY_AGAIN.format(request=request_id()), client)

    def _tell(self, incoming: Incoming, words: str, client: WebClient) -> None:
        """Say something to the person alone."""
        place = incoming.place
        if place.way == "direct":
            post(client, channel=place.channel, thread_ts=place.thread_ts, text=words, blocks=[])
        else:
            whisper(client, channel=place.channel, user=place.user, thread_ts=place.thread_ts, text=words)


def _thread(incoming: Incoming) -> tuple[str, str, str]:
    """Return the thread whose questions a follow-up leans on; a direct message without one is a thread of its own."""
    place = incoming.place
    ts = (place.thread_ts or "") if place.way == "direct" else place.thread_ts or place.ts
    return place.team, place.channel, ts
