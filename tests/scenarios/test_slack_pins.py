"""Pinned answers, from a helper's reply to the next asker."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.answer import Answerer
from bot.state.channels import ChannelSettings
from bot.state.forgetting import PROPOSED, expire_proposals
from bot.state.pins import Pin
from bot.state.store import State
from tests.answering import answerer_over
from tests.scenarios.asking import ANSWERED, UNANSWERED, ask, element_value, propose
from tests.scenarios.conftest import MakePeople
from tests.slack_server.driver import People, elements, words
from tests.slack_server.server import LocalSlack


@pytest.fixture
def state(state_on_each: State) -> State:
    """A state on each database: one of them refuses what is longer than its column."""
    return state_on_each


@pytest.fixture
def people(make_people: MakePeople) -> People:
    """People around an app with somebody to ask, and an owner."""
    return make_people(help_channel="CHELP", help_group="S1", owners="UOWNER")


def test_a_reply_becomes_a_pinned_answer_when_an_owner_approves(people: People, slack: LocalSlack) -> None:
    """Before, nobody sees it; after, the same question gets it with both names and the date."""
    slack.world.users["U2"]["real_name"] = "Dr. Two"
    slack.world.users["UOWNER"]["real_name"] = "Ms. Owner"
    proposal = propose(people, slack)
    people.mention(UNANSWERED, channel="C2")
    assert "Pinned" not in words(slack.posted[-1]["blocks"])
    people.click(proposal, "approve_pin", user="U1")
    assert "An owner" in slack.whispered[-1]["text"]
    people.click(proposal, "approve_pin", user="UOWNER")
    assert "Pinned, approved by" in words(slack.updated[-1]["blocks"])
    people.mention("Lunch – the MENU?", channel="C2")
    shown = words(slack.posted[-1]["blocks"])
    assert shown.startswith("Pinned answer")
    assert "At noon, see the board." in shown
    assert "Dr. Two; approved by Ms. Owner, 20" in shown
    assert f"To “{UNANSWERED}”" in shown


def test_a_pinned_answer_is_in_the_notification_and_is_shared(people: People, slack: LocalSlack, state: State) -> None:
    """Whoever hears the message hears it too, and who shares an answer shares the whole."""
    people.click(propose(people, slack), "approve_pin", user="UOWNER")
    people.command(UNANSWERED)
    answer = slack.responses[-1]
    assert answer["text"].startswith("Pinned answer, written by a person: At noon, see the board.")
    people.click({**answer, "channel": "C1"}, "share")
    assert "At noon, see the board." in words(slack.posted[-1]["blocks"])
    assert "At noon" in slack.posted[-1]["text"]
    state.channels.change("T1", "C2", ChannelSettings(every_question=True), "UADMIN")
    people.message("Lunch – the MENU?", channel="C2")
    assert (slack.posted[-1]["channel"], "At noon" in slack.posted[-1]["text"]) == ("C2", True)


def test_a_code_stands_out_in_a_pinned_answer_too(people: People, slack: LocalSlack, state: State) -> None:
    """It is what the answer is read for."""
    state.pins.approve("T1", state.pins.propose(Pin("T1", UNANSWERED, "Bill 64999.", "U2")), "UOWNER")
    people.mention(UNANSWERED)
    quote = next(e for e in slack.posted[0]["blocks"][0]["elements"] if e["type"] == "rich_text_quote")
    assert {"type": "text", "text": "64999", "style": {"code": True}} in quote["elements"]


def test_a_form_for_a_pin_that_is_sent_twice_proposes_once(people: People, slack: LocalSlack, state: State) -> None:
    """Slack may deliver it again."""
    propose(people, slack)
    values = {"question": {"value": UNANSWERED}, "answer": {"value": "At noon, see the board."}}
    people.submit(slack.views[-1], values, user="U2")
    assert len(state.pins.all("T1")) == 1


def test_a_reply_can_be_kept_after_the_question_was_resolved(people: People, slack: LocalSlack) -> None:
    """The question still stands over the thread."""
    ask(people, slack)
    help_post = slack.posted[1]
    people.message("At noon.", channel="CHELP", user="U2", thread_ts=help_post["ts"])
    people.click(help_post, "resolve", user="U2")
    slack.world.channels["CHELP"]["messages"] = [{**slack.updated[-1]}]
    people.click(next(message for message in slack.whispered if message["user"] == "U2"), "keep", user="U2")
    assert element_value(slack.views[-1], "question") == UNANSWERED


def keep(people: People, slack: LocalSlack, reply: str) -> dict[str, Any]:
    """Ask a person about the newest answer, reply, and choose to keep the reply; return the form."""
    people.click(slack.posted[-1], "person")
    form = slack.views[-1]
    people.submit(form, {"question": {"value": str(element_value(form, "question"))}})
    people.message(reply, channel="CHELP", user="U2", thread_ts=slack.posted[-1]["ts"])
    people.click(next(message for message in slack.whispered if message["user"] == "U2"), "keep", user="U2")
    return slack.views[-1]


def test_a_follow_ups_pinned_answer_keeps_to_its_subject(people: People, slack: LocalSlack) -> None:
    """Whoever asks the same few words in another thread asks of something else, and must not be told this."""
    ts = people.mention("what code for ganglion impar?")
    people.message("is it covered?", thread_ts=ts)
    form = keep(people, slack, "Yes, after six weeks.")
    whole = "is it covered? (ganglion impar)"
    assert element_value(form, "question") == whole
    values = {"question": {"value": whole}, "answer": {"value": "Yes, after six weeks."}}
    people.submit(form, values, user="U2")
    assert whole in words(slack.posted[-1]["blocks"])
    people.click(slack.posted[-1], "approve_pin", user="UOWNER")
    for channel, before in (("C2", "how is the block done?"), ("C3", "lunch menu")):
        other = people.mention(before, channel=channel)
        people.message("is it covered?", channel=channel, thread_ts=other)
        people.mention("is it covered?", channel=channel)
        assert "Pinned" not in json.dumps(slack.posted_in(channel))
    ts = people.mention("what code for ganglion impar?", channel="C2")
    people.message("is it covered?", channel="C2", thread_ts=ts)
    assert f"To “{whole}”:\nYes, after six weeks." in words(slack.posted[-1]["blocks"])
    people.mention("Is a ganglion impar covered?", channel="C3")
    assert "Yes, after six weeks." in words(slack.posted[-1]["blocks"])


def test_a_pin_needs_a_question_that_reads_alone(people: People, slack: LocalSlack, state: State) -> None:
    """Else it would be found nowhere, or in every thread."""
    propose(people, slack)
    values = {"question": {"value": "is it covered?"}, "answer": {"value": "Yes."}}
    response = people.submit(slack.views[-1], values, user="U2")
    assert "without any other" in response.body
    assert len(state.pins.all("T1")) == 1


def test_the_reverse_question_gets_no_pinned_answer(people: People, slack: LocalSlack, state: State) -> None:
    """The way back is not the way there."""
    pin = state.pins.propose(Pin("T1", "when may we switch from warfarin to apixaban?", "At an INR below 2.", "U2"))
    state.pins.approve("T1", pin, "UOWNER")
    people.mention("When can we switch from Warfarin to Apixaban")
    assert "At an INR below 2." in words(slack.posted[-1]["blocks"])
    people.mention("when may we switch from apixaban to warfarin?")
    assert "Pinned" not in words(slack.posted[-1]["blocks"])


def test_a_discarded_proposal_is_gone(people: People, slack: LocalSlack, state: State) -> None:
    """And can be decided on once."""
    proposal = propose(people, slack)
    people.click(proposal, "discard_pin", user="UOWNER")
    assert state.pins.all("T1") == []
    people.click(proposal, "approve_pin", user="UOWNER")
    assert "already" in slack.whispered[-1]["text"]


@pytest.mark.parametrize(("action", "left"), [("approve_pin", ["Remove"]), ("discard_pin", [])])
def test_a_decision_that_slack_did_not_show_is_shown_by_another_click(
    people: People, slack: LocalSlack, action: str, left: list[str]
) -> None:
    """The proposal would else offer for ever what was decided."""
    proposal = propose(people, slack)
    slack.fail("chat.update", error="no_reason")
    people.click(proposal, action, user="UOWNER")
    assert "did not change the message" in slack.whispered[-1]["text"]
    people.click(proposal, "approve_pin", user="UOWNER")
    shown = slack.updated[-1]
    assert [element["text"]["text"] for element in elements(shown["blocks"])] == left
    assert "At noon, see the board." in words(shown["blocks"])
    approved = {"type": "user", "user_id": "UOWNER"} in shown["blocks"][0]["elements"][0]["elements"]
    assert approved is bool(left)


def test_a_proposal_that_somebody_forgotten_approved_is_shown_as_approved(
    people: People, slack: LocalSlack, state: State
) -> None:
    """Nobody is named then: Slack takes no mention of nobody."""
    proposal = propose(people, slack)
    slack.fail("chat.update", error="no_reason")
    people.click(proposal, "approve_pin", user="UOWNER")
    state.forget("T1", "UOWNER")
    people.click(proposal, "approve_pin", user="UOWNER")
    assert "Pinned, approved by a colleague" in words(slack.updated[-1]["blocks"])


@pytest.mark.parametrize("action", ["approve_pin", "discard_pin"])
def test_the_buttons_of_a_proposal_that_is_gone_decide_on_no_other(
    people: People, slack: LocalSlack, state: State, action: str
) -> None:
    """It may have ended, or been removed in the Home; an owner would approve what they never read."""
    old = propose(people, slack)
    (gone,) = state.pins.all("T1")
    state.pins.remove("T1", gone.pin_id)
    values = {"question": {"value": "who cooks lunch?"}, "answer": {"value": "The cook."}}
    people.submit({**slack.views[-1], "id": "V2"}, values, user="U2")
    people.click(old, action, user="UOWNER")
    assert "already" in slack.whispered[-1]["text"]
    assert [pin.approved_by for pin in state.pins.all("T1")] == [None]


def test_who_decides_on_a_proposal_too_late_learns_why(people: People, slack: LocalSlack, state: State) -> None:
    """Nobody decided on it: it was dropped for its age."""
    proposal = propose(people, slack)
    expire_proposals(state.engine, state.clock() + PROPOSED)
    people.click(proposal, "approve_pin", user="UOWNER")
    assert "within 30 days is dropped" in slack.whispered[-1]["text"]


@pytest.mark.parametrize("answer", [" ", "\u200b"])
def test_an_empty_pin_is_refused_in_the_form(people: People, slack: LocalSlack, answer: str) -> None:
    """A question of stop words alone would be found by nothing; an answer that nobody sees is none."""
    propose(people, slack)
    response = people.submit(slack.views[-1], {"question": {"value": "is it"}, "answer": {"value": answer}}, user="U2")
    assert response.body.count("more than that") == 2


@pytest.fixture
def two(tmp_path: Path) -> Answerer:
    """An answerer over two collections."""
    for name in ("alpha", "beta"):
        folder = tmp_path / "documents" / name
        folder.mkdir(parents=True)
        (folder / "policy.md").write_text(f"# Payer {name}\n\nThe {name} office opens at noon.", "utf-8")
    return answerer_over(tmp_path / "documents")


def pinned_in(people: People, slack: LocalSlack, channel: str) -> bool:
    """Return whether a question in a channel gets the pinned answer."""
    people.mention(UNANSWERED, channel=channel)
    return "Pinned answer" in words(slack.posted[-1]["blocks"])


@pytest.mark.parametrize("resolved", [False, True])
@pytest.mark.parametrize(
    ("asked_in", "shown_in"),
    [
        ((), {"C1"}),
        (("alpha",), {"C1", "C2", "C4"}),
        (("beta",), {"C1", "C3", "C4"}),
        (("alpha", "beta"), {"C1", "C4"}),
    ],
)
def test_a_pinned_answer_is_shown_where_its_collections_are_searched(
    make_people: MakePeople,
    slack: LocalSlack,
    state: State,
    two: Answerer,
    asked_in: tuple[str, ...],
    shown_in: set[str],
    resolved: bool,
) -> None:
    """What a person wrote of one payer is no answer in another's channel."""
    people = make_people(two, help_channel="CHELP", owners="UOWNER")
    for channel in ("C2", "C3", "C4"):
        slack.world.channels[channel] = {"kind": "channel"}
    state.channels.change("T1", "C1", ChannelSettings(collections=asked_in), "UADMIN")
    ask(people, slack)
    help_post = slack.posted[1]
    people.message("At one.", channel="CHELP", user="U2", thread_ts=help_post["ts"])
    if resolved:
        people.click(help_post, "resolve", user="U2")
    people.click(next(message for message in slack.whispered if message["user"] == "U2"), "keep", user="U2")
    values = {"question": {"value": UNANSWERED}, "answer": {"value": "At one."}}
    people.submit(slack.views[-1], values, user="U2")
    assert all(name in words(slack.posted[-1]["blocks"]) for name in asked_in)
    people.click(slack.posted[-1], "approve_pin", user="UOWNER")
    searched = {"C1": (), "C2": ("alpha",), "C3": ("beta",), "C4": ("beta", "alpha")}
    for channel, collections in searched.items():
        state.channels.change("T1", channel, ChannelSettings(collections=collections), "UADMIN")
    assert {channel for channel in searched if pinned_in(people, slack, channel)} == shown_in


def test_a_reply_can_be_kept_where_many_collections_are_searched(
    make_people: MakePeople, slack: LocalSlack, state: State
) -> None:
    """More than a form or a message can carry: it is kept, and shown where all are searched."""
    people = make_people(help_channel="CHELP", owners="UOWNER")
    names = ("", *(f"{i:02} {'payer ' * 20}" for i in range(60)))  # the sample stands at the top
    state.channels.change("T1", "C1", ChannelSettings(collections=names), "UADMIN")
    people.click(propose(people, slack), "approve_pin", user="UOWNER")
    state.channels.change("T1", "C1", ChannelSettings(), "UADMIN")
    assert pinned_in(people, slack, "C1")


def test_a_remark_does_not_bring_a_pinned_answer_again(people: People, slack: LocalSlack, state: State) -> None:
    """People talk to each other below it; who asks for it again gets it."""
    state.pins.approve("T1", state.pins.propose(Pin("T1", ANSWERED, "Bill 64999.", "U2")), "UOWNER")
    ts = people.mention(ANSWERED)
    for remark in ("that's it", "and the same", "so be it", "done"):
        people.message(remark, thread_ts=ts, user="U2")
    assert len(slack.posted) == 1
    people.message(ANSWERED, thread_ts=ts)
    assert "Bill 64999." in words(slack.posted[1]["blocks"])


def test_search_exactly_shows_no_pinned_answer(people: People, slack: LocalSlack, state: State) -> None:
    """It shows what the sources say to the words as typed."""
    pin = state.pins.propose(Pin("T1", "what codes for gangilon impar?", "None.", "U2"))
    state.pins.approve("T1", pin, "UOWNER")
    people.mention("what codes for gangilon impar?")
    assert "Pinned answer" in words(slack.posted[-1]["blocks"])
    people.click(slack.posted[-1], "exact")
    assert "Pinned answer" not in words(slack.whispered[-1]["blocks"])
