"""Posts whose worker died, in channels where much was said since: found, or said not to be."""

import pytest

from bot.slack.recovery import Recovery
from bot.state.claims import LEASE
from bot.state.store import State
from tests.clock import Clock
from tests.scenarios.asking import ANSWERED, reply
from tests.scenarios.conftest import MakePeople
from tests.scenarios.recovery.conftest import asking_left_behind
from tests.slack_server.driver import People
from tests.slack_server.server import LocalSlack

BUSY, BUSIER = 450, 1_001  # messages: more than Slack gives at once, more than are looked through


def chatter(people: People, slack: LocalSlack, channel: str, messages: int) -> None:
    """Have people talk in a channel."""
    for _ in range(messages):
        slack.says({"channel": channel, "ts": people.ts(), "user": "U2", "text": "hm"})


def before(slack: LocalSlack, channel: str) -> None:
    """Have people have talked in a channel, long ago."""
    for i in range(BUSIER):
        slack.says({"channel": channel, "ts": f"4.{i:06}", "user": "U2", "text": "hm"})


@pytest.mark.parametrize(
    ("how_far", "since", "told"),
    [
        ("posted", BUSY, "with the people who help"),
        ("posted", BUSIER, "did not say"),
        ("recorded", BUSY, "before the people who help got"),
    ],
)
def test_a_question_to_a_person_is_found_in_a_busy_channel(
    make_people: MakePeople, recovery: Recovery, slack: LocalSlack, state: State, how_far: str, since: int, told: str
) -> None:
    """What was said before it is not looked through; where too much was said since, the asker is told that."""
    people = make_people(help_channel="CHELP")
    before(slack, "CHELP")
    asking_left_behind(people, slack, state, how_far)
    chatter(people, slack, "CHELP", since)
    recovery.take_over()
    assert told in slack.whispered[-1]["text"]
    if "with the people" in told:
        reply(people, slack, "At noon.")
        assert "At noon" in slack.posted[-1]["text"]


@pytest.mark.parametrize(("since", "told"), [(BUSY, "Shared."), (BUSIER, "look whether it is there")])
def test_what_was_shared_is_found_in_a_busy_channel(
    people: People, slack: LocalSlack, clock: Clock, since: int, told: str
) -> None:
    """By a click after the worker died over the one before; it is not posted again unless its person looked."""
    before(slack, "C1")
    people.command(ANSWERED)
    answer = {**slack.responses[0], "channel": "C1", "ts": "5.0"}
    with pytest.MonkeyPatch.context() as dying:
        dying.setattr("bot.state.claims.Claims.settle", lambda *_, **__: None)
        people.click(answer, "share")
    chatter(people, slack, "C1", since)
    clock.now += LEASE + 1
    people.click(answer, "share")
    assert told in slack.responses[-1]["text"]
    assert len(slack.posted) == 1
    if told != "Shared.":
        people.click(answer, "share")
        assert len(slack.posted) == 2


def test_a_long_reply_of_which_a_part_is_there_is_passed_on_from_there(
    make_people: MakePeople, recovery: Recovery, slack: LocalSlack, state: State, clock: Clock
) -> None:
    """In the asker's direct messages, where they wrote much since."""
    people = make_people(help_channel="CHELP")
    people.direct("lunch menu")
    people.click(slack.posted[0], "person")
    people.submit(slack.views[0], {"question": {"value": "lunch menu"}})
    posts = len(slack.posted)
    with pytest.MonkeyPatch.context() as dying:
        dying.setattr("bot.state.claims.Claims.finish", lambda *_: None)
        reply(people, slack, "word " * 900)
    second = slack.posted[-1]
    slack.calls[:] = [call for call in slack.calls if call.values.get("ts") != second["ts"]]  # it did not get there
    chatter(people, slack, "D1", BUSY)
    clock.now += LEASE + 1
    recovery.take_over()
    assert len(slack.posted) == posts + 2
    assert slack.posted[-1]["blocks"] == second["blocks"]
    assert "passed your reply on" in slack.whispered[-1]["text"]
    assert state.claims.take_over() == []
