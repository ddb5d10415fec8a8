"""Items of lists, and what leads them in: a sentence such as "… is not covered for:", or what stands above."""

import re
from collections.abc import Mapping

from corpus.model import BlockKind, Passage

ABOVE = -1  # what leads an item in stands above its passage
_LEADS = ":\n"
_ASKS = "?"  # what follows is its answer
_NONE = -2
_INNER = re.compile(r"\n[ \t]+\S")
_LABEL = re.compile(
    r"[^\w\n]*(?:A: )?(?=\d*[A-Z])([^\n.:;|!?]{1,41}): +(?!.* \| )[^\s:]"
)  # "Silver dressing: daily.", "Birch (HMO): …", "3M: …"; not of a row's cells


def leads(passage: Passage) -> Mapping[int, int]:
    """Return, by the number of each item of a list, the number of the sentence that leads it in, or ABOVE.

    An inner item is led in by the one that it stands below, an answer by the question before it: in the line above, or
    in the same paragraph.
    """
    text, bounds = passage.text, passage.bounds
    lead = ABOVE if passage.kind is BlockKind.LIST_ITEM else _NONE
    asked, asks_within = ABOVE if passage.section and passage.section[-1].endswith(_ASKS) else _NONE, False
    if lead == asked == _NONE and _LEADS not in text and _ASKS not in text and not _INNER.search(text):
        return {}
    found: dict[int, int] = {}
    outline = _Outline()
    end = 0
    for number in range(len(bounds) // 2):
        between = text[end : bounds[2 * number] - passage.start]
        end = bounds[2 * number + 1] - passage.start
        outer = outline.take(between, number)
        if outline.has_left_first:  # and what stands above that one
            lead = _NONE if lead == ABOVE else lead
        if "\n" in between and asks_within:
            asked, asks_within = _NONE, False
        if text.startswith(_ASKS, end - 1):
            lead, asked, asks_within = _NONE, number, not text.startswith("\n", end)
        elif text.startswith(_LEADS, end - 1):
            lead, asked = number, _NONE
        elif outer is not None:
            found[number] = outer
        elif lead != _NONE and _is_item(between, text[end - 1]):
            found[number] = lead
        else:
            lead = _NONE
            if asked != _NONE:
                found[number] = asked
    return found


def labels(passage: Passage) -> Mapping[int, str]:
    """Return, by the number of each sentence that goes on with a line, the label with which the line begins."""
    text, bounds, origin = passage.text, passage.bounds, passage.start
    if ": " not in text:
        return {}
    found: dict[int, str] = {}
    label = ""
    for number in range(len(bounds) // 2):
        start = bounds[2 * number] - origin
        if not number or "\n" in text[bounds[2 * number - 1] - origin : start]:
            label = label_of(text[start : bounds[2 * number + 1] - origin])
        elif label:
            found[number] = label
    return found


def label_of(told: str) -> str:
    """Return the label with which a sentence or an item begins, "Silver dressing: daily.", "" where it has none."""
    label = _LABEL.match(told)
    return label[1] if label else ""


class _Outline:
    """The items that stand above the present sentence, from the margin inwards."""

    def __init__(self) -> None:
        self._items: list[tuple[int, int]] = []  # how far each marker stands from the margin, and the sentence's number
        self._first: int | None = None
        self.has_left_first = False  # for an item nearer to the margin than the first of the passage

    def take(self, between: str, number: int) -> int | None:
        """Take up a sentence with what stands before it; return the item that it stands below, if any."""
        _, breaks, line = between.rpartition("\n")
        if breaks and not line.strip():
            self._items.clear()  # a paragraph
        elif line.strip():
            indent = len(line) - len(line.lstrip())
            self._items = [(above, item) for above, item in self._items if above < indent]
            self._items.append((indent, number))
            self._first = indent if self._first is None else self._first
            self.has_left_first |= indent < self._first
        return self._items[-2][1] if len(self._items) > 1 else None


def _is_item(between: str, last: str) -> bool:
    """Return whether a sentence goes on with a list: its line has a marker or no full stop, or it is on no new line."""
    return "\n" not in between or bool(between.strip()) or last != "."
