"""Lines that tell of their document alone: who wrote it, to whom and on what, "From: Dr. Roe"."""

import re

from corpus.memo_fields import MEMO_FIELDS
from corpus.tables.rows import BETWEEN_CELLS

_OF_THE_FILE = re.compile(
    rf"\W*(?:(?:(?:document|policy|process) )?owner|authors?|{MEMO_FIELDS}"
    r"|(?:approved|authored|maintained|prepared|reviewed|signed|written) by)\W?:\W?\s",
    re.IGNORECASE,
)
_ASKS_FOR_PERSONS = re.compile(
    r"\b(?:who|whom|whose|owne?(?:rs?|s)?|authors?|wrote|written|approve[ds]?|reviewe[dr]s?|prepared|signed|maintain(?:s|ed))\b",
    re.IGNORECASE,
)


def is_of_the_file(text: str) -> bool:
    """Return whether a line only tells of its document: "Owner: Dr. Roe". The row of a table tells of other things."""
    return BETWEEN_CELLS not in text and _OF_THE_FILE.match(text) is not None


def asks_for_persons(question: str) -> bool:
    """Return whether a question asks for somebody, or who wrote or approved something."""
    return _ASKS_FOR_PERSONS.search(question) is not None
