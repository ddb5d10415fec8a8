"""Socket Mode: Slack's events over a connection that we open, watched by the age of its last sign of life."""

import logging
import time

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.socket_mode.builtin.client import SocketModeClient

from bot.metrics import SOCKET_AGE_SECONDS

log = logging.getLogger(__name__)

STALE = 60.0  # seconds without a pong after which the connection counts as deaf; pings go out every ten
_RECONNECT = 90.0
_CONCURRENCY = 10  # envelopes acknowledged at a time; the work itself runs in the app's executor


class Socket:
    """The connection. `is_connected` alone cannot be trusted: a dead peer looks connected for minutes."""

    def __init__(self, app: App, app_token: str) -> None:
        handler = SocketModeHandler(app, app_token, concurrency=_CONCURRENCY)
        self._client: SocketModeClient = handler.client
        self._since = time.time()

    def open(self) -> None:
        """Connect. Raises SlackApiError if Slack refuses the token."""
        self._since = time.time()
        self._client.connect()

    def age(self) -> float:
        """Return the seconds since Slack's last sign of life."""
        session = self._client.current_session
        last = session.last_ping_pong_time if session is not None else None
        return max(0.0, time.time() - max(last or 0.0, self._since))

    def alive(self) -> bool:
        """Return whether Slack has been heard of lately."""
        return self._client.is_connected() and self.age() < STALE

    def tend(self) -> None:
        """Replace a connection that went deaf."""
        age = self.age()
        SOCKET_AGE_SECONDS.set(age)
        if age > _RECONNECT:
            log.warning("socket deaf, connecting anew", extra={"age_seconds": round(age)})
            self._since = time.time()
            self._client.connect_to_new_endpoint(force=True)

    def close(self) -> None:
        """Take no more events; those that were not acknowledged are delivered to another connection."""
        self._client.close()
