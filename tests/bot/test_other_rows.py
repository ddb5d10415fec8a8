"""A row of a table answers for what stands in it, and not for what stands in the same column of other rows."""

from pathlib import Path

import pytest

from bot.answer import Answerer
from bot.model import Status
from tests.answering import answerer_over, first

FEES = """Code,Description,Payer,Rate,Note
29881,Knee scope with meniscus repair,Alder Mutual,410,
29881,Knee scope with meniscus repair,Birch Health,395,same for both sides
43239,Scope with biopsy,Cedar Plan,205,by phone only
64450,Nerve block,All,88,
"""


@pytest.fixture
def answerer(tmp_path: Path) -> Answerer:
    """A sheet of fees."""
    return answerer_over(tmp_path, {"fees.csv": FEES})


@pytest.mark.parametrize("question", ["cedar rate for 29881", "what does alder pay for 43239"])
def test_another_payers_row_is_no_answer(answerer: Answerer, question: str) -> None:
    """The payer has rows of its own, and none on the code."""
    assert answerer.answer(question).status is Status.NOT_FOUND


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("alder rate for 29881", "Rate: 410"),
        ("birch rate for 29881", "Rate: 395"),
        ("does alder or cedar pay more for 29881", "29881"),  # a comparison
        ("alder nerve block 64450", "Payer: All"),
    ],
)
def test_its_own_row_a_row_for_all_and_a_comparison_are(answerer: Answerer, question: str, part: str) -> None:
    """Nothing speaks against them."""
    answer = answerer.answer(question)
    assert answer.status is Status.ANSWERED
    assert part in answer.headlines[0].sentence.text


def test_a_column_without_a_word_is_asked_for_by_nobody(tmp_path: Path) -> None:
    """A sign names nothing, whatever other rows hold there."""
    sheet = "Code,Description,Payer,#\n29881,Knee scope,Alder,1\n29882,Knee scope with repair,Alder,\n"
    assert "29882" in first(answerer_over(tmp_path, {"fees.csv": sheet}).answer("alder knee scope with repair code"))


def test_a_group_does_not_hide_the_cells_with_which_a_row_goes_on(tmp_path: Path) -> None:
    """The payer stands above the row, behind the name of the group."""
    page = """<table><tr><th>Payer</th><th>Code</th><th>Procedure</th><th>Authorization</th></tr>
    <tr><td colspan="4">Knee</td></tr>
    <tr><td>Alder</td><td>29880</td><td>Scope with repair of both sides</td><td>needed</td></tr>
    <tr><td></td><td>29881</td><td>Scope with repair of one side</td><td>needed</td></tr>
    <tr><td>Birch</td><td>29880</td><td>Scope with repair of both sides</td><td>not needed</td></tr></table>"""
    answerer = answerer_over(tmp_path, {"fees.html": page})
    assert "29881" in first(answerer.answer("alder authorization for 29881"))
    assert answerer.answer("birch authorization for 29881").status is Status.NOT_FOUND


def test_a_name_that_begins_with_a_digit_is_a_label(tmp_path: Path) -> None:
    """The item of 3M is no answer on another make, which has an item of its own."""
    page = """# Minutes

## Requests

- A request is answered within 10 days, a second within 5 days of the first answer.
- The log is attached to every request.

## Tapes

- 3M: the tape is changed after 4 days, sooner where it is wet.
- Mepore: changed after 3 days, and never before the shower.
"""
    answerer = answerer_over(tmp_path, {"minutes.md": page})
    assert "4 days" in first(answerer.answer("after how many days do we change the 3M tape where it is wet"))
    assert "4 days" not in first(answerer.answer("after how many days do we change the mepore tape where it is wet"))


def test_a_row_on_another_code_is_no_answer_for_the_one_that_it_mentions(tmp_path: Path) -> None:
    """It tells the price of the code that has a cell of its own."""
    sheet = "Code,What it is,Charge,Notes\n94060,Spirometry before and after,$148,includes the treatment 94640\n"
    answerer = answerer_over(tmp_path, {"fees.csv": sheet})
    assert answerer.answer("what do we charge for 94640").status is Status.NOT_FOUND
    assert "$148" in first(answerer.answer("what do we charge for 94060"))


def test_an_item_is_anothers_though_its_label_names_a_part_of_what_is_asked(tmp_path: Path) -> None:
    """Both are injections."""
    page = """# Northmere Health

- SI joint injection: no authorization for the first two
- Stimulator: the trial and the implant are two requests
- Shoulder injection: none
"""
    desk = """# Shoulder technique

The shoulder injection is given from behind. The shoulder is warmed first.

# Authorization desk

An authorization is asked for by fax. Authorization numbers are kept.
"""
    answerer = answerer_over(tmp_path, {"payers.md": page, "desk.md": desk})
    assert "SI joint" not in first(answerer.answer("do we need auth for a shoulder shot, northmere"))
    assert "first two" in first(answerer.answer("authorization for an SI joint injection, northmere"))


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("which cpt goes with M23.2", "29881"),
        ("which code is reported for M25.6", "29870"),
        ("fee for the knee scope with M23.3", "$400"),
        ("what includes 94640", "94060"),
    ],
)
def test_a_table_that_leads_from_code_to_code_answers(tmp_path: Path, question: str, part: str) -> None:
    """A code beside others in a cell of its own is no mere mention, and a mention answers what holds it."""
    sheet = """Code,What it is,Diagnoses,Fee,Notes
29881,Knee scope with repair,"M23.2, M23.3",$400,one side
29870,Knee scope to look,"M25.5, M25.6",$210,one side
94060,Spirometry before and after,J45.909,$148,includes 94640
"""
    assert part in first(answerer_over(tmp_path, {"codes.csv": sheet}).answer(question))
