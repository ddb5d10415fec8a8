"""The threads that work: as many as there should be, whoever of them waits."""

import threading
from collections.abc import Iterator

import pytest

from bot.slack import workers as module
from bot.slack.workers import Workers, aside
from tests.scenarios.conftest import eventually


@pytest.fixture
def workers() -> Iterator[Workers]:
    """Two at work."""
    made = Workers(2, "test")
    yield made
    made.shutdown()


def at_once(workers: Workers, most: int = 10) -> int:
    """Return how many work at a time."""
    going, free = threading.Semaphore(0), threading.Event()

    def work() -> None:
        going.release()
        free.wait(10)

    for _ in range(most):
        workers.submit(work)
    count = 0
    while going.acquire(timeout=0.2):
        count += 1
    free.set()
    return count


def test_who_waits_aside_takes_nobodys_place(workers: Workers) -> None:
    """Afterwards there are no more than before."""
    come, waiting = threading.Event(), threading.Semaphore(0)

    def wait() -> None:
        with aside():
            waiting.release()
            come.wait(10)

    for _ in range(5):
        workers.submit(wait)
    for _ in range(5):
        assert waiting.acquire(timeout=5)
    assert at_once(workers) == 2
    come.set()
    eventually(lambda: at_once(workers) == 2)


def test_there_are_not_threads_without_end(workers: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the most, who waits is counted like who works; what is left is done afterwards."""
    monkeypatch.setattr(module, "MOST", 4)
    come, waiting = threading.Event(), threading.Semaphore(0)

    def wait() -> None:
        with aside():
            waiting.release()
            come.wait(10)

    done = [workers.submit(wait) for _ in range(6)]
    for _ in range(4):
        assert waiting.acquire(timeout=5)
    assert not waiting.acquire(timeout=0.2)
    come.set()
    for one in done:
        one.result(timeout=5)


def test_whoever_asks_gets_the_result_or_the_error(workers: Workers) -> None:
    """An error ends no thread."""
    errors = [workers.submit(int, "none") for _ in range(4)]
    assert [type(error.exception(timeout=5)) for error in errors] == [ValueError] * 4
    assert workers.submit(int, "7").result(timeout=5) == 7


def test_what_waits_at_the_end_is_done_unless_it_is_cancelled() -> None:
    """And nothing is taken on any more."""
    for cancelled, expected in ((False, 3), (True, 1)):
        workers, free, done = Workers(1, "test"), threading.Event(), list[int]()
        begun = threading.Event()

        def work(begun: threading.Event = begun, free: threading.Event = free, done: list[int] = done) -> None:
            begun.set()
            free.wait(10)
            done.append(1)

        for _ in range(3):
            workers.submit(work)
        begun.wait(5)
        workers.shutdown(wait=False, cancel_futures=cancelled)
        free.set()
        workers.shutdown()
        assert len(done) == expected
        with pytest.raises(RuntimeError):
            workers.submit(int)


def test_who_is_no_worker_waits_where_it_is() -> None:
    """As the threads of others do."""
    with aside():
        pass
