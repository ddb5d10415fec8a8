"""Log records in the terminal: a line each for the person who sits there, where no log was set up."""

import logging

import click


class _Notices(logging.Handler):
    """Prints a warning as commands print what they could not use."""

    def emit(self, record: logging.LogRecord) -> None:
        reason = getattr(record, "reason", "")
        click.echo(f"citebot: {record.getMessage()}{f': {reason}' if reason else ''}", err=True)


def show_warnings() -> None:
    """Print warnings to standard error, until a log is set up."""
    logging.lastResort = _Notices(logging.WARNING)
