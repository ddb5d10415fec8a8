"""Numbers in words, as a person says them."""

import gzip
from pathlib import Path

from click.testing import CliRunner

from bot.cli import main


def test_a_command_says_one_query(tmp_path: Path) -> None:
    """`citebot evaluate` on the smallest judged collection."""
    record = b'{"id": "d1", "title": "Block", "text": "A block is coded with 64999."}\n'
    (tmp_path / "corpus.jsonl.gz").write_bytes(gzip.compress(record))
    (tmp_path / "queries.jsonl").write_text('{"id": "q1", "text": "block code"}\n')
    (tmp_path / "qrels.tsv").write_text("q1\td1\t1\n")
    told = CliRunner().invoke(main, ["evaluate", str(tmp_path)]).output
    assert "1 judged query, 1 document, " in told
