"""A file twice as long costs twice as much: what looks back at everything above would make a long one hang."""

import re
import sys
import textwrap
from collections.abc import Callable
from functools import partial
from itertools import cycle, islice
from pathlib import Path

import pytest

from corpus.understanding import understand
from tests.corpus.decks import CONTENT, TITLE_ONLY, deck, said, table
from tests.corpus.files import word, xlsx

SIZE, TIMES = 100, 8
_SUBJECTS = ("a nerve block", "an injection", "a review of claims", "a needle", "an image")
_USUAL = ("Date", "Code", "Name", "Amount", "Fee", "Type", "Units")
Row = list[str | float]


def _rows(size: int) -> list[Row]:
    rows: list[Row] = [["Code", "Description", "Fee"]]
    rows += [[str(10_000 + i), f"Fee of {name}", 7.5 * i] for i, name in enumerate(islice(cycle(_SUBJECTS), size))]
    return rows


def _text(rows: list[Row], between: str) -> bytes:
    return "\n".join(between.join(map(str, row)) for row in rows).encode()


def _fields(size: int) -> bytes:
    names = islice(cycle(_USUAL), size)
    return xlsx({"Layout": [["Field", "Type"], *([name, "8 digits"] for name in names)]})


def _groups(size: int) -> bytes:
    groups = [[row[0], "", ""] if i % 6 == 0 else row for i, row in enumerate(_rows(size)[1:])]
    return xlsx({"Fees": [["Code", "Description", "Fee"], *groups]})


def _tables(size: int) -> bytes:
    return xlsx({"Fees": [row for _ in range(size // 5) for row in ([], *_rows(4))]})


def _cited(size: int) -> bytes:
    told = " ".join(f"Of {name} much is said [{i}]." for i, name in enumerate(islice(cycle(_SUBJECTS), size), 1))
    listed = "\n".join(f"{i}. Smith A. On blocks. Pain. 2001;{i}:1-9." for i in range(1, size + 1))
    return f"Review\n\n{told}\n\nReferences\n\n{listed}\n".encode()


def _sections(size: int) -> bytes:
    return "".join(
        f"Section {chr(65 + i % 26)}\n\nMuch is said of it.\n\n- one\n- two\n\n" for i in range(size)
    ).encode()


def _sources(size: int) -> bytes:
    return "".join(f"{i}. Source of payment code {i}\n" for i in range(1, size + 1)).encode()


def _sources_apart(size: int) -> bytes:
    return "".join(f"Source: the manual\n\n{i}. Code {i} is paid once.\n\n" for i in range(1, size + 1)).encode()


def _page(size: int) -> bytes:
    cells = "".join(f"<tr><td>{code}<td>{name}<td>{fee}" for code, name, fee in _rows(size))
    return f"<h1>Fees</h1><table>{cells}</table>".encode()


def _wrapped(size: int) -> bytes:
    told = " ".join(f"of {name} much is said" for name in islice(cycle(_SUBJECTS), size))
    return "\n".join(textwrap.wrap(told, 80)).encode()


def _letter(size: int) -> bytes:
    paragraph = "<w:p><w:r><w:t>Payment of unit {} is made once.</w:t></w:r></w:p>"
    return word(*map(paragraph.format, range(size)))


def _slides(size: int) -> bytes:
    return deck(*((CONTENT, said(f"Unit {i}", ["It is paid once.", "It is billed."])) for i in range(size // 5)))


def _slide(size: int) -> bytes:
    lines = [f"Payment of unit {i} is made once." for i in range(size)]
    rows = [[str(cell) for cell in row] for row in _rows(size // 5)]
    return deck((CONTENT, said("Units", lines)), (TITLE_ONLY, table(rows)))


SHAPES: dict[str, Callable[[int], bytes]] = {
    "rows.xlsx": lambda size: xlsx({"Fees": _rows(size)}),
    "fields.xlsx": _fields,
    "groups.xlsx": _groups,
    "tables.xlsx": _tables,
    "rows.csv": lambda size: _text(_rows(size), ","),
    "tabs.txt": lambda size: _text(_rows(size), "\t"),
    "drawn.txt": lambda size: _text(_rows(size), "    "),
    "rows.md": lambda size: b"| a | b | c |\n|---|---|---|\n| " + _text(_rows(size), " | ").replace(b"\n", b" |\n| "),
    "cited.txt": _cited,
    "cited.md": _cited,
    "sections.txt": _sections,
    "sources.md": _sources,
    "sources.txt": _sources_apart,
    "wrapped.txt": _wrapped,
    "page.html": _page,
    "letter.docx": _letter,
    "slides.pptx": _slides,
    "slide.pptx": _slide,
}


def calls_to_read(folder: Path, name: str, content: bytes) -> int:
    """Return how many calls of functions it takes to read a file: a measure that no other program disturbs."""
    (folder / name).write_bytes(content)
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    former = sys.getprofile()
    sys.setprofile(count)
    try:
        understand(folder, name)
    finally:
        sys.setprofile(former)
    return calls


@pytest.mark.parametrize("name", SHAPES)
def test_a_long_file_costs_as_its_length(tmp_path: Path, name: str) -> None:
    """A workbook of 14,000 rows once took a minute and a half, as each row was told from all those above it."""
    calls_to_read(tmp_path, name, SHAPES[name](10))  # what is loaded and compiled at first is not the file's cost
    short, long = (calls_to_read(tmp_path, name, SHAPES[name](size)) for size in (SIZE, TIMES * SIZE))
    assert long < 1.5 * TIMES * short


class _Counted:
    """A pattern that counts the characters which it is asked to search: to the profile each search is one call."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern = pattern
        self.characters = 0

    def __getattr__(self, name: str) -> object:
        method = getattr(self.pattern, name)
        if name in {"search", "findall", "finditer"}:
            return partial(self._within, method)
        return partial(self._whole, method) if name in {"sub", "split"} else method

    def _within(self, method: Callable[..., object], text: str, start: int = 0, end: int = sys.maxsize) -> object:
        self.characters += len(range(start, min(end, len(text))))
        return method(text, start, end)

    def _whole(self, method: Callable[..., object], *arguments: object, **named: object) -> object:
        self.characters += len(str(arguments[-1]))
        return method(*arguments, **named)


@pytest.fixture
def patterns(monkeypatch: pytest.MonkeyPatch) -> list[_Counted]:
    """Return the patterns of the modules that read and understand, each of which counts from now on."""
    modules = [module for name, module in sys.modules.items() if name.startswith("corpus.")]
    found: list[_Counted] = []
    for module in modules:
        for name, value in vars(module).copy().items():
            if isinstance(value, re.Pattern):
                found.append(_Counted(value))
                monkeypatch.setattr(module, name, found[-1])
    return found


@pytest.mark.parametrize("name", SHAPES)
def test_a_long_file_is_searched_as_its_length(tmp_path: Path, name: str, patterns: list[_Counted]) -> None:
    """A text of 315 KB once took most of a minute: each line of a paragraph was asked of all that stood above it."""
    read = []
    for size in (SIZE, TIMES * SIZE):
        before = sum(pattern.characters for pattern in patterns)
        (tmp_path / name).write_bytes(SHAPES[name](size))
        understand(tmp_path, name)
        read.append(sum(pattern.characters for pattern in patterns) - before)
    assert 0 < read[1] < 1.5 * TIMES * read[0]
