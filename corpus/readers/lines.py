"""What the lines of a plain text are: headings without markup, list items, table rows, wrapped paragraphs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import pairwise

from corpus.model import BlockKind
from corpus.readers.columns import stretches
from corpus.readers.hyphens import joined_lines, repair_hyphens, words_of
from corpus.readers.letters import Letter
from corpus.readers.markers import LIST_MARKER, NUMBERED_ITEM, marked
from corpus.readers.plain_rows import text_rows
from corpus.rows import BETWEEN_CELLS
from corpus.words import word_list

_TABLE_ROW = re.compile(r"^[^|]*(?:\|[^|]*){2,}$|^[^|]+\|[^|]*$|^[^\t]+\t.*\S")
_CODED = re.compile(r"^(?:[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})|[A-Z]?\d{4}[0-9A-Z])[\s:–-]+[A-Za-z]")
_TERMINAL = tuple(".!?;:,")
_STOPS = tuple(".!?:")
_NUMBERED_HEADING = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2}){1,3}\.?|[IVX]{1,5}\.|[A-Z]\.)\s+[A-Z]")
_OF_THE_FILE = re.compile(
    r"(?:owner|author|date|revis(?:ed|ion)|effective|version|issued?|approved|applies to|prepared|contact|reviewed"
    r"|maintained|questions|phone|tel|fax|e-?mail"
    r"|(?:policy|document|guideline|bulletin|form) (?:number|id))\b[^:]{0,20}:"
    r"|(?:policy|document|guideline|bulletin|form) no\.|version \d|page \d+ of \d"
    r"|(?:from|sent|to|cc|bcc|subject|re):\s"
    r"|(?:last )?(?:rev\.?|revised|updated|reviewed|effective|issued)"
    r" (?:on |as of )?(?:\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d)",
    re.IGNORECASE,
)  # "Owner: Patient Financial Services", "Policy Number: MP-204"
_VALUE = re.compile(
    r"[^:]*[^\W\d_][^\W\d_]:\s+(?:[$€£<>≤≥]?\d|(?:no|not|none|yes|never|required|n/a|up to|within)\b)", re.IGNORECASE
)  # "Payer ID: 60054"; "Step 3: 24 hours later" heads the step
_STATED = re.compile(
    r"\s(?:is|are|was|were|isn't|aren't|must|cannot|requires?|(?:may|will|can|does|do) not|(?:may|will|can) be"
    r"|needs? (?:an?|the|no|prior|to|\d+))\s",
    re.IGNORECASE,
)  # "ZILRETTA IS NOT COVERED"
_CLAUSE = re.compile(
    r"\b(?:how|if|that|what|when|where|whether|which|who|why)\b", re.IGNORECASE
)  # "Drugs that are covered"
_MARKED = re.compile(r"[^\s\d](?:[⁰¹²³⁴-⁹]+|\s?\[\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\])$")
_NUMBER_AT_END = re.compile(r"[a-z)%] \d{1,3}(?:(?:, ?| ?[–-] ?)\d{1,3})*$")
_WARNING = re.compile(r"(?:do not|don['’]t|never|always) ([^\W\d_])", re.IGNORECASE)
_FEWEST_SAID = 4  # words of a warning, or of a sentence that cites
_MAX_HEADING_WORDS = 14
_MAX_WORDS_NUMBERED = 5  # of a heading behind a number
_MAX_WORDS_IN_CASE = 8  # of a heading in sentence case
_MAX_HEADING_CHARACTERS = 110
_MAX_LABEL_WORDS = 3  # that tell the kind of a text
_MAX_WRAP_WIDTH = 132  # longer lines are paragraphs, one a line
_MIN_WRAP_WIDTH = 40
_LOWER_SHARE = 0.4
_LEADER = re.compile(r"[.·_]{4,}|…{2,}|(?: \.){4,}")  # "CO-16 ....... missing information"
_GAP = re.compile(r" {3,}")
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
    joined = _logical_rows(rows, shouting=shouting)
    previous_kind: BlockKind | None = None
    letter = Letter()
    for i, (row, in_columns) in enumerate(joined):
        following = joined[i + 1][0] if i + 1 < len(joined) else None
        line = Line(BlockKind.TABLE_ROW, row) if in_columns else _classify(row, following, previous_kind)
        names = i == 0 or (i == 1 and names_kind(joined[0][0]))
        if names and not in_columns and _names_document(row.strip(), following):
            line = Line(BlockKind.HEADING, row.strip())
        marks_nothing = shouting and not _NUMBERED_HEADING.match(line.text)  # where all is in capitals
        if (letter.frames(line.text) or marks_nothing) and line.kind is BlockKind.HEADING:
            line = Line(BlockKind.PARAGRAPH, line.text)
        previous_kind = line.kind
        yield line


def _logical_rows(rows: Sequence[str], *, shouting: bool) -> list[tuple[str, bool]]:
    """Return the rows with wrapped lines joined and empty ones left out, each with whether it is one of a table."""
    parts = list(stretches(rows))
    shapes = [[line.lower() for line in part.lines] if shouting else part.lines for part in parts]
    width = _wrap_width([row for of_part in shapes for row in [*of_part, ""]])
    found: list[tuple[str, bool]] = []
    words = words_of(rows)
    for part, of_part in zip(parts, shapes, strict=True):
        joined = _join_wrapped(part.lines, of_part, width)
        found += [(_whole(lines, words), False) for lines in joined if any(map(str.strip, lines))]
        found += [(row, True) for row in part.table]
    return found


def _whole(lines: Sequence[str], words: frozenset[str]) -> str:
    return lines[0] if len(lines) == 1 else repair_hyphens(joined_lines(lines), words)


def _is_fixed_width(rows: Sequence[str]) -> bool:
    """Return whether the rows are records in columns: most are far wider than a page and hold wide gaps."""
    sample = [row for row in rows[:_SAMPLE_ROWS] if row.strip()]
    records = sum(bool(_GAP.search(row.strip())) for row in sample if not row.startswith(" ") or len(row) > 80)
    wide = sum(len(row) > _MAX_WRAP_WIDTH for row in sample)
    return bool(sample) and records >= 0.5 * len(sample) and wide >= 0.3 * len(sample)


def _records(rows: Sequence[str]) -> Iterator[Line]:
    """Yield each record as a row of its fields; what stands before the first one is text."""
    kind = BlockKind.PARAGRAPH
    for row in filter(None, map(str.strip, rows)):
        if _GAP.search(row):
            kind = BlockKind.TABLE_ROW
        yield Line(kind, _GAP.sub(BETWEEN_CELLS, row))


def _is_shouting(rows: Sequence[str]) -> bool:
    """Return whether most of the text is in capitals."""
    text = "".join(rows[:_SAMPLE_ROWS])
    upper, lower = sum(map(str.isupper, text)), sum(map(str.islower, text))
    return upper > 2 * lower


def _classify(row: str, following: str | None, previous: BlockKind | None) -> Line:
    match = LIST_MARKER.match(row)
    heads = match is not None and _is_numbered_heading(row, match, following, previous)
    if match and not heads:
        return Line(BlockKind.LIST_ITEM, row[match.end() :], _nesting(match["indent"]), match.group())
    if _TABLE_ROW.match(row) and (previous is BlockKind.TABLE_ROW or _is_row(following)):
        return Line(BlockKind.TABLE_ROW, row.strip())
    numbered = NUMBERED_ITEM.match(row)
    indented = numbered is not None and bool(numbered["indent"])
    if heads or (not indented and is_heading(row.strip(), following)):
        return Line(BlockKind.HEADING, row.strip())
    if numbered:  # "3.2 Use lorazepam where …": a step, and no heading of one
        return Line(BlockKind.LIST_ITEM, row[numbered.end() :], _nesting(numbered["indent"]), numbered.group())
    return Line(BlockKind.PARAGRAPH, row.strip())


def _is_numbered_heading(row: str, marker: re.Match[str], following: str | None, previous: BlockKind | None) -> bool:
    """Return whether a numbered line heads the text below it, as "2. Telehealth" does, and is no item of a list.

    In capitals it heads even what stands between lists, and a question the answer below it.
    """
    numbered = marker["marker"][0].isdigit() and not marker["indent"]
    words = row[marker.end() :].split()
    if numbered and following is not None and _asks(row[marker.end() :]):
        beside = LIST_MARKER.match(following)  # the next question of several
        return not following.endswith("?") and not (beside and beside["marker"][0].isdigit())
    if not numbered or following is None or not _heading_shape(row[marker.end() :], words):
        return False
    if row.isupper() and not following.isupper():
        return True
    goes_on = previous is BlockKind.LIST_ITEM or LIST_MARKER.match(following) is not None
    return not goes_on and len(words) <= _MAX_WORDS_NUMBERED and _over_text(words, following)


def _is_row(row: str | None) -> bool:
    return row is not None and bool(_TABLE_ROW.match(row)) and not LIST_MARKER.match(row)


def _nesting(indent: str) -> int:
    return min(len(indent.expandtabs(4)) // 2, 8)


def _names_document(line: str, following: str | None) -> bool:
    """Return whether a first line is a title in sentence case, which may be longer than a heading further down."""
    words = line.split()
    if following is None or not _heading_shape(line, words) or LIST_MARKER.match(line) or _TABLE_ROW.match(line):
        return False
    return not _tells(line) or _over_text(words, following) or _asks(following)


def names_kind(line: str) -> bool:
    """Return whether a line tells only of what kind a text is, as "CLINICAL REVIEW" does above its title."""
    words = line.split()
    return 0 < len(words) <= _MAX_LABEL_WORDS and all(word.lower() in word_list("text_kinds") for word in words)


def _asks(line: str) -> bool:
    """Return whether a line is one question, as stands above its answer in a list of frequent questions."""
    words = line.split()
    return (
        line.endswith("?") and _heading_shape(line.rstrip("?"), words) and not any(w[-1] in ".?!" for w in words[:-1])
    )


def is_heading(line: str, following: str | None) -> bool:
    """Return whether an isolated line reads as a heading: short, no full stop, and text follows that it could head.

    A question heads the answer below it, but not another question.
    """
    words = line.split()
    if following is None or _CODED.match(line):  # an entry of a list of codes
        return False
    if _asks(line):
        return not following.strip().endswith("?") or _over_text(words, following)
    if not _heading_shape(line, words):
        return False
    if _NUMBERED_HEADING.match(line):
        return True
    if _tells(line):
        return False
    return _capitalised(words) or _heads(words, following)


def _tells(line: str) -> bool:
    """Return whether a short line says something by itself: it gives a name its value, or is a sentence."""
    stated = _STATED.search(line)
    return bool(_VALUE.match(line)) or (stated is not None and not _CLAUSE.search(line, 0, stated.start()))


def is_short(line: str) -> bool:
    """Return whether a line that is set apart, as by bold type, is as short as a heading or one question.

    What says something by itself, such as "Payer ID: 60054", is a fact that is stressed, and so is what cites or warns.
    """
    words = line.split()
    stressed = _tells(line) or _cites(line, words) or _warns(line, words)
    return _asks(line) or (_heading_shape(line, words) and not stressed)


def _cites(line: str, words: Sequence[str]) -> bool:
    """Return whether a line ends as a sentence with its citation does: "Relief lasts for some weeks³", "… weeks 3"."""
    if len(words) < _FEWEST_SAID:
        return False
    return bool(_MARKED.search(line)) or (bool(_NUMBER_AT_END.search(line)) and not _capitalised(words[:-1]))


def _warns(line: str, words: Sequence[str]) -> bool:
    """Return whether a line forbids or demands: "Do not bill both codes", but no "Do Not Bill List"."""
    warning = _WARNING.match(line)
    return warning is not None and len(words) >= _FEWEST_SAID and (warning[1].islower() or line.isupper())


def _heading_shape(line: str, words: Sequence[str]) -> bool:
    return (
        0 < len(words) <= _MAX_HEADING_WORDS
        and not _OF_THE_FILE.match(line)
        and not _LEADER.search(line)
        and len(line) <= _MAX_HEADING_CHARACTERS
        and not line.endswith(_TERMINAL)
        and (line[0].isupper() or line[0].isdigit() or line[0] in '"“(')
        and any(c.isalpha() for c in line)
        and not line.isnumeric()
    )


def _capitalised(words: Sequence[str]) -> bool:
    """Return whether every word that a title capitalises is capitalised."""
    telling = _telling(words)
    return bool(telling) and sum(not w[0].islower() for w in telling) >= 0.8 * len(telling)


def telling_words(line: str) -> list[str]:
    """Return the words of a line that a title capitalises."""
    return _telling(line.split())


def _telling(words: Sequence[str]) -> list[str]:
    return [w for w in words if w.strip("\"'“”‘’()").lower() not in _small_words() and w[0].isalnum()]


@lru_cache(maxsize=1)
def _small_words() -> frozenset[str]:
    """Return the words that a title leaves in lower case."""
    return frozenset(resources.files("corpus.readers").joinpath("small_words.txt").read_text("utf-8").split())


def _heads(words: Sequence[str], following: str) -> bool:
    """Return whether a line in sentence case heads what follows: short, over a far longer line, a list or a heading."""
    below = following.split()
    over_heading = _heading_shape(following.strip(), below) and _capitalised(below)
    over_list = LIST_MARKER.match(following) or _CODED.match(following) or _GAP.search(following.strip())
    over_text = _over_text(words, following) or over_list is not None
    return len(words) <= _MAX_WORDS_IN_CASE and (over_text or over_heading)


def _over_text(words: Sequence[str], following: str) -> bool:
    """Return whether a far longer line stands below the words."""
    return len(following) >= 2.5 * sum(map(len, words))


def _join_wrapped(rows: Sequence[str], shapes: Sequence[str], width: int) -> list[list[str]]:
    """Return rows, each with the lines that were wrapped to a width; `shapes` are the rows as judged."""
    joined: list[list[str]] = []
    hanging = 0
    for i, row in enumerate(rows):
        below = shapes[i + 1] if i + 1 < len(rows) else ""
        long = i > 0 and len(shapes[i - 1]) >= _MIN_WRAP_WIDTH
        hangs = long and 0 < hanging == _indent(row) and marked(row) is None and "|" not in row
        if i and (hangs or _continues(shapes[i - 1], shapes[i], below, width)):
            joined[-1].append(row.strip())
        else:
            joined.append([row])
            hanging = _text_column(row)
    return joined


def _indent(row: str) -> int:
    return len(row) - len(row.lstrip()) if row.strip() else 0


def _text_column(row: str) -> int:
    """Return the column in which the text of an item begins, in which it goes on below; 0 where it is none."""
    marker = marked(row)
    return marker.end() if marker else 0


def _wrap_width(rows: Sequence[str]) -> int:
    """Return the width that the text was wrapped to, 0 if it was not.

    No wrapped line is longer than the longest that plainly goes on below; a heading or a table may be. And a line that
    had no room for the next word is mostly followed by one in lower case.
    """
    pairs = [(a, b) for a, b in pairwise(rows) if a.strip() and b.strip() and not LIST_MARKER.match(b)]
    width = max((len(a) for a, b in pairs if _plainly_continues(a, b) and len(a) <= _MAX_WRAP_WIDTH), default=0)
    below_full = [b.strip() for a, b in pairs if _is_full(a, b, width)]
    lower = sum(b[0].islower() for b in below_full)
    return width if below_full and lower >= _LOWER_SHARE * len(below_full) else 0


def _plainly_continues(above: str, row: str) -> bool:
    """Return whether a row goes on in lower case with a long line that no stop ends."""
    return len(above) >= _MIN_WRAP_WIDTH and row.lstrip()[0].islower() and not above.endswith(_STOPS)


def _is_full(row: str, following: str, width: int) -> bool:
    """Return whether the first word of the following row would not have fitted on this one."""
    return len(row) + 1 + len(following.split(maxsplit=1)[0]) > width


def _continues(above: str, row: str, below: str, width: int) -> bool:
    """Return whether a row goes on with the sentence of the row above it."""
    if not above.strip() or not row.strip():
        return False
    marker = LIST_MARKER.match(row)
    if marker is None and _plainly_continues(above, row):
        return "|" not in row and len(above) <= (width or _MAX_WRAP_WIDTH)
    if not width or not _is_full(above, row, width) or NUMBERED_ITEM.match(row):
        return False
    # "…in adult patients" + "1. Some key points" is a wrapped citation; after a finished line it is a list item.
    if marker and not (marker["marker"][:1].isdigit() and not above.endswith((".", "!", "?", ":", ";"))):
        return False
    if "|" in row and "|" in above:
        return False
    ends_here = not below.strip() or not _is_full(row, below, width)
    return not (ends_here and below.strip() and _heading_shape(row, row.split()) and _capitalised(row.split()))
