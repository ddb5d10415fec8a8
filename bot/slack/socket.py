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
from contextlib import suppress
from typing import Any

from slack_bolt import App, BoltRequest, BoltResponse
from slack_sdk.errors import SlackApiError
from websockets.exceptions import ConnectionClosed, ConnectionClosedOK, WebSocketException
from websockets.sync.client import ClientConnection, connect

from bot.logs import fault
from bot.metrics import SOCKET_CONNECTED, SOCKET_CONNECTIONS
from bot.slack.client import SlackClient, read_json

log = logging.getLogger(__name__)

PING, DEAF = 5.0, 20.0  # seconds between pings, and without a pong after which the connection is given up
FIRST_WAIT, LONGEST_WAIT = 0.5, 30.0  # seconds between attempts to connect: doubled each time, and no two bots at once
_OPEN_SECONDS = 10.0
_STEADY = 10.0  # seconds that a connection has to last; after a shorter one there is a pause before the next
_FAREWELL = 60.0  # seconds of silence after which we close a connection whose end Slack has announced
_LARGEST = 16_000_000  # bytes of a frame
_CONCURRENCY = 10  # envelopes acknowledged at a time; the work itself runs in the app's executor

Envelope = Mapping[str, Any]


class _Link:
    """A connection. `leaving` is set when Slack says that it will end, and when it has ended: another is wanted."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection, self.leaving = connection, threading.Event()


class Socket:
    """The connection of an app. `client` needs no token; its waits end with the connection.

    Slack says some seconds before it ends a connection. Commands and clicks that come until then are not delivered
    again, so it is read to its end while another one is opened beside it.

    `prompt` says that an event waits for its claim alone, as where one workspace's token is all there is to know: then
    events are acknowledged by the thread that reads them.
    """

    def __init__(self, app: App, client: SlackClient, app_token: str, *, prompt: bool = False) -> None:
        self._app, self._client, self._token, self._prompt = app, client, app_token, prompt
        self._workers = ThreadPoolExecutor(_CONCURRENCY, thread_name_prefix="envelope")
        self._closed = threading.Event()
        self._links: list[_Link] = []
        self._change = threading.Lock()  # of the links
        self._first: Future[None] = Future()  # the first attempt to connect
        self._thread = threading.Thread(target=self._run, name="socket", daemon=True)

    def open(self) -> None:
        """Connect. Raises SlackApiError if Slack refuses the token, OSError if it is out of reach or we are closed."""
        self._thread.start()
        self._first.result()

    def alive(self) -> bool:
        """Return whether there is a connection; one that Slack says nothing on for `DEAF` seconds is none."""
        return bool(self._links)

    def close(self) -> None:
        """Take no more events; those that were not acknowledged are delivered to another connection."""
        self._closed.set()
        self._client.end()
        self._workers.shutdown(wait=True)
        with self._change:
            links = list(self._links)
        for link in links:
            link.connection.close()
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
                link = self._opened(self._connect())
            except Exception as error:  # noqa: BLE001 - whatever it is, without this thread we are deaf for good
                if not self._first.done():
                    refused = isinstance(error, WebSocketException)
                    self._first.set_exception(ConnectionError(f"no socket ({error})") if refused else error)
                    return
                failures += 1
                reason = error.response.get("error") if isinstance(error, SlackApiError) else fault(error)
                log.warning("Slack not reached", extra={"error": reason, "attempt": failures})
                self._wait(failures)
                continue
            if link.leaving.wait(_STEADY):
                failures += 1
                self._wait(failures)
            else:
                failures = 0
                link.leaving.wait()

    def _connect(self) -> ClientConnection:
        url = self._client.apps_connections_open(app_token=self._token)["url"]
        return connect(
            str(url),
            open_timeout=_OPEN_SECONDS,
            ping_interval=PING,
            ping_timeout=DEAF,
            close_timeout=1.0,
            max_size=_LARGEST,
            compression=None,  # of frames so small it costs more than it saves
            legacy=True,  # a connection, which may be closed before its reader is there, and no context manager
        )

    def _opened(self, connection: ClientConnection) -> _Link:
        """Have a connection read. Raises ConnectionError if we were closed meanwhile."""
        link = _Link(connection)
        with self._change:
            if self._closed.is_set():
                connection.close()
                raise ConnectionError("closed while connecting")
            self._links.append(link)
            SOCKET_CONNECTED.set(1)
        SOCKET_CONNECTIONS.inc()
        threading.Thread(target=self._listen, args=(link,), name="socket-reader", daemon=True).start()
        if self._first.done():
            log.info("connected anew")
        else:
            self._first.set_result(None)
        return link

    def _wait(self, failures: int) -> None:
        """Wait the longer the more attempts failed, and not as long as other bots do."""
        longest = min(LONGEST_WAIT, FIRST_WAIT * 2 ** (failures - 1))
        self._closed.wait(random.uniform(longest / 2, longest))  # noqa: S311 - no secret

    def _listen(self, link: _Link) -> None:
        """Take envelopes until the connection ends."""
        try:
            with link.connection:
                self._read_out(link)
        except ConnectionClosedOK:
            pass
        except ConnectionClosed:
            log.warning("connection to Slack lost")
        except TimeoutError:
            log.info("connection closed that Slack was to end")
        except Exception as error:  # noqa: BLE001 - whatever it is, another connection takes this one's place
            log.warning("connection to Slack given up", extra={"error": fault(error)})
        finally:
            with self._change:
                self._links.remove(link)
                SOCKET_CONNECTED.set(bool(self._links))
            link.leaving.set()

    def _read_out(self, link: _Link) -> None:
        """Take all that comes. Raises ConnectionClosed at the end, TimeoutError if an announced one stays out."""
        while True:
            frame = link.connection.recv(_FAREWELL if link.leaving.is_set() else None)
            if not self._take(link.connection, frame):
                link.leaving.set()

    def _take(self, connection: ClientConnection, frame: str | bytes) -> bool:
        """Take what Slack sends; return False where it says that it ends the connection."""
        try:
            envelope = read_json(frame)
        except ValueError:
            envelope = None
        if not isinstance(envelope, dict):
            log.warning("frame that is none of Slack's")
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


def _payload(response: BoltResponse) -> Mapping[str, Any]:
    if not response.body:
        return {}
    kind = response.headers.get("content-type", [""])[0]
    return {"payload": json.loads(response.body) if kind.startswith("application/json") else {"text": response.body}}
