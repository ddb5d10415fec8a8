"""The app manifest: exactly the scopes and events that the code uses, each with its reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

NAME = "citebot"
COMMAND = "/cite"
SHORTCUT = "find_source"
DESCRIPTION = "Answers from your own documents, word for word, with the citation numbers that the source prints."
FILES = "files:write"
OPTIONAL = frozenset({FILES})  # scopes that whoever installs the app may leave out
EVENTS_PATH, INSTALL_PATH, REDIRECT_PATH = "/slack/events", "/slack/install", "/slack/oauth_redirect"

# event -> (scope, why); those that let us read channels can be left out
_EVENTS = {
    "app_mention": ("app_mentions:read", "to see the messages that mention the bot"),
    "message.im": ("im:history", "to see what is sent to the bot in a direct message"),
    "app_home_opened": ("", ""),
}
_CHANNEL_EVENTS = {
    "message.channels": ("channels:history", "follow-ups without a mention, replies of those who help, every question"),
    "message.groups": ("groups:history", "the same in private channels"),
}
# of an app that workspaces install by themselves
_LEAVING_EVENTS = {"app_uninstalled": ("", ""), "tokens_revoked": ("", "")}
# method -> (scope, why)
_METHODS = {
    "chat.postMessage": ("chat:write", "to answer"),
    "chat.postEphemeral": ("chat:write", "to answer or to warn one person alone"),
    "chat.update": ("chat:write", "to page through an answer in place"),
    "chat.delete": ("chat:write", "to take back an answer to a question that was deleted meanwhile"),
    "conversations.info": ("channels:read", "to share nothing into a channel with other organisations"),
    # the history scopes of the events; without them a question whose worker died is told so instead of answered, and
    # a follow-up whose subject a restart took from memory is asked for the whole question
    "conversations.history": ("", ""),
    "conversations.replies": ("", ""),
    "assistant.threads.setSuggestedPrompts": ("assistant:write", "to suggest questions from the collection's headings"),
    "views.open": ("", ""),
    "views.push": ("", ""),
    "views.update": ("", ""),
    "views.publish": ("", ""),
    "users.info": ("users:read", "to tell members from guests, and who is an administrator"),
    "files.getUploadURLExternal": (
        FILES,
        "optional: to send owners what the sources leave open as a table and a picture",
    ),
    "files.completeUploadExternal": (FILES, "the same"),
}


_FURTHER = {
    "groups:read": "to share nothing into a private channel with other organisations",
    "commands": f"for {COMMAND} and the message shortcut",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """What sort of installation the manifest is for."""

    public_url: str = ""  # where the web server is seen from outside; needed for all but one workspace in Socket Mode
    socket_mode: bool = False  # although there is a public address
    mention_only: bool = False  # without the right to read channels
    several_workspaces: bool = False
    token_rotation: bool = False


def events(shape: Shape) -> Mapping[str, tuple[str, str]]:
    """Return the events that are listened to, each with its scope and the reason."""
    further = {} if shape.mention_only else _CHANNEL_EVENTS
    return {**_EVENTS, **further, **(_LEAVING_EVENTS if shape.several_workspaces else {})}


def scopes(shape: Shape) -> Mapping[str, str]:
    """Return the scopes, those that are OPTIONAL too, ascending, each with the first reason for it."""
    reasons: dict[str, str] = {}
    for scope, why in [*events(shape).values(), *_METHODS.values()]:
        reasons.setdefault(scope, why)
    reasons |= _FURTHER
    return dict(sorted((scope, why) for scope, why in reasons.items() if scope))


def manifest(shape: Shape) -> dict[str, Any]:
    """Return the manifest for Slack's "From a manifest"."""
    base = shape.public_url.rstrip("/")
    http = bool(base) and not shape.socket_mode
    url = {"url": f"{base}{EVENTS_PATH}"} if http else {}
    request_url = {"request_url": f"{base}{EVENTS_PATH}"} if http else {}
    asked = list(scopes(shape))
    optional = [scope for scope in asked if scope in OPTIONAL]  # Slack wants them in both lists
    redirects = {"redirect_urls": [f"{base}{REDIRECT_PATH}"]} if shape.several_workspaces else {}
    return {
        "display_information": {"name": NAME, "description": DESCRIPTION, "background_color": "#1f3b57"},
        "features": _features(url),
        "oauth_config": {**redirects, "scopes": {"bot": asked, "bot_optional": optional}},
        "settings": {
            "event_subscriptions": {**request_url, "bot_events": sorted(events(shape))},
            "interactivity": {"is_enabled": True, **request_url},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not http,
            "token_rotation_enabled": shape.token_rotation,
        },
    }


def _features(url: Mapping[str, str]) -> dict[str, Any]:
    return {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        # new apps can no longer use assistant_view; prompts of the collection's own take these ones' place
        "agent_view": {
            "agent_description": DESCRIPTION,
            "suggested_prompts": [{"title": "What can I ask?", "message": "help"}],
        },
        "bot_user": {"display_name": NAME, "always_online": True},
        "shortcuts": [
            {
                "name": "Find the source",
                "type": "message",
                "callback_id": SHORTCUT,
                "description": "Find what the documents say to this message",
            }
        ],
        "slash_commands": [
            {
                "command": COMMAND,
                "description": "An answer from the documents, for you alone",
                "usage_hint": "[question] | settings | forget me",
                "should_escape": True,
                **url,
            }
        ],
    }
