"""Where settings come from, and that nothing mistyped or secret slips through."""

import errno
import io
from pathlib import Path
from typing import Any

import pytest

from bot.settings import SettingsError, load_settings


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory without files, and no token of the person who runs the tests."""
    monkeypatch.chdir(tmp_path)
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "CITEBOT_DATA_DIR", "CITEBOT_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_the_stronger_source_wins(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Arguments beat the environment, the environment beats .env, .env beats the TOML file."""
    (elsewhere / "citebot.toml").write_text('data_dir = "toml"\ncorpus = "docs"\n')
    assert load_settings().data_dir == Path("toml")
    (elsewhere / ".env").write_text("CITEBOT_DATA_DIR=dotenv\n")
    assert load_settings().data_dir == Path("dotenv")
    monkeypatch.setenv("CITEBOT_DATA_DIR", "environment")
    assert load_settings().data_dir == Path("environment")
    assert load_settings(data_dir=Path("argument")).data_dir == Path("argument")
    assert load_settings().corpus == Path("docs")


def test_slack_tokens_come_under_their_own_names_and_stay_hidden(elsewhere: Path) -> None:
    """The names that Slack's pages use work in .env, and no repr shows a token."""
    (elsewhere / ".env").write_text("SLACK_BOT_TOKEN=xoxb-planted\n")
    settings = load_settings()
    assert settings.slack_bot_token is not None
    assert settings.slack_bot_token.get_secret_value() == "xoxb-planted"
    assert "planted" not in repr(settings)


@pytest.mark.parametrize(
    ("toml", "told"),
    [
        ('slack_bot_token = "xoxb-planted"\n', "does not belong in a file"),
        ("data_dri = 1\n", "data_dri"),
        ("data_dir = [[[", "no valid TOML"),
        ("data_dir = 7\n", "data_dir"),
    ],
)
def test_a_bad_file_is_told_without_its_values(elsewhere: Path, toml: str, told: str) -> None:
    """Unknown names, tokens and wrong types are errors that name the setting, never its value."""
    (elsewhere / "citebot.toml").write_text(toml)
    with pytest.raises(SettingsError, match=told) as caught:
        load_settings()
    assert "planted" not in str(caught.value)


@pytest.mark.parametrize("name", [".env", "citebot.toml"])
def test_a_file_of_another_encoding_is_one_clear_line(elsewhere: Path, name: str) -> None:
    """The file and what was expected are named, never what it holds."""
    (elsewhere / name).write_bytes(b"data_dir = caf\xe9")
    with pytest.raises(SettingsError, match=f"{name}.*[uU][tT][fF]-8") as caught:
        load_settings()
    assert "caf" not in str(caught.value)


@pytest.mark.parametrize("name", [".env", "citebot.toml"])
def test_a_file_that_may_not_be_read_is_one_clear_line(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """The file is named with the system's reason."""
    (elsewhere / name).write_text("")
    allowed = io.open

    def refused(file: object, *arguments: Any, **options: Any) -> Any:
        if Path(str(file)).name == name:
            raise PermissionError(errno.EACCES, "Permission denied", str(file))
        return allowed(file, *arguments, **options)  # type: ignore[call-overload]

    monkeypatch.setattr("builtins.open", refused)
    monkeypatch.setattr("io.open", refused)
    with pytest.raises(SettingsError, match=f"{name}: cannot be read .Permission denied"):
        load_settings()


def test_a_folder_of_secrets_that_is_not_there_is_an_error(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever names one means it: without its tokens the bot would answer in the terminal only."""
    monkeypatch.setenv("CITEBOT_SECRETS_DIR", str(elsewhere / "none"))
    with pytest.raises(SettingsError, match="none: no such folder, although CITEBOT_SECRETS_DIR names it"):
        load_settings()


def test_a_mistyped_variable_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable that would silently be ignored is named."""
    monkeypatch.setenv("CITEBOT_DATADIR", "x")
    with pytest.raises(SettingsError, match=r"CITEBOT_DATADIR is not known; expected one of .*CITEBOT_DATA_DIR"):
        load_settings()
