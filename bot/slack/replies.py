"""A person's reply on its way to the asker: passed on whole, or the helper is told that it is not."""

from collections.abc import Iterable, Iterator

from slack_sdk import WebClient

from bot.slack import wording
from bot.slack.buttons import actions, button
from bot.slack.delivery import Outcome, whisper
from bot.slack.handles import packed, packed_within
from bot.slack.inert import escaped, in_parts, shortened, visible_lines
from bot.slack.limits import MAX_VALUE
from bot.slack.messages import Message
from bot.slack.pinning import KEEP
from bot.slack.posting import post_once
from bot.slack.reception import Reception
from bot.slack.rich import Block, line, mention, quoted, rich, section, text
from bot.state.claims import Place
from bot.state.escalations import Escalation, Progress

_LONGEST_PART = 2_500  # characters of a reply in one message, all of which its notification holds
_LONGEST_NAME = 80
_TOLD = {Outcome.DONE: wording.PASSED_ON, Outcome.UNCERTAIN: wording.PERHAPS_PASSED_ON}


def pass_on(reception: Reception, escalation: Escalation, place: Place, reply: str, client: WebClient) -> None:
    """Tell the asker what a person replied, and offer the helper to keep it; tell the helper if it is not passed on."""
    helper = place.user
    if refused := _not_passed_on(reception, place, reply, client):
        _tell(escalation, helper, refused, [], client)
        return
    reply = visible_lines(reply)
    name = shortened(reception.guard.name(escalation.team, helper, client), _LONGEST_NAME)
    outcome = _posted(escalation, place, _messages(escalation, name, reply), client)
    if outcome is Outcome.DONE:
        reception.state.escalations.advance(escalation, Progress.ANSWERED)
    told = _TOLD.get(outcome, wording.NOT_POSTED)
    keep = button(KEEP, "Keep as a pinned answer", _kept(reply))
    _tell(escalation, helper, told, [rich(line(told)), *actions([keep])], client)


def _not_passed_on(reception: Reception, place: Place, reply: str, client: WebClient) -> str:
    """Return what the helper is told of a reply that cannot be passed on; "" for most."""
    if refusal := reception.guard.helper_refused(place.team, place.user, client):
        return refusal.told
    if not reply:
        return wording.WORDS_ALONE
    refusal = reception.guard.text_refused(reply)
    return wording.NAMES_PATIENT if refusal and refusal.reason == "patient" else ""


def _posted(escalation: Escalation, place: Place, messages: Iterable[Message], client: WebClient) -> Outcome:
    """Post for the asker what a reply makes, in as many messages as it takes."""
    outcome = Outcome.DONE
    for number, message in enumerate(messages):
        channel, key = escalation.channel or escalation.user, f"reply:{place.ts}:{number}"
        outcome, _ = post_once(client, message, channel=channel, thread_ts=escalation.thread_ts, key=key)
        if outcome is not Outcome.DONE:
            break
    return outcome


def _messages(escalation: Escalation, name: str, reply: str) -> Iterator[Message]:
    """Yield what the asker gets; only the first message calls them."""
    parts = in_parts(reply, _LONGEST_PART)
    for number, part in enumerate(parts, 1):
        which = f" ({number} of {len(parts)})" if len(parts) > 1 else ""
        said = f"{name} replied to your question{which}:"
        called = [mention(escalation.user), text(" ")] if number == 1 else []
        blocks = [rich(section(*called, text(f"{said}\n")), quoted([text(part)]))]
        yield Message(escaped(f"{said} {part}"), blocks)


def _kept(reply: str) -> str:
    """Return the reply as a button carries it: whole, or shortened and said to be."""
    value = packed({"a": reply})
    return value if len(value) <= MAX_VALUE else packed_within({"cut": True}, "a", reply, MAX_VALUE)


def _tell(escalation: Escalation, helper: str, words: str, blocks: list[Block], client: WebClient) -> None:
    """Say something to a helper alone, in the helpers' thread."""
    whisper(
        client,
        channel=escalation.help_channel,
        user=helper,
        thread_ts=escalation.help_ts,
        text=words,
        blocks=blocks or None,
    )
