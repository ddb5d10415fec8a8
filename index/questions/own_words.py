"""The collection's own words: which names it holds, and what slips and cut-off words may be among them."""

from collections.abc import Sequence
from functools import cached_property, lru_cache

from index.analyzer import fold
from index.engine import Engine, Phrase, Query
from index.questions.general_english import NAMES_SURELY, rarity
from index.questions.short_forms import ShortForms
from index.questions.spelling import Speller, with_umlauts

_NAMES_KEPT = 20_000


class OwnWords:
    """The words of one collection. Safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._together = lru_cache(maxsize=_NAMES_KEPT)(self._stand_together)

    @cached_property
    def speller(self) -> Speller:
        """Return what repairs slips."""
        return Speller(self._engine.surface_forms())

    @cached_property
    def short_forms(self) -> ShortForms:
        """Return what completes words that were cut off."""
        return ShortForms(self._engine.surface_forms())

    def hold(self, terms: Sequence[str]) -> bool:
        """Return whether each of the terms stands in some passage."""
        return all(map(self._engine.document_frequency, terms))

    def hold_any(self, terms: Sequence[str]) -> bool:
        """Return whether one of the terms stands in some passage."""
        return any(map(self._engine.document_frequency, terms))

    def prints(self, word: str) -> bool:
        """Return whether some passage prints the word so, in lower case."""
        return word in self._engine.surface_forms()

    def with_umlauts(self, word: str) -> tuple[str, ...]:
        """Return the names that documents print for one, in lower case, with its umlauts written otherwise."""
        if rarity(word) < NAMES_SURELY:
            return ()
        found = with_umlauts(fold(word), self._engine.surface_forms())
        return tuple(name for name in found if rarity(name) >= NAMES_SURELY)

    def say(self, terms: Sequence[str]) -> bool:
        """Return whether a passage holds the terms one behind the other."""
        return self.hold(terms) and (len(terms) < 2 or self._together(tuple(terms)))

    def _stand_together(self, terms: tuple[str, ...]) -> bool:
        return bool(self._engine.search(Query(phrases=(Phrase(terms),)), 1))
