"""What is done from time to time, whatever else fails or takes its time."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from slack_sdk.errors import SlackRequestError

from bot.slack.steward import Steward
from corpus.errors import CitebotError


@contextmanager
def at_work(steward: Steward) -> Iterator[None]:
    """Have a steward at work during a test."""
    steward.start()
    try:
        yield
    finally:
        steward.stop()


@pytest.mark.parametrize("error", [CitebotError("secret"), SlackRequestError("secret"), KeyError("secret")])
def test_a_duty_that_fails_ends_no_other(error: Exception, caplog: pytest.LogCaptureFixture) -> None:
    """Claims that are not renewed are answered twice; the log tells what failed and where, not in its words."""
    renewed, tried = threading.Semaphore(0), threading.Semaphore(0)

    def failing() -> None:
        tried.release()
        raise error

    def renew() -> None:
        renewed.release()

    with at_work(Steward([failing, renew], every=0.01)):
        for _ in range(3):
            assert tried.acquire(timeout=5)
            assert renewed.acquire(timeout=5)
    told = caplog.records[0]
    assert (told.message, told.duty) == ("duty failed", "failing")  # type: ignore[attr-defined]
    assert told.error.startswith(f"{type(error).__name__} at test_slack_steward.py:")  # type: ignore[attr-defined]
    assert "secret" not in caplog.text
