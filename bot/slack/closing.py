"""A question to a person that somebody resolves: its post says so, its button goes, and the asker is told."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.slack import wording
from bot.slack.asking import LONGEST
from bot.slack.client import SlackClient
from bot.slack.delivery import insist, update
from bot.slack.inert import escaped, escaped_within, shortened
from bot.slack.interaction import Whereabouts, tell_at
from bot.slack.messages import Message
from bot.slack.outcomes import Outcome
from bot.slack.pinning import post_over, quoted_in
from bot.slack.replies import tell_asker
from bot.slack.rich import mention, quoted, rich, section, text
from bot.slack.service import Service
from bot.state.claims import CLOSING, Place
from bot.state.escalations import Escalation, Progress


def closing_of(team: str, channel: str, help_ts: str, user: str) -> Place:
    """Return what is claimed of the end of a question: whoever is first closes it."""
    return Place(team, channel, f"resolve:{help_ts}", help_ts, user, CLOSING)


def close(
    service: Service, escalation: Escalation, closing: Place, show: Callable[[], Outcome], client: SlackClient
) -> None:
    """Mark a question as resolved, `show` that in its post, and tell the asker. Raises OutOfReach, to be done again."""
    first = service.state.escalations.advance(escalation, Progress.RESOLVED)
    shown = insist(show(), harmless=True)
    since = "" if first else escalation.help_ts  # they may have been told

    def closed(question: str) -> list[Message]:
        words = wording.CLOSED.format(question=f" “{question}”" if question else "")
        return [Message(escaped(words), [rich(section(mention(escalation.user), text(f" {words}")))])]

    told, _ = tell_asker(service, escalation, closed, f"resolve:{escalation.help_ts}", client, since=since)
    if insist(told) is not Outcome.DONE:
        _tell(closing, wording.CLOSED_UNTOLD, client)
    if shown is not Outcome.DONE:
        _tell(closing, wording.DONE_UNSHOWN, client)


def close_alone(closing: Place, show: Callable[[], Outcome], client: SlackClient) -> None:
    """`show` in its post that a question is resolved, of which nobody knows the asker any more. Raises OutOfReach."""
    shown = insist(show(), harmless=True)
    _tell(closing, wording.CLOSED_UNTOLD if shown is Outcome.DONE else wording.DONE_UNSHOWN, client)


def show_closed(
    closing: Place, user: str, question: str, metadata: Mapping[str, Any] | None, client: SlackClient
) -> Outcome:
    """Have the post of a question say who resolved it, in the place of its button."""
    head = section(text("Resolved by ", bold=True), mention(user), text("\n"))
    blocks = [rich(head, quoted([text(shortened(question, LONGEST) or "–")]))]
    message = Message(f"Resolved: {escaped_within(question, 1_000) or '–'}", blocks)
    return update(client, closing.channel, closing.thread_ts or "", message, metadata=metadata)


def take_up_closing(service: Service, closing: Place, client: SlackClient) -> None:
    """Do what is left of the end of a question. Raises OutOfReach."""
    help_ts = closing.thread_ts or ""

    def show() -> Outcome:
        outcome, post = post_over(closing.channel, help_ts, client)
        if not post:  # the question stands in it alone: another click brings it along
            return outcome
        return show_closed(closing, closing.user, quoted_in(post), post.get("metadata"), client)

    if escalation := service.state.escalations.at(closing.team, closing.channel, help_ts):
        close(service, escalation, closing, show, client)
    else:
        close_alone(closing, show, client)


def _tell(closing: Place, words: str, client: SlackClient) -> None:
    tell_at(Whereabouts(closing.user, closing.channel), client, words)
