"""Hits -> Answer: the sentence that answers, the passages around it, or the refusal."""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from string import ascii_uppercase

from bot.conversation import small_talk, with_thread
from bot.model import Answer, Headline, Repair, ShownPassage, Status, shown_citations
from corpus.model import Passage, Reference, Sentence
from index.analyzer import Analyzer
from index.engine import Engine, Filter, Hit
from index.query import Interpreter, QuestionTerm, Understanding

MIN_COVERAGE = 0.35  # of the question's telling words, in the best passage; below, the sources do not answer
HEADING_SHARE = 0.5  # what a word counts for a sentence when only its heading holds it
_CANDIDATES = 10  # passages that are weighed for a headline
_MAX_LABELS = len(ascii_uppercase)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A sentence that may answer."""

    sentence: Sentence
    hit: Hit
    score: float


class Answerer:
    """Answers questions from one engine. Safe to share between threads."""

    def __init__(self, engine: Engine, analyzer: Analyzer) -> None:
        self._engine, self._analyzer = engine, analyzer
        self._interpreter = Interpreter(engine, analyzer)

    def answer(
        self,
        question: str,
        thread: Sequence[str] = (),
        k: int = 3,
        *,
        exact: bool = False,
        searched_in: Filter | None = None,
    ) -> Answer:
        """Return the answer with at most k passages (26 at most: they are labelled by letters).

        `thread` holds the earlier questions, oldest first; `exact` leaves the spelling of the question alone.
        """
        began = time.perf_counter()
        answer = small_talk(question, self._engine) or self._search(question, thread, k, exact, searched_in)
        return replace(answer, took_ms=round((time.perf_counter() - began) * 1000, 3))

    def _search(self, question: str, thread: Sequence[str], k: int, exact: bool, searched_in: Filter | None) -> Answer:
        searched, inherited = with_thread(question, thread, self._analyzer)
        understood = self._interpreter.understand(searched, exact=exact, searched_in=searched_in)
        hits = self._engine.search(understood.query, max(k, _CANDIDATES))
        repairs = tuple(Repair(typed, used) for typed, used in understood.repairs)
        if not self._supported(understood, hits):
            return self._not_found(question, understood, hits, repairs, inherited)
        best = max(self._candidates(understood.terms, hits), key=lambda c: c.score)
        shown = _labelled(_best_first(hits, best.hit), min(k, _MAX_LABELS))
        return Answer(
            question=question,
            status=Status.ANSWERED,
            headlines=(Headline(best.sentence, shown[0].label),),
            passages=shown,
            references=self._references(shown),
            repairs=repairs,
            inherited=inherited,
            missing=understood.missing,
        )

    def _supported(self, understood: Understanding, hits: Sequence[Hit]) -> bool:
        """Return whether the best passage holds enough of what the question is about."""
        if not hits:
            return False
        return max(self._coverage(understood.terms, hit.passage) for hit in hits) >= MIN_COVERAGE

    def _coverage(self, terms: Sequence[QuestionTerm], passage: Passage) -> float:
        words = self._analyzer.terms(" ".join((passage.document, *passage.section, passage.context, passage.text)))
        return self._interpreter.coverage(terms, frozenset(words))

    def _candidates(self, terms: Sequence[QuestionTerm], hits: Sequence[Hit]) -> Iterable[_Candidate]:
        """Yield every sentence of the hits with its score: the telling words it holds, weighed by its passage."""
        for hit in hits:
            heading = self._term_set(" ".join((*hit.passage.section, hit.passage.context)))
            for sentence in hit.passage.sentences:
                held = self._term_set(sentence.text)
                own = self._interpreter.coverage(terms, held)
                with_heading = self._interpreter.coverage(terms, held | heading)
                score = own + HEADING_SHARE * (with_heading - own)
                yield _Candidate(sentence, hit, score * (0.5 + 0.5 * hit.score / hits[0].score))

    def _term_set(self, text: str) -> frozenset[str]:
        return frozenset(self._analyzer.terms(text))

    def _references(self, shown: Sequence[ShownPassage]) -> Mapping[str, Mapping[int, Reference | None]]:
        """Return for each shown document exactly the cited entries, ascending; None for a number without an entry."""
        cited: dict[str, set[int]] = {}
        for item in shown:
            for sentence in item.passage.sentences:
                cited.setdefault(item.passage.doc_id, set()).update(shown_citations(sentence))
        return {
            doc_id: {number: self._engine.references(doc_id).get(number) for number in sorted(numbers)}
            for doc_id, numbers in cited.items()
            if numbers
        }

    def _not_found(
        self,
        question: str,
        understood: Understanding,
        hits: Sequence[Hit],
        repairs: tuple[Repair, ...],
        inherited: tuple[str, ...],
    ) -> Answer:
        headings = (hit.passage.section[-1] if hit.passage.section else hit.passage.document for hit in hits)
        return Answer(
            question=question,
            status=Status.NOT_FOUND,
            repairs=repairs,
            inherited=inherited,
            missing=understood.missing,
            suggestions=tuple(dict.fromkeys(headings))[:3],
            message="The sources do not say.",
        )


def _best_first(hits: Sequence[Hit], best: Hit) -> list[Hit]:
    """Return the hits with the headline's passage first: what answers is shown first."""
    return [best, *(hit for hit in hits if hit is not best)]


def _labelled(hits: Sequence[Hit], k: int) -> tuple[ShownPassage, ...]:
    return tuple(
        ShownPassage(label, hit.passage, hit.score) for label, hit in zip(ascii_uppercase, hits[:k], strict=False)
    )
