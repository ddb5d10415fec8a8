"""What the lines of a plain text are: headings without markup, list items, table rows, wrapped paragraphs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.model import BlockKind
from corpus.readers.headings import NUMBERED_HEADING, is_heading, is_numbered_heading, names_document, names_kind
from corpus.readers.hyphens import joined_lines, repair_hyphens, words_of
from corpus.readers.letters import Letter
from corpus.readers.markers import GAP, LIST_MARKER, NUMBERED_ITEM, TABLE_ROW
from corpus.readers.plain.columns import stretches
from corpus.readers.plain.rows import text_rows
from corpus.readers.plain.side_by_side import one_below_the_other
from corpus.readers.plain.tabbed import with_bars
from corpus.readers.plain.wrapped import MAX_WRAP_WIDTH, join_wrapped, wrap_width
from corpus.tables.rows import BETWEEN_CELLS

_SAMPLE_ROWS = 2_000


@dataclass(frozen=True, slots=True)
class Line:
    """One logical line: a wrapped paragraph or item is joined into one."""

    kind: BlockKind
    text: str
    level: int = 0
    marker: str = ""


def logical_lines(text: str) -> Iterator[Line]:
    """Yield the headings, paragraphs, list items and table rows of a plain text in order."""
    rows = text_rows(text)
    if _is_fixed_width(rows):
        yield from _records(rows)
        return
    shouting = _is_shouting(rows)
    joined = list(with_bars(_logical_rows(rows, shouting=shouting)))
    previous_kind: BlockKind | None = None
    letter = Letter()
    for i, (row, in_columns) in enumerate(joined):
        following = joined[i + 1][0] if i + 1 < len(joined) else None
        line = Line(BlockKind.TABLE_ROW, row) if in_columns else _classify(row, following, previous_kind)
        names = i == 0 or (i == 1 and names_kind(joined[0][0]))
        if names and not in_columns and names_document(row.strip(), following):
            line = Line(BlockKind.HEADING, row.strip())
        marks_nothing = shouting and not NUMBERED_HEADING.match(line.text)  # where all is in capitals
        if (letter.frames(line.text, following) or marks_nothing) and line.kind is BlockKind.HEADING:
            line = Line(BlockKind.PARAGRAPH, line.text)
        previous_kind = line.kind
        yield line


def _logical_rows(rows: Sequence[str], *, shouting: bool) -> list[tuple[str, bool]]:
    """Return the rows with wrapped lines joined and empty ones left out, each with whether it is one of a table."""
    words = words_of(rows)
    parts = list(stretches(list(one_below_the_other(rows, words))))
    shapes = [[line.lower() for line in part.lines] if shouting else part.lines for part in parts]
    width = wrap_width([row for of_part in shapes for row in [*of_part, ""]])
    found: list[tuple[str, bool]] = []
    for part, of_part in zip(parts, shapes, strict=True):
        joined = join_wrapped(part.lines, of_part, width)
        found += [(_whole(lines, words), False) for lines in joined if any(map(str.strip, lines))]
        found += [(row, True) for row in part.table]
    return found


def _whole(lines: Sequence[str], words: frozenset[str]) -> str:
    return lines[0] if len(lines) == 1 else repair_hyphens(joined_lines(lines), words)


def _is_fixed_width(rows: Sequence[str]) -> bool:
    """Return whether the rows are records in columns: most are far wider than a page and hold wide gaps."""
    sample = [row for row in rows[:_SAMPLE_ROWS] if row.strip()]
    records = sum(bool(GAP.search(row.strip())) for row in sample if not row.startswith(" ") or len(row) > 80)
    wide = sum(len(row) > MAX_WRAP_WIDTH for row in sample)
    return bool(sample) and records >= 0.5 * len(sample) and wide >= 0.3 * len(sample)


def _records(rows: Sequence[str]) -> Iterator[Line]:
    """Yield each record as a row of its fields; what stands before the first one is text."""
    kind = BlockKind.PARAGRAPH
    for row in filter(None, map(str.strip, rows)):
        if GAP.search(row):
            kind = BlockKind.TABLE_ROW
        yield Line(kind, GAP.sub(BETWEEN_CELLS, row))


def _is_shouting(rows: Sequence[str]) -> bool:
    """Return whether most of the text is in capitals."""
    text = "".join(rows[:_SAMPLE_ROWS])
    upper, lower = sum(map(str.isupper, text)), sum(map(str.islower, text))
    return upper > 2 * lower


def _classify(row: str, following: str | None, previous: BlockKind | None) -> Line:
    match = LIST_MARKER.match(row)
    heads = match is not None and is_numbered_heading(row, match, following, previous)
    if match and not heads:
        return Line(BlockKind.LIST_ITEM, row[match.end() :], _nesting(match["indent"]), match.group())
    if TABLE_ROW.match(row) and (previous is BlockKind.TABLE_ROW or _is_row(following)):
        return Line(BlockKind.TABLE_ROW, row.strip())
    numbered = NUMBERED_ITEM.match(row)
    indented = numbered is not None and bool(numbered["indent"])
    if heads or (not indented and is_heading(row.strip(), following)):
        return Line(BlockKind.HEADING, row.strip())
    if numbered:  # "3.2 Use lorazepam where …": a step, and no heading of one
        return Line(BlockKind.LIST_ITEM, row[numbered.end() :], _nesting(numbered["indent"]), numbered.group())
    return Line(BlockKind.PARAGRAPH, row.strip())


def _is_row(row: str | None) -> bool:
    return row is not None and bool(TABLE_ROW.match(row)) and not LIST_MARKER.match(row)


def _nesting(indent: str) -> int:
    return min(len(indent.expandtabs(4)) // 2, 8)
