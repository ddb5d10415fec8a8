"""When a document took effect, was revised, reviewed or retired, as its first and last lines print it under a label."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby, islice, takewhile
from typing import Any, NamedTuple

from corpus.dates.forms import DayOrder, dates_in, day_order, may_lack_year, read_date
from corpus.dates.labels import Label, Labelled, day_of_meeting, label_alone, labelled_in
from corpus.dates.rows import labelled_in_rows
from corpus.model import Block, BlockKind, Month

_HEAD = 1_500  # characters
_HEAD_BLOCKS = 25
_SAYS = 25  # words of a paragraph from which a section is one of the text
_BESIDE_TITLE = 4  # blocks
_FOOT = 1_200
_FOOT_BLOCKS = 8
_HEAD_ZONES = 2  # beside the title, and below
_OF_SOMETHING_ELSE = re.compile(
    r"\b(?:received|accepted)\b(?: for publication)?\W{1,3}(?:on )?\w*\W{0,2}\d"
    r"|\b(?:member|patient|subscriber|enrollee|insured|employee)(?:['’]s)?(?: (?:name|id|number))?\s?:"
    r"|\b(?:dob|date of (?:birth|service|injury|loss|hire))\s?:",
    re.IGNORECASE,
)  # a manuscript, or somebody in an example
_MINUTES = re.compile(
    r"(?:[^\d.]{0,80}\b(?:board|committee|council|department|group|meeting|staff|team)\s+)?"
    r"(?:meeting\s+)?minutes(?:\s+(?:of|from|for)\b.{0,80}|\s*[,:(–—-].{0,80})?",
    re.IGNORECASE,
)
_HISTORY = re.compile(
    r"(?:[\divx]+[.)]?\s+)?(?:(?:policy|document|page)\s+)?(?:(?:revision|review|version|change|update)s?"
    r"(?:\s*(?:/|and|&)\s*(?:revision|review)s?)?\s+(?:history|log)|history\s+of\s+(?:revisions|changes)"
    r"|(?:policy|document)\s+history)\W*",
    re.IGNORECASE,
)
_LONGEST_HISTORY = 80  # blocks
_LEADS = 45  # characters from the start of an entry in which its date stands
_BEGUN = re.compile(r"\b(?:adopted|created|developed|established|initial|issued|new|original\w*)\b", re.IGNORECASE)
_CHANGED = re.compile(
    r"\b(?:add|amend|chang|clarif|correct|delet|edit|expand|modif|remov|replac|revis|rewr|updat)\w*", re.IGNORECASE
)
_UNCHANGED = re.compile(r"\b(?:no|without)\s+(?:\w+\s+)?(?:changes?|revisions?|updates?)\b", re.IGNORECASE)
_REVIEWED = re.compile(r"\b(?:re)?(?:approv|review)\w*", re.IGNORECASE)
_EARLIEST = 1965  # there was no Medicare to bill before
_SOON = timedelta(days=92)  # a manual of the next quarter may be out
_COMING = timedelta(days=2 * 366)  # by when rules are announced


class PrintedDates(NamedTuple):
    """What a document's own lines say of when it holds; None where they do not, or not in one way."""

    effective: date | None = None
    revised: date | None = None
    reviewed: date | None = None
    retired: date | None = None

    def known(self) -> Mapping[str, Any]:
        """Return those that are printed, by the names that Metadata has for them."""
        return {name: day for name, day in self._asdict().items() if day is not None}


class _Found(NamedTuple):
    """A date under a label, and how near to the title it stands: 0 is nearest."""

    label: Label
    day: date
    zone: int


class _Reader:
    """Reads dates in the order of their document, as of a day."""

    def __init__(self, text: str, today: date) -> None:
        self._text = text
        self._today = today

    @cached_property
    def _order(self) -> DayOrder:  # looked for where there is a date to read: in the whole text
        return day_order(self._text)

    def found(self, labelled: Iterable[Labelled], zone: int) -> Iterator[_Found]:
        """Yield the dates that may be meant."""
        for label, printed in labelled:
            for day in map(self.read, printed):
                if day and day <= self._today + (_SOON if label in {Label.REVISED, Label.REVIEWED} else _COMING):
                    yield _Found(label, day, zone)

    def read(self, printed: str) -> date | None:
        """Return a printed date that a document may have."""
        day = read_date(printed, self._order, self._today)
        return day if day and day.year >= _EARLIEST else None


def printed_dates(
    text: str, blocks: Sequence[Block], *, today: date, title: str | None = None, beside: Iterable[str] = ()
) -> PrintedDates:
    """Return the dates that a document prints under labels, at its head, at its foot, or in its history of revisions.

    `beside` are lines that its reader left out of the text: running heads, and front matter as "key: value". What took
    effect is told by what stands next to the title, else by the head, else by the foot, and by none where two dates
    claim it; of several revisions and reviews the latest counts.
    """
    reader = _Reader(text, today)
    head = _head(text, blocks)
    foot = [block for block in blocks[len(head) :][-_FOOT_BLOCKS:] if block.end > len(text) - _FOOT]
    beside_title = [found for line in (title or "", *beside) for found in labelled_in(line, heads=True)]
    zones = (
        [*beside_title, *_labelled(text, head[:_BESIDE_TITLE], heads=True), *_met(text, head, title)],
        _labelled(text, head, heads=True),
        _labelled(text, foot, heads=False),
        _history(text, blocks),
    )
    return _chosen([found for zone, labelled in enumerate(zones) for found in reader.found(labelled, zone)])


def _met(text: str, head: Sequence[Block], title: str | None) -> Iterator[Labelled]:
    """Yield when people met, of a document that is called minutes by its title or its first line."""
    lines = [text[block.start : block.end] for block in head]
    if any(_MINUTES.fullmatch(line) for line in (title or "", *lines[:1])):
        yield from (found for line in lines for found in day_of_meeting(line))


def _head(text: str, blocks: Sequence[Block]) -> Sequence[Block]:
    """Return the blocks before the second section that says something."""
    said = False
    for place, block in enumerate(blocks[:_HEAD_BLOCKS]):
        if block.start > _HEAD or (said and block.kind is BlockKind.HEADING):
            return blocks[:place]
        said = said or len(text[block.start : block.end].split()) > _SAYS
    return blocks[:_HEAD_BLOCKS]


def _chosen(found: Sequence[_Found]) -> PrintedDates:
    labels = {one.label for one in found}
    return PrintedDates(
        effective=_agreed(found, Label.EFFECTIVE if Label.EFFECTIVE in labels else Label.ORIGINAL),
        revised=_latest([day for label, day, _ in found if label is Label.REVISED]),
        reviewed=_latest([day for label, day, _ in found if label is Label.REVIEWED]),
        retired=_agreed([one for one in found if _says_retired(one)], Label.RETIRED),
    )


def _says_retired(found: _Found) -> bool:
    """Return whether a date tells from which day on the document is not to be leant on: at the head, to the day."""
    return found.zone < _HEAD_ZONES and not isinstance(found.day, Month)


def _agreed(found: Sequence[_Found], label: Label) -> date | None:
    """Return the date that the zone nearest to the title prints under a label, None where it prints several."""
    mine = [one for one in found if one.label is label]
    days = [day for _, day, zone in mine if zone == mine[0].zone]
    told = {day for day in days if not isinstance(day, Month)}
    months = {(day.year, day.month) for day in days}
    return _latest(days) if len(told) <= 1 and len(months) == 1 else None


def _latest(days: Sequence[date]) -> date | None:
    return max(days, key=lambda day: (day, not isinstance(day, Month)), default=None)


def _labelled(text: str, blocks: Sequence[Block], *, heads: bool) -> Sequence[Labelled]:
    """Return what blocks print under labels, unless they tell of a study's manuscript or of a person."""
    found = list(_in_blocks(text, blocks, heads=heads))
    of_other = found and any(_OF_SOMETHING_ELSE.search(text, block.start, block.end) for block in blocks)
    return [] if of_other else found


def _in_blocks(text: str, blocks: Sequence[Block], *, heads: bool) -> Iterator[Labelled]:
    for in_table, group in groupby(blocks, key=lambda block: block.kind is BlockKind.TABLE_ROW):
        lines = [text[block.start : block.end] for block in group if heads or not _may_be_reference(text, block)]
        yield from labelled_in_rows(lines)
        if not in_table:
            yield from (found for line in lines for found in labelled_in(line, heads=heads))


def _may_be_reference(text: str, block: Block) -> bool:
    """Return whether an item at the foot may be the rest of an entry, "Updated March 3, 2024." among them."""
    return block.kind is BlockKind.LIST_ITEM and not label_alone(text[block.start : block.end].partition(":")[0])


def _history(text: str, blocks: Sequence[Block]) -> Iterator[Labelled]:
    """Yield what the entries of a history of revisions say; that a document was begun is no revision."""
    places = iter(blocks)
    for block in places:
        if block.end - block.start < _LEADS and _HISTORY.fullmatch(text, block.start, block.end):
            entries = takewhile(lambda b: not _heads_another(text, b), islice(places, _LONGEST_HISTORY))
            yield from filter(None, (_entry(text[b.start : b.end]) for b in entries))
            return


def _heads_another(text: str, block: Block) -> bool:
    """Return whether a block begins another section: a heading that is no entry by itself."""
    return block.kind is BlockKind.HEADING and not any(dates_in(text[block.start : block.end]))


def _entry(line: str) -> Labelled | None:
    """Return the date of an entry, which stands at its start."""
    lead = next(dates_in(line[:_LEADS]), None)
    words = _UNCHANGED.sub("", line)
    changed = _CHANGED.search(words)
    if lead is None or (_BEGUN.search(words) and not changed):
        return None
    if may_lack_year(lead.group()):
        return None
    reviewed = _REVIEWED.search(words) and not changed
    return Labelled(Label.REVIEWED if reviewed else Label.REVISED, (lead.group(),))
