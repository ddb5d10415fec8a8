"""Answers from the newest state of an index that changes: each answer from exactly one commit."""

import logging
import threading
import time
from collections.abc import Callable, Sequence

from bot.answer import Answerer
from bot.model import Answer
from corpus.errors import CitebotError
from index.analyzer import Analyzer
from index.engine import Engine, Filter
from index.questions.query import Interpreter
from index.questions.synonyms import Synonyms

log = logging.getLogger(__name__)

Awaited = Callable[[], tuple[Engine, Synonyms] | None]

_LOOK_EVERY = 10.0  # seconds between looks for an engine that is awaited


class CurrentAnswerer:
    """An answerer that follows its engine from commit to commit. Safe to share between threads."""

    def __init__(
        self,
        engine: Engine,
        analyzer: Analyzer,
        synonyms: Synonyms | None = None,
        *,
        awaited: Awaited | None = None,
    ) -> None:
        """`awaited` gives the engine that takes the place of this one, and its names, once there is one."""
        self._engine, self._analyzer = engine, analyzer
        self._synonyms = synonyms or Synonyms.of_lexicon(analyzer)
        self._awaited, self._look_at = awaited, time.monotonic() + _LOOK_EVERY
        self._lock = threading.Lock()
        self._version, self._answerer = self._newest()

    @property
    def engine(self) -> Engine:
        """Return what the answers come from, as the newest commit has it."""
        return self.now().engine

    def answer(
        self,
        question: str,
        thread: Sequence[str] = (),
        k: int = 3,
        *,
        exact: bool = False,
        searched_in: Filter | None = None,
    ) -> Answer:
        """Return the answer as `Answerer.answer` does, from the commit that is the newest now."""
        return self.now().answer(question, thread, k, exact=exact, searched_in=searched_in)

    def now(self) -> Answerer:
        """Return the answerer on the newest commit; what it learnt of the words is kept until the next one."""
        with self._lock:
            if self._awaited and time.monotonic() >= self._look_at:
                self._look(self._awaited)
            if self._engine.version != self._version:
                self._version, self._answerer = self._newest()
            return self._answerer

    def _look(self, awaited: Awaited) -> None:
        self._look_at = time.monotonic() + _LOOK_EVERY
        try:
            found = awaited()
        except CitebotError as error:
            log.error("first index not usable, answering from the folder", extra={"reason": str(error)})
            return
        if found:
            (self._engine, self._synonyms), self._awaited = found, None

    def _newest(self) -> tuple[str, Answerer]:
        snapshot = self._engine.snapshot()
        return snapshot.version, Answerer(
            snapshot, self._analyzer, Interpreter(snapshot, self._analyzer, synonyms=self._synonyms)
        )
