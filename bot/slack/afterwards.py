"""What is noted after an answer went out: a fault there is for the log alone, as its person has the answer."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from bot.logs import fault

log = logging.getLogger(__name__)


@contextmanager
def afterwards() -> Iterator[None]:
    """Log a fault in the block, and go on."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - whatever it is, no apology is due for it
        log.error("not noted", extra={"error": fault(error)})
