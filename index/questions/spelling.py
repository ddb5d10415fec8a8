"""Repairs words that the index does not know against the index's own words.

General dictionaries turn medical terms into common words: `english` is asked only where the collection's own words
offer nothing, and what it suggests must be known to the collection by another form or name (`WordNames`).
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from itertools import islice

from index.counts import Counts
from index.questions.general_english import english_beginning
from index.wordlists import entries

_SHORTEST = 4  # a shorter word has too many neighbours to be repaired
_LONG = 8  # from here on two edits are allowed
_SHORTEST_PART = 4  # of two words that lost their space
# may be written apart: "de-identified"
PREFIXES = ("anti", "bi", "co", "de", "intra", "inter", "multi", "non", "post", "pre", "re", "semi", "sub", "un")
_HARD = "aoulr"  # a c is a k before these alone
_SOUNDS = (  # how a word may begin that sounds alike: as typed, and as written
    *(("f", "ph"), ("ph", "f"), ("n", "pn"), ("r", "rh"), ("s", "ps"), ("z", "x")),
    *((heard + letter, written + letter) for heard, written in (("k", "c"), ("c", "k")) for letter in _HARD),
)
# how an umlaut is written without its dots, ring or stroke; but for the stroke, the analyzer has freed words of them
_UMLAUTS = (("a", "ae", "aa", "æ"), ("o", "oe", "ø"), ("u", "ue"))
_UMLAUT = re.compile(r"(?<![aeq])ue(?!$)|[ao]e(?!$)|aa(?!$)|[æø]|[aou](?!e|$)")  # no "bauer", "queue" or "vertebrae"
_WRITTEN = {written: ways for ways in _UMLAUTS for written in ways}
_MOST_UMLAUTS = 2  # of one word
_MOST_WRITINGS = 400  # that are looked up; of a long name there are fewer
_VOWELS, _DOUBLED = re.compile("[aeiouy]"), re.compile(r"(.)\1+")


class Speller:
    """Suggests known words for an unknown one. Safe to share between threads."""

    def __init__(self, surface_forms: Counts) -> None:
        self._known = surface_forms
        self._forms = lru_cache(maxsize=None)(self._forms_of)  # a letter's words are read when one is misspelled

    def suggestions(self, word: str) -> tuple[str, ...]:
        """Return the known word that was most likely meant, or two words that lost their space; () for neither.

        A repaired word has the same first letter and is one edit away, two from 8 letters on or if only vowels differ.
        """
        if len(word) < _SHORTEST or not word.isalpha():
            return ()
        repaired = self._nearest(word)
        return (repaired,) if repaired else parted(word, self._known)

    def english(self, word: str) -> tuple[str, ...]:
        """Return the word of general English that was most likely meant; () for none."""
        if len(word) <= _SHORTEST or not word.isalpha() or not word.isascii():
            return ()
        nearest = _nearest_of(word, english_beginning(word[0]))
        return (nearest,) if nearest else ()

    def _nearest(self, word: str) -> str | None:
        return _nearest_of(word, self._forms(word[0])) or self._heard(word)

    def _heard(self, word: str) -> str | None:
        """Return the most frequent word that sounds like one, but is written with another first letter: "fenol"."""
        spelled = (written + word[len(heard) :] for heard, written in _SOUNDS if word.startswith(heard))
        found = ((-n, form) for other in spelled for form, n in self._forms(other[0]).items() if _sounds(other, form))
        return min(found, default=(0, None))[1]

    def _forms_of(self, letter: str) -> Mapping[str, int]:
        """Return the words that begin with a letter, also without their last "s", each with its frequency."""
        forms: Counter[str] = Counter()
        for word, frequency in self._known.starting(letter):
            for form in {word, word.removesuffix("s")}:  # people ask for one hemorrhoid, documents treat many
                if len(form) >= _SHORTEST:
                    forms[form] += frequency
        return forms


def only_near(word: str, names: Collection[str], *, strictly: bool = False) -> tuple[str, ...]:
    """Return the name of fewest edits; () for none, and where several are as near: names of drugs look alike.

    Strictly, a second edit has to be one of vowels however long the word is.
    """
    near = sorted(_near(word, names, strictly=strictly)) if len(word) > _SHORTEST else []
    return tuple(name for _, name in near[:1]) if len({distance for distance, _ in near[:2]}) == len(near[:2]) else ()


def _nearest_of(word: str, forms: Mapping[str, int]) -> str | None:
    """Return the form of fewest edits, one less where only vowels differ ("medicade"); of several the most frequent."""
    sounds = _consonants(word)
    near = ((edits - (_consonants(form) == sounds), -forms[form], form) for edits, form in _near(word, forms.keys()))
    return min(near, default=(0, 0, None))[2]


def _near(word: str, forms: Collection[str], *, strictly: bool = False) -> Iterator[tuple[int, str]]:
    """Yield the edits and the form of each that a word may have been meant for."""
    from rapidfuzz import process  # noqa: PLC0415 - needed only where a question holds an unknown word
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    sounds = _consonants(word)
    most = 2 if len(word) > _SHORTEST else 1
    for form, distance, _ in process.extract_iter(word, forms, scorer=OSA.distance, score_cutoff=most):
        near = distance < 2 or (len(word) >= _LONG and not strictly) or _consonants(form) == sounds
        if near and not opposites(word, form):
            yield int(distance), form


def _sounds(word: str, form: str) -> bool:
    """Return whether two words have the same consonants, and nearly the same length."""
    return abs(len(word) - len(form)) <= 1 and same_consonants(word, form)


def same_consonants(word: str, form: str) -> bool:
    """Return whether two words have the same consonants, as they are heard."""
    return _consonants(word) == _consonants(form)


def _consonants(word: str) -> str:
    """Return the consonants of a word, doubled ones once and ph as f: what slips of the ear leave as it is."""
    return _DOUBLED.sub(r"\1", _VOWELS.sub("", word.replace("ph", "f")))


def parted(word: str, known: Mapping[str, int]) -> tuple[str, ...]:
    """Return the two known words that a word is made of, the most frequent pair of several; () for none."""
    prefixes = [len(prefix) for prefix in PREFIXES if word.startswith(prefix)]
    cuts = {*prefixes, *range(_SHORTEST_PART, len(word))} & {*range(len(word) - _SHORTEST_PART + 1)}
    parts = [(word[:i], word[i:]) for i in sorted(cuts) if word[:i] in known and word[i:] in known]
    best = max(parts, key=lambda p: min(known[p[0]], known[p[1]]), default=None)
    return (" ".join(best),) if best else ()


def with_umlauts(word: str, known: Mapping[str, int]) -> tuple[str, ...]:
    """Return the known words that are the same but for how umlauts are written: "mueller" for "muller"; () for none.

    The word is in lower case, without accents. Of several those that differ in the fewest places.
    """
    if len(word) < _SHORTEST or not word.isalpha():
        return ()
    written = {word: None}
    for _ in range(_MOST_UMLAUTS):
        otherwise = (other for one in written for other in _once_otherwise(one))
        written = dict.fromkeys(islice(otherwise, _MOST_WRITINGS))
        if found := tuple(other for other in written if other in known):
            return found
    return ()


def _once_otherwise(word: str) -> Iterator[str]:
    """Yield the word with one of its umlauts, or what may be one, written otherwise."""
    for match in _UMLAUT.finditer(word):
        for way in _WRITTEN[match.group()]:
            if way != match.group():
                yield word[: match.start()] + way + word[match.end() :]


def opposites(word: str, suggestion: str) -> bool:
    """Return whether the two begin with what must never be swapped, such as hyper- and hypo-, Medicare and medical."""
    return any(
        (word.startswith(a) and suggestion.startswith(b)) or (word.startswith(b) and suggestion.startswith(a))
        for a, b in _never_swapped()
    )


@lru_cache(maxsize=1)
def _never_swapped() -> tuple[tuple[str, str], ...]:
    pairs = (entry.split() for entry in entries("never_swapped.txt"))
    return tuple((a, b) for a, b in pairs)
