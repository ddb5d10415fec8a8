"""What a person replies to a question, on its way to the asker."""

from typing import Any

import pytest

from bot.state.channels import ChannelSettings
from bot.state.store import State
from tests.scenarios.asking import UNANSWERED, ask, element_value, offered, reply
from tests.scenarios.conftest import MakePeople
from tests.scenarios.editing import delete
from tests.slack_server.driver import People, element_of, elements, words
from tests.slack_server.server import LocalSlack

LONG = f"The code is 64999.\n{'Note the details of the payer. ' * 250}\nIMPORTANT: do not bill 64520."


@pytest.fixture
def people(make_people: MakePeople) -> People:
    """People around an app with somebody to ask, and an owner."""
    return make_people(help_channel="CHELP", owners="UOWNER")


def test_a_long_reply_reaches_the_asker_whole(people: People, slack: LocalSlack) -> None:
    """What matters most may stand at its end; in several messages, of which one calls the asker."""
    ts = ask(people, slack)
    reply(people, slack, LONG)
    told = slack.posted[2:]
    assert {message["thread_ts"] for message in told} == {ts}
    quotes = [words(message["blocks"][0]["elements"][1]) for message in told]
    assert " ".join(quotes).split() == LONG.split()
    assert len(told) > 1
    assert f"replied to your question (2 of {len(told)})" in words(told[1]["blocks"])
    assert all(quote.split()[-1] in message["text"] for quote, message in zip(quotes, told, strict=True))
    code = {"type": "text", "text": "64999", "style": {"code": True}}
    assert code in told[0]["blocks"][0]["elements"][1]["elements"]
    mentions = [run for message in told for run in message["blocks"][0]["elements"][0]["elements"] if "user_id" in run]
    assert [run["user_id"] for run in mentions] == ["U1"]


def test_links_in_a_reply_keep_their_addresses(people: People, slack: LocalSlack) -> None:
    """A link's words alone lead nowhere; so in the form for a pinned answer."""
    ask(people, slack)
    reply(
        people,
        slack,
        ":memo: <https://intranet.example/policy/:12:?a=1&amp;b=2|the LCD>, <https://x.example/a>, "
        "<http://y.example|y.example> and <mailto:z@y.example|z@y.example>",
    )
    told = "the LCD (https://intranet.example/policy/:12:?a=1&b=2), https://x.example/a, y.example and z@y.example"
    assert told in words(slack.posted[2]["blocks"])
    people.click(offered(slack), "keep", user="U2")
    assert element_value(slack.views[-1], "answer") == told


MARKED = "Bill *64999*, _*never*_ ~64520~; type `box_19` and \n```64640```, see https://x.example/_a_/b"
DRAWN = [
    ("Bill ", []),
    ("64999", ["bold", "code"]),
    (", ", []),
    ("never", ["bold", "italic"]),
    (" ", []),
    ("64520", ["code", "strike"]),
    ("; type ", []),
    ("box_19", ["code"]),
    (" and\n", []),
    ("64640", ["code"]),
    (", see https://x.example/_a_/b", []),
]


def drawn(quote: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """Return the runs of a quotation with their styles."""
    return [(run["text"], sorted(run.get("style", {}))) for run in quote["elements"]]


def test_a_reply_reads_as_its_writer_saw_it(people: People, slack: LocalSlack, state: State) -> None:
    """What is struck out is wrong; so it is in the form for a pinned answer, its proposal and the answer itself."""
    ask(people, slack)
    reply(people, slack, MARKED)
    assert drawn(slack.posted[2]["blocks"][0]["elements"][1]) == DRAWN
    people.click(offered(slack), "keep", user="U2")
    kept = element_value(slack.views[-1], "answer")
    people.submit(slack.views[-1], {"question": {"value": UNANSWERED}, "answer": {"value": kept}}, user="U2")
    proposal = slack.posted[-1]
    assert [run for run in drawn(proposal["blocks"][0]["elements"][1]) if run in DRAWN] == DRAWN
    people.click(proposal, "approve_pin", user="UOWNER")
    people.mention(UNANSWERED)
    assert drawn(slack.posted[-1]["blocks"][0]["elements"][2]) == DRAWN


@pytest.mark.parametrize(
    "text",
    ["5*3*2 and snake_case_name", "64400* and 64405*", "~5 mg or ~10 mg", "a * b * c", "**x**", "G89.* and M54.*", "*"],
)
def test_what_only_looks_like_a_mark_stays(people: People, slack: LocalSlack, text: str) -> None:
    """Slack shows it as it is typed too."""
    ask(people, slack)
    reply(people, slack, f"It is {text}.")
    assert words(slack.posted[2]["blocks"][0]["elements"][1]) == f"It is {text}."
    assert not [
        style for _, styles in drawn(slack.posted[2]["blocks"][0]["elements"][1]) for style in styles if style != "code"
    ]


@pytest.mark.parametrize("text", ['He said "yes". ' * 180, "a\n" * 900, LONG])
def test_a_reply_too_long_to_keep_is_shortened_and_said_to_be(people: People, slack: LocalSlack, text: str) -> None:
    """A pinned answer that ends in the middle of a sentence must not look whole."""
    ask(people, slack)
    reply(people, slack, text)
    people.click(offered(slack), "keep", user="U2")
    answer = str(element_value(slack.views[-1], "answer"))
    assert answer.endswith("…")
    assert text.startswith(answer[:-1])
    assert "ends below where it was cut" in words(slack.views[-1]["blocks"])


def test_a_reply_that_fits_is_not_said_to_be_cut(people: People, slack: LocalSlack) -> None:
    """Most replies are short."""
    ask(people, slack)
    reply(people, slack, "At noon …")
    people.click(offered(slack), "keep", user="U2")
    assert "cut" not in words(slack.views[-1]["blocks"])


def test_a_question_full_of_quotes_can_be_resolved(people: People, slack: LocalSlack) -> None:
    """A button's value has room for fewer of them than of letters."""
    people.mention("lunch menu")
    people.click(slack.posted[0], "person")
    people.submit(slack.views[0], {"question": {"value": '"a" \\b ' * 250}})
    assert element_of(slack.posted[1]["blocks"], "resolve")


@pytest.mark.parametrize("flag", ["is_archived", "absent"])
def test_where_the_channel_is_closed_to_us_the_asker_is_told_directly(
    people: People, slack: LocalSlack, flag: str
) -> None:
    """A channel may be archived, or the bot be removed from it, before somebody replies; so with Resolve."""
    ask(people, slack)
    slack.world.channels["C1"][flag] = True
    reply(people, slack, LONG)
    told = slack.posted_in("U1")
    assert len(told) > 1
    assert "IMPORTANT" in told[-1]["text"]
    assert {message.get("thread_ts") for message in told} == {None}
    assert "in a direct message" in offered(slack)["text"]
    people.click(slack.posted[1], "resolve", user="U2")
    assert (slack.posted[-1]["channel"], "resolved" in slack.posted[-1]["text"]) == ("U1", True)


def test_where_answers_are_private_by_now_the_asker_is_told_directly(
    people: People, slack: LocalSlack, state: State
) -> None:
    """The channel has read the question, and shall read no more."""
    ask(people, slack)
    state.channels.change("T1", "C1", ChannelSettings(private=True), "UADMIN")
    reply(people, slack, "At noon.")
    people.click(slack.posted[1], "resolve", user="U2")
    assert [message["channel"] for message in slack.posted[2:]] == ["U1", "U1"]
    assert "in a direct message" in offered(slack)["text"]


def test_where_nothing_reaches_the_asker_the_helper_knows(people: People, slack: LocalSlack) -> None:
    """They have other ways."""
    ask(people, slack)
    del slack.world.users["U1"]
    slack.world.channels["C1"]["is_archived"] = True
    reply(people, slack, "At noon.")
    assert "Please write to them yourself" in offered(slack)["text"]
    people.click(slack.posted[1], "resolve", user="U2")
    assert "could not tell the asker" in offered(slack)["text"]


def test_a_reply_that_slack_does_not_take_now_is_asked_for_again(people: People, slack: LocalSlack) -> None:
    """A minute later it may."""
    ask(people, slack)
    slack.fail("chat.postMessage", error="message_limit_exceeded")
    reply(people, slack, "At noon.")
    assert "reply again in a minute" in offered(slack)["text"]


def change(people: People, slack: LocalSlack, ts: str, before: str, after: str, **more: object) -> None:
    """Edit a reply, as Slack tells of it; twice, as it may."""
    help_ts = slack.posted[1]["ts"]
    message = {"type": "message", "user": "U2", "ts": ts, "thread_ts": help_ts, "text": after, **more}
    event = {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "channel": "CHELP",
        "channel_type": "channel",
        "ts": people.ts(),
        "message": message,
        "previous_message": {**message, "text": before},
    }
    for _ in range(2):
        people.event(event)


def test_a_changed_reply_is_not_passed_on_and_said_to_be(people: People, slack: LocalSlack) -> None:
    """Else the helper takes the asker for corrected."""
    ask(people, slack)
    ts = reply(people, slack, "It is 64520.")
    told = len(slack.whispered)
    change(people, slack, ts, "It is 64520.", "It is 64999.")
    (notice,) = slack.whispered[told:]
    assert (notice["user"], "not changes to them" in notice["text"]) == ("U2", True)
    assert notice["thread_ts"] == slack.posted[1]["ts"]
    assert "64999" not in str(slack.posted)


REFUSED = [("Jane was born 01/02/1980: DOB 01/02/1980.", {}), ("", {"files": [{"id": "F1"}]}), ("<@UOWNER> 64520?", {})]


@pytest.mark.parametrize(("first", "more"), REFUSED)
def test_a_reply_that_was_not_passed_on_is_once_it_may_be(
    people: People, slack: LocalSlack, first: str, more: dict[str, Any]
) -> None:
    """Who is told to write it without the patient, or in words, or who asked a colleague first, changes the message."""
    ts = ask(people, slack)
    written = reply(people, slack, first, **more)
    assert len(slack.posted) == 2
    change(people, slack, written, first, "At noon.", **more)
    (passed_on,) = slack.posted[2:]
    assert (passed_on["thread_ts"], "At noon." in passed_on["text"]) == (ts, True)
    assert "I passed your reply on" in offered(slack)["text"]
    assert "still has what I passed on" not in str(slack.whispered)
    change(people, slack, written, "At noon.", "At one.", **more)
    assert "still has what I passed on" in offered(slack)["text"]
    assert len(slack.posted) == 3


@pytest.mark.parametrize(("first", "more"), REFUSED)
def test_a_reply_that_was_not_passed_on_may_go(
    people: People, slack: LocalSlack, first: str, more: dict[str, Any]
) -> None:
    """The asker has nothing of it, and whoever was told to write it anew deletes it."""
    ask(people, slack)
    written = reply(people, slack, first, **more)
    told = len(slack.whispered)
    delete(people, slack, written, "CHELP", replies=False)
    people.workers.idle()
    change(people, slack, written, first, "<@UOWNER> or not?", **more)
    assert (len(slack.whispered), len(slack.posted)) == (told, 2)


def test_an_outsider_who_changes_a_reply_hears_that_none_is_taken(people: People, slack: LocalSlack) -> None:
    """The asker has nothing of theirs."""
    ask(people, slack)
    written = reply(people, slack, "At noon.", user="USTRANGER")
    change(people, slack, written, "At noon.", "At one.", user="USTRANGER")
    told = [message["text"] for message in slack.whispered if message["user"] == "USTRANGER"]
    assert ["from members of this workspace only" in words for words in told] == [True, True]


def test_other_changes_are_left_alone(people: People, slack: LocalSlack) -> None:
    """Talk among helpers, the page of a link that Slack shows, a bot's message, the asker's own."""
    ask(people, slack)
    ts = reply(people, slack, "It is 64520.")
    told = len(slack.whispered)
    change(people, slack, ts, "<@UOWNER> is it?", "<@UOWNER> is it so?")
    change(people, slack, ts, "It is 64520.", "It is 64520.", attachments=[{"from_url": "https://x.example"}])
    change(people, slack, ts, "one", "two", bot_id="B2")
    change(people, slack, ts, "one", "two", user="U1")
    change(people, slack, ts, "one", "two", thread_ts=None)
    assert len(slack.whispered) == told


@pytest.mark.parametrize(("words", "user", "told"), [("64520.", "U2", 1), ("<@UOWNER> 64520?", "U2", 0), ("", "U1", 0)])
def test_a_deleted_reply_is_not_taken_back_and_said_to_be(
    people: People, slack: LocalSlack, words: str, user: str, told: int
) -> None:
    """Else the helper takes a wrong one for undone; talk is gone as it came."""
    ask(people, slack)
    ts = reply(people, slack, words, user)
    before, help_ts = len(slack.whispered), slack.posted[1]["ts"]
    event = {
        "type": "message",
        "subtype": "message_deleted",
        "hidden": True,
        "channel": "CHELP",
        "channel_type": "channel",
        "ts": people.ts(),
        "deleted_ts": ts,
        "previous_message": {"type": "message", "user": user, "ts": ts, "thread_ts": help_ts, "text": words},
    }
    for _ in range(2):
        people.event(event)
    notices = slack.whispered[before:]
    assert [(notice["user"], "still has what I passed on" in notice["text"]) for notice in notices] == [
        ("U2", True)
    ] * told


def test_what_is_written_after_resolve_is_not_passed_on_and_said_to_be_once(people: People, slack: LocalSlack) -> None:
    """A correction needs another way; who knows that, need not be told with each message."""
    ask(people, slack)
    reply(people, slack, "It is 64520.")
    people.click(slack.posted[1], "resolve", user="U2")
    told, posted = len(slack.whispered), len(slack.posted)
    for text in ("Correction: it is 64999.", "Anybody there?"):
        reply(people, slack, text)
    reply(people, slack, "<@U2> yes", user="UOWNER")
    reply(people, slack, "Thanks!", user="U1")
    (notice,) = slack.whispered[told:]
    assert (notice["user"], "write to the asker yourself" in notice["text"]) == ("U2", True)
    assert {"type": "user", "user_id": "U1"} in notice["blocks"][0]["elements"][1]["elements"]
    assert len(slack.posted) == posted


def test_a_thread_that_mentions_the_bot_is_answered_after_resolve(people: People, slack: LocalSlack) -> None:
    """Helpers may ask it themselves there."""
    ask(people, slack)
    help_ts = slack.posted[1]["ts"]
    people.click(slack.posted[1], "resolve", user="U2")
    people.mention("what code for ganglion impar?", channel="CHELP", user="U2", thread_ts=help_ts)
    told = len(slack.whispered)
    reply(people, slack, "is it safe?")
    assert "safe" in slack.posted[-1]["text"]
    assert len(slack.whispered) == told


def test_a_file_that_is_not_passed_on_is_told(people: People, slack: LocalSlack) -> None:
    """The asker gets the words, the helper knows that it is these alone."""
    ask(people, slack)
    reply(people, slack, "See the attached policy.", subtype="file_share", files=[{"id": "F1", "name": "p.pdf"}])
    assert "See the attached policy." in slack.posted[-1]["text"]
    assert "no files" in offered(slack)["text"]
    reply(people, slack, "At noon.")
    assert "files" not in offered(slack)["text"]


def test_who_replies_to_somebody_who_was_forgotten_is_told_once(people: People, slack: LocalSlack) -> None:
    """Their post still says that replies are passed on; what helpers say to each other, and elsewhere, is theirs."""
    ask(people, slack)
    people.command("forget me")
    told = len(slack.whispered)
    reply(people, slack, "<@UOWNER> is it 64520?")
    people.message("And this?", channel="CHELP", user="U2", thread_ts=people.message("Lunch!", channel="CHELP"))
    assert len(slack.whispered) == told
    reply(people, slack, "At noon.")
    reply(people, slack, "At one.")
    (notice,) = slack.whispered[told:]
    assert (notice["user"], notice["thread_ts"]) == ("U2", slack.posted[1]["ts"])
    assert "I do not know any more who asked this" in notice["text"]
    assert "At noon." not in str(slack.posted[2:])


def test_a_channels_own_helpers_are_told_too(make_people: MakePeople, slack: LocalSlack, state: State) -> None:
    """Where the installation names none."""
    people = make_people()
    state.channels.change("T1", "C1", ChannelSettings(help_channel="CHELP"), "UADMIN")
    ask(people, slack)
    people.command("forget me")
    reply(people, slack, "At noon.")
    assert "I do not know any more who asked this" in slack.whispered[-1]["text"]


def test_a_question_of_somebody_who_was_forgotten_can_be_resolved(people: People, slack: LocalSlack) -> None:
    """Its button would else stand there for good."""
    ask(people, slack)
    people.command("forget me")
    post = slack.posted[1]
    for _ in range(2):
        people.click(post, "resolve", user="U2")
    assert words(slack.updated[-1]["blocks"]).startswith("Resolved by")
    assert list(elements(slack.updated[-1]["blocks"])) == []
    told = [message["text"] for message in slack.whispered if message["user"] == "U2"]
    assert ["could not tell the asker" in told[0], "not open any more" in told[1]] == [True, True]


def test_who_is_forgotten_knows_that_replies_do_not_reach_them(people: People, slack: LocalSlack) -> None:
    """Said by the command, and before the button in the Home does it."""
    people.command("forget me")
    assert "replies of people" in slack.responses[-1]["text"]
    people.opens_home()
    assert "Replies to those do not reach you then" in str(slack.views[-1])
