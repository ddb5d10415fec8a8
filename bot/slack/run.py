"""Runs the bot: starts what it needs, waits for the signal to end, finishes what is in flight."""

import logging
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from types import FrameType

from slack_bolt import App
from slack_bolt.oauth import OAuthFlow

from bot.garbage import Garbage
from bot.settings import Settings
from bot.slack.app import make_client, wire, wire_installed
from bot.slack.client import SlackClient
from bot.slack.connection import Connection, Transport, connection_of
from bot.slack.guard import Guard
from bot.slack.installing import installation_flow
from bot.slack.knowledge import word_held
from bot.slack.reception import Reception
from bot.slack.recovery import Recovery
from bot.slack.server import WebServer
from bot.slack.service import Answers, Service
from bot.slack.signatures import Signatures
from bot.slack.socket import Socket
from bot.slack.steward import EVERY, Steward
from bot.slack.web import SlackDoor, build_web
from bot.slack.workers import Workers
from bot.slack.workspaces import InstalledWorkspaces, OneWorkspace, Workspaces
from bot.state.store import State, open_state_of

log = logging.getLogger(__name__)

WORKERS = 16  # questions in flight, apart from those that wait for a rate limit
CLICKERS = 8  # clicks and commands, which must not wait for questions: Slack gives them three seconds
LINGER = 2.0  # seconds in which a load balancer learns from /ready that we end, before we take no more
DRAIN = 5.0  # seconds to finish what is in flight; with all that goes before, less than the ten of orchestrators
LAST_CALLS = 1.0  # seconds for the calls that are on their way after that


@dataclass(frozen=True, slots=True)
class Crew:
    """The executor for messages, and the one for clicks, commands and forms."""

    answers: Executor
    clicks: Executor


def run(answers: Answers, settings: Settings) -> None:
    """Answer events until SIGTERM or Ctrl-C; logs are set up before.

    Raises SlackConnectionError if the settings do not fit, slack_sdk's SlackApiError if a token is refused, OSError
    if the port is taken or Slack is out of reach.
    """
    connection = connection_of(settings)
    ended = threading.Event()
    with _signals(ended), closing(open_state_of(settings)) as state:
        crew = Crew(Workers(WORKERS, "answer"), Workers(CLICKERS, "click"))
        guard = Guard(settings, held=word_held(lambda: answers.engine))
        service = Service(answers, state, settings, guard)
        reception = Reception(service)
        state.shorten(service.text_seconds)
        client = make_client(settings)
        app, workspaces, flow = _wired(reception, connection, client, crew)
        socket = _socket(app, settings, connection) if connection.transport is Transport.SOCKET else None
        garbage = Garbage(lambda: answers.engine.version)
        garbage.settle()
        renewing, others = stewards(state, [*_duties(reception, workspaces, crew), garbage.settle])
        with _served(settings, connection, app, flow, _ready(ended, socket)):
            if socket:
                socket.open()
            renewing.start()
            others.start()
            log.info("answering", extra={"transport": connection.transport.value, "port": connection.port})
            _take_until(ended, socket)
        others.stop()
        drain([crew.answers, crew.clicks], state, client)
        renewing.stop()


def stewards(state: State, duties: Sequence[Callable[[], None]], every: float = EVERY) -> tuple[Steward, Steward]:
    """Return who renews the claims and who does the other duties, which may take longer than a claim lasts."""
    return Steward([state.claims.renew], every), Steward(duties, every)


def _duties(reception: Reception, workspaces: Workspaces, crew: Crew) -> list[Callable[[], None]]:
    """Return what has to be done from time to time, beside the renewing of claims."""
    recovery = Recovery(reception, workspaces.client_for, crew.answers)
    state, knowledge = reception.state, reception.service.knowledge
    return [workspaces.renew_tokens, recovery.take_over, state.expire, state.write_back, knowledge.refresh]


def _take_until(ended: threading.Event, socket: Socket | None) -> None:
    """Wait for the signal to end, then until no more requests come in; HTTP is stopped by `_served` afterwards."""
    ended.wait()
    log.info("ending: finishing what is in flight")
    if socket:
        socket.close()
    else:
        time.sleep(LINGER)


def drain(executors: Sequence[Executor], state: State, client: SlackClient, seconds: float = DRAIN) -> bool:
    """Return whether all work in flight ended in time; what is not done is left to another worker at once.

    Nothing is posted from then on. Where a post is still on its way to Slack, the claims are not given up: another
    worker takes them over once they end, and looks whether the post is there.
    """
    done = threading.Event()

    def wait() -> None:
        for executor in executors:
            executor.shutdown(wait=True)
        done.set()

    threading.Thread(target=wait, name="drain", daemon=True).start()
    in_time = done.wait(seconds)
    if not in_time:
        log.warning("ended with work in flight")
        for executor in executors:
            executor.shutdown(wait=False, cancel_futures=True)
    if client.end(LAST_CALLS):
        state.claims.release()
    else:
        log.warning("a call to Slack is on its way: claims end by themselves")
    return in_time


def _wired(
    reception: Reception, connection: Connection, client: SlackClient, crew: Crew
) -> tuple[App, Workspaces, OAuthFlow | None]:
    settings, state = reception.service.settings, reception.state
    if not connection.several_workspaces:
        return wire(reception, client, crew.answers, clicks=crew.clicks), OneWorkspace(client), None
    secret = _secret(settings, "slack_client_secret")
    permitted = settings.workspaces
    several = InstalledWorkspaces(state, settings.slack_client_id or "", secret, client, permitted=permitted)
    flow = installation_flow(state, several, client, secret)
    app = wire_installed(reception, client, flow, several, crew.answers, clicks=crew.clicks)
    return app, several, flow


def _socket(app: App, settings: Settings, connection: Connection) -> Socket:
    token = _secret(settings, "slack_app_token")
    return Socket(app, make_client(settings), token, prompt=not connection.several_workspaces)


def _secret(settings: Settings, name: str) -> str:
    value = getattr(settings, name)
    return value.get_secret_value() if value else ""


def _ready(ended: threading.Event, socket: Socket | None) -> Callable[[], bool]:
    return lambda: not ended.is_set() and (socket is None or socket.alive())


@contextmanager
def _signals(ended: threading.Event) -> Iterator[None]:
    def end(_: int, __: FrameType | None) -> None:
        ended.set()

    before = {number: signal.signal(number, end) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _served(
    settings: Settings, connection: Connection, app: App, flow: OAuthFlow | None, ready: Callable[[], bool]
) -> Iterator[None]:
    if not connection.port:
        yield
        return
    door = None
    if connection.transport is Transport.HTTP:
        door = SlackDoor(app, Signatures(_secret(settings, "slack_signing_secret")))
    server = WebServer(build_web(ready, door, flow), settings.http_host, connection.port)
    server.start()
    try:
        yield
    finally:
        server.stop()
