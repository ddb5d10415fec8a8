"""Looks names up: words that name the same thing, plain words, kinds with their members, short forms."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import NamedTuple

from index.analyzer import Analyzer
from index.questions.general_english import is_english
from index.questions.lexicon import (
    lexicon_abbreviations,
    lexicon_kinds,
    lexicon_plain_words,
    lexicon_shortened,
    lexicon_synonyms,
)
from index.questions.spelling import only_near

Terms = tuple[str, ...]
_LONGEST = 6  # terms of a phrase that is looked up
_SHORTEST_BEGUN = 4  # letters of a name that another ending may follow
_SHORTEST_PLURAL = 3  # "ons", which is none


class Synonym(NamedTuple):
    """Another name of something, analyzed and as people write it."""

    terms: Terms
    shown: str


class _Role(Enum):
    """How the names of a line find each other."""

    GROUP = "each finds all others"
    KIND = "the first finds its members, and stands for those that no document names"
    PLAIN = "the first finds the field's own words, and stands for those that no document names"
    SHORTENED = "the first finds its short form"


class _Names:
    """What the lexicon's lines say of the names that begin with one term."""

    def __init__(self, lines: Iterable[tuple[_Role, list[Synonym]]]) -> None:
        self.alike: dict[Terms, list[list[Synonym]]] = defaultdict(list)
        self.found: dict[Terms, list[list[Synonym]]] = defaultdict(list)
        self.kinds: dict[Terms, list[Synonym]] = defaultdict(list)
        self.fellows: dict[Terms, list[list[Synonym]]] = defaultdict(list)
        self.shown: dict[Terms, list[str]] = defaultdict(list)  # of names of one term, in lower case
        for role, names in lines:
            self._add(role, names)

    def _add(self, role: _Role, names: list[Synonym]) -> None:
        for name in names:
            if len(name.terms) == 1:
                self.shown[name.terms].append(name.shown.lower())
        if role is _Role.GROUP:
            for name in names:
                self.alike[name.terms].append(names)
            return
        first, *rest = names
        self.found[first.terms].append(rest)
        for name in rest:
            if role is not _Role.SHORTENED:
                self.kinds[name.terms].append(first)
            if role is _Role.KIND:
                self.fellows[name.terms].append(rest)


_NOTHING = _Names(())


class Synonyms:
    """Looks up other names of a phrase. Holds only caches beside its lines; safe to share between threads."""

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
        self._analyzer = analyzer
        roles = ((_Role.GROUP, groups), (_Role.KIND, kinds), (_Role.PLAIN, plain), (_Role.SHORTENED, shortened))
        self._lines = [(role, names) for role, lines in roles for names in lines]
        # of thousands of lines a question needs a few: they are analyzed when one of their names may be asked for
        self._places = self._by_first_term()
        self._names: dict[str, _Names] = {}
        self._of_one_word: dict[str, tuple[str, ...]] = {}

    @classmethod
    def of_lexicon(cls, analyzer: Analyzer, owned: Iterable[Sequence[str]] = ()) -> "Synonyms":
        """Return those that ship with citebot, and an owner's groups."""
        return cls(
            analyzer,
            [*lexicon_synonyms(), *owned],
            kinds=lexicon_kinds(),
            plain=lexicon_plain_words(),
            shortened=lexicon_shortened(),
        )

    def _by_first_term(self) -> Mapping[str, list[int]]:
        """Return the places of lines by the first term of each of their names; a place may be there twice."""
        by_word: dict[str, list[int]] = defaultdict(list)
        for place, (_, names) in enumerate(self._lines):
            for name in names:
                by_word[name.partition(" ")[0]].append(place)
        found: dict[str, list[int]] = defaultdict(list)
        terms = self._analyzer.plain_terms(by_word)
        for word, places in by_word.items():
            if term := terms.get(word) or next(iter(self._analyzer.terms(word)), None):
                found[term].extend(places)
                continue
            for place in places:  # of names that begin with a stop word
                for synonym in self._analyzed(self._lines[place][1]):
                    found[synonym.terms[0]].append(place)
        return found

    def _analyzed(self, names: Sequence[str]) -> list[Synonym]:
        return [Synonym(terms, name) for name in names if (terms := tuple(self._analyzer.terms(name)))]

    def _beginning(self, name: Terms) -> _Names:
        """Return what is known of the names that begin as this one does."""
        places = self._places.get(name[0]) if name else None
        if places is None:  # as mostly
            return _NOTHING
        names = self._names.get(name[0])
        if names is None:
            lines = (self._lines[place] for place in sorted(set(places)))
            names = self._names[name[0]] = _Names((role, self._analyzed(line)) for role, line in lines)
        return names

    def of(self, terms: Sequence[str]) -> tuple[Synonym, ...]:
        """Return the other names of exactly these terms."""
        name = tuple(terms)
        known = self._beginning(name)
        lists = [*known.alike.get(name, ()), *known.found.get(name, ())]
        return tuple(dict.fromkeys(other for names in lists for other in names if other.terms != name))

    def lists(self, word: str, terms: Sequence[str]) -> bool:
        """Return whether a word of these terms is a name as it is typed, its ending apart.

        "Prograf" is one; "migrane" is none, though it has the term of "Migranal", nor is "erly" the "ER".
        """
        name = tuple(terms)
        names = self._beginning(name).shown.get(name, ())
        begun = (name for name in names if len(name) >= _SHORTEST_BEGUN)
        return word in names or any(word.startswith(name) or name.startswith(word) for name in begun)

    def like(self, word: str) -> tuple[str, ...]:
        """Return the one name of one word that a misspelt word in lower case is a slip of; () for none.

        It is one edit away, or differs in vowels alone: names of two drugs may differ in two letters.
        """
        return only_near(word, self._of_letter(word[:1]), strictly=True)

    def _of_letter(self, letter: str) -> tuple[str, ...]:
        """Return the names of one word that begin with a letter, stop words left out."""
        if letter not in self._of_one_word:
            lowered = (name.lower() for _, line in self._lines for name in line if name[:1].lower() == letter)
            names = dict.fromkeys(name for name in lowered if name.isalpha())
            self._of_one_word[letter] = tuple(name for name in names if self._analyzer.terms(name))
        return self._of_one_word[letter]

    def kinds_of(self, terms: Sequence[str]) -> tuple[Synonym, ...]:
        """Return the names of the kinds that exactly these terms are a member of, and the plain words for them."""
        name = tuple(terms)
        return tuple(dict.fromkeys(self._beginning(name).kinds.get(name, ())))

    def fellows_of(self, terms: Sequence[str]) -> frozenset[Terms]:
        """Return the other members of the kinds that exactly these terms are a member of."""
        name = tuple(terms)
        fellows = self._beginning(name).fellows.get(name, ())
        return frozenset(other.terms for names in fellows for other in names) - {name}

    def spans(self, terms: Sequence[str]) -> Iterator[tuple[int, int, tuple[Synonym, ...]]]:
        """Yield (start, end, other names) for each stretch of the terms that has other names, longest first."""
        for length in range(min(_LONGEST, len(terms)), 0, -1):
            for start in range(len(terms) - length + 1):
                if found := self.of(terms[start : start + length]):
                    yield start, start + length, found


def listed_names(short: str) -> tuple[str, ...]:
    """Return the names that a short form is listed for; of several such things, "appts", those of one."""
    names = lexicon_abbreviations()
    plural = len(short) > _SHORTEST_PLURAL and short.endswith("s") and not is_english(short)
    return names.get(short) or (names.get(short[:-1], ()) if plural else ())
