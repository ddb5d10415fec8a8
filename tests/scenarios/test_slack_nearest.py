"""Nearest passages: what comes near a question that was not found, for whoever asks to see it and nobody else."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.answer import Answerer
from bot.settings import Settings
from bot.slack.client import SlackClient
from bot.slack.server import WebServer
from bot.slack.signatures import Signatures
from bot.slack.web import SlackDoor, build_web
from bot.state.channels import ChannelSettings
from bot.state.pins import Pin
from bot.state.store import State
from tests.answering import answerer_over
from tests.scenarios.conftest import MakePeople
from tests.slack_server.app import build_app
from tests.slack_server.driver import People, Workers, element_of, elements, words
from tests.slack_server.http import SECRET, Poster
from tests.slack_server.server import LocalSlack

ASKED = "can a Cedar Fund appeal go out by courier?"
TOLD = "These passages come nearest. They may not answer the question as asked."
APPEALS = """# Cedar Fund appeals

## Second level

A second appeal to Cedar Fund is sent by fax within 45 days [1].

## Peer review

A doctor of Cedar Fund who took no part before decides on the appeal.

## References

1. Doe J. Appeals. 2020. https://doi.org/10.1000/appeal
"""
OLD = """---
retired: 2020-01-01
---
# Cedar Fund mail of old

An appeal to Cedar Fund was sent by post.
"""
WORKSHOP = """# Orthotics workshop

Splints are lent against a deposit.

## Plaster

Parents are called before a plaster is sawn.

## Hatch

Residents collect splints from the hatch after sunset.
"""


@pytest.fixture
def answers(tmp_path: Path) -> Answerer:
    """Two collections, one of them on what is asked."""
    for name, text in {"Payers/appeals.md": APPEALS, "Payers/old.md": OLD, "House/workshop.md": WORKSHOP}.items():
        (tmp_path / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "docs" / name).write_text(text, "utf-8")
    return answerer_over(tmp_path / "docs")


@pytest.fixture
def people(make_people: MakePeople, answers: Answerer) -> People:
    """People around an app over the two."""
    return make_people(answers)


def offered(message: dict[str, Any]) -> bool:
    """Return whether a message has the button."""
    return "nearest" in [element["action_id"] for element in elements(message["blocks"])]


def is_shown(blocks: list[dict[str, Any]]) -> bool:
    """Return whether blocks hold the passages, with what they are, their numbers and their references."""
    shown = words(blocks)
    assert [words(block).startswith("A  Cedar Fund") for block in blocks].count(True) == (TOLD in shown)
    if TOLD in shown:
        assert "sent by fax within 45 days" in shown
        assert "[1] Doe J. Appeals. 2020." in shown
    return TOLD in shown


def test_who_clicks_sees_them_alone(people: People, slack: LocalSlack) -> None:
    """In the thread, under what was asked; the refusal stays as it is, and no passage stands for an answer."""
    ts = people.mention(ASKED)
    (refusal,) = slack.posted
    assert offered(refusal)
    assert "The nearest passages and headings in the sources:" in words(refusal["blocks"])
    assert "by fax" not in words(refusal["blocks"])
    people.click({**refusal, "thread_ts": ts}, "nearest", user="U2")
    (shown,) = slack.whispered
    assert (shown["channel"], shown["user"], shown["thread_ts"]) == ("C1", "U2", ts)
    assert is_shown(shown["blocks"])
    assert words(shown["blocks"]).startswith(f"For “{ASKED}”:")
    assert shown["text"].startswith(f"{TOLD} Sources: Cedar Fund appeals › ")
    assert (len(slack.posted), slack.updated) == (1, [])


def test_a_retired_source_is_told(people: People, slack: LocalSlack) -> None:
    """As with passages of an answer."""
    people.mention(ASKED)
    people.click(slack.posted[0], "nearest")
    assert "RETIRED 2020-01-01" in words(slack.whispered[0]["blocks"])
    assert "RETIRED 2020-01-01" in slack.whispered[0]["text"]


def test_they_open_in_context(people: People, slack: LocalSlack) -> None:
    """Each of them, with the question's words marked."""
    people.mention(ASKED)
    people.click(slack.posted[0], "nearest")
    shown = slack.whispered[0]
    assert [element["action_id"] for element in elements(shown["blocks"])] == ["context"]
    people.click(shown, "context")
    (view,) = slack.views
    assert "Passage A" in words(view["blocks"])
    assert {"other:1", "other:2"} <= {element["action_id"] for element in elements(view["blocks"])}


@pytest.mark.parametrize("question", ["what is the lunch menu?", "hello", "how many vacation days do I have left?"])
def test_where_nothing_is_near_there_is_no_button(people: People, slack: LocalSlack, question: str) -> None:
    """It would lead to a stranger's words."""
    people.mention(question)
    assert not offered(slack.posted[0])


def test_an_answer_has_no_such_button(people: People, slack: LocalSlack) -> None:
    """It has more passages."""
    people.mention("how is a second appeal sent to Cedar Fund?")
    assert "45 days" in slack.posted[0]["text"]
    assert not offered(slack.posted[0])


def test_nor_has_what_a_person_answered(people: People, slack: LocalSlack, state: State) -> None:
    """The question is not open any more."""
    state.pins.approve("T1", state.pins.propose(Pin("T1", ASKED, "Ask Ms. Three.", "U2")), "UOWNER")
    people.mention(ASKED)
    assert "Ms. Three" in slack.posted[0]["text"]
    assert not offered(slack.posted[0])


def test_a_direct_message_gets_them_as_a_message(people: People, slack: LocalSlack) -> None:
    """Nobody else reads there, and it stays."""
    people.direct(ASKED)
    people.click(slack.posted[0], "nearest")
    assert slack.posted[1]["channel"] == "D1"
    assert is_shown(slack.posted[1]["blocks"])
    assert slack.whispered == []


def test_a_command_gets_them_in_channels_that_we_are_not_in(people: People, slack: LocalSlack) -> None:
    """Through the address that came with the click; what was answered stays."""
    people.command(ASKED)
    people.click({**slack.responses[0], "channel": "C1"}, "nearest")
    assert is_shown(slack.responses[1]["blocks"])
    assert (slack.responses[1]["replace_original"], slack.responses[1]["response_type"]) == (False, "ephemeral")


def test_a_modal_opens_another_on_top(people: People, slack: LocalSlack, state: State) -> None:
    """That of "Find the source"; it is closed to go back, and the channel's settings still hold."""
    people.shortcut("find_source", ASKED)
    people.click(slack.views[0], "nearest")
    assert is_shown(slack.views[1]["blocks"])
    assert len(slack.called("views.push")) == 1
    state.channels.change("T1", "C1", ChannelSettings(collections=("House",)), "UADMIN")
    people.click(slack.views[1], "context")
    assert "by fax" not in words(slack.views[2]["blocks"])


def test_the_collections_of_the_channel_hold(people: People, slack: LocalSlack, state: State) -> None:
    """At the time of the click too; what the channel must not see any more is not near."""
    people.mention(ASKED)
    state.channels.change("T1", "C1", ChannelSettings(collections=("House",)), "UADMIN")
    people.click(slack.posted[0], "nearest")
    assert "have changed since" in slack.whispered[0]["text"]
    people.mention(ASKED)
    assert not offered(slack.posted[1])
    state.channels.change("T1", "C1", ChannelSettings(collections=("Elsewhere",)), "UADMIN")
    people.click(slack.posted[0], "nearest")
    assert "are not there any more" in slack.whispered[1]["text"]
    assert not [message for message in slack.whispered if "by fax" in words(message)]


@pytest.mark.parametrize("user", ["USTRANGER", "UGUEST", "U2"])
def test_who_may_not_ask_is_shown_nothing(people: People, slack: LocalSlack, state: State, user: str) -> None:
    """Guests, other organisations' people, and who is not on the list of the channel."""
    people.mention(ASKED)
    if user == "U2":
        state.channels.change("T1", "C1", ChannelSettings(allowed_users=("U1",)), "UADMIN")
    people.click(slack.posted[0], "nearest", user=user)
    assert not [message for message in [*slack.whispered, *slack.posted[1:]] if "by fax" in words(message)]


@pytest.mark.parametrize("allowed", [True, False])
def test_a_channel_that_came_to_be_shared_shows_none(
    make_people: MakePeople, answers: Answerer, slack: LocalSlack, allowed: bool
) -> None:
    """As it shows no more passages; where the settings allow it, it does."""
    people = make_people(answers, allow_shared_channels=allowed)
    people.mention(ASKED)
    slack.world.channels["C1"]["is_ext_shared"] = True
    people.click(slack.posted[0], "nearest")
    assert is_shown(slack.whispered[0].get("blocks") or []) == allowed
    assert ("shared with other organisations" in slack.whispered[0]["text"]) == (not allowed)


def test_another_worker_shows_them_after_a_restart(
    make_people: MakePeople, answers: Answerer, people: People, slack: LocalSlack
) -> None:
    """The question is in the button, with what it leans on."""
    ts = people.mention("how is a second appeal sent to Cedar Fund?")
    people.message("and by courier or pigeon?", thread_ts=ts)
    refusal = slack.posted[1]
    assert "Taken over" in words(refusal["blocks"])
    make_people(answers).click({**refusal, "thread_ts": ts}, "nearest")
    assert is_shown(slack.whispered[0]["blocks"])


def test_a_click_comes_over_http(
    answers: Answerer, slack: LocalSlack, state: State, workers: Workers, people: People
) -> None:
    """As other clicks do."""
    settings = Settings(slack_api_url=slack.url, _env_file=None)  # type: ignore[call-arg]
    app = build_app(answers, settings, state, SlackClient("xoxb-test", slack.url), workers)
    server = WebServer(build_web(lambda: True, SlackDoor(app, Signatures(SECRET))), "127.0.0.1", 0)
    people.mention(ASKED)
    (refusal,) = slack.posted
    body = {
        "type": "block_actions",
        "team": {"id": "T1"},
        "user": {"id": "U1", "team_id": "T1"},
        "api_app_id": "A1",
        "trigger_id": slack.trigger_id(),
        "actions": [{**element_of(refusal["blocks"], "nearest"), "block_id": "b", "action_ts": "5.0"}],
        "container": {"type": "message", "message_ts": refusal["ts"], "channel_id": "C1", "is_ephemeral": False},
        "channel": {"id": "C1", "name": "general"},
        "message": {"type": "message", "user": "UBOT", **refusal},
        "response_url": slack.response_url(),
    }
    server.start()
    try:
        assert Poster(server.port).form({"payload": json.dumps(body)}).status == 200
        workers.idle()
    finally:
        server.stop()
    assert is_shown(slack.whispered[0]["blocks"])
