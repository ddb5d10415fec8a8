"""A question to a person on its way to those who help: recorded, posted, and found again if its worker died."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from bot.model import Answer, Status
from bot.slack import wording
from bot.slack.audience import is_heard
from bot.slack.blocks import AT_ONCE, answer_blocks
from bot.slack.buttons import actions, button
from bot.slack.client import SlackClient
from bot.slack.delivery import Destination, insist, post, whisper
from bot.slack.guard import Scene
from bot.slack.handles import Asked, packed_within
from bot.slack.inert import escaped_within, shortened
from bot.slack.interaction import Whereabouts, tell_at
from bot.slack.limits import MAX_VALUE, characters
from bot.slack.messages import Message
from bot.slack.outcomes import Outcome
from bot.slack.pinning import noted, post_over
from bot.slack.posting import about_post, find_post, post_once
from bot.slack.rich import Block, line, mention, quoted, rich, section, text
from bot.slack.service import Service
from bot.state.claims import Place
from bot.state.escalations import Escalation
from bot.state.gaps import Gap

RESOLVE = "resolve"
_KEY = "ask:"  # begins the key of every post of a question
LONGEST = 2_000  # characters of a question to a person
_TO_HEARD = "Reply in this thread: I pass your words on to them. What mentions somebody else stays here."
_TO_UNHEARD = "Please write to the asker yourself: I do not hear replies."
_CLOCKS = 300.0  # seconds that our clock may be before Slack's; signatures are good for as long
_ROOM = 4_000  # characters for a pinned answer and what the sources say, under the question


def ask_helpers(
    service: Service, escalation: Escalation, asked: Asked, client: SlackClient, *, group: str, scene: Scene
) -> Outcome:
    """Post a question for those who help, and return what became of it; the asker is told if they have it.

    Until the post is there, the question is recorded under the key by which the post can be found.
    """
    escalations, outcome = service.state.escalations, Outcome.FAILED
    escalations.open(escalation)
    try:
        answer = service.find(asked, AT_ONCE)
        whole = service.whole(asked)
        blocks = [
            _head(escalation.user, whole, asked, group, heard=is_heard(escalation.help_channel, client)),
            *_said(service, escalation.team, asked, answer, client),
            *_resolving(whole),
        ]
        message = Message(f"A question for a person: {escaped_within(whole, 1_000)}", blocks)
        there, about = Destination(escalation.help_channel), noted(asked.collections)
        posted = post_once(client, there, message, key=escalation.help_ts, about=about)
        outcome = posted.outcome
    finally:
        if outcome not in (Outcome.DONE, Outcome.ENDED):  # another worker tells the asker of what ended with the bot
            escalations.drop(escalation)
    if outcome is not Outcome.DONE:
        return outcome
    escalations.stands_at(escalation, posted.ts)
    _tell_asked(service, replace(escalation, help_ts=posted.ts), client)
    service.note(scene, Gap.ESCALATED, asked, answer)
    return outcome


def _tell_asked(service: Service, escalation: Escalation, client: SlackClient) -> None:
    """Tell the asker that those who help have the question.

    An asker in private is told in their direct messages. Where these are is noted, as replies go there too and have to
    be found again.
    """
    words = wording.ASKED if is_heard(escalation.help_channel, client) else wording.ASKED_UNHEARD
    if escalation.channel:
        tell_at(Whereabouts(escalation.user, escalation.channel, escalation.thread_ts), client, words)
        return
    told = post(client, Destination(escalation.user), Message(words, []), harmless=True)
    if told.channel:
        service.state.escalations.asker_is_in(escalation, told.channel)


def take_up_question(service: Service, place: Place, client: SlackClient) -> None:
    """Record the post of a question whose worker died over it; tell the asker if there is none."""
    escalations = service.state.escalations
    escalation = escalations.at(place.team, place.channel, place.ts)
    if escalation is None:  # recorded as it should be
        return
    since = f"{max(0.0, escalation.opened_at - _CLOCKS):.6f}"
    found = find_post(client, Destination(place.channel), key=place.ts, since=since)
    if found:
        escalations.stands_at(escalation, found)
        _tell_asked(service, replace(escalation, help_ts=found), client)
        return
    escalations.drop(escalation)
    told = wording.PERHAPS_ASKED if found is None else wording.NOT_ASKED
    tell_at(Whereabouts(escalation.user, escalation.channel, escalation.thread_ts), client, told)


def key_of(form: str) -> str:
    """Return the key of the post that comes of a form."""
    return f"{_KEY}{form}"


def _is_question(message: Mapping[str, Any]) -> bool:
    """Return whether a message is our post of a question, resolved or not."""
    return str(about_post(message).get("key", "")).startswith(_KEY)


def asker_unknown(channel: str, help_ts: str, helper: str, client: SlackClient) -> None:
    """Tell a helper who replies to a question that nobody knows any more whose it is. Raises OutOfReach.

    The thread is looked at in Slack, as nothing is recorded of it: most are no question's.
    """
    outcome, over = post_over(channel, help_ts, client)
    insist(outcome, harmless=True)
    if _is_question(over):
        told = Message(wording.ASKER_UNKNOWN, [])
        insist(whisper(client, Destination(channel, help_ts), helper, told), harmless=True)


def question_before(asked: Asked) -> str:
    """Return the question that one leans on, as it is shown."""
    return shortened(asked.thread[-1], 300)


def _head(user: str, whole: str, asked: Asked, group: str, *, heard: bool) -> Block:
    call_them = [text(" "), _called(group)] if group else []
    before = [line(f"Asked before: “{question_before(asked)}”", italic=True)] if asked.thread else []
    return rich(
        section(text("A question from ", bold=True), mention(user), *call_them, text("\n")),
        quoted([text(shortened(whole, LONGEST))]),
        *before,
        line(_TO_HEARD if heard else _TO_UNHEARD, italic=True),
    )


def _said(service: Service, team: str, asked: Asked, answer: Answer, client: SlackClient) -> Iterator[Block]:
    """Yield what the asker was told: a pinned answer, and what the sources say; nothing to talk."""
    if answer.status is Status.CHAT:
        return
    pinned = service.pinned(team, asked, client)
    kept = pinned.blocks if pinned else []
    yield from kept
    if service.without_documents(team, asked, answer):
        yield rich(line(wording.NO_DOCUMENTS_THERE))
    elif not pinned or answer.status is Status.ANSWERED:
        yield from _of_sources(answer, max(_ROOM - characters(kept), _ROOM // 2))


def _of_sources(answer: Answer, room: int) -> Iterator[Block]:
    """Yield what the sources say, in a number of characters."""
    near = answer.suggestions if answer.status is Status.NOT_FOUND and not answer.examples else ()
    yield rich(line("What the sources say:", italic=True))
    # the headings stand there by name, as nobody who helps gets buttons for them
    yield from answer_blocks(replace(answer, suggestions=()), count=1, room=room).blocks
    if near:
        yield rich(line(f"The nearest headings in the sources: {'; '.join(shortened(name, 200) for name in near)}"))


def _called(group: str) -> Block:
    return {"type": "usergroup", "usergroup_id": group} if group.startswith("S") else mention(group)


def _resolving(whole: str) -> Iterator[Block]:
    yield from actions([button(RESOLVE, "Resolve", packed_within({}, "q", whole, MAX_VALUE), style="primary")])
