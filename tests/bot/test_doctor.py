"""`citebot doctor` names what is wrong, and what mends it."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from slack_sdk.oauth.installation_store import Bot

from bot.cli import main
from bot.slack.manifest import Shape, scopes
from bot.state.store import open_state
from tests.slack_server.server import LocalSlack

TOKENS = {"SLACK_BOT_TOKEN": "xoxb-planted-secret", "SLACK_APP_TOKEN": "xapp-planted-secret"}

Doctor = Callable[..., Result]


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    """A Slack that grants what the manifest asks for."""
    local = LocalSlack(frozenset(scopes(Shape())))
    yield local
    local.stop()


@pytest.fixture
def doctor(tmp_path: Path, slack: LocalSlack, monkeypatch: pytest.MonkeyPatch) -> Doctor:
    """Run the command in a folder of its own."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, **environment: str) -> Result:
        for name, value in {"CITEBOT_SLACK_API_URL": slack.url, **environment}.items():
            monkeypatch.setenv(name, value)
        result = CliRunner().invoke(main, ["doctor", *arguments])
        assert "planted-secret" not in result.output
        return result

    return run


def test_a_new_user_without_slack_is_well(doctor: Doctor) -> None:
    """The sample collection answers; Slack is left out and said to be."""
    result = doctor()
    assert result.exit_code == 0
    assert "is answered in" in result.output
    assert "no tokens are set" in result.output


def test_looking_makes_nothing(doctor: Doctor, tmp_path: Path) -> None:
    """Neither the data folder nor a state; what is to be made is told."""
    result = doctor(CITEBOT_DATA_DIR=str(tmp_path / "one" / "two"))
    assert result.exit_code == 0
    assert "can be made" in result.output
    assert list(tmp_path.iterdir()) == []


def test_a_data_folder_that_cannot_be_made_is_named(doctor: Doctor, tmp_path: Path) -> None:
    """Such as one below a file."""
    (tmp_path / "file").touch()
    result = doctor(CITEBOT_DATA_DIR=str(tmp_path / "file" / "data"))
    assert result.exit_code == 1
    assert "CITEBOT_DATA_DIR" in result.output


def test_a_bot_with_good_tokens_is_well(doctor: Doctor) -> None:
    """Tokens, scopes and the clock are looked at."""
    result = doctor("--json", **TOKENS)
    found = {row["name"]: row["verdict"] for row in json.loads(result.output)}
    assert result.exit_code == 0
    assert found["bot token"] == found["scopes"] == found["clock"] == found["app token"] == "ok"


def test_a_token_that_slack_refuses_is_named(doctor: Doctor, slack: LocalSlack) -> None:
    """With Slack's own word for it."""
    slack.fail("auth.test", error="token_revoked")
    result = doctor(**TOKENS)
    assert result.exit_code == 1
    assert "Slack refused it: token_revoked" in result.output


def test_an_app_token_that_slack_refuses_is_named(doctor: Doctor, slack: LocalSlack) -> None:
    """With the scope that it needs."""
    slack.fail("apps.connections.open", error="missing_scope")
    result = doctor(**TOKENS)
    assert result.exit_code == 1
    assert "connections:write" in result.output


@pytest.mark.parametrize(
    ("without", "more", "exit_code", "said"),
    [
        ("chat:write", "", 1, "not granted: chat:write"),
        ("channels:history", "", 0, "need a mention"),
        ("files:write", "", 0, "without files:write, which is optional"),
        ("", "files:read", 0, "granted but not used: files:read"),
    ],
)
def test_scopes_are_compared_with_the_manifest(
    doctor: Doctor, slack: LocalSlack, without: str, more: str, exit_code: int, said: str
) -> None:
    """Missing ones are wrong or a choice, further ones a note."""
    slack.scopes = frozenset(scopes(Shape())) - {without} | ({more} - {""})
    result = doctor(**TOKENS)
    assert result.exit_code == exit_code
    assert said in result.output


@pytest.mark.parametrize(
    ("environment", "exit_code", "said"),
    [
        ({"CITEBOT_HELP_CHANNEL": "CHELP"}, 0, "CHELP in T1: the bot is in it"),
        ({"CITEBOT_HELP_CHANNEL": "T1/CHELP,T2/CNONE"}, 0, "CHELP in T1: the bot is in it"),
        ({"CITEBOT_HELP_CHANNEL": "CAWAY"}, 1, "CAWAY in T1: the bot is not in it"),
        ({"CITEBOT_HELP_CHANNEL": "CNONE"}, 1, "CNONE in T1: no such channel, or a private one"),
        ({"CITEBOT_HELP_CHANNEL": "COLD"}, 1, "COLD in T1: it is archived"),
        ({"CITEBOT_HELP_CHANNEL": "CSHARED"}, 1, "CSHARED in T1: it is shared with another organisation"),
        ({"CITEBOT_OWNERS": "UOWNER"}, 0, "all are members"),
        ({"CITEBOT_OWNERS": "UOWNER,UNOBODY"}, 1, "no members of T1: UNOBODY. Mend"),
        ({"CITEBOT_OWNERS": "USTRANGER"}, 1, "no members of T1: USTRANGER; in T1 administrators decide"),
    ],
)
def test_those_whom_the_settings_name_are_looked_for(
    doctor: Doctor, environment: dict[str, str], exit_code: int, said: str
) -> None:
    """A question to a person would find nobody, a gap no owner."""
    result = doctor(**TOKENS, **environment)
    assert said in result.output
    assert result.exit_code == exit_code


@pytest.fixture
def several(tmp_path: Path) -> dict[str, str]:
    """The environment of an app that two workspaces installed."""
    state = open_state(f"sqlite:///{tmp_path / 'state.sqlite'}")
    for team in ("T1", "T2"):
        bot = Bot(app_id="A1", team_id=team, bot_token=f"xoxb-{team}", bot_id="B", bot_user_id="U", installed_at=1.0)
        state.installations("1.2").save_bot(bot)
    state.close()
    tokens = {
        "SLACK_CLIENT_ID": "1.2",
        "SLACK_CLIENT_SECRET": "planted-secret",
        "SLACK_SIGNING_SECRET": "planted-secret",
    }
    return {**tokens, "CITEBOT_DATA_DIR": str(tmp_path), "CITEBOT_WORKSPACES": "T1,T2", "CITEBOT_OWNERS": "UOWNER"}


def test_several_workspaces_have_owners_together(doctor: Doctor, slack: LocalSlack, several: dict[str, str]) -> None:
    """Whoever is a member of one is no mistake; where none is, administrators decide."""
    result = doctor(**several)
    assert "all are members somewhere; in T2 administrators decide" in result.output
    assert result.exit_code == 0


def test_a_workspace_that_is_named_no_more_is_told(doctor: Doctor, slack: LocalSlack, several: dict[str, str]) -> None:
    """It has the app still, and gets no answers."""
    result = doctor(**{**several, "CITEBOT_WORKSPACES": "T1"})
    assert "not among CITEBOT_WORKSPACES, and not served: T2. What is stored" in result.output
    assert "all are members\n" in result.output
    assert result.exit_code == 0


@pytest.mark.parametrize("off", [600, 45])
def test_a_wrong_clock_is_named(doctor: Doctor, slack: LocalSlack, off: int) -> None:
    """Before every signature fails, and before replicas take each other for dead and answer twice."""
    slack.clock_off = off
    result = doctor(**TOKENS)
    assert result.exit_code == 1
    assert "seconds from Slack's" in result.output


def test_slack_out_of_reach_is_named(doctor: Doctor, free_port: int) -> None:
    """The network, not the token."""
    result = doctor(**TOKENS, CITEBOT_SLACK_API_URL=f"http://127.0.0.1:{free_port}/api/")
    assert result.exit_code == 1
    assert "cannot be reached at 127.0.0.1: Connection refused. Check this machine's network" in result.output
    result = doctor(**TOKENS, CITEBOT_SLACK_API_URL="https://nowhere.invalid/api/")
    assert "cannot be reached at nowhere.invalid: " in result.output  # the words after it are the resolver's
    assert "gaierror" not in result.output


@pytest.mark.parametrize("name", TOKENS)
def test_a_token_of_another_kind_is_named(doctor: Doctor, name: str) -> None:
    """Tokens are easily confused, and what stands there may be one."""
    result = doctor(**{**TOKENS, name: "planted-secret"})
    assert result.exit_code == 1
    assert f"{name} is set to something else; expected a token that begins with" in result.output


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ({}, "SLACK_APP_TOKEN, SLACK_BOT_TOKEN"),
        ({"SLACK_APP_TOKEN": TOKENS["SLACK_APP_TOKEN"]}, "SLACK_BOT_TOKEN"),
        ({"SLACK_BOT_TOKEN": "xoxb-…"}, "SLACK_APP_TOKEN, SLACK_BOT_TOKEN"),
        ({**TOKENS, "SLACK_SIGNING_SECRET": "..."}, "SLACK_SIGNING_SECRET"),
        ({"SLACK_SIGNING_SECRET": "planted-secret", "SLACK_BOT_TOKEN": TOKENS["SLACK_BOT_TOKEN"]}, "SLACK_APP_TOKEN"),
    ],
)
def test_tokens_of_the_example_settings_are_told_as_such(
    doctor: Doctor, tmp_path: Path, slack: LocalSlack, given: dict[str, str], left: str
) -> None:
    """Who copied the file and forgot a line of it; Slack would call the token invalid, if it can be reached."""
    example = Path(__file__).resolve().parents[2] / "deploy" / "env.example"
    (tmp_path / ".env").write_bytes(example.read_bytes())
    told = f"{left}: still as in the example settings."
    assert f"✗ Slack settings  {told}" in doctor(**given).output
    started = CliRunner().invoke(main, ["run"])
    assert (started.exit_code, started.stdout) == (1, "")
    assert told in started.stderr
    assert slack.calls == []


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"CITEBOT_HTTP_PROT": "1"}, "CITEBOT_HTTP_PROT is not known"),
        ({"CITEBOT_DATA_DIR": "/proc/none"}, "CITEBOT_DATA_DIR"),
        ({"CITEBOT_STATE_URL": "nonsense"}, "expected sqlite:///FILE"),
        ({"CITEBOT_CORPUS": "/nowhere"}, "environment variable CITEBOT_CORPUS: /nowhere: no such file or folder"),
        ({"CITEBOT_HELP_CHANNEL": "#help"}, "found “#help”, expected the ID of a channel"),
        ({"CITEBOT_SLACK_API_URL": "nonsense"}, "found “nonsense”, expected an address"),
        ({"SLACK_BOT_TOKEN": "xoxb-planted-secret"}, "SLACK_APP_TOKEN is not set"),
    ],
)
def test_what_is_wrong_here_is_named(doctor: Doctor, environment: dict[str, str], said: str) -> None:
    """In one line each, with exit code 1."""
    result = doctor(**environment)
    assert result.exit_code == 1
    assert said in result.output
    assert "Traceback" not in result.output


def test_a_corpus_that_is_gone_is_noted_beside_an_index(doctor: Doctor, tmp_path: Path) -> None:
    """The index answers, but what the folder says beside it is not read."""
    folder = tmp_path / "policies"
    folder.mkdir()
    (folder / "a.md").write_text("# Celiac plexus block\n\nA celiac plexus block is reported with CPT code 64530.\n")
    assert CliRunner().invoke(main, ["index", str(folder)]).exit_code == 0
    assert "/nowhere" not in doctor(CITEBOT_CORPUS=str(folder)).output
    result = doctor(CITEBOT_CORPUS="/nowhere")
    assert result.exit_code == 0
    assert "/nowhere: no such folder" in result.output
    assert "CITEBOT_CORPUS" in result.output


def test_files_that_could_not_be_read_are_noted(doctor: Doctor, tmp_path: Path) -> None:
    """The rest answers."""
    folder = tmp_path / "policies"
    folder.mkdir()
    (folder / "a.md").write_text("# Celiac plexus block\n\nA celiac plexus block is reported with CPT code 64530.\n")
    (folder / "b.pdf").write_bytes(b"%PDF-1.4 broken")
    result = doctor("--corpus", str(folder))
    assert result.exit_code == 0
    assert "b.pdf" in result.output
