"""Helpful or not: one click, and a form for the reason."""

import json
from collections.abc import Mapping
from typing import Any

from slack_bolt import App

from bot.slack import wording
from bot.slack.buttons import FEEDBACK, HELPFUL, NOT_HELPFUL
from bot.slack.client import SlackClient
from bot.slack.forms import choice, field, fits, given, metadata_of, modal, option, text_input
from bot.slack.interaction import Click, Whereabouts, open_view, tell, tell_at
from bot.slack.listeners.clicking import admitted, on_click, on_form
from bot.slack.rich import Block, line, rich
from bot.slack.service import Service
from bot.state.feedback import Answered, Given, Verdict
from bot.state.gaps import Gap, GapRecord

CALLBACK = "feedback_reason"
REASONS = {
    "wrong": "Wrong: it does not answer this",
    "outdated": "Outdated",
    "incomplete": "Incomplete",
    "confusing": "Confusing",
}


def register(app: App, service: Service) -> None:
    """Listen to the two buttons and to the form."""

    def rate(click: Click, client: SlackClient) -> None:
        rated = json.loads(click.value)
        if rated.get("v") not in (HELPFUL, NOT_HELPFUL) or not admitted(service, click, client, asks=False):
            return
        _keep(service, click, rated)
        if rated["v"] == HELPFUL:
            tell(click, client, wording.THANKS, lasting=False)
        else:
            open_view(click, client, _form(service, click, rated))

    def errors(view: Mapping[str, Any]) -> dict[str, str]:
        refusal = service.guard.text_refused(given(view, "correction") or "")
        return {"correction": refusal.told} if refusal else {}

    def explain(click: Click, client: SlackClient) -> None:
        _explained(service, click, client)

    app.action(FEEDBACK)(on_click(FEEDBACK, rate))
    app.view(CALLBACK)(on_form(CALLBACK, explain, errors))


def _form(service: Service, click: Click, rated: Mapping[str, Any]) -> Block:
    blocks = [field("reason", "What is wrong?", choice("radio_buttons", [option(w, v) for v, w in REASONS.items()]))]
    if service.text_seconds:
        hint = "Nothing that names a patient, please."
        blocks.append(field("correction", "What would be right?", text_input(), optional=True, hint=hint))
    else:
        person = service.offer(click.team, service.state.channels.of(click.team, click.origin)).person
        blocks.append(rich(line(f"{wording.NO_TEXT_KEPT} {wording.FOR_WORDS if person else ''}")))
    where = {"c": click.channel, "ts": click.message_ts, "th": click.thread_ts}
    metadata = {**where, "p": rated.get("p", ""), "q": rated.get("q", "")}
    if not fits(metadata):
        metadata["q"] = ""
    return modal(CALLBACK, "Not helpful", blocks, submit="Send", metadata=metadata)


def _explained(service: Service, click: Click, client: SlackClient) -> None:
    about = metadata_of(click.view)
    service.state.feedback.give(
        Answered(click.team, about["c"], about["ts"], click.user),
        Verdict(
            NOT_HELPFUL,
            reason=given(click.view, "reason"),
            passage_id=about.get("p") or None,
            question=about.get("q") or None,
            correction=given(click.view, "correction") or None,
        ),
        service.text_seconds,
    )
    tell_at(Whereabouts(click.user, about["c"], about.get("th")), client, wording.THANKS, lasting=False)


def _keep(service: Service, click: Click, rated: Mapping[str, Any]) -> None:
    """Store a verdict in the place of the one before; that an answer did not help is a gap too, as long as it holds."""
    answered = Answered(click.team, click.channel, click.message_ts, click.user)
    verdict = Verdict(rated["v"], passage_id=rated.get("p") or None, question=rated.get("q") or None)
    given = service.state.feedback.rate(answered, verdict, service.text_seconds)
    record = GapRecord(
        click.team, click.channel, click.user, Gap.DISLIKED, rated.get("h", ""), (), rated.get("q") or None
    )
    if rated["v"] == NOT_HELPFUL and given is not Given.BEFORE:
        service.state.gaps.add(record, service.text_seconds)
    elif given is Given.INSTEAD:
        service.state.gaps.take_back(record)
