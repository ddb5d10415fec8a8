"""What an answer says was changed in the question: what was meant, and nothing that was not."""

from pathlib import Path

import pytest

from tests.answering import answerer_over

UNITS = """# Units

## Observation
A patient of the emergency department is discharged within four hours.
Occupational therapy sees nobody there.

## Travel
Two trips to Washington, DC are planned each year.

## Samples
Each biopsy is kept cold; biopsies of skin are not.

## Pressure
Positive airway pressure is given at night, and no doctor of chiropractic may order it.
"""


def test_a_repaired_word_is_told(tmp_path: Path) -> None:
    """With what was typed, and why."""
    (tmp_path / "block.md").write_text("# Occipital block\n\nThe occipital nerve block is reported with 64405.\n")
    answerer = answerer_over(tmp_path)
    repairs = answerer.answer("ocipital block cpt").repairs
    assert ("ocipital", "occipital", "spelling") in {(r.found, r.used, r.why) for r in repairs}


def test_a_word_that_is_there_as_typed_is_not_said_to_be_a_slip(tmp_path: Path) -> None:
    """Another form of it is looked for too, and told only by the answer that has it."""
    (tmp_path / "a.txt").write_text("Wear a facemask for a myelogram.\n")
    (tmp_path / "b.txt").write_text("The mask covers the face in surgery.\n\nStage III needs surgery of the face.\n")
    answerer = answerer_over(tmp_path)
    plain, joined = (answerer.answer(question) for question in ("face mask in surgery", "face mask for myelogram"))
    assert plain.repairs == ()
    assert {(repair.used, repair.why) for repair in joined.repairs} == {("facemask", "synonym")}


def test_a_name_that_the_question_holds_replaces_nothing(tmp_path: Path) -> None:
    """The document speaks of no denial; who asks of "bundled" alone needs not be told of it."""
    bundled = "## Bundling\n\nGuided filling X7703 is bundled with X6232.\n"
    edits = f"# Guidance edits\n\n{bundled}\n## Appeals\n\nA claim goes out again.\n"
    (tmp_path / "edits.md").write_text(edits)
    answer = answerer_over(tmp_path).answer("claims denied for bundled")
    assert (bool(answer.headlines), answer.repairs) == (True, ())


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("how soon is a patient discharged from the ED?", {("ED", "emergency department")}),
        ("which bx is kept cold?", {("bx", "biopsy")}),
        ("does OT see anybody in the emergency department?", {("OT", "occupational therapy")}),
        ("how many trips to DC are planned each year?", set()),
        ("may a DC order pressure at night?", {("DC", "doctor of chiropractic")}),
    ],
)
def test_of_several_readings_those_of_the_answer_are_told(
    tmp_path: Path, question: str, told: set[tuple[str, str]]
) -> None:
    """Whole ones, and none where the source has the short form alone."""
    (tmp_path / "units.md").write_text(UNITS)
    answer = answerer_over(tmp_path).answer(question)
    assert answer.headlines
    assert {(r.found, r.used) for r in answer.repairs if r.why == "abbreviation"} == told


def test_a_code_that_is_there_as_typed_is_not_said_to_be_another(tmp_path: Path) -> None:
    """The codes below it are looked for too, and told only where they stand in its place."""
    (tmp_path / "a.txt").write_text("M54.5 was deleted in 2021; use M54.50 or M54.59.\n")
    (tmp_path / "b.txt").write_text("M54.59 is for other low back pain.\n")
    answerer = answerer_over(tmp_path)
    assert answerer.answer("was M54.5 deleted?").repairs == ()
    assert {repair.used for repair in answerer.answer("M54.5 for other low back pain?").repairs} == {"M54.59"}


@pytest.mark.parametrize("payer", ["medicare", "medicaid", "medicade"])
def test_a_payer_is_not_told_of_by_a_word_like_its_name(tmp_path: Path, payer: str) -> None:
    """What is medically necessary, or medical, says nothing of Medicare."""
    (tmp_path / "a.txt").write_text("The medical record tells why the block was medically necessary.\n")
    answer = answerer_over(tmp_path).answer(f"is the block covered by {payer}?")
    assert not answer.headlines
    assert payer in answer.missing
