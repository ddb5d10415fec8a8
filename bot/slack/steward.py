"""Duties that come again and again: claims renewed and taken over, tokens exchanged, old rows dropped."""

import logging
import threading
from collections.abc import Callable, Sequence

from bot.logs import fault

log = logging.getLogger(__name__)

EVERY = 20.0  # seconds; a claim's lease is several times as long
_LAST = 1.0  # seconds for the duty at hand when all ends; one that takes longer ends with the process


class Steward:
    """A thread that does its duties again and again; a duty that fails is tried again next time."""

    def __init__(self, duties: Sequence[Callable[[], None]], every: float = EVERY) -> None:
        self._duties, self._every = duties, every
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="steward", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End, after the duty at hand if that is soon done."""
        self._ended.set()
        self._thread.join(timeout=_LAST)

    def _run(self) -> None:
        while not self._ended.is_set():
            for duty in self._duties:
                self._do(duty)
            self._ended.wait(self._every)

    def _do(self, duty: Callable[[], None]) -> None:
        try:
            duty()
        except Exception as error:  # noqa: BLE001 - whatever it is, the other duties must go on
            log.warning("duty failed", extra={"duty": duty.__name__, "error": fault(error)})
