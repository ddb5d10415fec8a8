"""What a Word document shows and we do not read: it is counted, so that nobody takes it for searched."""

import re
from collections import Counter
from collections.abc import Iterator

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

from corpus.plurals import counted
from corpus.readers.word.styles import Styles
from corpus.readers.word.view import show

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/"
_PICTURE = _DRAWING + "picture}pic"
_UNREAD = {
    qn("w:commentReference"): "comment",
    qn("w:altChunk"): "embedded document",
    "{urn:schemas-microsoft-com:office:office}OLEObject": "embedded object",
    _DRAWING + "diagram}relIds": "SmartArt diagram",
    _DRAWING + "chart}chart": "chart",
    _PICTURE: "large picture",
}
_INCH = 914_400  # in the unit of drawings
_LARGE = (3.0, 1.5)  # inches; smaller ones are logos and lines in colour
_COUNTS_PAGES = re.compile(r"(?:page|of|[\W\d_])*", re.IGNORECASE)


def unread(root: BaseOxmlElement) -> Iterator[str]:
    """Yield how many there are of what, in a tree as Word shows it."""
    found = (_UNREAD[element.tag] for element in root.iter(*_UNREAD) if _may_hold_words(element))
    for what, count in Counter(found).items():
        yield f"{counted(count, what)} not read; put into the text what is to be found"


def heads(document: Document, styles: Styles) -> list[str]:
    """Return what headers and footers say, but for the number of the page; their parts stay apart by tabs."""
    calls = document.element.body.iter(qn("w:headerReference"), qn("w:footerReference"))
    parts = [document.part.related_parts.get(call.get(qn("r:id"))) for call in calls]
    lines: list[str] = []
    for part in dict.fromkeys(filter(None, parts)):
        root = parse_xml(part.blob)
        show(root, styles)
        lines += (_parts("".join(run.text for run in p.iter(qn("w:r")))) for p in root.iter(qn("w:p")))
    return [line for line in dict.fromkeys(lines) if not _COUNTS_PAGES.fullmatch(line)]


def _parts(text: str) -> str:
    return "\t".join(filter(None, (" ".join(part.split()) for part in text.split("\t"))))


def _may_hold_words(element: BaseOxmlElement) -> bool:
    """Return whether a picture is as large as a table or a chart; all else is taken for one."""
    if element.tag != _PICTURE:
        return True
    holder = next(element.iterancestors(qn("wp:inline"), qn("wp:anchor")), None)
    size = holder.find(qn("wp:extent")) if holder is not None else None
    sides = [size.get(side, "") for side in ("cx", "cy")] if size is not None else []
    large = (side.isdecimal() and int(side) >= least * _INCH for side, least in zip(sides, _LARGE, strict=False))
    return bool(sides) and all(large)
