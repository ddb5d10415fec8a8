"""A person's reply on its way to the asker: passed on whole, or the helper is told that it is not."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.slack import wording
from bot.slack.audience import seen_by_others
from bot.slack.buttons import actions, button
from bot.slack.client import SlackClient
from bot.slack.delivery import Destination, insist, whisper
from bot.slack.handles import packed, packed_within
from bot.slack.heard import is_for_others, mentions
from bot.slack.inert import escaped, in_parts, room_escaped, shortened, visible, visible_lines
from bot.slack.limits import MAX_VALUE
from bot.slack.messages import Message
from bot.slack.outcomes import Outcome
from bot.slack.pinning import KEEP, post_over, quoted_in
from bot.slack.posting import SHUT, post_once
from bot.slack.rich import Block, line, mention, quoted, rich, section, text, with_styles
from bot.slack.service import Service
from bot.state.claims import Place
from bot.state.escalations import Escalation, Progress

_LONGEST_PART = 2_500  # characters of a reply, as escaped, in one message, all of which its notification holds
_LONGEST_NAME = 80
_LONGEST_QUESTION = 100
_TOLD = {
    Outcome.UNCERTAIN: wording.PERHAPS_PASSED_ON,
    **dict.fromkeys(SHUT, wording.NO_WAY_TO_ASKER),
}


@dataclass(frozen=True, slots=True)
class Reply:
    """What a helper wrote."""

    words: str
    more: bool = False  # files or messages of others came with it


def is_for_asker(escalation: Escalation, user: str, text: str | None) -> bool:
    """Return whether what is said in the helpers' thread is for the asker: among themselves they name each other."""
    return user != escalation.user and (mentions(text, escalation.user) or not is_for_others(text))


def pass_on(
    service: Service,
    escalation: Escalation,
    place: Place,
    reply: Reply,
    client: SlackClient,
    *,
    taken_over: bool = False,
) -> None:
    """Tell the asker what a person replied, and offer the helper to keep it; tell the helper if it is not passed on.

    Where it is `taken_over` from a dead worker, the asker may have all of the reply or a part. Raises OutOfReach if the
    helper cannot be told anything now.
    """
    helper = place.user
    if refused := _not_passed_on(service, place, reply.words, client):
        _tell(escalation, helper, refused, [], client)
        return
    words = visible_lines(reply.words)
    name = shortened(service.guard.name(escalation.team, helper, client), _LONGEST_NAME)
    since = place.ts if taken_over else ""

    def messages(question: str) -> Sequence[Message]:
        return list(_messages(escalation, name, words, question))

    outcome, direct = tell_asker(service, escalation, messages, f"reply:{place.ts}", client, since=since)
    if outcome is Outcome.DONE:
        service.state.escalations.advance(escalation, Progress.ANSWERED)
    told = _told_of(outcome, directly=direct and bool(escalation.channel), more=reply.more)
    keep = button(KEEP, "Keep as a pinned answer", _kept(words))
    _tell(escalation, helper, told, [rich(line(told)), *actions([keep])], client)


def _told_of(outcome: Outcome, *, directly: bool, more: bool) -> str:
    """Return what a helper is told of what became of their reply; `more` came with it, which is not passed on."""
    if outcome is not Outcome.DONE:
        return _TOLD.get(outcome, wording.NOT_PASSED_ON)
    told = wording.PASSED_ON_DIRECTLY if directly else wording.PASSED_ON
    return f"{told} {wording.NO_FILES}" if more else told


def _not_passed_on(service: Service, place: Place, reply: str, client: SlackClient) -> str:
    """Return what the helper is told of a reply that cannot be passed on; "" for most."""
    if refusal := service.guard.helper_refused(place.team, place.user, client):
        return refusal.told
    return words_refused(service, reply)


def words_refused(service: Service, reply: str) -> str:
    """Return what the helper is told of a reply whose words are not passed on, whoever wrote it; "" for most."""
    if not visible(reply):
        return wording.WORDS_ALONE
    refusal = service.guard.text_refused(reply)
    return wording.NAMES_PATIENT if refusal and refusal.reason == "patient" else ""


def tell_unknown(escalation: Escalation, helper: str, client: SlackClient) -> None:
    """Tell a helper that it is not known whether the asker has their reply."""
    _tell(escalation, helper, wording.PERHAPS_PASSED_ON, [], client)


def not_passed_on(service: Service, escalation: Escalation, helper: str, client: SlackClient) -> None:
    """Tell a helper who changed a reply, or wrote after Resolve, that the asker does not get that, and who it is."""
    resolved = escalation.progress is Progress.RESOLVED
    if not resolved and (refusal := service.guard.helper_refused(escalation.team, helper, client)):
        _tell(escalation, helper, refusal.told, [], client)
        return
    told = wording.AFTER_RESOLVE if resolved else wording.EDITED
    asker = section(text("The asker is "), mention(escalation.user))
    _tell(escalation, helper, told, [rich(line(told), asker)], client)


def tell_asker(
    service: Service,
    escalation: Escalation,
    messages: Callable[[str], Sequence[Message]],
    key: str,
    client: SlackClient,
    *,
    since: str = "",
) -> tuple[Outcome, bool]:
    """Post where the question was asked, else to the asker directly; return what became of it, and whether directly.

    It is posted directly, too, where the channel was meanwhile shared with another organisation or made private.
    `messages` makes the messages of the question, which is named where it is not to be seen above them. With `since`, a
    timestamp, a dead worker may have posted them after that: they are looked for, but not in direct messages whose
    channel we do not know, as to read something twice there is better than never.
    """

    def posted(to: Destination) -> Outcome:
        """Post the messages one after the other, as long as Slack takes them."""
        question = "" if to.thread_ts else shortened(_question(escalation, client), _LONGEST_QUESTION)
        sought = "" if to.channel == escalation.user else since
        for number, message in enumerate(messages(question)):
            outcome = post_once(client, to, message, key=f"{key}:{number}", since=sought).outcome
            if outcome is not Outcome.DONE:
                return outcome
        return Outcome.DONE

    if _is_open(service, escalation, client):
        outcome = posted(Destination(escalation.channel, escalation.thread_ts))
        if outcome not in SHUT | {Outcome.NO_THREAD}:
            return outcome, False
    return posted(Destination(escalation.user)), True


def _is_open(service: Service, escalation: Escalation, client: SlackClient) -> bool:
    """Return whether what is said to the asker may be posted where they asked."""
    channel = escalation.channel
    if not channel or service.state.channels.of(escalation.team, channel).private:
        return False
    return service.settings.allow_shared_channels or not seen_by_others(channel, client)


def _question(escalation: Escalation, client: SlackClient) -> str:
    """Return the question as it stands over the helpers' thread; "" if Slack does not say."""
    return quoted_in(post_over(escalation.help_channel, escalation.help_ts, client)[1])


def _messages(escalation: Escalation, name: str, reply: str, question: str) -> Iterator[Message]:
    """Yield what the asker gets; only the first message calls them."""
    to = f" “{question}”" if question else ""
    parts = in_parts(reply, _LONGEST_PART, room_escaped)
    for number, part in enumerate(parts, 1):
        which = f" ({number} of {len(parts)})" if len(parts) > 1 else ""
        said = f"{name} replied to your question{to}{which}:"
        called = [mention(escalation.user), text(" ")] if number == 1 else []
        blocks = [rich(section(*called, text(f"{said}\n")), quoted(with_styles(part)))]
        yield Message(escaped(f"{said} {part}"), blocks)


def _kept(reply: str) -> str:
    """Return the reply as a button carries it: whole, or shortened and said to be."""
    value = packed({"a": reply})
    return value if len(value) <= MAX_VALUE else packed_within({"cut": True}, "a", reply, MAX_VALUE)


def _tell(escalation: Escalation, helper: str, words: str, blocks: list[Block], client: SlackClient) -> None:
    """Say something to a helper alone, in the helpers' thread. Raises OutOfReach."""
    there = Destination(escalation.help_channel, escalation.help_ts)
    insist(whisper(client, there, helper, Message(words, blocks)), harmless=True)
