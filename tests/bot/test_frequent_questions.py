"""Lists of frequent questions in the forms that people write them in: what replies stands first, not what asks."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.answering import answerer_over, first
from tests.corpus.files import pdf, run, word

ASKED = [
    ("Which plans want a referral?", "All HMO products and the student plan. PPO plans want none."),
    ("Who needs a driver?", "Everyone who gets sedation or an injection in the neck. Knee injections need none."),
    ("What do we charge for a missed visit?", "The fee is $40 below 24 hours. The student plan is never charged."),
    ("How do we handle motor vehicle accidents?", "Get the claim number and the date before the first visit."),
    ("When is the copay collected?", "At the front desk, before the visit. Nobody here may waive it."),
]
QUESTIONS = {
    "which plans want a referral": "All HMO products and the student plan.",
    "do they need a driver?": "Everyone who gets sedation or an injection in the neck.",
    "missed visit fee": "The fee is $40 below 24 hours.",
    "motor vehicle accident, what info": "Get the claim number and the date before the first visit.",
    "when do we collect copay": "At the front desk, before the visit.",
}


def _each(form: str, between: str = "\n\n") -> bytes:
    return between.join(form.format(asks, replies) for asks, replies in ASKED).encode()


def _word(form: str) -> bytes:
    paragraphs = (text for asks, replies in ASKED for text in form.format(asks, replies).split("\n"))
    return word(*(f"<w:p>{run(text)}</w:p>" for text in paragraphs))


def _items() -> bytes:
    numbered = '<w:p><w:pPr><w:pStyle w:val="ListNumber"/></w:pPr>{}</w:p><w:p>{}</w:p>'
    blocks = (numbered.format(run(asks), run(replies)) for asks, replies in ASKED)
    return word(*(block + "</w:p>" for both in blocks for block in both.split("</w:p>") if block))


def _pdf() -> bytes:
    lines = [line for asked in ASKED for line in asked]
    return pdf([[(18, 72, 740, "Front desk"), *((11, 72, 715 - 14 * i, line) for i, line in enumerate(lines))]])


FORMS: dict[str, Callable[[], bytes]] = {
    "bold.md": lambda: b"# Front desk\n\n" + _each("**{}**\n{}"),
    "plain.md": lambda: b"# Front desk\n\n" + _each("{}\n{}"),
    "goes-on.txt": lambda: b"Front desk\n\n" + _each("{} {}"),
    "labels.md": lambda: b"# Front desk\n\n" + _each("Q: {}\n\nA: {}"),
    "paragraphs.html": lambda: b"<h1>Front desk</h1>" + _each("<p>{}</p><p>{}</p>"),
    "letters.txt": lambda: b"Front desk\n\n" + _each("Q. {}\nA. {}", "\n"),
    "items.txt": lambda: b"Front desk\n\n" + _each("- {}\n  {}"),
    "terms.html": lambda: b"<h1>Front desk</h1><dl>" + _each("<dt>{}</dt><dd>{}</dd>"),
    "folded.html": lambda: b"<h1>Front desk</h1>" + _each("<details><summary>{}</summary>{}</details>"),
    "bold.html": lambda: b"<h1>Front desk</h1>" + _each("<p><strong>{}</strong></p><p>{}</p>"),
    "broken.html": lambda: b"<h1>Front desk</h1>" + _each("<p><b>{}</b><br>{}</p>"),
    "styled.html": lambda: b"<h1>Front desk</h1>" + _each('<div><span style="font-weight:700">{}</span><br>{}</div>'),
    "plain.docx": lambda: _word("{}\n{}"),
    "goes-on.docx": lambda: _word("{} {}"),
    "items.docx": _items,
    "plain.pdf": _pdf,
}


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("name", FORMS)
def test_the_reply_stands_first(tmp_path: Path, name: str, question: str) -> None:
    """A question names all that is asked for, better than any reply does, and says nothing."""
    (tmp_path / name).write_bytes(FORMS[name]())
    headline = first(answerer_over(tmp_path).answer(question))
    assert re.sub(r"^A[.:] ", "", headline) == QUESTIONS[question]


def test_what_to_ask_is_answered_with_questions(tmp_path: Path) -> None:
    """A question is what is asked for, where nothing replies to it."""
    form = (
        "Before an epidural the nurse asks about blood thinners:\n\n- Do you take warfarin?\n- Do you bruise easily?\n"
    )
    (tmp_path / "form.md").write_text(f"# Check-in\n\n{form}")
    answer = answerer_over(tmp_path).answer("warfarin question before an epidural")
    assert "Do you take warfarin?" in answer.passages[0].passage.text
