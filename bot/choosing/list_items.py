"""Items of lists, and what leads them in: a sentence such as "… is not covered for:", or what stands above."""

import re
from collections.abc import Mapping

from corpus.model import BlockKind, Passage

ABOVE = -1  # what leads an item in stands above its passage
_LEADS = ":\n"
_ASKS = "?"  # what follows is its answer
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
    is_item = passage.kind is BlockKind.LIST_ITEM
    is_reply = bool(passage.section) and passage.section[-1].endswith(_ASKS)
    if not (is_item or is_reply or _LEADS in text or _ASKS in text or _INNER.search(text)):
        return {}  # as of most passages
    leading = _Leading(ABOVE if is_item else None, ABOVE if is_reply else None)
    found: dict[int, int] = {}
    end = 0
    for number in range(len(bounds) // 2):
        before, end = end, bounds[2 * number + 1] - passage.start
        lead = leading.take(number, text[before : bounds[2 * number] - passage.start], text, end)
        if lead is not None:
            found[number] = lead
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


class _Leading:
    """What leads in the present sentence, of a list or as a question, as the sentences of a passage come one by one."""

    def __init__(self, of_list: int | None, question: int | None) -> None:
        """`of_list` is what leads in the items that follow, `question` that to which other sentences reply."""
        self._list, self._question = of_list, question
        self._ends_with_line = False  # whether they reply to it in its paragraph, and no further
        self._outline = _Outline()

    def take(self, number: int, between: str, text: str, end: int) -> int | None:
        """Take up a sentence that ends at text[:end], with what stands before it; return what leads it in, if any."""
        outer = self._outline.take(between, number)
        if self._outline.has_left_first and self._list == ABOVE:  # and what stands above that one
            self._list = None
        if "\n" in between and self._ends_with_line:
            self._question, self._ends_with_line = None, False
        if text.startswith(_ASKS, end - 1):
            self._list, self._question, self._ends_with_line = None, number, not text.startswith("\n", end)
            return None
        if text.startswith(_LEADS, end - 1):
            self._list, self._question = number, None
            return None
        if outer is not None:
            return outer
        if self._list is not None and not _is_item(between, text[end - 1]):
            self._list = None
        return self._question if self._list is None else self._list


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
