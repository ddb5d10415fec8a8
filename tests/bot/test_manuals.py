"""Manuals and payers' memos: ranges of codes, where to send what, by how much, and what only a longer look finds."""

from pathlib import Path

import pytest

from bot.answer import Answerer
from tests.answering import answerer_over, first

MANUAL = """# Coding manual of the Ostrander plan

## Sedation

Moderate sedation (codes 98151-98153) is paid when the same physician gives it.

Anesthesia by the surgeon is never paid.

## Appeals

Ostrander has a process to hear appeals of denials.

An appeal of a denial must be submitted to the state office in Quincy.

## When is the monthly status report due?

The monthly status report is due on the fifth, and each status report of the month is read by the project.

The monthly status report is mailed to the project office.

## Recordings

If a recording is shorter than 12 hours, modifier 52 is added.

A strip of the monitor is kept.

## Rates

Rates of falls were 32% higher for tenants than for owners.

Rates of falls for tenants and rates of falls for owners are counted each year, by the ages of tenants and of owners.

## Fields

VALUES of GNDR_CD: 1 is male, 2 is female.

Crohn's disease (CD) is listed with K50.90.

## Chapters

The rules for codes 60000-69999 are told in the eighth chapter.
"""


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Answers from the manual."""
    return answerer_over(tmp_path_factory.mktemp("manuals"), {"manual.md": MANUAL})


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("can the same physician bill sedation with 98152", "98151-98153"),
        ("where do we send an appeal of a denial", "submitted to the state office"),
        ("where do we send the monthly status report", "mailed to the project office"),  # its heading asks when
        ("how much higher are rates of falls for tenants vs owners", "32% higher"),
        ("modifier if the recoding was less than 12 hours", "modifier 52"),
        ("GNDR_CD values", "1 is male"),
    ],
)
def test_is_found(answerer: Answerer, question: str, words: str) -> None:
    """By the front door."""
    assert words in first(answerer.answer(question))


def test_a_code_within_a_range_is_said_to_be_read_as_the_range(answerer: Answerer) -> None:
    """As every change is."""
    repairs = answerer.answer("sedation by the same physician with 98152").repairs
    assert ("98152", "98151-98153", "code") in [(r.found, r.used, r.why) for r in repairs]


@pytest.mark.parametrize("code", ["98154", "98150", "64998", "98152X"])
def test_a_code_outside_a_range_or_in_that_of_a_chapter_is_not_found(answerer: Answerer, code: str) -> None:
    """A chapter's range says nothing of one code."""
    assert not first(answerer.answer(f"is {code} paid when the same physician gives it"))


def test_part_of_the_name_of_a_field_is_no_short_form(answerer: Answerer) -> None:
    """ "CD" alone is one."""
    assert not answerer.answer("GNDR_CD values").repairs
    assert answerer.answer("icd code for CD").repairs


def test_before_a_refusal_more_passages_are_weighed(tmp_path: Path) -> None:
    """The passage that answers names neither the subject nor what is asked in the question's words."""
    sections = [f"Step {i}\nA colonoscopy has a step of {i} minutes that the team writes down.\n" for i in range(25)]
    of_others = [f"Drug {i}\nDrug {i} is contraindicated in gout, a contraindication of long ago.\n" for i in range(25)]
    silent = "Before the day\nAcute diverticulitis is one of the contraindications that the team knows well.\n"
    texts = {"colonoscopy.txt": "\n".join((*sections, silent)), "drugs.txt": "\n".join(of_others)}
    answerer = answerer_over(tmp_path, texts)
    assert "diverticulitis" in first(answerer.answer("When must a colonoscopy not be done?"))


def test_of_two_that_name_all_the_one_that_says_less_else_comes_first(tmp_path: Path) -> None:
    """A combination is not the drug that was asked for."""
    text = """# Injections

An injection of ketorolac with phenylephrine, ketorolac being one of two drugs of this injection, is C9447.

An injection of ketorolac alone is J1885.
"""
    answerer = answerer_over(tmp_path, {"codes.md": text})
    assert "J1885" in first(answerer.answer("ketorolac injection code"))


RECORDER = """# Loop recorder

The loop recorder is implanted under local anesthesia.
Flutter was seen in 12% of patients with the loop recorder by month 12.

Insertion of the loop recorder is 33285, which covers two leads. The needle of the loop recorder is moved by 2 mm.

The data are de-identified by an expert.
"""


@pytest.mark.parametrize(
    "question",
    [
        "how long does the battery of the loop recorder for flutter last in patients",  # no passage names a battery
        "how many global days does 33285 have for insertion of the loop recorder",
        "which needle gauge for the loop recorder",  # how far it is moved is no gauge
    ],
)
def test_a_figure_of_what_the_sources_do_not_name_is_not_found(tmp_path: Path, question: str) -> None:
    """Whatever figures stand beside what they name."""
    assert not first(answerer_over(tmp_path, {"recorder.md": RECORDER}).answer(question))


def test_a_word_may_be_written_with_its_prefix_apart(tmp_path: Path) -> None:
    """By the front door."""
    answer = answerer_over(tmp_path, {"recorder.md": RECORDER}).answer("who deidentified the recorder data")
    assert "by an expert" in first(answer)
