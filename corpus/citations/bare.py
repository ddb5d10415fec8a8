"""Bare numbers that end a sentence ("…3–6 months 1.") or, where the document confirms them, a clause."""

import re
from collections.abc import Iterator

from corpus.citation_numbers import LIST, ascending, parse_numbers
from corpus.citations.grammar import Need, need
from corpus.citations.marks import Form, Mark, Support
from corpus.citations.words_before import Before, abbreviates

_FINAL = re.compile(rf"(?<=\s)({LIST})(?=\s?[)\]\"'”’»]*[.!?…:]*[\"'”’»)\]]*$)")
_CLAUSE = re.compile(rf"(?<=\s)({LIST})(?=[,;:]\s+(?!\d|(?:and|or)\s+\d))")
_SPACED = re.compile(rf"[.!?][\"'”’»)\]]*\s({LIST})$")
_BEHIND_STOP = re.compile(r"[^\d\s.][.!?][)\"”’]?\d[\d,–-]{0,20}(?:\s[\d–-]{1,7}){0,6}\s$")  # "stroke.1 2"
_ITEM_LABEL = re.compile(r"\s*(?:[-*•‣▪◦·–]\s+)?(?:\(?(?:\d{1,3}|[a-z])[.)]\s+)?")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
_VALUES = re.compile(  # a row of values: "Glucose was 90, lactate 2"
    r"(?:\b(?:was|were|is|are|averaged|reached)|=|:)\s*[\d.]+[^\s,)]*,\s+(?:and\s+)?(?!respectively)[^\W\d]+(?:\s[^\W\d]+)?\s$"
)
_CELL = re.compile(r"[^|\t]+")
_REACH = 200  # characters before a number that are looked at
_MIN_WORDS = 3  # fewer before the number make a label: "Grade 3.", "Step 1."
_MIN_CELL_WORDS = 4
_OPEN = "a number that may be a value"


def final(text: str, start: int, end: int, listed: bool, *, alone: bool) -> Iterator[Mark]:
    """Yield the number list that ends text[start:end], if there is one that may be a citation.

    Before a colon it needs confirmation without a reference list, as labels have numbers there too: "Answer 5:". One or
    two words are an item where they stand `alone`, else as a rule a label: "Infusion 2."
    """
    sentence = text[start:end]
    late = max(len(sentence) - _REACH, 0)
    if spaced := _SPACED.search(sentence, late):
        numbers = parse_numbers(spaced[1])
        # A superscript that extraction set apart, behind the full stop; that of "shown in Fig. 2" is no end.
        if numbers and ascending(numbers) and not abbreviates(sentence[late : spaced.start(1)].split()):
            yield Mark(start + spaced.start(1), end, numbers, Form.GLUED, Support.FAIR)
    elif (match := _FINAL.search(sentence, late)) and not _BEHIND_STOP.search(sentence, late, match.start()):
        doubtful = sentence.endswith(":") and not listed
        short = Support.WEAK if alone else Support.FAINT
        yield from _mark(sentence, start, match, Support.WEAK if doubtful else Support.FAIR, short)


def clauses(text: str, start: int, end: int, listed: bool) -> Iterator[Mark]:
    """Yield the number lists before a comma, semicolon or colon; without a reference list they need confirmation."""
    sentence = text[start:end]
    position = 0
    while match := _CLAUSE.search(sentence, position):
        yield from _mark(sentence, start, match, Support.FAIR if listed else Support.WEAK)
        position = match.end()


def cells(text: str, start: int, end: int) -> Iterator[Mark]:
    """Yield the number lists that end a wordy cell; a table speaks in numbers, so all need confirmation."""
    for cell in _CELL.finditer(text, start, end):
        content = cell.group().rstrip()
        if len(content.split()) > _MIN_CELL_WORDS and (match := _FINAL.search(content, max(len(content) - _REACH, 0))):
            yield from _mark(content, cell.start(), match, Support.WEAK)


def _mark(
    sentence: str, offset: int, match: re.Match[str], support: Support, short: Support = Support.WEAK
) -> Iterator[Mark]:
    """Yield a number list where the words before it allow it; `short` is the support of one behind next to no words."""
    numbers = parse_numbers(match[1])
    at = match.start()
    words = _words_before(sentence, at)
    if not numbers or not ascending(numbers) or _THOUSANDS.fullmatch(match[1]) or not words:
        return
    verdict = need(Before(_clause(words), len(numbers)))
    if verdict is Need.NUMBER or _VALUES.search(sentence, max(at - _REACH, 0), at):
        return
    if verdict is Need.OPEN and support is Support.WEAK:
        return  # "P4 adds 2, P5 adds 3; …": what may be a value, where a citation would be odd
    if len(words) < _MIN_WORDS:
        if verdict is Need.OPEN:
            return  # "Booster dose 2."
        support = short
    doubt = ""
    if verdict is Need.OPEN:
        support, doubt = Support.WEAK, _OPEN
    yield Mark(offset + match.start(1), offset + match.end(1), numbers, Form.BARE, support, doubt)


def _clause(words: list[str]) -> list[str]:
    """Return the words behind the last colon: "Low: Score 1-2" speaks of no low score."""
    colons = [i for i, word in enumerate(words[:-1]) if word.endswith(":")]
    return words[colons[-1] + 1 :] if colons else words


def _words_before(sentence: str, at: int) -> list[str]:
    """Return the words that lead up to a number: those of its own parenthesis, if it stands in one of some length."""
    label = _ITEM_LABEL.match(sentence)
    start = max(label.end() if label else 0, at - _REACH)
    opened = max(sentence.rfind("(", start, at), sentence.rfind("[", start, at))
    if opened > max(sentence.rfind(")", start, at), sentence.rfind("]", start, at)):
        words = sentence[opened + 1 : at].split()
        return words if len(words) >= _MIN_WORDS else []
    return sentence[start:at].split()
