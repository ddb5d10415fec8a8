"""`make quality`: answers and rankings against plain BM25 of the same run, and what each mechanism adds.

Reads the collections beside the checkout, ../shared/data. Names of collections as arguments restrict the run.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.answer import Answerer
from bot.answer_scores import read_questions, score_answers, summary
from corpus.library import read_library
from index.analyzer import Analyzer
from index.disk import open_index, open_writer
from index.engine import Engine
from index.evaluation.judged_collection import JudgedCollection, read_judged, split_record
from index.evaluation.measures import Run, evaluate, mean
from index.memory import MemoryEngine
from index.questions.concepts import Why
from index.questions.query import Interpreter
from index.questions.weighting import Weights
from index.writer import DocumentRecord
from tests.quality.plain import plain_run, plain_sentences
from tests.quality.risk import print_risk, write_risk
from tests.quality.strangers import print_strangers

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
_PASSAGES = 100
_ASKED_BY_STRANGERS = ("hcpcs", "medquad")
DOCS = Path(__file__).resolve().parents[2] / "docs"


@dataclass(frozen=True, slots=True)
class Task:
    """A set of questions over a collection."""

    name: str
    folder: str
    queries: str = "queries.jsonl"
    qrels: str = "qrels.tsv"
    key: str = "text"


TASKS = (
    Task("icd10cm", "icd10cm"),
    Task("hcpcs", "hcpcs"),
    Task("medquad known item", "medquad", "queries.knownitem.jsonl", "qrels.knownitem.tsv"),
    Task("medquad LiveQA, summary", "medquad"),
    Task("medquad LiveQA, original", "medquad", key="original"),
    Task("med", "med"),
    Task("cran", "cran"),
    Task("cacm", "cacm"),
    Task("pubmedqa", "pubmedqa"),
)

# what is left out in turn -> the interpreter without it
ABLATIONS: Mapping[str, Callable[[Engine], Interpreter]] = {
    "all": lambda e: Interpreter(e, Analyzer()),
    "no related codes": lambda e: _without(e, Why.CODE),
    "no spelling": lambda e: _without(e, Why.SPELLING),
    "no short forms": lambda e: _without(e, Why.ABBREVIATION),
    "no synonyms": lambda e: _without(e, Why.SYNONYM),
    "no intents": lambda e: Interpreter(e, Analyzer(), weights=Weights(intent_term=0, intent_section=0)),
    "no phrases": lambda e: Interpreter(e, Analyzer(), weights=Weights(phrase=0, heading_phrase=0, other_name=0)),
    "no headings": lambda e: Interpreter(e, Analyzer(), weights=Weights(heading=0, heading_phrase=0, category=0)),
    "everyday words weighed full": lambda e: Interpreter(
        e, Analyzer(), weights=Weights(everyday_slope=0, everyday_offset=1, filler=1)
    ),
}


def _without(engine: Engine, why: Why) -> Interpreter:
    return Interpreter(engine, Analyzer(), leave_out=frozenset({why}))


def main() -> None:
    """Print the tables."""
    wanted = sys.argv[1:]
    if not DATA.is_dir():
        sys.exit(f"{DATA} is missing: the collections are measured beside the checkout")
    if not wanted or "clinic" in wanted:
        _clinic()
    tasks = [t for t in TASKS if not wanted or t.folder in wanted]
    if tasks:
        print(f"\nnDCG@10{'':20}{'plain':>8}" + "".join(f"{name:>{max(9, len(name) + 2)}}" for name in ABLATIONS))
    for folder in dict.fromkeys(t.folder for t in tasks):
        _rankings([t for t in tasks if t.folder == folder])


def _rankings(tasks: list[Task]) -> None:
    with _engine(_collection(tasks[0])) as engine:
        for task in tasks:
            collection = _collection(task)
            figures = [_ndcg(collection, plain_run(collection))]
            for build in ABLATIONS.values():
                interpreter = build(engine)
                figures.append(_ndcg(collection, _run(collection, engine, interpreter)))
            widths = [8, *(max(9, len(name) + 2) for name in ABLATIONS)]
            print(f"{task.name:27}" + "".join(f"{v:>{w}.4f}" for v, w in zip(figures, widths, strict=True)), flush=True)
        if tasks[0].folder in _ASKED_BY_STRANGERS:
            print_strangers(tasks[0].folder, Answerer(engine, Analyzer()), DATA, tasks[0].folder)


def _run(collection: JudgedCollection, engine: Engine, interpreter: Interpreter) -> Run:
    """Return the run down to the depth that nDCG@10 looks at, with room for several passages of a document."""
    run: dict[str, dict[str, float]] = {}
    for query_id in collection.qrels:
        found = run.setdefault(query_id, {})
        for hit in engine.search(interpreter.understand(collection.queries[query_id]).query, _PASSAGES):
            found.setdefault(hit.passage.doc_id, hit.score)
    return run


def _ndcg(collection: JudgedCollection, run: Run) -> float:
    return mean(evaluate(run, collection.qrels)["nDCG@10"])


def _collection(task: Task) -> JudgedCollection:
    folder = DATA / task.folder
    return read_judged(folder, folder / task.queries, folder / task.qrels, key=task.key)


@contextmanager
def _engine(collection: JudgedCollection) -> Iterator[Engine]:
    with TemporaryDirectory(prefix="citebot-quality-") as folder:
        path = Path(folder) / "index"
        with open_writer(path, Analyzer()) as writer:
            for record in collection.records:
                passages = split_record(record)
                writer.replace(DocumentRecord(record.doc_id, record.title, record.doc_id, ""), passages)
            writer.commit()
        yield open_index(path, Analyzer())


def _clinic() -> None:
    library = read_library(DATA / "clinic" / "documents")
    questions = read_questions(DATA / "clinic" / "questions.jsonl")
    engine = MemoryEngine(library.passages, Analyzer(), library.references)
    print(f"{'clinic questions':30}{'headline':>10}{'citations':>10}{'answered':>10}{'abstained':>10}")
    print(f"{'plain BM25 over sentences':30}{plain_sentences(library.passages, questions):>10.3f}")
    for name, build in ABLATIONS.items():
        shares = summary(score_answers(questions, Answerer(engine, Analyzer(), build(engine)).answer))["all"]
        values = (shares[key] for key in ("headline", "citations", "answered", "abstained"))
        print(f"{name:30}" + "".join(f"{value:>10.3f}" for value in values), flush=True)
    print_strangers("clinic", Answerer(engine, Analyzer()), DATA, "clinic")
    table = print_risk(Answerer(engine, Analyzer()), questions)
    write_risk(DOCS / "risk-coverage.png", table)


if __name__ == "__main__":
    main()
