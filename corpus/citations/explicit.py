"""Citations that their printed form gives away: [1], [2–5], 【1†source】, superscripts, <sup>1</sup>, ^1, (ref. 3)."""

import re
from collections.abc import Iterator, Sequence

from corpus.citation_numbers import DASH, LIST, NOTE, PAGED, PAGES, lowered, parse_numbers
from corpus.citations.grammar import Need, need
from corpus.citations.marks import Form, Mark, Support
from corpus.citations.words_before import Before, is_unit, kind_of, plain
from corpus.words import word_kinds, word_list

_WIDE_LIST = rf"\d{{1,3}}(?:\s?(?:[,;&]|{DASH}|,?\s?\band\b)\s?\d{{1,3}}){{0,40}}"
_PLACE = r"(?:[,;:]\s*(?:pp?|pages?|ch|chap|chapter|sec|section|tab|table|fig|figure)s?\b[^\]\[]{0,24})?"
_BRACKET = re.compile(rf"\[\s*(?:{NOTE}|refs?\.?\s|references?\s)?\s*({_WIDE_LIST})\s*{_PLACE}\]", re.IGNORECASE)
_BRACKET_RUN = re.compile(rf"\[\s*(\d{{1,3}})\s*\]\s?{DASH}\s?\[\s*(\d{{1,3}})\s*\]")
_OF_A_CHAT = re.compile(r"【(\d{1,3})†[^【】]{0,60}】")  # a file has two numbers and no list: "【4:2†policy.pdf】"
_NAMED = re.compile(rf"\(\s*(?:see\s+)?(?:refs?\.?|references?|citations?)\s*({_WIDE_LIST})\s*\)", re.IGNORECASE)
_SPELLED = re.compile(rf"\b(?:references?|refs?\.?)\s+({_WIDE_LIST})(?![\d.]*\d)", re.IGNORECASE)
_CLOSES = re.compile(r"\s?(?:[.,;:!?)\]]|$)")
_LEADS = frozenset(["see", "cf", "cite", "cited", "citing", "compare", "per", "also", "than"])
_OF_PAGES = rf"(?:⁽ᵖᵖ?[⁰¹²³⁴-⁹,;–⁻-]{{1,60}}⁾|{PAGES})?"
_RAISED = re.compile(
    rf"(?<![⁺⁻⁰¹²³⁴-⁹])[¹²³⁴-⁹][⁰¹²³⁴-⁹]*{_OF_PAGES}(?:[,;˒‚–⁻‒—-]\s?[¹²³⁴-⁹][⁰¹²³⁴-⁹]*{_OF_PAGES})*"
    r"(?:,[1-9]\d{0,2}(?=[.,;:)]*(?:\s|$)))*"  # the last of a row often loses its form: "⁵,⁶,7."
)
_TAGGED = re.compile(rf"<sup>\s*\[?({PAGED})\]?\s*</sup>", re.IGNORECASE)
_CARET = re.compile(rf"\^(?:\{{({LIST})\}}|({LIST})(?![\d_]))\^?")
_LINKED = re.compile(
    r"(?<=[\w.,;:!?)\]%\"”’])Citation\d{1,3}(?!\d)(?:\s?[,–—-]\s?Citation\d{1,3}(?!\d)){0,40}"
)  # copied with the word that a link says to those who cannot see it: "yearCitation1,Citation2"
_DENOMINATOR = re.compile(r"[/⁄∕](?:<sub>)?[\d₀-₉]")  # behind a raised numerator: "¹/2", "1¹⁄₂"
_SYMBOL = re.compile(r"(?<![^\s(])[A-Za-zχ]\d?\s?$|(?:^|[\s(])[A-Z]{1,2}$")
_AFTER_WORD = re.compile(
    r"(?:[a-z]{3}|[A-Z]{2}|[%\]\"”’]|[\w)\]\"”’%][.,;:!?]|[^\W\d_]{3}[^()]*\))[\"”’)]?\s?$"
)  # else ^2 is an exponent
_AMOUNT = re.compile(r"\d\s?([^\W\d_]{2,5})$")
_NUMBER_BEFORE = re.compile(r"(\d+(?:\.\d+)?)\s?$")
_VALUE_BEFORE = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?)[\s-]?(?:[^\s\d\[\]]{1,20}\s){1,2}$")  # "6 days", "2.1 g/dL"
_OPENING_LABEL = re.compile(r"\W{0,3}(?:[¹²³⁴-⁹][⁰¹²³⁴-⁹]?|<sup>\s?\d{1,2}\s?</sup>)\s?[A-Z]")
_CAPITAL = re.compile(r"\s?[A-Z]")
_BOUNDS = 2
_VALUE_REACH = 60  # characters before a bracket
_WORD_REACH = 20  # the same
_SPREAD_REACH = 200  # the same, for what names the range
_SPREAD = re.compile(r"\b(?:CI|IQR|interquartile|median|ranges?|confidence interval)\b", re.IGNORECASE)
_NAMES_BOUNDS = re.compile(r"\b(?:CI|IQR|interquartile range|confidence interval)[:,]?\s$", re.IGNORECASE)
_VALUES = re.compile(r"(?<![\w.,/-])(?!(?:1[89]|20)\d\d\s)\d+(?:\.\d+)?\s?\[\d{1,3}\]")
_UNIT_BEHIND = re.compile(r"\s([^\W\d_]+)")
_WORD_BEFORE = re.compile(r"(-?)([^\W\d_]+)\s$")
_ON_TO_A_WORD = re.compile(rf"(?:\s|{DASH})[^\W\d_]")
_SYMBOL_BEFORE = re.compile(
    r"(?:(?<![^\s/(·*×\d])(?:[kcmdµμn]?m|in|ft|s|sec|yd|mi|[a-zA-Z]{0,3}O|[Cc]hi|log|sin|cos|tan|[rRIiXxpntF])"
    r"|(?<![^\s(=×·,])[α-ω]|[χηω]|(?<!\d)10|×\s?\d+|[)\]]?\^)$"
)  # what has an exponent: a length, a symbol, a power of ten
_LENGTH_BEFORE = re.compile(r"(?<![^\s/(·*×\d])(?:[kcmdµμn]?m|in|ft|s|sec|yd|mi)$")
_UNIT_BEFORE = re.compile(r"(?<![^\s/(·*×\d])(?:min|[kmµμ]?g|d?l|h)$")  # a square of which is rare
_FIGURE_BEFORE = re.compile(r"\d$")
_YEAR_BEFORE = re.compile(r"(?<![\d.,])(?:1[89]|20)\d\d$")
_DIGIT = 9  # "¹ In" opens a sentence
_ISOTOPE = re.compile(r"[A-Z][a-z]?(?![a-z])")  # "<sup>131</sup>I", "^99m^Tc"
_EXPONENTS = (2, 3)
_NAMES = "a number in brackets behind a word that has numbers itself"
_POWER = "a raised number that may be an exponent"


def bracketed(text: str, start: int, end: int) -> Iterator[Mark]:
    """Yield the numbers in square brackets, and those that the text calls references, in their order."""
    marks = [*_bracketed(text, start, end), *_of_a_chat(text, start, end)]
    return iter(sorted(marks, key=lambda mark: mark.start))


def _of_a_chat(text: str, start: int, end: int) -> Iterator[Mark]:
    for match in _OF_A_CHAT.finditer(text, start, end):
        if numbers := parse_numbers(match[1]):
            yield Mark(match.start(), match.end(), numbers, Form.BRACKET, Support.SURE)


def _bracketed(text: str, start: int, end: int) -> Iterator[Mark]:
    runs: list[tuple[int, int]] = []
    for match in _BRACKET_RUN.finditer(text, start, end):
        if numbers := parse_numbers(f"{match[1]}-{match[2]}"):
            runs.append(match.span())
            yield Mark(match.start(), match.end(), numbers, Form.BRACKET, Support.SURE)
    for pattern in (_BRACKET, _NAMED, _SPELLED):
        for match in pattern.finditer(text, start, end):
            if any(match.start() < run_end and run_start < match.end() for run_start, run_end in runs):
                continue
            numbers = parse_numbers(match[1]) or ()
            if pattern is _SPELLED and not _refers(text, start, match, end, numbers):
                continue
            if not numbers or _labels(text, start, match) or _statistic(text, start, match.start()):
                continue
            if _spells(text, start, match) or _deviation(text, start, match, end):
                continue
            around = _around_value(text, start, match)
            spread = around and _SPREAD.search(text, max(start, match.start() - _SPREAD_REACH), match.start())
            if not spread and not _interval(text, start, match, numbers):
                doubt = _NAMES if pattern is _BRACKET and _names(text, start, match) else ""
                support = Support.WEAK if around or doubt else Support.SURE
                yield Mark(match.start(), match.end(), numbers, Form.BRACKET, support, doubt)


def _names(text: str, start: int, match: re.Match[str]) -> bool:
    """Return whether the words before a bracket need its number, as a key or field: "press [1]", "in box [21]"."""
    if not match[1].isdigit():
        return False
    words = text[max(start, match.start() - _VALUE_REACH) : match.start()].split()
    if not words or not words[-1].isalpha():
        return False
    word = plain(words[-1])
    named = kind_of(word) in {"name", "rank", "set"} and need(Before(words)) is Need.NUMBER
    return named or word_kinds("value_verbs").get(word) == "active"


def _refers(text: str, start: int, match: re.Match[str], end: int, numbers: Sequence[int]) -> bool:
    """Return whether "reference" is the noun with its number: no verb, "references 12 codes", no "job reference 88"."""
    before = text[max(start, match.start() - _WORD_REACH) : match.start()].split()
    word = plain(before[-1]) if before and before[-1][-1].isalnum() else ""
    if word and not any(word in word_list(name) for name in ("function_words", "clause_words")) and word not in _LEADS:
        return False
    closes = _CLOSES.match(text, match.end(), end) is not None
    several = match.group().lower().startswith("references")
    unit = _UNIT_BEHIND.match(text, match.end(), end)
    return closes or (several == (len(numbers) > 1) and not (unit and is_unit(unit[1].lower())))


def _statistic(text: str, start: int, at: int) -> bool:
    """Return whether a bracket belongs to a symbol, as in "F [1,306] = 0.37" or "HB[1] trees"."""
    return bool(_SYMBOL.search(text, max(start, at - 6), at))


def _spells(text: str, start: int, match: re.Match[str]) -> bool:
    """Return whether a bracket repeats in figures the number word before it, on the way to what is counted.

    "Thirty [30] days", as contracts and policies write amounts; at the end of a clause it cites: "in two of three [3]."
    """
    word = _WORD_BEFORE.search(text, max(start, match.start() - _WORD_REACH), match.start())
    if word is None or not _ON_TO_A_WORD.match(text, match.end()):
        return False
    spelled = word_kinds("number_words").get(word[2].lower(), "")
    return match[1] == spelled or bool(spelled and word[1] and match[1].endswith(spelled))  # "twenty-one [21] days"


def _deviation(text: str, start: int, match: re.Match[str], end: int) -> bool:
    """Return whether a single number follows a value, before its unit or as others do: "63 [10] years"."""
    value = _NUMBER_BEFORE.search(text, max(start, match.start() - 12), match.start())
    if value is None or not match[1].isdigit():
        return False
    unit = _UNIT_BEHIND.match(text, match.end())
    near = (max(start, match.start() - _SPREAD_REACH), min(end, match.end() + _SPREAD_REACH))
    return (unit is not None and is_unit(unit[1].lower())) or len(_VALUES.findall(text, *near)) > 1


def _labels(text: str, start: int, match: re.Match[str]) -> bool:
    """Return whether the bracket opens its sentence, as the number of an entry or of a list item does."""
    return match.start() - start < 6 and not text[start : match.start()].strip(" \t-*•")


def _interval(text: str, start: int, match: re.Match[str], numbers: tuple[int, ...]) -> bool:
    """Return whether a bracket gives the range around the value before it, as in "3 [2–5] days"."""
    before = _NUMBER_BEFORE.search(text, max(start, match.start() - 12), match.start())
    if before is None or not re.search(DASH, match[1]):
        return False
    return numbers[0] <= float(before[1]) <= numbers[-1]


def _around_value(text: str, start: int, match: re.Match[str]) -> bool:
    """Return whether a bracket may give the range around a value with its unit: "6 days [3–9]", "2.1 g/dL [1, 3]"."""
    bounds = re.findall(r"\d+", match[1])
    if len(bounds) == _BOUNDS and _NAMES_BOUNDS.search(text, max(start, match.start() - _VALUE_REACH), match.start()):
        return True  # "95% CI [2, 4]"
    value = _VALUE_BEFORE.search(text, max(start, match.start() - _VALUE_REACH), match.start())
    return len(bounds) == _BOUNDS and value is not None and float(bounds[0]) <= float(value[1]) <= float(bounds[1])


def raised(text: str, start: int, end: int) -> Iterator[Mark]:
    """Yield the superscripts that are no exponent, charge, unit or numerator."""
    for match in _RAISED.finditer(text, start, end):
        following = text[match.end() : min(match.end() + 1, end)]
        if not following or not (following in "⁺⁻" or following.isalpha()):
            yield from _after_unit(text, start, match)
    for match in _TAGGED.finditer(text, start, end):
        yield from _raised_mark(text, start, match.start(), match.end(), match[1])
    for match in _LINKED.finditer(text, start, end):
        yield from _raised_mark(text, start, match.start(), match.end(), match.group().replace("Citation", ""))
    for match in _CARET.finditer(text, start, end):
        if _carries(text, start, match):
            yield from _raised_mark(text, start, match.start(), match.end(), match[1] or match[2])


def _carries(text: str, start: int, match: re.Match[str]) -> bool:
    """Return whether what stands before a caret may have a superscript: a word, or an amount before a closed ^1^."""
    if _AFTER_WORD.search(text, max(start, match.start() - 40), match.start()):
        return True
    amount = _AMOUNT.search(text, max(start, match.start() - 20), match.start())
    return amount is not None and match.group().endswith("^") and is_unit(amount[1].lower())


def _after_unit(text: str, start: int, match: re.Match[str]) -> Iterator[Mark]:
    """Yield a superscript; where a unit carries its first digit, what follows a comma: "cm²,³"."""
    _, comma, rest = match.group().partition(",")
    if comma and _SYMBOL_BEFORE.search(text, max(start, match.start() - 12), match.start()):
        at = match.end() - len(rest.lstrip())
        yield from _raised_mark(text, start, at, match.end(), rest)
    else:
        yield from _raised_mark(text, start, match.start(), match.end(), match.group())


def _raised_mark(text: str, start: int, at: int, end: int, printed: str) -> Iterator[Mark]:
    numbers = parse_numbers(lowered(printed).replace("˒", ",").replace("‚", ","))
    if _DENOMINATOR.match(text, end) or _labels_part(text, start, at, end) or not numbers or at <= start:
        return
    if numbers[0] > _DIGIT and _ISOTOPE.match(text, end) and text[at - 1] in " (/\n":
        return
    if (doubt := _power(text[max(start, at - 12) : at], numbers)) is not None:
        yield Mark(at, end, numbers, Form.SUPERSCRIPT, Support.WEAK if doubt else Support.SURE, doubt)


def _power(before: str, numbers: tuple[int, ...]) -> str | None:
    """Return why a raised number may be an exponent of what stands before it: "" if it is none, None if it is one.

    A unit is squared or cubed, so "mg/kg¹" and "min⁴" cite; behind other figures than a year and a ten both are read.
    """
    squares = numbers[0] in _EXPONENTS
    if _SYMBOL_BEFORE.search(before):
        return "" if _LENGTH_BEFORE.search(before) and not squares else None
    if _UNIT_BEFORE.search(before):
        return _POWER if squares else ""
    return _POWER if _FIGURE_BEFORE.search(before) and not _YEAR_BEFORE.search(before) else ""


def _labels_part(text: str, start: int, at: int, end: int) -> bool:
    """Return whether a mark set apart opens the next part of what one opened: "¹ Eye Clinic, Westlake ² Heart Unit"."""
    apart = text[at - 1 : at].isspace() and _CAPITAL.match(text, end) is not None
    return apart and _OPENING_LABEL.match(text, start) is not None
