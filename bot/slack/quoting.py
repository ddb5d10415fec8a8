"""A passage word for word, set as its source sets it: its lead-in, its lines with their marks, its numbers."""

import re
from collections.abc import Callable, Iterable, Iterator

from bot.model import NO_CITATION, citation_label, shown_citations
from bot.slack.inert import shortened, visible
from bot.slack.rich import Block, text
from corpus.model import Passage, Sentence

LONGEST_SENTENCE = 2_400
_BULLETS = "-*+•‣▪◦·●○–—o"  # Word's second level is an "o" in texts that were copied
_NUMBERED = re.compile(r"\(?\w{1,5}[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.?")  # an item of a list, or a paragraph ("4.2")

Draw = Callable[[str, Sentence], Iterable[Block]]  # the runs of a sentence, whose words are visible and not too long


def quotation(passage: Passage, draw: Draw) -> Iterator[Block]:
    """Yield the sentences, each with its own numbers; each item of a list and each paragraph in a line of its own."""
    if passage.context:
        yield text(f"{shortened(passage.context, LONGEST_SENTENCE)} …\n", italic=True)
    at = passage.start
    for sentence in passage.sentences:
        gap = passage.text[at - passage.start : sentence.start - passage.start]
        if before := _before(gap, first=at == passage.start):
            yield text(before)
        yield from draw(shortened(sentence.text, LONGEST_SENTENCE), sentence)
        if sentence.citations:
            yield text(f" {citation_label(sentence)}", italic=True)
        at = sentence.end


def without_numbers(passage: Passage) -> Iterator[Block]:
    """Yield what it means that sentences of a quotation have no numbers, if some have none."""
    cited = [bool(shown_citations(sentence)) for sentence in passage.sentences]
    if not any(cited):
        yield text(f"\n({NO_CITATION})", italic=True)
    elif not all(cited):
        yield text(f"\n(sentences without a number: {NO_CITATION})", italic=True)


def _before(gap: str, *, first: bool) -> str:
    """Return what stands before a sentence: of its source's own words between two the numbers of items alone."""
    mark = visible(gap)
    mark = "• " if len(mark) == 1 and mark in _BULLETS else f"{mark} " if _NUMBERED.fullmatch(mark) else ""
    if first:
        return mark
    return f"\n{mark}" if "\n" in gap else " "
