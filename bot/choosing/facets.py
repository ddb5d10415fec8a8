"""How far a sentence does what a question asks: holds the code or dose, uses the words that answering sentences use."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import compress

from bot.choosing.concordance import Terms
from bot.choosing.evidence import Candidate
from bot.choosing.strengths import Strengths
from index.questions.concepts import Concept
from index.questions.intents import Intent, intents_of

HOLDS = 0.6  # the sentence holds the code, dose, time or number that is asked for
ASKED = 0.3  # it uses the word that asks, such as "indicated"
SAYS = 0.5  # it uses words of answering sentences
UNDER = 0.2  # it stands under a heading that answers

OF_A_LIST = frozenset({"coverage", "contraindication", "indication", "requirement"})  # is said once, above the items

Met = tuple[float, tuple[str, ...]]  # how far, 0 to 1, and by what


@dataclass(frozen=True, slots=True)
class IntentWords:
    """The terms of an intent; the same for all questions."""

    intent: Intent
    names: tuple[Terms, ...]  # of answering sentences: all terms of a name have to be there
    held_in: Terms  # all of them
    single: Terms  # those that are names by themselves
    sections: Terms
    signs: tuple[str, ...]  # what is told of a sentence that holds it, names it, says it, or stands under it

    @classmethod
    def of(cls, intent: Intent, terms: Callable[[str], Terms]) -> "IntentWords":
        """Return the words of an intent as terms."""
        names = tuple(terms(name) for name in intent.terms)
        single = frozenset[str]().union(*(name for name in names if len(name) == 1))
        signs = (f"holds a {intent.answer}", *(f"{how} {intent.name}" for how in ("names", "says", "under")))
        return cls(intent, names, frozenset[str]().union(*names), single, terms(" ".join(intent.sections)), signs)


@dataclass(frozen=True, slots=True)
class Wish:
    """One thing that a question asks for."""

    words: IntentWords
    asking: tuple[int, ...]  # concepts that ask for it in a word that answering sentences use too
    subject: tuple[int, ...]  # concepts that name what it is about
    _says: dict[Terms, float] = field(default_factory=dict)
    _under: dict[Terms, bool] = field(default_factory=dict)

    @classmethod
    def of(cls, words: IntentWords, concepts: Sequence[Concept]) -> "Wish":
        """Return what an intent means for the concepts of a question."""
        name, numbered = words.intent.name, list(enumerate(concepts))
        asking = (i for i, c in numbered if name in c.asks and c.term in words.single)
        subject = (i for i, c in numbered if c.names_subject)
        return cls(words, tuple(asking), tuple(subject))

    def at_most(self, candidate: Candidate) -> float:
        """Return what `met_by` cannot exceed for a sentence, before its text is looked at."""
        if self.replies(candidate):
            return 1.0
        share = ASKED * self._is_asked(candidate) + SAYS + UNDER * self._is_under(candidate.above)
        if not self.words.intent.answer:
            return share
        return HOLDS * self._may_hold(candidate.own) + (1 - HOLDS) * share

    def met_by(self, candidate: Candidate, terms: Terms) -> Met:
        """Return how far a sentence of these terms meets it."""
        intent = self.words.intent
        if self.replies(candidate):
            return 1.0, (f"replies to a question on {intent.name}",)
        asked, says, under = self._is_asked(candidate), self._said(terms), self._is_under(candidate.above)
        share = ASKED * asked + SAYS * says + UNDER * under
        holds = bool(intent.answer) and self._holds(candidate)
        met = HOLDS * holds + (1 - HOLDS) * share if intent.answer else share
        return met, tuple(compress(self.words.signs, (holds, asked, says, under)))

    def _holds(self, candidate: Candidate) -> bool:
        intent = self.words.intent
        above = [candidate.lead_in] if intent.answer in OF_A_LIST else []
        if intent.answer == "requirement":  # "What Goes into the Chart"
            above += candidate.passage.section[-1:]
        return self._may_hold(candidate.own) and any(map(intent.held_by, (candidate.sentence.told, *above)))

    def replies(self, candidate: Candidate) -> bool:
        """Return whether a sentence replies to the same question, asked by the heading above it or in the text."""
        return candidate.replies_on(self.subject) and self._asked_by(candidate.question)

    def _asked_by(self, question: str) -> bool:
        """Return whether a question of the text asks for the same, or for nothing that is known."""
        asked = intents_of(question)
        return not asked or self.words.intent in asked

    def _is_asked(self, candidate: Candidate) -> bool:
        return bool(self.asking) and any(map(candidate.said.__getitem__, self.asking))

    def _may_hold(self, own: Strengths) -> bool:
        """Return whether a sentence that names this may hold what is asked for: not if it defines something else."""
        return self.words.intent.answer != "definition" or any(map(own.__getitem__, self.subject))

    def _is_under(self, above: Terms) -> bool:
        known = self._under.get(above)
        if known is None:
            known = self._under[above] = not self.words.sections.isdisjoint(above)
        return known

    def _said(self, terms: Terms) -> float:
        """Return how many of the words of answering sentences a sentence uses; each further one adds half as much."""
        held = self.words.held_in & terms
        known = self._says.get(held)
        if known is None:
            known = self._says[held] = 1 - 0.5 ** sum([held >= name for name in self.words.names])
        return known


def met(wishes: Sequence[Wish], candidate: Candidate, terms: Callable[[str], Terms]) -> Met:
    """Return how far a sentence does what the question asks, and by what; nothing where it asks for nothing known."""
    if not wishes:
        return 0.0, ()
    held, above = terms(candidate.sentence.text), candidate.lead_in
    held = held | terms(above) if above else held
    each = [wish.met_by(candidate, held) for wish in wishes]
    return sum([value for value, _ in each]) / len(each), tuple([name for _, names in each for name in names])


def met_at_most(wishes: Sequence[Wish], candidate: Candidate) -> float:
    """Return what `met` cannot exceed for a sentence, before its text is looked at."""
    return sum([wish.at_most(candidate) for wish in wishes]) / len(wishes) if wishes else 0.0
