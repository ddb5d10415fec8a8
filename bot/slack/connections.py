"""HTTP connections that are kept open, for calls that post a body and read a reply.

The standard library opens them, writes the requests and reads the replies; a general client of its own costs as much
processor time for a call as all else that posting an answer takes.
"""

import base64
import select
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
        self._free: dict[tuple[str, str], list[_Kept]] = {}

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        """Return the reply. Raises URLError; its reason is a ConnectionRefusedError where nothing was sent."""
        to = urlsplit(url)
        free = self._free.setdefault((to.scheme, to.netloc), [])
        kept = _usable(free) or self._open(to)
        try:
            reply, reusable = self._asked(kept.connection, to, body, headers)
        except (OSError, HTTPException, ValueError) as error:
            kept.close()
            raise URLError(ConnectionError(type(error).__name__)) from None
        if reusable and len(free) < _KEPT:
            kept.used = time.monotonic()
            free.append(kept)
        else:
            kept.close()
        return reply

    def _asked(
        self, connection: HTTPConnection, to: SplitResult, body: bytes, headers: Mapping[str, str]
    ) -> tuple[Reply, bool]:
        """Return the reply to a request, and whether the connection may be used again."""
        target, told = to.path or "/", dict(headers)
        if self._proxy and to.scheme == "http":  # no tunnel: a proxy is told whole addresses, and who we are
            target = f"{to.scheme}://{to.netloc}{target}"
            told |= {"Host": to.netloc, **_authorization(self._proxy)}
        connection.request("POST", target, body, told)
        response = connection.getresponse()
        reply = Reply(
            response.status, {name.lower(): value.strip() for name, value in response.getheaders()}, response.read()
        )
        return reply, not response.will_close

    def _open(self, to: SplitResult) -> "_Kept":
        connection = self._connection(to)
        try:
            connection.connect()
        except (OSError, HTTPException) as error:
            connection.close()
            raise URLError(ConnectionRefusedError(type(error).__name__)) from None
        return _Kept(connection)

    def _connection(self, to: SplitResult) -> HTTPConnection:
        proxy = self._proxy
        host, port = (proxy or to).hostname or "", (proxy or to).port
        if to.scheme == "http":
            return HTTPConnection(host, port or 80, timeout=_TIMEOUT)
        if self._tls is None:
            self._tls = ssl.create_default_context()  # once, as it reads all certificates of the machine
        connection = HTTPSConnection(host, port or (80 if proxy else 443), timeout=_TIMEOUT, context=self._tls)
        if proxy:
            connection.set_tunnel(to.hostname or "", to.port or 443, dict(_authorization(proxy)))
        return connection


class _Kept:
    """One open connection."""

    def __init__(self, connection: HTTPConnection) -> None:
        connection.auto_open = 0  # a call that failed is never sent again unseen
        self.connection, self.used = connection, 0.0
        self._incoming = select.poll()
        self._incoming.register(connection.sock, select.POLLIN)
        self._end = weakref.finalize(self, connection.close)

    def usable(self) -> bool:
        """Return whether it was used a moment ago, and nothing came since: that would be its end."""
        return time.monotonic() - self.used < _IDLE and not self._incoming.poll(0)

    def close(self) -> None:
        """End it."""
        self._end()


def _usable(free: list[_Kept]) -> _Kept | None:
    """Return the connection that was used last, if one is good."""
    while free:
        try:
            kept = free.pop()
        except IndexError:  # another thread took it
            return None
        if kept.usable():
            return kept
        kept.close()
    return None


def _authorization(proxy: SplitResult) -> Mapping[str, str]:
    """Return how a proxy is told who asks, if its address says."""
    if proxy.username is None:
        return {}
    pair = f"{unquote(proxy.username)}:{unquote(proxy.password or '')}"
    return {"Proxy-Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}
