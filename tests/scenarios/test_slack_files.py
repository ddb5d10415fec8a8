"""What the sources leave open, sent to an owner as a table and a picture."""

import csv
import io
import logging
from collections.abc import Mapping
from typing import Any

import pytest

from bot import plots
from bot.slack.listeners import gaps
from bot.slack.manifest import FILES
from bot.state.claims import CLICK, Place
from bot.state.schema import claims
from bot.state.store import State
from tests.scenarios.conftest import MakePeople
from tests.slack_server.driver import People, element_of, elements, words
from tests.slack_server.server import LocalSlack

Values = dict[str, Any]
SEND = "home_gaps_send"
PICTURE = b"\x89PNG of the tests"


@pytest.fixture
def state(state_on_each: State) -> State:
    """A state on each database: one of them refuses what is longer than its column."""
    return state_on_each


@pytest.fixture
def people(make_people: MakePeople) -> People:
    """People around an app with an owner, and one question that the sources leave open."""
    made = make_people(owners="UOWNER", keep_questions_days=30)
    made.mention("lunch menu")
    return made


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the picture is not what it is about: drawing takes a second."""
    monkeypatch.setattr(gaps, "draw_gaps", lambda *_: PICTURE)


def page(people: People, slack: LocalSlack) -> Values:
    """Return the page on what is missing, as the owner sees it."""
    people.opens_home(user="UOWNER")
    people.click(slack.views[-1], "home_gaps", user="UOWNER")
    return slack.views[-1]


def send(people: People, slack: LocalSlack, shown: Values | None = None) -> str:
    """Click the button; return what the page says then."""
    people.click(shown or page(people, slack), SEND, user="UOWNER")
    return words(slack.views[-1]["blocks"])


def offered(view: Values) -> bool:
    """Return whether a page has the button."""
    return SEND in {element["action_id"] for element in elements(view["blocks"])}


def test_an_owner_gets_the_table_and_the_picture(people: People, slack: LocalSlack) -> None:
    """In their messages with the app, both in one message that says what they are."""
    pytest.importorskip("matplotlib")
    said = send(people, slack)
    assert "Sent: the table and the picture are in your messages with me." in said
    table, picture = slack.files.shared
    assert {table.channel, picture.channel} == {"D1"}
    assert table.comment == "What the sources leave open: 1 question left open in 12 weeks, 1 topic."
    assert (table.name[:15], table.name[-4:], table.title) == ("open-questions-", ".csv", "Open questions by topic")
    _, row = csv.reader(io.StringIO((table.data or b"").decode("utf-8-sig")))
    assert (row[0], row[1], row[-1]) == ("lunch, menu", "1", "lunch menu")
    assert (picture.data or b"").startswith(b"\x89PNG")
    assert picture.alt_text.endswith("oldest first: 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1")
    assert len(slack.called("files.completeUploadExternal")) == 1


@pytest.mark.usefixtures("quick")
def test_the_table_holds_no_text_that_is_not_kept(make_people: MakePeople, slack: LocalSlack) -> None:
    """What the settings keep out of the state does not leave it as a file."""
    people = make_people(owners="UOWNER")
    people.mention("lunch menu at the ganglion bar")
    send(people, slack)
    assert b"lunch" not in (slack.files.shared[0].data or b"")
    assert b"anglion" in (slack.files.shared[0].data or b"")  # the nearest heading


@pytest.mark.usefixtures("quick")
def test_two_quick_clicks_send_it_once(people: People, slack: LocalSlack) -> None:
    """A button that is drawn anew sends anew: the table of next week is another one."""
    shown = page(people, slack)
    send(people, slack, shown)
    drawn_anew = slack.views[-1]
    assert "asked for already" in send(people, slack, shown)
    assert not offered(slack.views[-1])
    assert len(slack.files.shared) == 2
    send(people, slack, drawn_anew)
    assert len(slack.files.shared) == 4


@pytest.mark.usefixtures("quick")
def test_the_way_through_other_pages_ends_in_the_same_messages(people: People, slack: LocalSlack) -> None:
    """Slack says where they are when the tab is opened, and never again."""
    people.opens_home(user="UOWNER")
    for action in ("home_pins", "home_overview", "home_gaps", SEND):
        people.click(slack.views[-1], action, user="UOWNER")
    assert [file.channel for file in slack.files.shared] == ["D1", "D1"]


@pytest.mark.usefixtures("quick")
def test_a_page_that_does_not_know_the_messages_says_so(people: People, slack: LocalSlack) -> None:
    """One that was drawn before an upgrade, and shown through it."""
    said = send(people, slack, {**page(people, slack), "private_metadata": ""})
    assert "open another tab, then this one again" in said
    assert slack.files.known == {}


def test_without_the_scope_the_page_says_what_to_do(people: People, slack: LocalSlack) -> None:
    """Slack tells with each reply what it has granted: nothing is asked that it would refuse."""
    slack.scopes = (slack.scopes or frozenset()) - {FILES}
    shown = page(people, slack)
    assert not offered(shown)
    told = words(shown["blocks"])
    for needed in ("files:write", "An administrator", "OAuth & Permissions", "reinstall the app", "citebot gaps --csv"):
        assert needed in told
    slack.scopes |= {FILES}
    assert offered(page(people, slack))


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "files.completeUploadExternal"])
def test_a_scope_that_is_found_missing_at_the_click_is_said_too(people: People, slack: LocalSlack, method: str) -> None:
    """It was taken away since, or Slack did not tell."""
    slack.fail(method, error="missing_scope")
    said = send(people, slack)
    assert "the app needs the scope files:write" in said
    assert not offered(slack.views[-1])
    assert slack.files.shared == []


def test_who_is_no_owner_any_more_is_told_and_gets_nothing(people: People, slack: LocalSlack) -> None:
    """The page may stand open for as long as they like."""
    shown = page(people, slack)
    people.click(shown, SEND, user="U1")
    assert slack.posted[-1]["text"] == "An owner of the documents sees to that."
    assert slack.files.known == {}
    assert slack.views[-1] is shown


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("at", ["files.getUploadURLExternal", "upload", "files.completeUploadExternal"])
def test_a_rate_limit_is_waited_out(people: People, slack: LocalSlack, at: str) -> None:
    """As for every other call."""
    slack.fail(at, status=429, retry_after=0, times=3)
    assert "Sent" in send(people, slack)
    assert len(slack.files.shared) == 2


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("at", "failure"),
    [
        ("files.getUploadURLExternal", {"status": 429, "retry_after": 3_600}),
        ("files.getUploadURLExternal", {"error": "some_new_error"}),
        ("upload", {"status": 500}),
        ("upload", {"lost": True}),
        ("upload", {"status": 429, "retry_after": 3_600}),
        ("files.completeUploadExternal", {"error": "file_not_found"}),
        ("files.completeUploadExternal", {"status": 429, "retry_after": 3_600}),
    ],
)
def test_what_fails_is_said_and_can_be_asked_for_again(
    people: People, slack: LocalSlack, at: str, failure: Mapping[str, Any]
) -> None:
    """With the very button that failed, too. Nobody sees half of it, and no log any of it."""
    slack.fail(at, **failure)
    shown = page(people, slack)
    assert "Slack did not take the files. Please try again in a minute." in send(people, slack, shown)
    assert offered(slack.views[-1])
    assert slack.files.shared == []
    assert "Sent" in send(people, slack, shown)
    assert len(slack.files.shared) == 2


@pytest.mark.usefixtures("quick")
def test_nothing_of_the_files_is_logged(people: People, slack: LocalSlack, caplog: pytest.LogCaptureFixture) -> None:
    """Nor is the address that they went to, which lets whoever has it put others there."""
    caplog.set_level(logging.DEBUG, "bot")
    slack.fail("upload", page="lunch menu", status=500)
    slack.fail("files.completeUploadExternal", error="file_not_found")
    for _ in range(3):
        send(people, slack)
    assert "call refused by Slack" in caplog.text
    assert not any(told in str(vars(record)) for record in caplog.records for told in ("lunch", "/upload/", "PNG"))


@pytest.mark.usefixtures("quick")
def test_files_that_may_be_there_are_not_sent_again(people: People, slack: LocalSlack) -> None:
    """The owner looks, who sees better than we do."""
    slack.fail("files.completeUploadExternal", lost=True)
    assert "look into your messages with me first" in send(people, slack)
    assert len(slack.called("files.completeUploadExternal")) == 1


@pytest.mark.usefixtures("quick")
def test_what_a_dead_worker_may_have_sent_is_not_sent_again(people: People, slack: LocalSlack, state: State) -> None:
    """Until the owner has looked, and asks for it with the button that is drawn then."""
    shown = page(people, slack)
    value = element_of(shown["blocks"], SEND)["value"]
    state.claims.take(Place("T1", "D1", f"files:{value}", None, "UOWNER", CLICK))
    with state.engine.begin() as connection:
        connection.execute(claims.update().values(claimed_at=0.0))
    assert "look into your messages with me first" in send(people, slack, shown)
    assert slack.files.shared == []
    assert "Sent" in send(people, slack, slack.views[-1])


@pytest.mark.usefixtures("quick")
def test_a_workspace_that_takes_no_files_is_said_to(people: People, slack: LocalSlack) -> None:
    """To try again is of no use; the other way is named."""
    slack.fail("files.getUploadURLExternal", error="file_uploads_disabled")
    assert "this workspace limits them. The other way: citebot gaps --csv" in send(people, slack)


@pytest.mark.parametrize("missing", [True, False])
def test_without_a_picture_there_is_the_table(
    people: People, slack: LocalSlack, monkeypatch: pytest.MonkeyPatch, missing: bool
) -> None:
    """matplotlib is an extra, and may fail; the reason is told."""
    if missing:
        monkeypatch.setattr(plots, "find_spec", lambda _: None)
    else:
        monkeypatch.setattr(gaps, "draw_gaps", lambda *_: None)
        monkeypatch.setattr(plots, "find_spec", lambda _: object())
    shown = page(people, slack)
    assert ("Send me the table and picture" in words(shown["blocks"])) is not missing
    said = send(people, slack, shown)
    assert "Sent: the table is in your messages with me. There is no picture" in said
    assert ("matplotlib is not installed" in said) is missing
    assert [file.name[-4:] for file in slack.files.shared] == [".csv"]


def test_where_nothing_is_open_nothing_is_offered(make_people: MakePeople, slack: LocalSlack) -> None:
    """Nor is a scope spoken of."""
    people = make_people(owners="UOWNER")
    assert not offered(page(people, slack))
    slack.scopes = (slack.scopes or frozenset()) - {FILES}
    assert "files:write" not in words(page(people, slack)["blocks"])


@pytest.mark.usefixtures("quick")
def test_what_was_open_may_be_gone_at_the_click(people: People, slack: LocalSlack, state: State) -> None:
    """An empty table helps nobody."""
    shown = page(people, slack)
    state.forget_team("T1")
    assert "Sent" not in send(people, slack, shown)
    assert slack.files.known == {}


def test_our_own_file_is_no_question(people: People, slack: LocalSlack) -> None:
    """Slack delivers it as a message in the direct conversation, by our user."""
    event = {"type": "message", "subtype": "file_share", "channel_type": "im", "user": "UBOT", "channel": "D1"}
    people.event({**event, "ts": people.ts(), "text": "What the sources leave open: is it safe?", "files": [{}]})
    assert len(slack.posted) == 1  # the answer to the question of before
