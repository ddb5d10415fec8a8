"""Running headers and footers: lines at the edge of page after page, alike but for numbers that stay or count up.

A line of the page's body is none, though the next page has it at the same place: sheets in one form say much alike.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import zip_longest
from typing import NamedTuple

from corpus.readers.pdf.printed import PARAGRAPH_GAP, Line, in_one_style, usual_gap
from corpus.readers.pdf.seam import seam_lines

_EDGE = 3  # lines from the top and from the bottom
_IN_A_ROW = 3  # pages
_NUMBERED_IN_A_ROW = 2  # pages, where the line says which page it is
_MOST = 2 / 3  # of a line's numbers
_SENTENCE_ENDS = (".", "!", "?", ":", ";")  # a sentence that recurs is still one
_NUMBERS_ONLY = re.compile(r"^0(?:[\s.,]*0)+$")  # several numbers are a row of a table, one is a page number
_PAGE_NUMBER = re.compile(r"^0 +| +0$")  # at the side where the page has it
_NUMBER = re.compile(r"\d+|\b[ivxlcIVXLC]+\b")
_DIGITS = 9  # of a long number that are looked at, from its end
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_LETTER = re.compile(r"[^\W\d_]")
_LABEL = re.compile(r"^(?:page\s+)?((?:[a-z]{1,8}[-–.])?\d{1,4}|[ivxlc]{1,7})(?:\s+of\s+\d+)?$", re.IGNORECASE)
_PAGE_OF = re.compile(r"page\s+\d+\s+of\s+\d+", re.IGNORECASE)
_SAYS_PAGE = re.compile(r"^page\s+\d|\bpage\s+\d+(?:\s+of\s+\d+)?$", re.IGNORECASE)


class _Spot(NamedTuple):
    """A line at the edge of a page, with its numbers."""

    page: int  # from 0
    place: int
    text: str
    numbers: tuple[int, ...]
    at_sides: tuple[int, ...]  # of which one may be the page's

    def leads_to(self, other: "_Spot") -> bool:
        """Return whether the numbers stay or count up by one, most of them if they are several.

        A page may leave its own number out.
        """
        pairs = [*zip(self.numbers, other.numbers, strict=True), *zip(self.at_sides, other.at_sides, strict=False)]
        return sum(after - before in {0, 1} for before, after in pairs) >= _MOST * len(pairs)


class RunningLines(NamedTuple):
    """The lines that run through the pages."""

    places: Sequence[AbstractSet[int]]  # of each page, among its lines
    examples: Sequence[str]  # one of each kind; such as number the pages and say nothing else are left out


def running_lines(pages: Sequence[Sequence[Line]]) -> RunningLines:
    """Return the lines at the edges of pages that run through several in a row."""
    recurring = [found for spots in _by_pattern(pages) if (found := _recurring(spots))]
    bodies = _bodies(pages, recurring)
    places: list[set[int]] = [set() for _ in pages]
    examples: list[str] = []
    for spots in recurring:
        within = sum(spot.place in bodies[spot.page] for spot in spots)
        if 2 * within > len(spots) and not all(_SAYS_PAGE.search(spot.text) for spot in spots):
            continue
        examples += [spots[0].text] if not _LABEL.match(spots[0].text) else []
        for spot in spots:
            places[spot.page].add(spot.place)
    if len(pages) == _NUMBERED_IN_A_ROW:
        for dropped, shared in zip(places, seam_lines(pages, places), strict=True):
            dropped.update(shared)
    return RunningLines(places, examples)


def page_label(dropped: Sequence[str]) -> str | None:
    """Return the page's label as printed, such as "I-26", if one of the running lines is one."""
    for line in dropped:
        if match := _LABEL.match(line.strip()):
            return match.group(1)
    return None


def _by_pattern(pages: Sequence[Sequence[Line]]) -> Iterator[list[_Spot]]:
    """Yield the lines at the edges of pages, those together that are alike but for their numbers."""
    found: defaultdict[str, list[_Spot]] = defaultdict(list)
    for page, lines in enumerate(pages):
        edge = {*range(min(_EDGE, len(lines))), *range(max(len(lines) - _EDGE, 0), len(lines))}
        for place in sorted(edge):
            text = lines[place].text.strip()
            if not text.endswith(_SENTENCE_ENDS):
                pattern, spot = _spot(page, place, text)
                found[pattern].append(spot)
    yield from (spots for pattern, spots in found.items() if not _NUMBERS_ONLY.match(pattern))


def _spot(page: int, place: int, text: str) -> tuple[str, _Spot]:
    """Return a line's words with "0" for its numbers, and without one at its sides: pages take turns."""
    pattern = _NUMBER.sub("0", text)
    numbers = tuple(_value(number) for number in _NUMBER.findall(text))
    inner = _PAGE_NUMBER.sub("", pattern) if _LETTER.search(pattern) else pattern
    first = int(inner != pattern and pattern.startswith("0 "))
    last = first + inner.count("0")
    return inner, _Spot(page, place, text, numbers[first:last], tuple(sorted(numbers[:first] + numbers[last:])))


def _value(number: str) -> int:
    """Return the value of a number in digits or in Roman ones."""
    if number.isdigit():
        return int(number[-_DIGITS:])
    values = [_ROMAN[letter] for letter in number.lower()]
    return sum(-a if a < b else a for a, b in zip_longest(values, values[1:], fillvalue=0))


def _recurring(spots: Sequence[_Spot]) -> list[_Spot]:
    """Return those of the lines that lead from page to page, and what is like them; none if too few are in a row."""
    if all(_PAGE_OF.fullmatch(spot.text) for spot in spots):
        return list(spots)
    chained, longest = _chained(spots)
    counting = len({spot.text for spot in chained}) > 1 and all(map(_says_which_page, chained))
    if longest < (_NUMBERED_IN_A_ROW if counting else _IN_A_ROW):
        return []
    return [
        spot
        for spot in spots
        if spot in chained or any(other.leads_to(spot) or spot.leads_to(other) for other in chained)
    ]


def _chained(spots: Sequence[_Spot]) -> tuple[AbstractSet[_Spot], int]:
    """Return the lines that lead to one of the next page or from one of the page before, and the most in a row."""
    on_page: defaultdict[int, list[_Spot]] = defaultdict(list)
    for spot in spots:
        on_page[spot.page].append(spot)
    lengths: dict[_Spot, int] = {}
    chained: set[_Spot] = set()
    for spot in spots:
        before = [above for above in on_page.get(spot.page - 1, ()) if above.leads_to(spot)]
        lengths[spot] = 1 + max((lengths[above] for above in before), default=0)
        chained.update([*before, spot] if before else [])
    return chained, max(lengths.values(), default=0)


def _says_which_page(spot: _Spot) -> bool:
    return bool(_LABEL.match(spot.text) or _SAYS_PAGE.search(spot.text))


def _bodies(pages: Sequence[Sequence[Line]], recurring: Sequence[Sequence[_Spot]]) -> list[AbstractSet[int]]:
    """Return for each page the places of its lines that are of its body: not recurring, or right beside one that is."""
    open_places: list[set[int]] = [set() for _ in pages]
    for spots in recurring:
        for spot in spots:
            open_places[spot.page].add(spot.place)
    return [_body(lines, places) for lines, places in zip(pages, open_places, strict=True)]


def _body(lines: Sequence[Line], open_places: AbstractSet[int]) -> AbstractSet[int]:
    body = set(range(len(lines))) - open_places
    near = PARAGRAPH_GAP * usual_gap(lines)
    grown = True
    while grown:
        joined = {i for i in open_places - body if any(_beside(lines[i], lines[j], near) for j in body)}
        grown = bool(joined)
        body |= joined
    return body


def _beside(line: Line, other: Line, near: float) -> bool:
    """Return whether two lines follow each other as those of a text do: in one style, and close by."""
    return abs(line.y - other.y) <= near and in_one_style(line, other)
