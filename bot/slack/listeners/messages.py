"""Messages: mentions, direct messages, follow-ups in engaged threads, and open questions where a channel wants them."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import App, BoltContext
from slack_sdk import WebClient

from bot.logs import bind_request
from bot.slack.heard import from_person, looks_like_question, mentions, question_of
from bot.slack.reception import Incoming, Reception
from bot.state.claims import Place


def register(app: App, reception: Reception) -> None:
    """Listen to mentions and messages; a message that mentions us may come as both."""

    def on_message(event: Mapping[str, Any], body: Mapping[str, Any], context: BoltContext, client: WebClient) -> None:
        bind_request()
        if not from_person(event):
            return
        way = _way(event, context, reception)
        if way is None:
            return
        place = Place(
            team=context.team_id or "",
            channel=event["channel"],
            ts=event["ts"],
            thread_ts=event.get("thread_ts"),
            user=event["user"],
            way=way,
        )
        shared = bool(body.get("is_ext_shared_channel")) or _from_elsewhere(event, context)
        incoming = Incoming(place, question_of(event.get("text")), body.get("event_id"), shared)
        reception.receive(incoming, client)

    app.event("app_mention")(on_message)
    app.event("message")(on_message)


def _way(event: Mapping[str, Any], context: BoltContext, reception: Reception) -> str | None:
    """Return by which way a message reaches us; None if it is not for us."""
    if event.get("channel_type") == "im":
        return "direct"
    if event.get("type") == "app_mention" or mentions(event.get("text"), context.bot_user_id):
        return "mention"
    team, channel = context.team_id or "", event["channel"]
    settings = reception.state.channels.of(team, channel)
    thread = event.get("thread_ts")
    if thread:
        engaged = settings.follow_ups and reception.state.threads.is_engaged((team, channel, thread))
        return "follow-up" if engaged else None
    wanted = settings.every_question and looks_like_question(question_of(event.get("text")))
    return "open" if wanted else None


def _from_elsewhere(event: Mapping[str, Any], context: BoltContext) -> bool:
    """Return whether the author belongs to another organisation than the app's own."""
    team = event.get("user_team") or event.get("source_team") or context.team_id
    return team not in (context.team_id, context.enterprise_id)
