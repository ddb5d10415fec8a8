"""Files that are made to hurt: each is small, valid enough to be opened, and costs far more than it weighs."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping

from tests.corpus.decks import BLANK, CONTENT, TITLE_ONLY, deck, said, table
from tests.corpus.files import archive, assembled, xlsx

_WORD_HEAD = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'


def pdf_of(*objects: bytes, trailer: bytes = b"") -> bytes:
    """Return a PDF of numbered objects, the first of which is its catalog."""
    return assembled(objects, trailer)


def stream(data: bytes, more: bytes = b"") -> bytes:
    """Return a stream object, its length as it is."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), more, data)


_CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
_PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
_PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << %s >> >>"


def _page_tree_in_a_circle() -> bytes:
    return pdf_of(_CATALOG, b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 /Parent 2 0 R >>")


def _a_thousand_million_pages() -> bytes:
    return pdf_of(_CATALOG, b"<< /Type /Pages /Kids [3 0 R] /Count 1000000000 >>", _PAGE % b"", stream(b"BT ET"))


def _cross_references_in_a_circle() -> bytes:
    return pdf_of(_CATALOG, _PAGES, _PAGE % b"", stream(b"BT ET"), trailer=b"/Prev HERE")


def _stream_that_inflates() -> bytes:
    packed = zlib.compress(b" " * 400_000_000, 9)
    return pdf_of(_CATALOG, _PAGES, _PAGE % b"", stream(packed, b"/Filter /FlateDecode"))


def _streams_within_streams() -> bytes:
    packed = b" " * 300_000_000
    for _ in range(4):
        packed = zlib.compress(packed, 9)
    return pdf_of(_CATALOG, _PAGES, _PAGE % b"", stream(packed, b"/Filter [" + b"/FlateDecode " * 4 + b"]"))


def _form_that_draws_itself() -> bytes:
    form = stream(
        b"/F Do /F Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F 5 0 R >> >>"
    )
    return pdf_of(_CATALOG, _PAGES, _PAGE % b"/XObject << /F 5 0 R >>", stream(b"/F Do"), form)


def _outline_without_end() -> bytes:
    catalog = b"<< /Type /Catalog /Pages 2 0 R /Outlines 5 0 R >>"
    item = b"<< /Title (a) /Parent 5 0 R /Next 6 0 R /First 6 0 R >>"
    return pdf_of(catalog, _PAGES, _PAGE % b"", stream(b"BT ET"), b"<< /First 6 0 R /Last 6 0 R >>", item)


def _length_below_nothing() -> bytes:
    return pdf_of(_CATALOG, _PAGES, _PAGE % b"", b"<< /Length -5 >>\nstream\nBT ET\nendstream")


def _arrays_within_arrays() -> bytes:
    return pdf_of(_CATALOG, _PAGES, _PAGE % (b"/X " + b"[" * 500_000), stream(b"BT ET"))


def _labels_in_a_circle() -> bytes:
    catalog = b"<< /Type /Catalog /Pages 2 0 R /PageLabels 5 0 R >>"
    return pdf_of(catalog, _PAGES, _PAGE % b"", stream(b"BT ET"), b"<< /Kids [5 0 R 5 0 R] >>")


def _elements_within_elements() -> bytes:
    return b"<html><body>" + b"<div>" * 300_000 + b"Deep down."


def _tables_within_tables() -> bytes:
    return b"<html><body>" + b"<table><tr><td>" * 5_000 + b"Deep down."


def _runs_within_runs() -> bytes:
    body = b"<w:p>" + b"<w:r>" * 200_000 + b"</w:r>" * 200_000 + b"</w:p></w:body></w:document>"
    return archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": _WORD_HEAD + body})


def _groups_within_groups() -> bytes:
    with zipfile.ZipFile(io.BytesIO(deck((BLANK, said())))) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    opened = b"".join(b'<p:grpSp id="%d">' % (i * i) for i in range(100_000))
    group = opened + b"</p:grpSp>" * 100_000 + b"</p:spTree>"
    name = "ppt/slides/slide1.xml"
    return archive({**parts, name: parts[name].replace(b"</p:spTree>", group)})


def _slides_that_are_one() -> bytes:
    """A deck that shows one slide a hundred thousand times."""
    with zipfile.ZipFile(io.BytesIO(deck((CONTENT, said("Appeals", ["They are free."] * 50))))) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    name = "ppt/presentation.xml"
    listed = re.search(rb'<p:sldId id="\d+"([^>]*/>)', parts[name])
    assert listed
    again = b"".join(b'<p:sldId id="%d"%s' % (i, listed.group(1)) for i in range(256, 100_256))
    return archive({**parts, name: parts[name].replace(listed.group(), again)})


def _cells_that_span() -> bytes:
    """A table of a row whose cells say that they cover a thousand million columns and rows."""
    with zipfile.ZipFile(io.BytesIO(deck((TITLE_ONLY, table([["a", "b"], ["c", "d"]]))))) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    name = "ppt/slides/slide1.xml"
    wide = b'<a:tc gridSpan="1000000000" rowSpan="1000000000">'
    return archive({**parts, name: parts[name].replace(b"<a:tc>", wide)})


def _sheet_from_corner_to_corner() -> bytes:
    sheet = io.BytesIO(xlsx({"S": [["Code", "Fee"], ["Q1", 2.0]]}))
    with zipfile.ZipFile(sheet) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(b"</sheetData>", far)
    return archive(parts)


def _entries_that_overlap() -> bytes:
    """A central directory that names one packed megabyte five thousand times."""
    data = b"0" * 1_000_000
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = packed.compress(data) + packed.flush()
    sizes = (zlib.crc32(data), len(body), len(data))
    local = struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, 8, 0, 33, *sizes, 1, 0) + b"a" + body
    central = b"".join(
        struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, 0, 8, 0, 33, *sizes, 17, 0, 0, 0, 0, 0, 0)
        + b"word/%07d.xml" % i
        for i in range(5_000)
    )
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 5_000, 5_000, len(central), len(local), 0)
    return local + central + end


def _archive_in_an_archive() -> bytes:
    bomb = archive({"a": b"0" * 100_000_000})
    for _ in range(3):
        bomb = archive({"a.zip": bomb})
    return archive({"[Content_Types].xml": b"<Types/>", "word/embedded.zip": bomb})


def _one_row_of_a_million_cells() -> bytes:
    return b"a," * 1_000_000 + b"\n1,2\n"


def _multiparts_within_multiparts() -> bytes:
    return b"Subject: x\n" + b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (i, i) for i in range(20_000)
    )


def _messages_within_messages() -> bytes:
    return b"Content-Type: message/rfc822\n\n" * 100_000


def _boundaries_to_look_for_in_each_line() -> bytes:
    heads = (b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (i, i) for i in range(100))
    return b"Subject: x\n" + b"".join(heads) + b"\n" + b"--\n" * 3_000_000


def _type_of_many_parameters() -> bytes:
    return b"Subject: x\nContent-Type: text/plain" + b"; a*0*=''%FF" * 100_000 + b"\n\nIt is paid.\n"


HOSTILE: Mapping[str, Callable[[], bytes]] = {
    "page-tree.pdf": _page_tree_in_a_circle,
    "page-count.pdf": _a_thousand_million_pages,
    "cross-references.pdf": _cross_references_in_a_circle,
    "inflates.pdf": _stream_that_inflates,
    "inflates-again.pdf": _streams_within_streams,
    "draws-itself.pdf": _form_that_draws_itself,
    "outline.pdf": _outline_without_end,
    "length.pdf": _length_below_nothing,
    "arrays.pdf": _arrays_within_arrays,
    "labels.pdf": _labels_in_a_circle,
    "elements.html": _elements_within_elements,
    "tables.html": _tables_within_tables,
    "runs.docx": _runs_within_runs,
    "groups.pptx": _groups_within_groups,
    "one.pptx": _slides_that_are_one,
    "spans.pptx": _cells_that_span,
    "corner.xlsx": _sheet_from_corner_to_corner,
    "overlap.docx": _entries_that_overlap,
    "nested.docx": _archive_in_an_archive,
    "multiparts.eml": _multiparts_within_multiparts,
    "messages.eml": _messages_within_messages,
    "boundaries.eml": _boundaries_to_look_for_in_each_line,
    "parameters.eml": _type_of_many_parameters,
    "row.csv": _one_row_of_a_million_cells,
}
