"""What those who help read under a question: what its asker was told, and where their words go."""

import pytest

from bot.slack.manifest import Shape, scopes
from bot.state.channels import ChannelSettings
from bot.state.pins import Pin
from bot.state.store import State
from tests.scenarios.asking import ANSWERED, UNANSWERED, ask
from tests.scenarios.conftest import MakePeople
from tests.slack_server.driver import People, elements, words
from tests.slack_server.server import LocalSlack


@pytest.fixture
def people(make_people: MakePeople) -> People:
    """People around an app with somebody to ask, and an owner."""
    return make_people(help_channel="CHELP", help_group="S1", owners="UOWNER")


def asked_a_person(people: People, slack: LocalSlack, question: str) -> str:
    """Ask a person; return what those who help read."""
    people.mention(UNANSWERED)
    people.click(slack.posted[-1], "person")
    people.submit({**slack.views[-1], "id": f"V{len(slack.views)}"}, {"question": {"value": question}})
    return words(slack.posted_in("CHELP")[-1]["blocks"])


def test_those_who_help_read_which_headings_are_nearest(people: People, slack: LocalSlack) -> None:
    """By name, as they get no buttons for them; examples of what the sources answer are nothing to them."""
    people.mention("is soup ok with a ganglion impar block?")
    offered = [e["text"]["text"] for e in elements(slack.posted[0]["blocks"]) if e["action_id"].startswith("heading:")]
    near = asked_a_person(people, slack, "is soup ok with a ganglion impar block?")
    assert offered
    assert near.endswith(f"The nearest headings in the sources: {'; '.join(offered)}\nResolve")
    assert asked_a_person(people, slack, UNANSWERED).endswith("Not in the sources: lunch, menu.\nResolve")


@pytest.mark.parametrize("talk", ["help", "hello", "thank you"])
def test_what_the_sources_say_to_talk_is_nothing(people: People, slack: LocalSlack, talk: str) -> None:
    """Those who help would read our own greeting as the sources' words."""
    said = asked_a_person(people, slack, talk)
    assert talk in said
    assert said.endswith("What mentions somebody else stays here.\nResolve")


def test_who_is_not_heard_is_not_promised(people: People, slack: LocalSlack) -> None:
    """Without the right to read channels no reply reaches us: both sides know that they write to each other."""
    slack.scopes = frozenset(scopes(Shape(mention_only=True)))
    ask(people, slack)
    (help_post,) = slack.posted_in("CHELP")
    assert "Reply in this thread" not in words(help_post["blocks"])
    assert "Please write to the asker yourself" in words(help_post["blocks"])
    assert "They write to you themselves" in slack.whispered[-1]["text"]
    assert "I tell you" not in slack.whispered[-1]["text"]
    assert {error for _, error, _ in slack.refused} <= {"missing_scope"}  # to read its channel is tried, as ever
    slack.refused.clear()


def test_those_who_help_see_the_pinned_answer_that_the_asker_has(
    people: People, slack: LocalSlack, state: State
) -> None:
    """They would else write it once more, where it did not help."""
    state.pins.approve("T1", state.pins.propose(Pin("T1", UNANSWERED, "At noon.", "U2")), "UOWNER")
    ask(people, slack)
    shown = words(slack.posted[1]["blocks"])
    assert "At noon." in shown
    assert "Not found" not in shown


def test_those_who_help_hear_that_documents_are_gone_and_not_that_they_hold_nothing(
    people: People, slack: LocalSlack, state: State
) -> None:
    """The channel is set to a collection that is not there any more."""
    people.mention(ANSWERED)
    state.channels.change("T1", "C1", ChannelSettings(collections=("gone",)), "UADMIN")
    people.click(slack.posted[0], "person")
    people.submit(slack.views[0], {"question": {"value": ANSWERED}})
    shown = words(slack.posted[1]["blocks"])
    assert "I have looked nowhere" in shown
    assert "Not found" not in shown
