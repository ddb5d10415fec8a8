"""App Home, for everybody and for owners, and the prompts of the messages tab."""

import json
import re
from pathlib import Path

import pytest

from bot.state.gaps import Gap, GapRecord
from bot.state.pins import Pin
from bot.state.store import State
from tests.answering import answerer_over
from tests.scenarios.asking import ANSWERED
from tests.scenarios.conftest import MakePeople
from tests.slack_server.driver import People, element_of, elements, words
from tests.slack_server.server import LocalSlack


def test_home_says_why_it_lists_no_questions(make_people: MakePeople, slack: LocalSlack) -> None:
    """People look for theirs, and the settings keep none unless they say so."""
    make_people().opens_home()
    make_people(keep_questions_days=1).opens_home()
    assert "None are listed: the text of questions is not stored here" in words(slack.views[0])
    assert "None yet" in words(slack.views[1])


def test_home_says_what_is_known_how_to_ask_and_what_is_kept(people: People, slack: LocalSlack) -> None:
    """For everybody; settings and owners' buttons are for those who may."""
    people.opens_home()
    (view,) = slack.views
    shown = words(view["blocks"])
    assert "1 document, 7 passages" in shown
    assert "The text of questions is not stored" in shown
    assert "What you pass to a person is posted where those who help read it." in shown
    assert "may have them as a file" not in shown
    assert [element["action_id"] for element in elements(view["blocks"])] == ["forget_me"]


def test_home_tells_what_owners_read(make_people: MakePeople, slack: LocalSlack) -> None:
    """Where the text of questions is kept."""
    make_people(keep_questions_days=30).opens_home()
    assert "The owners of the documents read which questions were left open" in words(slack.views[0]["blocks"])


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
    people.mention(ANSWERED)
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
    assert f"outdated: {ANSWERED} (ganglion-impar-block.md, 20" in shown
    assert "“see the *new* <!here> LCD”" in shown


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
