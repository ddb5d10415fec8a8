"""Messages that their people deleted: nobody gets an answer to what was taken back, and helpers' replies arrive."""

import pytest

from bot.state.channels import ChannelSettings
from bot.state.store import State
from tests.scenarios.asking import ANSWERED, ask, offered, reply
from tests.scenarios.conftest import MakePeople
from tests.slack_server.driver import People, words
from tests.slack_server.server import LocalSlack


@pytest.mark.parametrize("refused", [True, False])
def test_who_deletes_a_question_gets_no_answer(people: People, slack: LocalSlack, state: State, refused: bool) -> None:
    """Slack refuses the reply, or posts it beside, for the whole channel: that one is taken back."""
    if refused:
        slack.fail("chat.postMessage", error="thread_not_found")
    slack.gone.add(("C1", "7.0"))
    people.mention(ANSWERED, ts="7.0")
    posted = [message["ts"] for message in slack.posted]
    assert [message["ts"] for message in slack.called("chat.delete")] == posted
    assert len(posted) == (not refused)
    assert slack.whispered == []
    assert not state.threads.is_engaged(("T1", "C1", "7.0"))


def test_an_answer_in_a_thread_that_is_there_stays(people: People, slack: LocalSlack) -> None:
    """So does one in a direct message, which is in no thread."""
    people.mention(ANSWERED)
    people.direct(ANSWERED)
    assert len(slack.posted) == 2
    assert slack.called("chat.delete") == []


def test_a_reply_to_a_deleted_question_reaches_the_asker(make_people: MakePeople, slack: LocalSlack) -> None:
    """Directly: in the channel it would be about nothing."""
    people = make_people(help_channel="CHELP")
    slack.gone.add(("C1", ask(people, slack)))
    reply(people, slack, "At noon.")
    beside, told = slack.posted[-2:]
    assert [message["ts"] for message in slack.called("chat.delete")] == [beside["ts"]]
    assert told["channel"] == "U1"
    assert "At noon." in words(told["blocks"])
    assert "in a direct message" in offered(slack)["text"]


@pytest.mark.parametrize("private", [True, False])
def test_what_is_told_directly_says_where_it_belongs(
    people: People, slack: LocalSlack, state: State, private: bool
) -> None:
    """Of a channel that takes nothing any more: "here" would be the direct messages, and an answer be to nothing."""
    state.channels.change("T1", "C1", ChannelSettings(private=private), "UADMIN")
    slack.world.channels["C1"]["is_archived"] = True
    people.mention(ANSWERED)
    (told,) = slack.posted_in("U1")
    assert told["text"].startswith("To your message in <#C1>: ")
    assert ("64999" in told["text"]) == private
    if private:
        assert {"type": "channel", "channel_id": "C1"} in told["blocks"][0]["elements"][0]["elements"]
        assert f"“{ANSWERED}”" in words(told["blocks"][0])
