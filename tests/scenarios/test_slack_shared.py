"""Channels that are shared with another organisation after they were answered in: nothing further is shown there."""

import pytest

from tests.scenarios.asking import ANSWERED, ask, offered, reply
from tests.scenarios.conftest import MakePeople
from tests.slack_server.driver import People, words
from tests.slack_server.server import LocalSlack


def share(slack: LocalSlack) -> None:
    """Let people of another organisation into a channel."""
    slack.world.channels["C1"]["is_ext_shared"] = True


@pytest.mark.parametrize("allowed", [True, False])
def test_an_older_answer_shows_no_more_passages(make_people: MakePeople, slack: LocalSlack, allowed: bool) -> None:
    """Its buttons are still there; where the settings allow it they go on."""
    people = make_people(allow_shared_channels=allowed)
    people.mention(ANSWERED)
    share(slack)
    people.click(slack.posted[0], "more")
    assert len(slack.updated) == allowed
    told = ["shared with other organisations" in message["text"] for message in slack.whispered]
    assert told == ([] if allowed else [True])


def test_an_older_answer_for_one_person_shows_more(people: People, slack: LocalSlack) -> None:
    """Nobody else sees it."""
    people.command(ANSWERED)
    share(slack)
    people.click({**slack.responses[0], "channel": "C1"}, "more")
    assert slack.responses[1]["replace_original"] is True


@pytest.mark.parametrize("allowed", [True, False])
def test_a_helpers_reply_reaches_the_asker_alone(make_people: MakePeople, slack: LocalSlack, allowed: bool) -> None:
    """It was written for a colleague; the helper is told where it went."""
    people = make_people(help_channel="CHELP", allow_shared_channels=allowed)
    ask(people, slack)
    share(slack)
    reply(people, slack, "At noon.")
    assert slack.posted[-1]["channel"] == ("C1" if allowed else "U1")
    assert "At noon." in words(slack.posted[-1]["blocks"])
    assert ("in a direct message" in offered(slack)["text"]) == (not allowed)
