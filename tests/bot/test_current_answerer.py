"""An answerer over an index that changes: every answer is from the newest commit."""

import shutil
from pathlib import Path

import pytest

from bot.current_answerer import CurrentAnswerer
from bot.desk import open_desk
from index.analyzer import Analyzer
from index.disk import open_index, open_writer
from tests.index.samples import passage, record_of


def build(path: Path, text: str) -> None:
    """Bring the index to hold one passage."""
    found = passage("a", 0, text)
    with open_writer(path, Analyzer(), workers=1) as writer:
        writer.replace(record_of([found]), [found])
        writer.commit()


def test_an_index_made_anew_in_the_same_place_is_noticed(tmp_path: Path) -> None:
    """Somebody deletes the index and builds another: its first commit has the number of the one that was deleted."""
    path, analyzer = tmp_path / "index", Analyzer()
    build(path, "The code for the sural block is 11111.")
    engine = open_index(path, analyzer)
    answerer = CurrentAnswerer(engine, analyzer)
    shutil.rmtree(path)
    build(path, "The code for the sural block is 22222.")
    assert engine.refresh()
    answer = answerer.answer("code for sural block?")
    assert [headline.sentence.text for headline in answer.headlines] == ["The code for the sural block is 22222."]


def headlines(answerer: CurrentAnswerer) -> list[str]:
    """Return the sentences that answer what the sural block is reported with."""
    return [headline.sentence.text for headline in answerer.answer("code for sural block?").headlines]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation that answers from a folder, as there is no index yet."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.txt").write_text("The code for the sural block is 11111.\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CITEBOT_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("CITEBOT_CORPUS", str(tmp_path / "docs"))
    monkeypatch.setattr("bot.current_answerer._LOOK_EVERY", 0.0)
    return tmp_path


def test_the_first_index_is_taken_up_by_a_bot_that_runs(home: Path) -> None:
    """Started before there was an index, it answers from the folder until there is one, then from that."""
    answerer = open_desk(None, print).answerer
    assert headlines(answerer) == ["The code for the sural block is 11111."]
    build(home / "data" / "index", "The code for the sural block is 22222.")
    assert headlines(answerer) == ["The code for the sural block is 22222."]


def test_the_first_index_brings_the_lexicon_of_its_folder(home: Path) -> None:
    """The owner's names hold from then on, not only after a restart."""
    answerer = open_desk(None, print).answerer
    (home / "docs" / "lexicon.txt").write_text("blue sheet = sural block\n", "utf-8")
    build(home / "data" / "index", "The code for the sural block is 22222.")
    answer = answerer.answer("code for the blue sheet")
    assert [headline.sentence.text for headline in answer.headlines] == ["The code for the sural block is 22222."]


def test_a_first_index_that_cannot_be_read_is_told_and_waited_for(home: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The folder goes on answering, the log says why, and an index that is mended is taken up."""
    answerer = open_desk(None, print).answerer
    (home / "data" / "index").mkdir(parents=True)
    (home / "data" / "index" / "CURRENT").write_text("7\n")
    assert headlines(answerer) == ["The code for the sural block is 11111."]
    assert "first index not usable" in caplog.text
    shutil.rmtree(home / "data" / "index")
    build(home / "data" / "index", "The code for the sural block is 22222.")
    assert headlines(answerer) == ["The code for the sural block is 22222."]


def test_a_named_folder_is_not_left_for_an_index(home: Path) -> None:
    """Whoever names what to answer from gets answers from that."""
    answerer = open_desk(home / "docs", print).answerer
    build(home / "data" / "index", "The code for the sural block is 22222.")
    assert headlines(answerer) == ["The code for the sural block is 11111."]
