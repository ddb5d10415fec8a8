"""What deploy/ promises can be kept by the repository."""

import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.setting_loading import load_settings
from bot.settings import Settings, variable_of

ROOT = Path(__file__).resolve().parents[1]
DEPLOY = ROOT / "deploy"
SECRET = re.compile(r"token|secret|state_url|client_id")


def test_the_example_settings_tell_of_every_setting() -> None:
    """Those that are no secrets, each with its default, in the file; the others in the environment's."""
    text = (DEPLOY / "citebot.example.toml").read_text()
    environment = (DEPLOY / "env.example").read_text()
    for name in Settings.model_fields:
        if SECRET.search(name):
            assert variable_of(name) in environment, name
        else:
            assert re.search(rf"^(# )?{name} = ", text, re.MULTILINE), name


def test_the_example_settings_load(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """As they are, and with everything that is commented out; the defaults shown are the defaults."""
    text = (DEPLOY / "citebot.example.toml").read_text()
    whole = re.sub(r"^# (?=\w+ = )", "", text, flags=re.MULTILINE)
    file = tmp_path / "citebot.toml"
    file.write_text(whole)
    monkeypatch.setenv("CITEBOT_CONFIG", str(file))
    monkeypatch.chdir(tmp_path)
    loaded, values = load_settings(), tomllib.loads(whole)
    examples = {"corpus", "owners", "workspaces", "help_channel", "help_group", "http_port"}
    for name in values.keys() - examples:
        assert getattr(loaded, name) == Settings.model_fields[name].default, name
    file.write_text(text)
    assert load_settings().owners == ("U012AB3CD",)


def _instructions() -> list[tuple[str, str]]:
    text = (DEPLOY / "Dockerfile").read_text().replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(line.split()[0], line.split(maxsplit=1)[1]) for line in lines]


def test_the_image_is_made_of_what_is_there() -> None:
    """Every path that is copied exists and is not kept out; the packages are those of the lock files."""
    kept = (DEPLOY / "Dockerfile.dockerignore").read_text().splitlines()
    for instruction, rest in _instructions():
        if instruction == "COPY" and not rest.startswith("--from"):
            for path in rest.split()[:-1]:
                assert (ROOT / path).exists(), path
                assert f"!{path}" in kept, path
    text = (DEPLOY / "Dockerfile").read_text()
    assert text.count("--require-hashes") == 2


def test_the_container_is_nobody_and_holds_no_secret() -> None:
    """It runs under an account of its own, ends when told to, and is watched."""
    instructions = _instructions()
    assert ("USER", "citebot") in instructions
    assert {"HEALTHCHECK", "STOPSIGNAL", "VOLUME"} <= {name for name, _ in instructions}
    assert not re.search(r"xox[bp]-|xapp-", (DEPLOY / "Dockerfile").read_text())


def test_compose_gives_the_bot_no_more_than_it_needs() -> None:
    """A read-only system without privileges; the one that reads documents has no network."""
    composed: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    for name in ("bot", "index"):
        service = composed["services"][name]
        assert service["read_only"]
        assert service["cap_drop"] == ["ALL"]
        assert service["volumes"][1].endswith(":/corpus:ro")
        assert (DEPLOY / service["build"]["context"] / service["build"]["dockerfile"]).exists()
    assert composed["services"]["index"]["network_mode"] == "none"
    assert composed["services"]["index"]["command"] == ["index", "/corpus"]


def _as_compose_does(path: str) -> Path:
    """Return where a path leads: a relative one from the folder of the compose file, whatever the current folder is."""
    return (DEPLOY / path).resolve()


@pytest.mark.parametrize("page", ["deploy/compose.yaml", "docs/slack.md"])
def test_the_documented_commands_mount_the_folder_that_they_name(page: str) -> None:
    """Given from the folder of the repository, as both pages say."""
    command = r'CORPUS="?([^" ]+)"? docker compose --env-file .env -f deploy/compose.yaml'
    named = re.findall(command, (ROOT / page).read_text())
    assert len(named) == 2
    assert {_as_compose_does(path.replace("$PWD", str(ROOT))) for path in named} == {ROOT / "policies"}


@pytest.mark.parametrize("page", ["deploy/compose.yaml", "docs/slack.md"])
def test_every_compose_command_reads_the_settings_that_it_fills_in(page: str) -> None:
    """Compose looks for .env beside its file, not where the command is given."""
    commands = re.findall(r"docker compose .*", (ROOT / page).read_text())
    assert commands
    assert all(command.startswith("docker compose --env-file .env ") for command in commands)


def test_compose_mounts_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the container reads them; none where no file is named."""
    composed: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    for name in ("bot", "index"):
        service = composed["services"][name]
        found = re.fullmatch(r"\$\{SETTINGS:-(.+)\}:(.+):ro", service["volumes"][2])
        assert found
        assert service["environment"]["CITEBOT_CONFIG"] == found[2]
        monkeypatch.setenv("CITEBOT_CONFIG", found[1])
        assert load_settings().owners == ()


def test_compose_finds_what_it_names() -> None:
    """The sample where no documents are named, and the settings of the repository's folder."""
    bot: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]["bot"]
    default = re.fullmatch(r"\$\{CORPUS:-(.+)\}:/corpus:ro", bot["volumes"][1])
    assert default
    assert _as_compose_does(default[1]) == ROOT / "corpus" / "sample"
    assert _as_compose_does(bot["env_file"]) == ROOT / ".env"


def test_an_environment_that_is_not_made_whole_is_made_anew(tmp_path: Path) -> None:
    """As where Debian's python3-venv is missing: what was begun would be taken for the environment the next time."""
    for name in ("Makefile", "pyproject.toml", "requirements.lock", "requirements-build.lock"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    python = tmp_path / "python-without-pip"
    python.write_text('#!/bin/sh\ntest "$1" = -c && exit 0\nmkdir -p .venv/bin && touch .venv/bin/python && exit 1\n')
    python.chmod(0o755)
    made = subprocess.run(
        ["make", "install", f"PYTHON={python}"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert made.returncode == 2
    assert not (tmp_path / ".venv").exists()
