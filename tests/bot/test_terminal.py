"""What the terminal shows for each kind of answer."""

import pytest

from bot.model import Answer, Conflict, Headline, Repair, ShownPassage, Status, citation_label
from bot.terminal import reference_line, show, styled_lines
from corpus.model import Certainty, Passage, Reference, Sentence


def lines(answer: Answer) -> list[str]:
    """Return the lines without their styles."""
    return [line for _, line in styled_lines(answer)]


def passage(text: str, *sentences: Sentence) -> Passage:
    """Return a passage of one document."""
    return Passage(
        "a.txt#0", "a.txt", 0, text, 0, len(text), "Foot", "a.txt", "", ("Safety",), sentences, page=3, page_label="I-3"
    )


def test_each_sentence_shows_its_own_numbers() -> None:
    """Numbers, none, and doubtful are told apart."""
    assert citation_label(Sentence("x 2, 3.", 0, 7, (2, 3))) == "[2, 3]"
    assert citation_label(Sentence("x.", 0, 2)) == "(no citation in source)"
    assert citation_label(Sentence("x 2.", 0, 4, (2,), Certainty.UNCERTAIN)) == "(citation uncertain)"


def test_a_number_without_an_entry_says_so() -> None:
    """An unresolved number stays a number."""
    assert reference_line(None) == "no entry in the source's list"
    assert reference_line(Reference(1, "Doe J.", doi="10.1/x", pmid="7")) == "Doe J. https://doi.org/10.1/x PMID 7"


def test_a_reference_shows_each_link_once() -> None:
    """An address or a number that the entry prints is not repeated; a DOI without an address gets one."""
    printed = "Doe J. https://doi.org/10.1000/XYZ PMID: 12345678"
    entry = Reference(1, printed, doi="10.1000/xyz", pmid="12345678", url="https://doi.org/10.1000/xyz")
    assert reference_line(entry) == printed
    assert (
        reference_line(Reference(1, "Doe J. doi:10.1000/x", doi="10.1000/x"))
        == "Doe J. doi:10.1000/x https://doi.org/10.1000/x"
    )
    beside = Reference(1, "Doe J.", "10.1000/x", "12345678", "https://pubmed.ncbi.nlm.nih.gov/12345678/")
    assert reference_line(beside) == "Doe J. https://doi.org/10.1000/x PMID 12345678"
    page = Reference(1, "Poe B. https://plan.example/heel.", url="https://plan.example/heel")
    assert reference_line(page) == "Poe B. https://plan.example/heel."


def test_an_answer_shows_changes_conflicts_place_and_references() -> None:
    """Nothing that was done to the question is hidden, and the place of each passage is named."""
    sentence = Sentence("Safe 2.", 0, 7, (2,))
    answer = Answer(
        "safty",
        Status.ANSWERED,
        headlines=(Headline(sentence, "A"),),
        passages=(ShownPassage("A", passage("Safe 2.", sentence), 1.0),),
        references={"a.txt": {2: None}},
        repairs=(Repair("safty", "safety"),),
        inherited=("foot",),
        conflicts=(Conflict("code", (("A1", "A"), ("B2", "B"))),),
    )
    text = "\n".join(lines(answer))
    assert "Showing results for “safety” instead of “safty”" in text
    assert "Taken over from your question before: foot" in text
    assert "The sources differ on the code: A1 in A; B2 in B" in text
    assert "A  Foot › Safety › page I-3  (a.txt)" in text
    assert "[2] no entry in the source's list" in text


def test_a_document_cannot_drive_the_terminal() -> None:
    """Escape sequences and bidirectional marks of a passage are dropped."""
    sentence = Sentence("\x1b[2J\u202eSafe.", 0, 10)
    shown = ShownPassage("A", passage("\x1b[2J\u202eSafe.", sentence), 1.0)
    answer = Answer("q", Status.ANSWERED, headlines=(Headline(sentence, "A"),), passages=(shown,))
    assert not {"\x1b", "\u202e"} & set("".join(lines(answer)))


def test_examples_are_not_called_headings() -> None:
    """Where no word of the question is in the sources, nothing is near."""
    answer = Answer("x", Status.NOT_FOUND, suggestions=("What code for a block?",), examples=True)
    assert lines(answer)[-1] == "For example: What code for a block?"


def test_a_terminal_that_tells_no_width_has_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """COLUMNS=0 is none."""
    monkeypatch.setenv("COLUMNS", "0")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    show(Answer("hi", Status.CHAT, message="Hello there."))
    assert "Hello there." in capsys.readouterr().out
