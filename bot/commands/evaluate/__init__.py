"""`citebot evaluate`: rankings, runs, answers or citations in numbers that can be compared; a module for each."""

from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from bot.answer_scores import read_questions
from bot.commands.evaluate.answers import show_answers
from bot.commands.evaluate.citations import show_citations
from bot.commands.evaluate.comparisons import show_comparison
from bot.commands.evaluate.output import Output
from bot.commands.evaluate.rankings import ENGINES, show_ranking
from bot.commands.options import chosen_desk, corpus_option
from bot.commands.paths import ANY_PATH, OUTPUT_FILE
from bot.plots import require_plots
from index.evaluation.judged_collection import read_judged

# what is measured -> what else has an effect on it; without any of these, a ranking on FOLDER
_WITH = {
    "answers": frozenset({"corpus"}),
    "citations": frozenset[str](),
    "runs": frozenset({"folder", "queries", "qrels", "plot"}),
}
_WITH_FOLDER = frozenset({"plain", "engine", "queries", "qrels", "run", "plot"})


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
@click.argument("folder", required=False, type=ANY_PATH)
@click.option("--plain", is_flag=True, help="Whole records and the question's terms alone, as published figures do.")
@click.option(
    "--engine", type=click.Choice([*ENGINES]), default="disk", show_default=True, help="What ranks FOLDER's passages."
)
@click.option("--queries", type=ANY_PATH, help="Other queries than FOLDER/queries.jsonl.")
@click.option("--qrels", type=ANY_PATH, help="Other judgements than FOLDER/qrels.tsv.")
@click.option("--run", type=OUTPUT_FILE, help="Write the run in TREC form.")
@click.option("--compare", "runs", nargs=2, type=ANY_PATH, help="Compare two runs, with a paired randomisation test.")
@click.option("--answers", type=ANY_PATH, help="Score answers to the questions of a file, from --corpus.")
@click.option("--citations", type=ANY_PATH, help="Score the citations of judged sentences, alone or in documents/.")
@corpus_option
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.option("--plot", type=OUTPUT_FILE, help="Draw the figures to a PNG file.")
@click.pass_context
def command(context: click.Context, /, folder: Path | None, *, as_json: bool, plot: Path | None, **given: Any) -> None:  # noqa: ANN401 - click's values
    """Measure rankings on the judged collection in FOLDER, or answers to a file of questions."""
    _refuse_what_has_no_effect(context)
    if plot:
        require_plots()
    output = Output(as_json, plot)
    if given["answers"]:
        judged = read_questions(given["answers"])  # a bad line is told before any work is done
        show_answers(judged, chosen_desk(given["corpus"]).answerer.answer, output)
        return
    if given["citations"]:
        show_citations(given["citations"], output)
        return
    if folder is None:
        expected = "Give the FOLDER of a judged collection, --answers FILE or --citations FILE."
        raise click.UsageError(expected, context)
    collection = read_judged(folder, given["queries"], given["qrels"])
    if given["runs"]:
        show_comparison(given["runs"], collection, output)
        return
    show_ranking(collection, given["engine"], given["run"], output, plain=given["plain"])


def _refuse_what_has_no_effect(context: click.Context) -> None:
    given = [name for name in context.params if context.get_parameter_source(name) is not ParameterSource.DEFAULT]
    way = next((way for way in _WITH if way in given), "folder")
    names = {parameter.name: parameter.opts[0] for parameter in context.command.params} | {"folder": "FOLDER"}
    for name in given:
        if name not in {way, "as_json"} | _WITH.get(way, _WITH_FOLDER):
            raise click.UsageError(f"{names[name]} has no effect with {names[way]}.", context)
