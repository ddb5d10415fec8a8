"""Logs: one JSON object a line on standard error, ours and the libraries'. Counts, times and outcomes, never text."""

import logging
import sys

import structlog

_QUIET = ("slack_bolt", "slack_sdk", "watchfiles")  # at INFO they tell of each message, at DEBUG they quote it


def configure(level: int = logging.INFO) -> None:
    """Set up logging for a process that runs as a service; called once, by `citebot run`."""
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in _QUIET:
        logging.getLogger(name).setLevel(max(level, logging.WARNING))
