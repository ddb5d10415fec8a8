"""The links by which wikis have their sections edited: copied pages keep them behind each heading, "Drugs[edit]"."""

import re

_EDIT = re.compile(r"\[\s?edit(?:\s\|\sedit)?(?:\ssource)?\s?\]")


def without_edit_mark(heading: str) -> str:
    """Return a heading without such a link."""
    opened = heading.rfind("[") if heading.endswith("]") else -1
    return heading[:opened].rstrip() if opened >= 0 and _EDIT.fullmatch(heading, opened) else heading


def row_without_edit_mark(row: str) -> str:
    """Return a row of a text without such a link, which sticks to a heading or stands alone; others name a button."""
    bare = without_edit_mark(row)
    return row if bare.strip() and row[len(bare) : len(bare) + 1] == " " else bare
