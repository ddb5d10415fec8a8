"""A ranking on a judged collection: its records are indexed, every query is searched, what is found is measured."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.commands.evaluate.common_ids import check_collection
from bot.commands.evaluate.output import Figures, Output
from bot.plots import plot_measures
from corpus.model import Passage
from corpus.plurals import counted
from index.analyzer import Analyzer
from index.disk import open_index, open_writer
from index.engine import Engine, Query, Term
from index.evaluation.judged_collection import JudgedCollection, make_run, split_record, whole_passages
from index.evaluation.measures import evaluate, mean
from index.evaluation.trec_files import write_run
from index.memory import MemoryEngine
from index.questions.query import Interpreter
from index.writer import DocumentRecord

_Documents = Iterator[list[Passage]]


def show_ranking(
    collection: JudgedCollection, engine: str, run_file: Path | None, output: Output, *, plain: bool
) -> None:
    """Rank with one of ENGINES and show the measures; `plain` ranks whole records by the queries' terms alone."""
    check_collection(collection)
    began = time.perf_counter()
    with ENGINES[engine](_documents(collection, plain=plain)) as opened:
        run = make_run(collection, opened, _understanding(opened, plain=plain))
        passages = len(opened)
    measures = evaluate(run, collection.qrels)
    figures = {
        "collection": collection.name,
        "engine": engine,
        "plain": plain,
        "documents": len(collection.records),
        "passages": passages,
        "queries": len(collection.qrels),
        "measures": {name: round(mean(values), 4) for name, values in measures.items()},
        "seconds": round(time.perf_counter() - began, 2),
    }
    if run_file:
        write_run(run_file, run, f"citebot-{engine}")
    if output.plot:
        plot_measures(output.plot, collection.name, measures)
    output.show(figures, _lines, run_file)


def _lines(figures: Figures) -> Iterator[str]:
    form = "plain" if figures["plain"] else "passages"
    queries, documents = counted(figures["queries"], "judged query"), counted(figures["documents"], "document")
    yield f"{figures['collection']}: {queries}, {documents}, {form}"
    yield from (f"  {name:8} {value:.4f}" for name, value in figures["measures"].items())


def _documents(collection: JudgedCollection, *, plain: bool) -> _Documents:
    split = whole_passages if plain else split_record
    return (split(record) for record in collection.records)


def _understanding(engine: Engine, *, plain: bool) -> Callable[[str], Query]:
    analyzer = Analyzer()
    if plain:
        return lambda question: Query(tuple(Term(term) for term in analyzer.terms(question)))
    interpreter = Interpreter(engine, analyzer)
    return lambda question: interpreter.understand(question).query


@contextmanager
def _memory(documents: _Documents) -> Iterator[Engine]:
    yield MemoryEngine([passage for passages in documents for passage in passages], Analyzer())


@contextmanager
def _disk(documents: _Documents) -> Iterator[Engine]:
    with TemporaryDirectory(prefix="citebot-evaluate-") as folder:
        path = Path(folder) / "index"
        with open_writer(path, Analyzer()) as writer:
            for passages in documents:
                first = passages[0]
                writer.replace(DocumentRecord(first.doc_id, first.document, first.source, first.collection), passages)
            writer.commit()
        yield open_index(path, Analyzer())


ENGINES: Mapping[str, Callable[[_Documents], AbstractContextManager[Engine]]] = {"memory": _memory, "disk": _disk}
