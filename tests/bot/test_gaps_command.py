"""`citebot gaps` and `citebot forget`: what an owner sees and deletes without Slack."""

import csv
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.state.feedback import Answered, Verdict
from bot.state.gaps import Gap, GapRecord
from bot.state.store import State, open_state

_DAY = 86_400.0


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[State]:
    """The state of an installation that keeps questions, with a few of them left open."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CITEBOT_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("CITEBOT_KEEP_QUESTIONS_DAYS", "30")
    opened = open_state(f"sqlite:///{tmp_path / 'state.sqlite'}")
    for kind, question in ((Gap.UNANSWERED, "=lunch?"), (Gap.UNANSWERED, "lunch"), (Gap.ESCALATED, "lunch")):
        opened.gaps.add(GapRecord("T1", "C1", "U1", kind, "Meals (Handbook)", ("lunch",), question), 30 * _DAY)
    opened.gaps.add(GapRecord("T1", "C1", "U2", Gap.DISLIKED, "Safety (Block)", (), "is it safe"), 30 * _DAY)
    verdict = Verdict("not helpful", "outdated", "block.md#3", "is it safe", "see the LCD of 2025")
    opened.feedback.give(Answered("T1", "C1", "1.0", "U2"), verdict, 30 * _DAY)
    yield opened
    opened.close()


def run(*arguments: str) -> Result:
    """Run a command."""
    return CliRunner().invoke(main, arguments)


def test_open_questions_are_told_by_topic(state: State) -> None:
    """The topic with most of them first, each question once, and what people said was wrong."""
    assert state
    told = run("gaps").output.splitlines()
    assert told[0].startswith("4 questions left open in 28 days, 2 topics")
    assert told[1] == "Answers called helpful: 0, not helpful: 1 (1 outdated)"
    assert told[2].startswith("    3  lunch  (2 unanswered, 1 escalated; last 20")
    assert told[3:5] == ["         lunch", "         =lunch?"]
    assert told[-2:] == [
        f"       outdated: is it safe  (block.md, {told[2][-11:-1]})",
        "         see the LCD of 2025",
    ]


def test_the_table_is_csv_that_no_spreadsheet_runs(state: State, tmp_path: Path) -> None:
    """A cell that a person began like a formula stays text."""
    assert state
    written = run("gaps", "--csv", str(tmp_path / "gaps.csv"))
    assert (written.exit_code, written.stderr) == (0, f"citebot: wrote {tmp_path / 'gaps.csv'}\n")
    with (tmp_path / "gaps.csv").open(encoding="utf-8-sig", newline="") as file:
        header, lunch, safety = csv.reader(file)
    assert header[:2] == ["topic", "total"]
    assert lunch[:6] == ["lunch", "3", "2", "0", "0", "1"]
    assert lunch[-2:] == ["Meals (Handbook)", "lunch; =lunch?"]
    assert safety[0] == "Safety (Block)"


def test_a_spreadsheet_reads_the_letters_of_the_table(state: State, tmp_path: Path) -> None:
    """Without the mark at its beginning Excel takes "–" for three letters of its own."""
    state.gaps.add(GapRecord("T1", "C1", "U1", Gap.REFUSED, "Naïve patients – dose", (), None), 0)
    assert run("gaps", "--csv", str(tmp_path / "gaps.csv")).exit_code == 0
    written = (tmp_path / "gaps.csv").read_bytes()
    assert written.startswith(b"\xef\xbb\xbftopic,total,")
    assert "Naïve patients – dose".encode() in written


def test_a_cell_holds_what_a_spreadsheet_takes(state: State, tmp_path: Path) -> None:
    """Excel goes on with what is beyond 32,767 characters in the rows below; the newest questions are kept."""
    for i in range(400):
        state.gaps.add(GapRecord("T1", "C1", "U1", Gap.UNANSWERED, "", ("lunch",), f"lunch {i} {'?' * 200}"), _DAY)
    assert run("gaps", "--csv", str(tmp_path / "gaps.csv")).exit_code == 0
    with (tmp_path / "gaps.csv").open(encoding="utf-8-sig", newline="") as file:
        _, lunch, _ = csv.reader(file)
    assert lunch[1] == "403"
    assert 30_000 < len(lunch[-1]) <= 32_767
    assert lunch[-1].startswith("lunch 399 ")
    kept = lunch[-1].count("lunch ")
    assert lunch[-1].endswith(f"; and {402 - kept} more")  # 400 and two from before, each once


def test_verdicts_are_of_the_days_that_are_looked_at(state: State) -> None:
    """As the open questions above them; what people said a year ago is about other documents."""
    then = open_state(state.engine.url.render_as_string(), lambda: time.time() - 40 * _DAY)
    then.feedback.give(Answered("T1", "C1", "2.0", "U1"), Verdict("not helpful", "confusing"), 0)
    then.close()
    assert run("gaps").output.splitlines()[1] == "Answers called helpful: 0, not helpful: 1 (1 outdated)"
    assert "confusing" not in run("gaps", "--json").output
    assert "not helpful: 2 (1 confusing, 1 outdated)" in run("gaps", "--days", "60").output


def test_the_report_is_told_to_programs(state: State) -> None:
    """The same figures and texts as JSON."""
    assert state
    report = json.loads(run("gaps", "--json", "--days", "1").output)
    assert (report["days"], report["open"], report["weeks"]) == (1, 4, [4])
    lunch = report["topics"][0]
    assert (lunch["topic"], lunch["total"], lunch["unanswered"], lunch["escalated"]) == ("lunch", 3, 2, 1)
    assert lunch["questions"] == ["lunch", "=lunch?"]
    assert report["verdicts"] == {"not helpful": 1, "outdated": 1}
    assert report["complaints"][0]["correction"] == "see the LCD of 2025"


def test_where_it_was_asked_is_told_but_not_who_asked_alone(state: State, tmp_path: Path) -> None:
    """Channels by their ids, the one with most first; that of a direct message would name a person."""
    for channel in ("C2", "C2", "C2", "D7"):
        state.gaps.add(GapRecord("T1", channel, "U1", Gap.REFUSED, "", ("lunch",), "lunch"), _DAY)
    told = run("gaps", "--csv", str(tmp_path / "gaps.csv")).output
    assert "         in C1, C2, direct messages\n" in told
    assert "D7" not in told
    assert json.loads(run("gaps", "--json").output)["topics"][0]["channels"] == ["C1", "C2", "direct messages"]
    with (tmp_path / "gaps.csv").open(encoding="utf-8-sig", newline="") as file:
        header, lunch, _ = csv.reader(file)
    assert lunch[header.index("channels")] == "C1; C2; direct messages"


def test_one_day_is_a_day(state: State) -> None:
    """And two topics are topics."""
    assert state
    assert run("gaps", "--days", "1").output.startswith("4 questions left open in 1 day, 2 topics")


@pytest.mark.parametrize("command", [("gaps",), ("forget", "U1")])
@pytest.mark.parametrize("url", ["", "sqlite:///none/other.sqlite"])
def test_where_nothing_was_kept_nothing_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], url: str
) -> None:
    """In the wrong folder a person would else be said to be deleted."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CITEBOT_STATE_URL", url)
    told = run(*command)
    assert told.exit_code == 1
    assert f"{'none/other.sqlite' if url else 'var/state.sqlite'}: no state here" in told.output
    assert "CITEBOT_DATA_DIR" in told.output
    assert "CITEBOT_STATE_URL" in told.output
    assert list(tmp_path.iterdir()) == []


def test_the_trend_is_drawn(state: State, tmp_path: Path) -> None:
    """As a picture."""
    assert state
    pytest.importorskip("matplotlib")
    drawn = run("gaps", "--plot", str(tmp_path / "gaps.png"))
    assert (drawn.exit_code, drawn.stderr) == (0, f"citebot: wrote {tmp_path / 'gaps.png'}\n")
    assert (tmp_path / "gaps.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("option", ["--csv", "--plot"])
def test_a_place_that_cannot_be_written_is_told_alone(state: State, tmp_path: Path, option: str) -> None:
    """Before the report, which would scroll it away; a file of the other option is not made either."""
    assert state
    target = tmp_path / "none" / "gaps"
    told = run("gaps", "--csv", str(tmp_path / "gaps.csv"), option, str(target))
    assert (told.exit_code, told.output.splitlines()) == (1, [f"Error: {target}: No such file or directory"])
    assert not (tmp_path / "gaps.csv").exists()


def test_what_a_picture_needs_is_told_alone(state: State, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor is half of what was asked for written."""
    assert state
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    told = run("gaps", "--csv", str(tmp_path / "gaps.csv"), "--plot", str(tmp_path / "gaps.png"))
    assert (told.exit_code, len(told.output.splitlines())) == (1, 1)
    assert "pip install -e '.[plots]'" in told.output
    assert not (tmp_path / "gaps.csv").exists()


def test_what_is_past_its_time_is_told_no_more(state: State) -> None:
    """Although no bot runs that would delete it."""
    then = open_state(state.engine.url.render_as_string(), lambda: time.time() - 40 * _DAY)
    then.gaps.add(GapRecord("T1", "C1", "U1", Gap.REFUSED, "Old (Handbook)", ("ancient",), "ancient?"), 30 * _DAY)
    verdict = Verdict("not helpful", "wrong", None, "ancient?", "an ancient rule")
    then.feedback.give(Answered("T1", "C1", "2.0", "U1"), verdict, 30 * _DAY)
    then.close()
    told = run("gaps", "--days", "90").output
    assert "Old (Handbook)" in told
    assert "ancient" not in told


def test_a_person_is_forgotten_by_an_administrator(state: State) -> None:
    """Somebody who has left cannot press the button; the others' entries stay."""
    told = run("forget", "U2")
    assert told.exit_code == 0
    assert told.output.startswith("Deleted 2 entries of U2.")
    assert "goes within half a minute" in told.output
    assert state.feedback.counts(_DAY) == {}
    assert {record.user for record in state.gaps.since(_DAY)} == {"U1", ""}


def test_what_is_no_person_is_not_forgotten(state: State) -> None:
    """A name is no ID, and nothing to delete is said."""
    assert state
    assert run("forget", "Dana").exit_code == 2
    assert run("forget", "U9").output.startswith("Deleted 0 entries of U9.")
