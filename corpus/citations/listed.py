"""Forms that only a reference list makes readable: (1) in parentheses, and superscripts that lost their form: pain.1"""

import re
from collections.abc import Iterator

from corpus.citations.grammar import counts, is_unit, kind_of, plain
from corpus.citations.marks import Form, Mark, Support
from corpus.citations.numbers import LIST, ascending, parse_numbers
from corpus.words import word_kinds, word_list

_PAREN = re.compile(rf"(?P<before>\s|[.!?,;:\"”’]|[a-z]{{4}})\(\s?(?P<list>{LIST})\s?\)(?P<after>\s*[.,;:!?]|\s*$)?")
_GLUED = re.compile(
    rf"""(?<![^\s("“'‘\[—–-])                         # a whole word
         (?P<word>[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ'’-]*[a-zÀ-ÿ]|[A-Z]{{2,}}|[\d.]*\d%)
         (?P<close>[)\]"”’%]*[.,;:!?]?["”’)]*)
         (?P<list>{LIST})
         (?=[.,;:!?)"”’]*(?P<next>\s+\S+|\s*$))""",
    re.VERBOSE,
)
_ENUMERATOR = re.compile(r"(?:^|[:;,.]\s*|\b(?:and|or|either)\s+)$")
_INSIDE = "a number in parentheses inside a clause"
_STUCK = "a number that sticks to a word"


def parenthesised(text: str, start: int, end: int) -> Iterator[Mark]:
    """Yield number lists in parentheses that end a clause or follow "et al."; others need confirmation."""
    for match in _PAREN.finditer(text, start, end):
        numbers = parse_numbers(match["list"])
        before = text[start : match.start() + len(match["before"])]
        if not numbers or not ascending(numbers) or not before.strip() or _repeats(before, numbers):
            continue
        at_end = match["after"] is not None or match.end() >= end
        if not at_end and _ENUMERATOR.search(before):
            continue
        place = (match.end("before"), text.index(")", match.end("list")) + 1)
        fair = at_end or before.rstrip().endswith("al.")
        yield _mark(place, numbers, Form.PAREN, "" if fair else _INSIDE)


def _mark(place: tuple[int, int], numbers: tuple[int, ...], form: Form, doubt: str) -> Mark:
    return Mark(*place, numbers, form, Support.WEAK if doubt else Support.FAIR, doubt)


def _repeats(before: str, numbers: tuple[int, ...]) -> bool:
    """Return whether the parenthesis repeats a number that stands in words, or names with the noun before it."""
    words = [plain(word) for word in before.split()[-4:]]
    spelled = word_kinds("number_words")
    return kind_of(words[-1]) in {"name", "rank"} or any(spelled.get(word) == str(numbers[0]) for word in words)


def glued(text: str, start: int, end: int) -> Iterator[Mark]:
    """Yield number lists that stick to a word or its punctuation: "pain.1", "studies2,3", "patient,4 but"."""
    for match in _GLUED.finditer(text, start, end):
        numbers = parse_numbers(match["list"])
        opens = not text[start : match.start("word")].strip("-*• \t")
        if not numbers or not ascending(numbers) or (opens and not match["close"]) or _is_name_or_value(match):
            continue
        lower = match["word"][-1].islower() and (match["word"].islower() or bool(match["close"]))
        yield _mark(match.span("list"), numbers, Form.GLUED, "" if lower and len(match["word"]) > 2 else _STUCK)


def _is_name_or_value(match: re.Match[str]) -> bool:
    """Return whether the number belongs to the word or to what follows: "Fig.2", "week12", "delivery,3 or more"."""
    word = plain(match["word"])
    if word in word_list("abbreviations"):
        return True
    if not match["close"]:
        return bool(kind_of(word)) or is_unit(word)
    following = plain(match["next"]) if match["next"] else ""
    return not match["close"].endswith(".") and (is_unit(following) or following in {"or", "to"} or counts(following))
