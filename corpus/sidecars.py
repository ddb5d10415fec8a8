"""Reference lists kept beside a document, in the forms that Zotero and other managers export: CSL-JSON, RIS, BibTeX."""

import json
import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from corpus.errors import UnreadableFile
from corpus.model import Reference
from corpus.vancouver import Work, author, reference

if TYPE_CHECKING:
    from bibtexparser.middlewares import NameParts

SIDECAR_SUFFIXES = (".references.json", ".csl.json", ".ris", ".bib")  # in the order in which they are looked for
_NUMBER = re.compile(r"(?:ref(?:erence)?|r|cit)?[\s_.:-]*\[?0*([1-9]\d{0,2})\]?", re.IGNORECASE)
_Numbered = Iterator[tuple[str, Work]]  # the entry's own label, "" for none, and the work


def load_references(data: bytes, name: str) -> dict[int, Reference]:
    """Return the entries of a sidecar by number; `name` tells the format and is for messages.

    Numbers are the entries' own where every entry has one (CSL "citation-number", RIS "ID", keys such as ref12), else
    their order in the file. Raises UnreadableFile with the line where it can be told.
    """
    parse = next((parse for suffix, parse in _PARSERS.items() if name.lower().endswith(suffix)), None)
    if parse is None:
        raise UnreadableFile(name, f"no reference list; expected a name that ends in {', '.join(SIDECAR_SUFFIXES)}")
    labelled = _parsed(parse, _text(data, name), name)
    if not labelled:
        raise UnreadableFile(name, "no entries in it; expected CSL-JSON, RIS or BibTeX as a reference manager exports")
    return dict(_numbered(labelled, name))


def _parsed(parse: Callable[[str, str], _Numbered], text: str, name: str) -> Sequence[tuple[str, Work]]:
    try:
        return list(parse(text, name))
    except (UnreadableFile, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 - parsers are other people's code, and the document must not pay for it
        raise UnreadableFile(name, f"damaged in a way its parser does not know ({type(error).__name__})") from None


def _text(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableFile(name, f"line {line}: not UTF-8; export it again as UTF-8") from None


def _numbered(labelled: Sequence[tuple[str, Work]], name: str) -> Iterator[tuple[int, Reference]]:
    numbers = [number for label, _ in labelled if (number := _number(label))]
    if len(numbers) != len(labelled):
        numbers = list(range(1, len(labelled) + 1))
    seen: set[int] = set()
    for number, (_, work) in zip(numbers, labelled, strict=True):
        if number in seen:
            raise UnreadableFile(name, f"two entries for reference {number}; give each its own number")
        seen.add(number)
        yield number, reference(number, work)


def _number(label: str) -> int:
    """Return the number of an entry that its label tells, 0 for none."""
    match = _NUMBER.fullmatch(label.strip())
    return int(match[1]) if match else 0


def _csl(text: str, name: str) -> _Numbered:
    try:
        items = json.loads(text)
    except json.JSONDecodeError as error:
        raise UnreadableFile(name, f"line {error.lineno}: no JSON ({error.msg})") from None
    except RecursionError:
        raise UnreadableFile(name, "nested too deep for a list of CSL-JSON items") from None
    if isinstance(items, dict):
        items = items.get("items", items.get("references", [items]))
    if not isinstance(items, list):
        raise UnreadableFile(name, "expected a list of CSL-JSON items")
    for position, item in enumerate(items, start=1):
        if not isinstance(item, dict):
            raise UnreadableFile(name, f"item {position} is no object; expected a list of CSL-JSON items")
        people = item.get("author") or item.get("editor") or []
        if not isinstance(people, list):
            raise UnreadableFile(name, f"item {position}: its authors are no list of people")
        labels = (str(item.get(key, "")) for key in ("citation-number", "citation-label", "id"))
        yield next(filter(_number, labels), ""), _csl_work(item, people)


def _csl_work(item: Mapping[str, Any], people: Sequence[object]) -> Work:
    return Work(
        authors=[_csl_person(person) for person in people if isinstance(person, dict)],
        title=_string(item, "title"),
        container=_string(item, "container-title-short") or _string(item, "container-title"),
        year=_csl_year(item.get("issued")),
        volume=_string(item, "volume"),
        issue=_string(item, "issue"),
        pages=_string(item, "page"),
        publisher=_string(item, "publisher"),
        doi=_string(item, "DOI"),
        pmid=_string(item, "PMID"),
        url=_string(item, "URL"),
    )


def _csl_person(person: Mapping[str, Any]) -> str:
    if literal := _string(person, "literal"):
        return literal
    particle = _string(person, "non-dropping-particle")
    return author(f"{particle} {_string(person, 'family')}".strip(), _string(person, "given"))


def _csl_year(issued: object) -> str:
    if not isinstance(issued, dict):
        return ""
    parts = issued.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0]:
        return str(parts[0][0])
    return _year(_string(issued, "raw") or _string(issued, "literal"))


def _string(item: Mapping[str, Any], key: str) -> str:
    value = item.get(key)
    if isinstance(value, list):
        value = value[0] if value else ""
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _year(text: str) -> str:
    match = re.search(r"\b(?:1[5-9]|20)\d\d\b", text)
    return match.group() if match else ""


def _ris(text: str, name: str) -> _Numbered:
    import rispy  # noqa: PLC0415 - only a document with such a list needs it

    opened = 0
    for line, row in enumerate(text.splitlines(), start=1):
        tag = row.strip()[:2]
        if tag == "TY" and opened:
            raise UnreadableFile(name, f"line {line}: a new entry, but the one of line {opened} has no ER line")
        opened = line if tag == "TY" else 0 if tag == "ER" else opened
    if opened:
        raise UnreadableFile(name, f"line {opened}: the entry has no ER line; the export is cut short")
    for entry in rispy.loads(text):
        yield _string(entry, "id") or _string(entry, "label"), _ris_work(entry)


def _ris_work(entry: Mapping[str, Any]) -> Work:
    pages = "-".join(part for part in (_string(entry, "start_page"), _string(entry, "end_page")) if part)
    first = entry.get("authors") or entry.get("first_authors") or []
    return Work(
        authors=[_inverted(person) for person in first],
        title=_string(entry, "title") or _string(entry, "primary_title"),
        container=_first(entry, "alternate_title3", "journal_name", "secondary_title", "alternate_title2"),
        year=_year(_first(entry, "year", "publication_year", "date")),
        volume=_string(entry, "volume"),
        issue=_string(entry, "number"),
        pages=pages,
        publisher=_string(entry, "publisher"),
        doi=_string(entry, "doi"),
        pmid=_string(entry, "accession_number") if "pubmed" in _string(entry, "name_of_database").lower() else "",
        url=_first(entry, "urls", "url"),
    )


def _first(entry: Mapping[str, Any], *keys: str) -> str:
    return next((value for key in keys if (value := _string(entry, key))), "")


def _inverted(person: str) -> str:
    family, _, given = person.partition(",")
    return author(family.strip(), given.strip())


def _bibtex(text: str, name: str) -> _Numbered:
    from bibtexparser import entrypoint, middlewares  # noqa: PLC0415 - only a document with such a list needs it

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # it quotes the file; its failures are told below
    steps = [middlewares.SeparateCoAuthors(), middlewares.SplitNameParts(), middlewares.LatexDecodingMiddleware()]
    library = entrypoint.parse_string(text, append_middleware=steps)
    if library.failed_blocks:
        block = library.failed_blocks[0]
        raise UnreadableFile(name, f"line {(block.start_line or 0) + 1}: no complete BibTeX entry")
    for entry in library.entries:
        fields = {field.key.lower(): field.value for field in entry.fields}
        yield str(fields.get("citation-number", entry.key)), _bibtex_work(fields)


def _bibtex_work(fields: Mapping[str, Any]) -> Work:
    people = fields.get("author") or fields.get("editor") or []
    return Work(
        authors=[_bibtex_person(person) for person in people] if isinstance(people, list) else [],
        title=_string(fields, "title"),
        container=_first(fields, "shortjournal", "journal", "journaltitle", "booktitle"),
        year=_year(_first(fields, "year", "date")),
        volume=_string(fields, "volume"),
        issue=_first(fields, "number", "issue"),
        pages=_string(fields, "pages"),
        publisher=_first(fields, "publisher", "institution", "organization"),
        doi=_string(fields, "doi"),
        pmid=_string(fields, "pmid"),
        url=_string(fields, "url"),
    )


def _bibtex_person(person: "NameParts") -> str:
    family = " ".join([*person.von, *person.last])
    return author(family.strip("{}"), " ".join(person.first))


_PARSERS: Mapping[str, Callable[[str, str], _Numbered]] = {
    ".references.json": _csl,
    ".csl.json": _csl,
    ".ris": _ris,
    ".bib": _bibtex,
}
