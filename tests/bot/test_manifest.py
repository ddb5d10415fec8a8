"""The app manifest asks for exactly what the code uses."""

import json
from pathlib import Path

from bot.slack import app as slack_app

ROOT = Path(__file__).resolve().parents[2]
# scope -> the event or the method that needs it
NEEDED_BY_EVENT = {"app_mention": "app_mentions:read", "message.im": "im:history"}
NEEDED_BY_METHOD = {"chat.postMessage": "chat:write"}


def test_scopes_and_events_are_those_that_the_code_uses() -> None:
    """No scope more than the listeners and the one method need, no event without a listener."""
    manifest = json.loads((ROOT / "deploy" / "slack-manifest.json").read_text())
    events = set(manifest["settings"]["event_subscriptions"]["bot_events"])
    source = Path(slack_app.__file__).read_text()
    listened = {"message.im" if name == "message" else name for name in _listened(source)}
    assert events == listened
    scopes = {NEEDED_BY_EVENT[event] for event in events} | set(NEEDED_BY_METHOD.values())
    assert set(manifest["oauth_config"]["scopes"]["bot"]) == scopes


def _listened(source: str) -> list[str]:
    return [part.split('"')[1] for part in source.split("app.event(")[1:]]
