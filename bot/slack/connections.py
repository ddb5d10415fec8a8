"""HTTP connections that are kept open, for calls that post a body and read a reply.

The standard library opens them: addresses, TLS, proxies. Requests and replies are written and read here, in as little
as HTTP/1.1 asks for, because a general client costs more processor time than the rest of a delivery.
"""

import base64
import select
import socket
import ssl
import time
import weakref
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.error import URLError
from urllib.parse import SplitResult, unquote, urlsplit

_KEPT = 16  # connections to one place: as many as questions in flight
_IDLE = 30.0  # seconds after which a connection is not used again: Slack may have closed it at that very moment
_TIMEOUT = 30.0  # seconds to connect, and to wait for what comes next
_LARGEST_HEAD = 65_536  # bytes of status and headers
_BYTES = 65_536  # read at a time
_WITHOUT_BODY = (204, 304)


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back. The names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Connections:
    """Connections to wherever is posted to, each for one call at a time. Safe to share between threads."""

    def __init__(self, proxy: str | None = None) -> None:
        self._proxy = urlsplit(proxy if "//" in proxy else f"//{proxy}") if proxy else None
        self._tls: ssl.SSLContext | None = None
        self._free: dict[tuple[str, str], list[_Connection]] = {}

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        """Return the reply. Raises URLError; its reason is a ConnectionRefusedError where nothing was sent."""
        to = urlsplit(url)
        free = self._free.setdefault((to.scheme, to.netloc), [])
        connection = _usable(free) or self._open(to)
        try:
            reply = connection.ask(to, body, headers)
        except (OSError, ValueError) as error:  # ValueError: what came is no HTTP
            connection.close()
            raise URLError(ConnectionError(type(error).__name__)) from None
        if connection.reusable and len(free) < _KEPT:
            connection.used = time.monotonic()
            free.append(connection)
        else:
            connection.close()
        return reply

    def _open(self, to: SplitResult) -> "_Connection":
        opening = self._opening(to)
        try:
            opening.connect()
        except (OSError, HTTPException) as error:
            opening.close()
            raise URLError(ConnectionRefusedError(type(error).__name__)) from None
        told = _authorization(self._proxy) if self._proxy and to.scheme == "http" else None
        return _Connection(opening.sock, told)

    def _opening(self, to: SplitResult) -> HTTPConnection:
        proxy = self._proxy
        host, port = (proxy or to).hostname or "", (proxy or to).port
        if to.scheme == "http":
            return HTTPConnection(host, port or 80, timeout=_TIMEOUT)
        if self._tls is None:
            self._tls = ssl.create_default_context()  # once, as it reads all certificates of the machine
        opening = HTTPSConnection(host, port or (80 if proxy else 443), timeout=_TIMEOUT, context=self._tls)
        if proxy:
            opening.set_tunnel(to.hostname or "", to.port or 443, dict(_authorization(proxy)))
        return opening


class _Connection:
    """One open connection. A proxy that is no tunnel is told whole addresses, and who we are."""

    def __init__(self, opened: socket.socket, proxy: Mapping[str, str] | None) -> None:
        self._socket, self._proxy = opened, proxy
        self._incoming = select.poll()
        self._incoming.register(opened, select.POLLIN)
        self._end = weakref.finalize(self, opened.close)
        self.reusable = True
        self.used = 0.0

    def usable(self) -> bool:
        """Return whether it was used a moment ago, and nothing came since: that would be its end."""
        return time.monotonic() - self.used < _IDLE and not self._incoming.poll(0)

    def close(self) -> None:
        """End it."""
        self._end()

    def ask(self, to: SplitResult, body: bytes, headers: Mapping[str, str]) -> Reply:
        """Return the reply to a request. Raises OSError, and ValueError if what comes is no HTTP."""
        path = to.path or "/"
        target = path if self._proxy is None else f"{to.scheme}://{to.netloc}{path}"
        lines = {"Host": to.netloc, **headers, **(self._proxy or {}), "Content-Length": str(len(body))}
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        self._socket.sendall(f"POST {target} HTTP/1.1\r\n{head}\r\n".encode("latin-1") + body)
        return self._reply()

    def _reply(self) -> Reply:
        rest = b""
        while True:
            head, rest = self._until(b"\r\n\r\n", rest, _LARGEST_HEAD)
            status, headers = _head(head)
            self.reusable = headers.get("connection", "").lower() != "close"
            if status >= 200:  # 100 and its like only say that a reply will come
                body = b"" if status in _WITHOUT_BODY else self._body(headers, rest)
                return Reply(status, headers, body)

    def _body(self, headers: Mapping[str, str], rest: bytes) -> bytes:
        if "transfer-encoding" in headers:
            return self._chunks(rest)
        if "content-length" in headers:
            return self._exactly(int(headers["content-length"]), rest)[0]
        self.reusable = False
        return self._to_the_end(rest)

    def _chunks(self, rest: bytes) -> bytes:
        body: list[bytes] = []
        while True:
            line, rest = self._until(b"\r\n", rest, _LARGEST_HEAD)
            size = int(line.partition(b";")[0], 16)
            chunk, rest = self._exactly(size + 2, rest)
            if not size:
                self.reusable = self.reusable and chunk == b"\r\n"  # else trailers follow, which nobody needs
                return b"".join(body)
            body.append(chunk[:-2])

    def _until(self, end: bytes, rest: bytes, limit: int) -> tuple[bytes, bytes]:
        """Return what comes before `end`, and what came after it."""
        while end not in rest:
            if len(rest) > limit:
                raise ValueError("no end in sight")
            rest += self._more()
        before, _, after = rest.partition(end)
        return before, after

    def _exactly(self, count: int, rest: bytes) -> tuple[bytes, bytes]:
        parts, missing = [rest], count - len(rest)
        while missing > 0:
            parts.append(self._more())
            missing -= len(parts[-1])
        whole = b"".join(parts)
        return whole[:count], whole[count:]

    def _to_the_end(self, rest: bytes) -> bytes:
        parts = [rest]
        while part := self._socket.recv(_BYTES):
            parts.append(part)
        return b"".join(parts)

    def _more(self) -> bytes:
        if more := self._socket.recv(_BYTES):
            return more
        raise ConnectionResetError


def _usable(free: list[_Connection]) -> _Connection | None:
    """Return the connection that was used last, if one is good."""
    while free:
        try:
            connection = free.pop()
        except IndexError:  # another thread took it
            return None
        if connection.usable():
            return connection
        connection.close()
    return None


def _head(head: bytes) -> tuple[int, Mapping[str, str]]:
    """Return status and headers. Raises ValueError if that is no HTTP."""
    first, *lines = head.decode("latin-1").split("\r\n")
    version, status = first.split(" ", 2)[:2]
    if not version.startswith("HTTP/1."):
        raise ValueError("no HTTP")
    pairs = (line.partition(":") for line in lines)
    headers = {name.lower(): value.strip() for name, _, value in pairs}
    if version == "HTTP/1.0":
        headers["connection"] = "close"
    return int(status), headers


def _authorization(proxy: SplitResult) -> Mapping[str, str]:
    """Return how a proxy is told who asks, if its address says."""
    if proxy.username is None:
        return {}
    pair = f"{unquote(proxy.username)}:{unquote(proxy.password or '')}"
    return {"Proxy-Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}
