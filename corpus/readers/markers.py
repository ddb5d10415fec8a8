"""The markers of list items in a plain text."""

import re

LIST_MARKER = re.compile(r"^(?P<indent>[ \t]*)(?P<marker>(?:[-*+•‣▪◦·–—o]|\(?\d{1,2}[.)]|\(?[a-z][.)])[ \t]+)(?=\S)")
NUMBERED_ITEM = re.compile(r"^(?P<indent>[ \t]*)(?P<marker>\d{1,2}(?:\.\d{1,2}){1,3}\.?[ \t]+)(?=\S)")


def marked(row: str) -> re.Match[str] | None:
    """Return the marker that makes a row an item of a list."""
    return LIST_MARKER.match(row) or NUMBERED_ITEM.match(row)
