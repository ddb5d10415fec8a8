"""The Slack app: wiring only. What happens is in reception.py and in listeners/, one surface a module."""

import logging
from concurrent.futures import Executor

from slack_bolt import App
from slack_sdk import WebClient

from bot.settings import Settings
from bot.slack.delivery import prepare
from bot.slack.guard import Guard
from bot.slack.listeners import messages
from bot.slack.reception import Answers, Reception
from bot.state.store import State

log = logging.getLogger(__name__)

_TIMEOUT = 30  # seconds for a call to Slack
_LISTENERS = (messages,)


def build_app(
    answers: Answers,
    settings: Settings,
    state: State,
    client: WebClient | None = None,
    executor: Executor | None = None,
) -> App:
    """Return the app, ready for requests. Raises BoltError if Slack refuses the token."""
    app = App(
        client=prepare(client or make_client(settings)),
        signing_secret="",
        request_verification_enabled=False,  # HTTP mode verifies before, without Bolt's logging of what it refuses
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
        listener_executor=executor,
    )
    reception = Reception(answers, state, settings, Guard(settings))
    for surface in _LISTENERS:
        surface.register(app, reception)
    return app


def make_client(settings: Settings) -> WebClient:
    """Return a client with the bot token of the settings."""
    token = settings.slack_bot_token
    return WebClient(
        token=token.get_secret_value() if token else None, base_url=settings.slack_api_url, timeout=_TIMEOUT
    )
