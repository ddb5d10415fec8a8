"""Answer -> the terminal: colours where there is one, plain text in a pipe."""

import re
import shutil
import sys
import textwrap
from collections.abc import Iterator, Sequence

from bot.model import Answer, Headline, ShownPassage, Status, citation_label
from bot.nearest import TOLD
from bot.provenance import place, standing
from corpus.model import Reference
from corpus.vancouver import find_doi, find_pmid

_LONGEST_WORD = 40  # characters of a missing word that are shown
_MOST_WORDS = 12
NONE_NEAR = "No passage comes near."
# Bidirectional marks and control characters of a document must not rearrange or drive the terminal, and no encoding has
# half a pair of surrogates.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")


def show(answer: Answer, to_nearest: str = "") -> None:
    """Print the answer to standard output; `to_nearest` is what prints the passages that come nearest to a question."""
    _print(styled_lines(answer, to_nearest))


def show_nearest(answer: Answer) -> None:
    """Print the passages that come nearest to a question, word for word, or that none does where it was not found."""
    _print(nearest_lines(answer))


def _print(lines: Iterator[tuple[str, str]]) -> None:
    if sys.stdout is None:  # closed before we began: nobody looks
        return
    if sys.stdout.isatty():
        from rich.console import Console  # noqa: PLC0415 - 0.1 s, not needed in a pipe
        from rich.text import Text  # noqa: PLC0415 - see above

        console = Console(highlight=False, width=shutil.get_terminal_size().columns)  # COLUMNS=0 tells no width
        for style, line in lines:
            console.print(Text("\n".join(_wrapped(line, console.width)), style=style))
    else:
        sys.stdout.write("".join(f"{line}\n" for _, line in lines))
        sys.stdout.flush()  # a full disk is told now, not when Python ends


def _wrapped(line: str, width: int) -> list[str]:
    """Return the line as rows of at most `width` characters, the later ones indented like the first."""
    indent = " " * (len(line) - len(line.lstrip()))
    return textwrap.wrap(line, width, subsequent_indent=indent, break_on_hyphens=False) or [""]


def styled_lines(answer: Answer, to_nearest: str = "") -> Iterator[tuple[str, str]]:
    """Yield (rich style, line) for everything that an answer shows; `to_nearest` is as in `show`."""
    for repair in answer.repairs:
        used, found = printable(repair.used), printable(repair.found)
        if repair.why == "synonym":
            yield "yellow", f"The sources say “{used}” for “{found}” (--exact searches as typed)."
        else:
            yield "yellow", f"Showing results for “{used}” instead of “{found}” (--exact searches as typed)."
    if answer.inherited:
        yield "yellow", f"Taken over from your question before: {printable(', '.join(answer.inherited))}."
    match answer.status:
        case Status.CHAT:
            yield from _chat(answer)
        case Status.NOT_FOUND:
            yield from _not_found(answer, to_nearest)
        case Status.ANSWERED:
            yield from _answered(answer)


def _chat(answer: Answer) -> Iterator[tuple[str, str]]:
    yield "", answer.message
    if answer.suggestions:
        yield "dim", f"For example: {printable('; '.join(answer.suggestions))}"


def _not_found(answer: Answer, to_nearest: str) -> Iterator[tuple[str, str]]:
    yield "bold red", f"Not found. {answer.message}"
    if answer.missing:
        yield "", _missing(answer)
    if answer.nearest and to_nearest:
        yield "dim", f"Nearest, if perhaps no answer ({to_nearest} prints it):"
        yield from (("dim", f"   {_where(shown)}") for shown in answer.nearest)
    elif answer.suggestions and not answer.nearest:
        label = "For example" if answer.examples else "Nearest headings"
        yield "dim", f"{label}: {printable('; '.join(answer.suggestions))}"


def _answered(answer: Answer) -> Iterator[tuple[str, str]]:
    if answer.message:
        yield "yellow", answer.message
    for headline in answer.headlines:
        yield "bold green", _headline(headline)
    if answer.missing:
        yield "yellow", _missing(answer)
    for conflict in answer.conflicts:
        sides = "; ".join(f"{value} in {label}" for value, label in conflict.values)
        yield "bold red", printable(f"{conflict.told}: {sides}")
    yield from _passages(answer.passages)
    yield from _references(answer)


def nearest_lines(answer: Answer) -> Iterator[tuple[str, str]]:
    """Yield (rich style, line) for what comes nearest to a question that was not found, or that nothing does."""
    if answer.nearest:
        yield "bold red", TOLD
        yield from _passages(answer.nearest)
        yield from _references(answer)
    elif answer.status is Status.NOT_FOUND:
        yield "", NONE_NEAR


def _passages(passages: Sequence[ShownPassage]) -> Iterator[tuple[str, str]]:
    for shown in passages:
        yield "", ""
        yield "bold", _where(shown)
        if known := standing(shown.passage.metadata):
            yield "dim", f"   {printable(known)}"
        yield from _sentences(shown)


def _missing(answer: Answer) -> str:
    words = [
        word if len(word) <= _LONGEST_WORD else f"{word[: _LONGEST_WORD - 1]}…"
        for word in map(printable, answer.missing)
    ]
    more = f" and {len(words) - _MOST_WORDS} more" if len(words) > _MOST_WORDS else ""
    return f"Not in the sources: {', '.join(words[:_MOST_WORDS])}{more}"


def _headline(headline: Headline) -> str:
    return f"{headline.label}: {_one_line(headline.sentence.text)}  {citation_label(headline.sentence)}"


def _where(shown: ShownPassage) -> str:
    return f"{shown.label}  {printable(place(shown.passage))}  ({printable(shown.passage.doc_id)})"


def _sentences(shown: ShownPassage) -> Iterator[tuple[str, str]]:
    if shown.passage.context:
        yield "dim", f"   {_one_line(shown.passage.context)} …"
    for sentence in shown.passage.sentences:
        yield "", f"   {_one_line(sentence.text)}  {citation_label(sentence)}"


def _references(answer: Answer) -> Iterator[tuple[str, str]]:
    several = len(answer.references) > 1
    for doc_id, entries in answer.references.items():
        yield "", ""
        yield "bold", f"References of {printable(doc_id)}" if several else "References"
        for number, reference in entries.items():
            yield "", f"   [{number}] {reference_line(reference)}"


def reference_line(reference: Reference | None) -> str:
    """Return a reference in one line with its links, or that the source's list has no such entry."""
    if reference is None:
        return "no entry in the source's list"
    return _one_line(" ".join([reference.text, *_lacking(reference)]))


def _lacking(reference: Reference) -> Iterator[str]:
    """Yield the links that an entry does not print itself, each work's address once."""
    printed = reference.text.lower()
    if reference.doi and f"doi.org/{reference.doi.lower()}" not in printed:
        yield f"https://doi.org/{reference.doi}"
    if reference.pmid and find_pmid(reference.text) != reference.pmid:
        yield f"PMID {reference.pmid}"
    url = reference.url or ""
    known = (reference.doi and find_doi(url) == reference.doi) or (reference.pmid and find_pmid(url) == reference.pmid)
    if url and not known and url.lower() not in printed:
        yield url


def _one_line(text: str) -> str:
    return printable(" ".join(text.split()))


def printable(text: str) -> str:
    """Return the text without characters that could rearrange or drive the terminal."""
    return _UNSAFE.sub("", text)
