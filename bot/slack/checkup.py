"""What `citebot doctor` asks of Slack: tokens, scopes, the way in, and the time."""

import time
from collections.abc import Iterator, Set
from contextlib import closing
from email.utils import parsedate_to_datetime

from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.checkup import Finding, Verdict
from bot.settings import Settings
from bot.slack.app import make_client
from bot.slack.client import SlackClient
from bot.slack.connection import SlackConnectionError, Transport, connection_of
from bot.slack.manifest import OPTIONAL, Shape, scopes
from bot.slack.people_checkup import check_people
from bot.slack.reach import out_of_reach
from bot.slack.workspaces import is_permitted
from bot.state.claims import LEASE
from bot.state.store import open_state_of

# seconds that a clock may be off: of two such machines neither takes a claim of the other's for that of a dead one
_CLOCKS = LEASE / 3
_CLOCK_MEND = (
    "Set this machine's clock: Slack's signatures are good for five minutes, and replicas whose clocks differ by more"
    f" than {LEASE:.0f} seconds answer twice"
)
_SCOPES_MEND = (
    "Add them under “OAuth & Permissions” or take the manifest anew (citebot manifest), and reinstall the app"
)
_ENDED_MEND = "What is stored of one is deleted when it uninstalls the app"


def check_slack(settings: Settings) -> Iterator[Finding]:
    """Yield what Slack says of the tokens; nothing is posted."""
    try:
        connection = connection_of(settings)
    except SlackConnectionError as error:
        yield Finding("Slack settings", Verdict.WRONG, str(error))
        return
    port = f", port {connection.port}" if connection.port else ""
    yield Finding("Slack settings", Verdict.OK, f"{connection.transport.value}{port}")
    if connection.several_workspaces:
        yield from _workspaces(settings)
    else:
        yield from _bot_token(make_client(settings), settings)
    if connection.transport is Transport.SOCKET and settings.slack_app_token:
        yield _app_token(make_client(settings), settings)


def _bot_token(client: SlackClient, settings: Settings) -> Iterator[Finding]:
    try:
        response = client.auth_test()
    except SlackApiError as error:
        reason = error.response.get("error", "unknown error")
        yield Finding(
            "bot token", Verdict.WRONG, f"Slack refused it: {reason}. Copy it anew from “OAuth & Permissions”"
        )
        return
    except OSError as error:
        yield Finding("bot token", Verdict.WRONG, out_of_reach(error, settings))
        return
    yield Finding("bot token", Verdict.OK, f"accepted for the workspace {response.get('team')}")
    yield _scopes(response)
    yield _clock(response)
    yield from check_people({str(response.get("team_id")): client}, settings)


def _scopes(response: SlackResponse) -> Finding:
    header = _header(response, "x-oauth-scopes")
    if header is None:
        return Finding("scopes", Verdict.NOTE, "Slack did not say which scopes are granted")
    granted = {scope.strip() for scope in header.split(",")}
    if missing := _missing(granted, Shape(mention_only=True)):
        return Finding("scopes", Verdict.WRONG, f"not granted: {', '.join(missing)}. {_SCOPES_MEND}")
    if told := [*_without(granted), *_unused(granted)]:
        return Finding("scopes", Verdict.NOTE, "; ".join(told))
    return Finding("scopes", Verdict.OK, "exactly those that are used")


def _without(granted: Set[str]) -> Iterator[str]:
    """Yield what cannot be done without the scopes that may be left out."""
    if missing := _missing(granted, Shape()):
        yield f"without {', '.join(missing)}: follow-ups in channels need a mention"
    if left_out := sorted(OPTIONAL - granted):
        table = "owners get the table of open questions from citebot gaps --csv alone"
        yield f"without {', '.join(left_out)}, which is optional: {table}"


def _unused(granted: Set[str]) -> Iterator[str]:
    if extra := sorted(granted - set(scopes(Shape()))):
        yield f"granted but not used: {', '.join(extra)}"


def _missing(granted: Set[str], shape: Shape) -> list[str]:
    return [scope for scope in scopes(shape) if scope not in granted and scope not in OPTIONAL]


def _clock(response: SlackResponse) -> Finding:
    date = _header(response, "date")
    if date is None:
        return Finding("clock", Verdict.NOTE, "Slack did not say what time it is")
    off = abs(time.time() - parsedate_to_datetime(date).timestamp())
    if off > _CLOCKS:
        return Finding("clock", Verdict.WRONG, f"{off:.0f} seconds from Slack's. {_CLOCK_MEND}")
    return Finding("clock", Verdict.OK, f"within {max(off, 1):.0f} s of Slack's")


def _app_token(client: SlackClient, settings: Settings) -> Finding:
    token = settings.slack_app_token.get_secret_value() if settings.slack_app_token else ""
    try:
        client.apps_connections_open(app_token=token)
    except SlackApiError as error:
        reason = error.response.get("error", "unknown error")
        mend = "Make one with the scope connections:write under “Basic Information”, and enable Socket Mode"
        return Finding("app token", Verdict.WRONG, f"Slack refused it: {reason}. {mend}")
    except OSError as error:
        return Finding("app token", Verdict.WRONG, out_of_reach(error, settings))
    return Finding("app token", Verdict.OK, "a connection may be opened")


def _workspaces(settings: Settings) -> Iterator[Finding]:
    with closing(open_state_of(settings)) as state:
        installations = state.installations(settings.slack_client_id or "")
        bots = {team: installations.bot_of(team) for team in installations.teams()}
    if not bots:
        yield Finding("workspaces", Verdict.NOTE, "none has installed the app yet; they do at /slack/install")
        return
    yield Finding("workspaces", Verdict.OK, f"installed by {', '.join(bots)}")
    if ended := [team for team in bots if not is_permitted(team, settings.workspaces)]:
        told = f"not among CITEBOT_WORKSPACES, and not served: {', '.join(ended)}. {_ENDED_MEND}"
        yield Finding("workspaces", Verdict.NOTE, told)
    bots = {team: bot for team, bot in bots.items() if team not in ended}
    client = SlackClient(None, settings.slack_api_url)
    yield from check_people({team: client.with_token(bot.bot_token) for team, bot in bots.items() if bot}, settings)


def _header(response: SlackResponse, name: str) -> str | None:
    return next((value for key, value in response.headers.items() if key.lower() == name), None)
