"""Makes the words of documents and people harmless in Slack: no ping, no link, no formatting."""

import re

# Controls, zero-width and bidirectional marks, which could hide or rearrange what is shown.
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def visible(text: str) -> str:
    """Return the text in one line without invisible characters; for rich text, where Slack parses nothing."""
    return " ".join(_INVISIBLE.sub("", text).split())


def escaped(text: str) -> str:
    """Return the text for a message's `text`: without the characters that Slack reads as mentions and links."""
    return visible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
