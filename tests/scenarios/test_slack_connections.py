"""Connections to Slack against a server that sends, byte for byte, what servers and proxies may send."""

import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from urllib.error import URLError

import pytest

from bot.slack.connections import Connections, Reply

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


class Wire:
    """A server on loopback. Each connection gets the next list of replies, one for each request."""

    def __init__(self, *connections: Sequence[bytes]) -> None:
        self.requests: list[bytes] = []
        self.closed = threading.Semaphore(0)  # counts the connections that ended
        self._replies = iter(connections)
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End."""
        self._socket.close()

    def _serve(self) -> None:
        for replies in self._replies:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            with connection:
                for reply in replies:
                    self.requests.append(_request(connection))
                    for part in reply.split(b"|"):  # parts that come one by one
                        connection.sendall(part)
            self.closed.release()


def _request(connection: socket.socket) -> bytes:
    got = b""
    while not got.endswith(b"body"):
        got += connection.recv(65_536)
    return got


@contextmanager
def wire(*connections: Sequence[bytes]) -> Iterator[Wire]:
    """Yield a server for a test."""
    server = Wire(*connections)
    try:
        yield server
    finally:
        server.close()


def post(connections: Connections, server: Wire, path: str = "/api/x") -> Reply:
    """Post a body."""
    return connections.post(f"{server.url}{path}", b"body", {"Authorization": "Bearer xoxb-test"})


@pytest.mark.parametrize(
    "reply",
    [
        OK,
        b"HTTP/1.1 200 OK\r\nContent-Le|ngth: 2\r\n\r|\n|o|k",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;a=b\r\no\r|\n01\r\nk\r\n0\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length:2\r\n\r\nok",
    ],
)
def test_a_reply_is_read_however_it_is_sent(reply: bytes) -> None:
    """With a length or in chunks, in one piece or several; the connection is kept for the next call."""
    connections = Connections()
    with wire([reply, reply]) as server:
        assert [post(connections, server).body for _ in range(2)] == [b"ok", b"ok"]


@pytest.mark.parametrize(
    "reply",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok",
        b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok",
        b"HTTP/1.1 200 OK\r\n\r\nok",
    ],
)
def test_a_connection_that_ends_with_its_reply_is_not_used_again(reply: bytes) -> None:
    """The next call opens one of its own."""
    connections = Connections()
    with wire([reply], [OK]) as server:
        assert [post(connections, server).body for _ in range(2)] == [b"ok", b"ok"]


def test_a_connection_that_was_closed_meanwhile_is_not_used_again() -> None:
    """Slack may close it after any reply; a call on it would be lost."""
    connections = Connections()
    with wire([OK], [OK]) as server:
        post(connections, server)
        server.closed.acquire()
        assert post(connections, server).body == b"ok"


def test_a_reply_without_body_is_complete() -> None:
    """Nobody waits for one that never comes."""
    with wire([b"HTTP/1.1 204 No Content\r\n\r\n", OK]) as server:
        assert post(Connections(), server) == Reply(204, {}, b"")


@pytest.mark.parametrize(
    "reply",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok",
        b"SSH-2.0-OpenSSH\r\n\r\n",
        b"HTTP/1.1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nz\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + 70_000 * b"x",
    ],
)
def test_a_broken_reply_leaves_open_whether_the_call_was_done(reply: bytes) -> None:
    """It is no refusal, so that nobody repeats the call unasked; the next one gets another connection."""
    connections = Connections()
    with wire([reply], [OK]) as server:
        with pytest.raises(URLError) as caught:
            post(connections, server)
        assert not isinstance(caught.value.reason, ConnectionRefusedError)
        assert post(connections, server).body == b"ok"


def test_status_and_headers_are_returned() -> None:
    """Names of headers in lower case, as servers write them in either."""
    with wire([b"HTTP/1.1 429 Too Many Requests\r\nRetry-After:  3 \r\nContent-Length: 0\r\n\r\n"]) as server:
        assert post(Connections(), server) == Reply(429, {"retry-after": "3", "content-length": "0"}, b"")


def test_a_request_is_what_http_asks_for() -> None:
    """One host, one length, the path alone."""
    with wire([OK]) as server:
        post(Connections(), server)
        head, _, body = server.requests[0].decode().partition("\r\n\r\n")
        first, *lines = head.split("\r\n")
        assert (first, body) == ("POST /api/x HTTP/1.1", "body")
        assert sorted(lines) == [
            "Accept-Encoding: identity",
            "Authorization: Bearer xoxb-test",
            "Content-Length: 4",
            f"Host: {server.url.removeprefix('http://')}",
        ]


def test_a_proxy_is_told_where_to_and_who_asks() -> None:
    """Its name and password stand in its address."""
    with wire([OK]) as server:
        proxy = server.url.replace("http://", "http://us%40er:pass@")
        Connections(proxy).post("http://slack.invalid/api/x", b"body", {})
        assert server.requests[0].startswith(b"POST http://slack.invalid/api/x HTTP/1.1\r\n")
        assert server.requests[0].count(b"Host: slack.invalid\r\n") == 1
        assert b"Proxy-Authorization: Basic dXNAZXI6cGFzcw==\r\n" in server.requests[0]


def test_a_proxy_that_refuses_is_no_call_that_was_done() -> None:
    """Over TLS a proxy opens a tunnel first; without it nothing was sent to Slack."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        refusing = threading.Thread(target=_refuse, args=(server,), daemon=True)
        refusing.start()
        with pytest.raises(URLError) as caught:
            Connections(f"127.0.0.1:{server.getsockname()[1]}").post("https://slack.invalid/api/x", b"body", {})
        assert isinstance(caught.value.reason, ConnectionRefusedError)
        refusing.join()


def _refuse(server: socket.socket) -> None:
    connection, _ = server.accept()
    with connection:
        connection.recv(65_536)
        connection.sendall(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
