"""Opens what answers questions: a folder read into memory, or the sample collection."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from bot.answer import Answerer
from corpus.library import Library, read_library
from index.analyzer import Analyzer
from index.memory import MemoryEngine


@dataclass(frozen=True, slots=True)
class Desk:
    """An answerer and where its answers come from."""

    answerer: Answerer
    source: str  # for people: "the sample collection", "the folder policies"
    passages: int
    documents: int


def open_desk(corpus: Path | None, warn: Callable[[str], None]) -> Desk:
    """Return the desk for a file or folder, for the sample collection without one; `warn` gets one line a bad file."""
    path = corpus or sample_path()
    library = read_library(path)
    report(library, warn)
    answerer = Answerer(MemoryEngine(library.passages, Analyzer(), library.references), Analyzer())
    source = f"{path}" if corpus else "the sample collection"
    return Desk(answerer, source, len(library.passages), len(library.documents))


def sample_path() -> Path:
    """Return the folder of the sample collection."""
    return Path(str(resources.files("corpus").joinpath("sample")))


def report(library: Library, warn: Callable[[str], None]) -> None:
    """Tell of every file that was not used, a line each."""
    for failure in library.failures:
        warn(f"not read: {failure.path}: {failure.reason}")
    for note in library.notes:
        warn(f"note: {note.path}: {note.reason}")
