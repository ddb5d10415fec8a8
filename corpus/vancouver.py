"""A published work as one short line in Vancouver form, as medical journals print it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Reference

_MAX_AUTHORS = 6  # AMA Manual of Style, 11th edition, 3.7: all up to six, else the first three
_SHOWN_AUTHORS = 3
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>{}|\\^`]+", re.IGNORECASE)
_PMID = re.compile(r"\bPMID:?\s*(\d{4,9})\b|pubmed\.ncbi\.nlm\.nih\.gov/(\d{4,9})\b", re.IGNORECASE)
_HTTPS = re.compile(r"https://[^\s\"<>{}|\\^`]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Work:
    """What a bibliography knows of a work; "" where it says nothing."""

    authors: Sequence[str] = ()  # "Fallon M", in order
    title: str = ""
    container: str = ""  # journal, book or site
    year: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    publisher: str = ""
    doi: str = ""
    pmid: str = ""
    url: str = ""


def author(family: str, given: str) -> str:
    """Return a person as "Fallon M": the family name and the initials without stops."""
    initials = [part[0].upper() for part in re.split(r"[\s.\-]+", given) if part]
    compact = given if given.isupper() and len(given) <= 3 else "".join(initials)
    return f"{family} {compact}".strip()


def reference(number: int, work: Work) -> Reference:
    """Return a work as the entry of that number."""
    doi = find_doi(work.doi) or find_doi(work.url)
    return Reference(number, vancouver(work), doi, _pmid(work), find_https(work.url))


def vancouver(work: Work) -> str:
    """Return "Authors. Title. Journal. Year;Volume(Issue):Pages." with the parts that are known."""
    parts = [_authors(work.authors), _stopped(work.title), _stopped(work.container), _where(work)]
    return " ".join(part for part in parts if part)


def _authors(names: Sequence[str]) -> str:
    if not names:
        return ""
    shown = list(names) if len(names) <= _MAX_AUTHORS else [*names[:_SHOWN_AUTHORS], "et al"]
    return _stopped(", ".join(shown))


def _stopped(part: str) -> str:
    text = " ".join(part.split())
    return text if not text or text[-1] in ".?!" else f"{text}."


def _where(work: Work) -> str:
    volume = work.volume + (f"({work.issue})" if work.issue else "")
    pages = re.sub(r"(?<=\w)-+(?=\w)", "–", work.pages)
    place = volume + (f":{pages}" if pages else "")
    when = ";".join(part for part in (work.year, place) if part)
    return _stopped("; ".join(part for part in ("" if work.container else work.publisher, when) if part))


def _pmid(work: Work) -> str | None:
    digits = work.pmid.removeprefix("PMID:").strip()
    return digits if digits.isdigit() else None


def find_doi(text: str) -> str | None:
    """Return the first DOI in a text, without the stop that ends its sentence."""
    match = _DOI.search(text)
    return match.group().rstrip(".,;:)]") if match else None


def find_pmid(text: str) -> str | None:
    """Return the first PubMed number in a text."""
    match = _PMID.search(text)
    return (match[1] or match[2]) if match else None


def find_https(text: str) -> str | None:
    """Return the first https link in a text; others are not shown as links."""
    match = _HTTPS.search(text)
    return match.group().rstrip(".,;:)]") if match else None
