"""Rows and items that are another's: the row "Payer: Birch" answers nothing on Alder, which has rows of its own."""

from collections.abc import Mapping, Sequence
from itertools import chain

from bot.choosing.evidence import Candidate
from bot.choosing.list_items import label_of
from corpus.model import BlockKind, Passage
from corpus.passages import BETWEEN_CONTEXTS
from corpus.tables.rows import named_cells
from index.questions.codes import codes_in, dotless
from index.questions.concepts import Concept

_LONGEST_VALUE = 5  # words of a cell that is a name or a value; beyond, it is a remark
_BY_NAME = 0.9  # strength from which a text names a thing itself, and not its kind
_OF_ALL = frozenset({"all", "any", "both", "every", "each", "other", "others", "various", "-", "–", "n/a"})


def other_row(concepts: Sequence[Concept], best: Candidate) -> str | None:
    """Return what the best sentence's row holds instead of a name in the question that other rows hold there.

    A value begins with its name: "Alder Health". Where the row holds another name of the question in that place, two
    rows are compared, and either answers.
    """
    cells = _cells(best.passage)
    missed = _missed(concepts, best) if cells else []
    if not missed:
        return None
    terms, rows = best.terms_of, [_cells(passage) for passage in best.beside]
    for column, value in cells.items():
        if _is_for_all(value) or any(c.strength_in(terms(value)) >= _BY_NAME for c in concepts):
            continue
        begins = (terms(row[column].split()[0]) for row in rows if column in row)
        if any(c.strength_in(begin) for begin in begins for c in missed):
            return value
    return None


def other_item(concepts: Sequence[Concept], best: Candidate) -> str | None:
    """Return the label of the best sentence, "Birch Mutual: …", where another beside it is labelled by what is asked.

    Labels are compared within a section: what they stand for is of one kind there. The other one names all that this
    one names of the question, and more: "Shoulder injection: …", and not "Knee injection: …", for a shoulder injection.
    """
    label = label_of(best.sentence.told)
    missed = _missed(concepts, best) if label else []
    if not missed:
        return None
    terms = best.terms_of
    own = {c: strength for c in concepts if not c.is_filler and (strength := c.strength_in(terms(label)))}
    beside = (p for p in best.beside if p.section == best.passage.section)
    others = (terms(other) for p in beside for s in p.sentences if (other := label_of(s.told)))
    named = (other for other in others if any(c.strength_in(other) >= _BY_NAME for c in missed))
    return label if any(all(c.strength_in(other) >= least for c, least in own.items()) for other in named) else None


def row_of_another_code(concepts: Sequence[Concept], best: Candidate) -> str | None:
    """Return the code that the best sentence's row is on, where it only mentions the one that is asked about.

    Such a row has cells that hold nothing but codes: "Code: 94060 | Charge: $148 | Notes: includes 94640".
    """
    asked = {dotless(c.term) for c in concepts if c.is_code}
    alone = [code for value in _cells(best.passage).values() for code in _codes_alone(value)] if asked else []
    return alone[0] if alone and asked.isdisjoint(map(dotless, alone)) else None


def _codes_alone(value: str) -> Sequence[str]:
    """Return the codes of a cell that holds nothing else: "M23.2, M23.3"."""
    codes = codes_in(value)
    return codes if len(codes) == len(value.split()) else ()


def lacking_column(concepts: Sequence[Concept], best: Candidate) -> str | None:
    """Return the column that a question names, all of it, which other rows of the table fill but not the best one."""
    own = _columns(best.passage)
    if not own:
        return None
    terms, asked = best.terms_of, [c for c in concepts if not c.is_filler]
    siblings = (columns for columns in map(_columns, best.beside) if set(own) <= set(columns))
    for column in dict.fromkeys(chain.from_iterable(siblings)):
        named = terms(column) if column not in own else ()
        if named and all(any(c.strength_in(frozenset({term})) for c in asked) for term in named):
            return column
    return None


def _columns(passage: Passage) -> Sequence[str]:
    """Return the names of the columns of a row's cells, with those of the cells that it goes on with."""
    return [name for name, _ in _named_cells(passage)]


def _cells(passage: Passage) -> Mapping[str, str]:
    """Return the short cells of a row by the names of their columns."""
    return {name: value for name, value in _named_cells(passage) if len(value.split()) <= _LONGEST_VALUE}


def _named_cells(passage: Passage) -> list[tuple[str, str]]:
    """Return the named cells of a row, first those with which it goes on."""
    if passage.kind is not BlockKind.TABLE_ROW:
        return []
    above = chain.from_iterable(map(named_cells, passage.context.split(BETWEEN_CONTEXTS)))
    return [*above, *named_cells(passage.text)]


def _missed(concepts: Sequence[Concept], best: Candidate) -> list[Concept]:
    """Return the things that a question names and the best sentence does not."""
    return [c for c, own in zip(concepts, best.own, strict=True) if not own and c.names_thing]


def _is_for_all(value: str) -> bool:
    return value.split(maxsplit=1)[0].lower() in _OF_ALL
