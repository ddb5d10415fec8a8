"""Forms that only a reference list makes readable: (1) in parentheses, and superscripts that lost their form: pain.1"""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from corpus.citation_numbers import LIST, PAGED, ascending, parse_numbers
from corpus.citations.grammar import Need, need
from corpus.citations.marks import Form, Mark, Support
from corpus.citations.words_before import Before, abbreviates, counts, is_unit, kind_of, plain
from corpus.words import word_kinds

_PAREN = re.compile(rf"(?P<before>\s|[.!?,;:\"”’]|[a-z]{{4}})\(\s?(?P<list>{LIST})\s?\)(?P<after>\s*[.,;:!?]|\s*$)?")
_TELEPHONE = re.compile(r"\s?\d{3}[\s.-]{0,3}\d{4}(?!\d)")  # behind its area code
_NEXT = r"(?=[.,;:!?)\"”’]*(?P<next>\s+\S+(?:\s+\S+)?|\s*$))"
_APART = r"(?:(?:\s\d{1,3}(?:[–-]\d{1,3})?){1,6}(?=\s*$))?"  # some print blanks for commas: "stroke.1 2", ".4–6 8"
_AFTER_STOP = re.compile(rf"(?<=[^\s.])(?P<stop>[.,;:!?][)\"”’]?)(?P<list>{PAGED}{_APART}){_NEXT}")
_BLANK = re.compile(r"(?<=\d)\s(?=\d)")
_DECIMAL = re.compile(r"\(?(?:\w{1,3}[<>=≤≥])?[<>=≤≥~]?(?:0?\.\d{1,4}|\d{1,3}\.\d{2,4})")  # "4.2.3" is a section
_YEAR = re.compile(r"(?:.*\D)?(?:1[89]|20)\d\d")
_AFTER_WORD = re.compile(
    rf"""(?<![^\s("“'‘\[—–-])                         # a whole word
         (?P<word>(?:[A-Za-zÀ-ÿ]{{1,30}}[-’']){{0,5}}(?:[A-Za-zÀ-ÿ][a-zÀ-ÿ]{{2,30}}|[A-Z]{{2,30}})[)\]"”’%]{{0,4}}
           |(?<=\bet\s)al|(?<=\bmm\s)Hg
           |\S{{1,40}}[)\]%])
         (?P<list>{PAGED})
         {_NEXT}""",
    re.VERBOSE,
)
_LEAD_IN = re.compile(r"[,;:]\s+$")
_ENUMERATOR = re.compile(r"(?:^|[:;,.]\s*|\b(?:and|or|either)\s+)$")
_REACH = 200  # characters before a number that are looked at
_TOKEN = 40  # characters that are looked at for the word before a number
_VALUE = re.compile(r"(?<![\w.,/-])(?!(?:1[89]|20)\d\d\s)(\d+(?:\.\d+)?)\s$")
_PAIR = re.compile(r"(?<![\w.,/-])\d+(?:\.\d+)?\s\(\d+(?:\.\d+)?\)")
_BOUNDS = 2
_INSIDE = "a number in parentheses inside a clause"
_STUCK = "a number that sticks to a word"


def parenthesised(text: str, start: int, end: int) -> Iterator[Mark]:
    """Yield number lists in parentheses that end a clause or follow "et al."; others need confirmation.

    Three or more that only fall are counts, as are those on a scale that begins at nought: "none (0), mild (1)".
    """
    marks = list(_parenthesised(text, start, end))
    firsts = [mark.numbers[0] for mark in marks]
    falling = len(marks) > _BOUNDS and all(a > b for a, b in pairwise(firsts))
    if not falling and "(0)" in text[start:end]:
        marks = [
            m for m in marks if len(m.numbers) > 1 or text[max(start, m.start - 2) : m.start].rstrip().endswith(")")
        ]
    yield from () if falling else marks


def _parenthesised(text: str, start: int, end: int) -> Iterator[Mark]:
    for match in _PAREN.finditer(text, start, end):
        numbers = parse_numbers(match["list"])
        before = text[max(start, match.start() - _REACH) : match.end("before")]
        if not numbers or not ascending(numbers) or not before.strip() or _repeats(before, numbers):
            continue
        if _TELEPHONE.match(text, match.end("list") + 1):
            continue
        at_end = match["after"] is not None or match.end() >= end
        named = before.rstrip().endswith("al.")
        inside = not (at_end or named)
        if _LEAD_IN.search(before) or (inside and (_ENUMERATOR.search(before) or _counted(text, match, numbers, end))):
            continue
        if _spread(before, match, inside=inside):
            continue
        place = (match.end("before"), text.index(")", match.end("list")) + 1)
        fair = at_end or named or "," in match["list"]
        yield _mark(place, numbers, Form.PAREN, "" if fair else _INSIDE)


def _spread(before: str, match: re.Match[str], *, inside: bool) -> bool:
    """Return whether a number or a range gives the spread of the value before it: "by 5 (3) beats", "was 6 (5-9)".

    At the end of a clause a number cites, unless values before it have theirs: "from 7 (2) to 3 (1)".
    """
    value = _VALUE.search(before)
    bounds = [int(bound) for bound in re.findall(r"\d+", match["list"])]
    if value is None or len(bounds) > _BOUNDS:
        return False
    around = len(bounds) == _BOUNDS and bounds[0] <= float(value[1]) <= bounds[1]
    return inside or around or bool(_PAIR.search(before))


def _counted(text: str, match: re.Match[str], numbers: tuple[int, ...], end: int) -> bool:
    """Return whether a number counts what follows it, as the next one does: "are (1) rest, (2) ice"."""
    reach = min(end, match.end("list") + 2 * _REACH)
    following = text.find(f"({numbers[-1] + 1})", match.end("list"), reach)
    return following >= 0 and bool(_ENUMERATOR.search(text, max(match.end("list"), following - _TOKEN), following))


def _mark(place: tuple[int, int], numbers: tuple[int, ...], form: Form, doubt: str) -> Mark:
    return Mark(*place, numbers, form, Support.WEAK if doubt else Support.FAIR, doubt)


def _repeats(before: str, numbers: tuple[int, ...]) -> bool:
    """Return whether the parenthesis repeats a number that stands in words, or names with the noun before it."""
    words = before.split()
    spelled = word_kinds("number_words")
    if any(spelled.get(plain(word)) == str(numbers[0]) for word in words[-4:]):
        return True
    names = kind_of(plain(words[-1])) in {"name", "rank", "count", "set"} and words[-1][-1].isalpha()
    return names and need(Before(words, len(numbers))) is Need.NUMBER


def glued(text: str, start: int, end: int, acronyms: Collection[str]) -> Iterator[Mark]:
    """Yield number lists that stick to a word or its punctuation: "pain.1", "studies2,3", "patient,4 but".

    Of capitals only `acronyms` count, those that stand in the document without a number too: "CRPS3", but not "CD4".
    """
    yield from _after_stop(text, start, end)
    for match in _AFTER_WORD.finditer(text, start, end):
        word = match["word"]
        words = [*text[max(start, match.start("word") - _REACH) : match.start("word")].split(), word]
        verdict = need(Before(words, match["list"].count(",") + 1))
        capitals = word.isupper() and word.isalpha() and word not in acronyms
        variant = verdict is Need.OPEN and kind_of(plain(word)) == "either"  # "alpha2 agonists"
        if verdict is Need.NUMBER or len(words) < 2 or capitals or variant:
            continue
        plainly = verdict is Need.COMPLETE and (word.islower() or word == "Hg" or not word[-1].isalpha())
        yield from _stuck(match, "" if plainly else _STUCK)


def _after_stop(text: str, start: int, end: int) -> Iterator[Mark]:
    for match in _AFTER_STOP.finditer(text, start, end):
        before = text[max(start, match.start() - _TOKEN) : match.start()].split()
        word = before[-1] if before else ""
        if not word or abbreviates(before) or _goes_on(match):
            continue
        if not word[-1].isdigit():
            yield from _stuck(match, "")
        elif _YEAR.fullmatch(word) or _measured(before, match):
            yield from _stuck(match, _STUCK)


def _measured(before: Sequence[str], match: re.Match[str]) -> bool:
    """Return whether a decimal value ends its sentence, as in "was 0.78.3", and is no number of a section or a date."""
    ends = match["stop"] == "." and not match["next"].lstrip()[:1].islower()
    named = len(before) < 2 or kind_of(plain(before[-2])) in {"name", "rank"}
    return ends and bool(_DECIMAL.fullmatch(before[-1])) and not named


def _stuck(match: re.Match[str], doubt: str) -> Iterator[Mark]:
    numbers = parse_numbers(_BLANK.sub(",", match["list"]))
    if numbers and ascending(numbers):
        yield _mark(match.span("list"), numbers, Form.GLUED, doubt)


def _goes_on(match: re.Match[str]) -> bool:
    """Return whether the number belongs to what follows, as where a space is missing: "delivery,3 or more"."""
    following, beyond = (*map(plain, match["next"].split()), "", "")[:2]
    bounded = following in {"or", "to"} and (beyond in {"more", "less", "fewer", "so"} or counts(beyond))
    comma = not match["stop"].rstrip(')"”’').endswith((".", "!", "?"))
    return comma and (bounded or is_unit(following))
