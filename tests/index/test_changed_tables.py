"""Updates of a large index: tables that are changed in places are those that a build from nothing writes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.model import Passage
from index.analyzer import Analyzer
from index.disk import check, open_index, open_writer, status
from index.disk.tables import CountTable, Table, encode_counts, encode_table
from index.engine import Field, Query, Term
from index.errors import DamagedIndexError, IndexWriteError
from tests.index.samples import passage, record_of

_WAYS = pytest.mark.parametrize("many", [0, 1_000_000], ids=["in places", "as a whole"])
_KEYS = st.sampled_from(["", "a", "aa", "ab", "b", "é", "\ud800", "\uffee", "😀", "z"])
_KIDNEY = Query((Term("kidney"),))
_SETTINGS = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@_WAYS
@_SETTINGS
@given(rows=st.dictionaries(_KEYS, st.binary(max_size=3)), entries=st.dictionaries(_KEYS, st.binary(max_size=3)))
def test_changed_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: int, rows: dict[str, bytes], entries: dict[str, bytes]
) -> None:
    """Rows that are put in, replaced and left out (here the empty ones) leave the table of what is then there."""
    monkeypatch.setattr("index.disk.tables._MANY", many)
    (tmp_path / "table").write_bytes(encode_table(sorted(rows.items())))
    changed = Table(tmp_path / "table").changed({key: value or None for key, value in entries.items()})
    left = {key: value for key, value in (rows | entries).items() if value or key not in entries}
    assert changed == encode_table(sorted(left.items()))


@_WAYS
@_SETTINGS
@given(counts=st.dictionaries(_KEYS, st.integers(1, 9)), changes=st.dictionaries(_KEYS, st.integers(-1, 9)))
def test_changed_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: int, counts: dict[str, int], changes: dict[str, int]
) -> None:
    """Counts that change leave the table of the new ones, without those that are no more; all keys are read at once."""
    monkeypatch.setattr("index.disk.tables._MANY", many)
    (tmp_path / "table").write_bytes(encode_counts(counts))
    table = CountTable(tmp_path / "table")
    assert table.changed(changes) == encode_counts(counts | changes)
    assert table.all_keys() == sorted(counts)
    assert {key: table.those(changes).get(key, 0) for key in changes} == {key: counts.get(key, 0) for key in changes}


def written(path: Path, texts: Mapping[str, Sequence[str]], *, rebuild: bool) -> None:
    """Write documents and take out those of no text."""
    with open_writer(path, Analyzer(), rebuild=rebuild, workers=1) as writer:
        for doc_id, found in texts.items():
            passages = [passage(doc_id, i, text, section="Renal care") for i, text in enumerate(found)]
            writer.replace(record_of(passages), passages) if passages else writer.delete(doc_id)
        writer.commit()


def contents(path: Path) -> tuple[object, ...]:
    """Return what an index counts and holds."""
    engine = open_index(path, Analyzer())
    passages: list[Passage] = [p for doc_id in engine.doc_ids() for p in engine.passages(doc_id)]
    headings = [engine.document_frequency(term, Field.HEADING) for term in ("renal", "care", "block")]
    return dict(engine.vocabulary()), dict(engine.surface_forms()), headings, passages, list(engine.documents())


@_WAYS
def test_an_update_counts_as_a_build_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: int) -> None:
    """After documents were changed, taken out and added, every count is that of the documents that are there."""
    monkeypatch.setattr("index.disk.tables._MANY", many)
    monkeypatch.setattr("index.disk.writer._ALWAYS_WHOLE", 0)
    monkeypatch.setattr("index.disk.writer._MAX_DELETED", 9.0)
    before = {"a": ["the renal stent", "IT M53.3 ﷺ"], "b": ["zygoma, the renal block"], "c": ["and a nerve"]}
    changes = {"b": ["aorta and the block", "aorta ﷺ"], "c": [], "d": ["the renal zebra", "64999"]}
    written(tmp_path / "updated", before, rebuild=True)
    written(tmp_path / "updated", changes, rebuild=False)
    assert status(tmp_path / "updated").deleted
    written(tmp_path / "built", {k: v for k, v in (before | changes).items() if v}, rebuild=True)
    assert contents(tmp_path / "updated") == contents(tmp_path / "built")


def test_damage_of_what_is_taken_over_is_not_covered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that an update keeps keeps its checksum, so that a check still finds what happened to it."""
    monkeypatch.setattr("index.disk.store.CHECKED_AT_OPENING", 0)
    monkeypatch.setattr("index.disk.writer._ALWAYS_WHOLE", 0)
    monkeypatch.setattr("index.disk.writer._MAX_DELETED", 9.0)
    written(tmp_path, {"a": ["renal"], "b": ["nerve"]}, rebuild=True)
    records = next(tmp_path.rglob("records-1.dat"))
    records.write_bytes(records.read_bytes().replace(b"renal", b"renam"))
    written(tmp_path, {"b": ["stent"]}, rebuild=False)
    with pytest.raises(DamagedIndexError, match=r"records-1\.dat"):
        check(tmp_path)


def test_a_count_that_is_none_is_damage(tmp_path: Path) -> None:
    """It is told with its file."""
    (tmp_path / "words.table").write_bytes(encode_table([("renal", b"123")]))
    with pytest.raises(DamagedIndexError, match=r"words\.table"):
        CountTable(tmp_path / "words.table").get("renal")


def test_a_damaged_table_is_not_taken_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Damage that opening a large index does not look for is found before an update copies it under a new checksum."""
    monkeypatch.setattr("index.disk.store.CHECKED_AT_OPENING", 0)
    monkeypatch.setattr("index.disk.writer._ALWAYS_WHOLE", 0)
    monkeypatch.setattr("index.disk.writer._MAX_DELETED", 9.0)
    written(tmp_path, {"a": ["renal"], "b": ["nerve"]}, rebuild=True)
    table = next(tmp_path.rglob("words.table"))
    table.write_bytes(table.read_bytes().replace(b"renal", b"renam"))
    with pytest.raises(IndexWriteError, match=r"words\.table"):
        written(tmp_path, {"b": ["stent"]}, rebuild=False)


def test_a_document_that_is_restated_keeps_all_but_its_state(tmp_path: Path) -> None:
    """What is searched and shown of it is that of the commit before; one that is not there is none afterwards."""
    written(tmp_path, {"a": ["The kidney fails."], "b": ["The stent is renal."]}, rebuild=True)
    before = open_index(tmp_path, Analyzer())
    found = [p.text for p in before.passages("a")], before.search(_KIDNEY, 9)
    with open_writer(tmp_path, Analyzer(), workers=1) as writer:
        record = next(record for record in writer.records() if record.doc_id == "a")
        writer.restate(replace(record, title="Not this", state={"root": "elsewhere"}))
        writer.restate(replace(record, doc_id="gone"))
        writer.commit()
        records = {record.doc_id: record for record in writer.records()}
    after = open_index(tmp_path, Analyzer())
    assert ([p.text for p in after.passages("a")], after.search(_KIDNEY, 9)) == found
    assert records.keys() == {"a", "b"}
    assert records["a"] == replace(record, state={"root": "elsewhere"})
    check(tmp_path)
