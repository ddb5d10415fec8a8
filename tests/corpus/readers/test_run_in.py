"""Headings that stand before the text that they head, in its own paragraph."""

from pathlib import Path

import pytest

from corpus.model import BlockKind, Content
from corpus.readers.registry import read_file
from corpus.understanding import understand
from tests.corpus.contents import shapes
from tests.corpus.files import run, word

ROUTINE = "Routine panels are reported within four hours."
LABELS = "Tubes are labelled at the bedside."


def text(*paragraphs: str) -> Content:
    """Return what is read of a plain text."""
    return read_file("\n\n".join(paragraphs).encode(), "a.txt")


def markdown(*paragraphs: str) -> Content:
    """Return what is read of Markdown."""
    return read_file("\n\n".join(paragraphs).encode(), "a.md")


def document(*paragraphs: str) -> Content:
    """Return what is read of a Word document."""
    return read_file(word(*(f"<w:p>{run(paragraph)}</w:p>" for paragraph in paragraphs)), "a.docx")


@pytest.mark.parametrize("read", [text, markdown, document])
@pytest.mark.parametrize("numbers", [("I.", "II."), ("III.", "V."), ("2.1", "2.2"), ("2.1.", "2.3.")])
def test_numbered_headings_that_run_in_head_their_text(read: type, numbers: tuple[str, str]) -> None:
    """The full stop behind them is that of no sentence."""
    first, second = numbers
    blocks = shapes(
        read("All sites of the lab.", f"{first} Specimens. {LABELS}", f"{second} Turnaround. {ROUTINE} Ask us.")
    )
    assert blocks[1:] == [
        (BlockKind.HEADING, f"{first} Specimens"),
        (BlockKind.PARAGRAPH, LABELS),
        (BlockKind.HEADING, f"{second} Turnaround"),
        (BlockKind.PARAGRAPH, f"{ROUTINE} Ask us."),
    ]


@pytest.mark.parametrize(
    "paragraphs",
    [
        (f"I. Specimens. {LABELS}",),
        (f"II. Specimens. {LABELS}", f"I. Turnaround. {ROUTINE}"),
        (f"I. Tubes are labelled at the bedside. {ROUTINE}", f"II. {ROUTINE} {LABELS}"),
        ("A. Ames. Foot blocks in the clinic of today.", "B. Brown. Hand blocks in the clinic of today."),
        ("2.1 Approx. Ten tubes are sent each day.", "2.2 Approx. Nine tubes are sent each day."),
    ],
)
def test_what_only_looks_like_a_heading_stays(paragraphs: tuple[str, ...]) -> None:
    """One alone, numbers out of order, sentences, initials of persons, abbreviations."""
    assert all(kind is not BlockKind.HEADING for kind, _ in shapes(text("All sites of the lab.", *paragraphs)))


def test_they_stand_in_the_section_of_the_heading_above(tmp_path: Path) -> None:
    """A passage tells both."""
    lines = ("# Lab manual", "## Blood", f"I. Specimens. {LABELS}", f"II. Turnaround. {ROUTINE}", "## Urine", ROUTINE)
    (tmp_path / "a.md").write_text("\n\n".join(lines))
    assert [passage.section for passage in understand(tmp_path, "a.md").passages] == [
        ("Blood", "I. Specimens"),
        ("Blood", "II. Turnaround"),
        ("Urine",),
    ]
