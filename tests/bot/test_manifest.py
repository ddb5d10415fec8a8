"""The app manifest asks for exactly what the code uses."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot.slack
from bot.slack import manifest as table
from bot.slack.listeners.messages import HEARD
from bot.slack.manifest import Shape, events, manifest, scopes
from tests.command_line import citebot

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [ast.parse(file.read_text()) for file in Path(bot.slack.__path__[0]).rglob("*.py")]
# methods that the libraries call, or that need no scope
FREE = {"auth.test"}


def test_methods_are_those_that_the_code_calls() -> None:
    """Every call to Slack has its row with a reason, and no row is without a call."""
    assert set(table._METHODS) == set(_methods_called()) - FREE


def test_events_are_those_that_the_code_listens_to() -> None:
    """The kinds of message events share one listener."""
    assert {event.split(".")[0] for event in events(Shape(several_workspaces=True))} == set(_events_listened_to())


def test_mention_only_reads_no_channel() -> None:
    """Least privilege has a smaller variant still."""
    assert not any(
        scope.startswith(("channels:history", "groups:history")) for scope in scopes(Shape(mention_only=True))
    )
    assert set(events(Shape(mention_only=True))) < set(events(Shape()))


@pytest.mark.parametrize(
    "shape", [Shape(), Shape(mention_only=True), Shape("https://a.example", several_workspaces=True)]
)
def test_what_may_be_left_out_is_asked_for_as_optional(shape: Shape) -> None:
    """In both lists: Slack takes no optional scope that is not among the others."""
    asked = manifest(shape)["oauth_config"]["scopes"]
    assert asked["bot_optional"] == ["files:write"]
    assert set(asked["bot_optional"]) < set(asked["bot"])


@pytest.mark.parametrize(
    "url", ["https://", "https:///slack", "https://:443", "https://[", "http://a.example", "a.example"]
)
def test_an_address_without_a_host_is_wrong_usage(url: str) -> None:
    """Slack would be given what leads nowhere."""
    refused = citebot("manifest", "--url", url)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "begins with https://" in refused.stderr
    assert "and names a host" in refused.stderr


@pytest.mark.parametrize(("name", "shape"), [("slack-manifest.json", Shape())])
def test_the_manifest_in_deploy_is_the_one_that_is_printed(name: str, shape: Shape) -> None:
    """Mend it with: citebot manifest > deploy/slack-manifest.json"""
    assert json.loads((ROOT / "deploy" / name).read_text()) == manifest(shape)


def _methods_called() -> Iterator[str]:
    for node in (node for tree in SOURCES for node in ast.walk(tree)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "client":
            family, _, method = node.attr.partition("_")
            if method and family in ("chat", "users", "views", "conversations", "assistant", "reactions", "files"):
                yield node.attr.replace("_", ".", 2 if family == "assistant" else 1)


def _events_listened_to() -> Iterator[str]:
    yield from HEARD
    for node in (node for tree in SOURCES for node in ast.walk(tree)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "event":
            (name,) = node.args
            assert isinstance(name, ast.Constant)
            yield str(name.value)
