"""Grades, drugs of one kind, years and networks are told apart by words that stand near them."""

from pathlib import Path

import pytest

from tests.answering import answerer_over, first


def _memo(text: str) -> str:
    return f"# Memo\n\n{text}\n"


def _answer(folder: Path, document: str, question: str) -> str:
    return first(answerer_over(folder, {"memo.md": document}).answer(question))


@pytest.mark.parametrize(
    "grade", ["level", "line", "stage", "degree", "grade", "tier", "phase", "step", "quarter", "trimester"]
)
def test_a_grade_has_to_be_named(tmp_path: Path, grade: str) -> None:
    """What is told of a grade without its number may be told of any; of a clinic, it is not."""
    told = _memo(f"The steroid of the {grade} is prednisone 40 mg.")
    assert not _answer(tmp_path, told, f"which steroid is of the first {grade}")
    assert _answer(tmp_path, told.replace(grade, "clinic"), "which steroid is of the first clinic")


@pytest.mark.parametrize("which", ["a further", "each", "every", "any", "an additional", "a subsequent", "the first"])
def test_what_holds_for_every_grade_holds_for_each(tmp_path: Path, which: str) -> None:
    """Or for those that are still to come."""
    assert _answer(
        tmp_path, _memo(f"The steroid of {which} line is prednisone 40 mg."), "which steroid is of the first line"
    )


@pytest.mark.parametrize("above", ["# Memo\n\n## First line", "# Memo\n\n## Line one", "# First line"])
def test_a_grade_may_be_named_above(tmp_path: Path, above: str) -> None:
    """By a heading or by the title."""
    document = f"{above}\n\nThe steroid of the line is prednisone 40 mg.\n"
    assert _answer(tmp_path, document, "which steroid is of the first line")


@pytest.mark.parametrize(
    ("others", "answers"),
    [
        ("each additional unit", True),
        ("every further unit", True),
        ("any other unit", True),
        ("all subsequent units", True),
        ("each later unit", True),
        ("a later unit", False),
    ],
)
def test_what_holds_for_all_others_holds_for_the_second(tmp_path: Path, others: str, *, answers: bool) -> None:
    """Where the first alone is told of by its place."""
    told = _memo(f"The first unit of the sling costs 80 dollars, and {others} 20 dollars.")
    assert bool(_answer(tmp_path, told, "what does the second unit of the sling cost")) is answers


@pytest.mark.parametrize(
    ("ending", "answers"),
    [
        (" in the third.", True),
        (" in the third", True),
        (" in the third or later.", True),
        (" in the third and then washed.", True),
        (" in the third but not for good.", True),
        (" in month three.", True),
        (" in month 3.", True),
        (" in month four.", False),
        (" by the third-party reviewer.", False),
        (" by the third office.", False),
    ],
)
def test_a_place_need_not_repeat_what_it_is_of(tmp_path: Path, ending: str, *, answers: bool) -> None:
    """And may be a number behind; another thing's place is none of it."""
    told = _memo(f"The sling is kept in the second month and taken off{ending}")
    assert bool(_answer(tmp_path, told, "when is the sling taken off in the third month")) is answers


@pytest.mark.parametrize(
    ("place", "numbers", "other"),
    [
        ("first", ("one", "1"), "second"),
        ("second", ("two", "2"), "first"),
        ("third", ("three", "3"), "second"),
        ("fourth", ("four", "4"), "second"),
    ],
)
def test_places_are_counted(tmp_path: Path, place: str, numbers: tuple[str, str], other: str) -> None:
    """ "Month two" is the second month, and no other one."""
    told = f"The sling is kept in the {other} month and taken off in month "
    for number, answers in ((numbers[0], True), (numbers[1], True), ("5", False)):
        document = _memo(f"{told}{number}.\n\n## Letters\n\nThe letter names the {place} month.")
        answer = _answer(tmp_path, document, f"when is the sling taken off in the {place} month")
        assert bool(answer) is answers


@pytest.mark.parametrize(
    ("told", "asked"),
    [
        ("short", "long"),
        ("Intermediate", "short"),
        ("long", "Intermediate"),
        ("rapid", "fast"),
        ("fast", "rapid"),
    ],
)
def test_what_acts_otherwise_is_another_drug(tmp_path: Path, told: str, asked: str) -> None:
    """Only where it is told of alone, and asked for by how it acts."""
    given = f"{told}-acting insulin is given three times a day."
    document = _memo(f"{given}\n\n## Store\n\n{asked}-acting insulin is kept cold.")
    assert not _answer(tmp_path, document, f"how often is {asked}-acting insulin given")
    assert _answer(tmp_path, document, "how often is insulin given") == given
    both = _memo(f"{told}-acting and {asked}-acting insulin are given three times a day.")
    assert _answer(tmp_path, both, f"how often is {asked} acting insulin given")


@pytest.mark.parametrize("outside", ["out of network", "non-participating", "non-par", "non-network"])
def test_what_holds_in_the_network_is_no_answer_for_who_is_outside(tmp_path: Path, outside: str) -> None:
    """By whatever name they go."""
    told = f"Providers of the network file claims within 90 days.\n\n## Forms\n\nA provider {outside} signs a form."
    assert not _answer(tmp_path, _memo(told), f"how long do {outside} providers have to file claims")


@pytest.mark.parametrize(
    ("heading", "providers"),
    [
        ("# Memo", "Non-contracted providers"),
        ("# Memo", "Nonparticipating providers"),
        ("# Memo", "Non-par providers"),
        ("# Memo", "Non-network providers"),
        ("# Memo", "Out-of-network providers"),
        ("# Memo", "Providers who are not in the network"),
        ("# Memo", "Providers who are not part of the network"),
        ("# Memo", "Providers outside the network"),
        ("# Memo\n\n## Out of network", "Providers"),
        ("# Out of network", "Providers"),
    ],
)
def test_who_is_outside_the_network_has_many_names(tmp_path: Path, heading: str, providers: str) -> None:
    """In the sentence, above it, and in the title."""
    told = f"{heading}\n\n{providers} file claims within 20 days.\n\n## Forms\n\nForms are for out of network use.\n"
    assert _answer(tmp_path, told, "how long do out of network providers have to file claims")


@pytest.mark.parametrize(
    ("told", "year", "answers"),
    [
        ("is $20 since 2023", 2025, True),
        ("is $20 since 2023", 2021, False),
        ("is $20 since 2023", 2023, True),
        ("is $20 from 2023 on", 2025, True),
        ("is $20 from 2023 on", 2021, False),
        ("is $20 starting in 2023", 2025, True),
        ("is $20 starting in 2023", 2021, False),
        ("is $20 beginning with 2023", 2025, True),
        ("is $20 beginning with 2023", 2021, False),
        ("is $20 after 2023", 2025, True),
        ("was $20 until 2023", 2022, True),
        ("was $20 until 2023", 2025, False),
        ("was $20 before 2023", 2022, True),
        ("was $20 till 2023", 2025, False),
        ("of $20 ended in 2023", 2025, False),
        ("is raised to $20 by 2025", 2024, True),
        ("is $20 each year, as in 2023", 2025, True),
        ("is $20 every year, as in 2023", 2025, True),
        ("was $20 in 2023", 2024, False),
        ("was $20 from 2019 and $30 from 2023", 2018, False),
        ("was $20 from 2019 and $30 from 2023", 2021, True),
        ("was $20 until 2019 and $30 until 2023", 2024, False),
        ("was $20 until 2019 and $30 until 2023", 2021, True),
    ],
)
def test_what_holds_from_or_until_a_year(tmp_path: Path, told: str, year: int, *, answers: bool) -> None:
    """It answers for the years in which it holds."""
    assert bool(_answer(tmp_path, _memo(f"The copay for braces {told}."), f"copay for braces in {year}")) is answers


@pytest.mark.parametrize(
    ("document", "question", "answers"),
    [
        ("The price of a visit of a new pt is $90.", "price of a visit of an established pt", False),
        ("The price of a visit of a returning patient is $90.", "price of a visit of a new patient", False),
        ("The price of a visit is $90, not that of new patients.", "price of a visit of an established patient", True),
        ("The price of a visit is $90; only new patients pay $9.", "price of a visit of an established patient", True),
        ("The price of a visit of a patient is $90.", "price of a visit of an established patient", True),
    ],
)
def test_new_and_established_patients(tmp_path: Path, document: str, question: str, *, answers: bool) -> None:
    """A sentence that sets the others apart is on those that are asked about."""
    forms = "## Forms\n\nA new patient signs a form, and so does an established patient."
    assert bool(_answer(tmp_path, _memo(f"{document}\n\n{forms}"), question)) is answers
