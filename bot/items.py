"""Items of lists, and what leads them in: a sentence such as "… is not covered for:", or what stands above."""

from collections.abc import Mapping

from corpus.model import BlockKind, Passage

ABOVE = -1  # what leads an item in stands above its passage
_LEADS = ":\n"
_NONE = -2


def leads(passage: Passage) -> Mapping[int, int]:
    """Return, by the number of each item of a list, the number of the sentence that leads it in, or ABOVE."""
    text, bounds = passage.text, passage.bounds
    lead = ABOVE if passage.kind is BlockKind.LIST_ITEM else _NONE
    if lead is _NONE and _LEADS not in text:
        return {}
    found: dict[int, int] = {}
    end = 0
    for number in range(len(bounds) // 2):
        between = text[end : bounds[2 * number] - passage.start]
        end = bounds[2 * number + 1] - passage.start
        if text.startswith(_LEADS, end - 1):
            lead = number
        elif lead != _NONE and _is_item(between, text[end - 1]):
            found[number] = lead
        else:
            lead = _NONE
    return found


def _is_item(between: str, last: str) -> bool:
    """Return whether a sentence goes on with a list: its line has a marker or no full stop, or it is on no new line."""
    return "\n" not in between or bool(between.strip()) or last != "."
