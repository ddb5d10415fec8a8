"""Whether a question in a thread leans on the one before, or names its own subject and begins a new topic."""

import pytest

from bot.conversation import with_thread
from index.analyzer import Analyzer

BEFORE = "what is the code for a pudendal block"


def inherited(question: str) -> tuple[str, ...]:
    """Return what a question takes over from the one before."""
    return with_thread(question, [BEFORE], Analyzer())[1]


@pytest.mark.parametrize(
    "question",
    [
        "is it safe",
        "both sides?",
        "does ultrasound help with it",
        "how much lidocaine and contrast is injected for it?",
        "can 76942 be billed with it",
        "what about phenol",
        "ok and if they have medicare",
        "is fluoroscopy paid on top?",
        "her last one was 18 months ago, will medicare pay",
        "and 64999?",
        "does it last longer when steroid was given",
        "are they repeated in patients with cancer of the cervix",
    ],
)
def test_leans_where_a_pronoun_has_nothing_to_stand_for(question: str) -> None:
    """Or where it goes on, or names next to nothing."""
    assert "pudendal" in inherited(question)


@pytest.mark.parametrize(
    "question",
    [
        "patient on Eliquis with atrial fibrillation, when does she stop it",
        "known gout and the knee is red hot, do we still tap it",
        "how long do we watch patients after ketamine before they go home",
        "76998 is on the claim, what is it for",
        "H26.411, its on the charge slip",
    ],
)
def test_a_pronoun_for_what_the_question_names_itself_points_back_to_nothing(question: str) -> None:
    """What was asked before would only be in the way."""
    assert inherited(question) == ()


@pytest.mark.parametrize(
    "code", ["m961", "H353221", "C-1820", "g 0465", "cpt64999", "0381T", "0002-1433-80", "what's 64597"]
)
def test_a_code_is_a_subject_however_it_is_typed(code: str) -> None:
    """And needs no other word."""
    assert inherited(code) == ()


@pytest.mark.parametrize("word", ["b12?", "q12h?", "t12?", "2023?"])
def test_what_only_resembles_a_code_leans(word: str) -> None:
    """A vitamin, an interval, a vertebra, a year."""
    assert "pudendal" in inherited(word)
