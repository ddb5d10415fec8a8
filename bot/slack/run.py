"""Connects the app to Slack by Socket Mode and keeps it running."""

import logging

from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.slack.app import Answers, build_app

log = logging.getLogger(__name__)


def run(answers: Answers, bot_token: str, app_token: str) -> None:
    """Answer events until the process is stopped. Raises slack_sdk's SlackApiError if a token is refused."""
    handler = SocketModeHandler(build_app(answers, WebClient(token=bot_token)), app_token)
    log.info("connecting to Slack")
    handler.start()  # type: ignore[no-untyped-call]  # Bolt has no types here
