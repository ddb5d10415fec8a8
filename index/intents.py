"""What a question is after: a code, a dose, how long, whether it is safe. Read from lexicon/intents.toml."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import chain
from typing import Any

from index.answer_patterns import holds

_GROUP_SIZE = 6
_BOUNDARY = r"\b"
_KEPT = re.compile(r"(?<!\\)\((?!\?)")  # whose text is kept, which nobody asks for and takes time


@dataclass(frozen=True, slots=True, eq=False)
class Intent:
    """One kind of question; there is one of each, and so the same is equal."""

    name: str
    cue: re.Pattern[str]  # any of its cues
    words: re.Pattern[str]  # words of the question that ask and name no subject
    terms: tuple[str, ...]  # words that answering sentences use
    sections: tuple[str, ...]  # words of headings that answer
    beats: tuple[str, ...]  # names of intents that are not meant where this one is
    faint_cue: re.Pattern[str] | None  # counts only where no intent is asked for by its cues
    answer: str  # what the sentence must hold: "code", a kind of index.answer_patterns, or "" for nothing

    def held_by(self, sentence: str) -> bool:
        """Return whether a sentence holds the kind of thing that is asked for."""
        return holds(self.answer, sentence)


@lru_cache(maxsize=1)
def all_intents() -> tuple[Intent, ...]:
    """Return the intents in the order of the file."""
    return tuple(
        Intent(
            name,
            _any_of(entry["cues"]),
            re.compile(entry["words"]),
            tuple(entry["terms"]),
            tuple(entry["sections"]),
            tuple(entry.get("beats", ())),
            _any_of(entry["faint_cues"]) if "faint_cues" in entry else None,
            entry["answer"],
        )
        for name, entry in _table().items()
    )


def asks_for_something(word: str) -> bool:
    """Return whether a word in lower case asks for one of the intents and names no subject."""
    return _words().fullmatch(word) is not None


@lru_cache(maxsize=1)
def _words() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{intent.words.pattern})" for intent in all_intents()))


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Any]:
    return tomllib.loads(resources.files("index.lexicon").joinpath("intents.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def _groups() -> tuple[tuple[re.Pattern[str], tuple[Intent, ...]], ...]:
    """Return the intents in groups, each with the pattern of all its cues: most groups hold nothing that is asked."""
    cues = [entry["cues"] for entry in _table().values()]
    parts = [slice(start, start + _GROUP_SIZE) for start in range(0, len(cues), _GROUP_SIZE)]
    return tuple((_any_of([*chain.from_iterable(cues[part])]), all_intents()[part]) for part in parts)


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
    near = chain.from_iterable(intents for cue, intents in _groups() if cue.search(lowered))
    asked = [intent for intent in near if intent.cue.search(lowered)]
    asked = asked or [i for i in all_intents() if i.faint_cue and i.faint_cue.search(lowered)]
    beaten = {name for intent in asked for name in intent.beats}
    return tuple(intent for intent in asked if intent.name not in beaten)
