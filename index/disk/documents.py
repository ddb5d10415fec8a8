"""Rows of the documents table: what is stored of a document once, beside its passages."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.model import Reference
from index.disk.encoding import UNREADABLE, decode_json, encode_json, metadata_of, metadata_row
from index.errors import DamagedIndexError
from index.writer import DocumentRecord


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A row of the documents table: the record, its references, and where its passages stand."""

    record: DocumentRecord
    references: Mapping[int, Reference]
    place: int  # of its first passage; the others follow


def encode_document(stored: StoredDocument) -> bytes:
    """Return the row of a document."""
    record = stored.record
    references = [(r.number, r.text, r.doi, r.pmid, r.url) for r in stored.references.values()]
    return encode_json(
        {
            "title": record.title,
            "source": record.source,
            "collection": record.collection,
            "hash": record.content_hash,
            "metadata": metadata_row(record.metadata),
            "notes": record.notes,
            "state": dict(record.state),
            "passages": record.passages,
            "references": list(zip(stored.references, references, strict=True)),
            "place": stored.place,
        }
    )


def decode_document(doc_id: str, row: bytes, path: Path) -> StoredDocument:
    """Return the document of a row. Raises DamagedIndexError."""
    try:
        body = decode_json(row)
        record = DocumentRecord(
            doc_id=doc_id,
            title=body["title"],
            source=body["source"],
            collection=body["collection"],
            content_hash=body["hash"],
            metadata=metadata_of(body["metadata"]),
            notes=tuple(body["notes"]),
            state=body["state"],
            passages=body["passages"],
        )
        return StoredDocument(record, {key: Reference(*entry) for key, entry in body["references"]}, body["place"])
    except UNREADABLE:
        raise DamagedIndexError(path, f"the row of {doc_id!r} is no document") from None
