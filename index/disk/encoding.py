"""Values as stored: text, JSON, and what is known of a document."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import orjson

from corpus.model import DocumentKind, Metadata, Month

UNREADABLE = (ValueError, TypeError, KeyError, IndexError, AttributeError)  # what decoding raises where data is damaged
_DATES = ("effective", "revised", "reviewed", "retired")
_MONTH_ALONE = len("2024-03")
_json = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


def encode_text(text: str) -> bytes:
    """Return a text in UTF-8; file names and documents may hold what is no text."""
    return text.encode("utf-8", "surrogatepass")


def decode_text(data: bytes) -> str:
    """Return the text again. Raises UnicodeDecodeError."""
    return data.decode("utf-8", "surrogatepass")


def encode_json(value: object) -> bytes:
    """Return a value as compact JSON; orjson is ten times as fast, but lone surrogates are no text to it."""
    try:
        return orjson.dumps(value)
    except orjson.JSONEncodeError:
        return encode_text(_json(value))


def decode_json(data: bytes) -> Any:  # noqa: ANN401 - JSON
    """Return the value again, sequences as lists. Raises ValueError."""
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError:
        return json.loads(decode_text(data))


def metadata_row(metadata: Metadata) -> Mapping[str, object]:
    """Return what is known, dates in ISO form."""
    values = {name: getattr(metadata, name) for name in Metadata.__slots__}
    known = {name: value for name, value in values.items() if value is not None}
    return {name: value.isoformat() if name in _DATES else value for name, value in known.items()}


def metadata_of(row: Mapping[str, Any]) -> Metadata:
    """Return the metadata of such a row. Raises one of UNREADABLE."""
    values = dict(row)
    for name in _DATES:
        if name in values:
            values[name] = _date(values[name])
    values["kind"] = DocumentKind(values["kind"])
    return Metadata(**values)


def _date(stored: str) -> date:
    """Return a date again, a Month where no day is told. Raises ValueError."""
    if len(stored) == _MONTH_ALONE:
        first = date.fromisoformat(f"{stored}-01")
        return Month(first.year, first.month, first.day)
    return date.fromisoformat(stored)
