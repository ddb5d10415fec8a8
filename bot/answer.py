"""Hits -> Answer: the sentence that answers, the passages around it, or the refusal."""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from string import ascii_uppercase

from bot.choosing.evidence import Evidence, Surroundings
from bot.choosing.headline import Chooser, Scored
from bot.choosing.parts import asks_outright, parts
from bot.conflicts import Rival, rival
from bot.conversation import asks_the_same, with_thread, without_subject
from bot.examples import example_questions
from bot.missing import Missing, apart
from bot.model import Answer, Conflict, Headline, Repair, ShownPassage, Status, shown_citations
from bot.nearest import MOST, Nearness
from bot.provenance import asked_day, distinct, in_force_first, topic
from bot.readings import Reading, readings_of
from bot.refusing.rows_that_fit import rows_of_value, without_other_values
from bot.refusing.support import Support, first_that_answers
from bot.repairs import repairs
from bot.small_talk import small_talk
from corpus.model import Reference
from index.analyzer import Analyzer
from index.engine import Engine, Filter, Hit, Query
from index.questions.concepts import Understanding
from index.questions.query import MAX_QUESTION, Interpreter

_CANDIDATES = 20  # passages that are weighed for a headline
_BEFORE_REFUSAL = 100  # that are weighed before the sources are said to be silent
_LATE = 0.65  # of the question, which a sentence covers that is found only then: among many one is near by chance
_REPEATS = 3  # times as many are searched where texts repeat: manuals do so chapter by chapter
INHERITED = 0.25  # weight of a word that a follow-up inherits
OF_THE_SAME = 0.4  # the same where it asks for what was asked before: "and lidocaine?"
_READINGS = 3  # of a short form that are shown side by side
_PARTS, _TWO = 3, 2  # of a question that are answered at once, and of which nothing is told
_ORDINALS = ("the first", "the second", "the third", "the fourth", "those behind")
_MAX_LABELS = len(ascii_uppercase)


Judged = tuple[Sequence[Scored], Support]
Readings = tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Deliberation:
    """Each step from a question to its answer; `citebot explain` prints it."""

    understood: Understanding
    inherited: tuple[str, ...]
    evidence: Sequence[Evidence]  # of the hits, in their order
    ranked: Sequence[Sequence[Scored]]  # one ranking for each part of the question
    rival: Rival | None
    support: Support
    readings: Readings = ()  # of an ambiguous short form, one for each ranking
    parts: tuple[bool, ...] = ()  # of the things that are asked, whether each is answered, where there are several

    @property
    def hits(self) -> Sequence[Hit]:
        """Return the passages that were weighed."""
        return [of_hit.hit for of_hit in self.evidence]

    @property
    def chosen(self) -> tuple[Scored, ...]:
        """Return the sentences of the headlines, each once."""
        first = [ranking[0] for ranking in self.ranked if ranking]
        if self.rival and len(first) == 1:
            first.append(self.rival.scored)
        return tuple({id(s.candidate.sentence): s for s in first}.values())

    @property
    def by_sentence(self) -> Iterator[Evidence]:
        """Yield what was weighed: the headlines' passages, then those of the next sentences, then the rest as found."""
        ranked = (scored.candidate.of for scored in chain(self.chosen, *self.ranked))
        yield from {of_hit.hit.passage.passage_id: of_hit for of_hit in chain(ranked, self.evidence)}.values()


class Answerer:
    """Answers questions from an engine as it stands now. Safe to share between threads."""

    def __init__(self, engine: Engine, analyzer: Analyzer, interpreter: Interpreter | None = None) -> None:
        self._engine, self._analyzer = engine.snapshot(), analyzer
        self._interpreter = interpreter or Interpreter(self._engine, analyzer)
        self._surroundings = Surroundings(analyzer, len(self._engine))
        self._chooser = Chooser(self._surroundings)

    @property
    def engine(self) -> Engine:
        """Return what the answers come from."""
        return self._engine

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

        `thread` holds the earlier questions, oldest first; `exact` searches the question as typed.
        """
        began = time.perf_counter()
        answer = self.at_once(question, thread, searched_in)
        if answer is None:
            found = self.deliberate(question, thread, k, exact=exact, searched_in=searched_in)
            told = self._answered if found.support.answers else self._not_found
            answer = told(question, found, k)
        return replace(answer, took_ms=round((time.perf_counter() - began) * 1000, 3))

    def at_once(self, question: str, thread: Sequence[str] = (), searched_in: Filter | None = None) -> Answer | None:
        """Return the reply to what need not be searched: talk, and a question that does not say what it is about."""
        talk = small_talk(question, self._engine, searched_in)
        return talk if talk or thread else without_subject(question, self._engine, self._analyzer, searched_in)

    def deliberate(
        self,
        question: str,
        thread: Sequence[str] = (),
        k: int = 3,
        *,
        exact: bool = False,
        searched_in: Filter | None = None,
    ) -> Deliberation:
        """Return every step of answering a question."""
        searched, inherited = with_thread(question, thread, self._analyzer)
        understood = self._interpreter.understand(searched, exact=exact, searched_in=searched_in)
        understood = _own_words_first(understood, inherited)
        found = self._weighed(question, understood, inherited, max(k, _CANDIDATES), exact=exact)
        if found.support.answers or found.support.lacks_words or len(found.hits) < _CANDIDATES:
            return found
        again = self._weighed(question, understood, inherited, max(k, _BEFORE_REFUSAL), exact=exact)
        return again if again.support.answers and again.support.coverage >= _LATE else found

    def _weighed(
        self, question: str, understood: Understanding, inherited: tuple[str, ...], k: int, *, exact: bool
    ) -> Deliberation:
        """Return what the best k passages say to a question."""
        searched, day = understood.query, asked_day(question)
        hits = in_force_first(self._distinct_hits(searched, k), day)
        texts = (hit.passage.text for hit in hits)
        understood = self._interpreter.with_definitions(understood, texts, exact=exact)
        if understood.query is not searched:
            hits = in_force_first(self._distinct_hits(understood.query, k), day)
        evidence = self._surroundings.evidence(understood.concepts, hits)
        readings, judged = self._by_reading(understood, evidence)
        answered: tuple[bool, ...] = ()
        if not readings:
            judged, answered = self._by_part(understood, evidence)
        ranked = [ranking for ranking, _ in judged]
        opposed = None if readings else rival(understood, ranked[0])
        return Deliberation(understood, inherited, evidence, ranked, opposed, judged[0][1], readings, answered)

    def _by_reading(self, understood: Understanding, evidence: Sequence[Evidence]) -> tuple[Readings, list[Judged]]:
        """Return the readings of an ambiguous short form that are answered, if several are, each with its sentences."""
        readings = readings_of(understood, evidence, self._surroundings.terms)
        judged = [(reading, self._judged(understood, reading.evidence)) for reading in readings]
        if not judged or not all(support.answers for _, (_, support) in judged):
            return (), []
        shown = judged[:_READINGS]
        return tuple(reading for reading, _ in shown), [found for _, found in shown]

    def _by_part(
        self, understood: Understanding, evidence: Sequence[Evidence]
    ) -> tuple[list[Judged], tuple[bool, ...]]:
        """Return what answers the parts of a question, and of each whether it is answered, where there are several.

        What is not found of one does not take away the others. "Dose of X and how is calcium checked" asks both of X,
        and from one document.
        """
        asked = parts(understood)
        first, *others = [self._judged(part, evidence) for part in asked[:_PARTS]]
        judged = {0: first, **dict(enumerate(others, start=1))}
        if others and not asks_outright(asked[0].question):
            of_first = first[1].answers and _document(first)
            judged = {number: one for number, one in judged.items() if one is first or _document(one) == of_first}
        judged = {number: one for number, one in judged.items() if one[1].answers}
        answered = tuple(number in judged for number in range(len(asked))) if others else ()
        return list(judged.values()) or [first], answered

    def _judged(self, part: Understanding, evidence: Sequence[Evidence]) -> Judged:
        """Return the sentences for a question, or one part of it, and whether they answer it."""
        evidence = without_other_values(part.own_question, part.concepts, evidence)
        ranking = self._chooser.ranked(part.own_question, part.concepts, part.intents, evidence)
        rows, passages = rows_of_value(part.concepts, ranking), len(self._engine)
        found = first_that_answers(part, rows, passages)
        return found if rows and found[1].answers else first_that_answers(part, ranking, passages)

    def _distinct_hits(self, query: Query, k: int) -> list[Hit]:
        """Return the best k hits of different texts, or as many of them as there are among three times as many."""
        hits = self._engine.search(query, k)
        found = distinct(hits)
        if len(found) < len(hits):
            found = distinct(self._engine.search(query, _REPEATS * k))
        return found[:k]

    def _answered(self, question: str, found: Deliberation, k: int) -> Answer:
        chosen = found.chosen
        shown = _labelled(_best_first(found), min(max(k, len(chosen)), _MAX_LABELS))
        labels = {item.passage.passage_id: item.label for item in shown}
        headlines = tuple(Headline(s.candidate.sentence, labels[s.candidate.passage.passage_id]) for s in chosen)
        texts = [s.candidate.passage.text for s in chosen]
        return Answer(
            question=question,
            status=Status.ANSWERED,
            headlines=headlines,
            passages=shown,
            references=self._references(shown),
            repairs=repairs(found.understood, texts, self._surroundings.terms),
            inherited=found.inherited,
            missing=found.understood.missing,
            conflicts=_conflicts(found, headlines),
            message=" ".join(filter(None, (_told_of_parts(found.parts), _told_of_length(question)))),
        )

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

    def _not_found(self, question: str, found: Deliberation, k: int) -> Answer:
        nearest = _labelled(Nearness(found.understood.concepts).near(found.by_sentence), min(k, MOST))
        headings = tuple(dict.fromkeys(topic(hit.passage) for hit in found.hits))[:3]
        missing = Missing(self._engine, self._analyzer, found.understood)
        words = missing.words()
        return Answer(
            question=question,
            status=Status.NOT_FOUND,
            nearest=nearest,
            references=self._references(nearest),
            repairs=tuple(Repair(c.found, c.used, c.why.value) for c in missing.changes()),
            inherited=found.inherited,
            missing=words,
            suggestions=headings or example_questions(self._engine, searched_in=found.understood.query.filter),
            examples=not headings,
            message=" ".join(
                filter(
                    None,
                    (
                        "The sources do not say.",
                        _apart(found, words),
                        _told_of_parts(found.parts),
                        _told_of_length(question),
                    ),
                )
            ),
        )


def _apart(found: Deliberation, missing: Sequence[str]) -> str:
    """Return why nothing was found where no word is named as missing, "" where one is or nothing was searched."""
    if missing or not found.ranked[0]:
        return ""
    best = found.ranked[0][0].candidate
    return apart(found.understood.concepts, best, objected=bool(found.support.objections))


def _document(judged: Judged) -> str | None:
    """Return the document of the sentence that stands first."""
    return judged[0][0].candidate.passage.doc_id if judged[0] else None


def _own_words_first(understood: Understanding, inherited: Sequence[str]) -> Understanding:
    """Return the understanding with less weight on the words that a follow-up inherits."""
    if not inherited:
        return understood
    owns, weight = understood.owns, OF_THE_SAME if asks_the_same(understood.own_question) else INHERITED
    concepts = (c if owns(c) else c._replace(telling=c.telling * weight) for c in understood.concepts)
    return replace(understood, concepts=tuple(concepts))


def _told_of_parts(answered: Sequence[bool]) -> str:
    """Return which of three questions or more in one get no answer, by their numbers; "" if all do, and for two.

    Of two that are told apart by a word as "when" the second may be none. Their words may name somebody.
    """
    if len(answered) <= _TWO or all(answered):
        return ""
    if not any(answered):
        return f"These are {len(answered)} questions in one: please ask them one by one."
    left = (number for number, is_answered in enumerate(answered) if not is_answered)
    *others, last = dict.fromkeys(_ORDINALS[min(number, len(_ORDINALS) - 1)] for number in left)
    named, them = (f"{', '.join(others)} and {last} are", "each") if others else (f"{last} is", "it")
    return f"Of the {len(answered)} questions in this {named} not answered here: please ask {them} by itself."


def _told_of_length(question: str) -> str:
    """Return a word on a question that was too long to be searched whole."""
    if len(question) <= MAX_QUESTION:
        return ""
    return f"Of the question's {len(question):,} characters the first {MAX_QUESTION:,} were searched."


def _conflicts(found: Deliberation, headlines: Sequence[Headline]) -> tuple[Conflict, ...]:
    if found.readings and len(headlines) == len(found.readings):
        told = tuple((r.long, h.label) for r, h in zip(found.readings, headlines, strict=True))
        return (Conflict("reading", told, found.readings[0].short),)
    if found.rival is None or len(headlines) < 2:
        return ()
    values = zip(found.rival.values, (h.label for h in headlines), strict=False)
    return (Conflict(found.rival.kind, tuple(values)),)


def _best_first(found: Deliberation) -> Iterator[Hit]:
    """Yield the hits, those of the headlines first, then by their best sentence, then as they were found.

    A passage that names next to nothing of the subject is left out: another subject's code is worse than none.
    """
    ranked = {s.candidate.passage.passage_id for s in chain(found.chosen, *found.ranked)}
    is_on_subject = Nearness(found.understood.concepts).is_on_subject
    for of_hit in found.by_sentence:
        if of_hit.hit.passage.passage_id in ranked or is_on_subject(of_hit):
            yield of_hit.hit


def _labelled(hits: Iterable[Hit], k: int) -> tuple[ShownPassage, ...]:
    return tuple(
        ShownPassage(label, hit.passage, hit.score) for label, hit in zip(ascii_uppercase[:k], hits, strict=False)
    )
