"""Which sentence answers: evidence for what is asked about, and for what is asked of it."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from heapq import heapify, heappop, heappush
from operator import itemgetter
from typing import NamedTuple

from bot.choosing.concordance import Terms
from bot.choosing.evidence import Candidate, Evidence, Surroundings
from bot.choosing.facets import OF_A_LIST, IntentWords, Wish, met, met_at_most
from bot.choosing.lending import reports_question
from bot.choosing.memo_heads import asks_for_persons, is_of_the_file
from bot.choosing.strengths import Coverage, Strengths
from bot.provenance import OUT_OF_FORCE, asked_day, out_of_force
from corpus.tables.rows import BETWEEN_CELLS
from index.engine import Hit
from index.questions.amounts import amounts_of, fit, label_holds
from index.questions.codes import holds_code, opening_code
from index.questions.concepts import Concept
from index.questions.how_many import asked_count
from index.questions.intents import Intent
from index.questions.with_without import agrees, presences

FACET = 0.35  # share of a score that goes to doing what is asked; the rest goes to being about the subject
HEADS = 0.05  # taken off a few words without a number, which mostly head a list and answer nothing themselves
_FEW_WORDS = 6
ANNOUNCES = 0.25  # taken off a sentence that ends with a colon where items are asked for: it has none
OPENS = 0.1  # added to a sentence or row that begins with the code that is asked about
FITS = 0.15  # added to a sentence with a range that holds the amount in the question
FOR_OTHERS = 0.25  # taken off an item whose label is a range that holds no such amount
COUNTS = 0.1  # added to a sentence with a number of what a question asks how many there are
TO_THE_POINT = 0.06  # added to a sentence of which every word names something of the question, a share of it to others
ABOVE_ROWS = 0.25  # taken off the row that names the columns of others: it says what they tell, and tells nothing
WITH_OR_WITHOUT = 0.05  # added to one that tells of something with or without the same, which the search leaves out
ASKS = 0.1  # taken off a sentence that only tells what somebody asked
IS_ANSWERED = 0.5  # taken off a question where something replies to it
OF_THE_FILE = 0.25  # taken off a line that only tells who wrote a document, to whom and on what, where nobody asks that
ASIDE = 0.1  # taken off a sentence on codes where none was asked for
_BILLING = frozenset({"code", "coverage", "diagnosis_code", "modifier", "money", "payment", "short_code", "units"})
RANK = 0.15  # how much the passage's own rank counts
NEAR = 0.85  # of the best score, down to which a sentence may stand beside the best or against it
_ROUGHLY, _AT_BEST, _SENTENCE = range(3)  # how a hope was come by
_Waiting = tuple[float, int, int, int, Candidate | None]  # less the hope, how, hit and number, what a sentence is


class Scored(NamedTuple):
    """A candidate and why it stands where it does."""

    candidate: Candidate
    score: float
    coverage: float
    facets: tuple[str, ...] = ()  # what of the intents it meets, for `citebot explain`
    of_first_hit: bool = False  # whether no passage was found before its own


class Chooser:
    """Ranks candidates. Safe to share between threads."""

    def __init__(self, surroundings: Surroundings) -> None:
        self._terms = surroundings.terms
        self._words = lru_cache(maxsize=None)(lambda intent: IntentWords.of(intent, surroundings.terms))

    def ranked(
        self, question: str, concepts: Sequence[Concept], intents: Sequence[Intent], evidence: Sequence[Evidence]
    ) -> list[Scored]:
        """Return the sentences that may answer, the best first; those that cannot come near it are left out.

        What a passage can reach at most is known before its sentences are looked at, and what a sentence can reach
        before its text is. So they are taken up in the order of these hopes, until none is left that matters.
        """
        judge = _Judge(question, concepts, [self._words(intent) for intent in intents], evidence, self._terms)
        top = max((e.hit.score for e in evidence), default=1.0)
        places = [judge.place(e.hit, top, is_first=i == 0) for i, e in enumerate(evidence)]
        # of the same hope, the rougher guess stands first, so that sentences come in order of hope and place
        waiting: list[_Waiting]
        waiting = [(-judge.hope(places[i], e.at_most), _ROUGHLY, i, 0, None) for i, e in enumerate(evidence)]
        heapify(waiting)
        scored: list[tuple[float, int, int, Scored]] = []
        best = 0.0
        while waiting and -waiting[0][0] >= best * NEAR:
            _, guess, i, number, candidate = heappop(waiting)
            of_hit, place = evidence[i], places[i]
            if candidate:
                found = judge.score(candidate, place)
                scored.append((-found.score, i, number, found))
                best = max(best, found.score)
            elif guess == _ROUGHLY:
                heappush(waiting, (-judge.hope(place, of_hit.strongest), _AT_BEST, i, 0, None))
            else:
                for hope, hopeful in judge.hopeful(of_hit, place, best * NEAR):
                    heappush(waiting, (-hope, _SENTENCE, i, hopeful.number, hopeful))
        scored.sort(key=itemgetter(0, 1, 2))
        return [found for _, _, _, found in scored if found.score >= best * NEAR]


def subject_weights(concepts: Sequence[Concept]) -> list[float]:
    """Return how much each concept tells of what a question is about; 0 for those that only ask."""
    asks = any(c.asks for c in concepts)
    return [0.0 if c.asks or (asks and c.is_filler) else c.telling for c in concepts]


class _Place(NamedTuple):
    """What a hit's place makes of the scores of its sentences."""

    of_coverage: float  # weight of what a sentence covers of the subject
    standing: float  # less than 1 for a document that is out of force
    is_first: bool  # whether no passage was found before it


class _Judge:
    """Scores sentences for one question, or one part of it."""

    def __init__(
        self,
        question: str,
        concepts: Sequence[Concept],
        intents: Sequence[IntentWords],
        evidence: Sequence[Evidence],
        terms: Callable[[str], Terms],
    ) -> None:
        self._terms = terms
        contexts = (of_hit.hit.passage.context for of_hit in evidence)
        self._above_rows = frozenset(context for context in contexts if BETWEEN_CELLS in context)
        weights = subject_weights(concepts)
        self._coverage = Coverage(weights)
        self._has_subject = any(weights)
        self._wishes = [Wish.of(words, concepts) for words in intents]
        self._share = FACET if intents else 0.0
        billing = any(w.intent.name in _BILLING for w in intents) or any(c.is_code for c in concepts)
        self._wants_items = any(w.intent.answer in OF_A_LIST for w in intents)
        # "is prior authorization required for …" is answered by what announces the cases
        self._lists = self._wants_items and not any(w.intent.name == "permission" for w in intents)
        self._shuns_codes = bool(intents) and not billing
        self._codes = frozenset(c.term for c in concepts if c.is_code)
        self._amounts = amounts_of(concepts)
        self._count = asked_count(question)
        self._asks_for_persons = asks_for_persons(question)
        self._day, self._presences = asked_day(question), presences(question)
        fits = FITS * bool(self._amounts) + WITH_OR_WITHOUT * bool(self._presences)
        self._most_gained = (OPENS if self._codes else 0.0) + fits + TO_THE_POINT + COUNTS * bool(self._count)

    def place(self, hit: Hit, top: float, *, is_first: bool) -> _Place:
        """Return what a hit's place in the ranking, and its standing, make of the scores of its sentences."""
        rank = 1 - RANK + RANK * hit.score / top
        standing = OUT_OF_FORCE if out_of_force(hit.passage.metadata, self._day) else 1.0
        return _Place((1 - self._share) * rank * standing, standing, is_first)

    def hope(self, place: _Place, evidence: Strengths, facet: float = 1.0) -> float:
        """Return the highest score that this evidence allows; `facet` is the most that is done of what is asked."""
        covered = self._coverage[evidence] if self._has_subject else 1.0
        return place.of_coverage * covered + place.standing * (self._share * facet + self._most_gained)

    def hopeful(self, of_hit: Evidence, place: _Place, least: float) -> list[tuple[float, Candidate]]:
        """Return a passage's sentences that may reach a score, with their hopes, before their texts are looked at."""
        naming, candidate = of_hit.naming_sentences, of_hit.candidate
        found = [(self._hope_of(c, place), c) for c in map(candidate, naming)]
        nameless = [number for number in range(len(of_hit.hit.passage.sentences)) if number not in naming]
        if nameless:
            hope = self._hope_of(candidate(nameless[0]), place)  # the same for all of them
            found += [(hope, candidate(number)) for number in nameless if hope >= least]
        return [(hope, c) for hope, c in found if hope >= least]

    def _hope_of(self, candidate: Candidate, place: _Place) -> float:
        facet = met_at_most(self._wishes, candidate) if self._wishes else 1.0
        return self.hope(place, candidate.evidence, facet)

    def score(self, candidate: Candidate, place: _Place) -> Scored:
        """Return a candidate's score."""
        facet, facets = met(self._wishes, candidate, self._terms)
        covered = self._covered(candidate.evidence, facet)
        text = candidate.sentence.told
        lost = ANNOUNCES if self._lists and text.endswith(":") else 0.0
        lost += 0.0 if self._wants_items and candidate.lead_in else _emptiness(text)
        lost += ASIDE if self._shuns_codes and holds_code(text) else 0.0
        lost += ABOVE_ROWS if candidate.sentence.text in self._above_rows else 0.0
        lost += IS_ANSWERED if candidate.is_answered else ASKS if reports_question(text) else 0.0
        lost += OF_THE_FILE if not self._asks_for_persons and is_of_the_file(text) else 0.0
        gained = OPENS if self._codes and opening_code(text) in self._codes else 0.0
        if self._amounts:
            gained += FITS * fit(self._amounts, text, candidate.passage.context)
            lost += FOR_OTHERS if label_holds(self._amounts, text) is False else 0.0
        if self._presences and agrees(self._presences, presences(text)):
            gained += WITH_OR_WITHOUT
        gained += COUNTS if self._count and self._count.search(text) else 0.0
        gained += TO_THE_POINT * _share_asked_about(candidate.own, text)
        total = place.of_coverage * covered + place.standing * (self._share * facet + gained - lost)
        return Scored(candidate, total, covered, facets, place.is_first)

    def _covered(self, evidence: Strengths, facet: float) -> float:
        if self._has_subject:
            return self._coverage[evidence]
        return float(facet > 0)  # "indications" alone names no subject: what it asks for is all there is to find


def _share_asked_about(own: Strengths, text: str) -> float:
    """Return how many concepts a sentence names for each of its words: to analyze each sentence cost a fifth of all."""
    return min(1.0, sum(map(bool, own)) / max(1, len(text.split())))


def _emptiness(text: str) -> float:
    """Return what a sentence loses that only announces others."""
    return HEADS if len(text.split()) <= _FEW_WORDS and not any(c.isdigit() for c in text) else 0.0
