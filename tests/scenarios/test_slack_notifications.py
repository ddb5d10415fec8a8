"""What a notification and a screen reader say of an answer: nothing less than the message itself."""

from dataclasses import replace
from pathlib import Path

from bot.model import Repair
from bot.slack.blocks import answer_text
from tests.answering import answerer_over
from tests.scenarios.asking import UNANSWERED, ask, propose
from tests.scenarios.conftest import MakePeople
from tests.slack_server.driver import People, words
from tests.slack_server.server import LocalSlack

NORTH, SOUTH = (
    f"# Widget block, plan {plan}\n\nThe widget block is reported with code {code}.\n"
    for plan, code in (("North", "64999"), ("South", "64520"))
)
LONG = f"# {'Policy of the plan on many things ' * 9}\n\n## Widget rules\n\nThe widget block has code 64999.\n"


def notification(make_people: MakePeople, slack: LocalSlack, folder: Path, documents: dict[str, str]) -> str:
    """Ask for the code of the widget block; return what the notification says."""
    make_people(answerer_over(folder, documents)).mention("what code for widget block?")
    return str(slack.posted[0]["text"])


def test_sources_that_differ_are_all_named(make_people: MakePeople, slack: LocalSlack, tmp_path: Path) -> None:
    """A code seems else to be said by a source that has another."""
    told = notification(make_people, slack, tmp_path, {"a.md": NORTH, "b.md": SOUTH})
    named = {f"Widget block, plan {plan}, undated" for plan in ("North", "South")}
    assert set(told.partition("Sources: ")[2].partition(". ")[0].split("; ")) == named
    assert "The sources differ on the code: " in told


def test_a_source_that_is_out_of_force_is_said_to_be(
    make_people: MakePeople, slack: LocalSlack, tmp_path: Path
) -> None:
    """Who hears the answer alone would bill by it."""
    told = notification(make_people, slack, tmp_path, {"a.md": NORTH, "a.meta.toml": "retired = 2020-01-01\n"})
    assert told.endswith("Source: Widget block, plan North, RETIRED 2020-01-01.")


def test_what_the_sources_do_not_hold_is_said_to_be_missing(tmp_path: Path) -> None:
    """An answer may be to the question without that word."""
    answer = answerer_over(tmp_path, {"a.md": NORTH}).answer("what code for widget block?")
    assert answer_text(replace(answer, missing=("fluffy",))).endswith("undated. Not in the sources: fluffy.")


def test_a_long_title_leaves_room_for_the_section(make_people: MakePeople, slack: LocalSlack, tmp_path: Path) -> None:
    """In the notification, above the passage and in context: the title alone says little there."""
    told = notification(make_people, slack, tmp_path, {"a.md": LONG})
    assert "… › Widget rules, undated." in told
    assert "… › Widget rules" in words(slack.posted[0]["blocks"])


def test_a_title_is_cut_no_more_than_the_section_needs(
    make_people: MakePeople, slack: LocalSlack, tmp_path: Path
) -> None:
    """Those of coverage policies are long, and tell at their end which they are."""
    title = f"Local coverage determination on {'pumps and ' * 6}neurostimulators (L35136) for pain of trunk and limbs"
    assert len(title) in range(136, 150)
    document = f"# {title}\n\n## Widget rules\n\nThe widget block has code 64999.\n"
    told = notification(make_people, slack, tmp_path, {"a.md": document})
    assert "(L35136) for pain" in told
    assert "… › Widget rules, undated." in told


def test_a_sentence_behind_which_very_many_numbers_stand_is_cut_all_the_same(tmp_path: Path) -> None:
    """Beside a pinned answer there is little room, and Slack takes no text of any length."""
    answer = answerer_over(tmp_path, {"a.md": NORTH}).answer("what code for widget block?")
    (headline,) = answer.headlines
    sentence = headline.sentence._replace(text="widget " * 1_000, citations=tuple(range(1, 100)))
    told = answer_text(replace(answer, headlines=(replace(headline, sentence=sentence),)), room=300)
    assert len(told) < 500
    assert "[1, 2, 3" in told


def test_that_a_source_is_out_of_force_is_never_cut_off(
    make_people: MakePeople, slack: LocalSlack, tmp_path: Path
) -> None:
    """Whoever issued it, for however many states, and whatever it is called."""
    known = {
        "issuer": "Palmetto GBA, a contractor of the Centers for Medicare & Medicaid Services for two jurisdictions",
        "payer": "Medicare, Part A and Part B, and the Railroad Retirement Board where it is the payer of claims",
        "jurisdiction": "Alabama, Georgia, Tennessee, North Carolina, South Carolina, Virginia, West Virginia",
    }
    told_of = "".join(f'{name} = "{value}"\n' for name, value in known.items())
    documents = {"a.md": LONG, "a.meta.toml": f"{told_of}effective = 2015-10-01\nretired = 2020-01-01\n"}
    told = notification(make_people, slack, tmp_path, documents)
    assert told.endswith("effective 2015-10-01, RETIRED 2020-01-01.")
    assert "effective 2015-10-01, RETIRED 2020-01-01\n" in words(slack.posted[0]["blocks"])


def test_what_was_changed_in_a_question_is_said(people: People, slack: LocalSlack) -> None:
    """The answer is to another question than the one that was typed."""
    ts = people.mention("what code for gangleon impar?")
    assert "Showing results for “ganglion” instead of “gangleon”." in slack.posted[0]["text"]
    people.message("is it safe?", thread_ts=ts)
    assert "Taken over from your question before: gangleon, impar." in slack.posted[1]["text"]
    people.mention("what code for gangleon <!here> trampoline?")
    assert "Not found." in slack.posted[2]["text"]
    assert "“gangleon”" in slack.posted[2]["text"]


def test_a_shared_answer_is_said_to_be_one_and_to_what(people: People, slack: LocalSlack) -> None:
    """Nobody asked there."""
    people.command("is the ganglion impar block safe & &lt;b&gt;?")
    people.click({**slack.responses[-1], "channel": "C1"}, "share")
    shared = slack.posted[-1]["text"]
    assert shared.startswith("A shared answer to “is the ganglion impar block safe &amp; &lt;b&gt;?”: ")


def test_a_proposed_answer_is_heard_and_what_is_decided_on_it(make_people: MakePeople, slack: LocalSlack) -> None:
    """Who hears the notification alone is to decide on it."""
    people = make_people(help_channel="CHELP", owners="UOWNER")
    proposal = propose(people, slack)
    quoted = f"to “{UNANSWERED}”: At noon, see the board."
    assert proposal["text"] == f"A pinned answer is proposed, {quoted}"
    people.click(proposal, "approve_pin", user="UOWNER")
    assert slack.updated[-1]["text"] == f"Pinned, {quoted}"
    people.click(slack.updated[-1], "discard_pin", user="UOWNER")
    assert slack.updated[-1]["text"] == "Not pinned."


def test_which_question_is_resolved_is_heard(make_people: MakePeople, slack: LocalSlack) -> None:
    """There may be many in the channel of those who help."""
    people = make_people(help_channel="CHELP")
    ask(people, slack)
    people.click(slack.posted[1], "resolve", user="U2")
    assert slack.updated[-1]["text"] == f"Resolved: {UNANSWERED}"


def test_a_long_list_of_changes_leaves_room_for_the_answer(tmp_path: Path) -> None:
    """They are cut, each for itself."""
    answer = answerer_over(tmp_path, {"a.md": NORTH}).answer("what code for widget block?")
    repairs = tuple(Repair("widget " * 50, "wigdet " * 50, why) for why in ("spelling", "synonym"))
    told = answer_text(replace(answer, repairs=repairs, inherited=("fluffy",) * 200), room=1_000)
    assert "The widget block is reported with code 64999. (no citation in source)" in told
    assert "Taken over from your question before: fluffy, fluffy" in told
    assert len(told) <= 1_000
