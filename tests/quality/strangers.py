"""Questions that were asked of another collection: how many are answered none the less."""

import json
from collections.abc import Sequence
from pathlib import Path

from bot.answer import Answerer
from bot.answer_scores import read_questions
from bot.model import Status

_MOST = 400  # questions of a collection


def print_strangers(name: str, answerer: Answerer, data: Path, asked_of: str) -> None:
    """Print how many questions of other collections are answered from this one; some few have an answer there too."""
    for source, questions in _questions(data).items():
        if source != asked_of:
            statuses = [answerer.answer(question).status for question in questions]
            share = statuses.count(Status.ANSWERED) / len(statuses)
            print(f"{name:20} asked {source + ' questions':24}{len(questions):5}  answered {share:.3f}", flush=True)


def _questions(data: Path) -> dict[str, Sequence[str]]:
    clinic = [q.question for q in read_questions(data / "clinic" / "questions.jsonl") if q.accept and not q.thread]
    lines = (data / "medquad" / "queries.knownitem.jsonl").read_text("utf-8").splitlines()
    known = [str(json.loads(line)["text"]) for line in lines if line.strip()]
    return {"clinic": clinic, "medquad": known[:: max(1, len(known) // _MOST)]}
