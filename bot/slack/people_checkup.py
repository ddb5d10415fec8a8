"""What `citebot doctor` asks of Slack about those whom the settings name: owners, and the channel of those who help."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.checkup import Finding, Verdict
from bot.settings import Settings
from bot.slack.client import SlackClient
from bot.slack.guard import NOBODY, person_of

_NOT_SAID = "Slack does not say now"


def check_people(workspaces: Mapping[str, SlackClient], settings: Settings) -> Iterator[Finding]:
    """Yield whether owners are members and help channels can be posted in; `workspaces` are clients by team."""
    if settings.owners and workspaces:
        yield _owners(workspaces, settings)
    for team, client in workspaces.items():
        if channel := settings.help_channel_of(team):
            verdict, told = _help_channel(channel, client, settings)
            yield Finding("help channel", verdict, f"{channel} in {team}: {told}")


def _owners(workspaces: Mapping[str, SlackClient], settings: Settings) -> Finding:
    there = {team: [o for o in settings.owners if _is_member(o, team, client)] for team, client in workspaces.items()}
    nowhere = [owner for owner in settings.owners if not any(owner in found for found in there.values())]
    without = [team for team, found in there.items() if not found]
    decide = f"; in {', '.join(without)} administrators decide" if without else ""
    if nowhere:
        told = f"no members of {', '.join(workspaces)}: {', '.join(nowhere)}{decide}. Mend CITEBOT_OWNERS"
        return Finding("owners", Verdict.WRONG, told)
    if without:
        return Finding("owners", Verdict.NOTE, f"all are members somewhere{decide}")
    return Finding("owners", Verdict.OK, "all are members")


def _is_member(user: str, team: str, client: SlackClient) -> bool:
    """Return whether somebody is one, as far as Slack does not say otherwise."""
    reply = _asked(client.users_info, user=user)
    if "user" not in reply:
        return reply.get("error") not in NOBODY
    person = person_of(reply["user"], team)
    return not (person.gone or person.stranger)


def _help_channel(channel: str, client: SlackClient, settings: Settings) -> tuple[Verdict, str]:
    reply = _asked(client.conversations_info, channel=channel)
    if reply.get("error") == "channel_not_found":
        return Verdict.WRONG, "no such channel, or a private one that the bot is not in (/invite it there)"
    if "channel" not in reply:
        return Verdict.NOTE, _NOT_SAID
    about = reply["channel"]
    if about.get("is_archived"):
        return Verdict.WRONG, "it is archived; name another with CITEBOT_HELP_CHANNEL"
    if not about.get("is_member", True):  # not said of direct messages
        return Verdict.WRONG, "the bot is not in it (/invite it there)"
    shared = about.get("is_ext_shared") or about.get("is_pending_ext_shared")
    if shared and not settings.allow_shared_channels:
        return Verdict.WRONG, "it is shared with another organisation, so nothing is posted there; name another"
    return Verdict.OK, "the bot is in it"


def _asked(method: Callable[..., SlackResponse], **arguments: str) -> Mapping[str, Any]:
    """Return Slack's reply, empty if it is out of reach: that is told of the token already."""
    try:
        response = method(**arguments)
    except SlackApiError as error:
        response = error.response
    except OSError:
        return {}
    return response.data if isinstance(response.data, Mapping) else {}
