"""Who sees a channel, this organisation alone or others too; and whether we hear what is said there."""

from enum import StrEnum

from bot.slack.client import SlackClient
from bot.slack.delivery import call
from bot.slack.outcomes import Outcome


class Audience(StrEnum):
    """Who sees a channel."""

    OURS = "ours"
    OTHERS = "others"  # other organisations too, or soon
    UNKNOWN = "unknown"  # Slack does not say: we are not in it, or there is no such channel


def audience_of(channel: str, client: SlackClient) -> Audience:
    """Return who sees a channel, as Slack says now."""
    outcome, reply = call(client.conversations_info, channel=channel)
    if outcome is not Outcome.DONE:
        return Audience.UNKNOWN
    about = reply.get("channel") or {}
    shared = about.get("is_ext_shared") or about.get("is_pending_ext_shared")
    return Audience.OTHERS if shared else Audience.OURS


def seen_by_others(channel: str, client: SlackClient) -> bool:
    """Return whether others see what is posted in a conversation, which may be so only since it was answered in.

    Where Slack does not say, nothing can be posted either, as a rule; direct messages are between two.
    """
    return not channel.startswith("D") and audience_of(channel, client) is Audience.OTHERS


def is_open(channel: str, client: SlackClient) -> bool:
    """Return whether we can post in a channel, as far as Slack does not say otherwise."""
    outcome, reply = call(client.conversations_info, channel=channel)
    about = reply.get("channel") or {}
    return outcome is not Outcome.NO_PLACE and about.get("is_member", True) and not about.get("is_archived")


def is_heard(channel: str, client: SlackClient) -> bool:
    """Return whether we hear what is said in a channel: the app may be installed without the right to read any."""
    outcome, _ = call(client.conversations_history, channel=channel, limit=1)
    return outcome is not Outcome.NOT_PERMITTED
