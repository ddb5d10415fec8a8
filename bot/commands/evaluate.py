"""`citebot evaluate`: how well questions are answered, in numbers that can be compared."""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
from click.core import ParameterSource

from bot.answer_scores import read_questions, score_answers, summary
from bot.commands.options import chosen_desk, corpus_option
from bot.counted import counted
from bot.plots import plot_comparison, plot_measures
from corpus.citation_scores import citation_figures, read_judged_sentences, score_sentences
from corpus.model import Passage
from index.analyzer import Analyzer
from index.disk import open_index, open_writer
from index.engine import Engine, Query, Term
from index.evaluate import Run, compare, evaluate, mean, read_run, write_run
from index.judged import JudgedCollection, make_run, read_judged, split_record, whole_passages
from index.memory import MemoryEngine
from index.query import Interpreter
from index.writer import DocumentRecord

_FILE = click.Path(path_type=Path)  # whether it is there is found out where it is read, and told in one line


# what is measured -> what else has an effect on it; without any of these, a ranking on FOLDER
_WITH = {
    "answers": frozenset({"corpus"}),
    "citations": frozenset[str](),
    "runs": frozenset({"folder", "queries", "qrels", "plot"}),
}
_WITH_FOLDER = frozenset({"plain", "engine", "queries", "qrels", "run", "plot"})


@dataclass(frozen=True, slots=True)
class _Output:
    """Where the figures go."""

    as_json: bool
    plot: Path | None


@click.command(
    epilog="""\b
Examples:
  citebot evaluate ../shared/data/med --plain
  citebot evaluate ../shared/data/med --run after.trec
  citebot evaluate ../shared/data/med --compare before.trec after.trec --plot change.png
  citebot evaluate --answers questions.jsonl --corpus documents/
  citebot evaluate --citations sentences.jsonl

docs/evaluate.md tells what stands in the files."""
)
@click.argument("folder", required=False, type=_FILE)
@click.option("--plain", is_flag=True, help="Whole records and the question's terms alone, as published figures do.")
@click.option("--engine", type=click.Choice(["memory", "disk"]), default="disk", show_default=True)
@click.option("--queries", type=_FILE, help="Other queries than FOLDER/queries.jsonl.")
@click.option("--qrels", type=_FILE, help="Other judgements than FOLDER/qrels.tsv.")
@click.option("--run", type=click.Path(path_type=Path, dir_okay=False), help="Write the run in TREC form.")
@click.option("--compare", "runs", nargs=2, type=_FILE, help="Compare two runs, with a paired randomisation test.")
@click.option("--answers", type=_FILE, help="Score answers to the questions of a file, from --corpus.")
@click.option("--citations", type=_FILE, help="Score the citations of judged sentences, alone or in documents/.")
@corpus_option
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.option("--plot", type=click.Path(path_type=Path, dir_okay=False), help="Draw the figures to a PNG file.")
@click.pass_context
def command(context: click.Context, /, folder: Path | None, *, as_json: bool, plot: Path | None, **given: Any) -> None:  # noqa: ANN401 - click's values
    """Measure rankings on the judged collection in FOLDER, or answers to a file of questions."""
    _refuse_what_has_no_effect(context)
    output = _Output(as_json, plot)
    if given["answers"]:
        _show_answers(given["answers"], given["corpus"], output)
        return
    if given["citations"]:
        _show_citations(given["citations"], output)
        return
    if folder is None:
        expected = "Give the FOLDER of a judged collection, --answers FILE or --citations FILE."
        raise click.UsageError(expected, context)
    collection = read_judged(folder, given["queries"], given["qrels"])
    if given["runs"]:
        _show_comparison(collection, given["runs"], output)
        return
    _show_measures(collection, given["engine"], given["run"], output, plain=given["plain"])


def _refuse_what_has_no_effect(context: click.Context) -> None:
    given = [name for name in context.params if context.get_parameter_source(name) is not ParameterSource.DEFAULT]
    way = next((way for way in _WITH if way in given), "folder")
    names = {parameter.name: parameter.opts[0] for parameter in context.command.params} | {"folder": "FOLDER"}
    for name in given:
        if name not in {way, "as_json"} | _WITH.get(way, _WITH_FOLDER):
            raise click.UsageError(f"{names[name]} has no effect with {names[way]}.", context)


def _show_measures(
    collection: JudgedCollection, engine: str, file: Path | None, output: _Output, *, plain: bool
) -> None:
    began = time.perf_counter()
    with _ENGINES[engine](_passages(collection, plain=plain)) as opened:
        run = make_run(collection, opened, _understanding(opened, plain=plain))
        passages = len(opened)
    measures = evaluate(run, collection.qrels)
    figures: dict[str, Any] = {
        "collection": collection.name,
        "engine": engine,
        "plain": plain,
        "documents": len(collection.records),
        "passages": passages,
        "queries": len(collection.qrels),
        "measures": {name: round(mean(values), 4) for name, values in measures.items()},
        "seconds": round(time.perf_counter() - began, 2),
    }
    if file:
        write_run(file, run, f"citebot-{engine}")
    if output.plot:
        plot_measures(output.plot, collection.name, measures)
    _print(figures, output, _measures_lines)


def _measures_lines(figures: Mapping[str, Any]) -> Iterator[str]:
    form = "plain" if figures["plain"] else "passages"
    queries, documents = counted(figures["queries"], "judged query"), counted(figures["documents"], "document")
    yield f"{figures['collection']}: {queries}, {documents}, {form}"
    yield from (f"  {name:8} {value:.4f}" for name, value in figures["measures"].items())


def _passages(collection: JudgedCollection, *, plain: bool) -> Iterator[list[Passage]]:
    split = whole_passages if plain else split_record
    return (split(record) for record in collection.records)


def _understanding(engine: Engine, *, plain: bool) -> Callable[[str], Query]:
    analyzer = Analyzer()
    if plain:
        return lambda question: Query(tuple(Term(term) for term in analyzer.terms(question)))
    interpreter = Interpreter(engine, analyzer)
    return lambda question: interpreter.understand(question).query


@contextmanager
def _memory(documents: Iterator[list[Passage]]) -> Iterator[Engine]:
    yield MemoryEngine([passage for passages in documents for passage in passages], Analyzer())


@contextmanager
def _disk(documents: Iterator[list[Passage]]) -> Iterator[Engine]:
    with TemporaryDirectory(prefix="citebot-evaluate-") as folder:
        path = Path(folder) / "index"
        with open_writer(path, Analyzer()) as writer:
            for passages in documents:
                first = passages[0]
                writer.replace(DocumentRecord(first.doc_id, first.document, first.source, first.collection), passages)
            writer.commit()
        yield open_index(path, Analyzer())


_ENGINES: Mapping[str, Callable[[Iterator[list[Passage]]], Any]] = {"memory": _memory, "disk": _disk}


def _show_comparison(collection: JudgedCollection, files: tuple[Path, Path], output: _Output) -> None:
    runs: list[Run] = [read_run(file) for file in files]
    compared = compare(runs[0], runs[1], collection.qrels)
    names = (files[0].name, files[1].name)
    if output.plot:
        plot_comparison(output.plot, names, compared)
    _print({"runs": names, "comparison": [asdict(c) for c in compared]}, output, _comparison_lines)


def _comparison_lines(figures: Mapping[str, Any]) -> Iterator[str]:
    first, second = figures["runs"]
    yield f"A = {first}, B = {second}; p by paired randomisation"
    yield f"  {'':8} {'A':>7} {'B':>7} {'B - A':>8} {'p':>7}  better/worse"
    for c in figures["comparison"]:
        change = c["second"] - c["first"]
        line = f"  {c['measure']:8} {c['first']:7.4f} {c['second']:7.4f} {change:+8.4f} {c['p']:7.4f}"
        yield f"{line}  {c['better']}/{c['worse']}"


def _show_answers(questions: Path, corpus: Path | None, output: _Output) -> None:
    judged = read_questions(questions)  # a bad line is told before any work is done
    answerer = chosen_desk(corpus).answerer
    scores = score_answers(judged, answerer.answer)
    _print(dict(summary(scores)), output, _answers_lines)


def _answers_lines(figures: Mapping[str, Any]) -> Iterator[str]:
    for kind, shares in {**figures["by_kind"], "all": figures["all"]}.items():
        values = "  ".join(f"{name} {value:.3f}" for name, value in shares.items() if name != "questions")
        yield f"{kind:18} {shares['questions']:4}  {values}"
    yield f"missed: {' '.join(figures['missed']) or 'none'}"


def _show_citations(sentences: Path, output: _Output) -> None:
    judged = read_judged_sentences(sentences)
    scored = score_sentences(judged, sentences.parent / "documents")
    _print(citation_figures(scored), output, _citation_lines)


def _citation_lines(figures: Mapping[str, Any]) -> Iterator[str]:
    for style, values in {**figures["by_style"], "all": figures["all"]}.items():
        yield (
            f"{style:16} {counted(values['sentences'], 'sentence'):>14}  precision {values['precision']:.4f}"
            f"  recall {values['recall']:.4f}  exact {values['exact']}"
        )
    for miss in figures["misses"]:
        found = "no such sentence" if miss["found"] is None else f"found {miss['found']}"
        yield f"  {miss['id']}: expected {miss['expected']}, {found}: {miss['text']}"


def _print(figures: Mapping[str, Any], output: _Output, lines: Callable[[Mapping[str, Any]], Iterator[str]]) -> None:
    if output.as_json:
        click.echo(json.dumps(figures, ensure_ascii=False, indent=2))
        return
    for line in lines(figures):
        click.echo(line)
