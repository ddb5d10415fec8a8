"""Risk and coverage: at each strictness of refusal, how many questions are answered and how many answers are wrong."""

from collections.abc import Sequence
from pathlib import Path

from bot.answer import Answerer
from bot.answer_scores import JudgedQuestion

_TABLE = """# When citebot refuses

Written by `make quality` on the clinic development questions; greetings are left to the search here. A question is
answered if the best sentence, with what stands around it, covers at least this share of the question, or names too much
of it for chance, and nothing else speaks against it.

| least coverage | answered | wrong among the answers |
| --- | --- | --- |"""

Row = tuple[float, float, float]  # least coverage asked for, share answered, share of those that is wrong


def print_risk(answerer: Answerer, questions: Sequence[JudgedQuestion]) -> list[Row]:
    """Print and return the table over thresholds on the best sentence's coverage, other grounds as they are."""
    outcomes = [_outcome(answerer, question) for question in questions]
    rows: list[Row] = []
    print("\nleast coverage   answered   wrong among them")
    for threshold in (step / 20 for step in range(20)):
        answered = [right for coverage, right in outcomes if coverage >= max(threshold, 1e-9)]
        wrong = answered.count(False) / len(answered) if answered else 0.0
        rows.append((threshold, len(answered) / len(outcomes), wrong))
        print(f"{threshold:14.2f}{len(answered) / len(outcomes):11.3f}{wrong:19.3f}")
    return rows


def _outcome(answerer: Answerer, question: JudgedQuestion) -> tuple[float, bool]:
    """Return what the best sentence covers, 1 where it stands out, 0 where other grounds refuse, and if it answers."""
    found = answerer.deliberate(question.question, question.thread)
    if not found.chosen or found.support.refuses_on_other_grounds:
        return 0.0, False
    best = found.chosen[0].candidate
    return 1.0 if found.support.stands_out else found.support.coverage, any(
        a.within(best.passage) and a.contains in best.sentence.text for a in question.accept
    )


def write_risk(path: Path, rows: Sequence[Row]) -> None:
    """Draw the table, and write it down beside the picture."""
    import matplotlib as mpl  # noqa: PLC0415 - slow, drawn once

    mpl.use("Agg")
    import matplotlib.pyplot as plt  # noqa: PLC0415 - see above

    path.parent.mkdir(exist_ok=True)
    lines = [f"| {threshold:.2f} | {answered:.3f} | {wrong:.3f} |" for threshold, answered, wrong in rows]
    path.with_suffix(".md").write_text("\n".join((_TABLE, *lines, "")), "utf-8")
    figure, axes = plt.subplots(figsize=(6, 4))
    axes.plot([r[1] for r in rows], [r[2] for r in rows], marker="o", markersize=3)
    axes.set_xlabel("questions answered")
    axes.set_ylabel("wrong among the answers")
    axes.set_title("Risk and coverage, clinic development questions")
    axes.grid(visible=True, alpha=0.3)
    figure.tight_layout()
    figure.savefig(path, dpi=120)
    plt.close(figure)
