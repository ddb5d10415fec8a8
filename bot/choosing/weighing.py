"""How far what stands above a passage and around it names each concept: headings, its document, other documents."""

from collections.abc import Sequence
from functools import reduce
from operator import or_

from bot.choosing.concept_names import Named, Names, Naming
from bot.choosing.strengths import Strengths, scaled, strongest
from corpus.model import Passage
from index.engine import Hit
from index.questions.concepts import Concept

LEAD_IN = 0.93  # the subject of a bullet often stands in what leads it in alone
SECTION = 0.85
TITLE = 0.9
PASSAGE = 0.4
DOCUMENT = 0.35  # another passage of the document that was found
OPENING = 0.75  # its first sentence, which mostly says what it is about
THROUGHOUT = 0.9  # all of them: what the document is about need not be said in each sentence
REPEATED = 0.5  # several of them, and hardly another document, but not its first sentence: a detail told twice
OFTEN = 1.0  # passages beyond the first that name what a document is about
REACH = 40  # passages before and after, as far as a part of a document is taken to be about one thing
_OWNED = 3  # passages of a document that name what it is about, whatever its title
_OWNERS = 2  # documents that may be about a drug or a payer; what more of them name is the subject of all

_Document = tuple[Names, tuple[Names, ...]]  # of its first sentence, and of its hits near a passage


class Weighing:
    """Weighs the places of a question's hits; many hold the same names, and those are weighed once."""

    def __init__(self, naming: Naming, hits: Sequence[Hit], named: Sequence[Named]) -> None:
        self.naming, self.hits = naming, hits
        self._found: dict[str, list[tuple[int, Named]]] = {}  # ordinal and names of a document's hits
        self._in_document: dict[str, Names] = {}  # by any of them
        for hit, held in zip(hits, named, strict=True):
            doc_id = hit.passage.doc_id
            self._found.setdefault(doc_id, []).append((hit.passage.ordinal, held))
            self._in_document[doc_id] = self._in_document.get(doc_id, 0) | held.whole
        self._topics: dict[_Document, Strengths] = {}

    def passages_of(self, doc_id: str) -> Sequence[Passage]:
        """Return the passages of a document that were found."""
        return [hit.passage for hit in self.hits if hit.passage.doc_id == doc_id]

    def at_most(self, doc_id: str, named: Named) -> Strengths:
        """Return what no place of a passage can exceed: as if all the names stood in one sentence."""
        return self.naming.strengths(named.title | self._in_document[doc_id])

    def owned_elsewhere(self, doc_id: str) -> Strengths:
        """Return how far another document is about each concept; 0 for what more than two of them name at all."""
        others = [other for other in self._found if other != doc_id]
        about = [self._about(other) for other in others]
        naming = [self.naming.strengths(self._in_document[other]) for other in others]
        by_concept = zip(zip(*about, strict=True), zip(*naming, strict=True), strict=True)
        owned = [max(about) if sum(map(bool, naming)) <= _OWNERS else 0.0 for about, naming in by_concept]
        return tuple(owned) or self.naming.nothing

    def _about(self, doc_id: str) -> Strengths:
        """Return how far a document's titles, or several of its passages, name each concept."""
        strengths, named = self.naming.strengths, [held for _, held in self._found[doc_id]]
        titles = strengths(reduce(or_, (held.title for held in named)))
        if len(named) < _OWNED:
            return titles
        by_concept = zip(*(strengths(held.whole) for held in named), strict=True)
        return strongest(titles, tuple([sorted(column)[-_OWNED] for column in by_concept]))

    def near(self, named: Named) -> Strengths:
        """Return how far what stands above a passage or anywhere in it names each concept."""
        found = self.naming.nothing
        places = (LEAD_IN, named.lead_in), (SECTION, named.section), (TITLE, named.title), (PASSAGE, named.text)
        for level, names in places:
            if names:
                found = strongest(found, scaled(level, self.naming.strengths(names)))
        return found

    def anywhere(self, passage: Passage, named: Named) -> Strengths:
        """Return the same with how far the document, or its part of a long one, tells of each concept."""
        around = self._document(passage)
        known = self._topics.get(around)
        if known is None:
            known = self._topics[around] = self._topic(*around)
        return strongest(self.near(named), known)

    def shares(self, passage: Passage, named: Named) -> Strengths:
        """Return the share of a document's hits near a passage that name each concept, 1 for what its title names."""
        near = [self.naming.strengths(names) for names in self._document(passage)[1]]
        by_concept = zip(self.naming.strengths(named.title), zip(*near, strict=True), strict=True)
        return tuple([1.0 if title else sum(map(bool, column)) / len(near) for title, column in by_concept])

    def _document(self, passage: Passage) -> _Document:
        """Return the names of a document's first sentence, if it was found, and of its hits near a passage."""
        opening, around = 0, []
        for ordinal, named in self._found[passage.doc_id]:
            if abs(ordinal - passage.ordinal) <= REACH:
                around.append(named.whole)
                if ordinal == 0:
                    opening = named.sentences.get(0, 0)
        return opening, tuple(around)

    def _topic(self, opening: Names, near: Sequence[Names]) -> Strengths:
        """Return how far a document is about each concept: many passages name it, or hardly any other document does."""
        naming = self.naming
        opens, passages = naming.strengths(opening), [naming.strengths(names) for names in near]
        begins = scaled(OPENING, opens)
        if len(passages) == 1:  # a word of one passage is no topic
            return strongest(scaled(DOCUMENT, passages[0]), begins)
        by_concept = zip(naming.concepts, opens, zip(*passages, strict=True), strict=True)
        return strongest(tuple([_throughout(c, bool(first), strengths) for c, first, strengths in by_concept]), begins)


def _throughout(concept: Concept, opens: bool, strengths: Sequence[float]) -> float:
    """Return how far a document is about a concept that its passages name with these strengths.

    It is where many of them do; or where hardly any other document does, if its first sentence (`opens`) does.
    """
    naming = sum(strengths)
    if not naming:
        return 0.0
    alone = min(1.0, naming / concept.frequency) if concept.frequency else 0.0
    many = min(1.0, naming / len(strengths))
    above = max((THROUGHOUT - DOCUMENT) * many, ((THROUGHOUT if opens else REPEATED) - DOCUMENT) * alone)
    often = min(1.0, max(0.0, naming - 1) / OFTEN)
    return max(strengths) * (DOCUMENT + above * often)
