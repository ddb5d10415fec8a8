"""A proposed answer that an owner decides on: pinned or dropped, and its post says which."""

from collections.abc import Sequence

from bot.slack import wording
from bot.slack.buttons import actions, button
from bot.slack.client import SlackClient
from bot.slack.delivery import call, insist, update
from bot.slack.inert import escaped_within, shortened, visible_lines
from bot.slack.interaction import Whereabouts, tell_at
from bot.slack.messages import Message
from bot.slack.outcomes import Outcome
from bot.slack.pinning import APPROVE, DISCARD, quotations_in
from bot.slack.rich import Block, mention, quoted, rich, section, text, with_styles
from bot.slack.service import Service
from bot.state.claims import DECIDING, Place
from bot.state.pins import Pin

LONGEST_QUESTION, LONGEST_ANSWER = 1_500, 2_000
# as a claim has room for the ids of an answer and of its post, and for little else
_SIGNS = {APPROVE: "+", DISCARD: "-"}
_ACTIONS = {sign: action for action, sign in _SIGNS.items()}


def deciding_of(team: str, channel: str, post: tuple[str, str | None], user: str, decision: tuple[str, int]) -> Place:
    """Return what is claimed of a decision: APPROVE or DISCARD, and on which answer.

    `post` is where the proposal stands: its timestamp, and its thread's.
    """
    action, pin_id = decision
    return Place(team, channel, f"{_SIGNS[action]}{pin_id:x}:{post[0]}", post[1], user, DECIDING)


def decide(service: Service, deciding: Place) -> bool:
    """Pin the answer or drop it; return whether that was still open. What was done is not done again."""
    action, pin_id, _ = _parts(deciding)
    pins = service.state.pins
    if action == APPROVE:
        return pins.approve(deciding.team, pin_id, deciding.user)
    return pins.remove(deciding.team, pin_id)


def show_decision(
    service: Service, deciding: Place, quotations: Sequence[Block], client: SlackClient, *, by: str = ""
) -> Outcome:
    """Have the post say how it stands now; `by` is who dropped the answer, if that is known.

    `quotations` are those of the post, as an answer that was dropped stands nowhere else.
    """
    _, pin_id, ts = _parts(deciding)
    pin = service.state.pins.get(deciding.team, pin_id)
    message = _pinned(pin) if pin else _dropped(by, quotations)
    return update(client, deciding.channel, ts, message)


def take_up_decision(service: Service, deciding: Place, client: SlackClient) -> None:
    """Do what is left of a decision. Raises OutOfReach."""
    decide(service, deciding)
    if insist(_show_again(service, deciding, client), harmless=True) is not Outcome.DONE:
        there = Whereabouts(deciding.user, deciding.channel, deciding.thread_ts)
        tell_at(there, client, wording.DONE_UNSHOWN)


def _show_again(service: Service, deciding: Place, client: SlackClient) -> Outcome:
    action, pin_id, ts = _parts(deciding)
    if service.state.pins.get(deciding.team, pin_id):
        return show_decision(service, deciding, (), client)
    outcome, quotations = _quoted_at(deciding, ts, client)
    if not quotations:  # another click brings them along
        return outcome
    by = deciding.user if action == DISCARD else ""
    return show_decision(service, deciding, quotations, client, by=by)


def _quoted_at(deciding: Place, ts: str, client: SlackClient) -> tuple[Outcome, Sequence[Block]]:
    """Return what the post of a proposal quotes, or nothing and why: GONE if it is not there."""
    place = {"channel": deciding.channel, "ts": deciding.thread_ts or ts, "oldest": ts, "latest": ts}
    outcome, reply = call(client.conversations_replies, **place, inclusive=True, limit=10)
    posts = [message for message in reply.get("messages") or [] if message.get("ts") == ts]
    if posts:
        return outcome, list(quotations_in(posts[0]))
    return Outcome.GONE if outcome is Outcome.DONE else outcome, ()


def _parts(deciding: Place) -> tuple[str, int, str]:
    """Return which action is claimed, on which answer, and the timestamp of its post."""
    decision, _, ts = deciding.ts.partition(":")
    return _ACTIONS[decision[0]], int(decision[1:], 16), ts


def quoted_pin(pin: Pin) -> Block:
    """Return a proposed answer as it is quoted, below its question."""
    question = text(f"{shortened(pin.question, LONGEST_QUESTION)}\n")
    return quoted([question, *with_styles(visible_lines(pin.answer)[:LONGEST_ANSWER])])


def said_of(pin: Pin, what: str) -> str:
    """Return the notification of what becomes of an answer, with what it says."""
    return f"{what}, to “{escaped_within(pin.question, 500)}”: {escaped_within(pin.answer, 1_500)}"


def _pinned(pin: Pin) -> Message:
    owner = mention(pin.approved_by) if pin.approved_by else text("a colleague")  # who was forgotten since
    head = section(text("Pinned, approved by ", bold=True), owner, text("\n"))
    remove = button(DISCARD, "Remove", str(pin.pin_id), style="danger")
    return Message(said_of(pin, "Pinned"), [rich(head, quoted_pin(pin)), *actions([remove])])


def _dropped(by: str, quotations: Sequence[Block]) -> Message:
    said = [text("Not pinned, says ", bold=True), mention(by), text("\n")] if by else [text("Not pinned\n", bold=True)]
    return Message(wording.NOT_PINNED, [rich(section(*said), *quotations)])
