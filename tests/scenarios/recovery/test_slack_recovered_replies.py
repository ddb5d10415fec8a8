"""Helpers' replies and clicks whose worker died over them: nothing is done twice, and nobody waits in vain."""

import hashlib
import threading

import pytest

from bot.slack.client import SlackClient
from bot.slack.delivery import Destination
from bot.slack.messages import Message
from bot.slack.posting import post_once
from bot.slack.recovery import Recovery
from bot.state.claims import LEASE, Claims, Place
from bot.state.escalations import Escalation
from bot.state.schema import claims
from bot.state.store import State
from tests.clock import Clock
from tests.scenarios.asking import ANSWERED, ask, reply
from tests.scenarios.conftest import MakePeople
from tests.scenarios.recovery.conftest import Outage, asking_left_behind
from tests.slack_server.driver import People, element_of
from tests.slack_server.server import LocalSlack

REPLY = Place("T1", "CHELP", "8.0", "7.0", "U2", "reply")


def reply_left_behind(slack: LocalSlack, state: State, clock: Clock, channel: str, *, posted: bool = False) -> None:
    """Have a worker die over a helper's reply, before or after the asker got it."""
    state.escalations.open(Escalation("T1", channel, "6.0" if channel else None, "U1", "CHELP", "7.0"))
    slack.says(
        {"channel": "CHELP", "ts": "8.0", "thread_ts": "7.0", "user": "U2", "text": "At <https://x.example|noon>"}
    )
    state.claims.take(REPLY)
    if posted:
        client = SlackClient("xoxb-test", slack.url)
        post_once(client, Destination(channel, "6.0"), Message("At noon", []), key="reply:8.0:0")
    clock.now += LEASE + 1


def test_a_delivery_of_a_reply_that_a_dead_worker_had_is_passed_on_once(
    make_people: MakePeople, slack: LocalSlack, state: State, clock: Clock
) -> None:
    """The asker would read it twice."""
    people = make_people(help_channel="CHELP")
    reply_left_behind(slack, state, clock, "C1", posted=True)
    people.message("At noon", channel="CHELP", user="U2", thread_ts="7.0", ts="8.0")
    assert len(slack.posted) == 1


def test_a_reply_whose_worker_died_is_passed_on(
    recovery: Recovery, slack: LocalSlack, state: State, clock: Clock
) -> None:
    """The helper wrote it once, and takes it for passed on."""
    reply_left_behind(slack, state, clock, "C1")
    recovery.take_over()
    recovery.take_over()
    (told,) = slack.posted
    assert (told["channel"], told["thread_ts"]) == ("C1", "6.0")
    assert "At noon (https://x.example)" in told["text"]
    assert "I passed your reply on" in slack.whispered[0]["text"]


def test_a_reply_that_the_asker_has_is_not_passed_on_again(
    recovery: Recovery, slack: LocalSlack, state: State, clock: Clock
) -> None:
    """The worker died after it."""
    reply_left_behind(slack, state, clock, "C1", posted=True)
    recovery.take_over()
    assert len(slack.posted) == 1


def test_a_reply_in_a_thread_that_slack_gives_in_part_is_not_passed_on_again(
    recovery: Recovery, slack: LocalSlack, state: State, clock: Clock
) -> None:
    """It gives apps that several workspaces install fifteen messages at a time, the oldest first."""
    for i in range(4):
        slack.says({"channel": "C1", "ts": f"8.{i}", "thread_ts": "6.0", "user": "U1", "text": "hm"})
    reply_left_behind(slack, state, clock, "C1", posted=True)
    slack.page_size = 3
    recovery.take_over()
    assert len(slack.posted) == 1
    assert "I passed your reply on" in slack.whispered[0]["text"]


@pytest.mark.parametrize("shut", [False, True])
def test_a_reply_to_an_asker_whose_direct_messages_are_not_known_is_passed_on(
    recovery: Recovery, slack: LocalSlack, state: State, clock: Clock, shut: bool
) -> None:
    """Nobody can look whether it is there; twice under one person's eyes is better than never."""
    reply_left_behind(slack, state, clock, "COLD" if shut else "")
    recovery.take_over()
    recovery.take_over()
    (told,) = slack.posted
    assert (told["channel"], "At noon" in told["text"]) == ("U1", True)
    assert "I passed your reply on" in slack.whispered[0]["text"]


def test_a_reply_of_which_slack_says_nothing_is_told(
    recovery: Recovery, slack: LocalSlack, state: State, clock: Clock
) -> None:
    """It may be there or not: the reply cannot be read any more."""
    reply_left_behind(slack, state, clock, "C1")
    slack.fail("conversations.replies", error="missing_scope")
    recovery.take_over()
    assert slack.posted == []
    assert "did not say whether the asker got your reply" in slack.whispered[0]["text"]
    assert state.claims.take_over() == []


def test_a_helper_who_cannot_be_told_now_is_told_later(
    make_people: MakePeople, recovery: Recovery, slack: LocalSlack, clock: Clock, outage: Outage
) -> None:
    """What became of the reply; the outage may have taken that too."""
    people = make_people(help_channel="CHELP")
    ask(people, slack)
    outage.left = 1_000
    reply(people, slack, "At noon.")
    outage.left = 0
    told = len(slack.whispered)
    clock.now += LEASE + 1
    recovery.take_over()
    assert [message["user"] for message in slack.whispered[told:]] == ["U2"]


@pytest.mark.parametrize(("shared", "swept"), [(True, False), (True, True), (False, True), (False, False)])
def test_a_share_whose_worker_died_can_be_repeated(
    people: People, recovery: Recovery, slack: LocalSlack, state: State, clock: Clock, shared: bool, swept: bool
) -> None:
    """By the click of whoever saw that it is not there; what is there is found, and not posted again."""
    people.command(ANSWERED)
    answer = {**slack.responses[0], "channel": "C1", "ts": "5.0"}
    if shared:
        people.click(answer, "share")
    with state.engine.begin() as connection:
        connection.execute(claims.delete())
    value = element_of(answer["blocks"], "share")["value"]
    which = hashlib.blake2b(value.encode(), digest_size=3).hexdigest()
    state.claims.take(Place("T1", "C1", f"share:5.0:{which}", None, "U1", "click"))
    clock.now += LEASE + 1
    if swept:
        recovery.take_over()
    people.click(answer, "share")
    assert slack.responses[-1]["text"] == "Shared."
    assert len(slack.posted) == 1


@pytest.mark.parametrize(("how_far", "told"), [("recorded", "before the people who help got"), ("posted", "here when")])
def test_a_question_to_a_person_whose_worker_died_is_found(
    make_people: MakePeople,
    recovery: Recovery,
    slack: LocalSlack,
    state: State,
    how_far: str,
    told: str,
) -> None:
    """A thread of those who help that nobody knows of would take their replies for ever."""
    people = make_people(help_channel="CHELP")
    asking_left_behind(people, slack, state, how_far)
    recovery.take_over()
    recovery.take_over()
    assert [told in message["text"] for message in slack.whispered][1:] == [True]
    if how_far == "posted":
        reply(people, slack, "At noon.")
        assert "At noon" in slack.posted[-1]["text"]


def test_a_reply_to_who_asked_directly_is_looked_for_where_they_asked(
    make_people: MakePeople, recovery: Recovery, slack: LocalSlack, state: State, clock: Clock
) -> None:
    """What a dead worker had not passed on is passed on."""
    people = make_people(help_channel="CHELP")
    people.direct("lunch menu")
    people.click(slack.posted[0], "person")
    people.submit(slack.views[0], {"question": {"value": "lunch menu"}})
    help_ts = slack.posted_in("CHELP")[0]["ts"]
    said = {"channel": "CHELP", "ts": people.ts(), "thread_ts": help_ts, "user": "U2", "text": "At noon"}
    slack.says({**said, "files": [{"id": "F1"}]})
    state.claims.take(Place("T1", "CHELP", said["ts"], help_ts, "U2", "reply"))
    clock.now += LEASE + 1
    recovery.take_over()
    assert "At noon" in slack.posted[-1]["text"]
    assert slack.posted[-1]["channel"] == "D1"
    assert "no files" in slack.whispered[-1]["text"]


@pytest.mark.parametrize("posted", [True, False])
def test_a_reply_to_who_asked_in_private_is_looked_for_in_their_direct_messages(
    make_people: MakePeople, recovery: Recovery, slack: LocalSlack, state: State, clock: Clock, posted: bool
) -> None:
    """They were told there that the question is asked, which tells where "there" is."""
    people = make_people(help_channel="CHELP")
    people.command("lunch menu")
    people.click({**slack.responses[0], "channel": "C1"}, "person")
    people.submit(slack.views[0], {"question": {"value": "lunch menu"}})
    with pytest.MonkeyPatch.context() as dying:
        dying.setattr(Claims, "finish", lambda *_: None)
        if not posted:
            dying.setattr("bot.slack.listeners.claimed.pass_on", lambda *_: None)
        reply(people, slack, "At noon")
    state.claims.release()
    recovery.take_over()
    told = [message for message in slack.posted if "At noon" in message["text"]]
    assert [message["channel"] for message in told] == ["D1"]
    assert "passed your reply on" in slack.whispered[-1]["text"]
    assert state.claims.take_over() == []


def test_a_question_to_a_person_at_the_end_of_a_bot_is_told(
    make_people: MakePeople, recovery: Recovery, slack: LocalSlack, state: State
) -> None:
    """It waited for Slack when its bot ended, which can tell the asker nothing any more; the form is gone."""
    people = make_people(help_channel="CHELP")
    people.mention("lunch menu")
    people.click(slack.posted[0], "person")
    slack.fail("chat.postMessage", status=429, retry_after=30)
    client = people.app.client
    assert isinstance(client, SlackClient)
    threading.Timer(0.3, client.end).start()
    people.submit(slack.views[0], {"question": {"value": "lunch menu"}})
    assert slack.whispered == []
    state.claims.release()
    recovery.take_over()
    assert ["before the people who help got your question" in told["text"] for told in slack.whispered] == [True]
    assert state.claims.take_over() == []


@pytest.mark.parametrize(
    ("text", "user"), [("At noon.", "U2"), ("<@UOWNER> do you know? At noon?", "U2"), ("At noon, I heard.", "U1")]
)
def test_a_reply_to_a_question_whose_worker_died_is_passed_on_once_it_is_found(
    make_people: MakePeople, recovery: Recovery, slack: LocalSlack, state: State, clock: Clock, text: str, user: str
) -> None:
    """Until then nobody knows whose thread it is in; what is not for the asker stays among those who help."""
    people = make_people(help_channel="CHELP")
    asking_left_behind(people, slack, state, "posted")
    ts = reply(people, slack, text, user)
    reply(people, slack, text, user, ts=ts)
    assert "At noon" not in slack.posted[-1]["text"]
    for _ in range(3):
        recovery.take_over()
        clock.now += LEASE + 1
    told = [message["channel"] for message in slack.posted if "At noon" in message["text"]]
    assert told == (["C1"] if text == "At noon." else [])
    assert state.claims.take_over() == []


def test_talk_in_another_thread_of_a_help_channel_stays_there(
    make_people: MakePeople, recovery: Recovery, slack: LocalSlack, state: State, clock: Clock
) -> None:
    """It is no reply to the question that is on its way."""
    people = make_people(help_channel="CHELP")
    asking_left_behind(people, slack, state, "posted")
    posts = len(slack.posted)
    people.message("At noon.", channel="CHELP", user="U2", thread_ts="3.0")
    for _ in range(3):
        recovery.take_over()
        clock.now += LEASE + 1
    assert len(slack.posted) == posts
    assert state.claims.take_over() == []


def test_a_reply_waits_as_long_as_its_question_is_not_found(
    make_people: MakePeople, recovery: Recovery, slack: LocalSlack, state: State, clock: Clock
) -> None:
    """Its worker may be at it still."""
    people = make_people(help_channel="CHELP")
    asking_left_behind(people, slack, state, "posted")
    reply(people, slack, "At noon.")
    clock.now += LEASE + 1
    with state.engine.begin() as connection:
        connection.execute(claims.update().where(claims.c.way == "asking").values(claimed_at=clock.now))
    recovery.take_over()
    assert "At noon" not in slack.posted[-1]["text"]
    for _ in range(2):
        clock.now += LEASE + 1
        recovery.take_over()
    assert "At noon" in slack.posted[-1]["text"]
