"""Sources that say different things of one subject, and what only looks like it."""

from pathlib import Path

import pytest

from tests.answering import answerer_over

_THERAPY = "# Scrambler therapy\n\nScrambler therapy is reported with {}.\n"
_BLOCK = "{}# Ganglion impar block\n\n{} ganglion impar block is reported with G0260 once per session.\n"


def _conflicts(folder: Path, documents: dict[str, str], question: str) -> list[tuple[str, tuple[str, ...]]]:
    conflicts = answerer_over(folder, documents).answer(question).conflicts
    return [(conflict.kind, tuple(value for value, _ in conflict.values)) for conflict in conflicts]


@pytest.mark.parametrize(
    ("one", "other", "codes"),
    [
        ("64999", "0278T", ("64999", "0278T")),
        ("64999", "64999", ()),
        ("64999", "64999 and never with 0278T", ()),
        ("64999.\n\nOur scrambler therapy is reported with 64999", "0278T here", ("64999", "0278T")),
    ],
)
def test_codes_of_two_documents_disagree(tmp_path: Path, one: str, other: str, codes: tuple[str, ...]) -> None:
    """Where they share none, however often a document repeats its own."""
    documents = {"a.md": _THERAPY.format(one), "b.md": _THERAPY.format(other)}
    found = _conflicts(tmp_path, documents, "how is scrambler therapy reported?")
    assert found == ([("code", codes)] if codes else [])


def test_codes_that_are_not_asked_for_do_not_disagree(tmp_path: Path) -> None:
    """Different numbers are mostly different things."""
    text = "# Scrambler therapy\n\nScrambler therapy with {} is allowed ten times.\n"
    documents = {"a.md": text.format("64999"), "b.md": text.format("0278T")}
    assert not _conflicts(tmp_path, documents, "how often is scrambler therapy allowed?")


_NEEDS = ("# Alder authorization\n\nCode {} needs prior authorization.\n", "# Birch authorization\n\n{}\n")


@pytest.mark.parametrize(
    ("one", "other", "question"),
    [
        ("64999", "Code 0278T needs prior authorization.", "what is the code?"),
        ("64999", "Code 0278T needs prior authorization.", "what cpt needs prior authorization"),
        ("64999", "Codes 0278T, 0279T and 0280T require prior authorization.", "what code needs prior authorization?"),
        ("64999", "Prior authorization is for 0278T.", "which cpt codes need prior authorization?"),
        ("64999", "Prior authorization is for 0278T.", "how many codes need prior authorization"),
    ],
)
def test_one_more_code_of_which_the_same_is_said_is_no_other_one(
    tmp_path: Path, one: str, other: str, question: str
) -> None:
    """It is not the code of one thing that is asked for."""
    documents = {"a.md": _NEEDS[0].format(one), "b.md": _NEEDS[1].format(other)}
    assert not _conflicts(tmp_path, documents, question)


def test_a_code_that_is_said_first_may_still_disagree(tmp_path: Path) -> None:
    """Where the sentences tell what it is for."""
    documents = {
        f"{code}.md": f"# Scrambler therapy\n\nCode {code} is for scrambler therapy.\n" for code in ("64999", "0278T")
    }
    assert [kind for kind, _ in _conflicts(tmp_path, documents, "what code for scrambler therapy?")] == ["code"]


@pytest.mark.parametrize(
    ("one", "other", "question", "dates"),
    [
        ("effective: 2024-03-01", "revised: 2023-03-01", "is g0260 right for ganglion impar block?", True),
        ("effective: 2024-03-01", "revised: 2024-03-01", "is g0260 right for ganglion impar block?", False),
        ("effective: 2024-03-01", "kind: policy", "is g0260 right for ganglion impar block?", False),
        ("kind: policy", "effective: 2024-03-01", "is g0260 right for ganglion impar block?", False),
        ("effective: 2024-03-01", "revised: 2023-03-01", "how is ganglion impar block reported?", False),
    ],
)
def test_dates_differ_where_a_code_is_named(
    tmp_path: Path, one: str, other: str, question: str, *, dates: bool
) -> None:
    """In whatever letters it is typed; a date that is not known is no other one."""
    documents = {
        name: _BLOCK.format(f"---\n{front}\n---\n", which)
        for name, front, which in (("a.md", one, "The"), ("b.md", other, "Our"))
    }
    found = _conflicts(tmp_path, documents, question)
    assert found == ([("date", ("2024-03-01", "2023-03-01"))] if dates else [])


def test_a_heading_of_the_last_century_dates_what_it_heads(tmp_path: Path) -> None:
    """As it is printed."""
    revised = "---\nrevised: 2001-03-01\n---\n"
    documents = {"a.md": _BLOCK.format(revised, "The"), "b.md": _BLOCK.format("", "## January 1998\n\nOur")}
    found = _conflicts(tmp_path, documents, "is G0260 right for ganglion impar block?")
    assert found == [("date", ("2001-03-01", "January 1998"))]


_CLINICS = "Clinics with fewer than 1,500 patients report by letter."
_BOTH = f"{_CLINICS} Clinics with at least 1,500 patients need a phone."
_STAYS = "A stay of 3 days or less is paid by letter. A stay of 3 days or more needs a phone."
_BILLS = "A bill under $20.50 is paid by letter. A bill over $20.50 needs a phone."


@pytest.mark.parametrize(
    ("text", "question", "answers"),
    [
        (_BOTH, "do clinics with at least 1500 patients report by letter", False),
        (_BOTH, "do clinics with fewer than 1500 patients report by letter", True),
        (_BOTH, "how do clinics with at least 1500 patients or fewer than 1500 report by letter", True),
        (_BOTH, "do clinics with 1500 patients report by letter", True),
        (_CLINICS, "do clinics with at least 1500 patients report by letter", True),
        (_STAYS, "is a stay of 3 days or more paid by letter", False),
        (_STAYS, "is a stay of 3 days or less paid by letter", True),
        (_BILLS, "is a bill over $20.50 paid by letter", False),
        (_BILLS, "is a bill under $20.50 paid by letter", True),
    ],
)
def test_a_rule_holds_on_one_side_of_a_number(tmp_path: Path, text: str, question: str, *, answers: bool) -> None:
    """Where the passage tells of both sides; one that tells of one alone answers for the other by it."""
    answer = answerer_over(tmp_path, {"memo.md": f"# Memo\n\n{text}\n"}).answer(question)
    assert any("by letter" in headline.sentence.text for headline in answer.headlines) is answers
