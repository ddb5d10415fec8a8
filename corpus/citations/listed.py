"""Forms that only a reference list makes readable: (1) in parentheses, and superscripts that lost their form: pain.1"""

import re
from collections.abc import Iterator

from corpus.citations.grammar import plain
from corpus.citations.marks import Form, Mark, Support
from corpus.citations.numbers import LIST, ascending, parse_numbers
from corpus.words import word_kinds, word_list

_PAREN = re.compile(rf"\(\s?({LIST})\s?\)(?P<after>\s*[.,;:!?]|\s*$)?")
_GLUED = re.compile(
    rf"""(?<![^\s("“'‘\[—–/-])                        # a whole word
         (?P<word>[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ'’/-]*[a-zÀ-ÿ]|[A-Z]{{3,}})
         (?P<close>[)"”’%]?(?:[.,;:!?]["”’)]?|[)"”’%])?)
         (?P<list>{LIST})
         (?=[.,;:!?)"”’]*(?:\s|$))""",
    re.VERBOSE,
)
_ENUMERATOR = re.compile(r"(?:^|[:;,.]\s*|\b(?:and|or)\s+)$")


def parenthesised(text: str, start: int, end: int) -> Iterator[Mark]:
    """Yield number lists in parentheses that end a clause, or follow a name."""
    for match in _PAREN.finditer(text, start, end):
        numbers = parse_numbers(match[1])
        before = text[start : match.start()].rstrip()
        if not numbers or not ascending(numbers) or not before:
            continue
        at_end = match["after"] is not None or match.end() >= end
        if _counts(before, numbers) or (not at_end and _ENUMERATOR.search(text[start : match.start()])):
            continue
        close = match.start() + text[match.start() : match.end()].index(")") + 1
        fair = at_end or before.endswith("al.")
        doubt = "" if fair else "a number in parentheses inside a clause"
        yield Mark(match.start(), close, numbers, Form.PAREN, Support.FAIR if fair else Support.WEAK, doubt)


def _counts(before: str, numbers: tuple[int, ...]) -> bool:
    """Return whether the parenthesis repeats a number in words, or names with the noun before it."""
    words = [plain(word) for word in before.split()[-4:]]
    spelled = _spelled()
    last = words[-1] if words else ""
    names = word_kinds("head_nouns").get(last) in {"name", "rank"}
    return names or any(spelled.get(word) == numbers[0] for word in words)


def _spelled() -> dict[str, int]:
    values = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    return {word: value for value, word in enumerate(values, start=1)}


def glued(text: str, start: int, end: int) -> Iterator[Mark]:
    """Yield number lists that stick to a word or its punctuation: "pain.1", "studies2,3", "patient,4 but"."""
    for match in _GLUED.finditer(text, start, end):
        numbers = parse_numbers(match["list"])
        word = plain(match["word"])
        if not numbers or not ascending(numbers) or _names(word, match["close"]):
            continue
        fair = match["word"][-1].islower() and (bool(match["close"]) or len(word) > 3)
        doubt = "" if fair else "a number that sticks to a short word"
        yield Mark(
            match.start("list"),
            match.end("list"),
            numbers,
            Form.GLUED,
            Support.FAIR if fair else Support.WEAK,
            doubt,
        )


def _names(word: str, close: str) -> bool:
    """Return whether the word takes the number as its name or value: "Fig.2", "table2", "week12"."""
    if word in word_list("abbreviations"):
        return True
    return not close and (word in word_kinds("head_nouns") or word in word_list("units"))
