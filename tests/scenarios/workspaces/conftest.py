"""A Slack with several workspaces, and the app at a web server where they install it."""

from collections.abc import Callable, Iterator, Sequence

import pytest

from bot.answer import Answerer
from bot.settings import Settings
from bot.slack.app import make_client, wire_installed
from bot.slack.guard import Guard
from bot.slack.installing import installation_flow
from bot.slack.manifest import Shape, scopes
from bot.slack.reception import Reception
from bot.slack.server import WebServer
from bot.slack.service import Service
from bot.slack.signatures import Signatures
from bot.slack.web import SlackDoor, build_web
from bot.slack.workspaces import InstalledWorkspaces
from bot.state.store import State
from tests.slack_server.driver import Workers
from tests.slack_server.grants import Grants
from tests.slack_server.http import SECRET, Poster
from tests.slack_server.server import LocalSlack


@pytest.fixture
def grants() -> Grants:
    """What workspaces granted."""
    return Grants("1.2", "client-secret")


@pytest.fixture
def slack(grants: Grants) -> Iterator[LocalSlack]:
    """A Slack with several workspaces."""
    local = LocalSlack(frozenset(scopes(Shape(several_workspaces=True))), grants=grants)
    for user in ("UONE", "UTWO", "UADMIN"):
        local.world.users[user] = {}
    yield local
    local.stop()


MakeWorkspaces = Callable[..., InstalledWorkspaces]


@pytest.fixture
def settings(slack: LocalSlack) -> Settings:
    """Settings of an app that two workspaces may install."""
    given = {"owners": "UOWNER", "help_channel": "TONE/CHELP", "help_group": "TONE/S1"}
    return Settings(slack_api_url=slack.url, workspaces=("TONE", "TTWO"), **given, _env_file=None)  # type: ignore


@pytest.fixture
def make_workspaces(settings: Settings) -> MakeWorkspaces:
    """Make another worker's view of the workspaces; `permitted`: after a change of the settings."""

    def make(state: State, permitted: Sequence[str] = settings.workspaces) -> InstalledWorkspaces:
        return InstalledWorkspaces(state, "1.2", "client-secret", make_client(settings), permitted=permitted)

    return make


@pytest.fixture
def poster(
    settings: Settings, state: State, make_workspaces: MakeWorkspaces, sample_answerer: Answerer, workers: Workers
) -> Iterator[Poster]:
    """Browsers and Slack, at a running web server."""
    workspaces = make_workspaces(state)
    flow = installation_flow(state, workspaces, make_client(settings), "client-secret")
    reception = Reception(Service(sample_answerer, state, settings, Guard(settings)))
    app = wire_installed(reception, make_client(settings), flow, workspaces, workers)
    running = WebServer(build_web(lambda: True, SlackDoor(app, Signatures(SECRET)), flow), "127.0.0.1", 0)
    running.start()
    yield Poster(running.port)
    running.stop()
