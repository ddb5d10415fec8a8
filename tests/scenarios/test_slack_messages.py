"""Mentions, direct messages and follow-ups, through the app's front door, to the one post that comes out."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.state.channels import ChannelSettings
from bot.state.store import State
from tests.answering import answerer_over
from tests.scenarios.asking import ANSWERED
from tests.scenarios.conftest import MakePeople
from tests.slack_server.driver import People, words
from tests.slack_server.server import LocalSlack

HOSTILE = (
    "The <!channel> block *costs* <@U1> `$10` <https://evil.example|click> https://evil.example \u202eesrever 1. "
    "It is _old_ & good."
)


def test_a_mention_is_answered_in_its_thread_in_one_post(people: People, slack: LocalSlack) -> None:
    """The post says the code, marks it as uncited, and leads with it."""
    ts = people.mention(ANSWERED)
    (message,) = slack.posted
    assert (message["channel"], message["thread_ts"]) == ("C1", ts)
    assert "64999" in message["text"]
    assert "no citation in source" in message["text"]
    assert "64999" in words(message["blocks"][0])
    assert (message["unfurl_links"], message["unfurl_media"]) == (False, False)


def test_the_code_stands_in_code_style(people: People, slack: LocalSlack) -> None:
    """A code can be told from the words around it at a glance."""
    people.mention(ANSWERED)
    runs = [run for section in slack.posted[0]["blocks"][0]["elements"] for run in section["elements"]]
    assert {"type": "text", "text": "64999", "style": {"bold": True, "code": True}} in runs


def test_a_direct_message_is_answered_where_it_was_sent(people: People, slack: LocalSlack) -> None:
    """No thread is opened in a direct message, and an existing one is kept to."""
    people.direct("is it safe")
    people.direct("is it safe", thread_ts="5.0")
    assert [message.get("thread_ts") for message in slack.posted] == [None, "5.0"]


@pytest.mark.parametrize(
    "event",
    [
        {"type": "message", "channel_type": "channel", "text": "what code?"},
        {"type": "message", "channel_type": "im", "text": "x", "bot_id": "B9"},
        {"type": "app_mention", "text": "<@UBOT> x", "bot_id": "B9"},
        {"type": "message", "channel_type": "im", "subtype": "message_changed"},
        {"type": "message", "channel_type": "im", "subtype": "message_deleted"},
        {"type": "message", "channel_type": "channel", "subtype": "thread_broadcast", "text": "x", "thread_ts": "1.0"},
        {"type": "message", "channel_type": "im", "text": "x", "user": "UBOT"},
    ],
)
def test_what_is_no_question_to_us_is_left_alone(people: People, slack: LocalSlack, event: dict[str, Any]) -> None:
    """Talk in a channel, other bots, ourselves and edits get no post."""
    people.event({"user": "U1", "channel": "C1", "ts": "1.0", **event})
    assert slack.posted == slack.whispered == []


def test_the_pair_of_mention_and_message_is_answered_once(people: People, slack: LocalSlack) -> None:
    """Slack delivers a mention in a channel as two events with ids of their own."""
    people.mention(ANSWERED, ts="7.0")
    people.message(f"<@UBOT> {ANSWERED}", ts="7.0")
    assert len(slack.posted) == 1


def test_a_mention_that_comes_as_a_message_alone_is_answered(people: People, slack: LocalSlack) -> None:
    """Either half of the pair is enough."""
    people.message(f"<@UBOT> {ANSWERED}")
    assert len(slack.posted) == 1


def test_retries_are_answered_once_even_after_a_restart(make_people: MakePeople, slack: LocalSlack) -> None:
    """Claims live in the state, not in the process."""
    for _ in range(3):
        make_people().mention(ANSWERED, ts="7.0", event_id="Ev7")
    assert len(slack.posted) == 1


def test_a_message_that_nobody_claimed_is_answered_on_its_retry(people: People, slack: LocalSlack) -> None:
    """A retry is not thrown away for being one."""
    people.event(
        {"type": "app_mention", "user": "U1", "channel": "C1", "ts": "7.0", "text": f"<@UBOT> {ANSWERED}"},
        event_id="Ev7",
    )
    assert len(slack.posted) == 1


def test_a_follow_up_needs_no_mention_in_an_engaged_thread(people: People, slack: LocalSlack) -> None:
    """The follow-up leans on the question before and is answered in the same thread."""
    ts = people.mention(ANSWERED)
    people.message("and is it safe?", thread_ts=ts, user="U2")
    assert [message["thread_ts"] for message in slack.posted] == [ts, ts]
    assert "ganglion, impar" in words(slack.posted[1]["blocks"][0])


def test_a_follow_up_that_asks_for_something_else_gets_it(people: People, slack: LocalSlack) -> None:
    """A thread that began with a code is not about its code for ever."""
    ts = people.mention(ANSWERED)
    for text in ("and is it safe?", "how long does it last?", "and the techniques?", "and the code?"):
        people.message(text, thread_ts=ts)
    safe, long, techniques, code = (message["text"] for message in slack.posted[1:])
    assert "counts as safe" in safe
    assert "lasts 3–6 months" in long
    assert "The techniques in use" in techniques
    assert "64999" in code


def test_other_threads_stay_alone(people: People, slack: LocalSlack) -> None:
    """Talk in a thread without us is no follow-up."""
    people.mention(ANSWERED)
    people.message("and is it safe?", thread_ts="1.0")
    assert len(slack.posted) == 1


def test_stop_ends_a_conversation(people: People, slack: LocalSlack) -> None:
    """After "stop" the thread is left alone until a new mention."""
    ts = people.mention(ANSWERED)
    people.message("Stop!", thread_ts=ts)
    people.message("and is it safe?", thread_ts=ts)
    assert len(slack.posted) == 1
    assert "leave this thread alone" in slack.whispered[0]["text"]
    people.mention("is it safe", thread_ts=ts)
    people.message("what are the risks?", thread_ts=ts)
    assert len(slack.posted) == 3


@pytest.mark.parametrize("way", ["mention", "message"])
def test_stop_may_name_us(people: People, slack: LocalSlack, way: str) -> None:
    """A mention in the thread is the other way to say it."""
    ts = people.mention(ANSWERED)
    getattr(people, way)("<@UBOT> stop", thread_ts=ts)
    people.message("and is it safe?", thread_ts=ts)
    assert len(slack.posted) == 1
    assert "leave this thread alone" in slack.whispered[0]["text"]


def test_stop_in_a_direct_message_is_no_question(people: People, slack: LocalSlack) -> None:
    """There is nothing to leave alone, which is said."""
    people.direct("stop")
    assert "only when you write to me" in slack.posted[0]["text"]


@pytest.mark.parametrize(
    "text",
    [
        "I'll check with Maria tomorrow",
        "<@U2> can you take this one?",
        "could <@U2> look at it, or <!subteam^S1|@coders>?",
        "thanks",
        "thanks, that helped!",
        "ok",
        "",
        ":joy:",
        "no",
        "No problem",
        "done",
        "exactly",
        "yes please",
        "I'll call them",
        "will do",
        "on it",
        "lol",
        "same here",
        "I use that code too",
        "it worked",
    ],
)
def test_talk_in_a_followed_thread_is_left_alone(people: People, slack: LocalSlack, text: str) -> None:
    """People talk to each other there; the next question leans on the last one, and not on their talk."""
    ts = people.mention(ANSWERED)
    people.message(text, thread_ts=ts, user="U2")
    assert len(slack.posted) == 1
    people.message("and is it safe?", thread_ts=ts)
    assert "ganglion, impar" in words(slack.posted[1]["blocks"][0])
    assert "Maria" not in words(slack.posted[1]["blocks"])


def test_a_remark_with_a_subject_of_its_own_is_answered(people: People, slack: LocalSlack) -> None:
    """Without a question mark too, if the sources say something else to it than to the question before."""
    ts = people.mention(ANSWERED)
    people.message("also the side effects of it", thread_ts=ts)
    assert "no adverse events" in slack.posted[1]["text"]
    people.message("and the code again?", thread_ts=ts)  # who asks gets the same twice
    people.message("and the code again?", thread_ts=ts)
    assert len(slack.posted) == 4


def test_a_follow_up_that_asks_is_told_what_is_missing(people: People, slack: LocalSlack) -> None:
    """A question gets an answer even if it is that there is none; what is not in the sources is not leaned on."""
    ts = people.mention(ANSWERED)
    people.message("and what about lunch in Wyoming", thread_ts=ts)
    assert "Not found" in slack.posted[1]["text"]
    people.message("and is it safe?", thread_ts=ts)
    assert "Wyoming" not in words(slack.posted[2]["blocks"])
    assert "ganglion, impar" in words(slack.posted[2]["blocks"][0])


def test_what_is_not_in_the_sources_is_not_leaned_on_after_a_restart(
    make_people: MakePeople, slack: LocalSlack, state: State
) -> None:
    """Kept questions are the memory of the thread then; the owners see the open one all the same."""
    people = make_people(keep_questions_days=30)
    ts = people.mention(ANSWERED)
    people.message("and what about lunch in Wyoming", thread_ts=ts)
    state.threads.forget("U1")  # the memory of the process alone, as a restart does
    people.message("and is it safe?", thread_ts=ts)
    assert "Wyoming" not in words(slack.posted[2]["blocks"])
    assert "and what about lunch in Wyoming" in state.threads.recent("T1", "U1", 5)


def test_talk_of_people_who_get_no_answer_is_left_alone(people: People, slack: LocalSlack) -> None:
    """A guest who says something in a followed thread is not told each time that guests are not answered."""
    ts = people.mention(ANSWERED)
    people.message("I'll check tomorrow", thread_ts=ts, user="UGUEST")
    assert slack.whispered == []
    people.message("and is it safe?", thread_ts=ts, user="UGUEST")
    assert "full members" in slack.whispered[0]["text"]


def test_a_follow_up_that_is_also_sent_to_the_channel_is_answered(people: People, slack: LocalSlack) -> None:
    """Slack gives such a reply a subtype of its own."""
    ts = people.mention(ANSWERED)
    people.message("and is it safe?", thread_ts=ts, subtype="thread_broadcast")
    assert [message["thread_ts"] for message in slack.posted] == [ts, ts]


def test_a_file_that_comes_with_a_question_is_no_hindrance(people: People, slack: LocalSlack) -> None:
    """The words count; a file without words in a followed thread is not for us."""
    ts = people.mention(ANSWERED, subtype="file_share", files=[{"id": "F1"}])
    people.message("", thread_ts=ts, subtype="file_share", files=[{"id": "F2"}])
    assert len(slack.posted) == 1


def test_an_edit_that_adds_the_mention_is_answered_once(people: People, slack: LocalSlack) -> None:
    """Slack sends the mention with the timestamp of the message; further edits add nothing."""
    ts = people.message(ANSWERED)
    for at in ("8.0", "9.0"):
        people.mention(ANSWERED, ts=ts, edited={"user": "U1", "ts": at})
    assert len(slack.posted) == 1


def test_a_mention_in_a_group_message_is_answered(people: People, slack: LocalSlack) -> None:
    """Of a conversation that we may not read, the mention alone reaches us."""
    slack.world.channels["GGROUP"] = {"kind": "mpim"}
    ts = people.mention(ANSWERED, channel="GGROUP")
    assert slack.posted[0]["thread_ts"] == ts


def test_somebody_else_may_mention_us_in_a_thread(people: People, slack: LocalSlack) -> None:
    """The question leans on the thread, whoever began it."""
    ts = people.mention(ANSWERED)
    people.mention("and is it safe?", thread_ts=ts, user="U2")
    assert "ganglion, impar" in words(slack.posted[1]["blocks"][0])


def test_follow_ups_can_be_switched_off(people: People, slack: LocalSlack, state: State) -> None:
    """Some channels want mentions only."""
    state.channels.change("T1", "C1", ChannelSettings(follow_ups=False), "UADMIN")
    ts = people.mention(ANSWERED)
    people.message("and is it safe?", thread_ts=ts)
    assert len(slack.posted) == 1


def test_every_question_is_answered_where_the_channel_wants_it(people: People, slack: LocalSlack, state: State) -> None:
    """Questions that the sources answer get one; talk and questions that they do not are left alone."""
    state.channels.change("T1", "C1", ChannelSettings(every_question=True), "UADMIN")
    people.message(ANSWERED)
    people.message("see you at lunch")
    people.message("what is for lunch today?")
    people.message(ANSWERED, channel="C2")
    assert [message["channel"] for message in slack.posted] == ["C1"]


def test_private_answers_are_seen_by_the_asker_alone(people: People, slack: LocalSlack, state: State) -> None:
    """A channel can have its answers whispered."""
    state.channels.change("T1", "C1", ChannelSettings(private=True), "UADMIN")
    people.mention(ANSWERED)
    assert slack.posted == []
    assert slack.whispered[0]["user"] == "U1"
    assert "64999" in slack.whispered[0]["text"]


def test_not_found_is_a_post_that_names_the_words(people: People, slack: LocalSlack) -> None:
    """Silence would leave the person waiting."""
    people.mention("lunch menu")
    assert "Not in the sources: lunch, menu" in slack.posted[0]["text"]


@pytest.mark.parametrize("ask", ["direct", "mention"])
def test_files_without_a_question_are_said_not_to_be_opened(people: People, slack: LocalSlack, ask: str) -> None:
    """Whoever sends a letter of denial would wait for what it says; who asks beside it gets the answer."""
    getattr(people, ask)("", subtype="file_share", files=[{"id": "F1"}])
    told = slack.posted if ask == "direct" else slack.whispered
    assert "I open no files" in told[-1]["text"]
    getattr(people, ask)(ANSWERED, subtype="file_share", files=[{"id": "F1"}])
    assert "64999" in slack.posted[-1]["text"]


@pytest.mark.parametrize("text", ["", "hello", "help", ":wave::skin-tone-2:", "hi :wave:"])
def test_an_empty_mention_or_a_greeting_gets_help(people: People, slack: LocalSlack, text: str) -> None:
    """The examples come from the collection's own headings."""
    people.mention(text)
    assert "ganglion impar block" in words(slack.posted[0]["blocks"])


@pytest.mark.parametrize(
    "text",
    [
        "what code for ganglion impar? :pray::+1:",
        "what code <@UOTHERBOT> for *ganglion* _impar_ <@UBOT>?",
        "```\nganglion impar\n``` which code?",
        "what\u2019s the code for \u201cganglion impar\u201d? \U0001f64f",
        "&gt; ganglion impar\ncode?",
    ],
)
def test_what_slack_writes_around_words_is_not_searched(people: People, slack: LocalSlack, text: str) -> None:
    """Emoji, formatting, quotations and other people's names are no words that the sources lack."""
    people.mention(text)
    assert slack.posted[0]["text"].startswith("A ganglion impar block is reported with CPT code 64999")
    assert "Not in the sources" not in words(slack.posted[0]["blocks"])


def test_colons_between_numbers_are_no_emoji(people: People, slack: LocalSlack) -> None:
    """A time stays in the question, and is told to be missing."""
    people.mention("ganglion impar at 10:30:15")
    assert "10, 30, 15" in words(slack.posted[0]["blocks"])


def test_a_hostile_passage_comes_out_inert(make_people: MakePeople, slack: LocalSlack, tmp_path: Path) -> None:
    """Mentions, links and formatting of a document are plain words of rich text, escaped in the notification."""
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "a.txt").write_text(HOSTILE, "utf-8")
    (folder / "b.txt").write_text("Steroid injections are documented with the drug, its dose and the site.", "utf-8")
    make_people(answerer_over(folder)).mention("what does the block cost")
    (message,) = slack.posted
    assert "<" not in message["text"]
    shown = json.dumps(message["blocks"], ensure_ascii=False)
    assert "\u202e" not in shown
    assert all(kind not in shown for kind in ('"mrkdwn"', '"user"', '"broadcast"', '"link"'))
    assert "<!channel> block *costs* <@U1> `$10` <https://evil.example|click>" in words(message["blocks"])


def test_control_characters_in_plain_english_are_not_shown(make_people: MakePeople, slack: LocalSlack) -> None:
    """What is typed to a person gets there in one line, without what nobody sees."""
    people = make_people(help_channel="CHELP")
    people.mention("ganglion impar code")
    people.click(slack.posted[0], "person")
    people.submit(slack.views[-1], {"question": {"value": "ganglion\x1b impar\ncode\x07"}})
    (asked,) = slack.posted_in("CHELP")
    assert "ganglion impar code" in asked["text"]
    assert not {"\x07", "\x1b"} & set(words(asked["blocks"]))
