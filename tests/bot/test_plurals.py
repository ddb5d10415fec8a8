"""Numbers in words, as a person says them."""

import gzip
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.plurals import counted


@pytest.mark.parametrize(
    ("number", "what", "said"),
    [
        (1, "document", "1 document"),
        (0, "document", "0 documents"),
        (2_000, "document", "2,000 documents"),
        (1, "judged query", "1 judged query"),
        (2, "judged query", "2 judged queries"),
        (3, "entry", "3 entries"),
        (4, "day", "4 days"),
    ],
)
def test_one_is_no_plural(number: int, what: str, said: str) -> None:
    """Whatever the thing."""
    assert counted(number, what) == said


def test_a_command_says_one_query(tmp_path: Path) -> None:
    """`citebot evaluate` on the smallest judged collection."""
    record = b'{"id": "d1", "title": "Block", "text": "A block is coded with 64999."}\n'
    (tmp_path / "corpus.jsonl.gz").write_bytes(gzip.compress(record))
    (tmp_path / "queries.jsonl").write_text('{"id": "q1", "text": "block code"}\n')
    (tmp_path / "qrels.tsv").write_text("q1\td1\t1\n")
    told = CliRunner().invoke(main, ["evaluate", str(tmp_path)]).output
    assert "1 judged query, 1 document, " in told
