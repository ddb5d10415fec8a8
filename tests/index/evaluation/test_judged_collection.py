"""A judged collection in a folder: its records as passages, its runs."""

import gzip
import json
from pathlib import Path

from index.analyzer import Analyzer
from index.engine import Query, Term
from index.evaluation.judged_collection import make_run, read_judged, split_record, whole_passages
from index.memory import MemoryEngine


def collection_folder(path: Path) -> Path:
    """Write a small judged collection."""
    records = [
        {"id": "a", "title": "Ganglion impar block", "text": "It is reported with 64999.\n\n" + "Filler words. " * 200},
        {"id": "b", "title": "", "text": "A ganglion is a knot. Nothing on blocks of nerves here."},
        {"id": "c", "title": "Empty", "text": ""},
    ]
    with gzip.open(path / "corpus.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(record) + "\n" for record in records)
    (path / "queries.jsonl").write_text('{"id": "1", "text": "ganglion impar"}\n', "utf-8")
    (path / "qrels.tsv").write_text("1\ta\t1\n2\ta\t1\n", "utf-8")
    return path


def test_a_document_is_scored_by_its_best_passage(tmp_path: Path) -> None:
    """Each record is found once, though it has several passages; a query without text is left out."""
    collection = read_judged(collection_folder(tmp_path))
    passages = [p for record in collection.records for p in split_record(record)]
    engine = MemoryEngine(passages, Analyzer())
    run = make_run(collection, engine, lambda _: Query((Term("ganglion"),)))
    assert len(passages) > len(collection.records)
    assert {query: list(found) for query, found in run.items()} in ({"1": ["b", "a"]}, {"1": ["a", "b"]})
    assert [p.text for p in whole_passages(collection.records[1])] == [collection.records[1].text]
