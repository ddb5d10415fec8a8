"""A passage in context, as a modal: its neighbours in the document, the question's words marked, its references."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.provenance import standing
from bot.slack.blocks import place_within, without_entry
from bot.slack.buttons import actions, button
from bot.slack.forms import fits, modal
from bot.slack.handles import digest
from bot.slack.inert import shortened, visible
from bot.slack.quoting import quotation, without_numbers
from bot.slack.rich import Block, line, link, quoted, reference_parts, rich, section, text, with_codes, with_marks
from corpus.model import Passage, Sentence
from corpus.plurals import counted
from index.analyzer import Analyzer
from index.engine import Engine

EARLIER, LATER, OTHER = "earlier", "later", "other"
CALLBACK = "context"
_MOST_REFERENCES = 40


@dataclass(frozen=True, slots=True)
class Look:
    """What the modal shows: one passage, out of those that an answer showed, with a question's words marked."""

    passages: tuple[str, ...]  # identifiers, in the order of the answer; "" for what must not be shown
    current: str
    question: str = ""
    first: str = "A"  # label of the first of them
    digests: tuple[str, ...] = ()  # of what they said; none in buttons of former versions

    def metadata(self) -> Mapping[str, object]:
        """Return the look as a view carries it; without the question if it is too long with it."""
        for question in (self.question, ""):
            form = {"p": self.passages, "at": self.current, "q": question, "l": self.first, "d": self.digests}
            if fits(form):
                return form
        return {"p": [self.current], "at": self.current}

    def within(self, collections: Sequence[str], engine: Engine) -> "Look":
        """Return the look without the passages of other collections, where some are named; the others keep labels."""
        if not collections:
            return self
        kept = tuple(one if _stands_in(one, collections, engine) else "" for one in self.passages)
        current = self.current if self.current in kept else next(filter(None, kept), "")
        return replace(self, passages=kept, current=current)

    def name(self, passage_id: str) -> str:
        """Return what a passage is called: as the answer labels it, if that showed it."""
        shown = passage_id in self.passages
        return f"Passage {chr(ord(self.first) + self.passages.index(passage_id))}" if shown else "This passage"

    def means(self, passage: Passage) -> bool:
        """Return whether a passage still says what it said in the answer, as far as is known."""
        said = dict(zip(self.passages, self.digests, strict=False))
        return said.get(passage.passage_id) in (None, digest(passage))


def look_of(metadata: str) -> Look:
    """Return the look that a view or a button carries."""
    form = json.loads(metadata or "{}")
    passages = tuple(form.get("p", ()))
    current = form.get("at") or (passages[0] if passages else "")
    return Look(passages, current, form.get("q", ""), form.get("l", "A"), tuple(form.get("d", ())))


def context_view(look: Look, engine: Engine, analyzer: Analyzer) -> Block:
    """Return the modal for a look; a passage that is gone from the index, or says other things now, is told."""
    found = around(engine, look.current)
    blocks = list(_blocks(look, found, engine, analyzer)) if found and look.means(found[1]) else [_gone()]
    return modal(CALLBACK, "In context", blocks, metadata=look.metadata())


def around(engine: Engine, passage_id: str) -> tuple[Passage | None, Passage, Passage | None] | None:
    """Return a passage between its neighbours; None if the index does not hold it any more."""
    doc_id, _, ordinal = passage_id.rpartition("#")
    passages = engine.passages(doc_id)
    at = int(ordinal) if ordinal.isdecimal() else len(passages)
    if at >= len(passages) or passages[at].passage_id != passage_id:
        return None
    before = passages[at - 1] if at else None
    return before, passages[at], passages[at + 1] if at + 1 < len(passages) else None


def _stands_in(passage_id: str, collections: Sequence[str], engine: Engine) -> bool:
    found = around(engine, passage_id)
    return found is None or found[1].collection in collections  # that one is gone is told of itself


def _gone() -> Block:
    return rich(line("This passage is no longer in the sources: the document has changed or was removed. Ask again."))


def _blocks(
    look: Look, found: tuple[Passage | None, Passage, Passage | None], engine: Engine, analyzer: Analyzer
) -> Iterator[Block]:
    before, passage, after = found
    terms = frozenset(analyzer.terms(look.question))
    yield _head(passage)
    yield from actions(list(_steps(look, before, after)))
    if before:
        yield rich(*_neighbour(before, passage))
    yield rich(section(text(f"{look.name(look.current)}\n", bold=True)), quoted(_marked(passage, terms, analyzer)))
    if after:
        yield rich(*_neighbour(after, passage))
    yield from _references(engine, passage)


def _head(passage: Passage) -> Block:
    where = place_within(passage, 500)
    url = passage.metadata.url
    known = standing(passage.metadata)
    lines = [section(link(url, where) if url else text(where, bold=True), text("\n"))]
    if known:
        lines.append(line(known, italic=True))
    return rich(*lines, line(f"File: {shortened(passage.source, 200)}", italic=True))


def _steps(look: Look, before: Passage | None, after: Passage | None) -> Iterator[Block]:
    if before:
        yield button(EARLIER, "Earlier", before.passage_id)
    if after:
        yield button(LATER, "Later", after.passage_id)
    if len(look.passages) > 1:
        for i, passage_id in enumerate(look.passages):
            if passage_id not in ("", look.current):
                yield button(f"{OTHER}:{i}", look.name(passage_id), passage_id)


def _neighbour(passage: Passage, current: Passage) -> Iterator[Block]:
    other = passage.section if passage.section != current.section else ()
    name = f", under “{shortened(' › '.join(other), 200)}”" if other else ""
    before = passage.ordinal < current.ordinal
    yield section(text(f"{'Before it' if before else 'After it'}{name}\n", italic=True))
    yield section(*quotation(passage, lambda words, _: with_codes(words)), text("\n"))


def _marked(passage: Passage, terms: frozenset[str], analyzer: Analyzer) -> Iterator[Block]:
    """Yield the passage with the question's words in bold."""

    def draw(words: str, _: Sentence) -> Iterator[Block]:
        return with_marks(words, {(t.start, t.end) for t in analyzer.tokens(words) if t.term in terms})

    yield from quotation(passage, draw)
    yield from without_numbers(passage)


def _references(engine: Engine, passage: Passage) -> Iterator[Block]:
    known = engine.references(passage.doc_id)
    numbers, further = passage.citations[:_MOST_REFERENCES], passage.citations[_MOST_REFERENCES:]
    lines = [
        section(*reference_parts(f"[{number}] {visible(reference.text)}", reference), text("\n"))
        for number in numbers
        if (reference := known.get(number))
    ]
    if absent := [number for number in numbers if known.get(number) is None]:
        lines.append(without_entry(absent))
    if further:
        words = f"{counted(len(further), 'more reference')}, from [{further[0]}] on: in the document's own list."
        lines.append(line(words, italic=True))
    if lines:
        yield rich(line("References", bold=True), *lines)
