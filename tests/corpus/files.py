"""Small real files of each format, made here so that every byte of them is known."""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CHOICES = "http://schemas.openxmlformats.org/markup-compatibility/2006"

Text = tuple[float, float, float, str]  # size, x, y, words; y grows upwards
Rule = tuple[float, float, float, float]  # x and y of one end of a line, and of the other


def pdf(
    pages: Sequence[Sequence[Text]],
    *,
    bold: Sequence[str] = (),
    rules: Sequence[Sequence[Rule]] = (),
    matrix: bytes = b"",
    rotate: int = 0,
) -> bytes:
    """Return a PDF with the given words in Helvetica, those in `bold` in Helvetica-Bold, and each page's lines.

    `matrix` is how all is drawn, such as b"0 1 -1 0 612 0", and `rotate` how the pages are then shown, in degrees.
    """
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    fonts = b"/Font << /F1 3 0 R /F2 4 0 R >>"
    for name in (b"Helvetica", b"Helvetica-Bold"):
        font = b"<< /Type /Font /Subtype /Type1 /BaseFont /" + name + b" /Encoding /WinAnsiEncoding >>"
        objects.append(font)
    kids = []
    for page, lines in zip_longest(pages, rules, fillvalue=()):
        drawn = b"".join(b"%g %g m %g %g l S\n" % line for line in lines)
        turned = matrix + b" cm\n" if matrix else b""
        stream = turned + drawn + b"".join(_shown(text, bold) for text in page)
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        kids.append(b"%d 0 R" % (len(objects) + 1))
        contents = b"/Contents %d 0 R" % len(objects)
        box = b"/MediaBox [0 0 612 792] /Rotate %d" % rotate
        objects.append(
            b"<< /Type /Page /Parent 2 0 R " + box + b" /Resources << " + fonts + b" >> " + contents + b" >>"
        )
    objects[1] = b"<< /Type /Pages /Kids [" + b" ".join(kids) + b"] /Count %d >>" % len(kids)
    return assembled(objects)


def _shown(text: Text, bold: Sequence[str]) -> bytes:
    size, x, y, words = text
    font = b"/F2" if words in bold else b"/F1"
    safe = words.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"BT %s %g Tf %g %g Td (%s) Tj ET\n" % (font, size, x, y, safe)


def assembled(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """Return a PDF of numbered objects, the first of which is its catalog; HERE in the trailer is its own place."""
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for place in places:
        out.write(b"%010d 00000 n \n" % place)
    more = trailer.replace(b"HERE", b"%d" % start)
    out.write(b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, more, start))
    return out.getvalue()


def archive(entries: dict[str, bytes]) -> bytes:
    """Return a zip archive of the entries."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in entries.items():
            file.writestr(name, data)
    return out.getvalue()


def word(
    *blocks: str, styles: str = "", numbering: str = "", notes: Mapping[str, Sequence[str]] | None = None
) -> bytes:
    """Return a Word document of blocks of its body in the markup of Word (w:p, w:tbl), more styles, lists and notes.

    `notes` are the blocks of each note, those of "footnote" and those of "endnote".
    """
    document = docx.Document()
    for block in blocks:
        document.element.body.insert(len(document.element.body) - 1, _markup(block))
    for style in _markup(f"<w:styles>{styles}</w:styles>"):
        document.styles.element.append(style)
    for plan in _markup(f"<w:numbering>{numbering}</w:numbering>"):
        document.part.numbering_part.element.append(plan)
    for kind, texts in (notes or {}).items():
        _add_notes(document.part, kind, texts)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _add_notes(part: Part, kind: str, texts: Sequence[str]) -> None:
    line = f'<w:{kind} w:id="-1" w:type="separator"><w:p>{run("Line")}</w:p></w:{kind}>'
    told = "".join(f'<w:{kind} w:id="{i}">{text}</w:{kind}>' for i, text in enumerate(texts, start=1))
    root = f"<w:{kind}s {nsdecls('w')}>{line}{told}</w:{kind}s>"
    place, form = PackURI(f"/word/{kind}s.xml"), f"{_WORD_TYPES}.{kind}s+xml"
    part.relate_to(Part(place, form, root.encode(), part.package), f"{_OFFICE}/{kind}s")


def _markup(text: str) -> Any:
    """Return an element whose first tag is told the name spaces of Word."""
    first = re.match(r"<[\w:]+", text)
    assert first
    named = f'{first.group()} {nsdecls("w", "wp", "m")} xmlns:mc="{_CHOICES}" xmlns:v="urn:schemas-microsoft-com:vml"'
    return parse_xml(named + text[first.end() :])


def run(text: str, form: str = "") -> str:
    """Return a run of Word's markup, set in a form such as "<w:strike/>"."""
    return f'<w:r><w:rPr>{form}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def xlsx(sheets: dict[str, Sequence[Sequence[str | float]]], merged: Sequence[str] = ()) -> bytes:
    """Return a workbook with the given rows, and cells merged as in "B1:C1" on each sheet."""
    spread = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    package = "http://schemas.openxmlformats.org/package/2006"
    entries: dict[str, bytes] = {}
    listed, related, types = [], [], []
    ranges = "".join(f'<mergeCell ref="{place}"/>' for place in merged)
    ranges = f'<mergeCells count="{len(merged)}">{ranges}</mergeCells>' if merged else ""
    for number, (name, rows) in enumerate(sheets.items(), start=1):
        listed.append(f'<sheet name="{escape(name)}" sheetId="{number}" r:id="r{number}"/>')
        related.append(
            f'<Relationship Id="r{number}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        )
        types.append(
            f'<Override PartName="/xl/worksheets/sheet{number}.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        )
        body = "".join(f'<row r="{r}">{_cells(row, r)}</row>' for r, row in enumerate(rows, start=1))
        entries[f"xl/worksheets/sheet{number}.xml"] = (
            f'<worksheet xmlns="{spread}"><sheetData>{body}</sheetData>{ranges}</worksheet>'.encode()
        )
    entries["xl/workbook.xml"] = (
        f'<workbook xmlns="{spread}" xmlns:r="{_OFFICE}"><sheets>{"".join(listed)}</sheets></workbook>'.encode()
    )
    entries["xl/_rels/workbook.xml.rels"] = (
        f'<Relationships xmlns="{package}/relationships">{"".join(related)}</Relationships>'.encode()
    )
    entries["[Content_Types].xml"] = (
        f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        f"{''.join(types)}</Types>"
    ).encode()
    entries["_rels/.rels"] = (
        f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="w" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ).encode()
    return archive(entries)


def _cells(row: Sequence[str | float], number: int) -> str:
    cells = []
    for column, value in enumerate(row):
        place = f"{_letters(column)}{number}"
        if isinstance(value, str):
            cells.append(f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>' if value else "")
        else:
            cells.append(f'<c r="{place}"><v>{value}</v></c>')
    return "".join(cells)


def _letters(column: int) -> str:
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
