"""What is written to the log, and what of an error is."""

import json
import logging
from collections.abc import Iterator

import pytest

from bot.logs import bind_request, fault, request_id, set_up_logs

_LIBRARIES = ("slack_bolt", "slack_sdk", "watchfiles", "websockets", "urllib3")


@pytest.fixture(autouse=True)
def loggers_as_they_were() -> Iterator[None]:
    """Logging is set up for a whole process."""
    root = logging.getLogger()
    handlers, levels = root.handlers, {name: logging.getLogger(name).level for name in ("", *_LIBRARIES)}
    yield
    root.handlers = handlers
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def _written(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    lines = capsys.readouterr().err.splitlines()
    assert not any("\\u" in line for line in lines)
    return [json.loads(line) for line in lines]


def test_a_record_is_one_object_with_its_request(capsys: pytest.CaptureFixture[str]) -> None:
    """What it counts stands beside what happened, and words are written as they are."""
    set_up_logs("INFO")
    bind_request("r1")
    logging.getLogger("bot.slack").info("réponse", extra={"passages": 3})
    logging.getLogger("bot.slack").debug("more")
    (record,) = _written(capsys)
    assert str(record.pop("timestamp")).endswith("Z")
    assert record == {"event": "réponse", "level": "info", "logger": "bot.slack", "passages": 3, "request": "r1"}


@pytest.mark.parametrize("library", ["slack_bolt", "slack_sdk", "watchfiles", "websockets"])
def test_what_libraries_tell_of_each_message_is_not_written(capsys: pytest.CaptureFixture[str], library: str) -> None:
    """Not at DEBUG either, nor where a library sets its own level; its warnings are, and what we tell is."""
    set_up_logs("DEBUG")
    for name in (f"{library}.App", "urllib3", "corpus.folder", "index.disk", "bot"):
        logging.getLogger(name).setLevel(logging.DEBUG)
        logging.getLogger(name).debug("debug")
        logging.getLogger(name).info("info")
        logging.getLogger(name).warning("warning")
        logging.getLogger(name).setLevel(logging.NOTSET)
    written = [(record["logger"], record["level"]) for record in _written(capsys)]
    ours = [(name, level) for name in ("corpus.folder", "index.disk", "bot") for level in ("debug", "info", "warning")]
    assert written == [(f"{library}.App", "warning"), ("urllib3", "info"), ("urllib3", "warning"), *ours]


def test_an_error_is_told_without_what_it_held(capsys: pytest.CaptureFixture[str]) -> None:
    """The values at hand may be a question's words, and so may its own words."""
    set_up_logs("INFO")
    question = "is it " + "safe"
    try:
        raise ValueError(question)
    except ValueError as error:
        told = fault(error)
        logging.getLogger("bot").exception("failed")
    assert told.startswith("ValueError at test_logs.py:")
    assert fault(ValueError(question)) == "ValueError"
    (record,) = _written(capsys)
    assert "locals" not in json.dumps(record)
    assert question not in json.dumps(record)
    assert ("ValueError" in json.dumps(record), "test_logs.py" in json.dumps(record)) == (True, True)


def test_errors_within_errors_are_told_without_what_they_held(capsys: pytest.CaptureFixture[str]) -> None:
    """Nor what was noted on them: libraries tell of errors with all that led to them."""
    set_up_logs("INFO")
    question = "is it " + "safe"
    try:
        try:
            raise ExceptionGroup(question, [KeyError(question), ExceptionGroup(question, [OSError(question)])])
        except ExceptionGroup as group:
            group.add_note(question)
            raise RuntimeError(question) from group
    except RuntimeError:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
    told = json.dumps(_written(capsys))
    assert question not in told
    assert all(f'"{name}"' in told for name in ("RuntimeError", "ExceptionGroup", "KeyError", "OSError"))


def test_a_request_has_one_id() -> None:
    """The next one has another."""
    first = bind_request()
    assert request_id() == request_id() == first
    assert bind_request() != first
    assert bind_request("given") == request_id() == "given"
