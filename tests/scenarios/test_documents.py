"""The real documents: each is read, or refused for the right reason."""

from pathlib import Path

import pytest

from bot.answer import Answerer
from bot.answer_scores import read_questions, score_answers, summary
from corpus.understanding import Understood
from corpus.workers import Outcome, ReadingPool
from index.analyzer import Analyzer
from index.memory import MemoryEngine

REFUSED = {
    "huck-finn-scan.pdf": "a scan",
    "invalid-header-only.pdf": "no valid PDF",
    "libreoffice-writer-password.pdf": "encrypted",
    "truetype-font-nomapping.pdf": "font without Unicode",
}


@pytest.fixture(scope="module")
def outcomes(shared: Path) -> dict[str, Outcome]:
    """What each file said, or why it could not be read."""
    folder = shared / "data" / "documents"
    names = sorted(f.name for f in folder.iterdir() if f.suffix in {".pdf", ".docx", ".xlsx", ".txt", ".html"})
    with ReadingPool(folder) as pool:
        return dict(pool.read(names))


def read(outcomes: dict[str, Outcome], name: str) -> Understood:
    """Return a document that was read."""
    outcome = outcomes[name]
    assert isinstance(outcome, Understood), outcome
    return outcome


def test_the_nasty_ones_are_named_with_the_right_reason(outcomes: dict[str, Outcome]) -> None:
    """A scan, a stump, a password and a font without letters are told apart; every other file is read."""
    refused = {name: outcome for name, outcome in outcomes.items() if isinstance(outcome, str)}
    assert refused.keys() == REFUSED.keys()
    assert all(REFUSED[name] in reason for name, reason in refused.items())
    assert len(outcomes) == 20


def test_questions_find_their_page(shared: Path, outcomes: dict[str, Outcome]) -> None:
    """Of 26 questions 20 have their page first and 24 among the first three; what is not there is refused."""
    found = [outcome for outcome in outcomes.values() if isinstance(outcome, Understood)]
    passages = [passage for understood in found for passage in understood.passages]
    answerer = Answerer(MemoryEngine(passages, Analyzer()), Analyzer())
    questions = read_questions(shared / "data" / "documents" / "questions.jsonl")
    shares = summary(score_answers(questions, answerer.answer))["all"]
    assert shares["first_passage"] * 26 >= 20
    assert shares["any_passage"] * 26 >= 24
    assert shares["abstained"] == 1


def test_the_manual_is_read_whole_with_its_printed_labels(outcomes: dict[str, Outcome]) -> None:
    """From the first page to the last, labelled by chapter, without its running head; contents pages are text only."""
    manual = read(outcomes, "ncci-medicaid-policy-manual-2025.pdf")
    searched = {block.page for block in manual.document.blocks}
    assert max(page for page in searched if page) == 283
    (contents,) = [note for note in manual.notes if "contents" in note]
    assert len(searched) + int(contents.split()[0]) == 283
    assert "Chapter VIII – Surgery" in manual.document.text
    labels = {block.page: block.page_label for block in manual.document.blocks}
    assert (labels[43], labels[60]) == ("I-26", "II-11")
    assert (
        "Revision Date (Medicaid): 2/28/2025" not in manual.document.text
    )  # the head; chapter titles name another date


def test_rows_of_the_code_list_carry_their_column_names(outcomes: dict[str, Outcome]) -> None:
    """A code is found with what its columns say of it, in a sheet with eleven rows above the header."""
    rows = [p.text for p in read(outcomes, "hcpcs-2020-changes.xlsx").passages if "A7035" in p.text]
    assert rows
    assert all("LONG DESCRIPTION: Headgear" in row for row in rows)


def test_the_lost_hyphens_of_the_manual_are_mended(outcomes: dict[str, Outcome]) -> None:
    """No mark of a broken line is left in any PDF."""
    texts = [o.document.text for name, o in outcomes.items() if isinstance(o, Understood) and name.endswith(".pdf")]
    assert not any(mark in text for text in texts for mark in "\ufffe\x02")


def test_citations_of_the_guide_are_read_where_it_prints_them(outcomes: dict[str, Outcome]) -> None:
    """Its numbered list is found, and each number in the text has an entry in it."""
    guide = read(outcomes, "cdc-outpatient-infection-prevention-guide.pdf")
    cited = {number for passage in guide.passages for number in passage.citations}
    assert cited
    assert cited <= guide.document.references.keys()
