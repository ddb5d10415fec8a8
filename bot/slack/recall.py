"""What was asked before a follow-up: out of memory, or out of Slack after a restart or if another replica answered."""

from collections.abc import Sequence

from bot.conversation import lacks_subject, leans
from bot.slack.client import SlackClient
from bot.slack.guard import Guard
from bot.slack.traces import asked_before
from bot.state.claims import Place
from bot.state.forgotten import person
from bot.state.store import State
from bot.state.threads import Thread
from index.analyzer import Analyzer


class Recall:
    """Recalls the questions of threads. What Slack says of them is held in memory as others are, and not stored."""

    def __init__(self, state: State, guard: Guard, analyzer: Analyzer) -> None:
        self._state, self._guard, self._analyzer = state, guard, analyzer

    def before(
        self, thread: Thread, place: Place, question: str, us: str | None, client: SlackClient
    ) -> tuple[str, ...] | None:
        """Return the earlier questions, oldest first; None if the question leans on some that nobody can tell.

        The same where it leans on what the sources do not hold: it would be answered on another subject.
        """
        found, leaning = self._state.threads.asked(thread), leans(question, self._analyzer)
        known = bool(found) or self._state.threads.knows(thread)
        if found or (known and not leaning):
            return found
        read = self._read(thread, place, us, client)
        if read or not leaning:
            return read or ()
        begins = self._state.threads.is_new(thread) or not lacks_subject(question, self._analyzer)
        return () if known and read is not None and begins else None

    def _read(self, thread: Thread, place: Place, us: str | None, client: SlackClient) -> tuple[str, ...] | None:
        """Return what Slack holds of the earlier questions; None if it does not say."""
        said = self.told_before(place, us, client)
        if said is None:
            return None
        self._state.threads.restore(thread, said)
        return self._state.threads.asked(thread)

    def told_before(self, place: Place, us: str | None, client: SlackClient) -> Sequence[tuple[str, str]] | None:
        """Return who asked what before a message, as Slack tells it, oldest first; None if it does not say."""
        said = asked_before(place, client, us)
        if said is None:
            return None
        forgotten = self._state.forgotten.times()
        return [
            (one.user, one.question)
            for one in said
            if one.at > forgotten.get(person(one.user), 0.0) and not self._guard.text_refused(one.question)
        ]
