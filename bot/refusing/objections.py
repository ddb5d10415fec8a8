"""What speaks against the best sentence: what is asked for is not there, or is told of something else."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from bot.choosing.evidence import Candidate
from bot.choosing.headline import Scored
from bot.refusing.asked_names import asked_elsewhere, asked_name
from bot.refusing.contrasts import contrasts
from bot.refusing.figures import (
    asked_figures,
    code_of_another_site,
    figure_of_the_unknown,
    figures_of_others,
    other_deed,
    uncounted,
)
from bot.refusing.names_elsewhere import named_elsewhere
from bot.refusing.near_by import NearBy
from bot.refusing.near_relatives import near_relatives
from bot.refusing.numbered import others_by_number
from bot.refusing.ordinals import other_ordinals
from bot.refusing.other_codes import far_codes, on_other_codes, paired_otherwise
from bot.refusing.other_drug import listed_instead
from bot.refusing.other_payer import other_payer
from bot.refusing.other_rows import lacking_column, other_item, other_row, row_of_another_code
from bot.refusing.other_side import other_side
from bot.refusing.patients import other_ages, other_patients
from bot.refusing.rows_that_fit import holds_for_value, is_for_another_value, lies_beyond, unnamed_measure
from bot.refusing.told import Told
from bot.refusing.unmet import unmet
from bot.refusing.years import other_years
from index.questions.amounts import misfit
from index.questions.answer_patterns import holds
from index.questions.body_weight import other_weight
from index.questions.codes import has_digit
from index.questions.concepts import Concept, Understanding
from index.questions.intents import intents_of

_OFF_TOPIC = 0.1  # share that has to be missing of a question whose other words are everyday ones


class Ground(Enum):
    """What an objection rests on, as far as it decides whether the next sentence is tried."""

    LACKING = "lacking"  # a figure or a row, which the next sentence may have
    ELSEWHERE = "elsewhere"  # the document is silent on a name, which another one may be about
    FIRM = "firm"  # mostly speaks against the next sentence as well


@dataclass(frozen=True, slots=True)
class Objection:
    """What speaks against a sentence."""

    ground: Ground
    words: str


def objections(understood: Understanding, scored: Scored, missing: float) -> Iterator[Objection]:
    """Yield what speaks against the best sentence; `missing` is the share of the question that no passage holds."""
    best = scored.candidate
    near = NearBy(understood, best)
    yield from _on(Ground.FIRM, unmet(understood, scored))
    yield from _on(Ground.LACKING, _lacking(understood, best))
    yield from _on(Ground.FIRM, _for_others(understood, near))
    if payer := other_payer(understood, best):
        yield Objection(Ground.ELSEWHERE, f"the best sentence is on {payer}")
    yield from _on(Ground.ELSEWHERE, named_elsewhere(understood, best))
    yield from _on(Ground.FIRM, _otherwise(understood, near))
    if _off_topic(understood, missing):
        yield Objection(Ground.FIRM, "nothing but everyday words are found")
    yield from _on(Ground.FIRM, figure_of_the_unknown(understood))


def _on(ground: Ground, reasons: Iterable[str]) -> Iterator[Objection]:
    return (Objection(ground, words) for words in reasons)


def _for_others(understood: Understanding, near: NearBy) -> Iterator[str]:
    """Yield the figures, codes, ages, numbers and people of the question where the best sentence is on others."""
    best = near.best
    yield from figures_of_others(understood, near)
    if site := code_of_another_site(understood, near):
        yield f"nothing on {site} where the code stands"
    yield from far_codes(understood, near)
    yield from other_patients(understood, near)
    yield from _fellows(understood.concepts, best)
    yield from others_by_number(understood, best.passage, best.sentence.told)


def _otherwise(understood: Understanding, near: NearBy) -> Iterator[str]:
    """Yield what the best sentence tells instead of what is asked, and what is asked for and not named near it."""
    best = near.best
    yield from paired_otherwise(understood.codes, best)
    if has_digit(understood.question) and (other := misfit(understood.question, best.sentence.told)):
        yield f"the best sentence is not for {other}"
    told = Told.of(best)
    yield from contrasts(understood.own_question, told)
    yield from other_ordinals(understood.question.lower(), told)
    yield from other_years(understood.own_question, told)
    if undone := other_deed(understood, near):
        yield f"nothing on how long one has to {undone} near the best sentence"
    if far := asked_elsewhere(understood, near):
        yield f"nothing on the {far} that is asked for near the best sentence"
    if asked := asked_name(understood):
        yield f"no passage names the {asked} that is asked for"


def _lacking(understood: Understanding, best: Candidate) -> Iterator[str]:
    """Yield why the next sentence may answer where the best one does not: it lacks a figure, or its row is another's.

    A figure is not lacked by a reply to the very question, nor by the row or rule for what was measured.
    """
    subject = [i for i, c in enumerate(understood.concepts) if c.names_subject]
    asked = set(intents_of(best.question)) if best.replies_on(subject) else set()
    replies = not asked.isdisjoint(understood.intents)  # "It depends on the plan." is what the document says to it
    if not (replies or holds_for_value(understood.concepts, best)):
        lacking = (answer for answer in asked_figures(understood) if not holds(answer, best.sentence.told))
        yield from (f"no {answer} in the best sentence" for answer in lacking)
    if unit := uncounted(understood.own_question, best.sentence.told):
        yield f"nothing in {unit} in the best sentence"
    if other := listed_instead(understood.concepts, best):
        yield f"the best sentence is on {other}"
    yield from near_relatives(understood, best)
    yield from _for_other_values(understood, best)
    yield from on_other_codes(understood, best)
    yield from _rows(understood, best)


def _for_other_values(understood: Understanding, best: Candidate) -> Iterator[str]:
    """Yield the values, weights, ages and sides of a number for which the best sentence does not hold."""
    if measure := unnamed_measure(understood.concepts, best):
        yield f"nothing on the {measure} that was measured"
    if is_for_another_value(understood.concepts, best) or lies_beyond(understood, best):
        yield "the best sentence is for other values"
    if has_digit(understood.question) and (weight := other_weight(understood.question, best.sentence.told)):
        yield f"the best sentence is not for {weight}"
    yield from other_ages(understood, best)
    if number := other_side(understood.own_question, best):
        yield f"the best sentence holds on the other side of {number}"


def _fellows(concepts: Sequence[Concept], best: Candidate) -> Iterator[str]:
    """Yield what is known by its kind alone, if the best sentence names another of it, or nothing of the kind."""
    for concept, said, headed in zip(concepts, best.said, best.of.headings, strict=True):
        if not concept.fellows or said:
            continue
        if not concept.fellows.isdisjoint(best.terms):
            yield f"nothing on {concept.typed}, but on another of its kind"
        elif not headed:
            yield f"nothing on {concept.typed} where the best sentence stands"


def _rows(understood: Understanding, best: Candidate) -> Iterator[str]:
    """Yield what the best sentence's row or item holds or lacks, where others have what is asked for."""
    concepts = understood.concepts
    if value := other_row(concepts, best):
        yield f"the best row is for {value}"
    if label := other_item(concepts, best):
        yield f"the best item is for {label}"
    # a figure of a row is that of its code; what the row pairs or includes is told of the others too
    if any(asked_figures(understood)) and (code := row_of_another_code(concepts, best)):
        yield f"the best row is on {code}"
    if column := lacking_column(concepts, best):
        yield f"the best row has no {column}"


def _off_topic(understood: Understanding, missing: float) -> bool:
    named = (c for c in understood.concepts if not c.is_filler and c.supported and (c.special or c.asks))
    return not any(named) and missing >= _OFF_TOPIC
