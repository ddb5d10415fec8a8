"""Whole messages: an answer's blocks with the buttons that go with them, and its words for notifications."""

from dataclasses import dataclass

from bot.model import Answer
from bot.slack.blocks import answer_blocks, answer_text
from bot.slack.rich import Block


@dataclass(frozen=True, slots=True)
class Message:
    """What is posted."""

    text: str
    blocks: list[Block]


def answer_message(answer: Answer) -> Message:
    """Return the message for an answer."""
    return Message(answer_text(answer), answer_blocks(answer).blocks)
