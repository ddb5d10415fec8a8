"""Questions whose worker died, or whose post's reply was lost: answered once in the end."""

from threading import Event

import pytest

from bot.slack.client import SlackClient
from bot.slack.recovery import Recovery
from bot.slack.traces import mark
from bot.state.channels import ChannelSettings
from bot.state.claims import LEASE, WORK, Place
from bot.state.store import State
from tests.clock import Clock
from tests.scenarios.asking import ANSWERED
from tests.scenarios.recovery.conftest import MENTION, AtOnce, Outage, left_behind
from tests.slack_server.driver import People, Workers, words
from tests.slack_server.server import LocalSlack


@pytest.mark.parametrize("place", [MENTION, Place("T1", "D1", "7.0", None, "U1", "direct")])
def test_what_a_dead_worker_left_is_answered_by_another(
    recovery: Recovery, slack: LocalSlack, state: State, clock: Clock, place: Place
) -> None:
    """The question's words come from Slack, for the state never held them; once."""
    left_behind(slack, state, clock, place)
    recovery.take_over()
    recovery.take_over()
    (message,) = slack.posted
    assert "64999" in message["text"]
    assert message["channel"] == place.channel


def test_a_file_alone_that_a_dead_worker_left_is_said_to_be_unopened(
    recovery: Recovery, slack: LocalSlack, state: State, clock: Clock
) -> None:
    """As it is where nobody died: it is no question of few words."""
    place = Place("T1", "D1", "7.0", None, "U1", "direct")
    slack.says({"channel": "D1", "ts": "7.0", "user": "U1", "text": "", "files": [{"id": "F1"}]})
    state.claims.take(place)
    clock.now += LEASE + 1
    recovery.take_over()
    assert ["I open no files" in message["text"] for message in slack.posted] == [True]


def test_a_follow_up_that_a_dead_worker_left_leans_on_what_mentioned_us(
    recovery: Recovery, slack: LocalSlack, state: State, clock: Clock
) -> None:
    """Where answers are private nothing else tells of what was asked before."""
    state.channels.change("T1", "C1", ChannelSettings(private=True), "UADMIN")
    slack.says({"channel": "C1", "ts": "6.0", "user": "U1", "text": "<@UBOT> ganglion impar block"})
    slack.says(
        {"channel": "C1", "ts": "7.0", "thread_ts": "6.0", "user": "U1", "text": "<@UBOT> how long does it last?"}
    )
    state.claims.take(Place("T1", "C1", "7.0", "6.0", "U1", "mention"))
    clock.now += LEASE + 1
    recovery.take_over()
    assert "ganglion, impar" in words(slack.whispered[0]["blocks"][0])


def test_a_take_over_holds_nothing_up(recovery: Recovery, slack: LocalSlack, state: State, clock: Clock) -> None:
    """Slack may let a question wait; what else is done from time to time does not wait with it."""
    left_behind(slack, state, clock, MENTION)
    slow, client, workers = Event(), SlackClient("xoxb-test", slack.url), Workers()
    patient = Recovery(recovery.reception, lambda _: client if slow.wait(10) else None, workers)
    patient.take_over()
    assert slack.posted == []
    slow.set()
    workers.idle()
    assert len(slack.posted) == 1
    workers.shutdown()


def test_an_answer_that_was_posted_before_the_death_is_not_posted_again(
    recovery: Recovery, slack: LocalSlack, state: State, clock: Clock
) -> None:
    """Each answer carries whose it is; its thread is followed."""
    left_behind(slack, state, clock, MENTION)
    SlackClient("xoxb-test", slack.url).chat_postMessage(
        channel="C1", thread_ts="7.0", text="64999", metadata=mark(MENTION)
    )
    recovery.take_over()
    assert len(slack.posted) == 1
    assert state.threads.is_engaged(("T1", "C1", "7.0"))


def test_an_answer_behind_what_slack_gives_of_a_thread_is_not_posted_again(
    recovery: Recovery, slack: LocalSlack, state: State, clock: Clock
) -> None:
    """It gives apps that several workspaces install fifteen messages at a time, the oldest first."""
    left_behind(slack, state, clock, MENTION)
    for i in range(1, 5):
        slack.says({"channel": "C1", "ts": f"7.{i}", "thread_ts": "7.0", "user": "U2", "text": "hm"})
    client = SlackClient("xoxb-test", slack.url)
    client.chat_postMessage(channel="C1", thread_ts="7.0", text="64999", metadata=mark(MENTION))
    slack.page_size = 3
    recovery.take_over()
    assert ["64999" in message["text"] for message in slack.posted] == [True, False]
    assert "ask again" in slack.posted[-1]["text"]


def test_a_direct_question_behind_what_slack_gives_is_not_taken_for_deleted(
    recovery: Recovery, slack: LocalSlack, state: State, clock: Clock
) -> None:
    """It gives the newest messages of a conversation first; the person would wait in vain."""
    left_behind(slack, state, clock, Place("T1", "D1", "7.0", None, "U1", "direct"))
    for i in range(1, 5):
        slack.says({"channel": "D1", "ts": f"7.{i}", "user": "U1", "text": "hm"})
    slack.page_size = 3
    recovery.take_over()
    assert ["ask again" in message["text"] for message in slack.posted] == [True]


@pytest.mark.parametrize("posted", [True, False])
def test_a_delivery_of_what_a_dead_worker_had_is_answered_once(
    people: People, slack: LocalSlack, state: State, clock: Clock, posted: bool
) -> None:
    """Slack delivers again before the claim is missed: the answer may be there all the same."""
    left_behind(slack, state, clock, MENTION)
    if posted:
        SlackClient("xoxb-test", slack.url).chat_postMessage(
            channel="C1", thread_ts="7.0", text="64999", metadata=mark(MENTION)
        )
    people.mention(ANSWERED, ts="7.0")
    assert len(slack.posted) == 1
    clock.now += LEASE + 1
    assert state.claims.take_over() == []


def test_a_question_that_cannot_be_read_again_is_told(
    recovery: Recovery, slack: LocalSlack, state: State, clock: Clock
) -> None:
    """Without the right to read channels the person is asked to ask again."""
    left_behind(slack, state, clock, MENTION)
    slack.fail("conversations.replies", error="missing_scope")
    recovery.take_over()
    assert "was interrupted" in slack.posted[0]["text"]


@pytest.mark.parametrize("alone", [True, False])
def test_a_question_that_was_deleted_meanwhile_is_left(
    recovery: Recovery, slack: LocalSlack, state: State, clock: Clock, alone: bool
) -> None:
    """Its person took it back; of a thread that began with it Slack knows nothing any more."""
    if alone:
        slack.gone.add(("C1", "7.0"))
    state.claims.take(MENTION)
    clock.now += LEASE + 1
    recovery.take_over()
    assert slack.posted == []
    assert state.claims.take_over() == []


def test_shared_channels_stay_shut_on_a_take_over(
    recovery: Recovery, slack: LocalSlack, state: State, clock: Clock
) -> None:
    """The claim remembers what the event said of the channel."""
    left_behind(slack, state, clock, Place("T1", "CSHARED", "7.0", None, "U1", "mention", shared=True))
    recovery.take_over()
    assert slack.posted == []


@pytest.mark.parametrize(("lost", "error"), [(True, ""), (False, "internal_error")])
def test_a_lost_reply_ends_in_exactly_one_post(
    people: People, slack: LocalSlack, lost: bool, error: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether Slack had posted or not: it is asked."""
    monkeypatch.setattr("bot.slack.posting._SETTLED", 0.0)
    if lost:
        slack.fail("chat.postMessage", lost=True)
    else:
        slack.fail("chat.postMessage", error=error)
    people.mention(ANSWERED)
    assert len(slack.posted) == 1


def test_without_an_answer_from_slack_a_lost_reply_is_no_second_post(
    people: People, slack: LocalSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once at most."""
    monkeypatch.setattr("bot.slack.posting._SETTLED", 0.0)
    slack.fail("chat.postMessage", lost=True)
    slack.fail("conversations.replies", error="missing_scope")
    people.mention(ANSWERED)
    assert len(slack.posted) == 1


def test_a_post_that_reached_nobody_is_tried_again(people: People, slack: LocalSlack, outage: Outage) -> None:
    """It surely is not there twice."""
    outage.method, outage.left = "chat.postMessage", 2
    people.mention(ANSWERED)
    assert len(slack.posted) == 1


@pytest.mark.parametrize("method", ["chat.postMessage", ""])
def test_an_answer_that_reached_nobody_is_given_later(
    people: People, recovery: Recovery, slack: LocalSlack, state: State, clock: Clock, outage: Outage, method: str
) -> None:
    """Once, whether Slack was lost before or after it was asked who asks; by whichever worker."""
    outage.method, outage.left = method, 1_000
    people.mention(ANSWERED)
    outage.left = 0
    assert slack.posted == slack.whispered == []
    clock.now += LEASE - 1
    state.claims.renew()
    clock.now += 2
    for _ in range(2):
        recovery.take_over()
    assert len(slack.posted) == 1
    clock.now += LEASE + 1
    assert state.claims.take_over() == []


@pytest.mark.parametrize(("lost", "error"), [(True, ""), (False, "internal_error")])
def test_whether_an_answer_is_there_is_asked_when_slack_is_back(
    people: People,
    recovery: Recovery,
    slack: LocalSlack,
    clock: Clock,
    outage: Outage,
    lost: bool,
    error: str,
) -> None:
    """The outage may begin with the post itself."""
    slack.fail("chat.postMessage", lost=lost, error=error)
    outage.method, outage.left = "conversations.replies", 1_000
    people.mention(ANSWERED)
    for _ in range(3):
        clock.now += LEASE + 1
        recovery.take_over()
        outage.left = 0
    assert len(slack.posted) == 1
    assert "64999" in slack.posted[0]["text"]


def test_a_slack_that_fails_twice_is_asked_later(
    people: People, recovery: Recovery, slack: LocalSlack, clock: Clock, outage: Outage
) -> None:
    """What became of the second post is as uncertain as it was of the first."""
    slack.fail("chat.postMessage", error="internal_error", times=2)
    people.mention(ANSWERED)
    assert slack.posted == []
    for _ in range(2):
        clock.now += LEASE + 1
        recovery.take_over()
    assert len(slack.posted) == 1


def test_an_answer_for_one_person_is_given_later_too(
    people: People, recovery: Recovery, slack: LocalSlack, state: State, clock: Clock, outage: Outage
) -> None:
    """A private channel is none where nothing is heard."""
    state.channels.change("T1", "C1", ChannelSettings(private=True), "UADMIN")
    outage.method, outage.left = "chat.postEphemeral", 1_000
    people.mention(ANSWERED)
    outage.left = 0
    clock.now += LEASE + 1
    recovery.take_over()
    assert "64999" in slack.whispered[0]["text"]


def test_an_answer_that_slack_has_no_time_for_is_given_later(
    people: People, recovery: Recovery, slack: LocalSlack, clock: Clock
) -> None:
    """A wait that nobody has the patience for is no reason for silence."""
    slack.fail("chat.postMessage", status=429, retry_after=3_600)
    people.mention(ANSWERED)
    assert slack.posted == []
    clock.now += LEASE + 1
    recovery.take_over()
    assert len(slack.posted) == 1


def test_a_gap_is_counted_once_however_often_it_is_tried(
    people: People, recovery: Recovery, slack: LocalSlack, state: State, clock: Clock, outage: Outage
) -> None:
    """The owners see questions, not attempts."""
    outage.method, outage.left = "chat.postMessage", 1_000
    people.mention("lunch menu")
    outage.left = 0
    clock.now += LEASE + 1
    recovery.take_over()
    assert "Not found" in slack.posted[0]["text"]
    assert len(state.gaps.since(1e9)) == 1


def test_an_outage_without_end_is_given_up(
    people: People,
    recovery: Recovery,
    slack: LocalSlack,
    state: State,
    clock: Clock,
    outage: Outage,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """After minutes nobody waits for the answer any more."""
    outage.method, outage.left = "chat.postMessage", 1_000
    people.mention(ANSWERED)
    for _ in range(int(WORK / LEASE) + 2):
        clock.now += LEASE + 1
        recovery.take_over()
    clock.now += LEASE + 1
    assert state.claims.take_over() == []
    assert 900 < outage.left < 1_000
    assert [record.message for record in caplog.records].count("question given up") == 1
    assert "ganglion" not in caplog.text


def test_a_question_that_cannot_be_read_again_is_told_when_slack_is_back(
    recovery: Recovery, slack: LocalSlack, state: State, clock: Clock, outage: Outage
) -> None:
    """The excuse is as likely to reach nobody as an answer."""
    left_behind(slack, state, clock, MENTION)
    outage.left = 1_000
    recovery.take_over()
    outage.left = 0
    slack.fail("conversations.replies", error="missing_scope")
    clock.now += LEASE + 1
    recovery.take_over()
    assert "was interrupted" in slack.posted[0]["text"]


def test_a_fault_of_a_take_over_is_tried_again(
    recovery: Recovery, slack: LocalSlack, state: State, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    """Later, as whatever else was left behind."""
    client, faults = SlackClient("xoxb-test", slack.url), [KeyError("secret")]

    def client_for(_: str) -> SlackClient:
        if faults:
            raise faults.pop()
        return client

    faulty = Recovery(recovery.reception, client_for, AtOnce())
    left_behind(slack, state, clock, MENTION)
    faulty.take_over()
    assert "secret" not in caplog.text
    clock.now += LEASE - 1
    recovery.reception.state.claims.renew()
    clock.now += 2
    faulty.take_over()
    assert len(slack.posted) == 1
