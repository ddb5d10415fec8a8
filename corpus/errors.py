"""The error family.

    CitebotError            shown to a person as one line, exit status 1
    ├── CorpusError         a folder or a file that cannot be read
    │   ├── UnreadableFile  one file; the others are served
    │   ├── MissingCorpus   the path does not exist or cannot be opened
    │   ├── IndexNamed      the path is an index that we built
    │   ├── EmptyCorpus     nothing to answer from
    │   └── LineFileError   see index.line_files; NotJudgedError: index.evaluation.judged_collection
    ├── SearchIndexError    see index.errors
    ├── SettingsError       see bot.setting_sources
    └── StateError          see bot.state.errors

A message says what was found, where, what was expected and what mends it. It never holds question or passage text.
"""

import shlex
from pathlib import Path


class CitebotError(Exception):
    """Anything that we can explain in one line."""


class CorpusError(CitebotError):
    """The documents could not be read."""


class MissingCorpus(CorpusError):
    """The path that was given does not exist or cannot be opened."""

    def __init__(
        self, path: Path, reason: str = "no such file or folder", expected: str = "a document or a folder of documents"
    ) -> None:
        super().__init__(f"{path}: {reason}. Name {expected}.")
        self.path = path


class IndexNamed(CorpusError):
    """The path is an index where documents are expected."""

    def __init__(self, path: Path) -> None:
        ask = f"citebot ask --index {shlex.quote(str(path))}"
        super().__init__(f"{path}: an index that citebot built, no documents. Ask it with: {ask}")
        self.path = path


class EmptyCorpus(CorpusError):
    """The path holds nothing that can be answered from."""

    def __init__(self, path: Path, found: str) -> None:
        super().__init__(f"{path}: nothing to answer from ({found}). Expected documents such as .txt, .md or .pdf.")
        self.path = path


class UnreadableFile(CorpusError):
    """One file was refused; `reason` is a fixed phrase without any of its text."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
        self.source, self.reason = source, reason
