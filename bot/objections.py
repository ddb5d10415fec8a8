"""What speaks against the best sentence: what is asked for is not there, or is told of something else."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from bot.asked_names import asked_elsewhere, asked_name
from bot.contrasts import Told, contrasts, other_acting
from bot.evidence import SECTION, Candidate
from bot.headline import Scored
from bot.near_by import NearBy, is_name
from bot.numbered import others_by_number
from bot.other_rows import lacking_column, other_row
from bot.owners import named_elsewhere
from corpus.model import Passage
from index.ages import ages_of, asked_ages, excludes
from index.amounts import amounts_of, fit, misfit
from index.body_weight import other_weight
from index.codes import codes_in, holds_code
from index.concepts import Concept, Understanding
from index.general import people, rarity
from index.held import holds

MAX_UNNAMED = 0.5  # share of the special words that passages hold, but that nothing around the best sentence names
_OFF_TOPIC = 0.1  # share that has to be missing of a question whose other words are everyday ones
_MEASURED = frozenset(
    {
        "age",
        "contact",
        "diagnosis code",
        "dose",
        "amount",
        "duration",
        "interval",
        "length",
        "payment",
        "share",
        "size",
        "temperature",
        "threshold",
        "money",
        "time taken",
    }
)  # what a sentence must hold to answer a question for it
_LOOSE = frozenset({"", "coverage", "definition", "indication", "person"})  # are said in too many ways to be missed
_NAMED = 0.9  # of the subject, from which the words that answering sentences use are not missed
_IS_THE = re.compile(r"\W*what(?:['’]s| is) (?:the|our)\b", re.IGNORECASE)
_IN_ANY_WORDS = frozenset({"consequence", "reason", "step"})
_WHOLE = 0.98  # of the subject, from which a question that can be answered in any words is taken to be
_GROUP = re.compile(r"\b(?:above|over|under|below|older than|younger than|aged?)\s+(\d+)", re.IGNORECASE)
_MODIFIER = re.compile(r"\b(?i:mod(?:ifier)?)\s+(?=\w*[A-Z\d])[A-Za-z\d]{2}\b")  # named as codes are
_ASKS_WHICH = re.compile(r"\W*(?:what|which|how)\b", re.IGNORECASE)
_HAVE_TO = re.compile(
    r"\bhow (?:long|late|soon|many \w+)\b.{0,20}?\b(?:have|get|got)\b(?: \w+)? to (\w+)", re.IGNORECASE
)
_GROWN_UP = 18  # years
_WORD = re.compile(r"[a-z]+")
_LONG_NAME = 6  # letters
_OPENS_WITH = re.compile(
    r"([A-Z][a-z]{5,})\s+(?:is|are|was|were|may|can|has|have|must|should|needs?|takes?|lasts?|starts?)\b"
)  # "Vedolizumab is infused", but not "Neurolytic blocks are"
_DOSED = re.compile(r"\b([A-Za-z]{6,})\s+\d[\d.,]*\s?(?:mg|mcg|g|units?|mL)\b")  # "colchicine 0.6 mg"


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
    yield from _on(Ground.FIRM, _unmet(understood, scored))
    yield from _on(Ground.LACKING, _lacking(understood, best))
    yield from _on(Ground.FIRM, _for_others(understood, near))
    yield from _on(Ground.ELSEWHERE, named_elsewhere(understood.concepts, best))
    yield from _on(Ground.FIRM, _otherwise(understood, near))
    if _off_topic(understood, missing):
        yield Objection(Ground.FIRM, "nothing but everyday words are found")


def _on(ground: Ground, told: Iterable[str]) -> Iterator[Objection]:
    return (Objection(ground, words) for words in told)


def _for_others(understood: Understanding, near: NearBy) -> Iterator[str]:
    """Yield the figures, codes, ages, numbers and people of the question where the best sentence is on others."""
    best = near.best
    yield from _unmeasured(understood, near)
    for code in understood.codes:
        if not (near.holds(code) or near.pairs(code) or near.is_topic(code)):
            yield f"{code.typed} is not where the answer would be"
    yield from _groups(understood, best)
    yield from _fellows(understood.concepts, best)
    yield from _ages(understood, best)
    yield from others_by_number(understood, best.passage, best.sentence.told)
    yield from _people(understood.concepts, near)


def _otherwise(understood: Understanding, near: NearBy) -> Iterator[str]:
    """Yield what the best sentence tells instead of what is asked, and what is asked for and not named near it."""
    best = near.best
    yield from _pairs(understood.codes, best)
    told = best.sentence.told
    if other := misfit(understood.question, told) or other_weight(understood.question, told):
        yield f"the best sentence is not for {other}"
    yield from contrasts(understood, _told(best))
    if undone := _deed(understood, near):
        yield f"nothing on how long one has to {undone} near the best sentence"
    if far := asked_elsewhere(understood, near):
        yield f"nothing on the {far} that is asked for near the best sentence"
    if asked := asked_name(understood):
        yield f"no passage names the {asked} that is asked for"
    if _unnamed(understood.concepts, best) > MAX_UNNAMED:
        yield "the best sentence is about something else"


def _lacking(understood: Understanding, best: Candidate) -> Iterator[str]:
    """Yield what the best sentence lacks and the next one may have: a figure, a row."""
    for answer in _asked_figures(understood):
        if not holds(answer, best.sentence.told):
            yield f"no {answer} in the best sentence"
    if other := other_acting(understood.question, best.sentence.told):
        yield f"the best sentence is on what is {other}"
    yield from _rows(understood.concepts, best)


def _told(best: Candidate) -> Told:
    passage = best.passage
    return Told(best.sentence.text.lower(), "\n".join((best.lead_in, *passage.section)).lower(), passage.text.lower())


def _unmet(understood: Understanding, best: Scored) -> Iterator[str]:
    """Yield what is asked for if the best sentence, though on the subject, has no sign of it."""
    if best.facets or not understood.intents or understood.codes or _MODIFIER.search(understood.question):
        return
    if any(intent.answer == "code" for intent in understood.intents):
        if not _shows_code(best.candidate.passage):
            yield "no code where the answer would be"
    elif best.coverage < _NAMED or (
        _asks_firmly(understood) and not (best.coverage >= _WHOLE and _told_any_way(understood))
    ):
        yield f"nothing on {' or '.join(intent.name for intent in understood.intents)} in the best sentence"


def _asks_firmly(understood: Understanding) -> bool:
    """Return whether a question is plainly of its kind, and not only worded like one, as "knee prophylaxis dose" is."""
    firm = any(intent.answer not in _LOOSE for intent in understood.intents)
    return firm or _ASKS_WHICH.match(understood.question) is not None


def _told_any_way(understood: Understanding) -> bool:
    """Return whether all that is asked for may be told in any words, as a value after "what is the" is."""
    names = {intent.name for intent in understood.intents} - _IN_ANY_WORDS
    return not names or (names == {"definition"} and _IS_THE.match(understood.question) is not None)


def _shows_code(passage: Passage) -> bool:
    """Return whether a passage holds a code, or stands under one as the rows of a code list do."""
    return any(map(holds_code, (passage.text, passage.document, passage.context, *passage.section)))


def _unnamed(concepts: Sequence[Concept], best: Candidate) -> float:
    """Return the share of the special words that some passage holds, but nothing in or around the best sentence."""
    named = zip(concepts, best.evidence, strict=True)
    special = [(c.telling, e) for c, e in named if c.special and c.supported and not (c.asks or c.is_filler)]
    total = sum(telling for telling, _ in special)
    return sum(telling for telling, evidence in special if not evidence) / total if total else 0.0


def _unmeasured(understood: Understanding, near: NearBy) -> Iterator[str]:
    """Yield what is asked for in figures if those of the best sentence are of something else."""
    for answer in _asked_figures(understood):
        if not holds(answer, near.best.sentence.told):
            continue  # said above, by `_lacking`
        if unnamed := near.unnamed():
            yield f"nothing on {unnamed} where the {answer} stands"
        elif other := _subject_instead(understood.concepts, near.best):
            yield f"the {answer} is that of {other}"
        elif answer == "dose" and (other := _dosed(understood.concepts, near.best)):
            yield f"the dose is that of {other}"


def _asked_figures(understood: Understanding) -> Iterator[str]:
    return (intent.answer for intent in understood.intents if intent.answer in _MEASURED)


def _subject_instead(concepts: Sequence[Concept], best: Candidate) -> str | None:
    """Return the name with which the best sentence begins, where it is none of the question's and has none of those."""
    asked = [own for c, own in zip(concepts, best.own, strict=True) if is_name(c) and _is_uncommon(c.typed)]
    first = _OPENS_WITH.match(best.sentence.text)
    if not asked or any(asked) or first is None or not _is_uncommon(first[1]):
        return None
    named = best.of.terms_of(first[1])
    return None if any(c.strength_in(named) for c in concepts) else first[1]


def _is_uncommon(word: str) -> bool:
    """Return whether a word is long and none of everyday English, as names of drugs are."""
    return len(word) >= _LONG_NAME and rarity(word) == 1.0


def _dosed(concepts: Sequence[Concept], best: Candidate) -> str | None:
    """Return the name right before a dose in the best sentence if what is asked for is named elsewhere, not above."""
    asked = [named for c, named in zip(concepts, best.evidence, strict=True) if is_name(c) and not c.asks]
    if not asked or max(asked) >= SECTION:
        return None
    others = (m.group(1) for m in _DOSED.finditer(best.sentence.text))
    return next((name for name in others if rarity(name) == 1.0), None)


def _fellows(concepts: Sequence[Concept], best: Candidate) -> Iterator[str]:
    """Yield what is known by its kind alone, if the best sentence names another of it, or nothing of the kind."""
    for concept, said, headed in zip(concepts, best.said, best.of.headings, strict=True):
        if not concept.fellows or said:
            continue
        if not concept.fellows.isdisjoint(best.terms):
            yield f"nothing on {concept.typed}, but on another of its kind"
        elif not headed:
            yield f"nothing on {concept.typed} where the best sentence stands"


def _ages(understood: Understanding, best: Candidate) -> Iterator[str]:
    """Yield the ages of the question that the best sentence leaves out, or for which it gives the dose of adults."""
    dosed = any(intent.answer == "dose" for intent in understood.intents)
    for age in asked_ages(understood.question):
        if excludes(best.sentence.told, age) or (dosed and age < _GROWN_UP and not _tells_of_young(best.passage)):
            yield f"the best sentence is not for the age of {age:g}"


def _tells_of_young(passage: Passage) -> bool:
    around = (passage.text, passage.document, passage.context, *passage.section)
    return any(ages_of(text) or not people().isdisjoint(_WORD.findall(text.lower())) for text in around)


def _people(concepts: Sequence[Concept], near: NearBy) -> Iterator[str]:
    """Yield who is to be treated, as the question says, where only other passages are on them."""
    for concept in concepts:
        named = concept.supported and concept.typed.lower() in people()
        if named and not (near.holds(concept) or near.is_throughout(concept)):
            yield f"nothing on {concept.typed} near the best sentence"


def _pairs(codes: Sequence[Concept], best: Candidate) -> Iterator[str]:
    """Yield a code of several that the best sentence lacks, where it names a code that was not asked about."""
    told = frozenset(code.lower() for code in codes_in(best.sentence.text))
    asked = frozenset(code.term for code in codes)
    if len(asked) > 1 and asked & told and asked - told and told - asked:
        yield f"the best sentence pairs it with {min(told - asked)}"


def _rows(concepts: Sequence[Concept], best: Candidate) -> Iterator[str]:
    """Yield what the best sentence's row of a table holds or lacks, where other rows have what is asked for."""
    if value := other_row(concepts, best):
        yield f"the best row is for {value}"
    if column := lacking_column(concepts, best):
        yield f"the best row has no {column}"


def _deed(understood: Understanding, near: NearBy) -> str | None:
    """Return what is to be done in a time that is asked for, if nothing around the best sentence names it."""
    match = _HAVE_TO.search(understood.question)
    deed = next((c for c in understood.concepts if match and c.start == match.start(1)), None)
    named = deed is None or deed.asks or deed.is_filler or near.holds(deed)
    return None if named or deed is None else deed.typed


def _groups(understood: Understanding, best: Candidate) -> Iterator[str]:
    """Yield the age groups and limits of the question that the passage does not mention, nor the sentence's range."""
    for match in _GROUP.finditer(understood.question):
        printed = re.search(rf"\b{match.group(1)}\b", best.passage.text)
        if not (printed or fit(amounts_of(understood.concepts), best.sentence.told)):
            yield f"nothing on {match.group()}"


def _off_topic(understood: Understanding, missing: float) -> bool:
    named = (c for c in understood.concepts if not c.is_filler and c.supported and (c.special or c.asks))
    return not any(named) and missing >= _OFF_TOPIC
