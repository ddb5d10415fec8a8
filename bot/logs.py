"""Logging, set up once: one JSON object a line, with the id of the request. Counts, ids and durations; never text."""

import logging
import secrets
import sys
import traceback
from pathlib import Path
from typing import Any

import structlog

# at INFO they tell of each message
_NOISY = ("slack_bolt", "slack_sdk", "watchfiles", "websockets")
_OURS = ("bot", "index", "corpus")
_TRACED = structlog.tracebacks.ExceptionDictTransformer(show_locals=False)


def set_up_logs(level: str) -> None:
    """Render all records, ours and the libraries', to standard error."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.ExceptionRenderer(_arisen),
    ]
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(_wanted)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for name in _NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)


def _arisen(exc_info: structlog.typing.ExcInfo) -> list[dict[str, Any]]:
    """Return what an error is and where it arose, as `fault` does for what we tell of ourselves: without its words."""
    return [_wordless(stack) for stack in _TRACED(exc_info)]


def _wordless(stack: dict[str, Any]) -> dict[str, Any]:
    within = [[_wordless(inner) for inner in group] for group in stack.get("exceptions", ())]
    return {**stack, "exc_value": "", "exc_notes": [], "exceptions": within}


def _wanted(record: logging.LogRecord) -> bool:
    """Return whether a record may be written: at DEBUG libraries quote messages and forms, whatever level they have.

    Setting their levels is not enough: Bolt gives its loggers the root's as it makes them.
    """
    library = record.name.partition(".")[0]
    if library in _OURS:
        return True
    return record.levelno >= (logging.WARNING if library in _NOISY else logging.INFO)


def fault(error: BaseException) -> str:
    """Return what an error is and where it arose; not its words, which may be a question's."""
    frames = traceback.extract_tb(error.__traceback__)
    at = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{at}"


def bind_request(request: str | None = None) -> str:
    """Give the work of this thread a request id, which every record of it carries."""
    request = request or secrets.token_hex(6)
    structlog.contextvars.bind_contextvars(request=request)
    return request


def request_id() -> str:
    """Return the request id of this thread's work, a new one if it has none."""
    bound = structlog.contextvars.get_contextvars().get("request")
    return str(bound) if bound else bind_request()
