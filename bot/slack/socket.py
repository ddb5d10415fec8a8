"""Socket Mode: Slack's events over a connection that we open, kept alive by pings, opened anew when it ends.

slack_sdk's own client reads frames by itself: a burst after a reconnection exhausts its recursion, and it then logs
the messages that it cannot read. Here the frames are read by `websockets`.
"""

import json
import logging
import random
import threading
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, suppress
from typing import Any, cast

import orjson
from slack_bolt import App, BoltRequest, BoltResponse
from slack_sdk.errors import SlackApiError
from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.sync.client import ClientConnection, connect

from bot.logs import fault
from bot.metrics import SOCKET_CONNECTED, SOCKET_CONNECTIONS
from bot.slack.client import SlackClient

log = logging.getLogger(__name__)

PING, DEAF = 5.0, 20.0  # seconds between pings, and without a pong after which the connection is given up
FIRST_WAIT, LONGEST_WAIT = 0.5, 30.0  # seconds between attempts to connect: doubled each time, and no two bots at once
_OPEN_SECONDS = 10.0
_LARGEST = 16_000_000  # bytes of a frame
_CONCURRENCY = 10  # envelopes acknowledged at a time; the work itself runs in the app's executor

Envelope = Mapping[str, Any]


class Socket:
    """The connection of an app. `client` needs no token; its waits end with the connection.

    `prompt` says that an event waits for its claim alone, as where one workspace's token is all there is to know: then
    events are acknowledged by the thread that reads them.
    """

    def __init__(self, app: App, client: SlackClient, app_token: str, *, prompt: bool = False) -> None:
        self._app, self._client, self._token, self._prompt = app, client, app_token, prompt
        self._workers = ThreadPoolExecutor(_CONCURRENCY, thread_name_prefix="envelope")
        self._closed = threading.Event()
        self._connection: ClientConnection | None = None
        self._first: Future[None] = Future()  # the first attempt to connect
        self._thread = threading.Thread(target=self._run, name="socket", daemon=True)

    def open(self) -> None:
        """Connect. Raises SlackApiError if Slack refuses the token, OSError if it is out of reach or we are closed."""
        self._thread.start()
        self._first.result()

    def alive(self) -> bool:
        """Return whether there is a connection; one that Slack says nothing on for `DEAF` seconds is none."""
        return self._connection is not None

    def close(self) -> None:
        """Take no more events; those that were not acknowledged are delivered to another connection."""
        self._closed.set()
        self._client.end()
        self._workers.shutdown(wait=True)
        connection = self._connection
        if connection is not None:
            connection.close()
        if self._thread.is_alive():
            self._thread.join(_OPEN_SECONDS)

    def _run(self) -> None:
        try:
            self._stay_connected()
        finally:
            if not self._first.done():  # else `open` would wait for ever
                self._first.set_exception(ConnectionError("closed before there was a connection"))

    def _stay_connected(self) -> None:
        """Connect again and again until we are closed, or the first attempt fails."""
        failures = 0
        while not self._closed.is_set():
            try:
                with self._connect() as connection:
                    self._opened(connection)
                    failures = 0
                    self._listen(connection)
            except Exception as error:  # noqa: BLE001 - whatever it is, without this thread we are deaf for good
                if not self._first.done():
                    refused = isinstance(error, WebSocketException)
                    self._first.set_exception(ConnectionError(f"no socket ({error})") if refused else error)
                    return
                failures += 1
                self._wait(failures, error)
            finally:
                self._connection = None
                SOCKET_CONNECTED.set(0)

    def _connect(self) -> AbstractContextManager[ClientConnection]:
        url = self._client.apps_connections_open(app_token=self._token)["url"]
        opening = connect(
            str(url),
            open_timeout=_OPEN_SECONDS,
            ping_interval=PING,
            ping_timeout=DEAF,
            close_timeout=1.0,
            max_size=_LARGEST,
            compression=None,  # of frames so small it costs more than it saves
        )
        return cast("AbstractContextManager[ClientConnection]", opening)

    def _opened(self, connection: ClientConnection) -> None:
        self._connection = connection
        SOCKET_CONNECTED.set(1)
        SOCKET_CONNECTIONS.inc()
        if self._first.done():
            log.info("connected anew")
        else:
            self._first.set_result(None)

    def _wait(self, failures: int, error: Exception) -> None:
        """Wait the longer the more attempts failed, and not as long as other bots do."""
        reason = error.response.get("error") if isinstance(error, SlackApiError) else fault(error)
        log.warning("Slack not reached", extra={"error": reason, "attempt": failures})
        longest = min(LONGEST_WAIT, FIRST_WAIT * 2 ** (failures - 1))
        self._closed.wait(random.uniform(longest / 2, longest))  # noqa: S311 - no secret

    def _listen(self, connection: ClientConnection) -> None:
        """Take envelopes until the connection ends, or Slack says that it will."""
        try:
            for frame in connection:
                if not self._take(connection, frame):
                    return
        except ConnectionClosed:
            log.warning("connection to Slack lost")

    def _take(self, connection: ClientConnection, frame: str | bytes) -> bool:
        """Take what Slack sends; return whether more is to come over this connection."""
        try:
            envelope = _read(frame)
        except ValueError:
            log.warning("frame that is no JSON")
            return True
        if envelope.get("type") == "disconnect":
            log.info("Slack ends the connection", extra={"reason": envelope.get("reason")})
            return False
        if "envelope_id" not in envelope or self._closed.is_set():  # then it is delivered to another connection
            return True
        if self._prompt and envelope.get("type") == "events_api":
            self._answer(connection, envelope)
        else:
            with suppress(RuntimeError):  # closed meanwhile
                self._workers.submit(self._answer, connection, envelope)
        return True

    def _answer(self, connection: ClientConnection, envelope: Envelope) -> None:
        """Have Bolt work on an envelope, and acknowledge it; what fails is not, and comes again."""
        retry = envelope.get("retry_attempt")
        headers: dict[str, Any] = {"x-slack-retry-num": str(retry)} if retry is not None else {}
        request = BoltRequest(mode="socket_mode", body=envelope["payload"], headers=headers)
        try:
            response = self._app.dispatch(request)
        except Exception as error:  # noqa: BLE001 - nobody waits for this thread, and its words may be a question's
            log.error("envelope failed", extra={"error": fault(error)})
            return
        if response.status == 200:
            with suppress(ConnectionClosed):  # then Slack delivers it again
                connection.send(json.dumps({"envelope_id": envelope["envelope_id"], **_payload(response)}))


def _read(frame: str | bytes) -> Any:  # noqa: ANN401 - JSON
    try:
        return orjson.loads(frame)
    except orjson.JSONDecodeError:  # half a character, which a person's message may hold
        return json.loads(frame)


def _payload(response: BoltResponse) -> Mapping[str, Any]:
    if not response.body:
        return {}
    kind = response.headers.get("content-type", [""])[0]
    return {"payload": json.loads(response.body) if kind.startswith("application/json") else {"text": response.body}}
