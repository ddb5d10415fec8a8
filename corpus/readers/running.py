"""Running headers and footers: lines that stand at the edge of page after page, but for their numbers."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_EDGE = 3  # lines from the top and from the bottom
_IN_A_ROW = 3  # pages
_SENTENCE_ENDS = (".", "!", "?", ":", ";")  # a sentence that recurs is still one
_NUMBERS_ONLY = re.compile(r"^#(?:[\s.,]*#)+$")  # several numbers are a row of a table, one is a page number
_PAGE_NUMBER = re.compile(r"^# +| +#$")  # at the side where the page has it
_LETTER = re.compile(r"[^\W\d_]")
_LABEL = re.compile(r"^(?:page\s+)?((?:[a-z]{1,8}[-–.])?\d{1,4}|[ivxlc]{1,7})(?:\s+of\s+\d+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RunningLines:
    """Which lines run through the pages."""

    patterns: frozenset[str]
    edges: Sequence[frozenset[str]]  # of each page

    def drops(self, page: int, line: str) -> bool:
        """Return whether a line of a page (from 1) is a running one."""
        return line in self.edges[page - 1] and _pattern(line) in self.patterns


def running_lines(pages: Sequence[Sequence[str]]) -> RunningLines:
    """Return the lines at the edges of pages that recur on several pages in a row."""
    edges = [frozenset((*lines[:_EDGE], *lines[-_EDGE:])) for lines in pages]
    longest: Counter[str] = Counter()
    row: Counter[str] = Counter()
    for edge in edges:
        here = {_pattern(line) for line in edge if not line.rstrip().endswith(_SENTENCE_ENDS)}
        row = Counter({pattern: row[pattern] + 1 for pattern in here})
        for pattern, length in row.items():
            longest[pattern] = max(longest[pattern], length)
    running = (
        pattern for pattern, length in longest.items() if length >= _IN_A_ROW and not _NUMBERS_ONLY.match(pattern)
    )
    return RunningLines(frozenset(running), edges)


def page_label(dropped: Sequence[str]) -> str | None:
    """Return the page's label as printed, such as "I-26", if one of the running lines is one."""
    for line in dropped:
        if match := _LABEL.match(line.strip()):
            return match.group(1)
    return None


def _pattern(line: str) -> str:
    """Return the line with its numbers, Roman ones too, left open, and without one at its edge: pages take turns."""
    pattern = re.sub(r"\d+|\b[ivxlcIVXLC]+\b", "#", line.strip())
    return _PAGE_NUMBER.sub("", pattern) if _LETTER.search(pattern) else pattern
