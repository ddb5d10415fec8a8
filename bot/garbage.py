"""Python's garbage collector, which stops every thread while it runs: seldom, and never over objects that stay."""

import gc
from collections.abc import Callable

_SEARCH_AFTER = 10_000  # new objects until it runs, by default 700; nearly all of an answer's are freed without it


def search_seldom() -> None:
    """Let the collector run seldom: what is read at the start stays, and looking through it takes a tenth of that."""
    gc.set_threshold(_SEARCH_AFTER)


class Garbage:
    """When the collector runs, and over which objects. `version` returns that of the index that answers."""

    def __init__(self, version: Callable[[], str]) -> None:
        self._version, self._settled = version, ""

    def settle(self) -> None:
        """Drop what an earlier index left behind and set apart what there is now, once for each index."""
        version = self._version()
        if version == self._settled:
            return
        gc.unfreeze()
        gc.collect()
        gc.freeze()
        self._settled = version
