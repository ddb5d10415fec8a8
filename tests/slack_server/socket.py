"""Socket Mode as Slack does it: envelopes that want an acknowledgement, retries, duplicates, disconnects."""

import itertools
import json
import threading
import time
from dataclasses import dataclass, field
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection, serve

from tests.slack_server.server import LocalSlack
from tests.slack_server.world import TEAM

_RETRIES = 3

Values = dict[str, Any]


@dataclass
class Envelope:
    """One delivery."""

    payload: Values
    over: int = -1  # which of the connections
    acknowledged: threading.Event = field(default_factory=threading.Event)
    attempts: int = 0


class SocketServer:
    """The other end of the connection. `patience` is how long an acknowledgement may take; Slack's is three seconds."""

    def __init__(self, slack: LocalSlack, patience: float = 3.0) -> None:
        self.patience = patience
        self.connections: list[ServerConnection] = []
        self.opened = 0
        self.slowest = 0.0  # seconds that an acknowledgement took
        self._envelopes: dict[str, Envelope] = {}
        self._ids = itertools.count(1)
        self._change = threading.Condition()
        self._server = serve(self._talk, "127.0.0.1", 0)
        self.port: int = self._server.socket.getsockname()[1]
        slack.socket_url = f"ws://127.0.0.1:{self.port}/link"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End."""
        for connection in list(self.connections):
            connection.close()
        self._server.shutdown()
        self._thread.join()

    def wait_connected(self, opened: int = 1, seconds: float = 10.0) -> None:
        """Wait until that many connections were opened and one is there."""
        with self._change:
            assert self._change.wait_for(lambda: self.opened >= opened and self.connections, seconds)

    def deliver(self, event: Values, event_id: str | None = None, *, twice: bool = False, over: int = -1) -> Envelope:
        """Deliver an event, again and again until it is acknowledged; `over` is which connection takes it."""
        body = {
            "type": "event_callback",
            "team_id": TEAM,
            "event_id": event_id or f"Ev{next(self._ids)}",
            "authorizations": [{"team_id": TEAM, "user_id": "UBOT", "is_bot": True}],
            "event": event,
        }
        envelope = Envelope(body, over)
        threading.Thread(target=self._insist, args=(envelope, 2 if twice else 1), daemon=True).start()
        return envelope

    def command(self, payload: Values, *, over: int = -1) -> Envelope:
        """Deliver a command: once, as Slack does."""
        envelope = Envelope(payload)
        envelope_id = f"env{next(self._ids)}"
        self._envelopes[envelope_id] = envelope
        frame = {"type": "slash_commands", "envelope_id": envelope_id, "payload": payload}
        self.connections[over].send(json.dumps({**frame, "accepts_response_payload": True}))
        return envelope

    def announce(self, reason: str = "warning", over: int = -1) -> None:
        """Say that a connection will end, some seconds before."""
        self.connections[over].send(json.dumps({"type": "disconnect", "reason": reason, "debug_info": {}}))

    def disconnect(self, *, politely: bool = True, over: int = -1) -> None:
        """End a connection as Slack does every few hours, or as a broken network does."""
        connection = self.connections[over]
        if politely:
            self.announce("refresh_requested", over)
            connection.close()
        else:
            connection.socket.close()

    def _insist(self, envelope: Envelope, copies: int) -> None:
        for attempt in range(_RETRIES + 1):
            began = time.monotonic()
            for _ in range(copies):
                self._send(envelope, attempt)
            envelope.attempts += 1
            if envelope.acknowledged.wait(self.patience):
                self.slowest = max(self.slowest, time.monotonic() - began)
                return

    def _send(self, envelope: Envelope, attempt: int) -> None:
        envelope_id = f"env{next(self._ids)}"
        self._envelopes[envelope_id] = envelope
        frame: Values = {"type": "events_api", "envelope_id": envelope_id, "payload": envelope.payload}
        if attempt:
            frame |= {"retry_attempt": attempt, "retry_reason": "timeout"}
        with self._change:
            self._change.wait_for(lambda: bool(self.connections), self.patience)
            connection = self.connections[envelope.over] if self.connections else None
        if connection is not None:
            try:
                connection.send(json.dumps({**frame, "accepts_response_payload": False}))
            except (OSError, ConnectionClosed):
                return  # the retry goes over another connection

    def _talk(self, connection: ServerConnection) -> None:
        connection.send(json.dumps({"type": "hello", "num_connections": 1, "debug_info": {}, "connection_info": {}}))
        with self._change:
            self.connections.append(connection)
            self.opened += 1
            self._change.notify_all()
        try:
            for frame in connection:
                self._acknowledge(json.loads(frame))
        except ConnectionClosed:
            return
        finally:
            with self._change:
                self.connections.remove(connection)

    def _acknowledge(self, frame: Values) -> None:
        envelope = self._envelopes.get(frame.get("envelope_id", ""))
        if envelope is not None:
            envelope.acknowledged.set()
