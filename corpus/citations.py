"""Citation marks -> numbers, sentence by sentence."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from itertools import pairwise

from corpus.model import Block, BlockKind, Certainty, Doubt, Sentence
from corpus.sentences import split_sentences

_LIST = r"\d{1,3}(?:\s?[-–—−]\s?\d{1,3})?(?:,\s?\d{1,3}(?:\s?[-–—−]\s?\d{1,3})?)*"
_BRACKET = re.compile(rf"\[({_LIST})\]")
_RAISED = re.compile(r"(?<=[A-Za-z.,;:)\]”\"’])([¹²³⁴⁵⁶⁷⁸⁹⁰][⁰¹²³⁴⁵⁶⁷⁸⁹⁻,]*)")
_BARE = re.compile(rf"(?P<before>\S+)\s+(?P<list>{_LIST})[.!?]*[\"'”’)\]]*$")
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_UNIT_BEFORE_RAISED = re.compile(r"\b(?:m|cm|mm|km)$")
_LONGEST_RANGE = 50


@dataclass(frozen=True, slots=True)
class Reading:
    """A document's sentences with their citations."""

    sentences: tuple[tuple[Sentence, ...], ...]  # one per block; () for headings
    style: str  # bracket | superscript | bare | none
    doubts: tuple[Doubt, ...]


def read_citations(text: str, blocks: Sequence[Block], reference_numbers: Collection[int] | None) -> Reading:
    """Return every block's sentences, each with the citation numbers that it carries itself."""
    bounds = [_spans(text, block) for block in blocks]
    spans = [span for found in bounds for span in found]
    explicit = {span: marks for span in spans if (marks := list(_explicit(text, *span)))}
    bare = {} if explicit else {span: marks for span in spans if (marks := list(_bare(text, *span, reference_numbers)))}
    style = "bracket" if explicit else "bare" if bare else "none"
    certainty = Certainty.EXACT if explicit else _certainty(bare.values(), reference_numbers)
    sentences = tuple(
        tuple(_sentence(text, s, (explicit or bare).get(s, []), certainty) for s in found) for found in bounds
    )
    return Reading(sentences, style, ())


def _spans(text: str, block: Block) -> list[tuple[int, int]]:
    if block.kind is BlockKind.HEADING:
        return []
    if block.kind is BlockKind.TABLE_ROW:
        return [(block.start, block.end)]
    return split_sentences(text, block.start, block.end)


Mark = tuple[tuple[int, int], tuple[int, ...]]


def _sentence(text: str, span: tuple[int, int], marks: Sequence[Mark], certainty: Certainty) -> Sentence:
    sentence = Sentence(text[slice(*span)], *span)
    if not marks:
        return sentence
    numbers = tuple(dict.fromkeys(number for _, found in marks for number in found))
    return replace(sentence, citations=numbers, certainty=certainty, marks=tuple(place for place, _ in marks))


def _explicit(text: str, start: int, end: int) -> Iterator[Mark]:
    for match in _BRACKET.finditer(text, start, end):
        if numbers := _numbers(match.group(1)):
            yield match.span(), numbers
    for match in _RAISED.finditer(text, start, end):
        if not _UNIT_BEFORE_RAISED.search(text, start, match.start()) and (
            numbers := _numbers(match.group().translate(_DIGITS).rstrip(",-"))
        ):
            yield match.span(), numbers


def _bare(text: str, start: int, end: int, listed: Collection[int] | None) -> Iterator[Mark]:
    match = _BARE.search(text, start, end)
    if match is None or len(text[start : match.start("list")].split()) < 3:
        return
    numbers = _numbers(match["list"])
    fits = bool(numbers) and (listed is None or set(numbers) <= set(listed))
    if fits and _may_precede(match["before"], text[start : match.start("list")].split()[:-1]):
        yield match.span("list"), numbers


def _may_precede(word: str, earlier: Sequence[str]) -> bool:
    bare = word.strip("\"'“”‘’()[]").lower()
    if not (word[-1].isalpha() or word[-1] in ')]"”’%') or bare in _words("head_nouns") | _words("function_words"):
        return False
    if bare in _words("units"):
        last = earlier[-1].lower() if earlier else ""
        return any(c.isdigit() for c in last) or last in _words("number_words") or "-" in word
    return True


def _numbers(printed: str) -> tuple[int, ...]:
    """Return the numbers of a printed list, ranges spelled out; () if it is no ascending list."""
    found: list[int] = []
    for part in re.split(r",\s?", printed):
        ends = [int(n) for n in re.split(r"\s?[-–—−]\s?", part) if n]
        if not ends or (len(ends) == 2 and not 0 < ends[1] - ends[0] <= _LONGEST_RANGE):
            return ()
        found.extend(range(ends[0], ends[-1] + 1))
    ascending = all(a < b for a, b in pairwise(found))
    return tuple(found) if ascending and found[0] > 0 else ()


def _certainty(bare: Iterable[Sequence[Mark]], listed: Collection[int] | None) -> Certainty:
    """Without a reference list, first appearances must run 1, 2, 3 … (Vancouver order), else nothing is certain."""
    if listed is not None:
        return Certainty.INFERRED
    highest = 0
    for marks in bare:
        for _, numbers in marks:
            if min(numbers) > highest + 1:
                return Certainty.UNCERTAIN
            highest = max(highest, *numbers)
    return Certainty.INFERRED if highest > 1 else Certainty.UNCERTAIN


@lru_cache
def _words(table: str) -> frozenset[str]:
    lines = resources.files("corpus.data").joinpath(f"{table}.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))
