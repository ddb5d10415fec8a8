"""Nearest passages: what comes near a question that was not found, for the person alone who asks to see it."""

from dataclasses import replace

from slack_bolt import App

from bot.slack.buttons import NEAREST
from bot.slack.client import SlackClient
from bot.slack.forms import modal
from bot.slack.handles import QUESTION, parse
from bot.slack.interaction import Click, open_view, show_alone, tell, tell_changed
from bot.slack.listeners.clicking import on_click, shown_more
from bot.slack.messages import nearest_message
from bot.slack.service import Service

CALLBACK = "nearest"


def register(app: App, service: Service) -> None:
    """Listen to the button under "not found"."""

    def nearest(click: Click, client: SlackClient) -> None:
        _show(service, click, client)

    app.action(NEAREST)(on_click(NEAREST, nearest))


def _show(service: Service, click: Click, client: SlackClient) -> None:
    """Show the passages below the refusal, on top of it in a modal; the refusal stays as it is."""
    asked, _ = parse(click.value)
    if not shown_more(service, click, client):
        return
    collections = service.state.channels.of(click.team, click.origin).collections
    asked = replace(asked, collections=collections, over=QUESTION)  # others may have written in between
    answer = service.find(asked)
    if refusal := service.without_documents(click.team, asked, answer):
        tell(click, client, refusal.told)
        return
    if not answer.nearest:
        tell_changed(click, client)
        return
    message = nearest_message(answer, asked)
    if click.view:
        open_view(click, client, modal(CALLBACK, "Nearest passages", message.blocks, metadata={"from": click.origin}))
    else:
        show_alone(click, client, message)
