"""Answers scored against questions with known sentences: right passage, right sentence, right citations, right silence.

A line of the questions' file: id, question, kind, expected (answer or abstain), accept, and thread where there is one.
An entry of accept names a sentence that answers: doc, contains, citations, and part where a full answer needs several.
Where a whole page answers, it names file and pages (from 1; or sheets) instead of doc and citations.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from bot.model import Answer, Status, shown_citations
from corpus.model import Passage, Sentence
from index.line_files import LineFileError, listed, naming_line, numbered_lines, text, whole

Ask = Callable[[str, Sequence[str]], Answer]  # question and earlier questions, oldest first

_EXPECTED = 'a JSON object with "id", "question", "kind", "expected" (answer or abstain) and "accept"'
_EXPECTS_ANSWER = {"answer": True, "abstain": False}
_SCORES = ("answered", "headline", "first_passage", "any_passage", "all_parts", "citations")


@dataclass(frozen=True, slots=True)
class Accepted:
    """A sentence that answers."""

    doc: str
    contains: str
    citations: tuple[int, ...] | None  # None: not judged
    part: str = ""
    pages: tuple[int, ...] = ()  # that answer as a whole; none: the sentence itself is asked for

    def within(self, passage: Passage) -> bool:
        """Return whether the passage holds the sentence, or stands on a page that answers."""
        same = PurePosixPath(passage.doc_id).name == PurePosixPath(self.doc).name
        return same and (passage.page in self.pages if self.pages else self.contains in passage.text)

    def sentence(self, passage: Passage) -> Sentence | None:
        """Return the passage's sentence that it is."""
        return next((s for s in passage.sentences if self.contains in s.text), None) if self.within(passage) else None


@dataclass(frozen=True, slots=True)
class JudgedQuestion:
    """A question with what would answer it."""

    question_id: str
    question: str
    kind: str
    thread: tuple[str, ...]
    accept: tuple[Accepted, ...]  # none: the sources do not answer it


@dataclass(frozen=True, slots=True)
class QuestionScore:
    """How one question was answered; each value 0 or 1, None where it does not apply."""

    question_id: str
    kind: str
    abstained: int | None
    values: Mapping[str, int | None]


def read_questions(path: Path) -> list[JudgedQuestion]:
    """Return the questions of a file, one or more. Raises LineFileError with the first bad line."""
    questions = [_question(line, path, number) for number, line in numbered_lines(path)]
    if not questions:
        raise LineFileError(path, 1, _EXPECTED)
    return questions


def _question(line: str, path: Path, number: int) -> JudgedQuestion:
    with naming_line(path, number, _EXPECTED):
        row: dict[str, Any] = json.loads(line)
        accept = tuple(_accepted(item) for item in row["accept"])
        if _EXPECTS_ANSWER[row["expected"]] != bool(accept):
            raise LineFileError(path, number, 'entries under "accept" where and only where an answer is expected')
        name, question, kind = (text(row[key]) for key in ("id", "question", "kind"))
        return JudgedQuestion(name, question, kind, listed(row.get("thread", []), text), accept)


def _accepted(item: Mapping[str, Any]) -> Accepted:
    contains = text(item["contains"])
    if not contains:
        raise ValueError("what every sentence contains judges none")
    if "file" in item:
        pages = listed(item.get("pages") or item.get("sheets") or [], whole)
        return Accepted(text(item["file"]), contains, None, pages=pages)
    return Accepted(text(item["doc"]), contains, listed(item["citations"], whole), text(item.get("part", "")))


def score_answers(questions: Iterable[JudgedQuestion], ask: Ask) -> list[QuestionScore]:
    """Ask every question and return how each was answered."""
    return [_score(question, ask(question.question, question.thread)) for question in questions]


def _score(question: JudgedQuestion, answer: Answer) -> QuestionScore:
    answered = answer.status is Status.ANSWERED
    if not question.accept:
        return QuestionScore(question.question_id, question.kind, int(not answered), {})
    passages = [shown.passage for shown in answer.passages] if answered else []
    first = answer.headlines[0].sentence.text if answered and answer.headlines else ""
    found = [a for a in question.accept if any(a.within(p) for p in passages)]
    return QuestionScore(
        question.question_id,
        question.kind,
        None,
        {
            "answered": int(answered),
            "headline": int(any(a.contains in first for a in question.accept)),
            "first_passage": int(any(a.within(p) for a in question.accept for p in passages[:1])),
            "any_passage": int(bool(found)),
            "all_parts": int({a.part for a in found} == {a.part for a in question.accept}),
            "citations": _citations(question.accept, passages),
        },
    )


def _citations(accept: Sequence[Accepted], passages: Sequence[Passage]) -> int | None:
    """Return whether the first accepted sentence that is shown carries its own numbers; None if none is shown."""
    for passage in passages:
        for accepted in accept:
            if accepted.citations is not None and (sentence := accepted.sentence(passage)):
                return int(shown_citations(sentence) == accepted.citations)
    return None


def summary(scores: Sequence[QuestionScore]) -> Mapping[str, Any]:
    """Return the shares, over all questions and by kind."""
    kinds = dict.fromkeys(score.kind for score in scores)
    by_kind = {kind: _shares([score for score in scores if score.kind == kind]) for kind in kinds}
    missed = [s.question_id for s in scores if s.abstained == 0 or s.values.get("headline") == 0]
    return {"all": _shares(scores), "by_kind": by_kind, "missed": missed}


def _shares(scores: Sequence[QuestionScore]) -> Mapping[str, float | int]:
    shares: dict[str, float | int] = {"questions": len(scores)}
    columns = {name: [score.values.get(name) for score in scores] for name in _SCORES}
    columns["abstained"] = [score.abstained for score in scores]
    for name, column in columns.items():
        values = [value for value in column if value is not None]
        if values:
            shares[name] = round(sum(values) / len(values), 4)
    return shares
