"""A message as Slack delivers it: who wrote it where, by which way it reaches us, and whose question it replies to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt import BoltContext

from bot.slack.client import SlackClient
from bot.slack.heard import (
    asks_to_stop,
    brings_files,
    forwarded_in,
    is_for_others,
    looks_like_question,
    mentions,
    question_in,
    question_of,
)
from bot.slack.replies import is_for_asker
from bot.state.claims import Place
from bot.state.escalations import Escalation
from bot.state.store import State
from bot.state.threads import Thread


@dataclass(frozen=True, slots=True)
class Delivered:
    """A message, with what its delivery says of the place and of us."""

    message: Mapping[str, Any]  # the event itself; of a change, the message as it was or as it is now
    context: BoltContext
    event_id: str | None = None
    in_shared_channel: bool = False

    @classmethod
    def of(cls, message: Mapping[str, Any], body: Mapping[str, Any], context: BoltContext) -> "Delivered":
        """Return a message of a payload."""
        return cls(message, context, body.get("event_id"), bool(body.get("is_ext_shared_channel")))

    @property
    def team(self) -> str:
        """Return our workspace."""
        return self.context.team_id or ""

    @property
    def client(self) -> SlackClient:
        """Return the client for our workspace."""
        client: SlackClient = self.context["client"]
        return client

    @property
    def us(self) -> str | None:
        """Return our user ID."""
        return self.context.bot_user_id

    @property
    def text(self) -> str | None:
        """Return the text as Slack has it."""
        return self.message.get("text")

    @property
    def question(self) -> str:
        """Return its words, and those of what is forwarded with it."""
        return question_in(self.message)

    @property
    def files(self) -> bool:
        """Return whether files came with it."""
        return brings_files(self.message)

    @property
    def more_than_words(self) -> bool:
        """Return whether files or messages of others came with its own words."""
        return self.files or bool(forwarded_in(self.message))

    @property
    def thread(self) -> Thread | None:
        """Return the thread that it stands in; None outside of any."""
        ts = self.message.get("thread_ts")
        return (self.team, self.message["channel"], ts) if ts else None

    @property
    def is_direct(self) -> bool:
        """Return whether it was written to us directly."""
        return self.message.get("channel_type") == "im"

    @property
    def mentions_us(self) -> bool:
        """Return whether it mentions us."""
        return self.message.get("type") == "app_mention" or mentions(self.text, self.us)

    @property
    def shared(self) -> bool:
        """Return whether another organisation is there: in the channel, or as the author's."""
        theirs = self.message.get("user_team") or self.message.get("source_team") or self.context.team_id
        return self.in_shared_channel or theirs not in (self.context.team_id, self.context.enterprise_id)

    def place(self, way: str, *, shared: bool = False) -> Place:
        """Return what is claimed of it."""
        message = self.message
        return Place(
            self.team, message["channel"], message["ts"], message.get("thread_ts"), message["user"], way, shared
        )


def way_of(heard: Delivered, state: State) -> str | None:
    """Return by which way a message reaches us (see bot.state.claims.Place); None if it is not for us."""
    if heard.is_direct:
        return "direct"
    if heard.mentions_us:
        return "mention"
    settings = state.channels.of(heard.team, heard.message["channel"])
    question = question_of(heard.text)  # what is forwarded was asked elsewhere
    if heard.thread:
        meant = settings.follow_ups and question and not is_for_others(heard.text)
        return "follow-up" if meant and _is_followed(heard.thread, question, state) else None
    return "open" if settings.every_question and looks_like_question(question) else None


def _is_followed(thread: Thread, question: str, state: State) -> bool:
    """Return whether a message in a thread is for us: the thread is followed, or will be once an answer is out.

    The latter counts for "stop" alone, which may overtake the answer.
    """
    return state.threads.is_engaged(thread) or (asks_to_stop(question) and state.claims.is_open(thread))


def replied_to(heard: Delivered, state: State) -> Escalation | None:
    """Return the question to a person that a message replies to, if it stands in the thread of those who help."""
    if not heard.thread or heard.is_direct:
        return None
    found = state.escalations.at(*heard.thread)
    return found if found and is_for_asker(found, heard.message["user"], heard.text) else None
