"""How much fits into one message or view."""

from typing import Any

import orjson

# Slack documents 12,000 characters for all blocks of a message, and has refused 11,341.
MAX_CHARACTERS = 10_000
MAX_TEXT = 3_000  # of `text`, as escaped; Slack refuses some of more than 4,000
MAX_VALUE = 2_000  # of a button
MAX_BUTTON = 75  # characters on a button
MAX_MODAL_TITLE = 24
MAX_METADATA = 3_000  # of a view's private_metadata


def characters(block: Any) -> int:  # noqa: ANN401 - JSON
    """Return the characters of all strings in a block: more than Slack counts, never less."""
    total = 0
    parts: list[Any] = [[block]]
    for part in parts:  # which grows
        for inner in part.values() if type(part) is dict else part:
            kind = type(inner)
            if kind is dict or kind is list:
                parts.append(inner)
            elif kind is str or isinstance(inner, str):
                total += len(inner)
    return total


def characters_at_most(block: Any) -> int:  # noqa: ANN401 - JSON
    """Return what `characters` cannot exceed, at a tenth of the cost: the bytes of the block as JSON."""
    try:
        return len(orjson.dumps(block))
    except orjson.JSONEncodeError:  # half a character, which a person's message may hold
        return characters(block)
