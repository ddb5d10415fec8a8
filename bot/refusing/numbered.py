"""Numbers and letters that tell things of one kind apart: box 29, grade 2, CO-97, scanner A."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from corpus.model import Passage
from corpus.numerals import roman
from index.questions.codes import has_digit
from index.questions.concepts import Understanding

_DENIAL = re.compile(r"\b(CO|PR|OA|PI|CARC|RARC)[ -]?(\d{1,3})\b")
_MARK = re.compile(r"[A-Z]|\d{1,2}")
_FURTHER_ON = re.compile(
    r"\b(?:or (?:higher|above|more|lower|below|less)|and (?:up|above|over|higher))\b"
    r"|\w\s?(?:[-–]|\bto\b|\bthrough\b)\s?\d"
)
_WHETHER = re.compile(
    r"^\W*(?:is|are|does|do|can|may|should|must)\b|\b(?:is|are|does|do|can|should) (?:it|this|that|they|we|i)\b",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"\b(box|field|item|line|pos|schedule|level|stage|grade|tier|step|part|section|type|form|loop|segment)\s+#?(\d{1,3}[A-Za-z]?)\b",
    re.IGNORECASE,
)


def others_by_number(understood: Understanding, passage: Passage, sentence: str) -> Iterator[str]:
    """Yield what a question tells apart by a number or a letter where a passage, or its sentence, has others alone."""
    if has_digit(understood.question):
        yield from _denials(understood.question, passage)
        yield from _labelled(understood.question, passage)
    yield from _counted_apart(understood, sentence)


def _denials(question: str, passage: Passage) -> Iterator[str]:
    """Yield the denial codes of the question if the number of none stands in the best passage, or counts something."""
    asked = _DENIAL.findall(question)
    if asked and not any(_tells_denial(prefix, number, passage.text) for prefix, number in asked):
        yield f"{' '.join(asked[0])} is not where the answer would be"


def _labelled(question: str, passage: Passage) -> Iterator[str]:
    """Yield what a question names by a label and a number, "box 29", where the passage has the number of another."""
    around = "\n".join((passage.text, passage.context, *passage.section, passage.document))
    for label, number in _LABELLED.findall(question):
        printed = rf"{number}(?![\w%]|[.,]\d)"
        elsewhere = re.search(rf"\b[A-Za-z]+\.?[ #-]?{printed}", around)
        own = rf"\b{label}s?\b\W+(?:\w+\W+){{0,3}}?(?:{printed}|{_roman(number)}\b)"
        if elsewhere and not re.search(own, around, re.IGNORECASE):
            yield f"nothing on {label} {number}"


def _counted_apart(understood: Understanding, sentence: str) -> Iterator[str]:
    """Yield what a question tells apart by a number or a letter, "grade 2", where the sentence has others alone.

    Whether something is so, "is it part B?", another one answers too.
    """
    asked = _marked(understood)
    if not asked or _FURTHER_ON.search(sentence) or _WHETHER.search(understood.question):
        return
    for typed, marks in asked.items():
        told = re.findall(rf"\b{re.escape(typed)}s?[ -]([A-Z]|\d{{1,2}})\b(?![\d.,%]|-?\w)", sentence, re.IGNORECASE)
        if told and not any(_names(mark, sentence) for mark in marks):
            yield f"nothing on {typed} {marks[0]}"


def _names(mark: str, sentence: str) -> bool:
    """Return whether a sentence has a mark, a number in Roman numerals too: "Level II" is level 2."""
    return re.search(rf"\b(?:{mark}|{_roman(mark)})\b", sentence, re.IGNORECASE) is not None


def _roman(number: str) -> str:
    return (roman(int(number)) if number.isdecimal() else "") or number


def _marked(understood: Understanding) -> Mapping[str, list[str]]:
    """Return the words of a question that a number or a letter stands behind, with these."""
    marked: dict[str, list[str]] = {}
    for name, mark in pairwise(understood.concepts):
        if not _MARK.fullmatch(mark.typed) or name.is_filler or mark.is_filler:
            continue
        if understood.question[name.end : mark.start] in (" ", "-"):
            marked.setdefault(name.typed, []).append(mark.typed)
    return marked


def _tells_denial(prefix: str, number: str, text: str) -> bool:
    told = rf"(?<![\w$.,]){number}(?![\w%]|[.,]\d|[\s-]+(?:day|hour|minute|week|month|year|percent|unit|mile)s?\b)"
    return re.search(rf"{told}|\b{prefix}[\s-]?{number}\b", text, re.IGNORECASE) is not None
