"""Whether an index still says what its folder says: what changed there since, by a look that reads next to nothing."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import CorpusError
from corpus.folder import scan
from index.planning import indexing_command, plan
from index.writer import DocumentRecord


@dataclass(frozen=True, slots=True)
class Freshness:
    """What an update of the index would take up."""

    folder: Path  # that the index was built from
    changed: int  # documents that are not as they were read, or that this version reads otherwise
    gone: int  # documents whose files are not there any more
    unknown: int  # files that are not in the index: new ones, and those that could not be read

    @property
    def is_behind(self) -> bool:
        """Return whether answers may be out of date: of what is merely unknown, some may never be readable."""
        return bool(self.changed or self.gone)

    def told(self, index: Path | None = None) -> str:
        """Return it in words, with the command that mends it; `index` is the one that was named, if any."""
        found = ", ".join(self._counts())
        if not found:
            return f"{self.folder} is as indexed"
        command = indexing_command(self.folder, index)
        if not self.is_behind:  # what cannot be read will not be in the index after the next run either
            return f"{self.folder}: {found}. What is new is taken up, and what cannot be read is named, by: {command}"
        return f"{self.folder}: {found}. Bring the index up to date with: {command}"

    def _counts(self) -> Iterator[str]:
        if self.changed:
            yield f"{self.changed} changed"
        if self.gone:
            yield f"{self.gone} gone"
        if self.unknown:
            yield f"{self.unknown} not in the index (new, or not readable)"


def freshness(records: Sequence[DocumentRecord]) -> Freshness | None:
    """Return how the folder stands to what is indexed of it; None where it is not there, as in a container."""
    folders = Counter(record.state.get("root", "") for record in records)
    folder = Path(folders.most_common(1)[0][0]) if folders else Path()
    if not folder.is_absolute():
        return None
    try:
        planned = plan(scan(folder), records, confirmed=True)
    except CorpusError:
        return None
    indexed = frozenset(record.doc_id for record in records)
    changed = indexed.intersection(planned.to_read)
    return Freshness(folder, len(changed), len(planned.gone), len(planned.to_read) - len(changed))
