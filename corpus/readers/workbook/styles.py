"""In which formats the styles of an .xlsx print numbers."""

import zipfile
from collections.abc import Sequence

from corpus.readers.workbook.number_formats import BUILT_IN
from corpus.readers.workbook.parts import Attributes, read_part

_STYLES = "xl/styles.xml"


def format_codes(book: zipfile.ZipFile) -> Sequence[str]:
    """Return the code of the number format for each style of a cell, "" for those that print numbers as they are."""
    styles = _Styles()
    if _STYLES in book.namelist():
        tags = {"numFmt": styles.own_format, "cellXfs": styles.begin, "xf": styles.style, "cellStyles": styles.end}
        read_part(book, _STYLES, tags)
    return styles.codes


class _Styles:
    """Follows the styles, of which a cell names one by its number among those of cells."""

    def __init__(self) -> None:
        self.codes: list[str] = []
        self._own: dict[int, str] = {}
        self._of_cells = False  # styles of styles stand before

    def own_format(self, attributes: Attributes) -> None:
        """Take up a format that the workbook brings with it."""
        self._own[int(attributes["numFmtId"])] = attributes["formatCode"]

    def begin(self, _: Attributes) -> None:
        """Begin the styles of cells."""
        self._of_cells = True

    def end(self, _: Attributes) -> None:
        """End them: what follows gives styles names."""
        self._of_cells = False

    def style(self, attributes: Attributes) -> None:
        """Take up a style, if it is one of cells."""
        if self._of_cells:
            number = int(attributes.get("numFmtId", "0"))
            self.codes.append(self._own.get(number, BUILT_IN.get(number, "")))
