"""Ask a person: the question goes to those who help, and Resolve closes it; replies.py brings their replies back."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from bot.slack import wording
from bot.slack.audience import Audience, audience_of
from bot.slack.blocks import AT_ONCE, answer_blocks
from bot.slack.buttons import PERSON, actions, button, heading_of
from bot.slack.delivery import Outcome, call
from bot.slack.forms import field, given, metadata_of, modal, text_input
from bot.slack.handles import Asked, packed_within, parse
from bot.slack.inert import escaped, shortened
from bot.slack.interaction import Click, open_view, tell
from bot.slack.limits import MAX_VALUE
from bot.slack.listeners.clicking import admitted, on_click, on_form
from bot.slack.messages import Message
from bot.slack.posting import post_once
from bot.slack.reception import Reception
from bot.slack.replies import tell_asker
from bot.slack.rich import Block, line, mention, quoted, rich, section, text
from bot.state.claims import Place
from bot.state.escalations import Escalation, Progress
from bot.state.gaps import Gap, GapRecord

CALLBACK, RESOLVE = "ask_person", "resolve"
_LONGEST = 2_000  # characters of a question to a person
_ROOM = 4_000  # characters for what the sources say, under the question


def register(app: App, reception: Reception) -> None:
    """Listen to the button, its form, and the end of a question."""

    def begin(click: Click, client: WebClient) -> None:
        if admitted(reception, click, client):
            open_view(click, client, _form(click, _leaning(reception, parse(click.value)[0])))

    def errors(view: Mapping[str, Any]) -> dict[str, str]:
        refusal = reception.guard.text_refused(given(view, "question") or "")
        return {"question": refusal.told} if refusal else {}

    def ask(click: Click, client: WebClient) -> None:
        _ask(reception, click, client)

    def resolve(click: Click, client: WebClient) -> None:
        _resolve(reception, click, client)

    app.action(PERSON)(on_click(PERSON, begin))
    app.view(CALLBACK)(on_form(CALLBACK, ask, errors))
    app.action(RESOLVE)(on_click(RESOLVE, resolve))


def _leaning(reception: Reception, asked: Asked) -> Asked:
    """Return the question with the thread that it leans on, if it does: a helper needs both."""
    return asked if asked.thread and reception.find(asked, AT_ONCE).inherited else replace(asked, thread=())


def _form(click: Click, asked: Asked) -> Block:
    element = text_input(asked.question, longest=_LONGEST)
    block = field("question", "Your question", element, hint="Nothing that names a patient, please.")
    note = rich(line("It is posted for the people who help, with your name and with what the sources say."))
    if asked.thread:
        note["elements"].append(line(f"With it goes the question before: “{_before(asked)}”", italic=True))
    private = click.private or click.direct or bool(click.view)
    where = {"c": "" if private else click.channel, "th": None if private else click.thread_ts or click.message_ts}
    metadata = {**where, "from": click.origin, "t": asked.thread}
    return modal(CALLBACK, "Ask a person", [note, block], submit="Ask", metadata=metadata)


def _before(asked: Asked) -> str:
    return shortened(asked.thread[-1], 300)


def _ask(reception: Reception, click: Click, client: WebClient) -> None:
    about = metadata_of(click.view)
    settings = reception.state.channels.of(click.team, about.get("from", ""))
    channel = settings.help_channel or reception.settings.help_channel or ""
    if refused := _not_posted_in(reception, channel, client):
        tell(_place_of(click, about), client, refused)
        return
    claim = Place(click.team, channel, f"ask:{click.view.get('id')}", None, click.user, "click")
    if not reception.state.claims.take(claim):
        return
    question = str(given(click.view, "question")).strip()
    asked = Asked(question, tuple(about.get("t", ())), collections=settings.collections)
    answer = reception.find(asked, AT_ONCE)
    group = settings.help_group or reception.settings.help_group or ""
    whole = reception.whole(asked)
    blocks = [
        _head(click.user, whole, asked, group),
        *answer_blocks(answer, count=1, room=_ROOM).blocks,
        *_resolving(whole),
    ]
    words = escaped(f"A question for a person: {shortened(whole, 1_000)}")
    outcome, ts = post_once(client, Message(words, blocks), channel=channel, key=claim.ts)
    if outcome is Outcome.DONE:
        there = Escalation(click.team, about.get("c", ""), about.get("th"), click.user, channel, ts)
        reception.state.escalations.open(there)
        record = GapRecord(
            click.team,
            about.get("from", ""),
            click.user,
            Gap.ESCALATED,
            heading_of(answer),
            answer.missing,
            asked.question,
        )
        reception.state.gaps.add(record, reception.text_seconds)
    reception.state.claims.settle(claim, done=outcome is Outcome.DONE)
    told = {Outcome.DONE: wording.ASKED, Outcome.UNCERTAIN: wording.PERHAPS_ASKED}
    tell(_place_of(click, about), client, told.get(outcome, wording.NOBODY_ASKED))


def _not_posted_in(reception: Reception, channel: str, client: WebClient) -> str:
    """Return what the asker is told where the help channel must not be posted in; "" for most."""
    if reception.settings.allow_shared_channels:
        return ""
    told = {Audience.OTHERS: wording.HELP_IS_SHARED, Audience.UNKNOWN: wording.NOBODY_ASKED}
    return told.get(audience_of(channel, client), "")


def _place_of(click: Click, about: Mapping[str, Any]) -> Click:
    """Return where the asker is told."""
    return Click(click.team, click.user, about.get("c", ""), "", about.get("th"), True, "", "", "", {}, {})


def _head(user: str, whole: str, asked: Asked, group: str) -> Block:
    call_them = [text(" "), _called(group)] if group else []
    before = [line(f"Asked before: “{_before(asked)}”", italic=True)] if asked.thread else []
    return rich(
        section(text("A question from ", bold=True), mention(user), *call_them, text("\n")),
        quoted([text(shortened(whole, _LONGEST))]),
        *before,
        line("Reply in this thread: I pass on what names no colleague. What the sources say:", italic=True),
    )


def _called(group: str) -> Block:
    return {"type": "usergroup", "usergroup_id": group} if group.startswith("S") else mention(group)


def _resolving(whole: str) -> Iterator[Block]:
    yield from actions([button(RESOLVE, "Resolve", packed_within({}, "q", whole, MAX_VALUE), style="primary")])


def _resolve(reception: Reception, click: Click, client: WebClient) -> None:
    if refusal := reception.guard.helper_refused(click.team, click.user, client):
        tell(click, client, refusal.told)
        return
    escalation = reception.state.escalations.at(click.team, click.channel, click.message_ts)
    if escalation is None:
        tell(click, client, wording.NOT_OPEN)
        return
    if not reception.state.escalations.advance(escalation, Progress.RESOLVED):
        tell(click, client, wording.NOT_OPEN)
        return
    question = json.loads(click.value).get("q", "")
    done = rich(
        section(text("Resolved by ", bold=True), mention(click.user), text("\n")),
        quoted([text(shortened(question, _LONGEST) or "–")]),
    )
    call(client.chat_update, channel=click.channel, ts=click.message_ts, text=wording.RESOLVED, blocks=[done])
    closed = Message(wording.CLOSED, [rich(section(mention(escalation.user), text(f" {wording.CLOSED}")))])
    outcome, _ = tell_asker(escalation, [closed], f"resolve:{escalation.help_ts}", client)
    if outcome is not Outcome.DONE:
        tell(click, client, wording.CLOSED_UNTOLD)
