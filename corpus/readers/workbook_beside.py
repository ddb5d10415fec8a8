"""What stands beside the cells of a sheet of an .xlsx and is not read: comments on them, text boxes over them."""

import zipfile
from collections.abc import Iterator
from contextlib import suppress

from corpus.readers.workbook_parts import BROKEN, Attributes, TakesText, read_part, related_parts

_COMMENTS = frozenset({"comments", "threadedComment"})  # the second holds those with replies, mostly in both


def beside_cells(book: zipfile.ZipFile, part: str) -> Iterator[tuple[int, str]]:
    """Yield how many there are of what; of a part that is broken, those before its end."""
    cells: set[str] = set()
    boxes: list[str] = []
    with suppress(*BROKEN):
        for _, kind, related in related_parts(book, part):
            if kind in _COMMENTS:
                _read_comments(book, related, cells)
            elif kind == "drawing":
                _read_boxes(book, related, boxes)
    if cells:
        yield len(cells), "comments on cells"
    if boxes:
        yield len(boxes), "text boxes"


def _read_comments(book: zipfile.ZipFile, part: str, cells: set[str]) -> None:
    def comment(attributes: Attributes) -> None:
        cells.add(attributes["ref"])

    read_part(book, part, {"comment": comment, "threadedComment": comment})


def _read_boxes(book: zipfile.ZipFile, part: str, boxes: list[str]) -> None:
    in_box = False

    def box(_: Attributes) -> None:
        nonlocal in_box
        in_box = True

    def words(text: str) -> None:
        nonlocal in_box
        if text.strip():
            boxes.append(part)
            in_box = False  # one is counted once

    def text(_: Attributes) -> TakesText | None:
        return words if in_box else None

    read_part(book, part, {"sp": box, "t": text})
