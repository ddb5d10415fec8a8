"""The app manifest: exactly the scopes and events that the code uses, each with its reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

NAME = "citebot"
COMMAND = "/cite"
DESCRIPTION = "Answers from your own documents, word for word, with the citation numbers that the source prints."
EVENTS_PATH, INSTALL_PATH, REDIRECT_PATH = "/slack/events", "/slack/install", "/slack/oauth_redirect"

# event -> (scope, why); those that let us read channels can be left out
_EVENTS = {
    "app_mention": ("app_mentions:read", "to see the messages that mention the bot"),
    "message.im": ("im:history", "to see what is sent to the bot in a direct message"),
}
_CHANNEL_EVENTS = {
    "message.channels": ("channels:history", "follow-ups without a new mention, and channels that want every question"),
    "message.groups": ("groups:history", "the same in private channels"),
}
# method -> (scope, why)
_METHODS = {
    "chat.postMessage": ("chat:write", "to answer"),
    "chat.postEphemeral": ("chat:write", "to answer or to warn one person alone"),
    "users.info": ("users:read", "to tell members from guests, and who is an administrator"),
}


@dataclass(frozen=True, slots=True)
class Shape:
    """What sort of installation the manifest is for."""

    public_url: str = ""  # HTTP mode behind this address; empty: Socket Mode
    mention_only: bool = False  # without the right to read channels
    several_workspaces: bool = False
    token_rotation: bool = False


def events(shape: Shape) -> Mapping[str, tuple[str, str]]:
    """Return the events that are listened to, each with its scope and the reason."""
    return _EVENTS if shape.mention_only else {**_EVENTS, **_CHANNEL_EVENTS}


def scopes(shape: Shape) -> Mapping[str, str]:
    """Return the scopes, ascending, each with the first reason for it."""
    reasons: dict[str, str] = {}
    for scope, why in [*events(shape).values(), *_METHODS.values()]:
        reasons.setdefault(scope, why)
    return dict(sorted((scope, why) for scope, why in reasons.items() if scope))


def manifest(shape: Shape) -> dict[str, Any]:
    """Return the manifest for Slack's "From a manifest"."""
    return {
        "display_information": {"name": NAME, "description": DESCRIPTION, "background_color": "#1f3b57"},
        "features": {
            "app_home": {
                "home_tab_enabled": False,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": NAME, "always_online": True},
        },
        "oauth_config": {"scopes": {"bot": list(scopes(shape))}},
        "settings": {
            "event_subscriptions": {"bot_events": sorted(events(shape))},
            "interactivity": {"is_enabled": False},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not shape.public_url,
            "token_rotation_enabled": shape.token_rotation,
        },
    }
