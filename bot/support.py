"""Whether the sources answer at all, on signals that can be told to a person."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.headline import NEAR, Scored
from bot.objections import Ground, Objection, objections
from index.concepts import Concept, Understanding

MIN_COVERAGE = 0.54  # of what the question is about, by the best sentence and what stands around it
_NEXT = 5  # sentences that are tried where the best one lacks something
# Where the next sentence is taken from another document:
_MOST_OF_IT = 0.6  # of the question, which it covers at least: half of it may be just the name that the best one lacks
_AS_MUCH = 0.9  # of what the best one covers
MAX_MISSING = 0.25  # share of a question's telling words that no passage holds by any name


@dataclass(frozen=True, slots=True)
class Support:
    """The signals of one question."""

    coverage: float  # 0 to 1, of the best sentence
    missing: float  # 0 to 1, weight of the words that no passage holds
    objections: tuple[Objection, ...] = ()  # what is asked for and not there

    @property
    def answers(self) -> bool:
        """Return whether the sources are taken to answer."""
        return self.coverage >= MIN_COVERAGE and not self.refuses_on_other_grounds

    @property
    def refuses_on_other_grounds(self) -> bool:
        """Return whether words or what is asked for are missing, whatever the best sentence covers."""
        return self.lacks_words or bool(self.objections)

    @property
    def lacks_words(self) -> bool:
        """Return whether too many of the question's words are in no passage, so that no other sentence can answer."""
        return self.missing > MAX_MISSING


def support_of(understood: Understanding, ranked: Sequence[Scored]) -> Support:
    """Return the signals for a question and its ranked sentences."""
    if not ranked:
        return Support(0.0, 1.0)
    missing = _missing(understood.concepts)
    return Support(ranked[0].coverage, missing, tuple(objections(understood, ranked[0], missing)))


def first_that_answers(understood: Understanding, ranked: Sequence[Scored]) -> tuple[Sequence[Scored], Support]:
    """Return the sentences and the support of the first: not the best one where it merely lacks something.

    What speaks against the best sentence mostly speaks against its document, and the next one would be a guess.
    But a sentence that lacks the figure asked for, or names too little, may outrank the one that answers; and a word
    that a document is about need not be said in it: the next sentence then has to cover as much in another document.
    """
    support = support_of(understood, ranked)
    if support.answers or not ranked or support.lacks_words:
        return ranked, support
    best = ranked[0]
    grounds = {objection.ground for objection in support.objections}
    if Ground.FIRM in grounds:
        return ranked, support
    least = max(_MOST_OF_IT, best.coverage * _AS_MUCH) if Ground.ELSEWHERE in grounds else 0.0
    for number, other in enumerate(ranked[1 : _NEXT + 1], 1):
        near = other.score >= best.score * NEAR and other.coverage >= least
        if near and (found := support_of(understood, [other])).answers:
            return ranked[number:], found
    return ranked, support


def _missing(concepts: Sequence[Concept]) -> float:
    subject = [c for c in concepts if c.names_subject]
    missing = [c.telling for c in subject if not c.supported]
    return sum(missing) / (sum([c.telling for c in subject]) or 1.0) if missing else 0.0
