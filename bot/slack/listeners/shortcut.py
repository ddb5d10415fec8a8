"""Find the source: a message shortcut that answers somebody's message, in a modal for oneself alone."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App

from bot.metrics import QUESTIONS, REFUSALS
from bot.slack import wording
from bot.slack.client import SlackClient
from bot.slack.forms import modal
from bot.slack.handles import QUESTION, Asked
from bot.slack.heard import question_in
from bot.slack.interaction import Click, click_of, open_view
from bot.slack.listeners.clicking import acknowledge, do
from bot.slack.manifest import SHORTCUT
from bot.slack.rich import Block, line, rich
from bot.slack.service import Service

CALLBACK = "source"


def register(app: App, service: Service) -> None:
    """Listen to the message shortcut."""

    def on_shortcut(ack: Ack, body: Mapping[str, Any], client: SlackClient) -> None:
        acknowledge(SHORTCUT, ack)
        message = body.get("message") or {}
        do(SHORTCUT, lambda click, client: _answer(service, click, message, client), click_of(body), client)

    app.shortcut(SHORTCUT)(on_shortcut)


def _answer(service: Service, click: Click, message: Mapping[str, Any], client: SlackClient) -> None:
    channel = service.state.channels.of(click.team, click.channel)
    words, own = question_in(message), message.get("user") == click.user
    if refusal := service.guard.refusal(click.scene, words, channel, client, posted=own):
        REFUSALS.labels(refusal.reason).inc()
        open_view(click, client, _view(click, [rich(line(refusal.told or wording.GUEST))]))
        return
    if not words:
        open_view(click, client, _view(click, [rich(line(wording.NOTHING_TO_FIND))]))
        return
    asked = Asked(words, collections=channel.collections, over=QUESTION)
    answer = service.find(asked)
    QUESTIONS.labels("shortcut", answer.status.value).inc()
    if refusal := service.without_documents(click.team, asked, answer):
        open_view(click, client, _view(click, [rich(line(refusal.told))]))
        return
    found = service.message(
        click.scene, asked, answer, service.offer(click.team, channel, share=True, rating=False), client
    )
    open_view(click, client, _view(click, found.blocks))
    service.note_gap(click.scene, asked, answer)
    service.keep_alone(click.scene, words, answer)


def _view(click: Click, blocks: list[Block]) -> Block:
    return modal(CALLBACK, "Find the source", blocks, metadata={"from": click.channel})
