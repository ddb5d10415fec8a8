"""Slides (.pptx) by python-pptx: titles as headings, text in lists, tables row by row; the page is the slide."""

import io
import zipfile
from collections import Counter
from collections.abc import Iterator

from pptx.exc import InvalidXmlError, PackageNotFoundError
from pptx.oxml.xmlchemy import BaseOxmlElement
from pptx.package import Package
from pptx.presentation import Presentation
from pptx.slide import Slide

from corpus.errors import UnreadableFile
from corpus.given_titles import given_title
from corpus.model import Content
from corpus.plurals import counted
from corpus.readers.archives import check_archive
from corpus.readers.builder import ContentBuilder
from corpus.readers.left_out import running_heads
from corpus.readers.slides.page import Page
from corpus.readers.slides.shapes import shapes_of, unread
from corpus.readers.slides.styles import SlideStyles

_OFF = frozenset({"0", "false"})
_RUNNING = frozenset({"ftr", "hdr"})
_COUNTING = frozenset({"dt", "sldNum"})
_CHAPTER = "secHead"  # the layout of a slide that only names those behind it


class SlidesReader:
    """Reads the slides of PowerPoint since 2007 as they are shown, without what the speaker says."""

    def read(self, data: bytes, name: str) -> Content:
        """Return the content; raises UnreadableFile for what holds no slides, or a bomb."""
        check_archive(data, name)
        try:
            presentation = Package.open(io.BytesIO(data)).presentation_part.presentation
        except (
            PackageNotFoundError,
            AttributeError,
            LookupError,
            SyntaxError,
            ValueError,
            zipfile.BadZipFile,
        ) as error:
            raise UnreadableFile(name, "no valid PowerPoint file; save it again as .pptx") from error
        try:
            return _Deck().read(presentation)
        except (KeyError, InvalidXmlError) as error:  # a slide that is named and not there, or without its shapes
            raise UnreadableFile(name, "no valid PowerPoint file; save it again as .pptx") from error


class _Deck:
    """Follows the slides and collects blocks."""

    def __init__(self) -> None:
        self._builder = ContentBuilder()
        self._styles: dict[str, SlideStyles] = {}  # by the name of the layout's part
        self._left_out: Counter[str] = Counter()  # parts of what is shown
        self._unread: Counter[str] = Counter()
        self._beside: Counter[str] = Counter()  # slides that have more than is shown
        self._hidden = 0
        self._running: dict[str, None] = {}
        self._below_chapter = False
        self._title: str | None = None

    def read(self, presentation: Presentation) -> Content:
        """Return what the slides say."""
        parts = {slide.part: slide for slide in presentation.slides}  # each once, however often it is named
        slides = list(parts.values())
        for number, slide in enumerate(slides, start=1):
            if slide.element.get("show") in _OFF:
                self._hidden += 1
                continue
            self._slide(slide, number)
        title = given_title(presentation.core_properties.title) or self._title
        return self._builder.build(title, pages=len(slides), notes=tuple(self._notes()), running=list(self._running))

    def _notes(self) -> Iterator[str]:
        if self._hidden:
            yield f"{counted(self._hidden, 'hidden slide')} left out"
        for what in ("hidden", "struck-out"):
            if count := self._left_out.pop(what, 0):
                yield f"{counted(count, f'{what} part')} left out"
        for what, count in (self._left_out + self._unread).items():
            yield f"{counted(count, what)} not read; write on the slide what is to be found"
        for what, count in self._beside.items():
            yield f"{what} of {counted(count, 'slide')} not read; write on the slide what is to be found"
        yield from running_heads(list(self._running))

    def _slide(self, slide: Slide, number: int) -> None:
        shapes = list(shapes_of(slide.shapes.element, self._left_out))
        styles = self._styles_of(slide)
        self._unread.update(filter(None, map(unread, shapes)))
        self._beside.update(_beside(slide))
        page = Page(self._builder, styles, self._left_out, number)
        shown: list[BaseOxmlElement] = []
        for shape in shapes:
            kind = styles.kind(shape)
            if kind in _RUNNING:
                self._running.update(dict.fromkeys(filter(None, page.lines(shape))))
            elif kind not in _COUNTING:
                shown.append(shape)
        layout = slide.slide_layout.element.get("type", "")
        level = 1 if layout in {_CHAPTER, "title"} or not self._below_chapter else 2
        self._below_chapter = layout == _CHAPTER or (self._below_chapter and layout != "title")
        title = page.add(shown, level)
        if number == 1 and any(styles.kind(shape) == "ctrTitle" for shape in shown):
            self._title = title

    def _styles_of(self, slide: Slide) -> SlideStyles:
        layout = slide.slide_layout
        part = str(layout.part.partname)
        if part not in self._styles:
            self._styles[part] = SlideStyles(layout.element, layout.slide_master.element)
        return self._styles[part]


def _beside(slide: Slide) -> Iterator[str]:
    """Yield what stands beside a slide and is not shown with it."""
    if any(related.reltype.endswith("/comments") for related in slide.part.rels.values()):
        yield "the comments"
    said = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
    if said is not None and said.text.strip():
        yield "the speaker's notes"
