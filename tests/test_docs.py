"""What is documented exists, and what exists is documented."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from prometheus_client import Counter, Gauge, Histogram

from bot import metrics
from bot.cli import _COMMANDS, main
from bot.commands.config import settings_table

ROOT = Path(__file__).resolve().parent.parent


def documentation() -> str:
    """Return the README and the pages for those who use citebot: what was decided explains nothing to them."""
    pages = [file for file in (ROOT / "docs").glob("*.md") if file.name != "decisions.md"]
    return "".join(file.read_text("utf-8") for file in [ROOT / "README.md", *pages])


@pytest.mark.parametrize("name", sorted(_COMMANDS))
def test_every_command_is_documented(name: str) -> None:
    """A command that no page names is not there for a newcomer."""
    assert f"`citebot {name}" in documentation()


def test_every_setting_is_documented() -> None:
    """docs/settings.md is what `citebot config table` prints; mend it with: citebot config table > docs/settings.md"""
    assert (ROOT / "docs" / "settings.md").read_text("utf-8") == settings_table()


def test_every_metric_is_documented() -> None:
    """Under the name by which Prometheus shows it, and no other name is."""
    named = set(re.findall(r"`(citebot_\w+)`", (ROOT / "docs" / "slack.md").read_text("utf-8")))
    kinds = (Counter, Gauge, Histogram)
    families = [next(iter(value.collect())) for value in vars(metrics).values() if isinstance(value, kinds)]
    shown = {f"{family.name}_total" if family.type == "counter" else family.name for family in families}
    assert named == shown


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_completes_commands(shell: str) -> None:
    """As the README says."""
    variable, shells = "_CITEBOT_COMPLETE", (ROOT / "README.md").read_text("utf-8")
    assert f"{shell}_source" in shells
    assert f'$({variable}=bash_source citebot)"' in shells
    script = CliRunner(env={variable: f"{shell}_source"}).invoke(main, prog_name="citebot")
    assert (script.exit_code, "_citebot_completion" in script.stdout) == (0, True)
    typed = {"COMP_WORDS": "citebot sta", "COMP_CWORD": "sta" if shell == "fish" else "1"}
    completed = CliRunner(env={variable: f"{shell}_complete", **typed}).invoke(main, prog_name="citebot")
    assert "status" in completed.stdout


def test_the_example_files_of_evaluate_can_be_used(tmp_path: Path) -> None:
    """Every line of docs/evaluate.md is read, and judges the sample collection rightly."""
    lines = [line.strip() for line in (ROOT / "docs" / "evaluate.md").read_text("utf-8").splitlines()]
    (tmp_path / "documents").symlink_to(ROOT / "corpus" / "sample")
    for name, key in (("answers", '"question"'), ("citations", '"citations"')):
        chosen = [
            line for line in lines if line.startswith("{") and key in line and ("accept" in line) == (name == "answers")
        ]
        (tmp_path / name).write_text("\n".join(chosen), "utf-8")
    sample = str(ROOT / "corpus" / "sample")
    answers = CliRunner().invoke(
        main, ["evaluate", "--answers", str(tmp_path / "answers"), "--corpus", sample, "--json"]
    )
    figures = json.loads(answers.output)
    assert (figures["all"]["questions"], figures["missed"]) == (3, [])
    citations = CliRunner().invoke(main, ["evaluate", "--citations", str(tmp_path / "citations"), "--json"])
    judged = json.loads(citations.output)
    assert [miss for miss in judged["misses"] if miss["expected"]] == []


def test_the_first_example_is_what_is_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The README's answer is the sample's, wrapped elsewhere, and each number has its entry."""
    monkeypatch.chdir(tmp_path)  # no index and no settings of the person who runs the tests
    readme = (ROOT / "README.md").read_text("utf-8")
    prompt = '    $ citebot ask "what code for ganglion impar?"\n'
    shown = readme.partition(prompt)[2].partition("\nNo language model")[0]
    printed = CliRunner().invoke(main, ["ask", "what code for ganglion impar?"]).stdout
    assert shown.split() == printed.split()
    assert "no entry" not in printed


def test_the_architecture_names_every_module_and_no_other() -> None:
    """By its path or its name; those of commands, surfaces and stores by their folder alone, "a module a command"."""
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    modules = {file.relative_to(ROOT) for room in ("bot", "index", "corpus") for file in (ROOT / room).rglob("*.py")}
    named = set(re.findall(r"`((?:\w+/)*\w+\.py)`", text))
    alike = {Path(folder) for folder in re.findall(r"`([\w/]+)/`, (?:a|one \w+ a) module", text)}
    assert {name for name in named if not any(module.match(name) for module in modules)} == set()
    unnamed = {m for m in modules if not any(map(m.match, named)) and m.parent not in alike}
    assert {str(module) for module in unnamed if not module.stem.startswith("__")} == set()


def test_lock_files_name_no_host() -> None:
    """The locks carry versions and hashes, no addresses."""
    for lock in ROOT.glob("*.lock"):
        assert "http" not in lock.read_text("utf-8").replace("httpx", "").replace("httpcore", "")
