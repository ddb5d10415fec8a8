"""The Web API methods that our Slack knows: their arguments, and the scopes that they ask for."""

from dataclasses import dataclass

_MESSAGE = (
    "channel text blocks attachments thread_ts mrkdwn parse link_names unfurl_links unfurl_media metadata"
    " icon_emoji icon_url username as_user markdown_text"
)


@dataclass(frozen=True, slots=True)
class Method:
    """One method. `scopes` are alternatives by kind of conversation, or one for all under ""."""

    arguments: frozenset[str]
    required: frozenset[str]
    scopes: dict[str, str]
    app_token: bool = False


def _method(arguments: str, required: str, scope: str | dict[str, str] = "", *, app_token: bool = False) -> Method:
    scopes = scope if isinstance(scope, dict) else ({"": scope} if scope else {})
    return Method(frozenset(arguments.split()), frozenset(required.split()), scopes, app_token)


def _by_kind(verb: str) -> dict[str, str]:
    kinds = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}
    return {kind: f"{name}:{verb}" for kind, name in kinds.items()}


METHODS = {
    "auth.test": _method("", ""),
    "auth.revoke": _method("test", ""),
    "apps.connections.open": _method("", "", app_token=True),
    "chat.postMessage": _method(f"{_MESSAGE} reply_broadcast", "channel", "chat:write"),
    "chat.postEphemeral": _method(f"{_MESSAGE} user", "channel user", "chat:write"),
    "chat.update": _method(f"{_MESSAGE} ts reply_broadcast file_ids", "channel ts", "chat:write"),
    "chat.delete": _method("channel ts as_user", "channel ts", "chat:write"),
    "chat.getPermalink": _method("channel message_ts", "channel message_ts"),
    "users.info": _method("user include_locale", "user", "users:read"),
    "conversations.info": _method("channel include_locale include_num_members", "channel", _by_kind("read")),
    "conversations.history": _method(
        "channel latest oldest inclusive limit cursor include_all_metadata", "channel", _by_kind("history")
    ),
    "conversations.replies": _method(
        "channel ts latest oldest inclusive limit cursor include_all_metadata", "channel ts", _by_kind("history")
    ),
    "conversations.open": _method("users channel return_im prevent_creation", "", "im:write"),
    "files.getUploadURLExternal": _method("filename length alt_txt snippet_type", "filename length", "files:write"),
    "files.completeUploadExternal": _method(
        "files channel_id channels initial_comment thread_ts blocks", "files", "files:write"
    ),
    "views.open": _method("view trigger_id interactivity_pointer", "view"),
    "views.push": _method("view trigger_id interactivity_pointer", "view"),
    "views.update": _method("view view_id external_id hash", "view"),
    "views.publish": _method("view user_id hash", "view user_id"),
    "assistant.threads.setSuggestedPrompts": _method(
        "channel_id thread_ts prompts title", "channel_id prompts", "assistant:write"
    ),
}
