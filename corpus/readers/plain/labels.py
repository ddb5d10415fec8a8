"""Labels such as "CLINICAL REVIEW", which stand above a title and tell only the kind of a text."""

from corpus.readers.headings import names_kind, telling_words

_NAMING_WORDS = 3  # telling words of a heading that may be a first section's, as "Covered Services" below "POLICY"


def is_label(line: str, below: str, *, over_heading: bool) -> bool:
    """Return whether a first line only labels the title below it, which has much to say or stands over a heading."""
    if not names_kind(line) or names_kind(below):
        return False
    return over_heading or len(telling_words(below)) > _NAMING_WORDS
