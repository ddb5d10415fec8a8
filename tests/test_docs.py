"""What is documented exists, and what exists is documented."""

from pathlib import Path

import pytest

from bot.cli import _COMMANDS
from bot.commands.config import settings_table

ROOT = Path(__file__).resolve().parent.parent


def documentation() -> str:
    """Return the README and the pages that it leads to."""
    return "".join(file.read_text("utf-8") for file in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")])


@pytest.mark.parametrize("name", sorted(_COMMANDS))
def test_every_command_is_documented(name: str) -> None:
    """A command that no page names is not there for a newcomer."""
    assert f"`citebot {name}" in documentation()


def test_every_setting_is_documented() -> None:
    """docs/settings.md is what `citebot config table` prints; mend it with: citebot config table > docs/settings.md"""
    assert (ROOT / "docs" / "settings.md").read_text("utf-8") == settings_table()


def test_lock_files_name_no_host() -> None:
    """The locks carry versions and hashes, no addresses."""
    for lock in ROOT.glob("*.lock"):
        assert "http" not in lock.read_text("utf-8").replace("httpx", "").replace("httpcore", "")
