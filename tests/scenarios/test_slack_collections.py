"""A channel whose collections change: its settings, or what the folders are called."""

from pathlib import Path

import pytest

from bot.answer import Answerer
from bot.state.channels import ChannelSettings
from bot.state.pins import Pin
from bot.state.store import State
from tests.answering import answerer_over
from tests.scenarios.conftest import MakePeople
from tests.scenarios.editing import edit
from tests.slack_server.driver import People, elements, words
from tests.slack_server.server import LocalSlack

ASKED = "what code for nerve block?"
GONE = "set to are not there any more"


@pytest.fixture
def answers(tmp_path: Path) -> Answerer:
    """Two payers, each a collection."""
    for payer in ("Ostrander", "Venn"):
        (tmp_path / payer).mkdir()
        text = f"# Nerve block, {payer}\n\nThe code for a nerve block at {payer} is 6499{len(payer)}."
        (tmp_path / payer / "a.md").write_text(f"{text}\n\n## Risks\n\nFew.\n", "utf-8")
    return answerer_over(tmp_path)


@pytest.fixture
def people(make_people: MakePeople, answers: Answerer) -> People:
    """People around an app over the two."""
    return make_people(answers)


def only(state: State, *collections: str, channel: str = "C1") -> None:
    """Set a channel to some collections."""
    state.channels.change("T1", channel, ChannelSettings(collections=collections), "UADMIN")


@pytest.mark.parametrize(("left", "gone"), [("Ostrander", "Venn"), ("Venn", "Ostrander")])
def test_in_context_leaves_out_what_the_channel_must_not_see_any_more(
    people: People, slack: LocalSlack, state: State, left: str, gone: str
) -> None:
    """As paging does; the button is older than the settings."""
    people.mention(ASKED)
    only(state, left)
    people.click(slack.posted[0], "context")
    (view,) = slack.views
    assert f"at {left} is" in words(view["blocks"])
    others = [element["action_id"] for element in elements(view["blocks"]) if element["action_id"].startswith("other")]
    for other in others:
        people.click(view, other)
    assert not [view for view in slack.views if f"at {gone} is" in words(view["blocks"])]


def test_in_context_of_other_collections_alone_shows_nothing(people: People, slack: LocalSlack, state: State) -> None:
    """It is no longer among the sources of the channel."""
    people.mention(ASKED)
    only(state, "Other")
    people.click(slack.posted[0], "context")
    assert "no longer in the sources" in words(slack.views[0]["blocks"])
    assert "is 6499" not in words(slack.views[0]["blocks"])


def test_a_channel_whose_collections_are_gone_says_so(people: People, slack: LocalSlack, state: State) -> None:
    """A folder was given another name: "not found" for ever would be taken for what the sources say."""
    ts = people.mention(ASKED)
    only(state, "Ostrander 2025")
    people.mention(ASKED)
    edit(people, slack, ts, "<@UBOT> what code for the nerve block?")
    people.command(ASKED)
    people.shortcut("find_source", ASKED)
    assert [GONE in message["text"] for message in slack.whispered] == [True, True]
    assert GONE in slack.responses[0]["text"]
    assert GONE in words(slack.views[0]["blocks"])
    assert len(slack.posted) == 1
    assert slack.updated == []
    assert state.gaps.since(60) == []


@pytest.mark.parametrize("action", ["heading:0", "exact"])
def test_no_button_puts_not_found_in_the_place_of_an_answer_then(
    people: People, slack: LocalSlack, state: State, action: str
) -> None:
    """What stands there is still what the sources said."""
    people.mention("what cpde for nerve blcok?" if action == "exact" else "nerve block of the zebra")
    only(state, "Other")
    people.click(slack.posted[0], action)
    assert slack.updated == []
    assert GONE in slack.whispered[0]["text"]


def test_talk_and_what_a_person_answered_are_no_matter_of_collections(
    people: People, slack: LocalSlack, state: State
) -> None:
    """Nor is a channel that some of its collections are left of."""
    only(state, "Other")
    state.pins.approve(
        "T1", state.pins.propose(Pin("T1", ASKED, "Ask Ms. Three.", "U2", collections=("Other",))), "UOWNER"
    )
    people.mention(ASKED)
    people.mention("hello")
    only(state, "Other", "Venn")
    people.mention("what is the lunch menu?")
    assert [GONE in message["text"] for message in slack.posted] == [False, False, False]
    assert "Ms. Three" in slack.posted[0]["text"]
    assert slack.whispered == []


def test_a_question_without_a_subject_is_asked_for_it(people: People, slack: LocalSlack, state: State) -> None:
    """Of two payers' policies either might answer; it is nothing that the owners of the sources could mend."""
    ts = people.mention("is it covered?")
    assert "does not say what it is about" in words(slack.posted[0]["blocks"])
    assert state.gaps.since(60) == []
    people.mention("what is the code for the nerve block at Venn?", thread=ts)
    assert "64994" in slack.posted[1]["text"]
