"""How the settings say that Slack is reached: the transport, and whose tokens are used."""

import re
from dataclasses import dataclass
from enum import StrEnum

from pydantic import SecretStr

from bot.settings import Settings, variable_of
from corpus.errors import CitebotError

HTTP_PORT = 3000  # of HTTP mode when the settings name none
_OF_SLACK = ("slack_app_token", "slack_bot_token", "slack_signing_secret", "slack_client_id", "slack_client_secret")
_EXAMPLE = re.compile(r"(?:xapp-|xoxb-)[.…]*|[.…]+")  # as in deploy/env.example and the help of `citebot run`


class SlackConnectionError(CitebotError):
    """A token is missing or refused, or Slack is out of reach; the message never holds a token."""


class Transport(StrEnum):
    """How events reach us."""

    SOCKET = "Socket Mode"  # over a connection that we open
    HTTP = "HTTP mode"  # Slack posts to us


@dataclass(frozen=True, slots=True)
class Connection:
    """What the settings ask for, checked."""

    transport: Transport
    several_workspaces: bool
    port: int  # of the web server; 0: none


def connection_of(settings: Settings) -> Connection:
    """Return how to reach Slack. Raises SlackConnectionError naming what is missing or contradicts."""
    _refuse_examples(settings)
    transport = _transport(settings)
    several = _several(settings)
    port = settings.http_port or (HTTP_PORT if transport is Transport.HTTP else 0)
    if several and not port:
        raise SlackConnectionError(
            "CITEBOT_HTTP_PORT is not set; the installation in several workspaces needs a page, see docs/slack.md"
        )
    return Connection(transport, several, port)


def _refuse_examples(settings: Settings) -> None:
    """Refuse what stands in the example settings: Slack calls it invalid, as if it were revoked or mistyped."""
    given = {name: getattr(settings, name) for name in _OF_SLACK}
    bare = {n: v.get_secret_value() if isinstance(v, SecretStr) else v for n, v in given.items()}
    if left := [variable_of(name) for name, value in bare.items() if value and _EXAMPLE.fullmatch(value)]:
        raise SlackConnectionError(
            f"{', '.join(left)}: still as in the example settings. Put your own there, or take the line out if this"
            " way to connect is not yours, see docs/slack.md"
        )


def _transport(settings: Settings) -> Transport:
    if settings.slack_app_token:
        _expect("slack_app_token", settings.slack_app_token, "xapp-")
        return Transport.SOCKET
    if settings.slack_signing_secret:
        return Transport.HTTP
    raise SlackConnectionError(
        "SLACK_APP_TOKEN is not set; expected a token that begins with xapp- for Socket Mode, or for HTTP mode"
        " SLACK_SIGNING_SECRET, see docs/slack.md"
    )


def _several(settings: Settings) -> bool:
    """Return whether workspaces install the app themselves, rather than one with its token."""
    if not settings.slack_client_id:
        _expect("slack_bot_token", settings.slack_bot_token, "xoxb-")
        return False
    if settings.slack_bot_token:
        raise SlackConnectionError(
            "both SLACK_BOT_TOKEN (one workspace) and SLACK_CLIENT_ID (several) are set; expected one of them"
        )
    if not settings.slack_client_secret:
        raise SlackConnectionError("SLACK_CLIENT_SECRET is not set; SLACK_CLIENT_ID needs it, see docs/slack.md")
    if not settings.workspaces:
        raise SlackConnectionError(
            "CITEBOT_WORKSPACES is not set; expected the IDs of the workspaces that may install the app, as in"
            " T012AB3CD,T045EF6GH, or * for any workspace"
        )
    return True


def _expect(name: str, token: SecretStr | None, prefix: str) -> None:
    if not token or not token.get_secret_value().startswith(prefix):
        found = "is set to something else" if token else "is not set"
        raise SlackConnectionError(
            f"{variable_of(name)} {found}; expected a token that begins with {prefix}, see docs/slack.md"
        )
