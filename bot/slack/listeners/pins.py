"""Pinned answers: a person's reply is kept after an owner approved it, with both names and the date."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from slack_bolt import App

from bot.slack import wording
from bot.slack.buttons import actions, button
from bot.slack.client import SlackClient
from bot.slack.deciding import (
    LONGEST_ANSWER,
    LONGEST_QUESTION,
    decide,
    deciding_of,
    quoted_pin,
    said_of,
    show_decision,
)
from bot.slack.delivery import Destination, OutOfReach, insist
from bot.slack.forms import field, given, metadata_of, modal, text_input
from bot.slack.handles import Asked
from bot.slack.home import pins_view
from bot.slack.inert import shortened, visible
from bot.slack.interaction import Click, draw_home, open_view, tell
from bot.slack.listeners.clicking import Work, on_click, on_form
from bot.slack.messages import Message
from bot.slack.outcomes import Outcome
from bot.slack.pinning import APPROVE, DISCARD, KEEP, collections_of, noted, post_over, quoted_in
from bot.slack.posting import about_post, once, post_once
from bot.slack.rich import Block, line, mention, rich, section, text
from bot.slack.service import Service
from bot.state.claims import CLICK, Place
from bot.state.pins import Pin

CALLBACK = "keep_answer"


def register(app: App, service: Service) -> None:
    """Listen to Keep, its form, Approve and Discard."""

    def keep(click: Click, client: SlackClient) -> None:
        asked, kept = _asked_in_thread(click, client), json.loads(click.value)
        open_view(click, client, _form(click, asked, kept.get("a", ""), cut=bool(kept.get("cut"))))

    def errors(view: Mapping[str, Any]) -> dict[str, str]:
        return _errors(service, view)

    def propose(click: Click, client: SlackClient) -> None:
        _propose(service, click, client)

    app.action(KEEP)(on_click(KEEP, keep))
    app.view(CALLBACK)(on_form(CALLBACK, propose, errors))
    for action in (APPROVE, DISCARD):
        app.action(action)(on_click(action, _deciding(service, action)))


def _asked_in_thread(click: Click, client: SlackClient) -> Asked:
    """Return the question over the helpers' thread, out of our own message there: a follow-up reads whole there."""
    if not click.thread_ts:
        return Asked("")
    _, post = post_over(click.channel, click.thread_ts, client)
    return Asked(quoted_in(post), collections=collections_of(about_post(post)))


def _form(click: Click, asked: Asked, answer: str, *, cut: bool) -> Block:
    notes = [line("It is shown over the sources' own words whenever the same question is asked, with your name.")]
    if cut:
        notes.append(line(wording.CUT, bold=True))
    blocks = [
        rich(*notes),
        field("question", "Question", text_input(asked.question, multiline=False, longest=LONGEST_QUESTION)),
        field("answer", "Answer", text_input(answer, longest=LONGEST_ANSWER)),
    ]
    metadata = {"c": click.channel, "th": click.thread_ts, **noted(asked.collections)}
    return modal(CALLBACK, "Keep this answer", blocks, submit="Propose", metadata=metadata)


def _errors(service: Service, view: Mapping[str, Any]) -> dict[str, str]:
    errors = {}
    for name in ("question", "answer"):
        words = given(view, name) or ""
        if refusal := service.guard.text_refused(words):
            errors[name] = refusal.told
        elif not visible(words) or (name == "question" and not service.analyzer.terms(words)):
            errors[name] = wording.TOO_SHORT
        elif name == "question" and service.state.pins.key(words) is None:
            errors[name] = wording.LEANING
    return errors


def _propose(service: Service, click: Click, client: SlackClient) -> None:
    """Store the proposal, and ask the owners in the helpers' thread."""
    about = metadata_of(click.view)
    claim = Place(click.team, about["c"], f"keep:{click.view.get('id')}", about.get("th"), click.user, CLICK)
    question, answer = given(click.view, "question").strip(), given(click.view, "answer").strip()
    pin = Pin(click.team, question, answer, click.user, collections=collections_of(about))
    outcome = once(service.state.claims, claim, lambda _: _proposed(service, claim, pin, client))
    if outcome is Outcome.UNCERTAIN:  # an owner may have it before them
        tell(click, client, wording.PERHAPS_POSTED)
    elif outcome not in (None, Outcome.DONE):
        tell(click, client, wording.NOT_POSTED)


def _proposed(service: Service, claim: Place, pin: Pin, client: SlackClient) -> Outcome:
    pin_id = service.state.pins.propose(pin)
    owners = [part for owner in service.guard.owners_in(claim.team, client) for part in (mention(owner), text(" "))]
    blocks = [
        rich(
            section(*owners, mention(pin.author), text(" proposes a pinned answer. An owner approves it.\n")),
            quoted_pin(pin),
            *_where(pin),
        ),
        *actions([button(APPROVE, "Approve", str(pin_id), style="primary"), button(DISCARD, "Discard", str(pin_id))]),
    ]
    proposal = Message(said_of(pin, "A pinned answer is proposed"), blocks)
    outcome = post_once(client, Destination(claim.channel, claim.thread_ts), proposal, key=claim.ts).outcome
    if outcome not in (Outcome.DONE, Outcome.UNCERTAIN):
        service.state.pins.remove(pin.team, pin_id)
    return outcome


def _where(pin: Pin) -> Iterator[Block]:
    if pin.collections:
        names = ", ".join(name or "what is in no collection" for name in pin.collections)
        yield line(f"It is shown where these are searched: {shortened(names, 500)}", italic=True)


def _deciding(service: Service, action: str) -> Work:
    return lambda click, client: _decide(service, click, client, action)


def _decide(service: Service, click: Click, client: SlackClient, action: str) -> None:
    """Do what an owner says of a proposal, and have its post say so: later, if Slack cannot be told now."""
    if refused := service.guard.owner_refused(click.team, click.user, client):
        tell(click, client, refused)
        return
    if click.view:  # the list in App Home
        _remove(service, click, client)
        return
    post, decision = (click.message_ts, click.thread_ts), (action, int(click.value))
    deciding = deciding_of(click.team, click.channel, post, click.user, decision)
    ours, first = service.state.claims.take(deciding), decide(service, deciding)
    by = click.user if first and action == DISCARD else ""
    shown = show_decision(service, deciding, click.quotations, client, by=by)
    if not ours:  # Slack may not have taken that before
        if not first:  # who took it may be the later one to decide
            tell(click, client, wording.DECIDED)
        return
    try:
        insist(shown, harmless=True)
    except OutOfReach:
        service.leave(deciding)
        tell(click, client, wording.DECIDED_SHOWN_LATER)
        return
    service.state.claims.finish(deciding)
    if not first:
        tell(click, client, wording.DECIDED)
    elif shown is not Outcome.DONE:
        tell(click, client, wording.DONE_UNSHOWN)


def _remove(service: Service, click: Click, client: SlackClient) -> None:
    """Remove an answer from the list in the Home that was clicked in."""
    service.state.pins.remove(click.team, int(click.value))
    start = metadata_of(click.view).get("start", 0)
    draw_home(click, client, pins_view(service.state.pins.all(click.team), DISCARD, start))
