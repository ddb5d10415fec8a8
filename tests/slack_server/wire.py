"""A network between the bot and Slack that can fall silent, with every connection still looking open."""

import selectors
import socket
import threading
from contextlib import suppress

_CHUNK = 65_536


class Wire:
    """Passes bytes on between its own port and another, until it is frozen."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._frozen = threading.Event()
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._server.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def freeze(self) -> None:
        """Pass nothing on over the connections that are open; later ones work."""
        self._frozen.set()
        self._frozen = threading.Event()

    def stop(self) -> None:
        """End."""
        self._frozen.set()
        self._server.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                here, _ = self._server.accept()
                there = socket.create_connection(("127.0.0.1", self._to))
                threading.Thread(target=self._pass_on, args=(here, there, self._frozen), daemon=True).start()

    def _pass_on(self, here: socket.socket, there: socket.socket, frozen: threading.Event) -> None:
        with selectors.DefaultSelector() as ready, here, there, suppress(OSError):
            ready.register(here, selectors.EVENT_READ, there)
            ready.register(there, selectors.EVENT_READ, here)
            while not frozen.is_set():
                for key, _ in ready.select(0.05):
                    data = key.fileobj.recv(_CHUNK)  # type: ignore[union-attr]
                    if not data:
                        return
                    key.data.sendall(data)
            frozen.wait()
            threading.Event().wait(30)  # held open, as by a dead peer
