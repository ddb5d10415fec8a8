"""More passages, back, exactly as typed, without its thread, or another heading: the message shows another answer.

What everybody reads in a channel goes on in its place ("More passages"), but gets no other answer for one person's
click: they see that alone, and may share it.
"""

import re
from dataclasses import replace

from slack_bolt import App

from bot.slack import wording
from bot.slack.buttons import ALONE, BACK, EXACT, HEADING, MORE
from bot.slack.client import SlackClient
from bot.slack.handles import QUESTION, Asked, parse
from bot.slack.interaction import Click, answer_alone, replace_message, show_alone, tell, tell_changed
from bot.slack.listeners.clicking import on_click, shown_more
from bot.slack.messages import Message, answer_message, to_find
from bot.slack.outcomes import Outcome
from bot.slack.posting import NOT_CHANGED
from bot.slack.service import Service
from bot.slack.traces import answered_message, mark_instead


def register(app: App, service: Service) -> None:
    """Listen to the buttons that change what a message shows."""

    def page(click: Click, client: SlackClient) -> None:
        _show(service, click, client, onward=True)

    def exactly(click: Click, client: SlackClient) -> None:
        _show(service, click, client)

    def heading(click: Click, client: SlackClient) -> None:
        _show(service, click, client, instead=True)

    app.action(MORE)(on_click(MORE, page))
    app.action(BACK)(on_click(BACK, page))
    app.action(EXACT)(on_click(EXACT, exactly))
    app.action(ALONE)(on_click(ALONE, heading))
    app.action(re.compile(rf"^{HEADING}:\d+$"))(on_click(HEADING, heading))


def _show(service: Service, click: Click, client: SlackClient, *, onward: bool = False, instead: bool = False) -> None:
    """Show what a button asks for: onward in the same answer, or something else instead of it."""
    asked, start = parse(click.value)
    if not shown_more(service, click, client):
        return
    channel = service.state.channels.of(click.team, click.origin)
    alone = click.private or click.direct or bool(click.view)
    beside = not (onward or alone)
    over = QUESTION if instead or beside else asked.over
    below = answered_message(click.metadata) if instead and beside else asked.below
    asked = replace(asked, collections=channel.collections, over=over, below=below)
    answer = service.find(asked, to_find(start))
    if refusal := service.without_documents(click.team, asked, answer):
        tell(click, client, refusal.told)
        return
    if onward and not answer.passages[start:]:
        tell_changed(click, client)
        return
    offer = service.offer(click.team, channel, share=alone or beside or channel.private, rating=not click.view)
    pinned = None if start else service.pinned(click.team, asked, client)
    message = answer_message(answer, asked, offer, start=start, pinned=pinned)
    if channel.private and not alone:  # since it was posted
        answer_alone(click, client, message)
    elif beside:
        show_alone(click, client, message)
    elif _put_in_place(click, client, message, asked, instead=instead):
        if not (onward or click.view):
            service.judged_anew(click.team, click.channel, click.message_ts)
        leaned_on = channel.private or not click.private  # not on what one person alone sees where all read the others
        if instead and leaned_on and click.thread is not None:
            service.hold_instead((click.team, click.channel, click.thread), click.user, asked, answer)


def _put_in_place(click: Click, client: SlackClient, message: Message, asked: Asked, *, instead: bool) -> bool:
    """Put a message in the place of the one that was clicked; return whether it is there, and tell if it is not."""
    metadata = mark_instead(click.metadata, click.user, asked.question) if instead else None
    outcome = replace_message(click, client, message, metadata)
    if outcome is not Outcome.DONE and not click.view:
        tell(click, client, NOT_CHANGED.get(outcome, wording.NOT_POSTED))
    return outcome is Outcome.DONE
