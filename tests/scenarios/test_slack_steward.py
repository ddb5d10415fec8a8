"""What is done from time to time, whatever else fails or takes its time."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from slack_sdk.errors import SlackRequestError
from sqlalchemy import select

from bot.slack.run import stewards
from bot.slack.steward import Steward
from bot.state.claims import LEASE, Place
from bot.state.schema import claims
from bot.state.store import State, open_state
from corpus.errors import CitebotError
from tests.scenarios.conftest import eventually


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


def test_claims_are_renewed_while_another_duty_waits_for_slack(tmp_path: Path) -> None:
    """For longer than a claim lasts: else another worker would answer the question too."""
    url, now = f"sqlite:///{tmp_path / 'state.sqlite'}", [1_000_000.0]
    ours, theirs = (open_state(url, lambda: now[0]) for _ in range(2))
    assert ours.claims.take(Place("T1", "C1", "7.0", None, "U1", "mention"))
    ended = threading.Event()

    def wait() -> None:
        ended.wait(10)

    renewing, others = stewards(ours, [wait], every=0.01)
    with at_work(others), at_work(renewing):
        for _ in range(3):
            now[0] += LEASE - 1
            eventually(lambda: renewed_at(ours) == now[0])
        assert theirs.claims.take_over() == []
        ended.set()
    ours.close()
    theirs.close()


def renewed_at(state: State) -> float:
    """Return when the only claim was renewed last."""
    with state.engine.connect() as connection:
        return float(connection.execute(select(claims.c.claimed_at)).scalar_one())
