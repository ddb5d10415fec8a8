"""Which row of a table names its columns, where nothing marks it: a wrong one joins the facts of two rows."""

import re
from collections.abc import Iterator, Sequence

from corpus.words import word_list

FEWEST_SAYING = 6  # words of a sentence
_LONGEST_NAME = 60  # characters
_MOST_NAME_WORDS = 6  # of a name that is told by what stands below it
_MOST = 0.7  # of the cells of a column
_SENTENCE_ENDS = ("!", ".", ";")
_MOST_ASKING = 3  # words of a name with a question mark: "Covered?"
_PAIR = 2  # columns
_FEW = 3  # rows from which figures below a name tell that it is one
_MANY = 4  # rows from which values that repeat do
_LONGER = 2.5  # times the words of a name, in a cell that explains
_VALUES = frozenset(
    {"all", "covered", "denied", "n/a", "na", "never", "no", "none", "required", "unknown", "varies", "yes"}
)
_HEAD_ENDS = re.compile(r"\s(?:of|for|per|in|by|to|from|at|on|with|under)\s|[(\[/,:]", re.IGNORECASE)
_IDENTIFIER = re.compile(r"[A-Za-z]+(?:_[A-Za-z0-9]+)+|[a-z]+(?:[A-Z][a-z]+)+|(?:[A-Z][a-z]+){2,}")
_ASKS = ("what", "when", "where", "which", "who", "whom", "why", "how")
_WORD = re.compile(r"[^\W\d_]{3,}")

Row = Sequence[str]


def names_columns(first: Row, below: Sequence[Row]) -> bool:
    """Return whether a row names the columns of the rows below it, "" standing for an empty cell.

    Names hold for all rows, so none of them is a value of its column. They are the words by which columns are mostly
    called, or unlike what stands below: words above codes, figures, values that repeat. In a table of two columns the
    first row is as likely a pair of name and value, as all others are.
    """
    below = [row for row in below if not repeats(row, first)]
    named = [i for i, cell in enumerate(first) if cell]
    if len(named) < _PAIR or not below or not all(may_name(first[i]) for i in named):
        return False
    columns = {i: [row[i] for row in below if i < len(row) and row[i]] for i in range(len(first))}
    if any(first[i].lower() in map(str.lower, columns[i]) for i in named):
        return False
    if not first[0] and len(columns[0]) == len(below):  # the corner above the names of rows
        return True
    if len(named) == _PAIR and _PAIR * sum(sum(map(bool, row)) <= _PAIR for row in below) > len(below):
        return _heads_pairs([first[i] for i in named], [columns[i] for i in named], len(below))
    usual = sum(is_usual(first[i]) for i in named)
    if len(named) <= _PAIR * usual:
        return True
    return _alike_in_case([first[i] for i in named]) and _is_unlike(first, columns, named, usual)


def may_name(cell: str) -> bool:
    """Return whether a cell may name a column: short, in words, and no figure, code, sentence or question."""
    if is_usual(cell):
        return True
    return (
        len(cell) <= _LONGEST_NAME
        and any(map(str.isalpha, cell))
        and not is_lone_figure(cell)
        and not cell.endswith(_SENTENCE_ENDS)
        and (len(cell.split()) <= _MOST_ASKING or not cell.endswith("?"))
        and cell.lower() not in _VALUES
    )


def is_sentence(cell: str) -> bool:
    """Return whether a cell says something, and is no name: "No." and "Approx. cost in U.S." are names."""
    return cell.endswith(".") and len(cell.split()) >= FEWEST_SAYING


def is_lone_figure(cell: str) -> bool:
    """Return whether a cell is a number, a code or a date alone."""
    return len(cell.split()) == 1 and any(map(str.isdigit, cell)) and not is_usual(cell)


def is_usual(cell: str) -> bool:
    """Return whether columns are mostly called so: by its main word, as an identifier, or by what it asks."""
    if cell == "#" or _IDENTIFIER.fullmatch(cell):
        return True
    words = _HEAD_ENDS.split(cell.lower(), maxsplit=1)[0].split()
    known = word_list("column_words")
    if not words or any(word not in known and any(map(str.isdigit, word)) for word in words):
        return False  # "within 90 days"
    return words[0] in _ASKS or words[-1] in known or words[-1].removesuffix("s") in known


def repeats(row: Row, names: Row) -> bool:
    """Return whether a row holds the names of the columns once more, as at the top of a page, and nothing else."""
    filled = [(cell, name) for cell, name in zip(row, names, strict=False) if cell or name]
    return len(row) <= len(names) and len(filled) >= _PAIR and all(cell == name for cell, name in filled)


def _heads_pairs(names: Row, columns: Sequence[Sequence[str]], rows: int) -> bool:
    """Return whether two names stand above values, and are no pair of name and value themselves."""
    left, right = columns
    both_usual = all(map(is_usual, names))
    one_figure = rows == 1 and _mostly_figures(right)  # in a list of pairs there would be more
    if both_usual and (one_figure or _explains(names[1], right)):
        return True
    if _PAIR * sum(map(is_usual, left)) > len(left) and not all(map(_is_figure, left)):  # each row names its value
        return False
    if _mostly_figures(left) and not _is_figure(names[0]):
        return True
    if left and is_usual(names[0]) and all(map(_holds_figure, left)):  # ranges, such as "70 years or older"
        return True
    if rows >= _FEW and _mostly_figures(right) and not _is_figure(names[1]):
        return is_usual(names[1]) or (is_usual(names[0]) and not any(map(is_lone_figure, right)))
    return both_usual


def _is_unlike(first: Row, columns: dict[int, list[str]], named: Sequence[int], usual: int) -> bool:
    """Return whether names are unlike the values of their columns; one usual name makes it likely."""
    if any(_shares_words(first[i], columns[i]) for i in named if not is_usual(first[i])):
        return False
    for i in named:
        values = columns[i]
        repeated = len(values) >= (_PAIR if usual else _MANY) and _PAIR * len(set(values)) <= len(values)
        figures = len(values) >= (1 if usual else _FEW) and _mostly_figures(values) and not _is_figure(first[i])
        if repeated or figures or (usual and _explains(first[i], values)):
            return True
    return False


def _shares_words(name: str, values: Sequence[str]) -> bool:
    """Return whether values as short as a name hold words of it, as "not covered" and "covered twice" do."""
    words = set(_WORD.findall(name.lower()))
    short = [value for value in values if not _is_longer(value, name)]
    sharing = sum(not words.isdisjoint(_WORD.findall(value.lower())) for value in short)
    return _MANY * sharing >= len(values) > 0


def _explains(name: str, values: Sequence[str]) -> bool:
    """Return whether values are far longer than their name, or hold figures, and it does not."""
    if len(name.split()) > _MOST_NAME_WORDS or _holds_figure(name):
        return False
    return len(values) >= _PAIR and sum(_is_longer(value, name) for value in values) >= _MOST * len(values)


def _is_longer(value: str, name: str) -> bool:
    return len(value.split()) >= _LONGER * len(name.split()) or _holds_figure(value)


def _holds_figure(cell: str) -> bool:
    return any(map(str.isdigit, cell))


def _mostly_figures(values: Sequence[str]) -> bool:
    return bool(values) and sum(map(_is_figure, values)) >= _MOST * len(values)


def _is_figure(cell: str) -> bool:
    """Return whether a cell is a number, an amount, a date or a code, with its unit perhaps."""
    return any(map(str.isdigit, cell.split(maxsplit=1)[0])) if cell.strip() else False


def _alike_in_case(cells: Sequence[str]) -> bool:
    """Return whether all cells begin in upper case, or all in lower case; short forms may stand in both."""
    return len(set(_cases(cells))) <= 1


def _cases(cells: Sequence[str]) -> Iterator[bool]:
    for cell in cells:
        word = cell.split()[0]
        if word[0].isalpha() and word[1:] == word[1:].lower():
            yield word[0].isupper()
