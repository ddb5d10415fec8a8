"""Tells what was changed in a question that is answered, and by what other names the sources speak of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from bot.choosing.concordance import Terms
from bot.model import Repair
from index.questions.concepts import Change, Concept, Understanding, Why


def repairs(understood: Understanding, texts: Iterable[str], terms: Callable[[str], Terms]) -> tuple[Repair, ...]:
    """Return what was changed, and the other names by which the headlines' passages answer; most texts stay unread."""
    changes, others = understood.changes, list[Repair]()
    if any(concept.alternatives for concept in understood.concepts):
        held = [terms(text) for text in texts]
        changes = _meant(changes, frozenset[str]().union(*held), terms)
        others = [name for one in held for name in _other_names(understood.concepts, one)]
    return tuple(dict.fromkeys([*(Repair(c.found, c.used, c.why.value) for c in changes), *others]))


def _meant(changes: Sequence[Change], held: Terms, terms: Callable[[str], Terms]) -> tuple[Change, ...]:
    """Return the changes; of several readings of one short form only those that a text of these terms has."""
    readings: dict[str, dict[Change, Terms]] = {}
    for change in changes:
        if change.why is Why.ABBREVIATION:
            readings.setdefault(change.found, {})[change] = terms(change.used)
    others = set[Change]()
    for short, several in readings.items():
        if len(several) > 1:
            others |= several.keys() - set(_readings_in(held, terms(short), several))
    return tuple(change for change in changes if change not in others)


def _readings_in(held: Terms, short: Terms, readings: Mapping[Change, Terms]) -> Iterable[Change]:
    """Return the readings that a text holds, each once: not "emergency" beside "emergency department".

    None where it holds the short form alone, which may be a name of its own ("DC"); all where it holds neither.
    """
    found: dict[Terms, Change] = {}
    for change, named in readings.items():
        if named <= held:
            found.setdefault(named, change)
    if not found:
        return () if short <= held else readings
    return [change for named, change in found.items() if not any(named < other for other in found)]


def _other_names(concepts: Sequence[Concept], held: Terms) -> Iterator[Repair]:
    """Yield the other names by which a text names the concepts; words of one name are told together.

    A name that the question itself holds stands for nothing: "denied as bundled" asks for both.
    """
    typed = frozenset(c.term for c in concepts)
    named = ((c.typed, c.named_by(held)) for c in concepts if c.names_subject)
    for other, group in groupby(named, key=lambda pair: pair[1]):
        if other and not typed.issuperset(other.terms):
            yield Repair(" ".join(typed for typed, _ in group), other.shown, other.why.value)
