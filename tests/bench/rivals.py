"""The engines that are measured: ours, and others in their best plain form, behind one small interface."""

import shutil
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import tantivy

from corpus.model import Passage
from index.analyzer import Analyzer
from index.disk import open_index, open_writer
from index.engine import Field, Query, Term
from index.fields import field_text
from index.memory import MemoryEngine
from index.writer import DocumentRecord
from tests.bench.collection import BenchDocument

K = 10
Ask = Callable[[str], object]


def searched_text(passage: Passage) -> str:
    """Return what every engine indexes of a passage."""
    return field_text(passage, Field.TEXT)


def build_citebot(folder: Path, documents: Sequence[BenchDocument]) -> None:
    """Build the disk engine as `citebot index` does once files are read."""
    with open_writer(folder, Analyzer(), rebuild=True) as writer:
        for document in documents:
            first = document.passages[0]
            record = DocumentRecord(document.doc_id, document.title, first.source, first.collection)
            writer.replace(record, document.passages)
        writer.commit()


def open_citebot_search(folder: Path) -> Ask:
    """Return the disk engine's search: question analysed, hits with their passages."""
    analyzer = Analyzer()
    engine = open_index(folder, analyzer)
    return lambda question: engine.search(Query(tuple(Term(t) for t in analyzer.terms(question))), K)


def open_citebot_answer(folder: Path) -> Ask:
    """Return the whole path as the bot has it: question string to Answer."""
    from bot.current_answerer import CurrentAnswerer  # noqa: PLC0415 - the engines are measured without the bot's imports

    analyzer = Analyzer()
    return CurrentAnswerer(open_index(folder, analyzer), analyzer).answer


def build_tantivy(folder: Path, documents: Sequence[BenchDocument]) -> None:
    """Build bare Tantivy with its own tokenizer and stemmer, on all cores, text and id stored."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("text", stored=True, tokenizer_name="en_stem")
    writer = tantivy.Index(builder.build(), path=str(folder)).writer(768_000_000)
    for document in documents:
        for passage in document.passages:
            writer.add_document(tantivy.Document(id=passage.passage_id, text=searched_text(passage)))
    writer.commit()
    writer.wait_merging_threads()


def open_tantivy(folder: Path) -> Ask:
    """Return bare Tantivy in its fastest form: its own parser, no count of all matches, stored text of the hits."""
    index = tantivy.Index.open(str(folder))
    searcher = index.searcher()

    def ask(question: str) -> list[tuple[float, Any]]:
        hits = searcher.search(index.parse_query(question, ["text"]), K, count=False).hits
        return [(score, searcher.doc(address)["text"]) for score, address in hits]

    return ask


def open_tantivy_addresses(folder: Path) -> Ask:
    """Return bare Tantivy that only ranks: addresses and scores, no text."""
    index = tantivy.Index.open(str(folder))
    searcher = index.searcher()
    return lambda question: searcher.search(index.parse_query(question, ["text"]), K, count=False).hits


def build_fts5(folder: Path, documents: Sequence[BenchDocument]) -> None:
    """Build SQLite FTS5 with its Porter stemmer."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with sqlite3.connect(folder / "fts5.db") as database:
        database.execute("CREATE VIRTUAL TABLE passages USING fts5(id UNINDEXED, text, tokenize = 'porter unicode61')")
        rows = ((p.passage_id, searched_text(p)) for document in documents for p in document.passages)
        database.executemany("INSERT INTO passages VALUES (?, ?)", rows)
    database.close()


def open_fts5(folder: Path) -> Ask:
    """Return SQLite's bm25 ranking of passages that hold any word."""
    database = sqlite3.connect(folder / "fts5.db", check_same_thread=False)
    command = "SELECT id, text FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT ?"
    return lambda question: database.execute(command, (" OR ".join(question.split()), K)).fetchall()


def memory_search(passages: Sequence[Passage]) -> Ask:
    """Return the memory engine's search (rank-bm25)."""
    analyzer = Analyzer()
    engine = MemoryEngine(passages, analyzer)
    return lambda question: engine.search(Query(tuple(Term(t) for t in analyzer.terms(question))), K)


def bm25s_search(passages: Sequence[Passage]) -> Ask:
    """Return bm25s with numpy, its scores computed at indexing, over the same terms."""
    import bm25s  # noqa: PLC0415 - only where it is measured

    analyzer = Analyzer()
    retriever = bm25s.BM25(k1=1.2, b=0.75)
    retriever.index([analyzer.terms(searched_text(p)) for p in passages], show_progress=False)
    return lambda question: retriever.retrieve([analyzer.terms(question)], k=K, show_progress=False)
