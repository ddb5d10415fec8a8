"""The command line: `citebot ask`, `chat`, `run` and the owner's tools. Each command is a module of bot.commands."""

import importlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from difflib import get_close_matches
from typing import Any

import click

from bot.garbage import search_seldom
from bot.notices import show_warnings
from corpus.errors import CitebotError

EXIT_NOT_FOUND = 3
EXIT_INTERRUPTED = 130  # as shells tell of Ctrl-C
_NOT_SHOWN = "the output is in {}, which lacks a letter that is to be shown. Run again with PYTHONIOENCODING=utf-8 set"

# name -> what it does; the module is imported only when the command is used, which keeps the start fast
_COMMANDS = {
    "ask": "Answer one question, or a file of them.",
    "chat": "Ask question after question in the terminal.",
    "config": "Show the settings.",
    "doctor": "Tell what is wrong with this installation, and what mends it.",
    "explain": "Show each step from a question to its answer.",
    "evaluate": "Measure rankings and answers.",
    "forget": "Delete what is stored of a person.",
    "gaps": "Tell which questions the sources leave open.",
    "index": "Build or update the index from a folder.",
    "inspect": "Show what was understood of a file, and what was ambiguous.",
    "manifest": "Print the Slack app manifest.",
    "run": "Start the Slack bot; without Slack tokens, answer in the terminal.",
    "status": "Tell what the built index holds, its size and age.",
}


class LazyGroup(click.Group):
    """Imports a command when it is used, and shows what fails as one line with exit status 1."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by name, imported now."""
        if cmd_name not in _COMMANDS:
            return None
        command = importlib.import_module(f"bot.commands.{cmd_name}").command
        if not isinstance(command, click.Command):
            raise TypeError(f"bot.commands.{cmd_name}.command is no click command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is named first; what is none is told with what may be meant."""
        name = args[0]
        if name in _COMMANDS or name.startswith("-") or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        raise click.UsageError(f"No such command {name!r}. {_meant(name, args[1:], ctx.command_path)}", ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, _COMMANDS[name]) for name in self.list_commands(ctx)])

    def make_context(self, *arguments: Any, **extra: Any) -> click.Context:  # noqa: ANN401 - click's own
        """Read the arguments, and print what --help and --version do."""
        with _one_line():
            return super().make_context(*arguments, **extra)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        with _one_line():
            return super().invoke(ctx)


def _meant(name: str, further: list[str], program: str) -> str:
    """Return what to type in place of a command that there is not."""
    if name == "help":
        return f"Help is shown by: {' '.join([program, *(word for word in further[:1] if word in _COMMANDS)])} --help"
    if near := get_close_matches(name, _COMMANDS, n=1):
        return f"Did you mean {near[0]!r}?"
    return f'A question is asked as in: {program} ask "is it safe?"'


@contextmanager
def _one_line() -> Iterator[None]:
    """Raise a CitebotError, Ctrl-C and what the system refuses as one line; who reads no further has had enough."""
    try:
        yield
    except KeyboardInterrupt as error:
        click.echo("Stopped.", err=True)
        raise click.exceptions.Exit(EXIT_INTERRUPTED) from error
    except CitebotError as error:
        raise click.ClickException(str(error)) from error
    except BrokenPipeError as error:
        _give_up_output()
        raise click.exceptions.Exit(0) from error
    except OSError as error:
        if error.strerror is None:
            raise
        if error.filename:
            raise click.ClickException(f"{error.filename}: {error.strerror}") from error
        _give_up_output()
        raise click.ClickException(f"reading or writing failed: {error.strerror}") from error
    except UnicodeEncodeError as error:
        raise click.ClickException(_NOT_SHOWN.format(error.encoding)) from error


def _give_up_output() -> None:
    """Let what could not be written go: Python would try again when it ends, and fail in its own words."""
    with suppress(OSError):  # no standard output of the system's
        if sys.stdout:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog='Example: citebot ask "what code for ganglion impar?"',
)
@click.version_option(package_name="citebot", message="citebot %(version)s")
def main() -> None:
    """Answer billing and clinical questions from your own documents, word for word, with their citation numbers."""
    search_seldom()
    show_warnings()
