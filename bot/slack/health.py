"""A small HTTP page for whoever watches the process: /live, /ready, /metrics."""

import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest


class HealthServer:
    """Serves the page in a thread of its own."""

    def __init__(self, host: str, port: int, ready: Callable[[], bool]) -> None:
        self._server = ThreadingHTTPServer((host, port), _handler(ready))
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, name="health", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End."""
        self._server.shutdown()
        self._server.server_close()


def health_page(path: str, ready: Callable[[], bool]) -> tuple[int, str, bytes]:
    """Return status, content type and body of a page."""
    if path == "/live":
        return 200, "text/plain", b"live\n"
    if path == "/ready":
        return (200, "text/plain", b"ready\n") if ready() else (503, "text/plain", b"not ready\n")
    if path == "/metrics":
        return 200, CONTENT_TYPE_LATEST, generate_latest()
    return 404, "text/plain", b"expected /live, /ready or /metrics\n"


def _handler(ready: Callable[[], bool]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, kind, body = health_page(self.path, ready)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
            """Leave the log to what matters."""

    return Handler
