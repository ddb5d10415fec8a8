"""The values of an answer. Renderers (terminal, Slack, `--json`) show them and decide nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from corpus.model import Certainty, Passage, Reference, Sentence

NO_CITATION = "no citation in source"


class Status(StrEnum):
    """What became of a question."""

    ANSWERED = "answered"
    NOT_FOUND = "not_found"
    CHAT = "chat"  # a greeting, thanks or a call for help: nothing was searched


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """A passage of an answer under its label; labels are letters so that they cannot be read as citations."""

    label: str  # "A", "B", …
    passage: Passage
    score: float


@dataclass(frozen=True, slots=True)
class Headline:
    """The sentence that answers, inside one of the shown passages."""

    sentence: Sentence
    label: str


@dataclass(frozen=True, slots=True)
class Repair:
    """A change that was made to the question, shown to the person who asked."""

    found: str
    used: str
    why: str = "spelling"  # spelling | abbreviation | synonym


@dataclass(frozen=True, slots=True)
class Conflict:
    """Passages that say different things of the same subject, side by side."""

    kind: str  # code | date | reading
    values: tuple[tuple[str, str], ...]  # (value as printed, label of the passage)
    subject: str = ""  # the short form that has several readings

    @property
    def told(self) -> str:
        """Return what is said before the values."""
        return f"“{self.subject}” has several readings" if self.subject else f"The sources differ on the {self.kind}"


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything that is shown for one question."""

    question: str
    status: Status
    headlines: tuple[Headline, ...] = ()  # best first; one for each of up to three things that are asked
    passages: tuple[ShownPassage, ...] = ()
    nearest: tuple[ShownPassage, ...] = ()  # to a question that was not found: to be read, and no answer to it
    references: Mapping[str, Mapping[int, Reference | None]] = field(default_factory=dict)  # None: no entry in the list
    repairs: tuple[Repair, ...] = ()
    inherited: tuple[str, ...] = ()  # words taken over from earlier questions of the thread
    missing: tuple[str, ...] = ()  # words of the question that the sources do not hold, as typed
    conflicts: tuple[Conflict, ...] = ()
    suggestions: tuple[str, ...] = ()  # nearest headings, or example questions
    examples: bool = False  # whether they are example questions where nothing was near
    message: str = ""  # what citebot itself says: chat, or why nothing was found
    took_ms: float = 0.0


def shown_citations(sentence: Sentence) -> tuple[int, ...]:
    """Return the numbers that may be shown with a sentence: none where we are not sure."""
    return sentence.cited


def citation_label(sentence: Sentence) -> str:
    """Return "[2, 3]", "(no citation in source)", or that a number may be one."""
    numbers = shown_citations(sentence)
    if numbers:
        return f"[{', '.join(map(str, numbers))}]"
    return f"({'citation uncertain' if sentence.certainty is Certainty.UNCERTAIN else NO_CITATION})"
