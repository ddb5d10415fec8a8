"""Python's search for garbage, which stops everything: seldom, and never through what stays."""

import gc
from collections.abc import Callable

_SEARCH_AFTER = 10_000  # new objects that stay; Python's own number is 700, and nearly all of an answer goes at once


class Garbage:
    """When it is searched, and through what. `version` tells the index by which questions are answered."""

    def __init__(self, version: Callable[[], str]) -> None:
        self._version, self._settled = version, ""

    def settle(self) -> None:
        """Drop what an earlier index left behind and set apart what there is now, once for each index."""
        version = self._version()
        if version == self._settled:
            return
        gc.set_threshold(_SEARCH_AFTER)
        gc.unfreeze()
        gc.collect()
        gc.freeze()
        self._settled = version
