"""Share: an answer that one person sees is posted for a channel, by that person's name."""

import hashlib
from dataclasses import dataclass, replace

from slack_bolt import App

from bot.model import Answer, Status
from bot.slack import wording
from bot.slack.audience import Audience, audience_of
from bot.slack.buttons import SHARE
from bot.slack.client import SlackClient
from bot.slack.delivery import Destination
from bot.slack.forms import channel_menu, field, given, metadata_of, modal
from bot.slack.handles import Asked, parse, told_in
from bot.slack.interaction import Click, open_view, tell
from bot.slack.listeners.clicking import admitted, on_click, on_form
from bot.slack.messages import Message, answer_message, to_find, told_by
from bot.slack.outcomes import Outcome
from bot.slack.posting import once, post_once
from bot.slack.rich import Block, line, rich
from bot.slack.service import Service
from bot.slack.traces import chosen_below
from bot.state.claims import CLICK, Place, Taken
from corpus.model import Sentence

CALLBACK = "share_to"
_TOLD = {
    Outcome.DONE: wording.SHARED,
    Outcome.NO_PLACE: wording.INVITE_ME,
    Outcome.NOT_PERMITTED: wording.NO_POSTS_THERE,
    Outcome.UNCERTAIN: wording.PERHAPS_POSTED,
}


@dataclass(frozen=True, slots=True)
class _Found:
    """What is shared: an answer from passage `start` on, and what is pinned over it."""

    asked: Asked
    answer: Answer
    start: int
    pinned: Message | None


def register(app: App, service: Service) -> None:
    """Listen to the button, and to the form that asks for a channel where there is none."""

    def share(click: Click, client: SlackClient) -> None:
        if not admitted(service, click, client):
            return
        if click.direct or click.view:
            open_view(click, client, _form(click))
            return
        _share(service, click, client, click.channel, click.value)

    def chosen(click: Click, client: SlackClient) -> None:
        _chosen(service, click, client)

    app.action(SHARE)(on_click(SHARE, share))
    app.view(CALLBACK)(on_form(CALLBACK, chosen))


def _form(click: Click, note: str = "") -> Block:
    metadata = {"v": click.value, "from": click.origin}
    blocks = [*([rich(line(note))] if note else []), field("channel", "Channel", channel_menu(unshared=True))]
    return modal(CALLBACK, "Share an answer", blocks, submit="Share", metadata=metadata)


def _chosen(service: Service, click: Click, client: SlackClient) -> None:
    _share(service, click, client, given(click.view, "channel"), metadata_of(click.view)["v"])


def _share(service: Service, click: Click, client: SlackClient, channel: str, value: str) -> None:
    """Post the answer in a channel, once, however often it was clicked; not where it is not the one that was seen."""
    if refused := _refused(service, click, client, channel):
        if refused == wording.NOT_SHARED and channel == click.channel:
            open_view(click, client, _form(click, refused))
        else:
            tell(click, client, refused)
        return
    asked, start = parse(value)
    asked = replace(asked, over=click.user)
    here, there = (service.state.channels.of(click.team, place).collections for place in (click.origin, channel))
    seen = _found(service, click.team, replace(asked, collections=here), start, client)
    if told_in(value) not in ("", told_by(seen.answer, start, seen.pinned)):
        tell(click, client, wording.OTHERWISE_NOW)
        return
    found = seen if here == there else _found(service, click.team, replace(asked, collections=there), start, client)
    if _told(found.answer) != _told(seen.answer):
        tell(click, client, wording.OTHER_DOCUMENTS)
        return
    claim = _claim(click, channel, value)
    outcome = once(service.state.claims, claim, lambda taken: _posted(service, claim, found, taken, client))
    if outcome is None:
        told = wording.SHARED_ALREADY if service.state.claims.is_done(claim) else wording.BEING_SHARED
    else:
        told = _TOLD.get(outcome, wording.NOT_POSTED)
    tell(click, client, told)


def _found(service: Service, team: str, asked: Asked, start: int, client: SlackClient) -> _Found:
    answer = service.find(asked, to_find(start))
    start = start if answer.passages[start:] else 0
    return _Found(asked, answer, start, None if start else service.pinned(team, asked, client))


def _posted(service: Service, claim: Place, found: _Found, taken: Taken, client: SlackClient) -> Outcome:
    asked = found.asked
    offer = service.offer(claim.team, service.state.channels.of(claim.team, claim.channel))
    message = answer_message(found.answer, asked, offer, start=found.start, pinned=found.pinned)
    there = Destination(claim.channel, claim.thread_ts)
    since = _since(claim) if taken is Taken.OVER else ""
    chosen = asked.below if claim.thread_ts else ""  # elsewhere nothing leans on it
    about = chosen_below(chosen, claim.user, asked.question) if chosen else {}
    outcome = post_once(client, there, message, key=claim.ts, since=since, about=about).outcome
    if chosen and outcome is Outcome.DONE:
        service.hold_instead((claim.team, claim.channel, claim.thread_ts or ""), claim.user, asked, found.answer)
    return outcome


def _claim(click: Click, channel: str, value: str) -> Place:
    """Return what is shared once: a message may come to show another answer, as after "Search exactly"."""
    origin = str(click.view.get("id") or click.message_ts)
    which = hashlib.blake2b(value.encode(errors="replace"), digest_size=3).hexdigest()
    thread_ts = click.thread_ts if channel == click.channel else None
    return Place(click.team, channel, f"share:{origin}:{which}", thread_ts, click.user, CLICK)


def _since(claim: Place) -> str:
    """Return the time of the message that was shared, by Slack's clock; of a view nothing is known."""
    origin = claim.ts.split(":")[1]
    return origin if origin[:1].isdecimal() else "0"


def _refused(service: Service, click: Click, client: SlackClient, channel: str) -> str:
    """Return what the person is told where they must not share into a channel; "" for most."""
    if not (service.settings.allow_shared_channels or audience_of(channel, client) is Audience.OURS):
        return wording.NOT_SHARED  # one that Slack does not tell us of is not ours alone
    settings = service.state.channels.of(click.team, channel)
    if settings.allowed_users and click.user not in settings.allowed_users:
        return wording.NOT_ALLOWED_THERE
    return wording.ALONE_THERE if settings.private and channel != click.channel else ""


def _told(answer: Answer) -> tuple[Status, list[Sentence]]:
    return answer.status, [headline.sentence for headline in answer.headlines]
