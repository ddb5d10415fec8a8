"""What a Word document is called: by its properties, the style "Title", or a centred line in bold at its top."""

from collections.abc import Iterator

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from corpus.given_titles import given_title
from corpus.readers.headings import may_head
from corpus.readers.word.styles import Styles
from corpus.words import word_list


def title_of(document: Document, styles: Styles) -> str | None:
    """Return the title, if there is one."""
    if title := given_title(document.core_properties.title):
        return title
    filled = [(p._p, text) for p in document.paragraphs if (text := p.text.strip())]  # noqa: SLF001 - as in the reader
    titles = (text for paragraph, text in filled if styles.name(paragraph) == "title")
    return next(titles, None) or _centred(filled, styles)


def _centred(filled: list[tuple[BaseOxmlElement, str]], styles: Styles) -> str | None:
    """Return the line that is a title by its look: a clinic's name may stand beside it, smaller or of no kind of text.

    Text has to follow what is centred.
    """
    found: list[tuple[int, bool, str]] = []
    for paragraph, text in filled:
        if not styles.centres(paragraph):
            best = max(found, key=lambda line: line[:2], default=None)
            return best[2] if best else None
        if all(styles.says(run, "w:b") for run in _runs(paragraph)) and may_head(text):
            kind = any(word.lower() in word_list("text_kinds") for word in text.split())
            found.append((_size(paragraph, styles), kind, " ".join(text.split())))
    return None


def _size(paragraph: BaseOxmlElement, styles: Styles) -> int:
    """Return the size of the largest letters in half points, 0 where nothing tells it."""
    sizes = (styles.value(run, "w:sz") or "" for run in _runs(paragraph))
    return max((int(size) for size in sizes if size.isascii() and size.isdigit()), default=0)


def _runs(paragraph: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    return (run for run in paragraph.iterchildren(qn("w:r")) if run.text.strip())
