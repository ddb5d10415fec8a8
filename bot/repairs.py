"""Tells what was changed in a question that is answered, and by what other names the sources speak of it."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from bot.concordance import Terms
from bot.model import Repair
from index.analyzer import Analyzer
from index.concepts import Change, Concept, Understanding, Why


def repairs(understood: Understanding, texts: Sequence[Terms], analyzer: Analyzer) -> tuple[Repair, ...]:
    """Return what was changed, and the other names by which the headlines' passages, given by their terms, answer."""
    told = [Repair(c.found, c.used, c.why.value) for c in _meant(understood.changes, texts, analyzer)]
    if any(concept.alternatives for concept in understood.concepts):
        for held in texts:
            told += _other_names(understood.concepts, held)
    return tuple(dict.fromkeys(told))


def _meant(changes: Sequence[Change], texts: Iterable[Terms], analyzer: Analyzer) -> list[Change]:
    """Return the changes; of several readings of one short form only those that the texts show to be meant."""
    held = Terms().union(*texts)
    readings: dict[str, dict[Change, Terms]] = {}
    for change in changes:
        if change.why is Why.ABBREVIATION:
            readings.setdefault(change.found, {})[change] = Terms(analyzer.terms(change.used))
    others = set[Change]()
    for short, several in readings.items():
        if len(several) > 1:
            others |= several.keys() - set(_readings_in(held, Terms(analyzer.terms(short)), several))
    return [change for change in changes if change not in others]


def _readings_in(held: Terms, short: Terms, readings: dict[Change, Terms]) -> Iterable[Change]:
    """Return the readings that a text holds, each once: not "emergency" beside "emergency department".

    None where it holds the short form alone, which may be a name of its own ("DC"); all where it holds neither.
    """
    found: dict[Terms, Change] = {}
    for change, terms in readings.items():
        if terms <= held:
            found.setdefault(terms, change)
    if not found:
        return () if short <= held else readings
    return [change for terms, change in found.items() if not any(terms < other for other in found)]


def _other_names(concepts: Sequence[Concept], held: Terms) -> Iterator[Repair]:
    """Yield the other names by which a text names the concepts; words of one name are told together."""
    named = ((c.typed, c.named_by(held)) for c in concepts if not (c.asks or c.is_filler))
    for other, group in groupby(named, key=lambda pair: pair[1]):
        if other:
            yield Repair(" ".join(typed for typed, _ in group), other.shown, other.why.value)
