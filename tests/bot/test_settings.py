"""Where settings come from, and that nothing mistyped or secret slips through."""

import errno
import io
from pathlib import Path
from typing import Any

import pytest

from bot.setting_loading import load_settings
from bot.setting_sources import SettingsError


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory without files, and no token of the person who runs the tests."""
    monkeypatch.chdir(tmp_path)
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "CITEBOT_DATA_DIR", "CITEBOT_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_the_stronger_source_wins(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment beats .env, .env beats the TOML file."""
    (elsewhere / "citebot.toml").write_text('data_dir = "toml"\ncorpus = "docs"\n')
    assert load_settings().data_dir == Path("toml")
    (elsewhere / ".env").write_text("CITEBOT_DATA_DIR=dotenv\n")
    assert load_settings().data_dir == Path("dotenv")
    monkeypatch.setenv("CITEBOT_DATA_DIR", "environment")
    assert load_settings().data_dir == Path("environment")
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
        ('SLACK_BOT_TOKEN = "xoxb-planted"\n', "SLACK_BOT_TOKEN does not belong in a file"),
        ('Citebot_Slack_Signing_Secret = "planted"\n', "does not belong in a file"),
        ('CITEBOT_STATE_URL = "postgresql://u:planted@h/n"\n', "does not belong in a file"),
        ('slack_bot_tokn = "xoxb-planted"\n', "slack_bot_tokn is not known"),
        ('owners = ["xoxb-planted"]\n', "found a value that is not shown"),
        ('slack_api_url = "ftp://u:planted@host/"\n', "found a value that is not shown"),
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
    with pytest.raises(SettingsError, match=f"{name}.*expected text in UTF-8") as caught:
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
    """A variable that would silently be ignored is named, with the one that was meant."""
    monkeypatch.setenv("CITEBOT_DATADIR", "x")
    with pytest.raises(SettingsError, match=r"variable CITEBOT_DATADIR is not known; did you mean CITEBOT_DATA_DIR\?"):
        load_settings()


@pytest.mark.parametrize(
    ("file", "line", "told"),
    [
        ("citebot.toml", 'ownrs = ["U1"]', "citebot.toml: ownrs is not known; did you mean owners?"),
        ("citebot.toml", "data_dir = 7", "citebot.toml: data_dir: found “7”, expected a path"),
        (".env", "CITEBOT_OWNRS=U1", ".env: CITEBOT_OWNRS is not known; did you mean CITEBOT_OWNERS?"),
        (".env", "CITEBOT_HTTP_PORT=eighty", ".env: CITEBOT_HTTP_PORT: found “eighty”, expected a whole number"),
        (".env", "CITEBOT_OWNERS=bob", "found “bob”, expected Slack user IDs, as in U012AB3CD"),
        (".env", "CITEBOT_HELP_CHANNEL=#help", "found “#help”, expected the ID of a channel"),
        (".env", "CITEBOT_HELP_GROUP=@x", "found “@x”, expected the ID of a user"),
        (".env", "CITEBOT_WORKSPACES=acme", "found “acme”, expected IDs of workspaces"),
        (".env", "CITEBOT_SLACK_API_URL=nonsense", "found “nonsense”, expected an address"),
        (".env", "CITEBOT_SLACK_API_URL=https://a..b/", "found “https://a..b/”, expected an address"),
        (".env", 'CITEBOT_HTTP_HOST="not a host"', "found “not a host”, expected an IP address or a host name"),
        (".env", "CITEBOT_PATIENT_GUARD=perhaps", "found “perhaps”, expected true or false"),
        (".env", "CITEBOT_LOG_LEVEL=loud", "found “loud”, expected DEBUG, INFO, WARNING or ERROR"),
    ],
)
def test_what_cannot_work_is_told_with_its_place(elsewhere: Path, file: str, line: str, told: str) -> None:
    """The file and the name in it, what was found, and what is expected or was meant, in our own words."""
    (elsewhere / file).write_text(f"{line}\n")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert told in str(caught.value)
    assert "citebot config table" in str(caught.value)


def test_a_secret_file_of_another_form_is_named(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the place of what was found."""
    (elsewhere / "citebot_owners").write_text("bob\n")
    monkeypatch.setenv("CITEBOT_SECRETS_DIR", str(elsewhere))
    with pytest.raises(SettingsError, match="citebot_owners: found “bob”"):
        load_settings()


def test_what_kubernetes_tells_of_a_service_is_no_setting(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A service called citebot leaves such variables in each pod beside it."""
    for name in ("CITEBOT_SERVICE_HOST", "CITEBOT_SERVICE_PORT_HTTP", "CITEBOT_PORT", "CITEBOT_PORT_80_TCP_ADDR"):
        monkeypatch.setenv(name, "10.0.0.1")
    assert load_settings().data_dir == Path("var")


def test_the_environment_file_is_other_programs_too(elsewhere: Path) -> None:
    """Names that are not ours are left alone there, and it may say where the settings are."""
    (elsewhere / ".env").write_text("POSTGRES_PASSWORD=planted\nFOO=bar\nCITEBOT_CONFIG=other.toml\n")
    (elsewhere / "other.toml").write_text('data_dir = "elsewhere"\n')
    assert load_settings().data_dir == Path("elsewhere")


@pytest.mark.parametrize("file", [None, ".env", "citebot.toml"])
def test_an_empty_value_is_none(elsewhere: Path, monkeypatch: pytest.MonkeyPatch, file: str | None) -> None:
    """Else an empty corpus were the working directory, with whatever lies in it."""
    if file:
        names = ("corpus", "data_dir") if file == "citebot.toml" else ("CITEBOT_CORPUS", "CITEBOT_DATA_DIR")
        (elsewhere / file).write_text("".join(f'{name} = ""\n' for name in names))
    else:
        monkeypatch.setenv("CITEBOT_CORPUS", "")
        monkeypatch.setenv("CITEBOT_DATA_DIR", "")
    settings = load_settings()
    assert (settings.corpus, settings.data_dir) == (None, Path("var"))


@pytest.mark.parametrize("level", ["debug", "Warning", "ERROR"])
def test_a_log_level_is_meant_in_whatever_case(monkeypatch: pytest.MonkeyPatch, level: str) -> None:
    """Many programs take it in small letters, and nothing else is meant by it."""
    monkeypatch.setenv("CITEBOT_LOG_LEVEL", level)
    assert load_settings().log_level == level.upper()


def test_a_home_folder_is_meant_by_a_tilde(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In every path of the settings, wherever it is given."""
    monkeypatch.setenv("HOME", str(elsewhere / "home"))
    monkeypatch.setenv("CITEBOT_CONFIG", "~/my.toml")
    monkeypatch.setenv("CITEBOT_CORPUS", "~/policies")
    (elsewhere / "home").mkdir()
    (elsewhere / "home" / "my.toml").write_text('data_dir = "~/data"\n')
    settings = load_settings()
    assert settings.data_dir == elsewhere / "home" / "data"
    assert settings.corpus == elsewhere / "home" / "policies"


def test_a_file_is_no_data_folder(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Told before anything is done, with the variable that names it."""
    (elsewhere / "file").write_text("")
    monkeypatch.setenv("CITEBOT_DATA_DIR", str(elsewhere / "file" / "var"))
    with pytest.raises(SettingsError, match=r"CITEBOT_DATA_DIR: .*file is a file, expected a folder"):
        load_settings()


@pytest.mark.parametrize(
    ("given", "first", "other"),
    [
        ('"C1"', "C1", "C1"),
        ('"T1/C1,T2/C2"', "C1", "C2"),
        ('["T1/C1", "C9"]', "C1", "C9"),
        ('"T1/C1"', "C1", ""),
        ('""', "", ""),
    ],
)
def test_a_help_channel_is_a_workspaces_or_all_workspaces(elsewhere: Path, given: str, first: str, other: str) -> None:
    """A file from before there were several reads as it did."""
    (elsewhere / "citebot.toml").write_text(f"help_channel = {given}\n")
    settings = load_settings()
    assert (settings.help_channel_of("T1"), settings.help_channel_of("T2")) == (first, other)


@pytest.mark.parametrize("given", ["C1,C2", "T1/C1,T1/C2", "T1/", "T1/U1", "C1/C2"])
def test_two_help_channels_of_one_workspace_are_refused(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    """So is what is no channel."""
    monkeypatch.setenv("CITEBOT_HELP_CHANNEL", given)
    with pytest.raises(SettingsError, match="expected the ID of a channel"):
        load_settings()
