"""The HTTP server: uvicorn in a thread of its own, patient with slow work and not with slow talkers."""

import asyncio
import socket
import threading

import uvicorn
from starlette.applications import Starlette
from uvicorn.protocols.http.h11_impl import H11Protocol

HEADER_SECONDS = 10.0  # for a connection's first request to arrive
KEEP_ALIVE = 75  # seconds; longer than the minute of most load balancers, so that it is they who close
_CONNECTIONS = 1_000
_START_SECONDS = 10.0


class _Watched(H11Protocol):
    """Closes a connection that never asks anything: uvicorn sets a time for later requests alone."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn has it
        super().connection_made(transport)
        self.loop.call_later(HEADER_SECONDS, self._close_if_silent)

    def _close_if_silent(self) -> None:
        request: object = self.cycle  # None until one has arrived, whatever its annotation says
        if request is None:
            self.transport.close()


class WebServer:
    """Serves pages. Binds at once, so that a port that is taken is an OSError of the constructor."""

    def __init__(self, pages: Starlette, host: str, port: int) -> None:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._socket = socket.create_server((host, port), family=family)
        self.port: int = self._socket.getsockname()[1]
        config = uvicorn.Config(
            pages,
            http=_Watched,
            ws="none",
            lifespan="off",
            log_config=None,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            limit_concurrency=_CONNECTIONS,
            timeout_keep_alive=KEEP_ALIVE,
            timeout_graceful_shutdown=2,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._run, name="web", daemon=True)

    def start(self) -> None:
        """Begin; who connected since the constructor is answered now."""
        self._thread.start()

    def stop(self) -> None:
        """Take no more connections, finish the requests at hand, and end."""
        self._server.should_exit = True
        self._thread.join(timeout=_START_SECONDS)
        self._socket.close()

    def _run(self) -> None:
        self._server.run(sockets=[self._socket])
