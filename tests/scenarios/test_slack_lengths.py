"""Words full of signs that are escaped: "&", "<" and ">" take up to five characters of a message's `text`."""

import re
import time
from pathlib import Path

import pytest

from bot.state.channels import ChannelSettings
from bot.state.pins import Pin
from bot.state.store import State
from tests.answering import answerer_over
from tests.scenarios.asking import ask, reply
from tests.scenarios.conftest import MakePeople
from tests.scenarios.editing import edit
from tests.slack_server.driver import People, element_of, words
from tests.slack_server.server import LocalSlack

SIGNS = ["&", "<"]
ASKED = "what code for widget block?"
_HALF_AN_ENTITY = re.compile(r"&(?!(?:amp|lt|gt);)|[<>]")


def is_sound(text: str) -> bool:
    """Return whether Slack takes a text, and reads no mention and no half of an entity in it."""
    return 0 < len(text) <= 4_000 and not _HALF_AN_ENTITY.search(text)


@pytest.fixture(params=SIGNS)
def sign(request: pytest.FixtureRequest) -> str:
    """A sign that is escaped."""
    return str(request.param)


@pytest.fixture
def people(make_people: MakePeople, tmp_path: Path, sign: str) -> People:
    """People around an app whose source answers with a sentence full of signs."""
    sentence = f"The code for the widget block is A1234 where {sign * 1_500} and {sign * 500} is written [3]."
    (tmp_path / "docs").mkdir()
    answers = answerer_over(tmp_path / "docs", {"a.md": f"# Widget block\n\n{sentence}\n\nOther words stand here.\n"})
    return make_people(answers, help_channel="CHELP", owners="UOWNER")


def test_an_answer_full_of_signs_is_posted_with_its_number_and_source(people: People, slack: LocalSlack) -> None:
    """The notification is shortened within the sentence, the post holds all."""
    people.mention(ASKED)
    (answer,) = slack.posted
    assert is_sound(answer["text"])
    assert answer["text"].startswith("The code for the widget block is A1234")
    assert "… [3] Source: " in answer["text"]
    assert element_of(answer["blocks"], "context")


def test_an_answer_full_of_signs_is_told_everywhere(people: People, slack: LocalSlack, state: State) -> None:
    """To one person in a channel, through a response URL, in the place of another answer."""
    ts = people.mention("what code for xyzzyblock?")
    edit(people, slack, ts, f"<@UBOT> {ASKED}")
    people.command(ASKED)
    state.channels.change("T1", "C2", ChannelSettings(private=True), "UADMIN")
    people.mention(ASKED, channel="C2")
    told = [slack.updated[-1], slack.responses[-1], slack.whispered[-1]]
    assert [(is_sound(message["text"]), bool(message["blocks"])) for message in told] == [(True, True)] * 3


def test_a_pinned_answer_full_of_signs_is_shown_over_the_sources(
    people: People, slack: LocalSlack, state: State, sign: str
) -> None:
    """Both stand in the notification."""
    pin = state.pins.propose(Pin("T1", f"{ASKED} {sign * 600}", sign * 2_000, "U2"))
    state.pins.approve("T1", pin, "UOWNER")
    people.mention(f"{ASKED} {sign * 600}")
    text = slack.posted[0]["text"]
    assert is_sound(text)
    assert text.startswith("Pinned answer")
    assert "A1234" in text
    assert sign * 2_000 in words(slack.posted[0]["blocks"])


def test_a_question_full_of_signs_reaches_those_who_help(people: People, slack: LocalSlack, sign: str) -> None:
    """Whole."""
    people.mention("lunch menu")
    people.click(slack.posted[0], "person")
    people.submit(slack.views[0], {"question": {"value": f"lunch {sign * 1_500}"}})
    asked = slack.posted[1]
    assert is_sound(asked["text"])
    assert sign * 1_500 in words(asked["blocks"])


def test_a_reply_full_of_signs_reaches_the_asker_whole(people: People, slack: LocalSlack, sign: str) -> None:
    """In several messages, each of which is whole in its notification too."""
    ask(people, slack)
    said = f"At noon {sign * 700} {sign * 700} {sign * 700} the end"
    reply(people, slack, said.replace("&", "&amp;").replace("<", "&lt;"))
    told = slack.posted[2:]
    assert all(is_sound(message["text"]) for message in told)
    quotes = [message["blocks"][0]["elements"][1]["elements"][0]["text"] for message in told]
    assert "".join("".join(quotes).split()) == "".join(said.split())
    assert "passed your reply on" in slack.whispered[-1]["text"]


@pytest.mark.parametrize("text", ["<" * 40_000, "<@U" * 13_000])
def test_thousands_of_marks_that_do_not_end_hold_nobody_up(people: People, slack: LocalSlack, text: str) -> None:
    """Slack escapes what a person types in a message; of commands it says less."""
    began = time.monotonic()
    people.command(text)
    assert time.monotonic() - began < 10  # half a minute, when the end of each was looked for through the whole text
    assert "too long" in slack.responses[0]["text"]
