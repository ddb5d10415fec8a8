"""What a Word document shows and we do not read: it is counted, so that nobody takes it for searched."""

from collections import Counter
from collections.abc import Iterator

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/"
_UNREAD = {
    qn("w:commentReference"): "comments",
    qn("w:altChunk"): "embedded documents",
    "{urn:schemas-microsoft-com:office:office}OLEObject": "embedded objects",
    _DRAWING + "diagram}relIds": "diagrams (SmartArt)",
    _DRAWING + "chart}chart": "charts",
}


def unread(root: BaseOxmlElement) -> Iterator[str]:
    """Yield how many there are of what, in a tree as Word shows it."""
    for what, count in Counter(_UNREAD[element.tag] for element in root.iter(*_UNREAD)).items():
        yield f"{count} {what} not read; put into the text what is to be found"
