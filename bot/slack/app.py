"""The Slack app: wiring only. What happens is in reception.py and in listeners/, one surface a module."""

import logging
import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.error import BoltError
from slack_bolt.middleware import Middleware
from slack_bolt.oauth import OAuthFlow
from slack_sdk.errors import SlackApiError

from bot.logs import fault
from bot.settings import Settings
from bot.slack.client import SlackClient
from bot.slack.listeners import (
    channel,
    command,
    context,
    escalation,
    feedback,
    gaps,
    home,
    leaving,
    messages,
    nearest,
    paging,
    pins,
    sharing,
    shortcut,
)
from bot.slack.reception import Reception
from bot.slack.workspaces import InstalledWorkspaces

log = logging.getLogger(__name__)

_TOKEN = "SLACK_BOT_TOKEN"  # noqa: S105 - a name

_LISTENERS = (
    command,
    shortcut,
    home,
    gaps,
    paging,
    nearest,
    context,
    sharing,
    feedback,
    escalation,
    pins,
    channel,
)


def wire(
    reception: Reception, client: SlackClient, executor: Executor | None = None, *, clicks: Executor | None = None
) -> App:
    """Return the app that brings one workspace's requests to a reception.

    `clicks` works on all that is no message, as it has to be acknowledged by whoever works on it; `executor` if there
    is none.
    """
    return _listening(_make_app(clicks or executor, client), client, reception, executor)


def wire_installed(
    reception: Reception,
    client: SlackClient,
    flow: OAuthFlow,
    workspaces: InstalledWorkspaces,
    executor: Executor | None = None,
    *,
    clicks: Executor | None = None,
) -> App:
    """Return the app that brings the requests of all workspaces that installed it to a reception."""
    app = _listening(_make_app(clicks or executor, client, flow), client, reception, executor)
    leaving.register(app, workspaces.installations, reception.state)
    return app


def make_client(settings: Settings) -> SlackClient:
    """Return a client with the bot token of the settings, if there is one."""
    token = settings.slack_bot_token
    return SlackClient(token.get_secret_value() if token else None, settings.slack_api_url)


def _make_app(executor: Executor | None, client: SlackClient, flow: OAuthFlow | None = None) -> App:
    try:
        with _no_token_in_environment():
            return App(
                signing_secret="",
                # HTTP mode verifies before, without Bolt's logging of what it refuses
                request_verification_enabled=False,
                attaching_function_token_enabled=False,
                attaching_conversation_kwargs_enabled=False,
                listener_executor=executor,
                client=client,
                oauth_flow=flow,
            )
    except BoltError as error:
        if isinstance(error.__context__, SlackApiError):
            raise error.__context__ from None
        raise


@contextmanager
def _no_token_in_environment() -> Iterator[None]:
    """Hide the token that Bolt looks for by itself: the client has it, and Bolt warns of having two."""
    token = os.environ.pop(_TOKEN, None)
    try:
        yield
    finally:
        if token is not None:
            os.environ[_TOKEN] = token


def _listening(app: App, client: SlackClient, reception: Reception, executor: Executor | None) -> App:
    app.error(_failed)
    app.use(_KeptConnections(client))
    messages.register(app, reception, executor or app.listener_runner.listener_executor)
    for surface in _LISTENERS:
        surface.register(app, reception.service)
    return app


def _failed(error: Exception) -> None:
    """Log a fault that no listener caught, without its words, which Bolt would log."""
    log.error("request failed", extra={"error": fault(error)})


class _KeptConnections(Middleware):
    """Calls Slack over kept connections, where Bolt makes a client of slack_sdk for each request."""

    def __init__(self, client: SlackClient) -> None:
        self._client = client

    def process(self, *, req: BoltRequest, resp: BoltResponse, next: Callable[[], BoltResponse]) -> BoltResponse:  # noqa: A002, ARG002 - Bolt's names
        req.context["client"] = self._client.with_token(req.context.bot_token)
        return next()
