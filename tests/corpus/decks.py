"""Real PowerPoint files, made with python-pptx slide by slide."""

import io
from collections.abc import Callable, Sequence

from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.slide import Slide
from pptx.util import Inches

TITLE, CONTENT, CHAPTER, COMPARISON, TITLE_ONLY, BLANK = 0, 1, 2, 4, 5, 6  # the layouts of the usual template
Write = Callable[[Slide], object]


def deck(*slides: tuple[int, Write], title: str = "") -> bytes:
    """Return a deck of slides, each given by its layout and what writes it."""
    presentation = Presentation()
    presentation.core_properties.title = title
    for layout, write in slides:
        write(presentation.slides.add_slide(presentation.slide_layouts[layout]))
    out = io.BytesIO()
    presentation.save(out)
    return out.getvalue()


def said(*places: str | Sequence[str]) -> Write:
    """Return what fills the places of a slide in their order, with a paragraph or with several."""

    def write(slide: Slide) -> None:
        for place, words in zip(slide.placeholders, places, strict=False):
            place.text_frame.text = words if isinstance(words, str) else "\n".join(words)

    return write


def drawn(*boxes: tuple[float, str]) -> Write:
    """Return what draws text boxes, each so many inches below the edge."""

    def write(slide: Slide) -> None:
        for top, words in boxes:
            box = slide.shapes.add_textbox(Inches(1), Inches(top), Inches(6), Inches(1))
            box.text_frame.text = words

    return write


def table(rows: Sequence[Sequence[str]]) -> Write:
    """Return what draws a table below a title."""

    def write(slide: Slide) -> None:
        slide.placeholders[0].text_frame.text = "Fees"
        size = (len(rows), len(rows[0]), Inches(1), Inches(2), Inches(6), Inches(2))
        cells = slide.shapes.add_table(*size).table
        for i, row in enumerate(rows):
            for j, words in enumerate(row):
                cells.cell(i, j).text = words

    return write


def markup(*shapes: str) -> Write:
    """Return what puts shapes in PowerPoint's own markup on a slide."""
    names = (
        f'{nsdecls("a", "p", "r", "m")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main"'
    )

    def write(slide: Slide) -> None:
        for shape in parse_xml(f"<p:spTree {names}>{''.join(shapes)}</p:spTree>"):
            slide.shapes.element.append(shape)

    return write


def box(*paragraphs: str, more: str = "") -> str:
    """Return a text box in PowerPoint's markup."""
    named = f'<p:nvSpPr><p:cNvPr id="9" name="Box"{more}/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
    return f"<p:sp>{named}<p:spPr/><p:txBody><a:bodyPr/>{''.join(paragraphs)}</p:txBody></p:sp>"


def run(text: str, form: str = "") -> str:
    """Return a run, set in a form such as 'baseline="30000"'."""
    return f"<a:r><a:rPr {form}/><a:t>{text}</a:t></a:r>"


def paragraph(*runs: str, form: str = "<a:pPr/>") -> str:
    """Return a paragraph of runs."""
    return f"<a:p>{form}{''.join(runs)}</a:p>"
