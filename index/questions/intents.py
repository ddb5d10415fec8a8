"""What a question is after: a code, a dose, how long, whether it is safe. Read from lexicon/intents.toml."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources
from itertools import chain
from typing import Any

from index.questions.answer_patterns import holds

_GROUP_SIZE = 6
_BOUNDARY = r"\b"
_KEPT = re.compile(r"(?<!\\)\((?!\?)")  # whose text is kept, which nobody asks for and takes time


class Cues:
    """Patterns of questions, any of which is looked for; compiled when it is, as all at once delay the first answer."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self.patterns = tuple(patterns)

    @cached_property
    def _any(self) -> re.Pattern[str]:
        return _any_of(self.patterns)

    def are_in(self, question: str) -> bool:
        """Return whether a question in lower case holds one of them."""
        return bool(self.patterns) and self._any.search(question) is not None


@dataclass(frozen=True, slots=True, eq=False)
class Intent:
    """One kind of question; there is one of each, and so the same is equal."""

    name: str
    cues: Cues
    words: re.Pattern[str]  # words of the question that ask and name no subject
    terms: tuple[str, ...]  # words that answering sentences use
    sections: tuple[str, ...]  # words of headings that answer
    beats: tuple[str, ...]  # names of intents that are not meant where this one is
    faint_cues: Cues  # count only where no intent is asked for by its cues
    answer: str  # what the sentence must hold: "code", a kind of index.questions.answer_patterns, or "" for nothing

    def held_by(self, sentence: str) -> bool:
        """Return whether a sentence holds the kind of thing that is asked for."""
        return holds(self.answer, sentence)


@lru_cache(maxsize=1)
def all_intents() -> tuple[Intent, ...]:
    """Return the intents in the order of the file."""
    return tuple(
        Intent(
            name,
            Cues(entry["cues"]),
            re.compile(entry["words"]),
            tuple(entry["terms"]),
            tuple(entry["sections"]),
            tuple(entry.get("beats", ())),
            Cues(entry.get("faint_cues", ())),
            entry["answer"],
        )
        for name, entry in _table().items()
    )


def asks_for_something(word: str) -> bool:
    """Return whether a word in lower case asks for one of the intents and names no subject."""
    return _words().fullmatch(word) is not None


def words_asking_for(intents: Sequence[Intent], question: str) -> frozenset[str]:
    """Return the words of a question, in lower case, that ask for one of the intents and name no subject."""
    words = re.findall(r"\w+", question.lower())
    return frozenset(word for word in words for intent in intents if intent.words.fullmatch(word))


@lru_cache(maxsize=1)
def _words() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{intent.words.pattern})" for intent in all_intents()))


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Any]:
    return tomllib.loads(resources.files("index.lexicon").joinpath("intents.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def _groups() -> tuple[tuple[Cues, tuple[Intent, ...]], ...]:
    """Return the intents in groups, each with all its cues: most groups hold nothing that is asked."""
    intents = all_intents()
    parts = (intents[start : start + _GROUP_SIZE] for start in range(0, len(intents), _GROUP_SIZE))
    return tuple((Cues(chain.from_iterable(intent.cues.patterns for intent in part)), part) for part in parts)


def _any_of(cues: Sequence[str]) -> re.Pattern[str]:
    """Return the cues as one pattern, in which those that begin with a word share one look for its beginning."""
    alternatives = [f"(?:{_KEPT.sub('(?:', cue)})" for cue in cues]
    begins = rf"(?:{_BOUNDARY}"
    at_word = [f"(?:{cue.removeprefix(begins)}" for cue in alternatives if cue.startswith(begins)]
    anywhere = [cue for cue in alternatives if not cue.startswith(begins)]
    return re.compile("|".join([rf"{_BOUNDARY}(?:{'|'.join(at_word)})", *anywhere] if at_word else anywhere))


def intents_of(question: str) -> tuple[Intent, ...]:
    """Return what a question is after, possibly several things or nothing that is known; no cue spans two lines."""
    lowered = "\n".join(" ".join(line.split()) for line in question.lower().splitlines())
    near = chain.from_iterable(intents for cues, intents in _groups() if cues.are_in(lowered))
    asked = [intent for intent in near if intent.cues.are_in(lowered)]
    asked = asked or [intent for intent in all_intents() if intent.faint_cues.are_in(lowered)]
    beaten = {name for intent in asked for name in intent.beats}
    return tuple(intent for intent in asked if intent.name not in beaten)
