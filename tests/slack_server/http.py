"""Slack's end of HTTP mode: signed requests to the bot's web server."""

import hashlib
import hmac
import http.client
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

SECRET = "signing-secret-of-the-tests"


@dataclass(frozen=True, slots=True)
class Reply:
    """What the bot's server said."""

    status: int
    headers: Mapping[str, str]
    body: str


def sign(body: bytes, timestamp: str, secret: str = SECRET) -> str:
    """Return Slack's `v0` signature."""
    return "v0=" + hmac.new(secret.encode(), b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256).hexdigest()


class Poster:
    """Posts to a server on loopback."""

    def __init__(self, port: int) -> None:
        self.port = port

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Reply:
        """Open a page."""
        return self._request("GET", path, b"", headers or {})

    def json(self, body: Mapping[str, Any], **headers: str) -> Reply:
        """Deliver an event as Slack does."""
        return self.post(json.dumps(body).encode(), "application/json", **headers)

    def form(self, body: Mapping[str, Any], **headers: str) -> Reply:
        """Deliver a command, or with `payload` a click, as Slack does."""
        return self.post(urlencode(body).encode(), "application/x-www-form-urlencoded", **headers)

    def post(self, body: bytes, kind: str, path: str = "/slack/events", **headers: str) -> Reply:
        """Deliver signed bytes; `headers` with underscores take the place of Slack's own, or of none if empty."""
        timestamp = headers.pop("x_slack_request_timestamp", str(int(time.time())))
        given = {
            "content-type": kind,
            "x-slack-request-timestamp": timestamp,
            "x-slack-signature": sign(body, timestamp),
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        return self._request("POST", path, body, {name: value for name, value in given.items() if value})

    def _request(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(method, path, body or None, dict(headers))
            response = connection.getresponse()
            return Reply(response.status, dict(response.getheaders()), response.read().decode())
        finally:
            connection.close()
