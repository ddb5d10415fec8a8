"""How a row of a table is written as a line, "Code: A7035 | Description: Headgear", and read again."""

from collections.abc import Sequence

BETWEEN_CELLS = " | "
_BEHIND_NAME = ": "


def row_text(header: Sequence[str], cells: Sequence[str]) -> str:
    """Return a row's cells, each behind its column's name; empty cells are left out."""
    names = [*header, *[""] * (len(cells) - len(header))]
    pairs = ((" ".join(n.split()), " ".join(c.split())) for n, c in zip(names, cells, strict=False))
    parts = [f"{name.rstrip(':')}: {cell}" if name and name != cell else cell for name, cell in pairs if cell]
    joined = "".join(f"{part} " if part.endswith(":") else f"{part}{BETWEEN_CELLS}" for part in parts)
    return joined.removesuffix(BETWEEN_CELLS).rstrip()


def named_cells(text: str) -> list[tuple[str, str]]:
    """Return the cells of a row that stand behind their column's name, each with it: ("Code", "A7035")."""
    parts = (cell.partition(_BEHIND_NAME) for cell in text.split(BETWEEN_CELLS))
    return [(name, value) for name, _, value in parts if value.strip()]
