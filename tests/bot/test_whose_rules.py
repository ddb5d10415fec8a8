"""A question names whose rules it means; many a document says so only in a field, its folder's or its file's name."""

from pathlib import Path

import pytest

from bot.answer import Answerer
from bot.model import Status
from tests.answering import answerer_over, first

POLICY = "# Credentialing policy\n\nClinicians are recredentialed every {months} months.\n"


def in_two_places(folder: Path, one: str, two: str, beside: str = "") -> Answerer:
    """Return an answerer over two policies that differ in one number, the second with fields beside it."""
    for name, months in ((one, 36), (two, 24)):
        (folder / name).parent.mkdir(exist_ok=True, parents=True)
        (folder / name).write_text(POLICY.format(months=months), "utf-8")
    if beside:
        (folder / two).with_suffix(".meta.toml").write_text(beside, "utf-8")
    return answerer_over(folder)


@pytest.mark.parametrize(
    ("one", "two", "beside"),
    [
        ("policy.md", "other.md", 'payer = "Ostrander"'),
        ("policy.md", "other.md", 'issuer = "Ostrander Benefit Trust"'),
        ("policy.md", "Ostrander/policy.md", ""),
        ("policy_2.md", "ostrander_NO-301_policy_v2.md", ""),
    ],
)
def test_whoever_is_named_beside_a_document_is_found(tmp_path: Path, one: str, two: str, beside: str) -> None:
    """By the payer's or issuer's field, by the first folder, by the file's name."""
    answer = in_two_places(tmp_path, one, two, beside).answer("How often does Ostrander recredential clinicians?")
    assert first(answer) == "Clinicians are recredentialed every 24 months."


def test_what_no_document_is_of_is_missed(tmp_path: Path) -> None:
    """Numbers and the mixtures that make a file's name unique name nobody."""
    answerer = in_two_places(tmp_path, "policy.md", "2024_3f9ab07c_policy.md", 'payer = "Ostrander"')
    answer = answerer.answer("How often does Pemberton recredential clinicians?")
    assert (answer.status, answer.missing) == (Status.NOT_FOUND, ("Pemberton",))


def test_everyday_words_of_a_file_name_are_not_searched(tmp_path: Path) -> None:
    """They say less than the title does, and nobody who names the file meant them as its subject."""
    answerer = in_two_places(tmp_path, "final clean copy.md", "summary of holidays.md")
    assert answerer.answer("When are the holidays?").status is Status.NOT_FOUND
