"""How well answers do on questions whose right sentences are known: sentence first, exact citations, refusals by kind.

A file of questions has one JSON object a line: "id", "question", "kind", "expected" (answer or abstain), "thread"
(earlier questions, optional) and "accept": sentences that answer, each with "doc", "contains", "citations" and, in a
question of two parts, "part".
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from bot.model import Answer, Status, shown_citations
from corpus.errors import CitebotError
from corpus.model import Sentence

_MARKS = re.compile(r"<[^>]+>")


class QuestionsError(CitebotError):
    """A line of a file of questions that cannot be used."""

    def __init__(self, path: Path, line: int, found: str) -> None:
        super().__init__(f'{path}, line {line}: {found}. Expected {{"id", "question", "kind", "expected", "accept"}}')
        self.path, self.line = path, line


class Answers(Protocol):
    """What can be scored: an Answerer."""

    def answer(self, question: str, thread: Sequence[str] = ()) -> Answer:
        """Return the answer to a question."""
        ...


@dataclass(frozen=True, slots=True)
class Accepted:
    """A sentence that answers."""

    doc: str
    contains: str
    citations: tuple[int, ...]
    part: str = ""

    def is_in(self, doc_id: str, text: str) -> bool:
        """Return whether a text of a document holds the sentence, however its lines are broken."""
        return doc_id.endswith(self.doc) and _plain(self.contains) in _plain(text)


@dataclass(frozen=True, slots=True)
class ScoredQuestion:
    """A question with the sentences that answer it."""

    id: str
    question: str
    kind: str
    answerable: bool
    accept: tuple[Accepted, ...] = ()
    thread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one question."""

    question: ScoredQuestion
    answered: bool
    sentence_first: bool = False  # the headline is a sentence that answers
    passage_first: bool = False  # the first passage holds one
    shown: bool = False  # some passage shown holds one
    citations_exact: bool = False  # the sentence that answers carries exactly its numbers
    parts_shown: bool = True  # a sentence of each part is a headline; true without parts

    @property
    def right(self) -> bool:
        """Return whether the question was treated as it should be."""
        return self.sentence_first if self.question.answerable else not self.answered


@dataclass(frozen=True, slots=True)
class AnswerScores:
    """The outcomes of a file of questions, summed up."""

    outcomes: tuple[Outcome, ...]

    def share(self, name: str) -> float:
        """Return one of the measures, 0 to 1; see `form` for their names."""
        return float(self.form()["measures"][name])

    def form(self) -> dict[str, Any]:
        """Return the scores as plain JSON values."""
        due = [o for o in self.outcomes if o.question.answerable]
        undue = [o for o in self.outcomes if not o.question.answerable]
        found = [o for o in due if o.sentence_first]
        whole = [o for o in due if any(a.part for a in o.question.accept)]
        return {
            "questions": len(self.outcomes),
            "measures": {
                "sentence_first": _share(due, "sentence_first"),
                "passage_first": _share(due, "passage_first"),
                "passage_shown": _share(due, "shown"),
                "citations_exact": _share(found, "citations_exact"),
                "both_parts": _share(whole, "parts_shown"),
                "refused_answerable": 1 - _share(due, "answered"),
                "refused_unanswerable": 1 - _share(undue, "answered"),
            },
            "by_kind": {kind: {"right": right, "of": of} for kind, (right, of) in self._by_kind().items()},
            "wrong": [
                {"id": o.question.id, "kind": o.question.kind, "answered": o.answered, "shown": o.shown}
                for o in self.outcomes
                if not o.right
            ],
        }

    def _by_kind(self) -> Mapping[str, tuple[int, int]]:
        of = Counter(o.question.kind for o in self.outcomes)
        right = Counter(o.question.kind for o in self.outcomes if o.right)
        return {kind: (right[kind], n) for kind, n in of.items()}

    def text(self) -> str:
        """Return the scores as lines for people."""
        form = self.form()
        lines = [f"{form['questions']} questions"]
        lines += [f"  {name.replace('_', ' '):<22} {value:6.1%}" for name, value in form["measures"].items()]
        lines += ["right by kind"]
        lines += [f"  {kind.replace('_', ' '):<22} {n['right']:>3} of {n['of']}" for kind, n in form["by_kind"].items()]
        lines += [f"wrong: {', '.join(w['id'] for w in form['wrong'])}"] if form["wrong"] else []
        return "\n".join(lines)


def score_answers(answerer: Answers, questions: Iterable[ScoredQuestion]) -> AnswerScores:
    """Return how the answers to the questions do."""
    return AnswerScores(tuple(_outcome(q, answerer.answer(q.question, q.thread)) for q in questions))


def read_questions(path: Path) -> list[ScoredQuestion]:
    """Return the questions of a file. Raises QuestionsError, which names the line."""
    found = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if line.strip():
            found.append(_question(line, path, number))
    return found


def _question(line: str, path: Path, number: int) -> ScoredQuestion:
    try:
        value = json.loads(line)
        return ScoredQuestion(
            id=str(value["id"]),
            question=value["question"],
            kind=value.get("kind", ""),
            answerable=value["expected"] == "answer",
            accept=tuple(_accepted(a) for a in value.get("accept", ())),
            thread=tuple(value.get("thread") or ()),
        )
    except ValueError:
        raise QuestionsError(path, number, "no valid JSON") from None
    except (KeyError, TypeError, AttributeError) as error:
        raise QuestionsError(path, number, f"no usable {error}") from None


def _accepted(value: Mapping[str, Any]) -> Accepted:
    document = value.get("doc") or value["file"]
    return Accepted(document, value["contains"], tuple(value.get("citations", ())), value.get("part", ""))


def _outcome(question: ScoredQuestion, answer: Answer) -> Outcome:
    if answer.status is not Status.ANSWERED:
        return Outcome(question, answered=False, parts_shown=not any(a.part for a in question.accept))
    doc_of = {shown.label: shown.passage.doc_id for shown in answer.passages}
    first = answer.headlines[0]
    best = _match(question.accept, doc_of[first.label], first.sentence)
    parts = {a.part for a in question.accept if a.part}
    told = {a.part for h in answer.headlines for a in question.accept if a.is_in(doc_of[h.label], h.sentence.text)}
    holding = [any(a.is_in(s.passage.doc_id, s.passage.text) for a in question.accept) for s in answer.passages]
    return Outcome(
        question,
        answered=True,
        sentence_first=best is not None,
        passage_first=holding[0],
        shown=any(holding),
        citations_exact=best is not None and shown_citations(first.sentence) == best.citations,
        parts_shown=parts <= told,
    )


def _match(accept: Sequence[Accepted], doc_id: str, sentence: Sentence) -> Accepted | None:
    return next((a for a in accept if a.is_in(doc_id, sentence.text)), None)


def _plain(text: str) -> str:
    return " ".join(_MARKS.sub("", text).split()).lower()


def _share(outcomes: Sequence[Outcome], name: str) -> float:
    return sum(getattr(o, name) for o in outcomes) / len(outcomes) if outcomes else 0.0
