"""How calls to the Web API arrive at our Slack and its replies leave: HTTP on loopback, connections that are kept."""

import base64
import json
import socket
import time
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Protocol
from urllib.parse import parse_qs, urlsplit

Values = dict[str, Any]


class Slack(Protocol):
    """Who answers the calls."""

    clock_off: float  # seconds that its time is from this machine's

    def answer(self, path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, Values, Values | str]:
        """Return status, headers and reply for a request; status 0 breaks the connection before the reply."""
        ...


class Server(ThreadingHTTPServer):
    """A server that bursts of connections do not break: the default lets five wait."""

    request_queue_size = 256
    daemon_threads = True

    def __init__(self, slack: Slack) -> None:
        self.accepted = 0  # connections
        super().__init__(("127.0.0.1", 0), _handler(slack))

    @property
    def url(self) -> str:
        """Return where it listens."""
        return f"http://127.0.0.1:{self.server_address[1]}/"

    def get_request(self) -> tuple[socket.socket, Any]:
        """Count the connection."""
        self.accepted += 1
        return super().get_request()


def token_of(headers: Mapping[str, str]) -> str:
    """Return whose call it is."""
    return (headers.get("authorization") or "").removeprefix("Bearer ")


def client_of(headers: Mapping[str, str]) -> Values:
    """Return the client's id and secret, which the SDK sends as basic authentication."""
    scheme, _, value = (headers.get("authorization") or "").partition(" ")
    if scheme != "Basic":
        return {}
    client_id, _, secret = base64.b64decode(value).decode().partition(":")
    return {"client_id": client_id, "client_secret": secret}


def arguments_of(headers: Mapping[str, str], body: str) -> Values:
    """Return the arguments of a call, from a form or from JSON."""
    is_json = "json" in (headers.get("content-type") or "")
    values: Values = json.loads(body or "{}") if is_json else {k: v[0] for k, v in parse_qs(body).items()}
    for name in ("blocks", "view", "metadata", "prompts"):
        if isinstance(values.get(name), str):
            values[name] = json.loads(values[name])
    return values


def _handler(slack: Slack) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # one packet for head and body: two would wait for each other on a connection that is kept

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"] or 0))
            status, headers, reply = slack.answer(
                urlsplit(self.path).path, {k.lower(): v for k, v in self.headers.items()}, body
            )
            if not status:  # the connection breaks before the reply
                self.close_connection = True
                return
            data = (reply if isinstance(reply, str) else json.dumps(reply)).encode()
            self.send_response(status)
            for name, value in {"Content-Type": "application/json", **headers, "Content-Length": len(data)}.items():
                self.send_header(name, str(value))
            self.end_headers()
            self.wfile.write(data)

        def date_time_string(self, timestamp: float | None = None) -> str:
            return super().date_time_string((timestamp or time.time()) + slack.clock_off)

        def log_message(self, format: str, *args: object) -> None:
            """Keep the test output clean."""

    return Handler
