"""citebot's app for one workspace, put together as `citebot run` does for the local Slack."""

from concurrent.futures import Executor

from slack_bolt import App

from bot.settings import Settings
from bot.slack.app import wire
from bot.slack.client import SlackClient
from bot.slack.guard import Guard
from bot.slack.knowledge import word_held
from bot.slack.reception import Reception
from bot.slack.service import Answers, Service
from bot.state.store import State


def build_app(
    answers: Answers,
    settings: Settings,
    state: State,
    client: SlackClient,
    executor: Executor | None = None,
    *,
    clicks: Executor | None = None,
) -> App:
    """Return the app of one workspace, ready for requests. Raises SlackApiError if Slack refuses the token."""
    guard = Guard(settings, held=word_held(lambda: answers.engine))
    reception = Reception(Service(answers, state, settings, guard))
    return wire(reception, client, executor, clicks=clicks)
