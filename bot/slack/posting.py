"""Posts that are made exactly once: where Slack's reply is lost, they are looked for before they are sent again.

An answer is found by the question that it answers, as both are read at once (traces.py); any other post by a key in
its metadata.
"""

import time
from collections.abc import Callable, Mapping
from typing import Any

from bot.slack import wording
from bot.slack.client import SlackClient
from bot.slack.delivery import Destination, Posted, call, goes_on, post
from bot.slack.marks import POST, marked, payload_of
from bot.slack.messages import Message
from bot.slack.outcomes import Outcome
from bot.state.claims import Claims, Place, Taken

SHUT = frozenset({Outcome.NO_PLACE, Outcome.NOT_PERMITTED})  # the place is not open to us: later it is not either
# what a person is told of a message that was not changed; else that they may try again in a minute
NOT_CHANGED = {
    Outcome.GONE: wording.NOT_CHANGED,
    Outcome.NOT_PERMITTED: wording.NOT_CHANGED,
    Outcome.NO_PLACE: wording.AWAY,
}
_PAGE, _PAGES = 200, 5  # messages that are looked through
_SETTLED = 1.0  # seconds until a message that Slack took can be read
_ATTEMPTS = 2
_NOTHING: Mapping[str, object] = {}


def once(claims: Claims, claim: Place, do: Callable[[Taken], Outcome]) -> Outcome | None:
    """Do what a click asks for unless it is claimed, and return what became of it; None if another did it, or does.

    What fails can be clicked again. `do` is told whether a worker died over the same click, which may have done it.
    What could not be done as the bot ends (ENDED) keeps its claim, and is left to another worker.
    """
    taken = claims.take(claim)
    if not taken:
        return None
    outcome = Outcome.FAILED
    try:
        outcome = do(taken)
    finally:
        if outcome is not Outcome.ENDED:
            claims.settle(claim, done=outcome is Outcome.DONE)
    return outcome


def surely(send: Callable[[], Posted], find: Callable[[], str | None]) -> Posted:
    """Return what became of a post. Where Slack does not say, it is looked for, and sent again if it is not there.

    `find` returns the post's timestamp, "" if it is not there, None if Slack does not say that either: then the outcome
    is UNCERTAIN. It is NOT_SENT where the post is surely not there.
    """
    for _ in range(_ATTEMPTS):
        posted = send()
        if posted.outcome is not Outcome.UNCERTAIN:
            return posted
        time.sleep(_SETTLED)
        found = find()
        if found is None:
            return posted
        if found:
            return Posted(Outcome.DONE, found)
    return Posted(Outcome.NOT_SENT)


def post_once(
    client: SlackClient,
    to: Destination,
    message: Message,
    *,
    key: str,
    since: str = "",
    about: Mapping[str, object] = _NOTHING,
) -> Posted:
    """Post a message `surely`, and return what became of it; no other post in the place has the same `key`.

    With `since`, a dead worker may have posted it: it is looked for first, among what was said after that timestamp.
    `about` goes into the metadata too.
    """

    def find() -> str | None:
        return find_post(client, to, key=key, since=since)

    def send() -> Posted:
        return post(client, to, message, metadata=marked(POST, {**about, "key": key}))

    if since and (found := find()) != "":
        return Posted(Outcome.DONE, found) if found else Posted(Outcome.UNCERTAIN)
    return surely(send, find)


def find_post(client: SlackClient, to: Destination, *, key: str, since: str = "") -> str | None:
    """Return the timestamp of a post that is there, "" if it is not; None if Slack does not say, or not all of it.

    It is looked for among what was said after the timestamp `since`. Without that it was sent a moment ago, and so is
    on the first page of a channel, whose newest messages Slack gives first; of a thread Slack gives the oldest first.
    """
    place = {"channel": to.channel, "ts": to.thread_ts, "oldest": since or None, "include_all_metadata": True}
    read = client.conversations_replies if to.thread_ts else client.conversations_history
    cursor = None
    for _ in range(_PAGES):
        outcome, reply = call(read, **{n: v for n, v in place.items() if v}, limit=_PAGE, cursor=cursor)
        if outcome is not Outcome.DONE:
            return None
        for message in reply.get("messages") or []:
            if about_post(message).get("key") == key:
                return str(message.get("ts"))
        cursor = goes_on(reply)
        if not cursor or not (to.thread_ts or since):
            return ""
    return None


def about_post(message: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what the metadata of a post of ours says; nothing for other messages."""
    return payload_of(POST, message.get("metadata"))
