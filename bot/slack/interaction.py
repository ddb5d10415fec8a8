"""Clicks and forms: who used what, where, and how the message that it stands in is replaced."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.slack import wording
from bot.slack.client import SlackClient
from bot.slack.delivery import Destination, call, call_url, post, update, whisper
from bot.slack.forms import metadata_of
from bot.slack.guard import Scene
from bot.slack.handles import packed
from bot.slack.messages import Message
from bot.slack.outcomes import Outcome
from bot.slack.pinning import quotations_in
from bot.slack.posting import SHUT
from bot.slack.rich import line, rich

_DIRECT = "dm"


@dataclass(frozen=True, slots=True)
class Click:
    """A button used in a message, a modal or App Home."""

    team: str
    user: str
    channel: str  # "" in a modal that was opened from no channel
    message_ts: str
    thread_ts: str | None
    private: bool  # one person sees the message
    value: str
    trigger_id: str
    response_url: str
    view: Mapping[str, Any]
    metadata: Mapping[str, Any]  # of the message, as we posted it
    quotations: tuple[dict[str, Any], ...] = ()  # that stand in the message

    @property
    def direct(self) -> bool:
        """Return whether it happened in a direct message."""
        return self.channel.startswith("D")

    @property
    def thread(self) -> str | None:
        """Return the thread whose questions a follow-up to the message leans on; None if it is not known."""
        if self.view or (self.private and not self.thread_ts):
            return None
        return self.thread_ts or ("" if self.direct else self.message_ts)

    @property
    def origin(self) -> str:
        """Return the channel whose settings hold: that of the message, or that which a modal was opened from."""
        return self.channel or str(metadata_of(self.view).get("from", ""))

    @property
    def scene(self) -> Scene:
        """Return where it happened; answers are not shown in shared channels in the first place."""
        return Scene(self.team, self.channel, self.user, shared=False, direct=self.direct)


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a person is told something later."""

    user: str
    channel: str = ""  # "": directly
    thread_ts: str | None = None


def click_of(body: Mapping[str, Any]) -> Click:
    """Return the click of a payload."""
    container = body.get("container") or {}
    action = (body.get("actions") or [{}])[0]
    message = body.get("message") or {}
    chosen = action.get("selected_option") or {}
    return Click(
        team=(body.get("team") or {}).get("id") or (body.get("user") or {}).get("team_id") or "",
        user=body["user"]["id"],
        channel=(body.get("channel") or {}).get("id") or container.get("channel_id") or "",
        message_ts=str(container.get("message_ts") or body.get("message_ts") or message.get("ts") or ""),
        thread_ts=container.get("thread_ts") or message.get("thread_ts"),
        private=bool(container.get("is_ephemeral")),
        value=str(action.get("value") or chosen.get("value") or ""),
        trigger_id=str(body.get("trigger_id") or ""),
        response_url=str(body.get("response_url") or ""),
        view=body.get("view") or {},
        metadata=message.get("metadata") or {},
        quotations=tuple(quotations_in(message)),
    )


def replace_message(
    click: Click, client: SlackClient, message: Message, metadata: Mapping[str, Any] | None = None
) -> Outcome:
    """Put another message in the place of the one that was clicked in; `metadata` takes the place of its own."""
    if click.view:
        return update_view(click, client, {**shown_view(click.view), "blocks": message.blocks})
    if click.private:
        return respond(click, client, message, replace_original=True)
    return update(client, click.channel, click.message_ts, message, metadata=metadata)


def shown_view(view: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of a view, as Slack sends it, may be sent back."""
    kept = ("type", "title", "close", "submit", "callback_id", "private_metadata", "blocks")
    return {name: view[name] for name in kept if view.get(name)}


def open_view(click: Click, client: SlackClient, view: Mapping[str, Any]) -> Outcome:
    """Open a modal, on top of the one that was clicked in if there is one; tell the person if Slack does not."""
    method = client.views_push if click.view.get("type") == "modal" else client.views_open
    outcome, _ = call(method, trigger_id=click.trigger_id, view=view)
    if outcome is not Outcome.DONE:
        tell(click, client, wording.PERHAPS_OPENED if outcome is Outcome.UNCERTAIN else wording.NOT_OPENED)
    return outcome


def update_view(click: Click, client: SlackClient, view: Mapping[str, Any]) -> Outcome:
    """Change the view that was clicked in; tell the person if Slack does not.

    A view that is gone needs no word: it was closed, or already shows what a faster click asked for.
    """
    outcome, _ = call(client.views_update, view_id=click.view.get("id"), hash=click.view.get("hash"), view=view)
    if outcome not in (Outcome.DONE, Outcome.GONE):
        tell(click, client, wording.NOT_SHOWN)
    return outcome


def draw_home(click: Click, client: SlackClient, view: Mapping[str, Any]) -> None:
    """Show another page in the Home that was clicked in; tell the person if Slack does not."""
    outcome, _ = call(client.views_publish, user_id=click.user, view=knowing(view, direct_messages(click.view)))
    if outcome is not Outcome.DONE:
        tell(click, client, wording.NOT_SHOWN)


def knowing(view: Mapping[str, Any], channel: str) -> dict[str, Any]:
    """Return a page of the Home that knows where the person's direct messages with us are.

    Slack says it when the tab is opened, not with a click; to ask takes one scope more.
    """
    return {**view, "private_metadata": packed({**metadata_of(view), _DIRECT: channel})}


def direct_messages(view: Mapping[str, Any]) -> str:
    """Return where the person's direct messages with us are, as a page of the Home knows it; "" if it does not."""
    return str(metadata_of(view).get(_DIRECT, ""))


def respond(click: Click, client: SlackClient, message: Message, *, replace_original: bool = False) -> Outcome:
    """Answer through the response URL, for the person alone; if Slack refuses the blocks, in words."""
    body = {"text": message.text, "response_type": "ephemeral", "replace_original": replace_original}
    if click.thread_ts and not replace_original:  # else Slack shows it beside, in the channel
        body["thread_ts"] = click.thread_ts
    outcome = call_url(client, click.response_url, {**body, "blocks": message.blocks})
    if outcome is Outcome.TOO_LARGE:
        outcome = call_url(client, click.response_url, {**body, "blocks": [], "mrkdwn": False})
    return outcome


def answer_alone(click: Click, client: SlackClient, message: Message) -> Outcome:
    """Answer through the response URL, or in a direct message where Slack takes nothing there."""
    outcome = respond(click, client, message) if click.response_url else Outcome.GONE
    if outcome is Outcome.DONE:
        return outcome
    return post(client, Destination(click.user), message, harmless=True).outcome


def tell(click: Click, client: SlackClient, words: str, *, lasting: bool = True) -> Outcome:
    """Say something to the person who clicked, alone, near the place of the click.

    What is not `lasting` is whispered, in a direct message too, and gone when they start Slack again.
    """
    return show_alone(click, client, Message(words, []), lasting=lasting)


def show_alone(click: Click, client: SlackClient, message: Message, *, lasting: bool = True) -> Outcome:
    """Show a message to the person who clicked, as `tell` says something."""
    if click.private and click.response_url and not click.thread_ts:  # works in channels that we are not in
        return answer_alone(click, client, message)
    there = Whereabouts(click.user, click.channel, click.thread_ts)
    outcome = _tell_there(there, client, message, lasting=lasting)
    return answer_alone(click, client, message) if click.channel and outcome in SHUT else outcome


def tell_changed(click: Click, client: SlackClient) -> None:
    """Say that the documents have changed; what the person reads stays as it is."""
    if click.view:
        blocks = [rich(line(wording.CHANGED, bold=True)), *click.view.get("blocks", [])]
        replace_message(click, client, Message(wording.CHANGED, blocks))
    else:
        tell(click, client, wording.CHANGED)


def tell_at(there: Whereabouts, client: SlackClient, words: str, *, lasting: bool = True) -> Outcome:
    """Say something to a person, alone, as `tell` does."""
    message = Message(words, [])
    outcome = _tell_there(there, client, message, lasting=lasting)
    if there.channel and outcome in SHUT:
        return _tell_there(Whereabouts(there.user), client, message)
    return outcome


def _tell_there(there: Whereabouts, client: SlackClient, message: Message, *, lasting: bool = True) -> Outcome:
    to = Destination(there.channel or there.user, there.thread_ts)
    if not there.channel or (lasting and there.channel.startswith("D")):
        return post(client, to, message).outcome
    return whisper(client, to, there.user, message)
