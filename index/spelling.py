"""Repairs words that the index does not know against the index's own words.

Only the collection's words are candidates: general dictionaries turn medical terms into common words
(see ARCHITECTURE.md, Decisions).
"""

from collections.abc import Mapping
from functools import lru_cache

from index.wordlists import entries

_SHORTEST = 4  # a shorter word has too many neighbours to be repaired
_LONG = 8  # from here on two edits are allowed
_SHORTEST_PART = 4  # of two words that lost their space


class Speller:
    """Suggests known words for an unknown one. Safe to share between threads once built."""

    def __init__(self, surface_forms: Mapping[str, int]) -> None:
        from symspellpy import SymSpell  # noqa: PLC0415 - built only when a question holds an unknown word

        self._known = surface_forms
        self._symspell = SymSpell(max_dictionary_edit_distance=2, prefix_length=7)
        for word, frequency in surface_forms.items():
            for form in {word, word.removesuffix("s")}:  # people ask for one hemorrhoid, documents treat many
                if len(form) >= _SHORTEST:
                    self._symspell.create_dictionary_entry(form, frequency)

    def suggestions(self, word: str) -> tuple[str, ...]:
        """Return the known word that was most likely meant, or two words that lost their space; () for neither.

        A repaired word has the same first letter and is one edit away, two from 8 letters on.
        """
        if len(word) < _SHORTEST or not word.isalpha():
            return ()
        repaired = self._nearest(word)
        return (repaired,) if repaired else parted(word, self._known)

    def _nearest(self, word: str) -> str | None:
        from symspellpy import Verbosity  # noqa: PLC0415 - see above

        edits = 2 if len(word) >= _LONG else 1
        found = self._symspell.lookup(word, Verbosity.ALL, max_edit_distance=edits)
        same_start = [s for s in found if s.term[0] == word[0] and not _opposites(word, s.term)]
        best = min(same_start, key=lambda s: (s.distance, -s.count, s.term), default=None)
        return best.term if best else None


def parted(word: str, known: Mapping[str, int]) -> tuple[str, ...]:
    """Return the two known words that a word is made of, the most frequent pair of several; () for none."""
    cuts = range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
    parts = [(word[:i], word[i:]) for i in cuts if word[:i] in known and word[i:] in known]
    best = max(parts, key=lambda p: min(known[p[0]], known[p[1]]), default=None)
    return (" ".join(best),) if best else ()


def _opposites(word: str, suggestion: str) -> bool:
    """Return whether the two begin with what must never be swapped, such as hyper- and hypo-."""
    return any(
        (word.startswith(a) and suggestion.startswith(b)) or (word.startswith(b) and suggestion.startswith(a))
        for a, b in _never_swapped()
    )


@lru_cache(maxsize=1)
def _never_swapped() -> tuple[tuple[str, str], ...]:
    pairs = (entry.split() for entry in entries("never_swapped.txt"))
    return tuple((a, b) for a, b in pairs)
