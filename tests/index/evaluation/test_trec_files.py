"""Runs and judgements in files."""

from pathlib import Path

import pytest

from index.evaluation.measures import Run
from index.evaluation.trec_files import RunIdentifierError, read_qrels, read_run, write_run
from index.line_files import LineFileError


def test_a_run_survives_its_file(tmp_path: Path) -> None:
    """Written and read again, the measures are the same to the last digit."""
    run = {"q1": {"d/1": 2.123456789012345, "ü": 2.0}, "q2": {"a": 0.1}}
    write_run(tmp_path / "run", run, "name")
    assert read_run(tmp_path / "run") == run


@pytest.mark.parametrize("run", [{"q1": {"a b": 1.0}}, {"q 1": {"a": 1.0}}, {"q1": {"": 1.0}}])
def test_a_run_that_could_not_be_read_again_is_not_written(tmp_path: Path, run: Run) -> None:
    """Blanks part what stands in a line, so no identifier may hold one."""
    with pytest.raises(RunIdentifierError, match="cannot hold the identifier"):
        write_run(tmp_path / "run", run, "name")
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("line", ["q d", "q\td\tgood", "q\td\t1\tx", "q\td\t\u00b2", "q\td\t--3"])
def test_bad_judgements_are_named(tmp_path: Path, line: str) -> None:
    """The message says the line and what was expected."""
    (tmp_path / "qrels.tsv").write_text(f"q\td\t1\n{line}\n", "utf-8")
    with pytest.raises(LineFileError, match="line 2: expected query, document and grade"):
        read_qrels(tmp_path / "qrels.tsv")
