"""`citebot explain`: each step from a question to its answer."""

import math
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from bot.answer import Deliberation
from bot.choosing.headline import Scored
from bot.commands.options import QuestionCommand, chosen_desk, corpus_option, exact_option, index_option
from bot.model import Status
from bot.refusing.support import MAX_MISSING, MIN_COVERAGE, MOST_BY_CHANCE, MOST_LIKE_IT
from bot.terminal import printable
from corpus.plurals import counted
from index.engine import Term
from index.questions.concepts import Concept

_SENTENCES = 5  # of each ranking that are shown
_PASSAGES = 10


@click.command(
    cls=QuestionCommand,
    epilog="""\b
Example:
  citebot explain "ganglian impar cpt"

Exit status: 0 once the steps are told, whatever they lead to.""",
)
@click.argument("question", nargs=-1, required=True)
@corpus_option
@index_option
@exact_option
@click.option("--thread", multiple=True, help="An earlier question of the thread; may be given several times.")
def command(
    question: tuple[str, ...], corpus: Path | None, index: Path | None, exact: bool, thread: tuple[str, ...]
) -> None:
    """Print how QUESTION is read, what is searched, how passages and sentences score, and why it is answered or not."""
    asked = " ".join(question)
    if not asked.strip():
        raise click.UsageError('Give a question, as in: citebot explain "is it safe?"')
    answerer = chosen_desk(corpus, index).answerer.now()
    if reply := answerer.at_once(asked, thread):
        said = "no question" if reply.status is Status.CHAT else "not searched"
        click.echo(f"{said}, replied to with: {reply.message}")
        return
    for line in explained(answerer.deliberate(asked, thread, exact=exact)):
        click.echo(printable(line))


def explained(found: Deliberation) -> Iterator[str]:
    """Yield the steps as lines."""
    understood = found.understood
    yield f"read as: {understood.question}"
    if found.inherited:
        yield f"taken over from the thread: {', '.join(found.inherited)}"
    for change in understood.changes:
        yield f"changed ({change.why}): {change.found} -> {change.used}"
    yield f"asks for: {', '.join(intent.name for intent in understood.intents) or 'nothing in particular'}"
    yield "words:"
    yield from (f"  {_word(concept)}" for concept in understood.concepts)
    yield "searched, by weight:"
    yield from (f"  {_term(term)}" for term in sorted(understood.query.terms, key=lambda t: -t.weight))
    yield from (f"  {p.weight:.3f} “{' '.join(p.terms)}” in {p.field}" for p in understood.query.phrases)
    yield "passages:"
    for hit in found.hits[:_PASSAGES]:
        yield f"  {hit.score:8.3f} {hit.passage.passage_id} {' › '.join(hit.passage.section)}"
    for number, ranking in enumerate(found.ranked, start=1):
        yield f"sentences{f' for part {number}' if len(found.ranked) > 1 else ''}:"
        yield from _sentences(ranking)
    yield from _decision(found)


def _word(concept: Concept) -> str:
    names = ", ".join(f"{a.shown} ({a.why} {a.strength:.2f})" for a in concept.alternatives)
    kind = "code" if concept.is_code else "asks" if concept.asks else "filler" if concept.is_filler else "subject"
    held = f"in {counted(concept.frequency, 'passage')}" if concept.supported else "in no passage"
    return f"{concept.typed}: {kind}, weighs {concept.telling:.2f}, {held}{f'; also {names}' if names else ''}"


def _term(term: Term) -> str:
    return f"{term.weight:.3f} {term.text} in {term.field}"


def _sentences(ranking: Sequence[Scored]) -> Iterator[str]:
    for scored in ranking[:_SENTENCES]:
        facets = f" ({', '.join(scored.facets)})" if scored.facets else ""
        text = " ".join(scored.candidate.sentence.text.split())
        yield f"  {scored.score:.3f} covers {scored.coverage:.2f}{facets}: {text}"


def _decision(found: Deliberation) -> Iterator[str]:
    support = found.support
    yield f"covered: {support.coverage:.2f}, at least {MIN_COVERAGE:.2f} is asked for"
    yield f"missing: {support.missing:.2f}, at most {MAX_MISSING:.2f} is let pass"
    if support.by_chance < math.inf:
        told = f"{support.by_chance:.2f} passages (up to {MOST_BY_CHANCE}), as many words in {support.like_it:.1f}"
        yield f"would be named by chance: in {told} (up to {MOST_LIKE_IT:.0f})"
    yield from (f"against: {objection.words}" for objection in support.objections)
    if found.rival:
        yield f"the sources differ on the {found.rival.kind}: {' / '.join(found.rival.values)}"
    yield "answered" if support.answers else "not found"
