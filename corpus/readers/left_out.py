"""What is told of the lines that run through the pages of a document and are none of its text."""

from collections.abc import Iterator, Sequence

_SHOWN = 3  # lines that a note names
_LONGEST_SHOWN = 60  # characters


def running_heads(lines: Sequence[str]) -> Iterator[str]:
    """Yield a note that names running lines, for whoever misses one of them."""
    if lines:
        named = "; ".join(f"“{line[:_LONGEST_SHOWN]}”" for line in lines[:_SHOWN])
        more = f" and {len(lines) - _SHOWN} more" if len(lines) > _SHOWN else ""
        yield f"left out as running heads: {named}{more}"
