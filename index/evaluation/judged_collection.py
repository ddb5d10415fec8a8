"""A judged collection in a folder: corpus.jsonl.gz, queries.jsonl and qrels.tsv; its records as passages; its runs."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.citations import read_citations
from corpus.errors import CorpusError
from corpus.model import Document, Passage, Sentence
from corpus.passages import split_passages
from corpus.readers.plain.reader import TextReader
from index.engine import Query, Ranker
from index.evaluation.measures import Qrels, Run
from index.evaluation.trec_files import read_qrels
from index.line_files import LineFileError, naming_line, numbered_lines, text

DEPTH = 1_000  # documents of a run
_PASSAGES_A_DOCUMENT = 4  # passages that are fetched for each document of a run


class NotJudgedError(CorpusError):
    """A folder that is no judged collection."""

    def __init__(self, folder: Path, missing: Path) -> None:
        super().__init__(
            f"{missing}: no such file. Expected a folder with corpus.jsonl.gz, queries.jsonl and qrels.tsv"
        )
        self.folder, self.missing = folder, missing


@dataclass(frozen=True, slots=True)
class Record:
    """One document of a judged collection."""

    doc_id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class JudgedCollection:
    """Questions with judgements, over records."""

    name: str
    records: Sequence[Record]
    queries: Mapping[str, str]
    qrels: Qrels


def read_judged(
    folder: Path, queries: Path | None = None, qrels: Path | None = None, key: str = "text"
) -> JudgedCollection:
    """Return the collection of a folder, with other queries and judgements where they are named.

    `key` is what a line of the queries keeps the question's text under.
    """
    records = folder / "corpus.jsonl.gz"
    asked, judged = queries or folder / "queries.jsonl", qrels or folder / "qrels.tsv"
    if missing := next((file for file in (records, asked, judged) if not file.is_file()), None):
        raise NotJudgedError(folder, missing)
    return JudgedCollection(
        folder.resolve().name,
        [Record(row["id"], row["title"], row["text"]) for row in _rows(records, ("id", "title", "text"))],
        {row["id"]: row[key] for row in _rows(asked, ("id", key))},
        read_qrels(judged),
    )


def _rows(path: Path, keys: Sequence[str]) -> Iterator[dict[str, str]]:
    known: set[str] = set()
    for number, line in numbered_lines(path):
        with naming_line(path, number, f"a JSON object with the texts {', '.join(keys)}"):
            read = json.loads(line)
            row = {key: text(read[key]) for key in keys}
        if row["id"] in known:
            raise LineFileError(path, number, "an id that no earlier line has")
        known.add(row["id"])
        yield row


def whole_passages(record: Record) -> list[Passage]:
    """Return the record as one passage, as published BM25 figures take it."""
    sentence = Sentence(record.text, 0, len(record.text))
    return [
        Passage(
            passage_id=f"{record.doc_id}#0",
            doc_id=record.doc_id,
            ordinal=0,
            text=record.text,
            start=0,
            end=len(record.text),
            document=record.title,
            source="",  # it has no file of its own
            collection="",
            section=(),
            sentences=(sentence,),
        )
    ]


def split_record(record: Record) -> list[Passage]:
    """Return the record as citebot would split a document of that text."""
    if not record.text.strip():
        return whole_passages(record)
    content = TextReader().read(record.text.encode(), "record.txt")  # not what its first letters may look like
    title = " ".join(dict.fromkeys(filter(None, (record.title, content.title))))  # what the reader took for one counts
    document = Document(record.doc_id, title, "", "", content.text, content.blocks)
    passages = split_passages(document, read_citations(content.text, content.blocks, None).sentences)
    return passages or whole_passages(record)


def make_run(collection: JudgedCollection, ranker: Ranker, understand: Callable[[str], Query]) -> Run:
    """Return what the ranker finds for the judged queries; a document has the score of its best passage."""
    return {
        query_id: _documents(ranker, understand(collection.queries[query_id]))
        for query_id in collection.qrels
        if query_id in collection.queries
    }


def _documents(ranker: Ranker, query: Query) -> Mapping[str, float]:
    best: dict[str, float] = {}
    for hit in ranker.search(query, DEPTH * _PASSAGES_A_DOCUMENT):
        best.setdefault(hit.passage.doc_id, hit.score)
        if len(best) == DEPTH:
            break
    return best
