"""What the tables of the lexicon and an owner's own file hold: names of the same thing, kinds, short forms."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from corpus.errors import UnreadableFile
from corpus.folder import LEXICON, Remark
from index.line_files import LineFileError, numbered_lines
from index.questions.general_english import is_english
from index.wordlists import columns, entries_of, words

_A_GROUP = "expected two names or more, as in: blue sheet = facet injection"


def lexicon_synonyms() -> Iterator[list[str]]:
    """Yield the groups of names of one thing that ship with citebot."""
    return columns("synonyms.txt")


def lexicon_plain_words() -> Iterator[list[str]]:
    """Yield each plain word that ships with citebot, with the field's own words behind it.

    A state is told either way round: "bad kidneys", and "her kidneys are bad".
    """
    states = words("states.txt")
    for plain, *meant in columns("plain_words.txt"):
        yield [plain, *meant]
        state, _, thing = plain.partition(" ")
        if state in states and " " not in thing:
            yield [f"{thing} {state}", *meant]


def lexicon_shortened() -> Iterator[tuple[str, str]]:
    """Yield each name that has a clinical short form, with the short form behind it, unless that is a word."""
    return ((long, short) for short, long in columns("abbreviations.txt") if not is_english(short))


def lexicon_kinds() -> list[list[str]]:
    """Return each name of a kind that ships with citebot, with the members of the kind behind it."""
    return [[name, *members.split(", ")] for *names, members in columns("kinds.txt") for name in names]


def is_listed_drug(word: str) -> bool:
    """Return whether a word is a member of a kind, in capitals or not: these are drugs, nearly all of them."""
    return word.lower() in _kind_members()


@lru_cache(maxsize=1)
def _kind_members() -> frozenset[str]:
    """Return the members of kinds that are one word."""
    return frozenset(member for _, *members in lexicon_kinds() for member in members if member.isalpha())


class OwnersLexicon(NamedTuple):
    """The groups of an owner's file, and what is to be said of what could not be used of it."""

    groups: list[list[str]]
    wrong: tuple[Remark, ...]


def owners_lexicon(folder: Path | None) -> OwnersLexicon:
    """Return what a folder's own lexicon holds: a group a line, "=" between its names."""
    groups: list[list[str]] = []
    wrong: list[Remark] = []
    try:
        for number, line in _lines_of(folder):
            for entry in entries_of(line):
                names = [name for part in entry.split("=") if (name := part.strip())]
                if len(names) > 1:
                    groups.append(names)
                else:
                    wrong.append(Remark(LEXICON, f"line {number}: {_A_GROUP}"))
    except LineFileError as error:
        wrong.append(Remark(LEXICON, f"line {error.line}: expected {error.expected}; nothing is read from there on"))
    except UnreadableFile as error:
        wrong.append(Remark(LEXICON, error.reason))
    return OwnersLexicon(groups, tuple(wrong))


def _lines_of(folder: Path | None) -> Iterator[tuple[int, str]]:
    if folder and (folder / LEXICON).is_file():
        yield from numbered_lines(folder / LEXICON)


@lru_cache(maxsize=1)
def lexicon_abbreviations() -> Mapping[str, tuple[str, ...]]:
    """Return the readings of each clinical short form, in lower case."""
    return _readings("abbreviations.txt")


@lru_cache(maxsize=1)
def lexicon_short_forms() -> Mapping[str, tuple[str, ...]]:
    """Return the words that each billing short form stands for."""
    return {short: tuple(meant.split()) for short, meant in columns("short_forms.txt")}


def _readings(name: str) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for short, long in columns(name):
        found[short].append(long)
    return {short: tuple(readings) for short, readings in found.items()}
