"""What a button needs to know again: the question, carried in the button itself.

Slack keeps it with the message that it belongs to and sends it back on a click. So nothing of a question has to be
stored here, and a button works after a restart and in every replica. Which collections are searched is not carried:
that is for the channel's settings to say at the time of the click.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import orjson

from bot.slack.inert import shortened_lines
from corpus.model import Passage

LONGEST = 1_200  # characters: several buttons of a message carry it
QUESTION = "question"  # what stands over an answer of which the question is not to be seen above it


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with all that its answer depends on."""

    question: str
    thread: tuple[str, ...] = ()  # earlier questions, oldest first
    exact: bool = False
    collections: tuple[str, ...] = ()  # empty: all
    over: str = ""  # what stands over its answer, on all its pages: nothing, QUESTION, or who shares it
    below: str = ""  # the message whose public answer it was chosen below, for one person alone

    def handle(self, start: int = 0, told: str = "") -> str | None:
        """Return the question as a button carries it, without its oldest thread if need be; None if it is too long.

        `told` is what tells whether the answer is still the one that was seen.
        """
        thread, rest = self.thread, {"x": self.exact, "s": start, "o": self.over, "b": self.below, "d": told}
        while True:
            form = {"q": self.question, "t": thread, **rest}
            value = packed({name: given for name, given in form.items() if given})
            if len(value) <= LONGEST:
                return value
            if not thread:
                return None
            thread = thread[1:]


def packed(form: Mapping[str, object] | Sequence[str]) -> str:
    """Return what a button or a form carries, in as few characters as it takes."""
    try:
        return orjson.dumps(form).decode()
    except orjson.JSONEncodeError:  # half a character, which a person's message may hold
        return json.dumps(form, separators=(",", ":"))


def packed_within(form: Mapping[str, object], name: str, words: str, room: int) -> str:
    """Return a form packed in `room` characters, with as much of a text under `name` as there is room for.

    Quotation marks, line breaks and the letters of some scripts take more characters than one each.
    """
    longest = room
    while len(value := packed({**form, name: shortened_lines(words, longest)})) > room and longest > 1:
        longest = longest * 4 // 5
    return value


def digest(passage: Passage) -> str:
    """Return eight characters that change with the passage's words, and with those that it stands under."""
    return digest_of([*passage.section, passage.context or "", passage.text])


def digest_of(words: Iterable[str]) -> str:
    """Return eight characters that change with any of some words, and tell none of them."""
    return hashlib.blake2b("\n".join(words).encode(errors="replace"), digest_size=4).hexdigest()


def parse(value: str) -> tuple[Asked, int]:
    """Return the question of a button's value, and the first passage that the button asks for."""
    form = json.loads(value)
    asked = Asked(form.get("q", ""), tuple(form.get("t", ())), bool(form.get("x")))
    return replace(asked, over=form.get("o", ""), below=form.get("b", "")), int(form.get("s", 0))


def told_in(value: str) -> str:
    """Return what a button's value says of the answer that was seen; "" for buttons of former versions."""
    return str(json.loads(value).get("d", ""))
