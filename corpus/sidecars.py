"""Reference lists beside a document: CSL-JSON."""

import json
from typing import Any

from corpus.errors import UnreadableFile
from corpus.model import Reference

SIDECAR_SUFFIXES = (".references.json", ".csl.json")


def load_references(data: bytes, name: str) -> dict[int, Reference]:
    """Return the entries of a sidecar by number. Raises UnreadableFile."""
    try:
        items = json.loads(data)
    except ValueError:
        raise UnreadableFile(name, "no valid JSON, expected CSL-JSON") from None
    entries = (_reference(item, i) for i, item in enumerate(items, start=1))
    return {entry.number: entry for entry in entries}


def _reference(item: dict[str, Any], position: int) -> Reference:
    number = int(item.get("citation-number", position))
    return Reference(number, _vancouver(item), item.get("DOI"), item.get("PMID"), None)


def _vancouver(item: dict[str, Any]) -> str:
    authors = [f"{a.get('family', '')} {a.get('given', '')}".strip() for a in item.get("author", ())]
    named = ", ".join(authors if len(authors) <= 6 else [*authors[:6], "et al"])
    year = item.get("issued", {}).get("date-parts", [[""]])[0][0]
    volume = f";{item['volume']}" if "volume" in item else ""
    issue = f"({item['issue']})" if "issue" in item else ""
    pages = f":{item['page']}" if "page" in item else ""
    parts = [named, item.get("title", ""), f"{item.get('container-title', '')} {year}{volume}{issue}{pages}"]
    return " ".join(f"{part.strip().rstrip('.')}." for part in parts if part.strip())
