"""What escalation and pinning share: names, what stands over a helpers' thread, and the collections that go with it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.slack.client import SlackClient
from bot.slack.delivery import call
from bot.slack.handles import packed
from bot.slack.outcomes import Outcome

KEEP, APPROVE, DISCARD = "keep", "approve_pin", "discard_pin"
_COLLECTIONS = "in"
_ROOM = 1_900  # characters: in a form, which holds MAX_METADATA, each quotation mark takes two


def post_over(channel: str, help_ts: str, client: SlackClient) -> tuple[Outcome, Mapping[str, Any]]:
    """Return our message over a helpers' thread, or nothing and why: GONE if Slack knows of none."""
    place = {"channel": channel, "ts": help_ts}
    outcome, reply = call(client.conversations_replies, **place, limit=1, include_all_metadata=True)
    for message in (reply.get("messages") or [])[:1]:
        return outcome, message
    return Outcome.GONE if outcome is Outcome.DONE else outcome, {}


def quoted_in(post: Mapping[str, Any]) -> str:
    """Return the question that our message over a helpers' thread quotes, until and after Resolve; "" without one."""
    for quotation in quotations_in(post):
        return "".join(run.get("text", "") for run in quotation["elements"])
    return ""


def quotations_in(message: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the quotations that stand in a message."""
    for block in message.get("blocks") or []:
        yield from (element for element in block.get("elements", []) if element.get("type") == "rich_text_quote")


def noted(collections: Sequence[str]) -> Mapping[str, str]:
    """Return what the metadata of a question to a person, or a form, says of the collections that were searched.

    As one text, since metadata take no lists of texts. Where they are too many for the room nothing is noted, and an
    answer to the question is shown where all collections are searched.
    """
    names = packed(collections)
    return {_COLLECTIONS: names} if collections and len(names) <= _ROOM else {}


def collections_of(about: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the collections that are noted; a former version noted them as a list."""
    found = about.get(_COLLECTIONS) or ()
    return tuple(json.loads(found) if isinstance(found, str) else found)
