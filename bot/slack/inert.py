"""Makes the words of documents and people harmless in Slack: no ping, no link, no formatting.

Two ways, both used on everything that we did not write: rich text, where Slack parses no mention, link or mark, and
escaping, for the few fields that are parsed.
"""

import re
import unicodedata
from collections.abc import Callable

# Controls, zero-width and bidirectional marks, soft hyphens and tag characters: they hide or rearrange what is shown.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")  # cannot be sent at all
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def visible(text: str) -> str:
    """Return the text in one line without invisible characters; for rich text and plain text."""
    if text.isascii() and text.isprintable():
        if "  " not in text and text.strip() == text:  # as most are
            return text
    else:
        text = _SURROGATE.sub("\ufffd", _INVISIBLE.sub("", text))
    return " ".join(text.split())


def escaped(text: str) -> str:
    """Return the text for a message's `text`: without the characters that Slack reads as mentions and links."""
    found = visible(text)
    for sign, entity in _ESCAPES.items():  # "&" first
        found = found.replace(sign, entity)
    return found


def escaped_within(text: str, limit: int) -> str:
    """Return the text as `escaped` does, shortened to a limit of characters as escaped: Slack counts those."""
    found = escaped(text)
    return found if len(found) <= limit else escaped(shortened(text, room_escaped(visible(text), limit)))


def room_escaped(text: str, limit: int) -> int:
    """Return how many characters of a text take no more than a limit of characters as escaped."""
    taken = 0
    for at, character in enumerate(text):
        taken += len(_ESCAPES.get(character, character))
        if taken > limit:
            return at
    return len(text)


def unescaped(text: str) -> str:
    """Return what a person typed: Slack escapes the three characters in messages."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def visible_lines(text: str) -> str:
    """Return the text as `visible` does, but with the lines that it has; empty ones are left out."""
    return "\n".join(filter(None, map(visible, text.splitlines())))


def shortened(text: str, limit: int) -> str:
    """Return the text within a limit of characters, cut between words, with an ellipsis where it was cut."""
    line = visible(text)
    if len(line) <= limit:
        return line
    kept = line[: limit - 1]
    if unicodedata.combining(line[limit - 1]):  # do not part a letter from its accent
        kept = kept.rstrip(kept[-1])
    return f"{kept.rsplit(' ', 1)[0] if ' ' in kept[limit // 2 :] else kept}…"


def shortened_lines(text: str, limit: int) -> str:
    """Return the text within a limit of characters as `shortened` does, but with the lines that it has."""
    lines = visible_lines(text)
    return lines if len(lines) <= limit else f"{in_parts(lines, limit - 1)[0]}…"


def in_parts(text: str, longest: int, room: Callable[[str, int], int] = lambda _, longest: longest) -> list[str]:
    """Return the text in parts of at most `longest` characters: parted between lines, else words, else anywhere.

    `room` tells how many characters of a text are as long as that, where they are counted otherwise.
    """
    parts = []
    while (most := room(text, longest)) < len(text):
        ends = (text.rfind(gap, most // 2, most + 1) for gap in ("\n", " "))
        at = next((end for end in ends if end > 0), most)
        parts.append(text[:at].rstrip())
        text = text[at:].lstrip()
    return [*parts, text] if text else parts
