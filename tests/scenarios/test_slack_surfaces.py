"""The slash command, sharing, the message shortcut, App Home, the prompts, and a channel's settings."""

import json
import re
import time
from pathlib import Path

import pytest

from bot.state.channels import ChannelSettings
from bot.state.gaps import Gap, GapRecord
from bot.state.pins import Pin
from bot.state.store import State, open_state
from tests.answering import answerer_over
from tests.scenarios.conftest import MakePeople
from tests.slack_server.driver import People, element_of, elements, words
from tests.slack_server.server import LocalSlack

QUESTION = "what code for ganglion impar?"


def test_the_command_answers_the_asker_alone(people: People, slack: LocalSlack) -> None:
    """Acknowledged with nothing, answered through the response URL, with a button to share."""
    assert people.command(QUESTION).body == ""
    (message,) = slack.responses
    assert (message["response_type"], message["replace_original"]) == ("ephemeral", False)
    assert "64999" in message["text"]
    assert "share" in [element["action_id"] for element in elements(message["blocks"])]
    assert slack.posted == []


def test_share_posts_the_answer_once_by_name(people: People, slack: LocalSlack) -> None:
    """Two clicks, one post; the question and who shares it stand over it."""
    people.command(QUESTION, channel="C2")
    private = {**slack.responses[0], "channel": "C2"}
    people.click(private, "share")
    people.click(private, "share")
    (message,) = slack.posted
    assert message["channel"] == "C2"
    assert message["blocks"][0]["elements"][0]["elements"][0] == {"type": "user", "user_id": "U1"}
    assert words(message["blocks"]).startswith(f" shares an answer to: {QUESTION}")
    assert "Shared" in slack.responses[1]["text"]


def test_what_is_shared_is_inert(people: People, slack: LocalSlack) -> None:
    """The question is a person's words: they neither call people, nor link, nor format."""
    people.command("code for *ganglion* &lt;!channel&gt; <https://evil.example> `impar`")
    people.click({**slack.responses[0], "channel": "C1"}, "share")
    blocks = slack.posted[0]["blocks"]
    assert {block["type"] for block in blocks} <= {"rich_text", "actions", "context_actions"}
    runs = [run for part in blocks[0]["elements"] for run in part["elements"]]
    assert [run["type"] for run in runs] == ["user", "text"]
    assert "*ganglion* <!channel> https://evil.example `impar`" in runs[1]["text"]


def test_share_goes_to_no_other_organisation(people: People, slack: LocalSlack) -> None:
    """The person is told why, and may choose another channel."""
    people.command(QUESTION, channel="CSHARED")
    people.click({**slack.responses[0], "channel": "CSHARED"}, "share")
    assert slack.posted == []
    assert "another organisation" in words(slack.views[-1])


def test_a_share_that_failed_can_be_tried_again(people: People, slack: LocalSlack) -> None:
    """Slack may refuse for a moment."""
    people.command(QUESTION)
    slack.fail("chat.postMessage", error="not_in_channel")
    private = {**slack.responses[0], "channel": "C1"}
    people.click(private, "share")
    assert "Invite me" in slack.responses[1]["text"]
    people.click(private, "share")
    assert len(slack.posted) == 1


def test_an_answer_in_a_direct_message_can_be_shared_to_a_chosen_channel(people: People, slack: LocalSlack) -> None:
    """Slack's own menu offers channels of this organisation alone."""
    people.direct(QUESTION)
    people.click(slack.posted[0], "share")
    (view,) = slack.views
    element = view["blocks"][0]["element"]
    assert element["filter"]["exclude_external_shared_channels"] is True
    people.submit(view, {"channel": {"selected_conversation": "C2"}})
    assert [message["channel"] for message in slack.posted] == ["D1", "C2", "U1"]


def test_paging_a_private_answer_replaces_it(people: People, slack: LocalSlack) -> None:
    """Through the response URL: no other way reaches a message that one person sees."""
    people.command(QUESTION)
    people.click({**slack.responses[0], "channel": "C1"}, "more")
    assert slack.responses[1]["replace_original"] is True
    assert slack.updated == []


def test_the_command_refuses_patients_too(people: People, slack: LocalSlack) -> None:
    """Slash commands are outside Slack's own agreement on patient data."""
    people.command("mrn 12345678 what code")
    assert "a medical record number" in slack.responses[0]["text"]
    assert "blocks" not in slack.responses[0] or slack.responses[0]["blocks"] == []


def test_forget_me_deletes_what_is_known(make_people: MakePeople, slack: LocalSlack, state: State) -> None:
    """Kept questions, verdicts and threads in memory go; others' stay."""
    people = make_people(keep_questions_days=30)
    people.mention(QUESTION, ts="7.0")
    people.mention("is it safe", user="U2", ts="8.0")
    people.mention("lunch menu")
    people.command("forget me")
    assert "deleted what I knew of you" in slack.responses[0]["text"]
    assert state.threads.recent("T1", "U1", 5) == ()
    assert state.threads.recent("T1", "U2", 5) == ("is it safe",)
    assert state.threads.asked(("T1", "C1", "7.0")) == ()
    assert [(record.user, record.question) for record in state.gaps.since(60)] == [("", None)]


def test_forget_me_reaches_other_replicas(people: People, slack: LocalSlack, state: State) -> None:
    """They hold questions in memory too, and are told by the state."""
    other = open_state(state.engine.url.render_as_string())
    other.threads.remember(("T1", "C1", "7.0"), "U1", QUESTION)
    people.command("forget me")
    other.expire()
    assert other.threads.asked(("T1", "C1", "7.0")) == ()
    other.close()


def test_the_shortcut_answers_a_message_in_a_modal(people: People, slack: LocalSlack) -> None:
    """It works on anybody's message and in any channel; only the person sees it."""
    people.shortcut("find_source", QUESTION, channel="CAWAY")
    (view,) = slack.views
    assert view["title"]["text"] == "Find the source"
    assert "64999" in words(view["blocks"])
    ids = [element["action_id"] for element in elements(view["blocks"])]
    assert "context" in ids
    assert "feedback" not in ids
    people.click(view, "more")
    assert slack.called("views.update")
    people.click(view, "context")
    assert slack.called("views.push")
    assert slack.posted == []


def test_what_the_shortcut_found_can_be_shared(people: People, slack: LocalSlack) -> None:
    """In a channel that is asked for, after paging too; the person is told in a direct message."""
    people.shortcut("find_source", QUESTION)
    people.click(slack.views[0], "more")
    people.click(slack.views[1], "share")
    people.submit(slack.views[2], {"channel": {"selected_conversation": "C2"}})
    shared, told = slack.posted
    assert (shared["channel"], told["channel"]) == ("C2", "U1")
    assert words(shared["blocks"]).startswith(f" shares an answer to: {QUESTION}")
    assert told["text"] == "Shared."


def test_home_says_why_it_lists_no_questions(make_people: MakePeople, slack: LocalSlack) -> None:
    """People look for theirs, and the settings keep none unless they say so."""
    make_people().opens_home()
    make_people(keep_questions_days=1).opens_home()
    assert "None are listed: the text of questions is not stored here" in words(slack.views[0])
    assert "None yet" in words(slack.views[1])


def test_the_shortcut_refuses_a_message_that_names_a_patient(people: People, slack: LocalSlack) -> None:
    """The refusal is the modal."""
    people.shortcut("find_source", "Jane Doe born 03/04/1961")
    assert "a date of birth" in words(slack.views[0]["blocks"])


def test_home_says_what_is_known_how_to_ask_and_what_is_kept(people: People, slack: LocalSlack) -> None:
    """For everybody; settings and owners' buttons are for those who may."""
    people.opens_home()
    (view,) = slack.views
    shown = words(view["blocks"])
    assert "1 document, 7 passages" in shown
    assert "The text of questions is not stored" in shown
    assert [element["action_id"] for element in elements(view["blocks"])] == ["forget_me"]


@pytest.mark.parametrize("user", ["USTRANGER", "UGUEST"])
def test_home_tells_strangers_nothing_of_the_sources(people: People, slack: LocalSlack, user: str) -> None:
    """Not even what collections there are; who is answered is said, and what is kept can be deleted."""
    people.opens_home(user=user)
    shown = words(slack.views[0]["blocks"])
    assert "document" not in shown.partition("Privacy")[0]
    assert "full members of this workspace only" in shown
    assert [element["action_id"] for element in elements(slack.views[0]["blocks"])] == ["forget_me"]


def test_home_lists_the_collections_with_dates_and_counts(
    make_people: MakePeople, slack: LocalSlack, tmp_path: Path
) -> None:
    """By name, with what is out of force; what stands in no collection is said to."""
    for name, meta in (("policies/a", "retired = 2020-01-01"), ("policies/b", "revised = 2024-05-01"), ("c", "")):
        (tmp_path / f"{name}.md").parent.mkdir(exist_ok=True)
        (tmp_path / f"{name}.md").write_text(
            f"# Title {name}\n\nThe nerve block is coded with 64999 in {name}.", "utf-8"
        )
        (tmp_path / f"{name}.meta.toml").write_text(meta, "utf-8")
    make_people(answerer_over(tmp_path)).opens_home()
    shown = words(slack.views[0]["blocks"])
    assert "in no collection: 1 document, 1 passage\n" in shown
    assert "policies: 2 documents, 2 passages, newest dated 2024-05-01, 1 retired or superseded (" in shown


def test_home_shows_recent_questions_where_they_are_kept(make_people: MakePeople, slack: LocalSlack) -> None:
    """One's own alone."""
    people = make_people(keep_questions_days=30)
    people.mention("is it safe")
    people.mention("lunch menu", user="U2")
    people.opens_home()
    shown = words(slack.views[0]["blocks"])
    assert "is it safe" in shown
    assert "lunch" not in shown
    assert "kept for 30 days" in shown


@pytest.mark.parametrize("days", [0, 30])
def test_questions_asked_in_private_are_kept_as_others_are(
    make_people: MakePeople, slack: LocalSlack, state: State, days: int
) -> None:
    """With the command and on a message, where the settings keep questions; a greeting is none."""
    people = make_people(keep_questions_days=days)
    people.command(QUESTION)
    people.command("help")
    people.shortcut("find_source", "is ganglion impar safe?")
    assert state.threads.recent("T1", "U1", 5) == (("is ganglion impar safe?", QUESTION) if days else ())


def test_a_message_without_a_source_is_a_gap(people: People, slack: LocalSlack, state: State) -> None:
    """The sources left it open, whichever way it came."""
    people.shortcut("find_source", "lunch menu")
    people.command("lunch menu")
    assert [record.kind for record in state.gaps.since(60)] == [Gap.UNANSWERED, Gap.UNANSWERED]


def test_owners_see_what_is_missing(make_people: MakePeople, slack: LocalSlack, state: State) -> None:
    """Grouped by topic, with a trend; others get no such button and no such page."""
    people = make_people(owners="UOWNER", keep_questions_days=30)
    for _ in range(2):
        people.mention("lunch menu")
    state.gaps.add(GapRecord("T2", "C9", "U9", Gap.UNANSWERED, "another workspace's"), 0)
    people.opens_home(user="UOWNER")
    people.click(slack.views[0], "home_gaps", user="UOWNER")
    shown = words(slack.views[1]["blocks"])
    assert "2  lunch, menu" in shown
    assert "2 not in the sources" in shown
    assert "another workspace" not in shown
    people.click(slack.views[0], "home_gaps", user="U1")
    assert len(slack.views) == 2


def test_owners_see_what_people_called_wrong(make_people: MakePeople, slack: LocalSlack) -> None:
    """With the reason, the question, the correction and the document; else a correction would be written in vain."""
    people = make_people(owners="UOWNER", keep_questions_days=30)
    people.mention(QUESTION)
    value = element_of(slack.posted[0]["blocks"], "feedback")["negative_button"]["value"]
    for _ in range(2):  # a second click is no second complaint
        people.click(slack.posted[0], "feedback", value=value)
    correction = {"value": "see the *new* <!here> LCD"}
    people.submit(slack.views[0], {"reason": {"selected_option": {"value": "outdated"}}, "correction": correction})
    people.opens_home(user="UOWNER")
    people.click(slack.views[-1], "home_gaps", user="UOWNER")
    shown = words(slack.views[-1]["blocks"])
    assert "1 question left open" in shown
    assert "1  From the Guidelines (Ganglion impar block)" in shown
    assert "not helpful: 1 (1 outdated)" in shown
    assert f"outdated: {QUESTION} (ganglion-impar-block.md, 20" in shown
    assert "“see the *new* <!here> LCD”" in shown
    assert "citebot gaps --csv" in shown


def test_by_default_gaps_hold_no_words_of_questions(people: People, slack: LocalSlack, state: State) -> None:
    """They are counted under the nearest heading."""
    people.mention("lunch menu at the ganglion bar")
    (record,) = state.gaps.since(60)
    assert record.question is None
    assert record.words == ()
    assert record.heading


def test_pins_are_listed_and_removed_by_owners(make_people: MakePeople, slack: LocalSlack, state: State) -> None:
    """A kept answer is not kept for ever."""
    people = make_people(owners="UOWNER")
    pin = state.pins.propose(Pin("T1", "lunch?", "At noon.", "U2"))
    state.pins.approve("T1", pin, "UOWNER")
    people.opens_home(user="UOWNER")
    people.click(slack.views[0], "home_pins", user="UOWNER")
    assert "At noon." in words(slack.views[1]["blocks"])
    people.click(slack.views[1], "discard_pin", user="U1")
    assert state.pins.all("T1")
    people.click(slack.views[1], "discard_pin", user="UOWNER")
    assert state.pins.all("T1") == []
    assert "There are none" in words(slack.views[-1]["blocks"])


def test_every_pin_can_be_reached_and_removed(make_people: MakePeople, slack: LocalSlack, state: State) -> None:
    """However many there are: what is shown over the sources must not be out of the owners' reach."""
    people = make_people(owners="UOWNER")
    for i in range(45):
        state.pins.approve("T1", state.pins.propose(Pin("T1", f"lunch{i}?", f"Answer{i:02}.", "U2")), "UOWNER")

    def shown() -> list[int]:
        return [int(number) for number in re.findall(r"Answer(\d\d)\.", words(slack.views[-1]["blocks"]))]

    def click(action: str) -> None:
        people.click(slack.views[-1], action, user="UOWNER")

    people.opens_home(user="UOWNER")
    click("home_pins")
    seen = shown()
    assert "1 to 20 of 45" in words(slack.views[-1]["blocks"])
    for _ in range(2):
        click("home_pins_older")
        seen += shown()
    assert seen == list(range(44, -1, -1))
    assert "home_pins_older" not in {element["action_id"] for element in elements(slack.views[-1]["blocks"])}
    for _ in range(5):  # removed one by one, on the page that they stand on
        assert len(shown()) == len(state.pins.all("T1")) - 40
        click("discard_pin")
    assert len(state.pins.all("T1")) == 40
    assert shown() == list(range(24, 4, -1))
    click("home_pins_newer")
    assert shown() == list(range(44, 24, -1))


def test_the_messages_tab_suggests_questions_from_the_headings(people: People, slack: LocalSlack) -> None:
    """Without a thread: with one, Slack drops them silently."""
    people.opens_home(tab="messages")
    (prompts,) = slack.called("assistant.threads.setSuggestedPrompts")
    assert "thread_ts" not in prompts
    assert 1 <= len(prompts["prompts"]) <= 4
    assert "Ganglion impar block" in json.dumps(prompts["prompts"])


@pytest.mark.parametrize("user", ["USTRANGER", "UGUEST"])
def test_prompts_tell_nothing_to_those_who_may_not_ask(people: People, slack: LocalSlack, user: str) -> None:
    """Headings are words of the documents."""
    people.opens_home(user=user, tab="messages")
    assert slack.called("assistant.threads.setSuggestedPrompts") == []


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
    began = time.monotonic()
    response = replica.submit(slack.views[1], {"channel": {"selected_conversation": "C2"}}, user="UADMIN")
    assert time.monotonic() - began < 3.0
    assert json.loads(response.body)["response_action"] == "update"
