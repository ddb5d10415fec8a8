"""Lines that an author began anew within a paragraph (Shift and Enter): as a list they are lines of their own."""

import re

from corpus.readers.markers import marked

_LABELLED = re.compile(r"(?!\d+:\d\d)[^\s:.!?;]+(?: [^\s:.!?;]+){0,3}: +\S|\S{0,11}\d\S{0,11} [–—-] +\S")  # "CO-16: …"
_FEWEST = 2  # items or labels
_LEADS_IN = ":"


def own_lines(paragraph: str) -> list[str]:
    """Return the lines of a paragraph if each of them is an item or has a label, but for a lead-in; else none."""
    lines = [line for line in (" ".join(line.split()) for line in paragraph.split("\n")) if line]
    listed = lines[1:] if lines and lines[0].endswith(_LEADS_IN) else lines
    return lines if len(listed) >= _FEWEST and all(map(_is_of_list, listed)) else []


def _is_of_list(line: str) -> bool:
    return marked(line) is not None or _LABELLED.match(line) is not None
