"""Answers to a file of judged questions."""

from collections.abc import Iterator, Sequence

from bot.answer_scores import Ask, JudgedQuestion, score_answers, summary
from bot.commands.evaluate.output import Figures, Output


def show_answers(questions: Sequence[JudgedQuestion], ask: Ask, output: Output) -> None:
    """Ask every question and show how many were answered, rightly and with the right citations."""
    output.show(summary(score_answers(questions, ask)), _lines)


def _lines(figures: Figures) -> Iterator[str]:
    for kind, shares in {**figures["by_kind"], "all": figures["all"]}.items():
        values = "  ".join(f"{name} {value:.3f}" for name, value in shares.items() if name != "questions")
        yield f"{kind:18} {shares['questions']:4}  {values}"
    yield f"missed: {' '.join(figures['missed']) or 'none'}"
