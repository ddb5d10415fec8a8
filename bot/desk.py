"""Opens what answers questions: the built index, a folder read into memory, or the sample collection."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from bot.current_answerer import Awaited, CurrentAnswerer
from corpus.errors import CorpusError
from corpus.plurals import counted
from index.analyzer import Analyzer
from index.engine import DocumentStore, Engine
from index.questions.lexicon import owners_lexicon
from index.questions.synonyms import Synonyms

if TYPE_CHECKING:
    from bot.settings import Settings
    from corpus.library import Library
    from index.disk import DiskEngine

Warn = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Desk:
    """An answerer and where its answers come from."""

    answerer: CurrentAnswerer
    source: str  # for people: "the sample collection", "the folder policies"
    passages: int
    documents: int
    looked_in: Path | None = None  # where there is no index, if the sample answers for want of one

    @property
    def is_sample(self) -> bool:
        """Return whether the answers are about nobody's own documents."""
        return self.looked_in is not None

    @property
    def holdings(self) -> str:
        """Return how much there is, in words."""
        return f"{counted(self.documents, 'document')}, {counted(self.passages, 'passage')}"


def open_desk(
    corpus: Path | None, warn: Warn, *, index: Path | None = None, settings: "Settings | None" = None
) -> Desk:
    """Return the desk for the folder or index that was named; else for the settings' index, their folder, the sample.

    `warn` gets one line for each file that could not be used. Settings that are not given are loaded if need be.
    """
    if corpus:
        return _folder_desk(corpus, f"{corpus}", warn)
    from bot.setting_loading import given_by, load_settings  # noqa: PLC0415 - pydantic costs 0.2 s: not if named
    from bot.setting_sources import SettingsError  # noqa: PLC0415 - see above
    from index.disk import index_exists  # noqa: PLC0415 - not needed for a named folder

    settings = settings or load_settings()
    if index:
        return _index_desk(index, settings.corpus, warn)
    if index_exists(settings.index_dir):
        return _index_desk(settings.index_dir, settings.corpus, warn)
    awaited = partial(_first_index, settings.index_dir, settings.corpus, warn)
    if settings.corpus:
        try:
            return _folder_desk(settings.corpus, f"{settings.corpus}", warn, awaited)
        except CorpusError as error:  # nobody named this path in the command, so it is told who did
            raise SettingsError(f"{given_by('corpus')}: {error}") from None
    sample = _folder_desk(sample_path(), "the sample collection", warn, awaited)
    return replace(sample, looked_in=settings.index_dir.absolute())


def _index_desk(path: Path, corpus: Path | None, warn: Warn) -> Desk:
    analyzer = Analyzer()
    engine, synonyms = _opened(path, corpus, analyzer, warn)
    manifest = engine.snapshot().store.manifest
    answerer = CurrentAnswerer(engine, analyzer, synonyms)
    return Desk(answerer, f"the index {path}", manifest.passages, manifest.documents)


def _opened(path: Path, corpus: Path | None, analyzer: Analyzer, warn: Warn) -> "tuple[DiskEngine, Synonyms]":
    """Return an index, and the names by which its questions are understood: those of its owner's lexicon too."""
    from index.disk import open_index  # noqa: PLC0415 - see open_desk

    engine = open_index(path, analyzer)
    return engine, _synonyms(corpus or _built_from(engine), analyzer, warn)


def _built_from(store: DocumentStore) -> Path | None:
    """Return the folder that an index was built from, where the owner's lexicon lies; elsewhere it may not be there."""
    root = next((record.state.get("root") for record in store.documents()), None)
    return Path(root) if root else None


def _first_index(path: Path, corpus: Path | None, warn: Warn) -> tuple[Engine, Synonyms] | None:
    """Return the index that is waited for, once it is there, and its names."""
    from index.disk import index_exists  # noqa: PLC0415 - see open_desk

    return _opened(path, corpus, Analyzer(), warn) if index_exists(path) else None


def _folder_desk(path: Path, name: str, warn: Warn, awaited: Awaited | None = None) -> Desk:
    from corpus.library import read_library  # noqa: PLC0415 - the readers' rules, which the index does not need
    from index.memory import MemoryEngine  # noqa: PLC0415 - numpy, as above

    library = read_library(path)
    report(library, warn)
    analyzer = Analyzer()
    engine = MemoryEngine(library.passages, analyzer, library.references)
    answerer = CurrentAnswerer(engine, analyzer, _synonyms(path, analyzer, warn), awaited=awaited)
    return Desk(answerer, name, len(library.passages), len(library.documents))


def _synonyms(folder: Path | None, analyzer: Analyzer, warn: Warn) -> Synonyms:
    """Return the lexicon's names, and those of the owner's file in the folder."""
    owned = owners_lexicon(folder)
    for line in owned.wrong:
        warn(f"not read: {line.path}: {line.reason}")
    return Synonyms.of_lexicon(analyzer, owned.groups)


def sample_path() -> Path:
    """Return the folder of the sample collection."""
    return Path(str(resources.files("corpus").joinpath("sample")))


def report(library: "Library", warn: Warn) -> None:
    """Tell of every file that was not used, a line each."""
    for failure in library.failures:
        warn(f"not read: {failure.path}: {failure.reason}")
    for note in library.notes:
        warn(f"note: {note.path}: {note.reason}")
