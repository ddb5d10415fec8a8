"""A message that its author changes or deletes."""

from collections.abc import Callable
from typing import Any

from tests.slack_server.driver import People
from tests.slack_server.server import LocalSlack


def edit(
    people: People, slack: LocalSlack, ts: str, text: str, channel: str = "C1", user: str = "U1", **outer: Any
) -> Callable[[], None]:
    """Edit a message, as Slack tells of it: twice, as it may; return what has Slack tell once more.

    `at` is when Slack tells of it.
    """
    (message,) = [said for said in slack.world.channels[channel]["messages"] if said["ts"] == ts]
    before = dict(message)
    message["text"] = text
    kind = "im" if channel == "D1" else "channel"
    event = {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "channel": channel,
        "channel_type": kind,
        "ts": outer.pop("at", None) or people.ts(),
        "message": {"type": "message", **message, "edited": {"user": user, "ts": people.ts()}},
        "previous_message": {"type": "message", **before},
    }

    def told() -> None:
        people.event(event, **outer)

    told()
    told()
    return told


def delete(people: People, slack: LocalSlack, ts: str, channel: str = "C1", *, replies: bool = True) -> None:
    """Delete a message, as Slack tells of it; in the place of one with `replies` Slack puts one of its own."""
    messages = slack.world.channels[channel]["messages"]
    (message,) = [said for said in messages if said["ts"] == ts]
    before = {"type": "message", **message}
    event = {"type": "message", "hidden": True, "channel": channel, "ts": people.ts()}
    event["channel_type"] = "im" if channel == "D1" else "channel"
    if replies:
        stone = {"subtype": "tombstone", "user": "USLACKBOT", "text": "This message was deleted.", "hidden": True}
        message |= {**stone, "thread_ts": ts}
        change = {"subtype": "message_changed", "message": {"type": "message", **message}}
    else:
        messages.remove(message)
        change = {"subtype": "message_deleted", "deleted_ts": ts}
    people.event({**event, **change, "previous_message": before}, idle=False)
