"""Whether the sources answer at all, on signals that can be told to a person."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from bot.choosing.evidence import Candidate
from bot.choosing.headline import NEAR, Scored
from bot.refusing.objections import Ground, Objection, objections
from index.questions.codes import is_like_a_code
from index.questions.concepts import Concept, Understanding

MIN_COVERAGE = 0.54  # of what the question is about, by the best sentence and what stands around it
_NEXT = 5  # sentences that are tried where the best one lacks something
# Where the next sentence is taken from another document:
_MOST_OF_IT = 0.6  # of the question, which it covers at least: half of it may be just the name that the best one lacks
_AS_MUCH = 0.9  # of what the best one covers
MAX_MISSING = 0.25  # share of a question's telling words that no passage holds by any name
# A sentence that stands out answers a long message of which it covers less, as most of that only tells what happened:
MOST_BY_CHANCE = 0.37  # passages that would hold its words of the question by chance: less than one in all
MOST_LIKE_IT = 7.0  # that would hold as many, be it other words: a long text has many choices of a few
MAX_MISSING_BESIDE = 0.35  # share of the words that may then be missing
_LONG = 5  # words of such a message; in a short question the one that is missing is what is asked about
_FEW_PASSAGES = 100  # as many are taken to be there: in ten passages a word of one passage tells next to nothing


@dataclass(frozen=True, slots=True)
class Support:
    """The signals of one question."""

    coverage: float  # 0 to 1, of the best sentence
    missing: float  # 0 to 1, weight of the words that no passage holds
    objections: tuple[Objection, ...] = ()  # what is asked for and not there
    by_chance: float = math.inf  # passages that would hold what the best sentence names
    like_it: float = math.inf  # that would hold as many of the question's words

    @property
    def answers(self) -> bool:
        """Return whether the sources are taken to answer."""
        return (self.coverage >= MIN_COVERAGE or self.stands_out) and not self.refuses_on_other_grounds

    @property
    def stands_out(self) -> bool:
        """Return whether the best sentence names so much itself that it is no chance, however long the question is."""
        is_chance = self.by_chance > MOST_BY_CHANCE or self.like_it > MOST_LIKE_IT
        return not is_chance and self.missing <= MAX_MISSING_BESIDE

    @property
    def refuses_on_other_grounds(self) -> bool:
        """Return whether words or what is asked for are missing, whatever the best sentence covers."""
        return self.lacks_words or bool(self.objections)

    @property
    def lacks_words(self) -> bool:
        """Return whether too many of the question's words are in no passage, so that no other sentence can answer."""
        return self.missing > MAX_MISSING and not self.stands_out


def support_of(understood: Understanding, ranked: Sequence[Scored], passages: int) -> Support:
    """Return the signals for a question and its ranked sentences; `passages` is how many the collection has."""
    if not ranked:
        return Support(0.0, 1.0)
    best, missing = ranked[0], _missing(understood.concepts)
    against = tuple(objections(understood, best, missing))
    is_chance = not best.of_first_hit or _is_about_missing(understood.concepts, missing)
    by_chance, like_it = (
        (math.inf, math.inf) if is_chance else _by_chance(understood.concepts, best.candidate, passages)
    )
    return Support(best.coverage, missing, against, by_chance, like_it)


def first_that_answers(
    understood: Understanding, ranked: Sequence[Scored], passages: int
) -> tuple[Sequence[Scored], Support]:
    """Return the sentences and the support of the first: not the best one where it merely lacks something.

    What speaks against the best sentence mostly speaks against its document, and the next one would be a guess.
    But a sentence that lacks the figure asked for, or names too little, may outrank the one that answers; and a word
    that a document is about need not be said in it: the next sentence then has to cover as much in another document.
    """
    support = support_of(understood, ranked, passages)
    if support.answers or not ranked or support.lacks_words:
        return ranked, support
    best = ranked[0]
    grounds = {objection.ground for objection in support.objections}
    if Ground.FIRM in grounds:
        return ranked, support
    least = max(_MOST_OF_IT, best.coverage * _AS_MUCH) if Ground.ELSEWHERE in grounds else 0.0
    for number, other in enumerate(ranked[1 : _NEXT + 1], 1):
        near = other.score >= best.score * NEAR and other.coverage >= least
        if near and (found := support_of(understood, [other], passages)).answers:
            return ranked[number:], found
    return ranked, support


def _is_about_missing(concepts: Sequence[Concept], missing: float) -> bool:
    """Return whether what no passage holds is what is asked about: a code, or one of few words."""
    if any(not c.supported and is_like_a_code(c.typed) for c in concepts):
        return True
    return missing > MAX_MISSING and sum(c.names_subject for c in concepts) < _LONG


def _by_chance(concepts: Sequence[Concept], best: Candidate, passages: int) -> tuple[float, float]:
    """Return how many passages would hold the words that a sentence names by chance, and how many as many of any.

    A word's idf is about -ln of the share of passages that hold it (Robertson and Spärck Jones 1976): all of some
    independent words are held by passages * exp(-sum of idf).
    """
    subject = [(c.telling, strength) for c, strength in zip(concepts, best.own, strict=True) if c.names_subject]
    held = max(passages, _FEW_PASSAGES) * math.exp(-sum(telling * strength for telling, strength in subject))
    return held, held * math.comb(len(subject), sum(strength > 0 for _, strength in subject))


def _missing(concepts: Sequence[Concept]) -> float:
    subject = [c for c in concepts if c.names_subject]
    missing = [c.telling for c in subject if not c.supported]
    return sum(missing) / (sum([c.telling for c in subject]) or 1.0) if missing else 0.0
