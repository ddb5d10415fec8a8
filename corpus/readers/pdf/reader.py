"""PDF by pypdfium2: pages with their printed labels, running heads dropped, wrapped lines joined, headings by size.

PDFium is not thread-safe: one PDF at a time in a process.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import pypdfium2 as pdfium

from corpus.errors import UnreadableFile
from corpus.model import Content
from corpus.plurals import counted
from corpus.readers.hyphens import SOFT_HYPHENS, words_of
from corpus.readers.left_out import running_heads
from corpus.readers.pdf.blocks import BlockWriter
from corpus.readers.pdf.printed import Characters, Line, lines_of
from corpus.readers.pdf.pull_quotes import Said
from corpus.readers.pdf.rulings import Rulings
from corpus.readers.pdf.running import page_label, running_lines
from corpus.readers.pdf.turned import Turn

_LETTERS = re.compile(r"[^\W\d_]+")
_FEWEST_CHARACTERS = 5  # a page, on average; pages with fewer are pictures
_MOST_NONSENSE = 0.3  # share of characters that no text holds
_MOST_SIGNS = 0.8  # share of characters that are no letters


Measure = TypeVar("Measure", float, str)


@dataclass(frozen=True, slots=True)
class Page:
    """One page's lines in reading order."""

    number: int  # from 1
    label: str | None
    lines: tuple[Line, ...]
    rulings: Rulings


class PdfReader:
    """Reads PDFs with a text layer."""

    def read(self, data: bytes, name: str) -> Content:
        """Return the content; raises UnreadableFile for what is encrypted, broken, a scan or without real letters."""
        document = _open(data, name)
        try:
            pages = [_page(document, i) for i in range(len(document))]
            title = (document.get_metadata_dict().get("Title") or "").strip() or None
        finally:
            document.close()
        characters = sum(len(line.text) for page in pages for line in page.lines)
        if characters < _FEWEST_CHARACTERS * max(len(pages), 1):
            raise UnreadableFile(name, "a scan: its pages are pictures without text; run text recognition (OCR) first")
        if _nonsense(pages) > _MOST_NONSENSE:
            raise UnreadableFile(name, "its text layer names no letters (a font without Unicode); print it to PDF anew")
        return _content(pages, title)


def _open(data: bytes, name: str) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "assword" in str(error):
            raise UnreadableFile(name, "encrypted: it opens with a password only; save it without one") from None
        raise UnreadableFile(name, "no valid PDF; save or download it again") from None


def _page(document: pdfium.PdfDocument, index: int) -> Page:
    try:
        page = document[index]
    except pdfium.PdfiumError:
        return Page(index + 1, None, (), Rulings())
    textpage = page.get_textpage()
    turn = Turn.of(page, textpage)
    rulings = Rulings.of(page, turn)
    lines = tuple(lines_of(Characters(textpage, turn), textpage.get_text_range(), rulings))
    textpage.close()
    page.close()
    return Page(index + 1, document.get_page_label(index) or None, lines, rulings)


def _nonsense(pages: Sequence[Page]) -> float:
    """Return the share of characters that are controls or have no meaning of their own."""
    sample = "".join(line.text for page in pages[:20] for line in page.lines)[:20_000]
    # what is of private use is not printable either
    odd = 0 if sample.isprintable() else sum(not (c.isprintable() or c in SOFT_HYPHENS) for c in sample)
    others = len(_LETTERS.sub("", sample))
    return max(odd / max(len(sample), 1), 1.0 if others > _MOST_SIGNS * len(sample) else 0.0)


def _content(pages: Sequence[Page], title: str | None) -> Content:
    running = running_lines([page.lines for page in pages])
    writer = BlockWriter(
        _usual([(round(line.size, 1), line.text) for line in _all(pages)]) or 0.0,
        _usual([(line.family, line.text) for line in _all(pages) if line.family]) or "",
        words_of(line.text for line in _all(pages)),
        Said(line.text for line in _all(pages)),
    )
    empty = 0
    for page, places in zip(pages, running.places, strict=True):
        dropped = [page.lines[place].text for place in sorted(places)]
        kept = [line for place, line in enumerate(page.lines) if place not in places]
        empty += not kept
        writer.page(page.number, page.label or page_label(dropped), kept, page.rulings)
    notes = [f"{empty} of {counted(len(pages), 'page')} without text"] if empty else []
    if writer.contents_pages:
        notes.append(f"{counted(writer.contents_pages, 'page')} of contents, not searched")
    notes += running_heads(running.examples)
    if writer.pull_quotes:
        notes.append(f"{counted(writer.pull_quotes, 'pull quote')} left out: the text says the same")
    return writer.content(title, pages=len(pages), notes=tuple(notes), running=running.examples)


def _all(pages: Sequence[Page]) -> Iterator[Line]:
    return (line for page in pages for line in page.lines)


def _usual(printed: Sequence[tuple[Measure, str]]) -> Measure | None:
    """Return the size or font that most characters are printed in."""
    counted: Counter[Measure] = Counter()
    for measure, text in printed:
        counted[measure] += len(text)
    return counted.most_common(1)[0][0] if counted else None
