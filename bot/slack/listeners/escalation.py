"""Ask a person: the question goes to those who help, and Resolve closes it; replies.py brings their replies back."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_bolt import App

from bot.slack import wording
from bot.slack.asking import LONGEST, RESOLVE, ask_helpers, key_of, question_before
from bot.slack.audience import Audience, audience_of
from bot.slack.blocks import AT_ONCE
from bot.slack.buttons import PERSON
from bot.slack.client import SlackClient
from bot.slack.closing import close, close_alone, closing_of, show_closed
from bot.slack.delivery import OutOfReach
from bot.slack.forms import field, given, metadata_of, modal, text_input
from bot.slack.guard import Scene
from bot.slack.handles import Asked, parse
from bot.slack.inert import visible
from bot.slack.interaction import Click, Whereabouts, open_view, tell, tell_at
from bot.slack.listeners.clicking import admitted, on_click, on_form
from bot.slack.outcomes import Outcome
from bot.slack.posting import SHUT, once
from bot.slack.rich import Block, line, rich
from bot.slack.service import Service
from bot.state.claims import ASKING, Place
from bot.state.escalations import Escalation

CALLBACK = "ask_person"
_TOLD = {Outcome.UNCERTAIN: wording.PERHAPS_ASKED, **dict.fromkeys(SHUT, wording.NOBODY_ASKED)}


def register(app: App, service: Service) -> None:
    """Listen to the button, its form, and the end of a question."""

    def begin(click: Click, client: SlackClient) -> None:
        if admitted(service, click, client):
            open_view(click, client, _form(click, _leaning(service, parse(click.value)[0])))

    def errors(view: Mapping[str, Any]) -> dict[str, str]:
        words = given(view, "question") or ""
        if not visible(words):  # Slack takes blanks, and characters that nobody sees, for words
            return {"question": wording.TOO_SHORT}
        refusal = service.guard.text_refused(words)
        return {"question": refusal.told} if refusal else {}

    def ask(click: Click, client: SlackClient) -> None:
        _ask(service, click, client)

    def resolve(click: Click, client: SlackClient) -> None:
        _resolve(service, click, client)

    app.action(PERSON)(on_click(PERSON, begin))
    app.view(CALLBACK)(on_form(CALLBACK, ask, errors))
    app.action(RESOLVE)(on_click(RESOLVE, resolve))


def _leaning(service: Service, asked: Asked) -> Asked:
    """Return the question with the thread that it leans on, if it does: a helper needs both."""
    return asked if asked.thread and service.find(asked, AT_ONCE).inherited else replace(asked, thread=())


def _form(click: Click, asked: Asked) -> Block:
    element = text_input(asked.question, longest=LONGEST)
    block = field("question", "Your question", element, hint="Nothing that names a patient, please.")
    note = rich(line("It is posted for the people who help, with your name and with what the sources say."))
    if asked.thread:
        note["elements"].append(line(f"With it goes the question before: “{question_before(asked)}”", italic=True))
    metadata = {**_told_in(click), "from": click.origin, "t": asked.thread}
    return modal(CALLBACK, "Ask a person", [note, block], submit="Ask", metadata=metadata)


def _told_in(click: Click) -> dict[str, str | None]:
    """Return where the asker hears of replies: where everybody sees the answer, else directly."""
    if click.private or click.view:
        return {"c": "", "th": None}
    return {"c": click.channel, "th": click.thread_ts or (None if click.direct else click.message_ts)}


def _ask(service: Service, click: Click, client: SlackClient) -> None:
    about = metadata_of(click.view)
    settings = service.state.channels.of(click.team, about.get("from", ""))
    channel = settings.help_channel or service.settings.help_channel_of(click.team)
    asker = Whereabouts(click.user, about.get("c", ""), about.get("th"))
    if refused := _not_posted_in(service, channel, client):
        tell_at(asker, client, refused)
        return
    claim = Place(click.team, channel, key_of(str(click.view.get("id"))), None, click.user, ASKING)
    escalation = Escalation(click.team, asker.channel, asker.thread_ts, click.user, channel, claim.ts)
    question = str(given(click.view, "question")).strip()
    asked = Asked(question, tuple(about.get("t", ())), collections=settings.collections)
    group = settings.help_group or service.settings.help_group_of(click.team)
    outcome = once(
        service.state.claims,
        claim,
        lambda _: ask_helpers(service, escalation, asked, client, group=group, scene=_scene(click, about)),
    )
    if outcome not in (None, Outcome.DONE):
        tell_at(asker, client, _TOLD.get(outcome, wording.NOT_POSTED))


def _scene(click: Click, about: Mapping[str, Any]) -> Scene:
    return Scene(click.team, about.get("from", ""), click.user, shared=False, direct=False)


def _not_posted_in(service: Service, channel: str, client: SlackClient) -> str:
    """Return what the asker is told where the help channel must not be posted in; "" for most."""
    if service.settings.allow_shared_channels:
        return ""
    told = {Audience.OTHERS: wording.HELP_IS_SHARED, Audience.UNKNOWN: wording.NOBODY_ASKED}
    return told.get(audience_of(channel, client), "")


def _resolve(service: Service, click: Click, client: SlackClient) -> None:
    if refusal := service.guard.helper_refused(click.team, click.user, client):
        tell(click, client, refusal.told)
        return
    escalation = service.state.escalations.at(click.team, click.channel, click.message_ts)
    if escalation is None and service.state.claims.is_asking(click.team, click.channel):
        tell(click, client, wording.NOT_OPEN)  # its post is there, and not noted yet
        return
    closing = closing_of(click.team, click.channel, click.message_ts, click.user)
    question = json.loads(click.value).get("q", "")

    def show(user: str) -> Outcome:
        return show_closed(closing, user, question, click.metadata, client)

    if not service.state.claims.take(closing):
        show(service.state.claims.user_of(closing))  # Slack may not have taken that before
        tell(click, client, wording.NOT_OPEN)
        return
    try:
        if escalation:
            close(service, escalation, closing, lambda: show(click.user), client)
        else:
            close_alone(closing, lambda: show(click.user), client)
    except OutOfReach:
        service.leave(closing)
        tell(click, client, wording.CLOSED_SHOWN_LATER)
    else:
        service.state.claims.finish(closing)
