"""What stands beside the cells of a sheet of an .xlsx and is not read: comments on them, text boxes over them."""

import zipfile
from collections.abc import Iterator
from contextlib import suppress

from corpus.plurals import counted
from corpus.readers.workbook.parts import BROKEN, Attributes, TakesText, read_part, related_parts

_COMMENTS = frozenset({"comments", "threadedComment"})  # the second holds those with replies, mostly in both


def beside_cells(book: zipfile.ZipFile, part: str) -> Iterator[str]:
    """Yield how many there are of what; of a part that is broken, those before its end."""
    cells: set[str] = set()
    boxes = _Boxes()
    with suppress(*BROKEN):
        for _, kind, related in related_parts(book, part):
            if kind in _COMMENTS:
                _read_comments(book, related, cells)
            elif kind == "drawing":
                read_part(book, related, {"sp": boxes.box, "t": boxes.text})
    if cells:
        yield f"{counted(len(cells), 'comment')} on {'a cell' if len(cells) == 1 else 'cells'}"
    if boxes.count:
        yield counted(boxes.count, "text box")


def _read_comments(book: zipfile.ZipFile, part: str, cells: set[str]) -> None:
    def comment(attributes: Attributes) -> None:
        cells.add(attributes["ref"])

    read_part(book, part, {"comment": comment, "threadedComment": comment})


class _Boxes:
    """Counts the boxes of drawings that hold words."""

    def __init__(self) -> None:
        self.count = 0
        self._is_open = False  # a box without words so far

    def box(self, _: Attributes) -> None:
        """Begin a box."""
        self._is_open = True

    def text(self, _: Attributes) -> TakesText | None:
        """Return what takes a text; the first one of a box will do."""
        return self._words if self._is_open else None

    def _words(self, text: str) -> None:
        if text.strip():
            self.count += 1
            self._is_open = False
