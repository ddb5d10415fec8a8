"""What all surfaces share: the answer to a question, the message that shows it, and what is noted of it."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from bot.conversation import whole_question
from bot.metrics import ANSWER_SECONDS, CLAIMS
from bot.model import Answer, Status
from bot.person_names import neighbouring
from bot.settings import Settings
from bot.slack import wording
from bot.slack.afterwards import afterwards
from bot.slack.buttons import Offer, heading_of
from bot.slack.client import SlackClient
from bot.slack.guard import Guard, Refusal, Scene
from bot.slack.handles import Asked
from bot.slack.knowledge import Knowledge
from bot.slack.messages import LOOK_AHEAD, Message, answer_message, pinned_message
from bot.state.channels import ChannelSettings
from bot.state.claims import Place
from bot.state.gaps import Gap, GapRecord
from bot.state.pins import Pin
from bot.state.store import State
from bot.state.threads import ALONE, Thread
from index.analyzer import Analyzer
from index.engine import Engine, Filter

log = logging.getLogger(__name__)

_DAY = 86_400.0  # seconds


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


class Service:
    """Answers questions and keeps the notes, whichever surface they come from. Safe to share between threads."""

    def __init__(self, answers: Answers, state: State, settings: Settings, guard: Guard) -> None:
        self.answers, self.state, self.settings, self.guard = answers, state, settings, guard
        self.analyzer = Analyzer()
        self.knowledge = Knowledge(lambda: answers.engine)

    @property
    def text_seconds(self) -> float:
        """Return how long the text of questions is kept; 0 if not at all."""
        return self.settings.keep_questions_days * _DAY

    def find(self, asked: Asked, k: int = LOOK_AHEAD) -> Answer:
        """Return the answer to what was asked; missing words that look like a person's name are not repeated in it."""
        searched_in = Filter(frozenset(asked.collections)) if asked.collections else None
        with ANSWER_SECONDS.time():
            answer = self.answers.answer(asked.question, asked.thread, k, exact=asked.exact, searched_in=searched_in)
        return _without_names(answer, asked) if len(answer.missing) > 1 else answer

    def whole(self, asked: Asked) -> str:
        """Return a question as it reads without its thread."""
        return whole_question(asked.question, asked.thread, self.analyzer)

    def pin_for(self, team: str, asked: Asked) -> Pin | None:
        """Return the pinned answer to a question, if there is one; none where it is searched exactly as typed."""
        if asked.exact or not self.state.pins.any(team):
            return None
        return self.state.pins.matching(team, self.whole(asked), asked.collections)

    def without_documents(self, team: str, asked: Asked, answer: Answer) -> Refusal | None:
        """Return what is told in the place of "not found" where the collections that a channel is set to are gone."""
        found = not asked.collections or not self.knowledge.holdings().keys().isdisjoint(asked.collections)
        if found or answer.status is not Status.NOT_FOUND or self.pin_for(team, asked):
            return None
        return Refusal("no documents", wording.NO_DOCUMENTS)

    def offer(self, team: str, channel: ChannelSettings, *, share: bool = False, rating: bool = True) -> Offer:
        """Return what messages in a workspace's channel offer besides the answer."""
        person = bool(channel.help_channel or self.settings.help_channel_of(team))
        return Offer(share=share, person=person, rating=rating)

    def is_help_channel(self, team: str, channel: str) -> bool:
        """Return whether questions for people are posted in a channel, as far as the settings say today."""
        return channel == self.settings.help_channel_of(team) or self.state.channels.is_help_channel(team, channel)

    def message(self, scene: Scene, asked: Asked, answer: Answer, offer: Offer, client: SlackClient) -> Message:
        """Return the message for an answer, a pinned one first."""
        return answer_message(answer, asked, offer, pinned=self.pinned(scene.team, asked, client))

    def pinned(self, team: str, asked: Asked, client: SlackClient) -> Message | None:
        """Return the pinned answer to a question, if there is one."""
        pin = self.pin_for(team, asked)
        if pin is None:
            return None
        author = self.guard.name(team, pin.author, client)
        return pinned_message(pin, author, self.guard.name(team, pin.approved_by or "", client))

    def keep_alone(self, scene: Scene, question: str, answer: Answer) -> None:
        """Store a question that no follow-up may lean on, if the settings keep questions."""
        if self.text_seconds and answer.status is not Status.CHAT:
            nowhere = (scene.team, scene.channel, ALONE)
            with afterwards():
                self.state.threads.keep(nowhere, scene.user, question, self.text_seconds)

    def note_gap(self, scene: Scene, asked: Asked, answer: Answer) -> None:
        """Count a question that the sources left open, for the owners; one that names no subject they need not mend."""
        names_nothing = answer.examples and not answer.missing
        if answer.status is Status.NOT_FOUND and not names_nothing and not self.pin_for(scene.team, asked):
            self.note(scene, Gap.UNANSWERED if answer.missing else Gap.REFUSED, asked, answer)

    def note(self, scene: Scene, kind: Gap, asked: Asked, answer: Answer) -> None:
        """Count a question as a gap of a kind, for the owners."""
        record = GapRecord(
            scene.team, scene.channel, scene.user, kind, heading_of(answer), answer.missing, asked.question
        )
        with afterwards():
            self.state.gaps.add(record, self.text_seconds)

    def hold(self, thread: Thread, user: str, question: str) -> None:
        """Hold a question for follow-ups in its thread; store it too if the settings keep questions."""
        self.state.threads.remember(thread, user, question)
        if self.text_seconds:
            with afterwards():
                self.state.threads.keep(thread, user, question, self.text_seconds)

    def hold_instead(self, thread: Thread, user: str, asked: Asked, answer: Answer) -> None:
        """Hold what somebody chose to be shown in the place of an answer, as later questions lean on that."""
        if may_be_leaned_on(answer):
            self.hold(thread, user, asked.question)
            with afterwards():
                self.state.threads.tell_others(thread)

    def judged_anew(self, team: str, channel: str, answer_ts: str) -> None:
        """Keep what people thought of an answer apart from what they think of that which stands in its place now."""
        with afterwards():
            self.state.feedback.set_aside(team, channel, answer_ts)

    def leave(self, place: Place) -> None:
        """Give up a claim for now, so that it is taken over later; after some minutes nobody tries any more."""
        if self.state.claims.leave(place):
            CLAIMS.labels("left").inc()
            log.warning("question left for later", extra={"way": place.way})
        else:
            CLAIMS.labels("given up").inc()
            log.error("question given up", extra={"way": place.way})
            self.state.claims.finish(place)


def may_be_leaned_on(answer: Answer) -> bool:
    """Return whether later questions may lean on a question.

    Not on one with words that the sources do not hold: follow-ups would inherit these, and none would be answered.
    """
    return answer.status is Status.ANSWERED or (answer.status is not Status.CHAT and not answer.missing)


def _without_names(answer: Answer, asked: Asked) -> Answer:
    """Return the answer with missing words that look like a name, capitalised side by side, replaced by saying so."""
    texts = (asked.question, *asked.thread)
    names = frozenset[str]().union(*(neighbouring(text, answer.missing) for text in texts))
    if not names:
        return answer
    missing = dict.fromkeys(wording.NAME if word in names else word for word in answer.missing)
    inherited = tuple(word for word in answer.inherited if word not in names)
    return replace(answer, missing=tuple(missing), inherited=inherited)
