"""Counts by word or term, in order, so that those that begin alike are found without a look at the others."""

from abc import abstractmethod
from bisect import bisect_left
from collections.abc import Iterator, Mapping


class Counts(Mapping[str, int]):
    """A read-only mapping in order of its keys. Safe to share between threads."""

    @abstractmethod
    def starting(self, prefix: str) -> Iterator[tuple[str, int]]:
        """Yield the entries whose keys begin with the prefix, in order."""


class HeldCounts(Counts):
    """Counts in memory."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = dict(sorted(counts.items()))
        self._keys = list(self._counts)

    def __getitem__(self, key: str) -> int:
        return self._counts[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)

    def starting(self, prefix: str) -> Iterator[tuple[str, int]]:
        """Yield the entries whose keys begin with the prefix, in order."""
        for i in range(bisect_left(self._keys, prefix), len(self._keys)):
            key = self._keys[i]
            if not key.startswith(prefix):
                return
            yield key, self._counts[key]
