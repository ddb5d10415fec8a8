"""The end of calls to Slack: none begins after it, so that what is given up then can be done by another bot."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Ending:
    """When calls end. Safe to share between threads, and shared by the clients of all workspaces.

    `ended` is set from then on: whoever waits to call waits on it.
    """

    def __init__(self, ended: threading.Event | None = None) -> None:
        self.ended = ended or threading.Event()
        self._change = threading.Condition()
        self._on_their_way = 0

    @contextmanager
    def call(self) -> Iterator[bool]:
        """Make a call within; gives whether it may be made."""
        with self._change:
            allowed = not self.ended.is_set()
            self._on_their_way += allowed
        try:
            yield allowed
        finally:
            with self._change:
                self._on_their_way -= allowed
                if self.ended.is_set():
                    self._change.notify_all()

    def end(self, seconds: float) -> bool:
        """Let no call begin any more; return whether those on their way were done in time."""
        with self._change:
            self.ended.set()
            return self._change.wait_for(lambda: not self._on_their_way, seconds)
