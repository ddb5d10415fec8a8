"""An answerer over an index that changes: every answer is from the newest commit."""

import shutil
from pathlib import Path

from bot.current import CurrentAnswerer
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
