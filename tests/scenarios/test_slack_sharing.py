"""Share: once for each answer, and never past the settings of the channel that it goes to."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.answer import Answerer
from bot.model import Answer
from bot.state.channels import ChannelSettings
from bot.state.claims import Place
from bot.state.pins import Pin
from bot.state.schema import claims
from bot.state.store import State
from index.engine import Engine
from tests.answering import answerer_over
from tests.scenarios.asking import ANSWERED
from tests.scenarios.conftest import MakePeople
from tests.slack_server.driver import People, element_of, words
from tests.slack_server.server import LocalSlack

BOTOX = "what code for botox?"
Values = dict[str, Any]


@pytest.fixture
def two(tmp_path: Path) -> Answerer:
    """An answerer over two collections."""
    documents = {
        "alpha": "# Botox for migraine\n\nBotox for chronic migraine is covered under code J0585.",
        "beta": "# Ganglion impar block\n\nA ganglion impar block is reported with CPT code 64999.",
    }
    for name, text in documents.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "policy.md").write_text(text, "utf-8")
    return answerer_over(tmp_path)


def share(people: People, slack: LocalSlack, channel: str) -> str:
    """Share the newest direct answer into a channel; return what the person is told."""
    people.click(slack.posted_in("D1")[-1], "share")
    people.submit(slack.views[-1], {"channel": {"selected_conversation": channel}})
    return str(slack.posted[-1]["text"])


class Changing:
    """An answerer whose documents change."""

    def __init__(self, now: Answerer) -> None:
        self.now = now

    @property
    def engine(self) -> Engine:
        """Return what the answers come from."""
        return self.now.engine

    def answer(self, question: str, thread: Sequence[str] = (), k: int = 3, **how: Any) -> Answer:
        """Return the answer of today."""
        return self.now.answer(question, thread, k, **how)


def shared_there(people: People, slack: LocalSlack) -> str:
    """Share the newest answer to a command where it stands; return what the person is told."""
    people.click(private(slack), "share")
    return str(slack.responses[-1]["text"])


def private(slack: LocalSlack) -> Values:
    """Return the newest answer that one person sees, as it stands in the channel."""
    return {**slack.responses[-1], "channel": "C1", "ts": "5.0"}


def test_what_stands_in_a_message_after_a_change_can_be_shared_too(people: People, slack: LocalSlack) -> None:
    """Search exactly shows another answer in the same message; a second click on the same one says so."""
    people.command("what codes for gangilon impar?")
    first = private(slack)
    people.click(first, "share")
    people.click(first, "share")
    assert slack.responses[-1]["text"] == "It is shared already."
    people.click(first, "exact")
    people.click(private(slack), "share")
    assert slack.responses[-1]["text"] == "Shared."
    one, other = slack.posted
    assert one["text"] != other["text"]


def test_what_a_channel_may_not_see_is_not_shared_there(
    make_people: MakePeople, slack: LocalSlack, state: State, two: Answerer
) -> None:
    """ "Not found" by the person's name would be no answer of theirs; what both may see is shared."""
    people = make_people(two)
    state.channels.change("T1", "C2", ChannelSettings(collections=("beta",)), "UADMIN")
    people.direct(BOTOX)
    assert "other documents" in share(people, slack, "C2")
    assert slack.posted_in("C2") == []
    people.direct("what code for ganglion impar?")
    assert share(people, slack, "C2") == "Shared."
    assert "64999" in words(slack.posted_in("C2")[0]["blocks"])


def test_who_shares_into_an_archived_channel_learns_that_it_may_be_that(people: People, slack: LocalSlack) -> None:
    """To invite the bot there is no way."""
    people.direct("what code for ganglion impar?")
    assert "or it is archived" in share(people, slack, "COLD")


def test_an_answer_of_a_limited_channel_is_shared_there(
    make_people: MakePeople, slack: LocalSlack, state: State, two: Answerer
) -> None:
    """What was seen there may be seen there."""
    people = make_people(two)
    state.channels.change("T1", "C1", ChannelSettings(collections=("beta",)), "UADMIN")
    people.command("what code for ganglion impar?")
    people.click(private(slack), "share")
    assert "64999" in words(slack.posted[0]["blocks"])


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (ChannelSettings(allowed_users=("U2",)), "only the people whom its administrators named"),
        (ChannelSettings(private=True), "for the asker alone"),
    ],
)
def test_a_channels_settings_hold_for_what_is_shared_into_it(
    people: People, slack: LocalSlack, state: State, settings: ChannelSettings, said: str
) -> None:
    """Else they would be passed by from a direct message."""
    state.channels.change("T1", "C2", settings, "UADMIN")
    people.direct("what code for ganglion impar?")
    assert said in share(people, slack, "C2")
    assert slack.posted_in("C2") == []


def test_who_asks_in_a_channel_of_answers_for_the_asker_alone_can_share_there(
    people: People, slack: LocalSlack, state: State
) -> None:
    """For that the button is under the answer."""
    state.channels.change("T1", "C1", ChannelSettings(private=True), "UADMIN")
    people.mention("what code for ganglion impar?")
    people.click({**slack.whispered[0], "ts": "5.0"}, "share")
    assert "64999" in words(slack.posted[0]["blocks"])


@pytest.mark.parametrize("direct", [True, False])
def test_what_the_documents_answer_otherwise_by_now_is_not_shared(
    make_people: MakePeople, slack: LocalSlack, two: Answerer, tmp_path: Path, direct: bool
) -> None:
    """What is posted by a person's name is what that person saw; the new answer is asked for, seen, then shared."""
    answers = Changing(two)
    people = make_people(answers)
    ask = people.direct if direct else people.command
    ask(BOTOX)
    (tmp_path / "new").mkdir()
    answers.now = answerer_over(tmp_path / "new", {"policy.md": "# Botox\n\nBotox is covered under code J0588."})
    told = share(people, slack, "C2") if direct else shared_there(people, slack)
    assert "otherwise" in told
    assert slack.posted_in("C2" if direct else "C1") == []
    ask(BOTOX)
    assert (share(people, slack, "C2") if direct else shared_there(people, slack)) == "Shared."
    assert "J0588" in words(slack.posted_in("C2" if direct else "C1")[0]["blocks"])


def test_a_pinned_answer_that_is_gone_is_not_shared_as_if_it_had_been_seen(
    people: People, slack: LocalSlack, state: State
) -> None:
    """Nor does one that is new stand over what a person saw."""
    people.command(BOTOX)
    before = private(slack)
    pin = state.pins.propose(Pin("T1", BOTOX, "Ask the payer.", "U2"))
    state.pins.approve("T1", pin, "UOWNER")
    people.click(before, "share")
    people.command(BOTOX)
    with_pin = private(slack)
    state.pins.remove("T1", pin)
    people.click(with_pin, "share")
    assert ["otherwise" in response["text"] for response in slack.responses] == [False, True, False, True]
    assert slack.posted == []


def test_the_page_that_was_seen_is_shared(people: People, slack: LocalSlack) -> None:
    """Who has leafed to the passage that tells it shares that one."""
    people.command(ANSWERED)
    people.click(private(slack), "more")
    seen = private(slack)
    people.click(seen, "share")
    assert [words(block) for block in seen["blocks"] if words(block).startswith("D  ")]
    shown = [words(block) for block in slack.posted[0]["blocks"]]
    assert [block for block in shown if block.startswith("D  ")]
    assert not [block for block in shown if block.startswith("A  ")]


def test_a_button_of_a_former_version_shares_what_the_documents_say(people: People, slack: LocalSlack) -> None:
    """It knows nothing of what was seen."""
    people.command(ANSWERED)
    value = json.loads(element_of(private(slack)["blocks"], "share")["value"])
    people.click(private(slack), "share", value=json.dumps({"q": value["q"]}))
    assert slack.responses[-1]["text"] == "Shared."


def test_a_share_that_failed_can_be_tried_again(
    people: People, slack: LocalSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was shared is there; what was not is not said to be."""
    people.command(BOTOX)
    answer = private(slack)
    with monkeypatch.context() as broken:
        broken.setattr("bot.slack.listeners.sharing.answer_message", None)
        people.click(answer, "share")
    assert "Something went wrong" in slack.responses[-1]["text"]
    people.click(answer, "share")
    assert slack.responses[-1]["text"] == "Shared."
    assert len(slack.posted) == 1


def test_a_share_that_is_under_way_is_not_said_to_be_done(people: People, slack: LocalSlack, state: State) -> None:
    """It may fail yet, and the button then works again."""
    people.command(BOTOX)
    answer = private(slack)
    with pytest.MonkeyPatch.context() as slow:
        slow.setattr("bot.state.claims.Claims.settle", lambda *_, **__: None)
        slack.fail("chat.postMessage", error="not_in_channel")
        people.click(answer, "share")
        people.click(answer, "share")
    assert "It is being shared" in slack.responses[-1]["text"]
    with state.engine.connect() as connection:
        (claim,) = connection.execute(select(claims.c.ts)).scalars()
    state.claims.settle(Place("T1", "C1", claim, None, "U1", "click"), done=False)  # it has failed
    people.click(answer, "share")
    people.click(answer, "share")
    assert [response["text"] for response in slack.responses[-2:]] == ["Shared.", "It is shared already."]
    assert len(slack.posted) == 1


def test_a_private_answer_in_a_thread_is_shared_there(people: People, slack: LocalSlack, state: State) -> None:
    """The channel did not ask, and find_post looks where it was posted."""
    state.channels.change("T1", "C1", ChannelSettings(private=True), "UADMIN")
    people.mention(BOTOX, thread_ts="3.0")
    answer = {**slack.whispered[0], "ts": "5.0"}
    slack.fail("chat.postMessage", lost=True)
    people.click(answer, "share")
    (message,) = slack.posted
    assert (message["channel"], message["thread_ts"]) == ("C1", "3.0")


def test_an_answer_of_another_conversation_is_shared_as_a_message_of_its_own(people: People, slack: LocalSlack) -> None:
    """Its thread is not one of the channel's."""
    people.direct(BOTOX, thread_ts="3.0")
    share(people, slack, "C2")
    assert "thread_ts" not in slack.posted[-1]


def test_an_answer_in_a_group_message_is_shared_elsewhere(people: People, slack: LocalSlack) -> None:
    """Slack does not tell us who is in it: the person is told, and may choose a channel."""
    people.command(BOTOX, channel="G9")
    people.click({**private(slack), "channel": "G9"}, "share")
    assert slack.posted == []
    assert "cannot share it there" in words(slack.views[-1])
    people.submit(slack.views[-1], {"channel": {"selected_conversation": "C2"}})
    assert [message["channel"] for message in slack.posted] == ["C2", "U1"]


def test_share_posts_the_answer_once_by_name(people: People, slack: LocalSlack) -> None:
    """Two clicks, one post; the question and who shares it stand over it."""
    people.command(ANSWERED, channel="C2")
    private = {**slack.responses[0], "channel": "C2"}
    people.click(private, "share")
    people.click(private, "share")
    (message,) = slack.posted
    assert message["channel"] == "C2"
    assert message["blocks"][0]["elements"][0]["elements"][0] == {"type": "user", "user_id": "U1"}
    assert words(message["blocks"]).startswith(f" shares an answer to: {ANSWERED}")
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
    people.command(ANSWERED, channel="CSHARED")
    people.click({**slack.responses[0], "channel": "CSHARED"}, "share")
    assert slack.posted == []
    assert "another organisation" in words(slack.views[-1])


def test_a_share_that_slack_refused_can_be_tried_again(people: People, slack: LocalSlack) -> None:
    """Slack may refuse for a moment."""
    people.command(ANSWERED)
    slack.fail("chat.postMessage", error="not_in_channel")
    private = {**slack.responses[0], "channel": "C1"}
    people.click(private, "share")
    assert "Invite me" in slack.responses[1]["text"]
    people.click(private, "share")
    assert len(slack.posted) == 1


def test_an_answer_in_a_direct_message_can_be_shared_to_a_chosen_channel(people: People, slack: LocalSlack) -> None:
    """Slack's own menu offers channels of this organisation alone."""
    people.direct(ANSWERED)
    people.click(slack.posted[0], "share")
    (view,) = slack.views
    element = view["blocks"][0]["element"]
    assert element["filter"]["exclude_external_shared_channels"] is True
    people.submit(view, {"channel": {"selected_conversation": "C2"}})
    assert [message["channel"] for message in slack.posted] == ["D1", "C2", "U1"]


def test_what_the_shortcut_found_can_be_shared(people: People, slack: LocalSlack) -> None:
    """In a channel that is asked for, after paging too; the person is told in a direct message."""
    people.shortcut("find_source", ANSWERED)
    people.click(slack.views[0], "more")
    people.click(slack.views[1], "share")
    people.submit(slack.views[2], {"channel": {"selected_conversation": "C2"}})
    shared, told = slack.posted
    assert (shared["channel"], told["channel"]) == ("C2", "U1")
    assert words(shared["blocks"]).startswith(f" shares an answer to: {ANSWERED}")
    assert told["text"] == "Shared."
