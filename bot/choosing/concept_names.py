"""Which names of a question's concepts stand where in a passage, and how well they name each concept."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from bot.choosing.concordance import Above, Entry, Terms
from bot.choosing.strengths import Strengths
from corpus.model import Passage
from index.analyzer import spellings
from index.full_titles import full_title
from index.questions.concepts import Concept

Names = int  # a set of a question's names, a bit for each
_BEFORE_DOT = 3
_NOT_ASCII = re.compile(r"[^\x00-\x7f\s]")


class Named(NamedTuple):
    """The names of a question that a passage holds, place by place."""

    lead_in: Names
    section: Names
    title: Names
    sentences: Mapping[int, Names]  # by the sentence's number, from 0; those that hold none are left out
    text: Names  # of all sentences
    whole: Names  # of the passage with what stands above it, its title left out


class Naming:
    """Weighs texts against the concepts of one question.

    A hit has a dozen places to look at, and most hold none of the names or the same few. So each set of names is
    weighed once; and where no concordance knows the passages, only the words are analyzed in which a name may begin,
    those of all passages in one go.
    """

    def __init__(self, concepts: Sequence[Concept], terms: Callable[[str], Iterable[str]]) -> None:
        """`terms` is the analyzer's."""
        self.concepts = tuple(concepts)
        self.nothing: Strengths = (0.0,) * len(self.concepts)
        others = (alternative.terms for c in concepts for alternative in c.alternatives)
        names = dict.fromkeys(chain((c.term for c in concepts), *others))
        self._terms = terms
        self._bits = {name: 1 << i for i, name in enumerate(names)}
        self._names = frozenset(names)
        self._of_words: dict[str, Names] = {}
        self._of_above: dict[Above, tuple[Names, Names, Names]] = {}
        self.strengths = _Weighed(self.concepts, self._bits, self.nothing).__getitem__  # of a text that holds the names

    def named_in(self, passages: Iterable[Passage]) -> list[Named]:
        """Return which of the names stand where in each passage."""
        places = _Places()
        numbers = [places.of(passage) for passage in passages]
        found = self._named_within(places)
        return [
            _named(found[lead_in], found[section], found[title], found[text])
            for lead_in, section, title, text in numbers
        ]

    def named_by(self, entries: Iterable[Entry]) -> list[Named]:
        """Return the same of passages that a concordance has entries of."""
        return [self._by_entry(entry) for entry in entries]

    def _by_entry(self, entry: Entry) -> Named:
        sentences: dict[int, Names] = {}
        text = 0
        for name in entry.sentences.keys() & self._names:
            bit = self._bits[name]
            text |= bit
            for number in entry.sentences[name]:
                sentences[number] = sentences.get(number, 0) | bit
        lead_in, section, title = self._names_above(entry.above)
        return Named(lead_in, section, title, sentences, text, text | section | lead_in)

    def _names_above(self, above: Above) -> tuple[Names, Names, Names]:
        """Return the names in lead-in, section and title, which many passages share."""
        found = self._of_above.get(above)
        if found is None:
            lead_in, section, title = map(self._names_among, above)
            found = self._of_above[above] = lead_in, section, title
        return found

    def _names_among(self, terms: Terms) -> Names:
        return self._set_of(self._names.intersection(terms))

    def _set_of(self, names: Iterable[str]) -> Names:
        return sum([self._bits[name] for name in names])

    def _named_within(self, places: "_Places") -> list[dict[int, Names]]:
        """Return the names by the sentences of each text that hold any."""
        text, starts = places.text, places.starts
        found: list[dict[int, Names]] = [{} for _ in starts]
        for at in self._may_begin(text):
            number = bisect_right(starts, at) - 1
            shift, bounds = places.shifts[number], places.bounds[number]
            bound = bisect_right(bounds, at - shift)
            if not bound % 2:  # between two sentences
                continue
            names = self._names_of_word(text, at, bounds[bound - 1] + shift, bounds[bound] + shift)
            if names:
                held = found[number]
                held[bound // 2] = held.get(bound // 2, 0) | names
        return found

    def _names_of_word(self, text: str, at: int, start: int, end: int) -> Names:
        """Return the names in what lies between blanks around a place of text[start:end]: it has terms of its own."""
        first, last = text.rfind(" ", start, at) + 1 or start, text.find(" ", at, end)
        word = text[first : last if last >= 0 else end]
        names = self._of_words.get(word)
        if names is None:
            names = self._of_words[word] = self._set_of(self._names.intersection(self._terms(word)))
        return names

    def _may_begin(self, text: str) -> list[int]:
        """Return where one of the names may stand: at its beginning, or where a letter is none of ASCII."""
        lowered = text.lower()
        places = []
        if not text.isascii():
            if len(lowered) != len(text):  # a capital of two letters in lower case
                lowered = "".join([c if len(c.lower()) > 1 else c.lower() for c in text])
            places = [match.start() for match in _NOT_ASCII.finditer(text)]
        for begins in {begins for name in self._names for begins in beginnings(name)}:
            at = lowered.find(begins)
            while at >= 0:
                if not at or not lowered[at - 1].isalpha():  # a term begins where a word or number does
                    places.append(at)
                at = lowered.find(begins, at + 1)
        return places

    def strengths_of(self, terms: Terms) -> Strengths:
        """Return how well a text of these terms names each concept."""
        return self.strengths(self._names_among(terms))


class _Weighed(dict[Names, Strengths]):
    """How well sets of names name each concept, `nothing` itself where they name none; each is weighed once."""

    def __init__(self, concepts: Sequence[Concept], bits: Mapping[str, Names], nothing: Strengths) -> None:
        super().__init__({0: nothing})
        self._concepts, self._bits, self._nothing = concepts, bits, nothing

    def __missing__(self, names: Names) -> Strengths:
        held = frozenset([name for name, bit in self._bits.items() if names & bit])
        found = tuple([concept.strength_in(held) for concept in self._concepts])
        self[names] = found = found if any(found) else self._nothing
        return found


def _named(
    lead_in: Mapping[int, Names],
    section: Mapping[int, Names],
    title: Mapping[int, Names],
    sentences: Mapping[int, Names],
) -> Named:
    """Return the names of a passage; what stands above it is one sentence each."""
    text = 0
    for names in sentences.values():
        text |= names
    in_lead, in_section = lead_in.get(0, 0), section.get(0, 0)
    return Named(in_lead, in_section, title.get(0, 0), sentences, text, text | in_section | in_lead)


class _Places:
    """Texts one behind the other, each with the bounds of its sentences; a heading is one sentence.

    The i-th begins at starts[i]; what is at x of its bounds[i] is at x + shifts[i] of the whole.
    """

    def __init__(self) -> None:
        self.starts: list[int] = []
        self.shifts: list[int] = []
        self.bounds: list[Sequence[int]] = []
        self._texts: list[str] = []
        self._length = 0
        self._above: dict[str, int] = {}

    @property
    def text(self) -> str:
        """Return the whole."""
        return "\n".join(self._texts)

    def of(self, passage: Passage) -> tuple[int, int, int, int]:
        """Return the numbers of a passage's lead-in, section, title and text."""
        section = passage.section
        return (
            self._once(passage.context),
            self._once("\n".join(section) if section else ""),
            self._once(full_title(passage)),
            self._add(passage.text, passage.start, passage.bounds),
        )

    def _once(self, text: str) -> int:
        known = self._above.get(text)
        if known is None:
            known = self._above[text] = self._add(text, 0, (0, len(text)))
        return known

    def _add(self, text: str, origin: int, bounds: Sequence[int]) -> int:
        self.starts.append(self._length)
        self.shifts.append(self._length - origin)
        self.bounds.append(bounds)
        self._texts.append(text)
        self._length += len(text) + 1
        return len(self._texts) - 1


def beginnings(term: str) -> Iterator[str]:
    """Yield how words in ASCII that have the term begin, in lower case, in every way to spell them."""
    yield _beginning(term)
    for spelled in spellings(term):
        yield _beginning(spelled)


def _beginning(term: str) -> str:
    """Return how words begin that have the term, spelled as it is: a stem may change its last letter.

    Words such as "dying", of the stem "die", change two. A code is found with and without its dot, which stands behind
    the third character.
    """
    if not term.isalpha():
        return term[:1] if "&" in term else term[:_BEFORE_DOT]  # "E/M" is found as "e&m"
    if len(term) <= 2:
        return term
    return term[:1] if len(term) == len("die") and term.endswith("ie") else term[:-1]
