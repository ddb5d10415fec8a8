"""Passages as stored, one record each.

    record: length of the body (u32) · number of sentences (u32) · lengths of the ids (u16 each) · CRC-32 of what
            follows (u32) · passage_id · doc_id (UTF-8) · start and end of each sentence (u32 each) · body (JSON)

What all passages of a document share is stored once, with the document.
"""

import struct
import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from corpus.model import BlockKind, Certainty, Passage, Sentence, StoredSentences
from index.disk.encoding import (
    UNREADABLE,
    decode_json,
    encode_json,
    encode_text,
    metadata_of,
    metadata_row,
)
from index.errors import DamagedIndexError
from index.writer import DocumentRecord

HEADER = struct.Struct("<IIHHI")
_BOUNDS = 8  # bytes of a sentence's start and end
_KINDS = {str(kind): kind for kind in BlockKind}
_CERTAINTIES: dict[str | None, Certainty] = {
    None: Certainty.EXACT,
    **{str(certainty): certainty for certainty in Certainty},
}

Header = tuple[int, ...]  # as in a record: body, sentences, passage_id, doc_id, CRC-32


def encode_passage(passage: Passage, record: DocumentRecord) -> bytes:
    """Return the record of a passage of that document."""
    shared = (passage.document, passage.source, passage.collection, passage.metadata)
    own = None if shared == (record.title, record.source, record.collection, record.metadata) else _own(passage)
    body = encode_json(
        (
            passage.ordinal,
            passage.start,
            passage.end,
            passage.text,
            passage.section,
            passage.context,
            passage.page,
            passage.page_label,
            passage.kind,
            _more_of(passage),
            own,
        )
    )
    passage_id, doc_id, bounds = encode_text(passage.passage_id), encode_text(passage.doc_id), passage.bounds
    content = b"".join((passage_id, doc_id, struct.pack(f"<{len(bounds)}I", *bounds), body))
    header = HEADER.pack(len(body), len(bounds) // 2, len(passage_id), len(doc_id), zlib.crc32(content))
    return header + content


def _own(passage: Passage) -> Sequence[object]:
    return (passage.document, passage.source, passage.collection, metadata_row(passage.metadata))


def _more_of(passage: Passage) -> Mapping[str, Sequence[object]]:
    """Return by number what is known of those sentences that say more than where they stand."""
    text, origin = passage.text, passage.start
    more: dict[str, Sequence[object]] = {}
    for number, s in enumerate(passage.sentences):
        # the text is left out where it is the passage's own at the span, as it should be
        in_place = origin <= s.start <= s.end and text[s.start - origin : s.end - origin] == s.text
        if s.citations or s.marks or not in_place or s.certainty is not Certainty.EXACT:
            more[str(number)] = (s.citations, s.marks, s.certainty, None if in_place else s.text)
    return more


def content_size(header: Header) -> int:
    """Return how many bytes of a record follow its header."""
    body, sentences, passage_id, doc_id, _ = header
    return passage_id + doc_id + _BOUNDS * sentences + body


def decode_passage(content: bytes, header: Header, document_of: Callable[[str], DocumentRecord], path: Path) -> Passage:
    """Return the passage of what follows a header in the file at the path; its document is asked for by its doc_id.

    Raises one of UNREADABLE where it is no passage, and DamagedIndexError when its sentences are looked at.
    """
    _, sentences, id_end, doc_length, _ = header
    doc_end = id_end + doc_length
    document = document_of(content[id_end:doc_end].decode("utf-8", "surrogatepass"))
    bounds = struct.unpack_from(f"<{2 * sentences}I", content, doc_end)
    row = decode_json(content[doc_end + _BOUNDS * sentences :])
    ordinal, start, end, text, section, context, page, page_label, kind, more, own = row
    passage = Passage(
        content[:id_end].decode("utf-8", "surrogatepass"),
        document.doc_id,
        ordinal,
        text,
        start,
        end,
        document.title,
        document.source,
        document.collection,
        tuple(section),
        _Sentences(bounds, text, start, more, path),
        context,
        page,
        page_label,
        _KINDS[kind],
        document.metadata,
    )
    if own is None:
        return passage
    return passage._replace(document=own[0], source=own[1], collection=own[2], metadata=metadata_of(own[3]))


class _Sentences(StoredSentences):
    """The sentences of a passage: its text at their bounds, and what else is told of some of them by number."""

    __slots__ = ("_more", "_origin", "_path", "_text")

    def __init__(self, bounds: tuple[int, ...], text: str, origin: int, more: Mapping[str, Any], path: Path) -> None:
        super().__init__(bounds)
        self._text, self._origin, self._more, self._path = text, origin, more, path

    def make(self, number: int) -> Sentence:
        """Return a sentence by its number. Raises DamagedIndexError."""
        start, end = self.bounds[2 * number], self.bounds[2 * number + 1]
        printed = self._text[start - self._origin : end - self._origin]
        try:
            return _sentence(printed, start, end, self._more.get(str(number)))
        except UNREADABLE:
            raise DamagedIndexError(self._path, "what is told of a sentence is none of it") from None


def _sentence(printed: str, start: int, end: int, told: Any) -> Sentence:  # noqa: ANN401 - JSON
    if told is None:
        return Sentence(printed, start, end)
    citations, marks, certainty, own = told
    pairs = tuple([(first, last) for first, last in marks]) if marks else ()
    return Sentence(printed if own is None else own, start, end, tuple(citations), _CERTAINTIES[certainty], pairs)
