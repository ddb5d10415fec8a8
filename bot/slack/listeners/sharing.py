"""Share: an answer that one person sees is posted for a channel, by that person's name."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.logs import bind_request
from bot.metrics import ACTIONS
from bot.slack import wording
from bot.slack.audience import Audience, audience_of
from bot.slack.blocks import AT_ONCE
from bot.slack.buttons import SHARE
from bot.slack.delivery import Outcome
from bot.slack.forms import field, given, metadata_of, modal
from bot.slack.handles import parse
from bot.slack.interaction import Click, click_of, open_view, tell
from bot.slack.listeners.clicking import admitted, do, on_click
from bot.slack.messages import answer_message, shared_by
from bot.slack.posting import post_once
from bot.slack.reception import Reception
from bot.slack.rich import Block
from bot.state.claims import Place

CALLBACK = "share_to"


def register(app: App, reception: Reception) -> None:
    """Listen to the button, and to the form that asks for a channel where there is none."""

    def share(click: Click, client: WebClient) -> None:
        if not admitted(reception, click, client):
            return
        if click.direct:
            open_view(click, client, _form(click.value))
            return
        _share(reception, click, client, click.channel, click.value)

    def chosen(ack: Ack, body: Mapping[str, Any], client: WebClient) -> None:
        ack()
        bind_request()
        ACTIONS.labels(CALLBACK).inc()
        do(CALLBACK, lambda click, client: _chosen(reception, click, client), click_of(body), client)

    app.action(SHARE)(on_click(SHARE, share))
    app.view(CALLBACK)(chosen)


def _form(value: str) -> Block:
    element = {
        "type": "conversations_select",
        "filter": {"include": ["public", "private"], "exclude_external_shared_channels": True},
    }
    return modal(
        CALLBACK, "Share an answer", [field("channel", "Channel", element)], submit="Share", metadata={"v": value}
    )


def _chosen(reception: Reception, click: Click, client: WebClient) -> None:
    _share(reception, click, client, given(click.view, "channel"), metadata_of(click.view)["v"])


def _share(reception: Reception, click: Click, client: WebClient, channel: str, value: str) -> None:
    """Post the answer in a channel, once, however often it was clicked."""
    if not may_be_shown(reception, channel, client):
        tell(click, client, wording.NOT_SHARED)
        return
    origin = str(click.view.get("id") or click.message_ts)
    claim = Place(click.team, channel, f"share:{origin}", None, click.user, "click")
    if not reception.state.claims.take(claim):
        return
    asked, _ = parse(value)
    settings = reception.state.channels.of(click.team, channel)
    asked = replace(asked, collections=settings.collections)
    answer = reception.find(asked, AT_ONCE)
    message = answer_message(
        answer,
        asked,
        reception.offer(settings),
        before=[shared_by(click.user, asked)],
        pinned=reception.pinned(click.team, asked, client),
    )
    outcome, _ = post_once(client, message, channel=channel, key=claim.ts)
    reception.state.claims.settle(claim, done=outcome is Outcome.DONE)
    told = {
        Outcome.DONE: wording.SHARED,
        Outcome.NO_PLACE: wording.INVITE_ME,
        Outcome.UNCERTAIN: wording.PERHAPS_POSTED,
    }
    tell(click, client, told.get(outcome, wording.NOT_POSTED))


def may_be_shown(reception: Reception, channel: str, client: WebClient) -> bool:
    """Return whether a channel is one of ours alone; one that Slack does not tell us of is not."""
    if reception.settings.allow_shared_channels:
        return True
    return audience_of(channel, client) is Audience.OURS
