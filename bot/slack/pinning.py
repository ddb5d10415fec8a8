"""What escalation and pinning share: names, and the collections that go with a question to a person."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bot.slack.handles import packed

KEEP, APPROVE, DISCARD = "keep", "approve_pin", "discard_pin"
_COLLECTIONS = "in"
_ROOM = 1_900  # characters: in a form, which holds MAX_METADATA, each quotation mark takes two


def noted(collections: Sequence[str]) -> Mapping[str, str]:
    """Return what the metadata of a question to a person, or a form, says of the collections that were searched.

    Metadata take no lists of texts. Of more than there is room for nothing is said: an answer to the question is then
    shown where all are searched.
    """
    names = packed(collections)
    return {_COLLECTIONS: names} if collections and len(names) <= _ROOM else {}


def collections_of(about: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the collections that are noted; a former version noted them as a list."""
    found = about.get(_COLLECTIONS) or ()
    return tuple(json.loads(found) if isinstance(found, str) else found)
