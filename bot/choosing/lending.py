"""What a sentence takes from one before it: "it" from what that one is about, an item from its lead-in or its label."""

import re
from collections.abc import Callable, Iterator, Set

from bot.choosing.concept_names import Named, Names, Naming
from bot.choosing.concordance import Terms
from bot.choosing.list_items import ABOVE, labels, leads
from bot.choosing.strengths import Strengths, scaled, strongest
from bot.choosing.weighing import LEAD_IN
from corpus.model import Passage

ANTECEDENT = 0.7  # the sentence before one that begins with "it"
SUBJECT = 0.9  # what that one begins with, for which "it" mostly stands
_BEGINNING = 6  # words
_LEANING = re.compile(r"(?:(?P<subject>It|They|This|These)|Both|Neither)\b")
_REPORTED = re.compile(r"\b(?:asked|asks?|wondered) (?:us )?(?:whether|if|how|what|why)\b", re.IGNORECASE)


class Lending:
    """What stands before the sentences of one passage and is told of them too; sentences are known by their numbers."""

    __slots__ = ("_leads", "_lent", "_named", "_naming", "_passage", "_terms", "takers")

    def __init__(self, passage: Passage, named: Named, naming: Naming, terms: Callable[[str], Terms]) -> None:
        """`named` holds the names in the passage, `terms` remembers those of texts that come again."""
        self._passage, self._named, self._naming, self._terms = passage, named, naming, terms
        self._leads = leads(passage)
        self._lent: dict[int, Strengths] = {}
        for lent in (self._by_antecedents(), self._by_labels(), self._by_leads()):
            for number, strengths in lent:
                known = self._lent.get(number)
                self._lent[number] = strengths if known is None else strongest(known, strengths)
        items = {item for item, lead in self._leads.items() if self._names_of(lead)}
        self.takers: Set[int] = (
            self._lent.keys() | items
        )  # who takes anything, be it from what stands above the passage

    def lent(self, number: int) -> Strengths:
        """Return the evidence that a sentence takes from those before it in the passage."""
        return self._lent.get(number, self._naming.nothing)

    def lead_in(self, number: int) -> str:
        """Return what leads a sentence in as an item of a list, in the passage or above it; "" where it is none."""
        passage, lead = self._passage, self._leads.get(number)
        if lead is None:
            return ""
        if lead != ABOVE:
            return passage.sentences[lead].text
        return passage.context or (passage.section[-1] if passage.section else "")

    def question_before(self, number: int) -> str:
        """Return the sentence right before one if it is a question, else ""."""
        passage = self._passage
        last = passage.bounds[2 * number - 1] - passage.start - 1
        return passage.sentences[number - 1].told if passage.text.startswith("?", last) else ""

    def asked_before(self, number: int) -> Strengths:
        """Return how well the sentence right before one names each concept."""
        return self._naming.strengths(self._named.sentences.get(number - 1, 0))

    def said(self, number: int, own: Strengths) -> Strengths:
        """Return a sentence's own evidence with that of what leads it in."""
        lead = self._leads.get(number)
        return own if lead is None else strongest(own, self._naming.strengths(self._names_of(lead)))

    def _names_of(self, lead: int) -> Names:
        """Return the names in what leads an item in."""
        named = self._named
        if lead != ABOVE:
            return named.sentences.get(lead, 0)
        return named.lead_in if self._passage.context else named.section

    def _by_antecedents(self) -> Iterator[tuple[int, Strengths]]:
        """Yield the sentences that point at one before that names something: "It is avoided in …"."""
        text, start, bounds = self._passage.text, self._passage.start, self._passage.bounds
        for before in self._named.sentences:
            number = before + 1
            if 2 * number < len(bounds) and (leaning := _LEANING.match(text, bounds[2 * number] - start)):
                antecedent = text[bounds[2 * before] - start : bounds[2 * before + 1] - start]
                yield number, self._of_antecedent(before, antecedent, for_subject=leaning["subject"] is not None)

    def _of_antecedent(self, number: int, text: str, *, for_subject: bool) -> Strengths:
        """Return what a sentence lends the one that leans on it, mostly `for_subject`: for what it begins with."""
        named = self._naming.strengths(self._named.sentences[number])
        if reports_question(text):
            return scaled(LEAD_IN, named)
        if not for_subject:
            return scaled(ANTECEDENT, named)
        subject = self._naming.strengths_of(self._terms(" ".join(text.split()[:_BEGINNING])))
        return strongest(scaled(ANTECEDENT, named), scaled(SUBJECT, subject))

    def _by_labels(self) -> Iterator[tuple[int, Strengths]]:
        """Yield the sentences behind a label that names something: "Silver: daily. Stop after a week."."""
        for number, label in labels(self._passage).items():
            strengths = self._naming.strengths_of(self._terms(label))
            if any(strengths):
                yield number, scaled(LEAD_IN, strengths)

    def _by_leads(self) -> Iterator[tuple[int, Strengths]]:
        """Yield the items that a sentence of the passage leads in; what stands above it is told of all sentences."""
        sentences = self._named.sentences
        for item, lead in self._leads.items():
            if lead in sentences:
                yield item, scaled(LEAD_IN, self._naming.strengths(sentences[lead]))


def reports_question(text: str) -> bool:
    """Return whether a sentence only tells what somebody asked; the next one replies."""
    return ("ask" in text or "wonder" in text) and _REPORTED.search(text) is not None  # few texts are looked through
