"""A folder to index."""

from pathlib import Path

import pytest

from tests.bot.index_command.running import PLAIN
from tests.corpus.files import pdf


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """A folder with two documents and a scan."""
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "a.txt").write_text(PLAIN, "utf-8")
    (folder / "b.csv").write_text("Code,Meaning\nQ1234,tibial block\n", "utf-8")
    (folder / "scan.pdf").write_bytes(pdf([[]]))
    return folder
