"""What comes near a question that the sources do not answer: shown to be read, never as an answer."""

import json
from pathlib import Path

import pytest

from bot.answer import Answerer
from bot.contract import answer_form
from bot.model import Status
from tests.answering import answerer_over
from tests.command_line import citebot

DOCUMENTS = {
    "appeals.md": """# Cedar Fund appeals

## Second level

A second appeal to Cedar Fund is sent by fax within 45 days [1].

## Records

Cedar Fund keeps the file of an appeal for 9 years [2].

## Peer review

A doctor of Cedar Fund who took no part before decides on the appeal.

## Interest

Cedar Fund pays interest on an appeal that it loses.

## References

1. Doe J. Appeals. 2020. https://doi.org/10.1000/appeal
2. Roe A. Records. 2021.
""",
    "copy.md": "# Cedar Fund mail\n\nA second appeal to Cedar Fund is sent by fax within 45 days.\n",
    "ward.md": "# Ward\n\nRoom 4 is kept free.\n\n## Visits\n\nVisitors leave the ward at eight.\n",
    "workshop.md": """# Orthotics workshop

## Splints

Splints are lent against a deposit.

## Fittings

The first fitting takes 60 minutes.

## Plaster

Parents are called before a plaster is sawn.

## Hatch

Residents collect splints from the hatch after sunset.
""",
}
ASKED = "can a Cedar Fund appeal go out by courier"
ANSWERED = "how is a second appeal sent to Cedar Fund"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documents above."""
    made = tmp_path_factory.mktemp("corpus")
    for name, text in DOCUMENTS.items():
        (made / name).write_text(text, "utf-8")
    return made


@pytest.fixture(scope="module")
def answerer(folder: Path) -> Answerer:
    """Over the documents above."""
    return answerer_over(folder)


def test_a_refusal_hands_over_what_comes_nearest(answerer: Answerer) -> None:
    """At most three passages, labelled, and no sentence that would stand for an answer."""
    answer = answerer.answer(ASKED)
    assert (answer.status, answer.headlines, answer.passages) == (Status.NOT_FOUND, (), ())
    assert [shown.label for shown in answer.nearest] == ["A", "B", "C"]
    assert all("Cedar Fund" in shown.passage.document for shown in answer.nearest)
    assert len({shown.passage.passage_id for shown in answer.nearest}) == 3


def test_one_passage_is_enough_for_who_asks_for_one(answerer: Answerer) -> None:
    """As it is for an answer."""
    assert [shown.label for shown in answerer.answer(ASKED, k=1).nearest] == ["A"]


def test_references_of_what_comes_nearest_are_there(answerer: Answerer) -> None:
    """Exactly those that it cites."""
    answer = answerer.answer("does a courier get the file of a Cedar Fund appeal")
    cited = {number for shown in answer.nearest for number in shown.passage.citations}
    assert cited
    assert {n for entries in answer.references.values() for n in entries} == cited


def test_an_answer_has_nothing_nearest(answerer: Answerer) -> None:
    """Its passages stand for themselves."""
    answer = answerer.answer(ANSWERED)
    assert answer.status is Status.ANSWERED
    assert answer.nearest == ()


@pytest.mark.parametrize(
    "question",
    [
        "hello",
        "thanks",
        "what is the lunch menu",
        "the projector in room 9 is broken",  # one word of several is met with in anything
        "how many vacation days do I have left",
        "who pays for the flowers at the reception desk",
        "hjkl ;;; 99",
    ],
)
def test_off_topic_and_small_talk_come_near_nothing(answerer: Answerer, question: str) -> None:
    """A stranger's passage would be worse than none."""
    answer = answerer.answer(question)
    assert answer.status is not Status.ANSWERED
    assert answer.nearest == ()


def test_json_gives_it_as_passages_are_given(folder: Path) -> None:
    """Under a key of its own; `passages` stays empty."""
    result = citebot("ask", "--json", "--corpus", folder, ASKED)
    form = json.loads(result.stdout)
    assert (result.exit_code, form["status"], form["passages"]) == (3, "not_found", [])
    assert [shown["label"] for shown in form["nearest"]] == ["A", "B", "C"]
    answered = json.loads(citebot("ask", "--json", "--corpus", folder, ANSWERED).stdout)
    assert answered["nearest"] == []
    assert form["nearest"][0].keys() == answered["passages"][0].keys()


def test_the_form_of_small_talk_has_the_key(answerer: Answerer) -> None:
    """Programs need not ask whether it is there."""
    assert answer_form(answerer.answer("hello"))["nearest"] == []


def test_ask_names_what_comes_nearest(folder: Path) -> None:
    """By source and heading, in few lines, with the way to its words."""
    result = citebot("ask", "--corpus", folder, ASKED)
    assert result.exit_code == 3
    assert result.stdout.startswith("Not found.")
    assert "Nearest, if perhaps no answer (--nearest prints it):" in result.stdout
    assert "   A  Cedar Fund appeals › " in result.stdout
    assert "keeps the file" not in result.stdout


def test_ask_nearest_prints_it_word_for_word(folder: Path) -> None:
    """Under a line that says what it is, with its citations; the status stays that of a refusal."""
    result = citebot("ask", "--nearest", "--corpus", folder, "does a courier get the file of a Cedar Fund appeal")
    assert result.exit_code == 3
    above, told, below = result.stdout.partition(
        "These passages come nearest. They may not answer the question as asked.\n"
    )
    assert above.startswith("Not found.")
    assert told
    assert "(--nearest" not in result.stdout
    assert "Cedar Fund keeps the file of an appeal for 9 years [2].  [2]" in below
    assert "[2] Roe A. Records. 2021." in below


def test_ask_nearest_changes_no_answer_and_says_where_there_is_none(folder: Path) -> None:
    """Who asked for it and sees nothing would wonder whether it was done."""
    for question, told in ((ANSWERED, ""), ("what is the lunch menu", "No passage comes near.\n")):
        plain, nearest = (citebot("ask", *more, "--corpus", folder, question) for more in ((), ("--nearest",)))
        assert (plain.stdout + told, plain.exit_code) == (nearest.stdout, nearest.exit_code)
        assert "come nearest" not in plain.stdout


def test_chat_prints_it_at_a_word(folder: Path) -> None:
    """The word alone is never a question, and no later question leans on it."""
    typed = f"nearest\nwhat is the lunch menu\nNearest\n{ASKED}\nnearest\nhow is a second appeal sent to Cedar Fund\n"
    result = citebot("chat", "--corpus", folder, stdin=typed)
    assert result.exit_code == 0
    assert result.stdout.count("Not found.") == 2
    assert result.stdout.count('"nearest" shows passages for a question that was not found.') == 1
    assert result.stdout.count("No passage comes near.") == 1
    assert 'Nearest, if perhaps no answer ("nearest" prints it):' in result.stdout
    assert result.stdout.count("These passages come nearest.") == 1
    assert "by fax within 45 days" in result.stdout.rpartition("\n> ")[0]
