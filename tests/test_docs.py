"""What is documented exists, and what exists is documented."""

from pathlib import Path

import pytest

from bot.cli import _COMMANDS
from bot.settings import Settings

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("name", sorted(_COMMANDS))
def test_every_command_is_in_the_readme(name: str) -> None:
    """A command that the README does not name is not there for a newcomer."""
    assert f"`citebot {name}" in (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_every_setting_is_in_the_readme(name: str) -> None:
    """A setting that the README does not name is not there for an administrator."""
    assert f"| `{name}` |" in (ROOT / "README.md").read_text("utf-8")


def test_lock_files_name_no_host() -> None:
    """The locks carry versions and hashes, no addresses."""
    for lock in ROOT.glob("*.lock"):
        assert "http" not in lock.read_text("utf-8").replace("httpx", "").replace("httpcore", "")
