"""What stands in the passage of the best sentence or above it, and so need not be said in the sentence."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from bot.choosing.evidence import Candidate
from bot.choosing.weighing import OPENING, PASSAGE
from corpus.tables.rows import BETWEEN_CELLS
from index.questions.body_weight import weights_agree
from index.questions.codes import holds_code, opening_code
from index.questions.concepts import Concept, Understanding
from index.questions.general_english import people
from index.questions.names_of_persons import is_given_name

_TOPIC = 0.5  # evidence from which a document is about something, and not only mentions it
_ALL_OVER = 0.2  # share of a document's passages near by from which what they name need not be said with a figure
_THROUGHOUT = 0.75  # evidence from which what a document is about need not be said near the answer
_MOST = 0.5  # share of a document's passages near by that name what it is about
_LEFT_OUT = 0.4  # share of a question's names that need not stand where the figure stands that is asked for
_A_NAME = 2  # words of a heading that names whom or what its part is on
_VERBAL = ("ing", "ed")


@dataclass(frozen=True, slots=True)
class NearBy:
    """What stands in the best sentence's passage or above it."""

    understood: Understanding
    best: Candidate

    @property
    def concepts(self) -> Sequence[Concept]:
        """Return the concepts of the question, as its evidence is ordered."""
        return self.understood.concepts

    def holds(self, concept: Concept) -> bool:
        """Return whether the passage or what stands above it names the concept, or limits of weight tell who it is."""
        return self.best.nearby[self.concepts.index(concept)] > 0 or self._weighs(concept)

    def is_on(self, concept: Concept) -> bool:
        """Return whether the passage or what stands above it names the concept, or its document is about it."""
        return self.holds(concept) or self._evidence(concept) >= _THROUGHOUT

    def anywhere(self, concept: Concept) -> bool:
        """Return whether the best sentence's document names it, as far as it was found."""
        return self._evidence(concept) > 0 or self._weighs(concept)

    def _weighs(self, concept: Concept) -> bool:
        """Return whether it is who is treated, and limits of the sentence hold their weight: "15 to 30 kg" of a kid."""
        return concept.typed.lower() in people() and weights_agree(self.understood.question, self.best.sentence.told)

    def _evidence(self, concept: Concept) -> float:
        return self.best.evidence[self.concepts.index(concept)]

    def is_all_over(self, concept: Concept) -> bool:
        """Return whether most of the best sentence's document that was found names it."""
        return self.best.of.shares[self.concepts.index(concept)] >= _MOST

    def pairs(self, concept: Concept) -> bool:
        """Return whether the best sentence names another code of the question in a document that holds this one."""
        others = (own for c, own in zip(self.concepts, self.best.own, strict=True) if c.is_code and c is not concept)
        least = 0.0 if self.understood.owns(concept) else _TOPIC
        return any(others) and self._evidence(concept) > least

    def is_topic(self, code: Concept) -> bool:
        """Return whether the best sentence's document is about the code, and the sentence about no other.

        It may hold another where it names what else is asked about: "intubation during 99291".
        """
        about, text = self._evidence(code), self.best.sentence.text
        if not holds_code(text):
            return about >= _TOPIC
        named = any(own and is_name(c) for c, own in zip(self.concepts, self.best.own, strict=True) if not c.is_code)
        on_another = BETWEEN_CELLS in text or opening_code(text)  # a row, or what begins with a code, is about that
        return named and not on_another and about >= _THROUGHOUT

    def unnamed(self) -> str | None:
        """Return a name in the question that is not said before the best sentence ends, nor all over its document.

        A text names a drug before it tells the dose. Of many names some may be left out, and what the document begins
        with; not what another part of it is headed by.
        """
        names = self._names()
        missed = [c for c, is_named in names if not is_named]
        told = {c.term: c.telling for c, _ in names}  # a word that is typed twice counts once
        share = sum({c.term: c.telling for c in missed}.values()) / (sum(told.values()) or 1.0)
        return missed[0].typed if missed and share > _LEFT_OUT else None

    def unnamed_among(self, words: Set[str]) -> str | None:
        """Return one of these words, in lower case, that is such a name, however small its share of the question is.

        Some passage has to name it: else the documents tell nothing apart by it.
        """
        missed = (c for c, is_named in self._names() if not is_named and c.supported)
        return next((c.typed for c in missed if c.typed.lower() in words), None)

    def _names(self) -> Sequence[tuple[Concept, bool]]:
        """Return the names in the question, and whether they are said before the best sentence ends."""
        named = zip(self.concepts, self._said_with_figure(), strict=True)
        names = [(c, is_named) for c, is_named in named if is_name(c)]
        own = [(c, is_named) for c, is_named in names if self.understood.owns(c)]
        return own if any(is_named for _, is_named in own) else names  # "and X?" asks for X instead

    def _said_with_figure(self) -> Iterator[bool]:
        """Yield for each concept whether the best sentence or what stands before it names it, or the whole document."""
        best, shares = self.best, self.best.of.shares
        for i, (concept, before) in enumerate(zip(self.concepts, best.so_far, strict=True)):
            around = before > 0 or shares[i] >= _ALL_OVER or best.evidence[i] >= OPENING
            before_it = around and (shares[i] == 1 or not self._heads_elsewhere(concept))
            yield best.own[i] > 0 or before_it or self._weighs(concept)

    def unnamed_above(self) -> str | None:
        """Return a name in the question if neither the best sentence nor what stands above it has any of them."""
        named = zip(self.concepts, self.best.nearby, strict=True)
        names = [(c, near > PASSAGE) for c, near in named if is_name(c)]
        return names[0][0].typed if names and not any(is_named for _, is_named in names) else None

    def _heads_elsewhere(self, concept: Concept) -> bool:
        """Return whether the concept heads another part of the document, and not the best sentence's.

        It does so alone, or with a word for what all parts are on: "Gabapentin capsules", "Cedar Mutual".
        """
        best = self.best
        here, *others = (best.terms_of("".join(p.section[-1:])) for p in (best.passage, *best.beside))
        return not concept.strength_in(here) and any(len(o) <= _A_NAME and concept.strength_in(o) for o in others)


def is_name(concept: Concept) -> bool:
    """Return whether a word names something of its own, and not what is done or how, nor who says so: "Maria".

    A code may be one, which is none of the things that `Concept.names_thing` tells of.
    """
    typed = concept.typed
    plain = not concept.names_subject or _is_verbal(concept) or typed.isdecimal()
    return concept.special and not (plain or is_given_name(typed))


def _is_verbal(concept: Concept) -> bool:
    """Return whether a word tells what is done: "tapering", but not "sling", which is its own stem."""
    typed = concept.typed.lower()
    return typed.endswith(_VERBAL) and concept.term != typed
