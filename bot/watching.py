"""A folder that is kept up with: told of each change, until Ctrl-C."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

_LOOK_EVERY = 1.0  # seconds between looks for a folder that is not there


def watch_folder(folder: Path, apart: Path, changed: Callable[[], None]) -> None:
    """Call `changed` after each change in the folder, whatever happens below `apart`, until Ctrl-C.

    A folder that is taken away, mounted anew or put in the place of another is another one: watched from then on.
    """
    with suppress(KeyboardInterrupt), _noting_interrupts() as ended:
        known = _identity(folder)
        while not ended.is_set():
            _watch_one(folder, known, apart, changed, ended)
            if (found := _identity(folder)) != known:
                known = found
                changed()


def _watch_one(
    folder: Path, known: tuple[int, int] | None, apart: Path, changed: Callable[[], None], ended: threading.Event
) -> None:
    """Return when the folder is not the one that is known any more."""
    from watchfiles import watch  # noqa: PLC0415 - needed with --watch only

    if known is None:
        ended.wait(_LOOK_EVERY)
        return
    own = apart.resolve()  # inside the folder, our own writing would wake us for ever
    changes = watch(
        folder,
        watch_filter=lambda _, path: not Path(path).is_relative_to(own),
        stop_event=ended,
        yield_on_timeout=True,  # what is taken away as a whole is no change in it
    )
    for found in changes:
        if _identity(folder) != known:
            return
        if found:
            changed()


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


@contextmanager
def _noting_interrupts() -> Iterator[threading.Event]:
    """Give what is set at Ctrl-C: where a file is just being let go, Python drops the interrupt itself."""
    ended = threading.Event()

    def end(_: int, __: FrameType | None) -> None:
        ended.set()
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, end)
    try:
        yield ended
    finally:
        signal.signal(signal.SIGINT, before)
