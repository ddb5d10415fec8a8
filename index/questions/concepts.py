"""What a question was taken to mean: its concepts, each with the ways in which a text may name it."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from index.engine import Query
from index.questions.intents import Intent


class Why(StrEnum):
    """Why a word of the question was changed or widened."""

    SPELLING = "spelling"
    ABBREVIATION = "abbreviation"
    SYNONYM = "synonym"
    CODE = "code"

    __hash__ = str.__hash__  # that of Enum is not in C


MEANT = (Why.SPELLING, Why.ABBREVIATION)  # by which a name is what was meant, and not another way to say it
INHERITED_BEHIND = "\n"  # stands between a follow-up and the words that it inherits: they complete no phrase of it
LONG_NAME = 4  # words, of which a text may leave one out
NEARLY = 0.6


class Alternative(NamedTuple):
    """Another way in which a text may name a concept: all of its terms have to be there."""

    terms: tuple[str, ...]
    strength: float  # 0 to 1, of the word that was typed
    shown: str
    why: Why


@lru_cache
def _as_evidence(strength: float) -> float:
    """Return the strength of a name once a passage was found: half of it in ranking is still good evidence."""
    return float(strength**0.15)


class Concept(NamedTuple):
    """One content word or code of a question."""

    typed: str
    term: str  # analyzed, after repair
    frequency: int  # passages that hold the term, or the most frequent of its other names
    known: bool  # whether the collection holds the term as typed
    telling: float  # how much it says about what is asked: idf, less for everyday words
    start: int  # in the question as read
    end: int
    is_code: bool = False
    is_filler: bool = False  # a word that people ask with, such as "happen"
    special: bool = True  # no word of everyday English
    asks: tuple[str, ...] = ()  # names of the intents whose cue the word is part of
    alternatives: tuple[Alternative, ...] = ()
    fellows: frozenset[str] = frozenset()  # other members of its kind, for what the collection knows by the kind alone

    @property
    def names_subject(self) -> bool:
        """Return whether it says what the question is about, and not what is asked of that."""
        return not (self.asks or self.is_filler)

    @property
    def names_thing(self) -> bool:
        """Return whether it names a thing of the subject: in no word of everyday English, and by no code."""
        return self.special and self.names_subject and not self.is_code

    @property
    def supported(self) -> bool:
        """Return whether the collection can hold it at all, by some name."""
        return self.known or bool(self.alternatives)

    def strength_in(self, terms: frozenset[str]) -> float:
        """Return how well the terms of a text name the concept: 1 as typed, less by another name, 0 not at all."""
        if self.term in terms:
            return 1.0
        if not self.alternatives:
            return 0.0
        return max([_as_evidence(a.strength) * _share_named(a.terms, terms) for a in self.alternatives])

    def named_by(self, terms: frozenset[str]) -> Alternative | None:
        """Return the other name by which a text names the concept; None if as typed or not at all."""
        if self.term in terms:
            return None
        found = (a for a in self.alternatives if terms.issuperset(a.terms))
        return max(found, key=lambda a: a.strength, default=None)


def _share_named(name: Sequence[str], terms: frozenset[str]) -> float:
    """Return how far a text names a long name: whole, or by all words but one, as after the first time."""
    if terms.issuperset(name):
        return 1.0
    return NEARLY if len(name) >= LONG_NAME and sum([term in terms for term in name]) >= len(name) - 1 else 0.0


@dataclass(frozen=True, slots=True)
class Change:
    """A change that was made to the question before it was searched."""

    found: str
    used: str
    why: Why


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a question was taken to mean."""

    question: str  # as read: shortened, codes respelled; what a follow-up inherits stands on a line of its own
    concepts: tuple[Concept, ...]
    intents: tuple[Intent, ...]
    changes: tuple[Change, ...]
    query: Query

    @property
    def own_question(self) -> str:
        """Return the question without the words that a follow-up inherits."""
        return self.question.partition(INHERITED_BEHIND)[0]

    def owns(self, concept: Concept) -> bool:
        """Return whether a word is the question's own: not inherited by a follow-up, nor of another part of it."""
        own = self.own_question
        return len(own) - len(own.lstrip()) <= concept.start < len(own.rstrip())  # blanks stand for another part

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the words that no passage holds by any name, as typed."""
        return tuple(dict.fromkeys(c.typed for c in self.concepts if c.names_subject and not c.supported))

    @property
    def codes(self) -> tuple[Concept, ...]:
        """Return the codes that the question names."""
        return tuple(c for c in self.concepts if c.is_code)


def mended(words: re.Pattern[str], text: str, meant: Callable[[str], str]) -> tuple[str, list[Change]]:
    """Return a text with the slips mended among the words that a pattern finds, and the changes.

    `meant` is what a word in lower case was meant to be, "" for one that is left as it is.
    """
    changes: list[Change] = []

    def replaced(match: re.Match[str]) -> str:
        used = meant(match.group().lower())
        if used:
            changes.append(Change(match.group(), used, Why.SPELLING))
        return used or match.group()

    return words.sub(replaced, text), changes


def changes_of(concepts: Iterable[Concept], *whys: Why) -> tuple[Change, ...]:
    """Return the alternatives of the given kinds as changes, each once."""
    found = (Change(c.typed, a.shown, a.why) for c in concepts for a in c.alternatives if a.why in whys)
    return tuple(dict.fromkeys(found))
