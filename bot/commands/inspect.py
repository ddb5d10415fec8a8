"""`citebot inspect`: what was understood of a file, so that its owner can trust or mend it."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from bot.commands.paths import ANY_PATH
from bot.contract import metadata_form, passage_form, reference_form
from bot.model import shown_citations
from bot.provenance import standing
from bot.terminal import printable, reference_line
from corpus.errors import MissingCorpus, UnreadableFile
from corpus.folder import left_out
from corpus.model import Certainty, Document, DocumentKind, Doubt, Metadata, Passage, Sentence
from corpus.plurals import counted
from corpus.understanding import Understood
from corpus.workers import ReadingPool

_AROUND = 40  # characters of the text before a doubtful place that are shown


@click.command(
    epilog="""\b
Examples:
  citebot inspect policies/nerve-blocks.md
  citebot inspect policies/nerve-blocks.md --doubts
  citebot inspect policies/nerve-blocks.md --json"""
)
@click.argument("file", type=ANY_PATH)
@click.option("--doubts", "only_doubts", is_flag=True, help="Print only what was ambiguous.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def command(file: Path, *, only_doubts: bool, as_json: bool) -> None:
    """Print what was understood of FILE: headings, passages, sentences with their numbers, references, doubts."""
    if not file.is_file():
        raise MissingCorpus(file, _no_file(file), "one document")
    understood, aside = _understood(file), left_out(file.parent, file.name)
    if as_json:
        form = {**inspection_form(understood), "not_indexed": aside}
        click.echo(json.dumps(form, ensure_ascii=False, indent=2))
        return
    told = [f"not indexed: {aside}"] if aside else []
    lines = _doubt_lines(understood) if only_doubts else _lines(understood)
    for line in (*told, *lines):
        click.echo(printable(line))


def _no_file(path: Path) -> str:
    if not path.exists():
        return "no such file"
    return "a folder" if path.is_dir() else "neither a file nor a folder"


def _understood(file: Path) -> Understood:
    """Return what a file says, read in a process of its own as when it is indexed. Raises UnreadableFile."""
    with ReadingPool(file.parent, workers=1) as pool:
        ((_, outcome),) = pool.read([file.name])
    if not isinstance(outcome, Understood):
        raise UnreadableFile(file.name, outcome)
    return outcome


def inspection_form(understood: Understood) -> dict[str, Any]:
    """Return what was understood as plain JSON values."""
    document = understood.document
    return {
        "doc_id": document.doc_id,
        "title": document.title,
        "style": understood.reading.style,
        "metadata": metadata_form(document.metadata),
        "masthead": document.metadata.masthead,
        "passages": [passage_form(passage) for passage in understood.passages],
        "references": {str(n): reference_form(entry) for n, entry in sorted(document.references.items())},
        "doubts": [_doubt_form(document, doubt) for doubt in document.doubts],
        "notes": list(understood.notes),
        "problems": [{"path": problem.path, "reason": problem.reason} for problem in understood.problems],
    }


def _doubt_form(document: Document, doubt: Doubt) -> dict[str, Any]:
    text = document.text[doubt.start : doubt.end]
    return {"start": doubt.start, "end": doubt.end, "text": text, "reason": doubt.reason}


def _lines(understood: Understood) -> Iterator[str]:
    document = understood.document
    yield f"{document.title}  ({document.doc_id})"
    yield _known(document.metadata)
    if document.metadata.masthead:
        yield f"also found by: {document.metadata.masthead}"
    yield from (f"note: {note}" for note in understood.notes)
    yield _summary(understood)
    yield "[n] printed as a citation, [n]~ told from the context, (n)? uncertain and not shown, – none"
    for passage in understood.passages:
        yield from _passage_lines(passage)
    if document.references:
        yield "\nReferences"
        yield from (f"  [{n}] {reference_line(entry)}" for n, entry in sorted(document.references.items()))
    yield from _doubt_lines(understood)


def _known(metadata: Metadata) -> str:
    kind = "" if metadata.kind is DocumentKind.OTHER else metadata.kind.value
    return ", ".join(filter(None, [standing(metadata), kind, metadata.url]))


def _summary(understood: Understood) -> str:
    sentences = [s for passage in understood.passages for s in passage.sentences]
    kinds = Counter(s.certainty.value for s in sentences if s.citations)
    cited = ", ".join(f"{kinds[c.value]} {c.value}" for c in Certainty if kinds[c.value]) or "none cited"
    style = understood.reading.style
    printed = "" if style == "none" else f"; citations printed as {style}"
    held = f"{counted(len(understood.passages), 'passage')}, {counted(len(sentences), 'sentence')}"
    return f"{held} ({cited}){printed}"


def _passage_lines(passage: Passage) -> Iterator[str]:
    page = f", page {passage.page_label or passage.page}" if passage.page else ""
    yield f"\n{passage.passage_id}  {' › '.join(passage.section)}{page}"
    if passage.context:
        yield f"  (after: {passage.context})"
    yield from (f"  {_numbers(sentence):>14}  {' '.join(sentence.text.split())}" for sentence in passage.sentences)


def _numbers(sentence: Sentence) -> str:
    if not sentence.citations:
        return "–"
    numbers = ", ".join(map(str, sentence.citations))
    if sentence.certainty is Certainty.UNCERTAIN:
        return f"({numbers})?"
    shown = ", ".join(map(str, shown_citations(sentence)))
    return f"[{shown}]" if sentence.certainty is Certainty.EXACT else f"[{shown}]~"


def _doubt_lines(understood: Understood) -> Iterator[str]:
    document = understood.document
    if understood.problems:
        yield ""
        yield from (f"failed: {problem.path}: {problem.reason}" for problem in understood.problems)
    if not document.doubts:
        yield f"\nNothing ambiguous{' in the text itself' if understood.problems else ''}."
        return
    yield "\nAmbiguous"
    for reason, count in Counter(doubt.reason for doubt in document.doubts).most_common():
        yield f"  {count} × {reason}"
    for doubt in document.doubts:
        before = document.text[max(doubt.start - _AROUND, 0) : doubt.start]
        place = f"…{before}»{document.text[doubt.start : doubt.end]}«"
        yield f"    at {doubt.start}: {' '.join(place.split())[:160]}  ({doubt.reason})"
