"""A question that its asker changes: the answer under it is changed, and nothing is posted."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.answer import Answerer
from bot.model import Answer
from bot.slack.editing import WINDOW
from bot.state.channels import ChannelSettings
from bot.state.schema import claims
from bot.state.store import State, open_state
from tests.scenarios.conftest import MakePeople
from tests.scenarios.editing import edit
from tests.slack_server.driver import People, element_of, words
from tests.slack_server.server import LocalSlack

TYPO, MEANT = "what code for xyzzyblock?", "what code for ganglion impar?"
LEANING = "and how long does it last?"


@dataclass
class Hour:
    """A clock that can be put forward."""

    ahead: float = 0.0
    began: float = field(default_factory=time.time)

    def __call__(self) -> float:
        """Return the time."""
        return time.time() + self.ahead


@pytest.fixture
def hour() -> Hour:
    """The time."""
    return Hour()


@pytest.fixture
def state(tmp_path: Path, hour: Hour) -> Iterator[State]:
    """A state whose time can be put forward."""
    opened = open_state(f"sqlite:///{tmp_path / 's.sqlite'}", hour)
    yield opened
    opened.close()


def judge(people: People, answer: dict[str, Any], verdict: str) -> None:
    """Say of an answer whether it helped."""
    people.click(answer, "feedback", value=element_of(answer["blocks"], "feedback")[verdict]["value"])


@pytest.mark.parametrize("channel", ["C1", "D1"])
def test_a_changed_question_is_answered_in_place(people: People, slack: LocalSlack, channel: str) -> None:
    """Once for each change; a follow-up leans on what the question says now."""
    direct = channel == "D1"
    ts = people.direct(TYPO) if direct else people.mention(TYPO)
    assert "Not found" in slack.posted[0]["text"]
    edit(people, slack, ts, MEANT if direct else f"<@UBOT> {MEANT}", channel)
    (changed,) = slack.updated
    assert (changed["channel"], changed["ts"]) == (channel, slack.posted[0]["ts"])
    assert "64999" in changed["text"]
    assert len(slack.posted) == 1
    if direct:
        people.direct(LEANING)
    else:
        people.message(LEANING, thread_ts=ts)
    assert "lasts 3–6 months" in slack.posted[-1]["text"]


def test_the_answer_to_a_changed_question_is_judged_anew(people: People, slack: LocalSlack, state: State) -> None:
    """The verdict on the answer before stays, with its gap; a second thought takes back the new one alone."""
    ts = people.mention(MEANT)
    judge(people, slack.posted[0], "negative_button")
    for text in ("is a steroid safe in pregnancy?", "how long does relief last?"):
        edit(people, slack, ts, f"<@UBOT> {text}")
        judge(people, slack.updated[-1], "negative_button")
        judge(people, slack.updated[-1], "negative_button")
    assert state.feedback.counts(60, "T1") == {"not helpful": 3}
    assert len(state.gaps.since(60)) == 3
    judge(people, slack.updated[-1], "positive_button")
    assert state.feedback.counts(60, "T1") == {"not helpful": 2, "helpful": 1}
    assert len(state.gaps.since(60)) == 2


@pytest.mark.parametrize("action", ["exact", "more"])
def test_another_answer_in_the_same_message_is_judged_anew(
    people: People, slack: LocalSlack, state: State, action: str
) -> None:
    """Its further passages are not."""
    people.direct("what codes for gangilon impar?")
    judge(people, slack.posted[0], "negative_button")
    people.click(slack.posted[0], action)
    judge(people, slack.updated[-1], "negative_button")
    assert len(state.gaps.since(60)) == (2 if action == "exact" else 1)


def test_a_changed_follow_up_leans_on_what_was_asked_before_it(people: People, slack: LocalSlack) -> None:
    """And not on itself as it was, or on what came after it."""
    ts = people.mention(MEANT)
    follow_up = people.message("and how much is it?", thread_ts=ts)
    people.mention("what are the risks of steroids?", thread_ts=ts)
    edit(people, slack, follow_up, LEANING)
    assert "lasts 3–6 months" in slack.updated[-1]["text"]
    assert "ganglion, impar" in words(slack.updated[-1]["blocks"][0])


def test_what_is_changed_late_stays_answered_as_it_was(people: People, slack: LocalSlack, hour: Hour) -> None:
    """Others have read the answer."""
    ts = people.mention(TYPO)
    hour.ahead = WINDOW + 1
    edit(people, slack, ts, f"<@UBOT> {MEANT}")
    assert slack.updated == []


@pytest.mark.parametrize("text", [f"<@UBOT> {TYPO}", f"<@U2> {MEANT}", "<@UBOT>", "<@UBOT> stop"])
def test_a_change_that_asks_nothing_of_us_is_left_alone(people: People, slack: LocalSlack, text: str) -> None:
    """A link that is shown, a question for somebody else, an empty one."""
    ts = people.mention(TYPO)
    edit(people, slack, ts, text)
    assert slack.updated == slack.whispered == []


def test_talk_that_was_never_answered_is_left_alone(people: People, slack: LocalSlack) -> None:
    """A change makes no question to us."""
    ts = people.message("lunch?")
    edit(people, slack, ts, MEANT)
    assert slack.updated == slack.posted == []


def test_a_change_that_names_a_patient_is_refused(people: People, slack: LocalSlack) -> None:
    """In private; the answer stays as it was."""
    ts = people.mention(MEANT)
    edit(people, slack, ts, "<@UBOT> what code for John Smith, DOB 03/04/1961?")
    assert slack.updated == []
    assert "Please delete the message" in slack.whispered[0]["text"]


def test_what_one_person_alone_saw_is_not_changed(people: People, slack: LocalSlack, state: State) -> None:
    """Slack has no way to."""
    state.channels.change("T1", "C1", ChannelSettings(private=True), "UADMIN")
    ts = people.mention(TYPO)
    edit(people, slack, ts, f"<@UBOT> {MEANT}")
    assert slack.updated == slack.posted == []
    assert len(slack.whispered) == 1


def test_an_older_change_that_is_told_of_late_changes_nothing(people: People, slack: LocalSlack, state: State) -> None:
    """Slack may deliver it after a newer one; the answer is to what the message says."""
    ts = people.mention(TYPO)
    late = edit(people, slack, ts, "<@UBOT> what are the risks of steroids?")
    with state.engine.begin() as connection:
        connection.execute(claims.delete().where(claims.c.ts.startswith("edit:")))
    edit(people, slack, ts, f"<@UBOT> {MEANT}")
    late()
    assert "64999" in slack.updated[-1]["text"]


@pytest.mark.parametrize("refused", ["what code for John Smith, DOB 03/04/1961?", "word " * 1_000])
def test_a_question_that_was_refused_and_is_changed_is_answered(
    people: People, slack: LocalSlack, state: State, refused: str
) -> None:
    """Who is asked to write it otherwise changes the message as often as they write another; once."""
    ts = people.mention(refused, thread_ts="1.0")
    assert slack.posted == []
    edit(people, slack, ts, f"<@UBOT> {MEANT}")
    (answer,) = slack.posted
    assert ("64999" in answer["text"], answer["thread_ts"]) == (True, "1.0")
    edit(people, slack, ts, f"<@UBOT> {TYPO}")
    assert len(slack.posted) == 1
    assert "Not found" in slack.updated[-1]["text"]
    assert state.threads.is_engaged(("T1", "C1", "1.0"))


def test_changes_at_once_of_a_question_that_was_refused_get_one_answer(
    make_people: MakePeople, slack: LocalSlack, state: State
) -> None:
    """Two replicas may hear of two changes at the same time."""
    people = make_people()
    ts = people.mention("what code for John Smith, DOB 03/04/1961?")
    place = state.claims.asked_since("T1", "C1", ts, WINDOW)
    assert place
    assert state.claims.reopen(place)  # by the other one
    edit(people, slack, ts, f"<@UBOT> {MEANT}")
    assert slack.posted == []
    state.claims.finish(place)


def test_talk_in_a_thread_that_was_stopped_since_is_left_alone(people: People, slack: LocalSlack) -> None:
    """Who corrects a word in it does not ask for more."""
    ts = people.mention(MEANT)
    talk = people.message("lunch at noon then", thread_ts=ts)
    people.message("stop", thread_ts=ts)
    edit(people, slack, talk, LEANING)
    assert len(slack.posted) == 1


@pytest.mark.parametrize("still", [True, False])
def test_talk_is_answered_after_a_change_where_every_question_is_still(
    people: People, slack: LocalSlack, state: State, still: bool
) -> None:
    """The channel's settings may have changed since."""
    state.channels.change("T1", "C1", ChannelSettings(every_question=True), "UADMIN")
    ts = people.message("what about lunch today?")
    state.channels.change("T1", "C1", ChannelSettings(every_question=still), "UADMIN")
    edit(people, slack, ts, MEANT)
    assert len(slack.posted) == still


def test_of_two_changes_at_once_the_later_one_is_answered(
    make_people: MakePeople, slack: LocalSlack, sample_answerer: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long the answer to the former one waited for Slack."""
    people = make_people()
    ts = people.mention(TYPO)

    def changed_meanwhile(question: str, *given: Any, **how: Any) -> Answer:
        (message,) = slack.world.channels["C1"]["messages"]
        if "steroids" in question:
            message["text"] = f"<@UBOT> {MEANT}"
        return Answerer.answer(sample_answerer, question, *given, **how)

    monkeypatch.setattr(sample_answerer, "answer", changed_meanwhile)
    edit(people, slack, ts, "<@UBOT> what are the risks of steroids?")
    assert "64999" in slack.updated[-1]["text"]


def test_a_channel_that_is_shared_by_now_gets_no_other_answer(people: People, slack: LocalSlack) -> None:
    """What others see now they shall not see change."""
    ts = people.mention(TYPO)
    edit(people, slack, ts, f"<@UBOT> {MEANT}", is_ext_shared_channel=True)
    assert slack.updated == []
    assert "shared with other organisations" in slack.whispered[0]["text"]


@pytest.mark.parametrize(
    ("error", "told"), [("message_not_found", "does not let me change"), ("no_reason", "try again in a minute")]
)
def test_an_answer_that_cannot_be_changed_is_said_not_to_be(
    people: People, slack: LocalSlack, error: str, told: str
) -> None:
    """Else it seems to be the answer to what the question says now."""
    ts = people.mention(TYPO)
    slack.fail("chat.update", error=error)
    edit(people, slack, ts, f"<@UBOT> {MEANT}")
    assert [told in message["text"] for message in slack.whispered] == [True]


@pytest.mark.parametrize("channel", ["C1", "D1"])
def test_a_change_that_is_delivered_before_its_question_is_answered_once(
    people: People, slack: LocalSlack, channel: str
) -> None:
    """To the newest words; what Slack delivers then adds nothing, and what is changed then changes the answer."""
    direct = channel == "D1"
    us = "" if direct else "<@UBOT> "
    said = {"type": "message", "channel": channel, "ts": people.ts(), "user": "U1", "text": f"{us}{TYPO}"}
    slack.says(said)
    edit(people, slack, said["ts"], f"{us}{MEANT}", channel)
    people.event({**said, "channel_type": "im" if direct else "channel"})
    people.event({**said, "type": "app_mention"} if us else {**said, "channel_type": "im"})
    assert ["64999" in message["text"] for message in slack.posted] == [True]
    assert slack.updated == slack.whispered == []
    edit(people, slack, said["ts"], f"{us}{TYPO}", channel)
    assert "Not found" in slack.updated[-1]["text"]
    assert len(slack.posted) == 1


@pytest.mark.parametrize("way", ["follow-up", "open"])
def test_a_change_that_is_delivered_before_a_question_without_a_mention_is_answered_once(
    people: People, slack: LocalSlack, state: State, way: str
) -> None:
    """In a thread that is followed, and where every question is answered."""
    state.channels.change("T1", "C2", ChannelSettings(every_question=True), "UADMIN")
    thread = {"thread_ts": people.mention(MEANT)} if way == "follow-up" else {}
    channel, asked = ("C1", LEANING) if thread else ("C2", MEANT)
    ts = f"{time.time() + 1:.6f}"
    said = {"type": "message", "channel": channel, "ts": ts, "user": "U1", "text": f"{asked} Typo?", **thread}
    slack.says(said)
    posted = len(slack.posted)
    edit(people, slack, ts, asked, channel)
    people.event({**said, "channel_type": "channel"})
    (answer,) = slack.posted[posted:]
    assert ("lasts 3–6 months" if thread else "64999") in answer["text"]
    assert answer["thread_ts"] == thread.get("thread_ts", ts)
    assert slack.updated == slack.whispered == []


@pytest.mark.parametrize("stopped", [False, True])
def test_a_change_to_talk_from_before_its_thread_was_followed_asks_nothing(
    people: People, slack: LocalSlack, stopped: bool
) -> None:
    """Nor one from before a "stop": who corrects a word in it asks for nothing."""
    ts = f"{time.time() - 60:.6f}"
    said = {"channel": "C1", "ts": ts, "thread_ts": "1.0", "user": "U1", "text": "what about lunch then?"}
    slack.says(said)
    people.mention(MEANT, thread_ts="1.0")
    if stopped:
        people.message("stop", thread_ts="1.0")
    edit(people, slack, ts, LEANING)
    assert len(slack.posted) == 1


@pytest.mark.parametrize(
    ("before", "now", "late"),
    [
        (MEANT, f"<@UBOT> {MEANT}", 0),
        (f"<@UBOT> {TYPO}", f"<@U2> {MEANT}", 0),
        (f"<@UBOT> {TYPO}", f"<@UBOT> {MEANT}", 601),
    ],
)
def test_a_change_alone_makes_no_question_of_a_message(
    people: People, slack: LocalSlack, before: str, now: str, late: int
) -> None:
    """Nor of one that Slack gave up delivering: one that mentions us by now is told of by an event of its own."""
    ts = people.ts()
    slack.says({"channel": "C1", "ts": ts, "user": "U1", "text": before})
    edit(people, slack, ts, now, at=f"{float(ts) + late:.6f}" if late else None)
    assert slack.posted == slack.whispered == []
