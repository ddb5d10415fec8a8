"""`citebot ask`: one question, or a file of questions."""

import json
import math
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from bot.cli import EXIT_NOT_FOUND
from bot.commands.options import QuestionCommand, chosen_desk, corpus_option, exact_option, index_option, k_option
from bot.commands.paths import ANY_PATH
from bot.contract import answer_form, json_text
from bot.desk import Desk
from bot.model import Answer, Status
from bot.terminal import show, show_nearest
from corpus.errors import CitebotError, UnreadableFile
from index.line_files import numbered_lines

_STANDARD_INPUT = Path("-")


class BatchError(CitebotError):
    """A line of a batch file that is no question."""

    def __init__(self, path: Path, line: int, found: str) -> None:
        expected = '{"id": "1", "question": "…", "thread": ["earlier question", …]}'
        name = "standard input" if path == _STANDARD_INPUT else path
        super().__init__(f"{name}, line {line}: {found}. Expected one JSON object a line: {expected}")
        self.path, self.line = path, line


@click.command(
    cls=QuestionCommand,
    epilog="""\b
Examples:
  citebot ask "what code for ganglion impar?"
  citebot ask --corpus policies/ --json "is prior authorization required?"
  citebot ask --nearest "can an appeal go out by courier?"
  citebot ask -- "-25 modifier?"
  citebot ask - < question.txt
  citebot ask --json --batch questions.jsonl

Exit status: 0 answered, 3 not found in the sources, 2 wrong usage, 1 any other failure. With --batch 0 once every
question has its line, whose "status" tells what became of it.""",
)
@click.argument("question", nargs=-1)
@corpus_option
@index_option
@k_option
@exact_option
@click.option("--nearest", is_flag=True, help="Where nothing is found, print the passages that come nearest.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
@click.option(
    "--batch",
    type=ANY_PATH,
    help="Read questions from a JSON Lines file (-: standard input) and print one JSON answer a line.",
)
def command(  # noqa: PLR0913 - one parameter an option
    *,
    question: tuple[str, ...],
    corpus: Path | None,
    index: Path | None,
    k: int,
    exact: bool,
    nearest: bool,
    as_json: bool,
    batch: Path | None,
) -> None:
    """Answer QUESTION with the best passages, word for word, and the citation numbers that the source prints.

    As "-" it is read from standard input, so that no list of processes and no history of a shell holds it.
    """
    asked = _typed_in() if question == ("-",) and not batch else " ".join(question)
    if bool(asked.strip()) == bool(batch):
        raise click.UsageError('Give either a question or --batch FILE, as in: citebot ask "is it safe?"')
    if batch:
        questions = list(_questions(batch))  # a bad line is told before any work is done
        _answer_all(chosen_desk(corpus, index), questions, k, exact)
        return
    answer = chosen_desk(corpus, index).answerer.answer(asked, k=k, exact=exact)
    _print(answer, as_json, nearest)
    if answer.status is Status.NOT_FOUND:
        sys.exit(EXIT_NOT_FOUND)


def _print(answer: Answer, as_json: bool, nearest: bool) -> None:
    if as_json:
        click.echo(json_text(answer_form(answer), indent=2))
    elif nearest:
        show(answer)
        show_nearest(answer)
    else:
        show(answer, "--nearest")


def _answer_all(desk: Desk, questions: list[dict[str, Any]], k: int, exact: bool) -> None:
    for line in questions:
        answer = desk.answerer.answer(line["question"], thread=line.get("thread", ()), k=k, exact=exact)
        form = {"id": line["id"], **answer_form(answer)} if "id" in line else answer_form(answer)
        click.echo(json_text(form))


def _questions(path: Path) -> Iterator[dict[str, Any]]:
    for number, line in _standard_input() if path == _STANDARD_INPUT else numbered_lines(path):
        try:
            value = json.loads(line, parse_float=_finite, parse_constant=_finite)
        except ValueError:
            raise BatchError(path, number, "no valid JSON") from None
        except RecursionError:
            raise BatchError(path, number, "nested too deep") from None
        yield _checked(value, path, number)


def _finite(number: str) -> float:
    """Return a number that can be printed with its answer. Raises ValueError on what JSON has no way to write."""
    if not math.isfinite(value := float(number)):
        raise ValueError("no number")
    return value


def _typed_in() -> str:
    """Return the question that is all of standard input."""
    if sys.stdin is None:
        raise UnreadableFile("standard input", "cannot be read (it is closed)")
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        raise UnreadableFile("standard input", "no text in UTF-8") from None


def _standard_input() -> Iterator[tuple[int, str]]:
    if sys.stdin is None:
        raise UnreadableFile("standard input", "cannot be read (it is closed)")
    for number, line in enumerate(sys.stdin.buffer, 1):
        if line.strip():
            try:
                yield number, line.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError:
                raise BatchError(_STANDARD_INPUT, number, "no text in UTF-8") from None


def _checked(value: object, path: Path, number: int) -> dict[str, Any]:
    if not isinstance(value, dict) or not isinstance(value.get("question"), str):
        raise BatchError(path, number, 'no text under "question"')
    thread = value.get("thread") or []
    if not isinstance(thread, list) or not all(isinstance(t, str) for t in thread):
        raise BatchError(path, number, '"thread" is no list of texts')
    return {**value, "thread": thread}
