"""Words that name the same thing, plain words, kinds with their members: the lexicon's, and the collection owner's."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from corpus.errors import UnreadableFile
from corpus.folder import LEXICON, Remark
from corpus.line_files import LineFileError, numbered_lines
from index.analyzer import Analyzer
from index.general_english import is_english
from index.spelling import only_near
from index.wordlists import columns, entries_of

Terms = tuple[str, ...]
_LONGEST = 6  # terms of a phrase that is looked up
_A_GROUP = "expected two names or more, as in: blue sheet = facet injection"
_SHORTEST_BEGUN = 4  # letters of a name that another ending may follow
_SHORTEST_PLURAL = 3  # "ons", which is none


class Synonym(NamedTuple):
    """Another name of something, analyzed and as people write it."""

    terms: Terms
    shown: str


class Synonyms:
    """Looks up other names of a phrase. Immutable."""

    def __init__(
        self,
        analyzer: Analyzer,
        groups: Iterable[Sequence[str]] = (),
        *,
        kinds: Iterable[Sequence[str]] = (),
        plain: Iterable[Sequence[str]] = (),
        shortened: Iterable[Sequence[str]] = (),
    ) -> None:
        """Each line holds names of one thing. Those of a group find each other; in all others the first finds the rest.

        The first is the name of a kind before its members (`kinds`), a plain word before the field's own words
        (`plain`), or a name in full before its short form (`shortened`).
        """
        # what is found of a name is put together when it is asked for: of thousands of lines a question needs a few
        self._alike: dict[Terms, list[list[Synonym]]] = defaultdict(list)
        self._found: dict[Terms, list[list[Synonym]]] = defaultdict(list)
        self._kinds: dict[Terms, list[Synonym]] = defaultdict(list)
        self._fellows: dict[Terms, list[list[Synonym]]] = defaultdict(list)
        self._shown: dict[Terms, list[str]] = defaultdict(list)  # of names of one term, in lower case
        self._letters: Mapping[str, frozenset[str]] | None = None
        for group in groups:
            names = self._analyzed(group, analyzer)
            for name in names:
                self._alike[name.terms].append(names)
        for line in kinds:
            kind, members = self._led(line, analyzer)
            for member in members:
                self._kinds[member.terms].append(kind)
                self._fellows[member.terms].append(members)
        for line in plain:
            word, names = self._led(line, analyzer)
            for name in names:
                self._kinds[name.terms].append(word)
        for line in shortened:
            self._led(line, analyzer)

    def _led(self, line: Sequence[str], analyzer: Analyzer) -> tuple[Synonym, list[Synonym]]:
        """Have the first name of a line find the rest; return it and these."""
        first, *rest = self._analyzed(line, analyzer)
        self._found[first.terms].append(rest)
        return first, rest

    def _analyzed(self, names: Iterable[str], analyzer: Analyzer) -> list[Synonym]:
        found = [Synonym(terms, name) for name in names if (terms := tuple(analyzer.terms(name)))]
        for terms, name in found:
            if len(terms) == 1:
                self._shown[terms].append(name.lower())
        return found

    @classmethod
    def of_lexicon(cls, analyzer: Analyzer, owned: Iterable[Sequence[str]] = ()) -> "Synonyms":
        """Return those that ship with citebot, and an owner's groups."""
        groups, kinds, plain = [*columns("synonyms.txt")], lexicon_kinds(), [*columns("plain_words.txt")]
        analyzer.learn({word for names in (*groups, *kinds, *plain) for name in names for word in name.split()})
        shortened = ((long, short) for short, long in columns("abbreviations.txt") if not is_english(short))
        return cls(analyzer, [*groups, *owned], kinds=kinds, plain=plain, shortened=shortened)

    def of(self, terms: Sequence[str]) -> tuple[Synonym, ...]:
        """Return the other names of exactly these terms."""
        name = tuple(terms)
        lists = [*self._alike.get(name, ()), *self._found.get(name, ())]
        if not lists:  # as mostly
            return ()
        return tuple(dict.fromkeys(other for names in lists for other in names if other.terms != name))

    def lists(self, word: str, terms: Sequence[str]) -> bool:
        """Return whether a word of these terms is a name as it is typed, its ending apart.

        "Prograf" is one; "migrane" is none, though it has the term of "Migranal", nor is "erly" the "ER".
        """
        names = self._shown.get(tuple(terms), ())
        begun = (name for name in names if len(name) >= _SHORTEST_BEGUN)
        return word in names or any(word.startswith(name) or name.startswith(word) for name in begun)

    def like(self, word: str) -> tuple[str, ...]:
        """Return the one name of one word that a misspelt word in lower case is a slip of; () for none.

        It is one edit away, or differs in vowels alone: names of two drugs may differ in two letters.
        """
        return only_near(word, self._by_letter().get(word[:1], ()), strictly=True)

    def _by_letter(self) -> Mapping[str, frozenset[str]]:
        """Return the names of one word by their first letter."""
        if self._letters is None:
            letters = defaultdict(set)
            for name in chain.from_iterable(self._shown.values()):
                if name.isalpha():
                    letters[name[0]].add(name)
            self._letters = {letter: frozenset(names) for letter, names in letters.items()}
        return self._letters

    def kinds_of(self, terms: Sequence[str]) -> tuple[Synonym, ...]:
        """Return the names of the kinds that exactly these terms are a member of, and the plain words for them."""
        return tuple(dict.fromkeys(self._kinds.get(tuple(terms), ())))

    def fellows_of(self, terms: Sequence[str]) -> frozenset[Terms]:
        """Return the other members of the kinds that exactly these terms are a member of."""
        name = tuple(terms)
        return frozenset(other.terms for names in self._fellows.get(name, ()) for other in names) - {name}

    def spans(self, terms: Sequence[str]) -> Iterator[tuple[int, int, tuple[Synonym, ...]]]:
        """Yield (start, end, other names) for each stretch of the terms that has other names, longest first."""
        for length in range(min(_LONGEST, len(terms)), 0, -1):
            for start in range(len(terms) - length + 1):
                if found := self.of(terms[start : start + length]):
                    yield start, start + length, found


def lexicon_kinds() -> list[list[str]]:
    """Return each name of a kind that ships with citebot, with the members of the kind behind it."""
    return [[name, *members.split(", ")] for *names, members in columns("kinds.txt") for name in names]


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
    return {short: tuple(words.split()) for short, words in columns("short_forms.txt")}


def listed_names(short: str) -> tuple[str, ...]:
    """Return the names that a short form is listed for; of several such things, "appts", those of one."""
    names = lexicon_abbreviations()
    plural = len(short) > _SHORTEST_PLURAL and short.endswith("s") and not is_english(short)
    return names.get(short) or (names.get(short[:-1], ()) if plural else ())


def _readings(name: str) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for short, long in columns(name):
        found[short].append(long)
    return {short: tuple(readings) for short, readings in found.items()}
