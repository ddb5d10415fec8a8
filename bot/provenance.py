"""Who issued a document, when it holds, and whether it still does: shown with every passage, weighed in the ranking."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import lru_cache

from corpus.model import Metadata, Passage
from index.engine import Hit

_YEAR = re.compile(r"\b20\d\d\b")
_SHORT = 3  # letters of words that name nothing
_FIRST_WORDS = 4  # by which most texts are told apart
WORKBOOKS = (".ods", ".xls", ".xlsx")
OUT_OF_FORCE = 0.5  # weight of a passage of a retired or superseded document: ranked below, never hidden


def this_day() -> date:
    """Return the date where citebot runs."""
    return datetime.now(UTC).astimezone().date()


def asked_day(question: str) -> date | None:
    """Return the last day of the latest past year that a question names: what held then is asked; None for none."""
    years = [year for year in map(int, _YEAR.findall(question)) if year < this_day().year]
    return date(max(years), 12, 31) if years else None


def out_of_force(metadata: Metadata, asked: date | None = None) -> bool:
    """Return whether a document is retired or superseded; for a day that is asked about, whether it did not hold then.

    Of a superseded document without a date nobody knows until when it held.
    """
    if asked is None:
        retired = metadata.retired is not None and metadata.retired <= this_day()
        return retired or metadata.superseded_by is not None
    superseded = metadata.retired is None and metadata.superseded_by is not None
    ended = superseded or (metadata.retired is not None and metadata.retired <= asked)
    return ended or (metadata.effective is not None and metadata.effective > asked)


def in_force_first(hits: Sequence[Hit], asked: date | None = None) -> list[Hit]:
    """Return the hits with those of documents that are out of force weighed down, ranked anew."""
    ended = [out_of_force(hit.passage.metadata, asked) for hit in hits]
    if not any(ended):
        return list(hits)
    weighed = [
        hit._replace(score=hit.score * OUT_OF_FORCE) if has_ended else hit
        for hit, has_ended in zip(hits, ended, strict=True)
    ]
    ordered = sorted(weighed, key=lambda hit: (-hit.score, hit.passage.passage_id))
    return [hit._replace(rank=rank) for rank, hit in enumerate(ordered, start=1)]


def distinct(hits: Sequence[Hit]) -> list[Hit]:
    """Return the hits with each text once, as it stands first in reading order; a repeat tells nothing new."""
    begins = {_beginning(hit.passage.text) for hit in hits}
    if len(begins) == len(hits):  # no two texts begin alike
        return list(hits)
    first: dict[str, Hit] = {}
    for hit in hits:
        text = _words_alone(hit.passage.text)
        known = first.get(text)
        if known is None:
            first[text] = hit
        elif (hit.passage.doc_id, hit.passage.ordinal) < (known.passage.doc_id, known.passage.ordinal):
            first[text] = known._replace(passage=hit.passage)
    return list(first.values())


@lru_cache(maxsize=4_000)
def _beginning(text: str) -> tuple[str, ...]:
    return tuple(text.split(None, _FIRST_WORDS)[:_FIRST_WORDS])


@lru_cache(maxsize=20_000)
def _words_alone(text: str) -> str:
    """Return a text without its line breaks, which differ from edition to edition."""
    return " ".join(text.split())


def topic(passage: Passage) -> str:
    """Return what a passage is about: its heading, with the title where the heading alone says little."""
    if not passage.section:
        return passage.document
    heading = passage.section[-1]
    names_subject = _long_words(heading) & _long_words(passage.document)
    return heading if names_subject else f"{heading} ({passage.document})"


def _long_words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.lower()) if len(word) > _SHORT}


def place(passage: Passage) -> str:
    """Return where a passage stands: document › section, page; a sheet is known by its name, which is the section."""
    names = [passage.document, *passage.section]
    if passage.page is not None and not passage.source.lower().endswith(WORKBOOKS):
        names.append(f"page {passage.page_label or passage.page}")
    return " › ".join(names)


def standing(metadata: Metadata, today: date | None = None) -> str:
    """Return issuer, dates and flags in one line; a document without a date is said to be undated."""
    return ", ".join(filter(None, [whose(metadata), validity(metadata, today)]))


def whose(metadata: Metadata) -> str:
    """Return whose rules a document tells, and where they hold; "" where that is not known."""
    return ", ".join(filter(None, [metadata.issuer, metadata.payer, metadata.jurisdiction]))


def validity(metadata: Metadata, today: date | None = None) -> str:
    """Return since when a document holds, and whether it still does."""
    known = [
        f"effective {metadata.effective}" if metadata.effective else None,
        f"revised {metadata.revised}" if metadata.revised else None,
        f"reviewed {metadata.reviewed}" if metadata.reviewed else None,
    ]
    if metadata.retired:
        known.append(f"{'RETIRED' if metadata.retired <= (today or this_day()) else 'retires'} {metadata.retired}")
    if not any(known):
        known.append("undated")
    if metadata.superseded_by:
        known.append(f"SUPERSEDED by {metadata.superseded_by}")
    return ", ".join(filter(None, known))
