"""A channel's settings: a form for administrators."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.slack.guard import Guard
from bot.state.channels import ChannelSettings
from bot.state.store import State
from tests.answering import answerer_over
from tests.scenarios.asking import ANSWERED
from tests.scenarios.conftest import MakePeople
from tests.slack_server.driver import People, words
from tests.slack_server.server import LocalSlack


def test_an_administrator_sets_a_channel(people: People, slack: LocalSlack, state: State) -> None:
    """The form shows what is in force and stores what is chosen."""
    people.command("settings", user="UADMIN")
    (view,) = slack.views
    people.submit(
        view,
        {
            "switches": {"selected_options": [{"value": "every_question"}, {"value": "private"}]},
            "allowed_users": {"selected_users": ["U1", "U2"]},
            "help_channel": {"selected_conversation": "CHELP"},
            "help_person": {"selected_user": None},
        },
        user="UADMIN",
    )
    assert state.channels.of("T1", "C1") == ChannelSettings(
        every_question=True, private=True, follow_ups=False, allowed_users=("U1", "U2"), help_channel="CHELP"
    )
    people.command("settings", user="UADMIN")
    switches = next(block for block in slack.views[1]["blocks"] if block.get("block_id") == "switches")
    assert {o["value"] for o in switches["element"]["initial_options"]} == {"every_question", "private"}


@pytest.mark.parametrize(
    ("helpers", "allowed", "told"),
    [
        ("CHELP", False, None),
        ("CAWAY", False, "I am not in it"),
        ("COLD", False, "I am not in it, or it is archived"),
        ("CSHARED", False, "shared with another organisation"),
        ("CSHARED", True, None),
    ],
)
def test_a_channel_for_questions_that_cannot_be_posted_in_is_told_at_once(
    make_people: MakePeople, slack: LocalSlack, state: State, helpers: str, allowed: bool, told: str | None
) -> None:
    """Else the first to ask a person learns of it, and has nobody to ask."""
    people = make_people(allow_shared_channels=allowed)
    people.command("settings", user="UADMIN")
    people.submit(slack.views[0], {"help_channel": {"selected_conversation": helpers}}, user="UADMIN")
    (said,) = slack.posted
    assert said["text"].startswith("The settings of the channel are saved.")
    assert (told is None) == (said["text"] == "The settings of the channel are saved.")
    assert told is None or told in said["text"]
    assert state.channels.of("T1", "C1").help_channel == helpers


def test_a_group_can_be_called_in_a_channel(people: People, slack: LocalSlack, state: State) -> None:
    """By its ID, which stays when something else is changed; a person and a group are one too many."""
    people.command("settings", user="UADMIN")
    for group, person, told in (("S1", "U2", "not both"), ("team-billing", None, "the ID of a user group")):
        given: dict[str, dict[str, str | None]] = {
            "help_group": {"value": group},
            "help_person": {"selected_user": person},
        }
        refused = json.loads(people.submit(slack.views[0], given, user="UADMIN").body)
        assert told in refused["errors"]["help_group"]
    people.submit(slack.views[0], {"help_group": {"value": " S012AB3CD "}}, user="UADMIN")
    assert state.channels.of("T1", "C1").help_group == "S012AB3CD"
    people.command("settings", user="UADMIN")
    field = next(block for block in slack.views[1]["blocks"] if block.get("block_id") == "help_group")
    assert field["element"]["initial_value"] == "S012AB3CD"


@pytest.mark.parametrize("action", ["more", "exact"])
def test_an_older_answer_shows_more_to_one_person_where_answers_are_private_by_now(
    people: People, slack: LocalSlack, state: State, action: str
) -> None:
    """Everybody has read what was posted before; what is asked for now is for whoever clicked."""
    people.mention("what codes for gangilon impar?")
    state.channels.change("T1", "C1", ChannelSettings(private=True), "UADMIN")
    people.click(slack.posted[0], action, user="U2")
    assert slack.updated == []
    (shown,) = slack.responses
    assert (shown["response_type"], shown["replace_original"]) == ("ephemeral", False)
    assert shown["thread_ts"] == slack.posted[0]["thread_ts"]
    people.click({**shown, "channel": "C1"}, "share", user="U2")
    assert len(slack.posted) == 2


@pytest.mark.parametrize("user", ["U1", "UGUEST", "USTRANGER"])
def test_others_cannot_set_a_channel(people: People, slack: LocalSlack, state: State, user: str) -> None:
    """They are told who can, administrators of other organisations too; a forged form changes nothing."""
    slack.world.users["USTRANGER"]["is_admin"] = True
    people.command("settings", user="UADMIN")
    people.command("settings", user=user)
    assert len(slack.views) == 1
    assert "Administrators" in slack.responses[0]["text"]
    people.submit(slack.views[0], {"switches": {"selected_options": [{"value": "private"}]}}, user=user)
    assert state.channels.of("T1", "C1") == ChannelSettings()


def test_saving_keeps_a_collection_that_is_away_for_the_moment(people: People, slack: LocalSlack, state: State) -> None:
    """Else a channel that may see one collection would see all after the next change of the index."""
    state.channels.change("T1", "C1", ChannelSettings(collections=("policies",)), "UADMIN")
    people.command("settings", user="UADMIN")
    menu = next(block for block in slack.views[0]["blocks"] if block.get("block_id") == "collections")
    assert [option["value"] for option in menu["element"]["initial_options"]] == ["policies"]


def collections_of(view: dict[str, Any]) -> dict[str, Any]:
    """Return the field of a form in which collections are chosen."""
    field: dict[str, Any] = next(block for block in view["blocks"] if block.get("block_id") == "collections")
    return field


def test_documents_in_no_collection_can_be_chosen(people: People, slack: LocalSlack, state: State) -> None:
    """Else they are searched nowhere as soon as any collection is chosen."""
    state.channels.change("T1", "C1", ChannelSettings(collections=("policies",)), "UADMIN")
    people.command("settings", user="UADMIN")
    (policies, none) = collections_of(slack.views[0])["element"]["options"]
    assert (policies["value"], none["text"]["text"]) == ("policies", "in no collection")
    given = {"collections": {"selected_options": [policies, none]}}
    people.submit(slack.views[0], given, user="UADMIN")
    assert state.channels.of("T1", "C1").collections == ("policies", "")
    people.mention(ANSWERED)
    assert "64999" in slack.posted[-1]["text"]
    people.command("settings", user="UADMIN")
    assert collections_of(slack.views[-1])["element"]["initial_options"] == [policies, none]


def test_collections_that_a_menu_has_no_room_for_are_counted(
    make_people: MakePeople, slack: LocalSlack, state: State, tmp_path: Path
) -> None:
    """Slack lists a hundred; what is chosen is among them."""
    for i in range(104):
        (tmp_path / "documents" / f"payer {i:03}").mkdir(parents=True)
        (tmp_path / "documents" / f"payer {i:03}" / "policy.md").write_text(f"# Policy\n\nPayer {i} pays.", "utf-8")
    people = make_people(answerer_over(tmp_path / "documents"))
    state.channels.change("T1", "C1", ChannelSettings(collections=("payer 103",)), "UADMIN")
    people.command("settings", user="UADMIN")
    field = collections_of(slack.views[0])
    assert len(field["element"]["options"]) == 100
    assert [option["value"] for option in field["element"]["initial_options"]] == ["payer 103"]
    assert "4 more are not listed" in field["hint"]["text"]


def test_the_form_says_that_it_keeps_nothing_from_anybody(people: People, slack: LocalSlack) -> None:
    """Who may not ask in a channel may do so elsewhere."""
    people.command("settings", user="UADMIN")
    assert "in a direct message I search all documents, for everybody" in words(slack.views[0]["blocks"])


def test_settings_in_a_direct_message_ask_for_the_channel(people: People, slack: LocalSlack) -> None:
    """A conversation of two has none."""
    people.command("settings", channel="D1", user="UADMIN")
    assert [block["block_id"] for block in slack.views[0]["blocks"]] == ["channel"]
    people.command("settings", channel="D1")
    assert "Administrators" in slack.responses[0]["text"]


def test_a_channel_can_be_set_from_home(people: People, slack: LocalSlack) -> None:
    """Choose the channel, then the same form."""
    people.opens_home(user="UADMIN")
    people.click(slack.views[0], "choose_channel", user="UADMIN")
    response = people.submit(slack.views[1], {"channel": {"selected_conversation": "C2"}}, user="UADMIN")
    answer = json.loads(response.body)
    assert answer["response_action"] == "update"
    assert json.loads(answer["view"]["private_metadata"]) == {"c": "C2"}


def test_a_form_that_cannot_be_checked_stays_open_and_says_so(
    people: People, slack: LocalSlack, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """What was typed is not lost, and not in the log."""
    people.mention(ANSWERED)
    people.click(slack.posted[0], "feedback", value='{"v":"not helpful"}')

    def fails(*_: object, **__: object) -> None:
        raise ValueError("planted words of a person")

    monkeypatch.setattr(Guard, "text_refused", fails)
    response = people.submit(slack.views[0], {"reason": {"selected_option": {"value": "wrong"}}})
    (told,) = json.loads(response.body)["errors"].items()
    assert (told[0], "Something went wrong on my side" in told[1]) == ("reason", True)
    monkeypatch.setattr("bot.slack.listeners.channel.settings_view", fails)
    people.opens_home(user="UADMIN")
    people.click(slack.views[-1], "choose_channel", user="UADMIN")
    response = people.submit(slack.views[-1], {"channel": {"selected_conversation": "C2"}}, user="UADMIN")
    assert "Something went wrong on my side" in json.loads(response.body)["errors"]["channel"]
    assert "planted" not in caplog.text


def test_no_fault_is_told_in_its_own_words(
    people: People, slack: LocalSlack, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Bolt would log those of what no listener of ours catches."""

    def fails(*_: object, **__: object) -> None:
        raise ValueError("planted words of a person")

    monkeypatch.setattr("bot.slack.listeners.home._overview", fails)
    people.opens_home()
    assert "planted" not in caplog.text
    assert [record.__dict__.get("error") for record in caplog.records if record.levelname == "ERROR"] != []


def test_a_channel_is_chosen_by_those_alone_who_may_set_it(people: People, slack: LocalSlack) -> None:
    """A Home that was drawn for an administrator may be clicked in later."""
    people.opens_home(user="UADMIN")
    people.click(slack.views[0], "choose_channel", user="U1")
    assert len(slack.views) == 1
    assert "Administrators" in slack.posted[0]["text"]


def test_the_form_of_a_channel_comes_in_time(make_people: MakePeople, people: People, slack: LocalSlack) -> None:
    """Slack waits three seconds for it, however long it lets us wait for what it says of a person."""
    people.opens_home(user="UADMIN")
    people.click(slack.views[0], "choose_channel", user="UADMIN")
    replica = make_people()  # which has not met the administrator
    slack.fail("users.info", status=429, retry_after=4)
    asked = slack.called("users.info")
    response = replica.submit(slack.views[1], {"channel": {"selected_conversation": "C2"}}, user="UADMIN")
    assert slack.called("users.info") == asked
    assert json.loads(response.body)["response_action"] == "update"
