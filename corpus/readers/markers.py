"""By what the rows of a plain text show that they are items of a list or rows of a table."""

import re

LIST_MARKER = re.compile(
    r"^(?P<indent>[ \t]*)"
    r"(?P<marker>(?:[-*+•‣▪◦·–—o●○■□►➢✓]|\(?\d{1,2}[.)]|\(?[a-z][.)])[ \t]+|[●•▪](?=\w))(?=\S)"
)
NUMBERED_ITEM = re.compile(r"^(?P<indent>[ \t]*)(?P<marker>\d{1,2}(?:\.\d{1,2}){1,3}\.?[ \t]+)(?=\S)")
TABLE_ROW = re.compile(r"^[^|]*(?:\|[^|]*){2,}$|^[^|]+\|[^|]*$|^[^\t]+\t.*\S")
GAP = re.compile(r" {3,}")


def marked(row: str) -> re.Match[str] | None:
    """Return the marker that makes a row an item of a list."""
    return LIST_MARKER.match(row) or NUMBERED_ITEM.match(row)
