"""Whole messages: an answer's blocks with the buttons that go with them, and its words for notifications."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.model import Answer, Status
from bot.provenance import standing
from bot.slack.blocks import AT_ONCE, Shown, Size, answer_blocks, answer_text, nearest_blocks, nearest_text
from bot.slack.buttons import AnswerButtons, Offer, under_nearest
from bot.slack.handles import QUESTION, Asked, digest, digest_of
from bot.slack.inert import escaped_within, shortened, visible_lines
from bot.slack.limits import MAX_CHARACTERS, MAX_TEXT, characters, characters_at_most
from bot.slack.rich import Block, line, mention, quoted, rich, section, text, with_styles
from bot.state.pins import Pin

LOOK_AHEAD = AT_ONCE + 1  # passages to find for a message
_MOST = 26  # passages of an answer are labelled with letters
_PINNED_TEXT = 500  # characters of a pinned answer in a notification, and of a question
_NOTHING = Offer()


@dataclass(frozen=True, slots=True)
class Message:
    """What is posted."""

    text: str
    blocks: list[Block]


def answer_message(
    answer: Answer,
    asked: Asked,
    offer: Offer = _NOTHING,
    *,
    start: int = 0,
    pinned: Message | None = None,
) -> Message:
    """Return the message for an answer from passage `start` on; what it is to and a pinned answer stand over it."""
    over = list(_over(asked)) if answer.status is not Status.CHAT else []
    shared = asked.handle(start, told_by(answer, start, pinned)) if offer.share else None
    if pinned and answer.status is Status.NOT_FOUND:  # the question is answered all the same
        buttons = AnswerButtons(answer, asked, replace(offer, headings=False), shared)
        return Message(f"{_shared(asked)}{pinned.text}", [*over, *pinned.blocks, *buttons.under(0, 0)])
    before = [*over, *(pinned.blocks if pinned else ())]
    # the buttons' room is set aside first, as if no passage fitted, so that none of them ever falls off
    buttons = AnswerButtons(answer, asked, offer, shared)
    beside = [*before, *buttons.under(start, start)]
    shown = _within(answer, start, beside, characters_at_most)
    if not shown.is_whole:  # as seldom happens
        shown = _within(answer, start, beside, characters)
    first = _shared(asked) + (f"{pinned.text} " if pinned else "")
    words = f"{first}{answer_text(answer, MAX_TEXT - len(first))}"
    return Message(words, [*before, *shown.blocks, *buttons.under(shown.start, shown.end)])


def to_find(start: int) -> int:
    """Return how many passages to find for a message from one on: another beyond it tells whether there are more."""
    return min(start + LOOK_AHEAD, _MOST)


def told_by(answer: Answer, start: int, pinned: Message | None) -> str:
    """Return what changes with anything that a message for an answer from passage `start` on tells."""
    shown = [item.passage for item in answer.passages[start : start + AT_ONCE]]
    passages = (f"{digest(passage)} {standing(passage.metadata)}" for passage in shown)
    return digest_of([pinned.text if pinned else "", answer_text(answer), *answer.suggestions, *passages])


def nearest_message(answer: Answer, asked: Asked) -> Message:
    """Return the message with the passages that come nearest to a question that was not found."""
    over, under = list(_over(asked)), under_nearest(answer, asked)
    shown = nearest_blocks(answer, room=MAX_CHARACTERS - characters([*over, *under]))
    return Message(nearest_text(answer), [*over, *shown.blocks, *under])


def _within(answer: Answer, start: int, beside: Sequence[Block], size: Size) -> Shown:
    """Return the blocks of an answer for which there is room beside others."""
    return answer_blocks(answer, start, room=MAX_CHARACTERS - size(beside), size=size)


def _over(asked: Asked) -> Iterator[Block]:
    """Yield the line that says what an answer is to, where nobody typed it just above, or who shares it."""
    if asked.over == QUESTION:
        how = ", searched exactly as typed" if asked.exact else ""
        yield rich(line(f"For “{shortened(asked.question, 200)}”{how}:", italic=True))
    elif asked.over:
        words = f" shares an answer to: {shortened(asked.question, 1_000)}\n"
        yield rich(section(mention(asked.over), text(words)))


def told_elsewhere(message: Message, channel: str, question: str) -> Message:
    """Return a message to what somebody wrote in a channel, for their direct messages."""
    if not message.blocks:
        return replace(message, text=f"To your message in <#{channel}>: {message.text}")
    named = f" “{shortened(question, 200)}”:\n" if question else ":\n"
    head = rich(section(text("To your message in "), {"type": "channel", "channel_id": channel}, text(named)))
    return Message(f"To your message in <#{channel}>: {message.text}", [head, *message.blocks])


def _shared(asked: Asked) -> str:
    """Return what the notification of a shared answer begins with; "" for others."""
    if asked.over in ("", QUESTION):
        return ""
    return f"A shared answer to “{escaped_within(asked.question, _PINNED_TEXT)}”: "


def pinned_message(pin: Pin, author: str, owner: str) -> Message:
    """Return a kept answer with its question, the names of who wrote and who approved it, and the date."""
    approved = datetime.fromtimestamp(pin.approved_at or 0, UTC).date().isoformat()
    block = rich(
        line("Pinned answer, written by a person and not by the sources", bold=True),
        line(f"To “{shortened(pin.question, _PINNED_TEXT)}”:", italic=True),
        quoted(with_styles(visible_lines(pin.answer)[:MAX_TEXT])),
        line(f"{shortened(author, 80)}; approved by {shortened(owner, 80)}, {approved}", italic=True),
    )
    words = f"{escaped_within(pin.answer, _PINNED_TEXT)} (to “{escaped_within(pin.question, _PINNED_TEXT)}”)"
    return Message(f"Pinned answer, written by a person: {words}", [block])
