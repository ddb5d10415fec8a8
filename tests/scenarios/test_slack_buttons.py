"""The buttons under an answer: what a click does, for whom, and where."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.answer import Answerer
from bot.state.channels import ChannelSettings
from bot.state.store import State
from tests.answering import answerer_over
from tests.scenarios.asking import ANSWERED
from tests.scenarios.conftest import MakePeople
from tests.slack_server.driver import People, element_of, elements, words
from tests.slack_server.server import LocalSlack

REFERRING = """\
The tibial block is reported with code 64999 [1, 2, 3].

References
[1] Doe J. Foot. 2020. https://doi.org/10.1000/xyz
[2] Roe A. Toes. 2021. doi:10.1000/toe PMID: 12345678
[3] Poe B. Heel. https://plan.example/heel.
"""


def action_ids(message: dict[str, Any]) -> list[str]:
    """Return the buttons of a message, in order."""
    return [element["action_id"] for element in elements(message["blocks"])]


@pytest.fixture
def manual(tmp_path: Path) -> Answerer:
    """An answerer over a document with many passages on one topic, and one on another."""
    folder = tmp_path / "docs"
    folder.mkdir()
    parts = [
        f"## Step {i}\n\nThe needle is placed at level {i} under fluoroscopy for the sympathetic block."
        for i in range(9)
    ]
    (folder / "block.md").write_text("# Sympathetic block\n\n" + "\n\n".join(parts), "utf-8")
    (folder / "other.md").write_text(
        "# Drugs\n\nSteroid doses are documented with the site and the lot number.", "utf-8"
    )
    return answerer_over(folder)


def test_an_answer_offers_context_and_feedback(people: People, slack: LocalSlack) -> None:
    """What a public answer in a channel has under it."""
    people.mention(ANSWERED)
    assert action_ids(slack.posted[0]) == ["more", "context", "feedback"]


def test_more_passages_are_paged_in_place(make_people: MakePeople, slack: LocalSlack, manual: Answerer) -> None:
    """The same message shows the next three, then leads back; labels go on."""
    people = make_people(manual)
    people.mention("needle level for sympathetic block")
    people.click(slack.posted[0], "more")
    first = slack.updated[0]
    assert (first["channel"], first["ts"]) == ("C1", slack.posted[0]["ts"])
    assert [run["elements"][0]["elements"][0]["text"].strip() for run in first["blocks"][1:4]] == ["D", "E", "F"]
    assert action_ids(first)[:2] == ["more", "back"]
    people.click(first, "back")
    assert words(slack.updated[1]["blocks"]) == words(slack.posted[0]["blocks"])
    assert len(slack.posted) == 1


def test_the_last_page_offers_no_more(make_people: MakePeople, slack: LocalSlack, manual: Answerer) -> None:
    """A button that leads nowhere is not shown."""
    people = make_people(manual)
    people.mention("needle level for sympathetic block")
    message = slack.posted[0]
    for _ in range(3):
        if "more" not in action_ids(message):
            break
        people.click(message, "more")
        message = slack.updated[-1]
    assert "more" not in action_ids(message)


def test_search_exactly_undoes_a_repair(people: People, slack: LocalSlack) -> None:
    """The change is told, and one click searches as typed."""
    people.mention("what code for gangloin impar?")
    assert "instead of “gangloin”" in words(slack.posted[0]["blocks"])
    people.click(slack.posted[0], "exact")
    assert "instead of" not in words(slack.whispered[0]["blocks"])
    assert "exact" not in action_ids(slack.whispered[0])
    shown = words(slack.whispered[0]["blocks"])
    assert shown.startswith("For “what code for gangloin impar?”, searched exactly as typed:")


def test_changes_of_one_kind_take_one_line(people: People, slack: LocalSlack) -> None:
    """All are told, and the answer stands near the top all the same."""
    people.mention("what code for gangloin inpar?")
    shown = words(slack.posted[0]["blocks"])
    assert shown.startswith("Showing results for “ganglion” instead of “gangloin”, “impar” instead of “inpar”.")


def test_not_found_offers_the_nearest_headings(people: People, slack: LocalSlack) -> None:
    """A heading's button answers it and says what for."""
    people.mention("ganglion impar parking")
    message = slack.posted[0]
    assert "Not found" in words(message["blocks"])
    button = element_of(message["blocks"], "heading:0")
    people.click(message, "heading:0")
    shown = words(slack.whispered[0]["blocks"])
    assert shown.startswith(f"For “{button['text']['text']}”:")
    assert len(slack.posted) == 1


@pytest.mark.parametrize(
    ("question", "action"), [("what code for gangloin impar?", "exact"), ("lunch menu", "heading:0")]
)
def test_what_everybody_reads_gets_no_other_answer_for_ones_click(
    people: People, slack: LocalSlack, question: str, action: str
) -> None:
    """Who clicks sees it alone, in the thread, with its own buttons; shared from there it stands in the thread."""
    ts = people.mention(question)
    people.click(slack.posted[0], action, user="U2")
    (shown,) = slack.whispered
    assert (shown["channel"], shown["user"], shown["thread_ts"]) == ("C1", "U2", ts)
    assert "share" in action_ids(shown)
    assert (slack.updated, len(slack.posted)) == ([], 1)
    people.click({**shown, "ts": "5.0"}, "share", user="U2")
    shared = slack.posted[1]
    assert (shared["channel"], shared["thread_ts"]) == ("C1", ts)
    assert words(shared["blocks"]).startswith(" shares an answer to: ")


@pytest.mark.parametrize("action", ["exact", "heading:0"])
def test_what_one_person_reads_shows_another_answer_in_its_place(
    people: People, slack: LocalSlack, action: str
) -> None:
    """Nobody else loses anything by it."""
    people.direct("what code for gangloin impar?" if action == "exact" else "lunch menu")
    people.click(slack.posted[0], action)
    assert len(slack.updated) == 1
    assert (slack.whispered, len(slack.posted)) == ([], 1)


def test_in_context_opens_the_passage_between_its_neighbours(
    make_people: MakePeople, slack: LocalSlack, manual: Answerer
) -> None:
    """The question's words are marked; the modal can be leafed through and goes back to the answer's others."""
    people = make_people(manual)
    people.mention("needle placed at level 4")
    people.click(slack.posted[0], "context")
    view = slack.views[0]
    shown = words(view["blocks"])
    assert "Before it, under “Sympathetic block › Step 3”" in shown or "Step 3" in shown
    assert "level 5" in shown
    marked = [
        run["text"]
        for block in view["blocks"]
        if block["type"] == "rich_text"
        for element in block["elements"]
        if element["type"] == "rich_text_quote"
        for run in element["elements"]
        if run.get("style") == {"bold": True}
    ]
    assert {"needle", "placed", "level", "4"} <= set(marked)
    people.click(view, "later")
    assert "level 5" in words(slack.views[1]["blocks"])
    assert len(slack.called("views.update")) == 1
    people.click(slack.views[1], "earlier")
    assert words(slack.views[2]["blocks"]) == shown


def test_a_passage_that_is_gone_is_told(people: People, slack: LocalSlack) -> None:
    """The documents may change between an answer and a click."""
    people.mention(ANSWERED)
    message = slack.posted[0]
    element_of(message["blocks"], "context")["value"] = '{"q":"x","p":["gone.md#3"]}'
    people.click(message, "context")
    assert "no longer in the sources" in words(slack.views[0]["blocks"])


def test_clicks_of_people_who_may_not_ask_show_nothing(people: People, slack: LocalSlack, state: State) -> None:
    """An allow-list holds for buttons too."""
    people.mention(ANSWERED)
    state.channels.change("T1", "C1", ChannelSettings(allowed_users=("U1",)), "UADMIN")
    people.click(slack.posted[0], "more", user="U2")
    people.click(slack.posted[0], "context", user="USTRANGER")
    assert slack.updated == slack.views == []
    assert "only the people" in slack.whispered[0]["text"]


def test_long_questions_lose_buttons_and_not_the_answer(people: People, slack: LocalSlack) -> None:
    """What does not fit into a button's value is not offered."""
    people.mention(f"{ANSWERED} {'and the techniques of the block ' * 30}")
    people.mention(f"{ANSWERED} {'and the techniques of the block ' * 60}")
    assert action_ids(slack.posted[0]) == ["more", "context", "feedback"]
    assert action_ids(slack.posted[1]) == ["context", "feedback"]


def test_paging_gets_past_a_passage_that_no_message_holds(
    make_people: MakePeople, slack: LocalSlack, tmp_path: Path
) -> None:
    """Its place is told, and where to read it; the passages behind it are reached."""
    folder = tmp_path / "huge"
    folder.mkdir()
    giant = " ".join(f"The giant block {'word' * 50} has part {i} of {'word' * 500} [1]." for i in range(12))
    (folder / "a.md").write_text(
        f"# Giant block\n\nThe giant block is coded with 64999.\n\n## Parts\n\n{giant}", "utf-8"
    )
    for i in range(8):
        (folder / f"b{i}.md").write_text(f"# Case {i}\n\nThe giant block had {i} parts of its own here.", "utf-8")
    make_people(answerer_over(folder)).mention("parts of the giant block")
    message, seen = slack.posted[0], words(slack.posted[0]["blocks"])
    people = make_people(answerer_over(folder))
    for page in range(6):
        if "more" not in action_ids(message):
            break
        people.click(message, "more")
        message = slack.updated[page]
        seen += words(message["blocks"])
    assert "more" not in action_ids(message)
    assert "too long to stand in a message" in seen
    assert all(f"The giant block had {i} parts" in seen for i in range(8))


def test_huge_headings_are_offered_all_the_same(make_people: MakePeople, slack: LocalSlack, tmp_path: Path) -> None:
    """Cut on the button; a list of headings that is announced is there."""
    folder = tmp_path / "huge"
    folder.mkdir()
    heading = f"Nerve {'heading ' * 100}"
    (folder / "a.md").write_text(f"# Nerves\n\n## {heading}\n\nThe tiny nerve is coded with 12345.", "utf-8")
    people = make_people(answerer_over(folder))
    people.mention("tiny nerve of the zebra")
    assert element_of(slack.posted[0]["blocks"], "heading:0")["text"]["text"].startswith("Nerve heading heading")
    people.click(slack.posted[0], "heading:0")
    assert "12345" in words(slack.whispered[0]["blocks"])


def test_a_channel_of_many_collections_loses_no_button(
    make_people: MakePeople, slack: LocalSlack, state: State, tmp_path: Path
) -> None:
    """They are looked up at the click, so that a page holds nothing of a collection that was taken away meanwhile."""
    names = [f"policies of payer {i} in the northern region" for i in range(30)]
    for name in names:
        (tmp_path / "docs" / name).mkdir(parents=True)
        (tmp_path / "docs" / name / "a.md").write_text(f"# Block\n\nThe nerve block of {name} is 6499.", "utf-8")
    people = make_people(answerer_over(tmp_path / "docs"))
    state.channels.change("T1", "C1", ChannelSettings(collections=tuple(names)), "UADMIN")
    people.mention("nerve block")
    state.channels.change("T1", "C1", ChannelSettings(collections=tuple(names[:5])), "UADMIN")
    people.click(slack.posted[0], "more")
    shown = words(slack.updated[0]["blocks"])
    assert "The nerve block of" in shown
    assert not [name for name in names[5:] if name in shown]


def test_numbers_without_an_entry_take_one_line(make_people: MakePeople, slack: LocalSlack, tmp_path: Path) -> None:
    """A source without a list of references would be a column of apologies."""
    (tmp_path / "a.md").write_text("# Tibial block\n\nThe tibial block is coded with 64999 [3, 4].\n", "utf-8")
    make_people(answerer_over(tmp_path)).mention("what code for tibial block?")
    shown = words(slack.posted[0]["blocks"])
    assert shown.count("no entry in the source's list") == 1
    assert "[3, 4] no entry in the source's list" in shown


def test_not_found_offers_questions_where_nothing_is_near(people: People, slack: LocalSlack, state: State) -> None:
    """Headings that exist, and not nothing; the owners are told of no heading then."""
    people.mention("zorblax fee?")
    shown = words(slack.posted[0]["blocks"])
    assert "What the sources answer, for example:" in shown
    assert "What code for ganglion impar block?" in shown
    (record,) = state.gaps.since(60)
    assert record.heading == ""


def test_a_reference_prints_its_links_once_and_they_open(
    make_people: MakePeople, slack: LocalSlack, tmp_path: Path
) -> None:
    """What an entry prints is the link itself; what it lacks stands behind it."""
    (tmp_path / "block.txt").write_text(REFERRING, "utf-8")
    people = make_people(answerer_over(tmp_path))
    people.mention("tibial block code")
    people.click(slack.posted[0], "context")
    for blocks in (slack.posted[0]["blocks"], slack.views[0]["blocks"]):
        assert "[1] Doe J. Foot. 2020. https://doi.org/10.1000/xyz\n" in words(blocks)
        assert "[2] Roe A. Toes. 2021. doi:10.1000/toe PMID: 12345678\n" in words(blocks)
        assert "[3] Poe B. Heel. https://plan.example/heel.\n" in words(blocks)
        assert {(run["text"], run["url"]) for run in links(blocks)} == {
            ("https://doi.org/10.1000/xyz", "https://doi.org/10.1000/xyz"),
            ("doi:10.1000/toe", "https://doi.org/10.1000/toe"),
            ("PMID: 12345678", "https://pubmed.ncbi.nlm.nih.gov/12345678/"),
            ("https://plan.example/heel", "https://plan.example/heel"),
        }


def links(value: Any) -> Iterator[dict[str, Any]]:
    """Yield the links of blocks."""
    if isinstance(value, dict):
        if value.get("type") == "link":
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from links(part)


def test_the_modal_names_passages_as_the_page_does(
    make_people: MakePeople, slack: LocalSlack, manual: Answerer
) -> None:
    """The second page shows D, E and F; and items of a list stand on lines of their own."""
    people = make_people(manual)
    people.mention("needle level for sympathetic block")
    people.click(slack.posted[0], "more")
    people.click(slack.updated[0], "context")
    faces = [element["text"]["text"] for element in elements(slack.views[0]["blocks"])]
    assert [face for face in faces if face.startswith("Passage")] == ["Passage E", "Passage F"]


def test_a_form_that_slack_does_not_open_is_told(people: People, slack: LocalSlack) -> None:
    """A click that nothing comes of leaves the person waiting."""
    people.mention(ANSWERED)
    for action in ("context", "feedback"):
        slack.fail("views.open", error="expired_trigger_id")
        value = {"value": element_of(slack.posted[0]["blocks"], "feedback")["negative_button"]["value"]}
        people.click(slack.posted[0], action, **(value if action == "feedback" else {}))
    assert ["try again" in message["text"] for message in slack.whispered] == [True, True]


def test_a_message_that_cannot_be_changed_is_told(people: People, slack: LocalSlack) -> None:
    """Slack forbids it after a time that a workspace sets."""
    people.mention(ANSWERED)
    slack.fail("chat.update", error="edit_window_closed")
    people.click(slack.posted[0], "more")
    assert "ask again" in slack.whispered[0]["text"]


def test_answers_stay_within_the_limits_whatever_the_passages(
    make_people: MakePeople, slack: LocalSlack, tmp_path: Path
) -> None:
    """Very long passages and reference lists are dropped whole; the headline and every button stay."""
    folder = tmp_path / "long"
    folder.mkdir()
    for i in range(6):
        body = " ".join(f"The nerve block {'word' * 40} at site {i} is code 6499{i} [{i + 1}]." for _ in range(12))
        references = "\n".join(f"[{n}] Author {n}. {'Long title ' * 30}. Journal. 2020." for n in range(1, 60))
        (folder / f"{i}.md").write_text(f"# Doc {i}\n\n{body}\n\n## References\n\n{references}\n", "utf-8")
    make_people(answerer_over(folder)).mention("which code for the nerve block at site 3")
    message = slack.posted[0]
    assert "64993" in words(message["blocks"][0])
    assert "feedback" in action_ids(message)
    assert "context" in action_ids(message)
