"""Rows of tables as text with their column names: "Code: A7035 | Description: Headgear"."""

from collections.abc import Sequence


def row_text(header: Sequence[str], cells: Sequence[str]) -> str:
    """Return a row's cells, each behind its column's name; empty cells are left out."""
    names = [*header, *[""] * (len(cells) - len(header))]
    pairs = ((" ".join(n.split()), " ".join(c.split())) for n, c in zip(names, cells, strict=False))
    return " | ".join(f"{name.rstrip(':')}: {cell}" if name and name != cell else cell for name, cell in pairs if cell)
