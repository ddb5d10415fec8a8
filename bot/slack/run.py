"""Runs the bot: starts what it needs, waits for the signal to end, finishes what is in flight."""

import logging
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from types import FrameType

from bot.logs import set_up_logs
from bot.settings import Settings
from bot.slack.app import build_app
from bot.slack.health import HealthServer
from bot.slack.reception import Answers
from bot.slack.socket import Socket
from bot.slack.steward import Steward
from bot.state.store import State, open_state, state_url

log = logging.getLogger(__name__)

WORKERS = 16  # questions in flight; most of their time is spent waiting for Slack
DRAIN = 9.0  # seconds to finish what is in flight; orchestrators kill after ten


def run(answers: Answers, settings: Settings) -> None:
    """Answer events until SIGTERM or Ctrl-C. Raises slack_sdk's SlackApiError if a token is refused."""
    set_up_logs(settings.log_level)
    ended = threading.Event()
    with _signals(ended), _opened(settings) as state:
        executor = ThreadPoolExecutor(WORKERS, thread_name_prefix="answer")
        app = build_app(answers, settings, state, executor=executor)
        token = settings.slack_app_token
        socket = Socket(app, token.get_secret_value() if token else "")
        steward = Steward([state.claims.renew, state.expire, socket.tend])
        with _health(settings, socket):
            socket.open()
            steward.start()
            log.info("answering")
            ended.wait()
            log.info("ending: finishing what is in flight")
            socket.close()
            drain(executor, state)
            steward.stop()


def drain(executor: ThreadPoolExecutor, state: State, seconds: float = DRAIN) -> bool:
    """Return whether all work in flight ended in time; what did not is left to another worker at once."""
    done = threading.Event()

    def wait() -> None:
        executor.shutdown(wait=True)
        done.set()

    threading.Thread(target=wait, name="drain", daemon=True).start()
    if done.wait(seconds):
        return True
    log.warning("ended with work in flight")
    state.claims.release()
    return False


@contextmanager
def _opened(settings: Settings) -> Iterator[State]:
    url = settings.state_url.get_secret_value() if settings.state_url else None
    state = open_state(state_url(url, settings.data_dir))
    try:
        yield state
    finally:
        state.close()


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
def _health(settings: Settings, socket: Socket) -> Iterator[None]:
    if not settings.http_port:
        yield
        return
    server = HealthServer(settings.http_host, settings.http_port, socket.alive)
    server.start()
    try:
        yield
    finally:
        server.stop()
