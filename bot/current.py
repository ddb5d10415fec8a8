"""Answers from the newest state of an index that changes: each answer from exactly one commit."""

import threading
from collections.abc import Sequence

from bot.answer import Answerer
from bot.model import Answer
from index.analyzer import Analyzer
from index.engine import Engine, Filter
from index.query import Interpreter
from index.synonyms import Synonyms


class CurrentAnswerer:
    """An answerer that follows its engine from commit to commit. Safe to share between threads."""

    def __init__(self, engine: Engine, analyzer: Analyzer, synonyms: Synonyms | None = None) -> None:
        self._engine, self._analyzer = engine, analyzer
        self._synonyms = synonyms or Synonyms.of_lexicon(analyzer)
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
            if self._engine.version != self._version:
                self._version, self._answerer = self._newest()
            return self._answerer

    def _newest(self) -> tuple[str, Answerer]:
        snapshot = self._engine.snapshot()
        return snapshot.version, Answerer(
            snapshot, self._analyzer, Interpreter(snapshot, self._analyzer, synonyms=self._synonyms)
        )
