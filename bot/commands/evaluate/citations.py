"""Citations of a file of judged sentences."""

from collections.abc import Iterator
from pathlib import Path

from bot.citation_scores import citation_figures, read_judged_sentences, score_sentences
from bot.commands.evaluate.output import Figures, Output
from corpus.plurals import counted


def show_citations(sentences: Path, output: Output) -> None:
    """Read the sentences, alone or in documents/ beside the file, and show which numbers were found rightly."""
    judged = read_judged_sentences(sentences)
    output.show(citation_figures(score_sentences(judged, sentences.parent / "documents")), _lines)


def _lines(figures: Figures) -> Iterator[str]:
    for style, values in {**figures["by_style"], "all": figures["all"]}.items():
        yield (
            f"{style:16} {counted(values['sentences'], 'sentence'):>14}  precision {values['precision']:.4f}"
            f"  recall {values['recall']:.4f}  exact {values['exact']}"
        )
    for miss in figures["misses"]:
        found = "no such sentence" if miss["found"] is None else f"found {miss['found']}"
        yield f"  {miss['id']}: expected {miss['expected']}, {found}: {miss['text']}"
