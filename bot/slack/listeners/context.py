"""In context: a passage between its neighbours, in a modal that can be leafed through."""

import re
from dataclasses import replace

from slack_bolt import App

from bot.slack.buttons import CONTEXT
from bot.slack.client import SlackClient
from bot.slack.interaction import Click, open_view, update_view
from bot.slack.listeners.clicking import admitted, on_click
from bot.slack.service import Service
from bot.slack.surroundings import EARLIER, LATER, OTHER, Look, context_view, look_of


def register(app: App, service: Service) -> None:
    """Listen to the button under an answer and to those in the modal."""

    def view(look: Look) -> dict[str, object]:
        return context_view(look, service.answers.engine, service.analyzer)

    def look(click: Click, client: SlackClient) -> None:
        if admitted(service, click, client, asks=False):
            collections = service.state.channels.of(click.team, click.origin).collections
            open_view(click, client, view(look_of(click.value).within(collections, service.answers.engine)))

    def leaf(click: Click, client: SlackClient) -> None:
        shown = look_of(str(click.view.get("private_metadata", "")))
        update_view(click, client, view(replace(shown, current=click.value)))

    app.action(CONTEXT)(on_click(CONTEXT, look))
    app.action(EARLIER)(on_click(EARLIER, leaf))
    app.action(LATER)(on_click(LATER, leaf))
    app.action(re.compile(rf"^{OTHER}:\d+$"))(on_click(OTHER, leaf))
