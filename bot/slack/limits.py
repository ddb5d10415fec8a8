"""How much fits into one message or view."""

from typing import Any

# Slack documents 12,000 characters for all blocks of a message, and has refused 11,341.
MAX_CHARACTERS = 10_000
MAX_TEXT = 3_000  # of `text`; Slack advises 4,000 and cuts at 40,000
MAX_VALUE = 2_000  # of a button
MAX_BUTTON = 75  # characters on a button
MAX_MODAL_TITLE = 24
MAX_METADATA = 3_000  # of a view's private_metadata


def characters(block: Any) -> int:  # noqa: ANN401 - JSON
    """Return the characters of all strings in a block: more than Slack counts, never less."""
    total = 0
    left: list[Any] = [[block]]
    while left:
        item = left.pop()
        for part in item.values() if isinstance(item, dict) else item:
            if isinstance(part, str):
                total += len(part)
            elif isinstance(part, (dict, list)):
                left.append(part)
    return total
