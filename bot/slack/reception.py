"""A question's way: claim, guard, thread, answer, blocks, one post."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.logs import fault, request_id
from bot.metrics import CLAIMS, IN_FLIGHT, QUESTIONS, REFUSALS, WHOLE_SECONDS
from bot.model import Answer, Status
from bot.slack import wording
from bot.slack.client import SlackClient
from bot.slack.delivery import Destination, OutOfReach, insist, post, whisper
from bot.slack.guard import Refusal, Scene
from bot.slack.handles import Asked
from bot.slack.heard import SETTINGS, asks_about_own_data, asks_to_stop, looks_like_question
from bot.slack.manifest import COMMAND
from bot.slack.messages import Message, told_elsewhere
from bot.slack.outcomes import Outcome
from bot.slack.posting import SHUT, surely
from bot.slack.recall import Recall
from bot.slack.service import Service, may_be_leaned_on
from bot.slack.traces import answer_to, mark
from bot.state.channels import ChannelSettings
from bot.state.claims import Place, Taken
from bot.state.threads import Thread

log = logging.getLogger(__name__)

_COUNTED_AS = {Taken.NO: "taken", Taken.NEW: "ours", Taken.OVER: "taken over"}
# what the asker is told where the answer was not posted, or may not have been; else, to ask again in a minute
_TOLD = {Outcome.UNCERTAIN: wording.PERHAPS_POSTED, **dict.fromkeys(SHUT, wording.NO_POSTS_HERE)}
# nobody waits for the answer to a question that was deleted
_UNTOLD = frozenset({Outcome.DONE, Outcome.NO_ACCESS, Outcome.NO_THREAD})


@dataclass(frozen=True, slots=True)
class Incoming:
    """A person's message to us."""

    place: Place
    question: str
    event_id: str | None = None
    us: str | None = None  # our user ID, where it is known
    files: bool = False  # whether any came with it

    @property
    def unasked(self) -> bool:
        """Return whether it may be talk among people, who then want to hear nothing but an answer."""
        way = self.place.way
        return way == "open" or (way == "follow-up" and not looks_like_question(self.question))

    @property
    def scene(self) -> Scene:
        """Return where it was asked."""
        return Scene(
            self.place.team, self.place.channel, self.place.user, self.place.shared, direct=self.place.way == "direct"
        )


class Reception:
    """Takes questions on. Safe to share between threads."""

    def __init__(self, service: Service) -> None:
        self.service, self.state = service, service.state
        self.recall = Recall(service.state, service.guard, service.analyzer)
        # what is being answered, by the key of its place, and what it said before it was changed meanwhile
        self._taken_back: dict[str, list[str]] = {}

    def claim(self, incoming: Incoming) -> Taken:
        """Return whether a message is ours to answer, whoever else got it delivered too."""
        taken = self.state.claims.take(incoming.place, incoming.event_id)
        CLAIMS.labels(_COUNTED_AS[taken]).inc()
        if taken is Taken.NEW:
            self._taken_back[incoming.place.key] = []
        return taken

    def withdraw(self, place: Place, question: str) -> None:
        """Drop what a message said before its author deleted or changed it; while it is answered, afterwards too."""
        if not question:
            return
        self._taken_back.get(place.key, []).append(question)
        if self.service.text_seconds or self.state.claims.asked_since(place.team, place.channel, place.ts):
            self.state.withdraw(thread_of(place), place.user, question)

    def serve(self, incoming: Incoming, client: SlackClient) -> None:
        """Answer a message that is claimed, or leave it for later if Slack cannot be told anything now."""
        place = incoming.place
        self._taken_back.setdefault(place.key, [])
        try:
            self._answered(incoming, client)
        finally:
            for question in self._taken_back.pop(place.key, ()):
                self.state.withdraw(thread_of(place), place.user, question)

    def _answered(self, incoming: Incoming, client: SlackClient) -> None:
        with IN_FLIGHT.track_inprogress(), WHOLE_SECONDS.time():
            try:
                followed = self._served(incoming, client)
            except OutOfReach:
                self.service.leave(incoming.place)
                return
            if followed:
                self.state.conclude(incoming.place, followed)
            else:
                self.state.claims.finish(incoming.place)

    def _served(self, incoming: Incoming, client: SlackClient) -> Thread | None:
        """Do what a message asks for. A fault of ours is told, never shown."""
        try:
            return self._serve(incoming, client)
        except OutOfReach:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, the person is told and no text reaches the log
            self._apologise(incoming, error, client)
            return None

    def _serve(self, incoming: Incoming, client: SlackClient) -> Thread | None:
        """Do what a message asks for; return the thread to follow from now on, if any."""
        place = incoming.place
        channel = self.state.channels.of(place.team, place.channel)
        if self._asks_for_no_answer(incoming, client):
            return None
        if refusal := self._unasked_or_forbidden(incoming, channel, client):
            self.refuse(incoming, refusal, client)
            return None
        asked = self._asked(incoming, channel, client)
        if asked is None:
            self.refuse(incoming, Refusal("subject unknown", wording.SUBJECT_UNKNOWN), client)
            return None
        answer = self.service.find(asked)
        QUESTIONS.labels(place.way, answer.status.value).inc()
        if refusal := self.service.without_documents(place.team, asked, answer):
            self.refuse(incoming, refusal, client)
            return None
        if incoming.unasked and self._is_left_alone(incoming, asked, answer):
            return None
        outcome = self._deliver(incoming, asked, answer, channel, client)
        self.service.note_gap(incoming.scene, asked, answer)
        log.info(
            "question answered",
            extra={"way": place.way, "status": answer.status.value, "ms": answer.took_ms, "outcome": outcome.value},
        )
        return self._followed(incoming, answer) if outcome is Outcome.DONE else None

    def _asks_for_no_answer(self, incoming: Incoming, client: SlackClient) -> bool:
        """Stop, or say how something else is done that is no question; return whether it was one of these."""
        way, question = incoming.place.way, incoming.question
        if way != "open" and asks_to_stop(question):
            self._stop(incoming, client)
            return True
        told = ""
        if way in ("mention", "direct"):
            told = wording.HOW_TO_BE_FORGOTTEN if asks_about_own_data(question) else told
            told = wording.HOW_TO_SET if question.strip().lower() == SETTINGS else told
        if told:
            self.say(incoming, told.format(command=COMMAND), client)
        return bool(told)

    def _is_left_alone(self, incoming: Incoming, asked: Asked, answer: Answer) -> bool:
        """Return whether what nobody asked gets no answer.

        It is counted as a question only where it gets one: people say more to each other in a minute than they ask.
        """
        if self._is_talk(incoming.place.team, asked, answer):
            return True
        refusal = self.service.guard.too_many(incoming.scene)
        if refusal:
            REFUSALS.labels(refusal.reason).inc()
        return refusal is not None

    def _is_talk(self, team: str, asked: Asked, answer: Answer) -> bool:
        """Return whether what nobody asked is left alone: nothing is said to it, or what its thread was told last.

        A remark without a subject ("done", "exactly") takes over all of the question before, and would get its answer
        once more.
        """
        pin = self.service.pin_for(team, asked)
        if not pin and answer.status is not Status.ANSWERED:
            return True
        if not asked.thread:
            return False
        before = replace(asked, question=asked.thread[-1], thread=asked.thread[:-1])
        if pin:
            return pin == self.service.pin_for(team, before)
        said = {headline.sentence for headline in self.service.find(before).headlines}
        return all(headline.sentence in said for headline in answer.headlines)

    def _unasked_or_forbidden(
        self, incoming: Incoming, channel: ChannelSettings, client: SlackClient
    ) -> Refusal | None:
        """Return what is told in the place of an answer where there may be none, or where nothing is asked."""
        asks = not incoming.unasked
        if refusal := self.service.guard.refusal(incoming.scene, incoming.question, channel, client, asks=asks):
            return refusal
        alone = incoming.files and not incoming.question.strip()
        return Refusal("files alone", wording.FILES_UNOPENED) if alone else None

    def _asked(self, incoming: Incoming, channel: ChannelSettings, client: SlackClient) -> Asked | None:
        """Return the question with those before it; None if it leans on what nobody can tell any more."""
        place, question = incoming.place, incoming.question
        before: tuple[str, ...] | None = ()
        if place.thread_ts or place.way == "direct":
            before = self.recall.before(thread_of(incoming.place), place, question, incoming.us, client)
        return None if before is None else Asked(question, before, collections=channel.collections)

    def _deliver(
        self, incoming: Incoming, asked: Asked, answer: Answer, channel: ChannelSettings, client: SlackClient
    ) -> Outcome:
        direct = incoming.place.way == "direct"
        offer = self.service.offer(incoming.place.team, channel, share=channel.private or direct)
        message = self.service.message(incoming.scene, asked, answer, offer, client)
        if channel.private and not direct:
            return self._tell(incoming, message, client, question=incoming.question)
        metadata = mark(incoming.place, alone=not may_be_leaned_on(answer))
        outcome = self._post_once(incoming.place, message, metadata, client)
        if not (outcome in _UNTOLD or incoming.unasked):
            self.say(incoming, _TOLD.get(outcome, wording.NOT_ANSWERED), client)
        return outcome

    def _post_once(self, place: Place, message: Message, metadata: Mapping[str, Any], client: SlackClient) -> Outcome:
        to = Destination(place.channel, place.replies_in)
        posted = surely(lambda: post(client, to, message, metadata=metadata), lambda: answer_to(place, client))
        return insist(posted.outcome)

    def _followed(self, incoming: Incoming, answer: Answer) -> Thread:
        """Hold the question for those that lean on it; return the thread."""
        place, thread = incoming.place, thread_of(incoming.place)
        if answer.status is not Status.CHAT:
            if may_be_leaned_on(answer):
                self.service.hold(thread, place.user, incoming.question)
            else:
                self.service.keep_alone(incoming.scene, incoming.question, answer)
        return thread

    def _stop(self, incoming: Incoming, client: SlackClient) -> None:
        if incoming.place.way == "direct":
            self.say(incoming, wording.NOTHING_TO_STOP, client)
            return
        self.state.threads.disengage(thread_of(incoming.place), float(incoming.place.ts))
        self.say(incoming, wording.STOPPED, client)

    def refuse(self, incoming: Incoming, refusal: Refusal, client: SlackClient) -> None:
        """Tell a person that they get no answer, if they asked for one."""
        REFUSALS.labels(refusal.reason).inc()
        log.info("question refused", extra={"way": incoming.place.way, "reason": refusal.reason})
        if refusal.told and (not incoming.unasked or refusal.reason == "patient"):
            self.say(incoming, refusal.told, client)

    def _apologise(self, incoming: Incoming, error: Exception, client: SlackClient) -> None:
        log.error("question failed", extra={"error": fault(error)})
        QUESTIONS.labels(incoming.place.way, "failed").inc()
        if not incoming.unasked:
            self.say(incoming, wording.TRY_AGAIN.format(request=request_id()), client)

    def say(self, incoming: Incoming, words: str, client: SlackClient) -> Outcome:
        """Say something to the person alone."""
        return self._tell(incoming, Message(words, []), client)

    def _tell(self, incoming: Incoming, message: Message, client: SlackClient, *, question: str = "") -> Outcome:
        """Tell the person alone: where they asked, in a direct message that says where if Slack refuses that.

        `question` is named there too, if given: that of an answer, and none that was refused.
        """
        place = incoming.place
        to = Destination(place.channel, place.thread_ts)
        if place.way != "direct":
            outcome = insist(whisper(client, to, place.user, message), harmless=True)
            if outcome in (Outcome.DONE, Outcome.NO_ACCESS):
                return outcome
            to, message = Destination(place.user), told_elsewhere(message, place.channel, question)
        return insist(post(client, to, message).outcome)


def thread_of(place: Place) -> Thread:
    """Return the thread whose questions a follow-up leans on; a direct message without one is a thread of its own."""
    return place.team, place.channel, place.replies_in or ""
