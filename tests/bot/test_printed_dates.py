"""A document that prints its dates is told with them, in answers, filters and the index."""

import json
from pathlib import Path

from click.testing import CliRunner

from bot.cli import main
from bot.conflicts import dated
from bot.desk import open_desk
from bot.terminal import styled_lines
from corpus.understanding import understand
from index.disk.encoding import metadata_of, metadata_row

POLICY = "Tibial Nerve Block Policy\n\n{}\n\nCoverage\nThe tibial nerve block is reported with code Q2222.\n"
QUESTION = "tibial nerve block code"


def asked(folder: Path, *options: str) -> str:
    """Return what is printed for the question."""
    result = CliRunner().invoke(main, ["ask", *options, QUESTION])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_printed_dates_stand_in_the_answer(tmp_path: Path) -> None:
    """In place of "undated", from the folder and from its index alike; a month is shown as one."""
    folder, index = tmp_path / "docs", tmp_path / "index"
    folder.mkdir()
    (folder / "a.txt").write_text(POLICY.format("Effective Date: 01/01/2024\nRev. 3/2024\nLast reviewed: May 2, 2024"))
    assert CliRunner().invoke(main, ["index", str(folder), "--index", str(index)]).exit_code == 0
    for where in (("--corpus", str(folder)), ("--index", str(index))):
        shown = asked(folder, *where)
        assert "effective 2024-01-01, revised 2024-03, reviewed 2024-05-02" in shown
        assert "undated" not in shown
        known = json.loads(asked(folder, "--json", *where))["passages"][0]["metadata"]
        dates = {key: known[key] for key in ("effective", "revised", "reviewed", "retired")}
        assert dates == {"effective": "2024-01-01", "revised": "2024-03", "reviewed": "2024-05-02", "retired": None}


def test_a_printed_retirement_ranks_below_and_a_printed_beginning_answers_for_its_year(tmp_path: Path) -> None:
    """As those of a sidecar do."""
    for units, line in (
        ("155", "Effective Date: 01/01/2023\nRetired: 2024-12-31"),
        ("200", "Effective: January 1, 2025"),
    ):
        text = f"Botox Policy\n\n{line}\n\nLimits\nThe maximum of botox is {units} units every 12 weeks.\n"
        (tmp_path / f"{units}.txt").write_text(text)
    answerer = open_desk(tmp_path, print).answerer
    for question, units in (("maximum of botox", "200"), ("what was the maximum of botox in 2023?", "155")):
        answer = answerer.answer(question)
        assert units in answer.headlines[0].sentence.text
        assert any("RETIRED 2024-12-31" in line for _, line in styled_lines(answer))


def test_what_is_known_is_stored_and_compared_as_printed(tmp_path: Path) -> None:
    """A month comes back as one, and speaks against another month alone."""
    stored = {}
    for name, line in (("a", "Revised March 2024"), ("b", "Revised 3/15/2024"), ("c", "Revised April 2024")):
        (tmp_path / f"{name}.txt").write_text(POLICY.format(line))
        understood = understand(tmp_path, f"{name}.txt")
        metadata = metadata_of(json.loads(json.dumps(metadata_row(understood.document.metadata))))
        assert repr(metadata) == repr(understood.document.metadata)
        stored[name] = dated(understood.passages[0])
    month, day, other = stored["a"], stored["b"], stored["c"]
    assert month
    assert day
    assert other
    assert month.shown == "2024-03"
    assert not month.speaks_against(day)
    assert month.speaks_against(other)
