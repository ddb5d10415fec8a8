"""Repairs words that the index does not know against the index's own words.

Only the collection's words are candidates: general dictionaries turn medical terms into common words
(see ARCHITECTURE.md, Decisions).
"""

from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

_SHORTEST = 4  # a shorter word has too many neighbours to be repaired
_LONG = 8  # from here on two edits are allowed


class Speller:
    """Suggests a known word for an unknown one. Safe to share between threads once built."""

    def __init__(self, surface_forms: Mapping[str, int]) -> None:
        from symspellpy import SymSpell  # noqa: PLC0415 - built only when a question holds an unknown word

        self._symspell = SymSpell(max_dictionary_edit_distance=2, prefix_length=7)
        for word, frequency in surface_forms.items():
            if len(word) >= _SHORTEST:
                self._symspell.create_dictionary_entry(word, frequency)

    def suggest(self, word: str) -> str | None:
        """Return the known word that was most likely meant, or None.

        It has the same first letter and is one edit away, two from 8 letters on.
        """
        from symspellpy import Verbosity  # noqa: PLC0415 - see above

        if len(word) < _SHORTEST or not word.isalpha():
            return None
        edits = 2 if len(word) >= _LONG else 1
        found = self._symspell.lookup(word, Verbosity.ALL, max_edit_distance=edits)
        same_start = [s for s in found if s.term[0] == word[0] and not _opposites(word, s.term)]
        best = min(same_start, key=lambda s: (s.distance, -s.count, s.term), default=None)
        return best.term if best else None


def _opposites(word: str, suggestion: str) -> bool:
    """Return whether the two begin with what must never be swapped, such as hyper- and hypo-."""
    return any(
        (word.startswith(a) and suggestion.startswith(b)) or (word.startswith(b) and suggestion.startswith(a))
        for a, b in _never_swapped()
    )


@lru_cache(maxsize=1)
def _never_swapped() -> tuple[tuple[str, str], ...]:
    lines = resources.files("index.lexicon").joinpath("never_swapped.txt").read_text("utf-8").splitlines()
    pairs = (line.split() for line in lines if line and not line.startswith("#"))
    return tuple((a, b) for a, b in pairs)
