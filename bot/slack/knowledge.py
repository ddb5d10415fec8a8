"""What the sources hold, for App Home and the forms: collections, documents, passages, newest dates."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from bot.provenance import out_of_force
from index.analyzer import Analyzer
from index.engine import DocumentStore, Engine, TermStatistics


@dataclass(frozen=True, slots=True)
class Holdings:
    """One collection."""

    documents: int = 0
    passages: int = 0
    newest: date | None = None  # revised, reviewed or effective, whichever is latest
    out_of_force: int = 0  # documents that say they are retired or superseded


class Knowledge:
    """The holdings by collection, counted once for each version of the index. Safe to share between threads."""

    def __init__(self, engine: Callable[[], Engine]) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._version = ""
        self._holdings: dict[str, Holdings] = {}

    def holdings(self) -> Mapping[str, Holdings]:
        """Return the collections by name, ascending; "" holds what stands at the top."""
        engine = self._engine()
        with self._lock:
            if self._version != engine.version:
                self._holdings = _counted(engine)
                self._version = engine.version
            return self._holdings

    def refresh(self) -> None:
        """Count now, so that nobody waits for it."""
        self.holdings()


def word_held(statistics: Callable[[], TermStatistics]) -> Callable[[str], bool]:
    """Return what tells whether some passage holds a word, in whichever form."""
    analyzer = Analyzer()

    def held(word: str) -> bool:
        return any(statistics().document_frequency(term) for term in analyzer.terms(word))

    return held


def _counted(store: DocumentStore) -> dict[str, Holdings]:
    found: dict[str, Holdings] = {}
    for document in store.documents():
        if not document.passages:
            continue
        about, held = document.metadata, found.get(document.collection, Holdings())
        dates = [day for day in (held.newest, about.revised, about.reviewed, about.effective) if day]
        found[document.collection] = replace(
            held,
            documents=held.documents + 1,
            passages=held.passages + document.passages,
            newest=max(dates, default=None),
            out_of_force=held.out_of_force + out_of_force(about),
        )
    return dict(sorted(found.items()))
