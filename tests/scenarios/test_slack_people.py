"""Ask a person, from the button to the reply that the asker gets."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.state.channels import ChannelSettings
from bot.state.escalations import Progress
from bot.state.gaps import Gap
from bot.state.store import State
from tests.answering import answerer_over
from tests.scenarios.asking import UNANSWERED, ask, element_value
from tests.scenarios.conftest import MakePeople
from tests.slack_server.driver import People, element_of, elements, words
from tests.slack_server.server import LocalSlack


@pytest.fixture
def people(make_people: MakePeople) -> People:
    """People around an app with somebody to ask, and an owner."""
    return make_people(help_channel="CHELP", help_group="S1", owners="UOWNER")


def test_without_anybody_to_ask_there_is_no_such_button(make_people: MakePeople, slack: LocalSlack) -> None:
    """A button that leads nowhere is not shown."""
    make_people().mention(UNANSWERED)
    assert "person" not in [element["action_id"] for element in elements(slack.posted[0]["blocks"])]


def test_the_question_is_posted_for_those_who_help(people: People, slack: LocalSlack, state: State) -> None:
    """With the asker, the group that is called, what the sources say; the asker is told; the gap is counted."""
    ts = ask(people, slack)
    assert slack.views[0]["blocks"][1]["element"]["initial_value"] == UNANSWERED
    posted = slack.posted[1]
    assert posted["channel"] == "CHELP"
    runs = posted["blocks"][0]["elements"][0]["elements"]
    assert {"type": "user", "user_id": "U1"} in runs
    assert {"type": "usergroup", "usergroup_id": "S1"} in runs
    assert "Not found" in words(posted["blocks"])
    assert (slack.whispered[0]["thread_ts"], slack.whispered[0]["user"]) == (ts, "U1")
    assert {record.kind.value for record in state.gaps.since(60)} == {"unanswered", "escalated"}


def test_a_form_that_is_sent_twice_asks_once(people: People, slack: LocalSlack) -> None:
    """The same form has one claim."""
    ask(people, slack)
    people.submit(slack.views[0], {"question": {"value": UNANSWERED}})
    assert len(slack.posted_in("CHELP")) == 1


def test_a_question_that_names_a_patient_goes_to_nobody(people: People, slack: LocalSlack) -> None:
    """The form says so and stays open."""
    people.mention(UNANSWERED)
    people.click(slack.posted[0], "person")
    response = people.submit(slack.views[0], {"question": {"value": "lunch for mrn 12345678"}})
    assert "a medical record number" in response.body
    assert len(slack.posted) == 1


@pytest.mark.parametrize("question", ["  \n", "\u200b", "\u202e"])
def test_a_question_without_words_is_refused_in_the_form(people: People, slack: LocalSlack, question: str) -> None:
    """Nobody could answer it; Slack takes blanks for words, and characters that nobody sees."""
    people.mention(UNANSWERED)
    people.click(slack.posted[0], "person")
    response = people.submit(slack.views[0], {"question": {"value": question}})
    assert "more than that" in response.body
    assert len(slack.posted) == 1


def test_the_reply_reaches_the_asker_and_resolve_closes(people: People, slack: LocalSlack, state: State) -> None:
    """Replies are passed on until somebody resolves the question, once."""
    ts = ask(people, slack)
    help_post = slack.posted[1]
    slack.world.users["U2"]["real_name"] = "Dr. Two"
    reply = people.message(
        "At noon <!channel>, see <https://x.example|the board>", channel="CHELP", user="U2", thread_ts=help_post["ts"]
    )
    people.message("At noon", channel="CHELP", user="U2", thread_ts=help_post["ts"], ts=reply)
    told = slack.posted[2]
    assert (told["channel"], told["thread_ts"]) == ("C1", ts)
    assert "Dr. Two replied to your question:\nAt noon , see the board" in words(told["blocks"])
    assert len(slack.posted) == 3
    people.click(help_post, "resolve", user="U2")
    people.click(help_post, "resolve", user="U2")
    assert "Resolved by" in words(slack.updated[0]["blocks"])
    assert "resolved" in slack.posted[3]["text"]
    people.message("one more thing", channel="CHELP", user="U2", thread_ts=help_post["ts"])
    assert len(slack.posted) == 4
    found = state.escalations.at("T1", "CHELP", help_post["ts"])
    assert found is not None
    assert found.progress is Progress.RESOLVED


def test_what_helpers_say_to_each_other_is_not_passed_on(people: People, slack: LocalSlack) -> None:
    """A reply that names a colleague is for the colleague, one that names the asker is not; the asker is no helper."""
    ask(people, slack)
    thread = {"channel": "CHELP", "thread_ts": slack.posted[1]["ts"]}
    people.message("<@UOWNER> do you know this?", user="U2", **thread)
    people.message("I am curious too", user="U1", **thread)
    assert len(slack.posted) == 2
    people.message("<@U1> at noon", user="U2", **thread)
    assert "at noon" in words(slack.posted[2]["blocks"])


def test_a_reply_keeps_its_lines(people: People, slack: LocalSlack, state: State) -> None:
    """A list of steps in one line would be none; so in the reply, in the form and in the pinned answer."""
    ask(people, slack)
    steps = "Steps:\n\n• ask   the payer\n• send the record"
    people.message(steps, channel="CHELP", user="U2", thread_ts=slack.posted[1]["ts"])
    told = "Steps:\n• ask the payer\n• send the record"
    assert told in words(slack.posted[2]["blocks"])
    people.click(next(message for message in slack.whispered if message["user"] == "U2"), "keep", user="U2")
    assert element_value(slack.views[-1], "answer") == told
    people.submit(slack.views[-1], {"question": {"value": UNANSWERED}, "answer": {"value": told}}, user="U2")
    people.click(slack.posted[-1], "approve_pin", user="UOWNER")
    people.mention(UNANSWERED, channel="C2")
    assert told in words(slack.posted[-1]["blocks"])


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        ({"text": "as for mrn 12345678"}, "seems to name a patient"),
        ({"text": "", "subtype": "file_share", "files": [{"id": "F1"}]}, "words alone"),
        ({"text": "\u200b"}, "words alone"),
    ],
)
def test_a_reply_that_is_not_passed_on_is_told(
    people: People, slack: LocalSlack, reply: dict[str, Any], said: str
) -> None:
    """Else the helper takes the question for answered."""
    ask(people, slack)
    people.message(channel="CHELP", user="U2", thread_ts=slack.posted[1]["ts"], **reply)
    assert len(slack.posted) == 2
    assert (slack.whispered[-1]["user"], said in slack.whispered[-1]["text"]) == ("U2", True)


def test_a_private_asker_is_told_in_private(people: People, slack: LocalSlack) -> None:
    """What was asked with the slash command is not answered in the channel."""
    people.command(UNANSWERED)
    people.click({**slack.responses[0], "channel": "C1"}, "person")
    people.submit(slack.views[0], {"question": {"value": UNANSWERED}})
    people.message("At noon", channel="CHELP", user="U2", thread_ts=slack.posted[0]["ts"])
    assert [message["channel"] for message in slack.posted] == ["CHELP", "U1", "D1"]  # the same conversation


def test_who_asked_in_private_is_told_which_question_a_reply_is_to(people: People, slack: LocalSlack) -> None:
    """No thread shows it there, and they may have asked several."""
    people.command(UNANSWERED)
    people.click({**slack.responses[0], "channel": "C1"}, "person")
    people.submit(slack.views[0], {"question": {"value": "lunch & menu?"}})
    helped = slack.posted[0]
    people.message("At noon", channel="CHELP", user="U2", thread_ts=helped["ts"])
    people.click(helped, "resolve", user="U2")
    people.message("By the way", channel="CHELP", user="U2", thread_ts=helped["ts"])
    replied, closed = slack.posted[2:]
    assert "replied to your question “lunch & menu?”:" in words(replied["blocks"])
    assert "replied to your question “lunch &amp; menu?”: At noon" in replied["text"]
    assert closed["text"] == "Your question “lunch &amp; menu?” to a person is marked as resolved."


def test_an_asker_who_has_left_gets_no_reply_and_the_helper_knows(people: People, slack: LocalSlack) -> None:
    """To try again in a minute would not help."""
    people.command(UNANSWERED)
    people.click({**slack.responses[0], "channel": "C1"}, "person")
    people.submit(slack.views[0], {"question": {"value": UNANSWERED}})
    slack.fail("chat.postMessage", error="user_disabled", times=2)
    people.message("At noon", channel="CHELP", user="U2", thread_ts=slack.posted[0]["ts"])
    assert "Please write to them yourself" in slack.whispered[-1]["text"]


def test_when_the_help_channel_is_out_of_reach_the_asker_knows(people: People, slack: LocalSlack, state: State) -> None:
    """Not a silence; and the owners read of no question that a person has."""
    people.mention(UNANSWERED)
    people.click(slack.posted[0], "person")
    slack.world.channels["CHELP"]["is_archived"] = True
    people.submit(slack.views[0], {"question": {"value": UNANSWERED}})
    assert "could not reach" in slack.whispered[0]["text"]
    assert [record.kind for record in state.gaps.since(60)] == [Gap.UNANSWERED]


def test_a_follow_up_goes_to_a_person_with_what_it_leans_on(people: People, slack: LocalSlack) -> None:
    """ "And is it safe?" alone tells a helper nothing; the form says what goes along."""
    ts = people.mention("what code for ganglion impar?")
    people.message("and is it safe?", thread_ts=ts)
    people.click(slack.posted[1], "person")
    assert "what code for ganglion impar?" in words(slack.views[0]["blocks"][0])
    people.submit(slack.views[0], {"question": {"value": "and is it safe?"}})
    shown = words(slack.posted[2]["blocks"])
    assert "Asked before: “what code for ganglion impar?”" in shown
    assert "counts as safe" in shown


@pytest.mark.parametrize("way", ["mention", "shortcut"])
def test_a_channels_own_people_are_asked_from_everywhere(
    make_people: MakePeople, slack: LocalSlack, state: State, way: str
) -> None:
    """The modal of the shortcut belongs to the channel of the message that it was opened on."""
    people = make_people()
    state.channels.change("T1", "C1", ChannelSettings(help_channel="CHELP"), "UADMIN")
    if way == "mention":
        people.mention("what code for ganglion impar?")
        answer = slack.posted[0]
    else:
        people.shortcut("find_source", "what code for ganglion impar?")
        people.click(slack.views[0], "more")
        answer = slack.views[-1]
    people.click(answer, "person")
    people.submit(slack.views[-1], {"question": {"value": UNANSWERED}})
    assert len(slack.posted_in("CHELP")) == 1


HOSTILE = "<!channel> <@U2> *bold* `code` https://evil.example \u202e&"


def test_hostile_words_are_inert_wherever_they_stand(
    make_people: MakePeople, slack: LocalSlack, tmp_path: Path
) -> None:
    """Title, issuer, heading, sentence, reference, file name, question, reply, correction: on every surface."""
    folder = tmp_path / "<!here> docs"
    folder.mkdir()
    text = (
        f"{HOSTILE} guidelines\n\nThe nerve block {HOSTILE} is coded with 64999 [1].\n\nReferences\n[1] Ames {HOSTILE}."
    )
    (folder / "<!channel> *a*.txt").write_text(text, "utf-8")
    meta = f"title = 'Nerve {HOSTILE}'\nissuer = 'Issuer {HOSTILE}'\n"
    (folder / "<!channel> *a*.meta.toml").write_text(meta, "utf-8")
    people = make_people(answerer_over(tmp_path), help_channel="CHELP", owners="UOWNER", keep_questions_days=30)
    typed = HOSTILE.replace("<", "&lt;").replace(">", "&gt;")  # as Slack delivers it
    asked = f"nerve block {typed}"
    people.mention(asked)
    answer = slack.posted[0]
    people.click(answer, "context")
    people.command(asked)
    people.click({**slack.responses[0], "channel": "C1"}, "share")
    people.shortcut("find_source", asked)
    people.mention("lunch menu <!channel>")
    rating = element_of(answer["blocks"], "feedback")["negative_button"]["value"]
    people.click(answer, "feedback", value=rating)
    people.submit(
        slack.views[-1], {"reason": {"selected_option": {"value": "wrong"}}, "correction": {"value": HOSTILE}}
    )
    people.click(answer, "person")
    people.submit(slack.views[-1], {"question": {"value": HOSTILE}})
    help_post = slack.posted_in("CHELP")[0]
    people.message(f"yes {typed}", channel="CHELP", user="U2", thread_ts=help_post["ts"])
    people.click(next(message for message in slack.whispered if message["user"] == "U2"), "keep", user="U2")
    values = {"question": {"value": asked}, "answer": {"value": HOSTILE}}
    people.submit(slack.views[-1], values, user="U2")
    people.click(slack.posted[-1], "approve_pin", user="UOWNER")
    people.mention(asked)
    people.click(help_post, "resolve", user="U2")
    people.opens_home(user="UOWNER")
    for page in ("home_gaps", "home_pins"):
        people.click(slack.views[-1] if page == "home_gaps" else home(slack), page, user="UOWNER")
    assert len(slack.calls) > 20
    for call in slack.calls:
        payload = json.dumps(call.values, ensure_ascii=False)
        assert "\u202e" not in words(call.values), (
            call.method
        )  # a button's value, which nobody sees, holds what was typed
        assert '"mrkdwn", ' not in payload, call.method
        assert '"emoji": true' not in payload, call.method
        assert not re.search(r"<[!@#h]", call.values.get("text") or ""), call.method
        # a reference's own address is a link as it is printed; no other is one
        links = {(run["url"], run["text"]) for run in runs_of(call.values) if run["type"] == "link"}
        assert links <= {("https://evil.example", "https://evil.example")}, call.method
        assert {run["user_id"] for run in runs_of(call.values) if run["type"] == "user"} <= {"U1", "U2", "UOWNER"}
        assert "broadcast" not in {run["type"] for run in runs_of(call.values)}


def home(slack: LocalSlack) -> dict[str, Any]:
    """Return the home tab as it was first shown."""
    return next(view for view in slack.views if view["type"] == "home")


def runs_of(value: Any) -> Iterator[dict[str, Any]]:
    """Yield everything in a payload that has a type."""
    if isinstance(value, dict):
        if "type" in value:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from runs_of(part)


def test_every_button_has_a_value_that_fits(people: People, slack: LocalSlack) -> None:
    """The local Slack refuses longer ones; this holds the longest question that is taken."""
    people.mention("x" * 3_900)
    people.click(slack.posted[0], "person")
    assert element_of(slack.posted[0]["blocks"], "person")["value"]
    assert len(slack.views) == 1


@pytest.mark.parametrize("flag", ["is_ext_shared", "is_pending_ext_shared"])
def test_nothing_is_posted_in_a_help_channel_that_others_see(people: People, slack: LocalSlack, flag: str) -> None:
    """Neither the question nor passages; the asker is told why, and whom to tell."""
    people.mention(UNANSWERED)
    people.click(slack.posted[0], "person")
    slack.world.channels["CHELP"][flag] = True
    people.submit(slack.views[0], {"question": {"value": UNANSWERED}})
    assert [message["channel"] for message in slack.posted] == ["C1"]
    assert "shared with another organisation" in slack.whispered[0]["text"]


def test_where_the_settings_allow_it_others_may_help(make_people: MakePeople, slack: LocalSlack) -> None:
    """The organisation knows who is in its channels."""
    people = make_people(help_channel="CSHARED", allow_shared_channels=True)
    people.mention(UNANSWERED)
    people.click(slack.posted[0], "person")
    people.submit(slack.views[0], {"question": {"value": UNANSWERED}})
    people.message("At noon", channel="CSHARED", user="USTRANGER", thread_ts=slack.posted[1]["ts"])
    assert "At noon" in words(slack.posted[2]["blocks"])


def test_people_of_other_organisations_do_not_answer(people: People, slack: LocalSlack, state: State) -> None:
    """A channel may be shared later: a stranger's reply is not "a colleague's", and closes nothing."""
    ask(people, slack)
    help_post = slack.posted[1]
    people.message("Bill 64520.", channel="CHELP", user="USTRANGER", thread_ts=help_post["ts"])
    people.click(help_post, "resolve", user="USTRANGER")
    told = [message["text"] for message in slack.whispered if message["user"] == "USTRANGER"]
    assert ["members of this workspace only" in text for text in told] == [True, True]
    assert len(slack.posted) == 2
    found = state.escalations.at("T1", "CHELP", help_post["ts"])
    assert found is not None
    assert found.progress is Progress.OPEN


def test_a_helper_whom_slack_does_not_name_tries_again(people: People, slack: LocalSlack) -> None:
    """Who it is was not to be found out for the moment."""
    ask(people, slack)
    slack.fail("users.info", error="internal_error", times=3)
    people.message("At noon", channel="CHELP", user="U2", thread_ts=slack.posted[1]["ts"])
    assert "try again" in slack.whispered[-1]["text"]
    assert len(slack.posted) == 2
