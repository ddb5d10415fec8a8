"""Codes as people type them: glued to a word, hyphenated, without the dot, cut short, or longer than the list has them.

Numbers in doses and times are no codes: a bare number needs five digits.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from index.analyzer import RAISED
from index.counts import Counts

_LABEL = r"(?:cpt|hcpcs|icd(?:-?(?:9|10)(?:-?(?:cm|pcs))?)?|codes?|dx|drg|pos|ndc|modifiers?|mod)"
# "cpt64999", "hcpcs-j1030", "cpt#64999", "mod26"
_GLUED = re.compile(rf"\b({_LABEL})[-#:_]?((?:[A-Z]?\d{{2,5}}[A-Z]?)(?:\.\d[0-9A-Z]{{0,3}})?)\b", re.IGNORECASE)
_HYPHENATED = re.compile(
    r"\b([A-Z])[-–\s](\d{4}|\d[0-9A-Z]\.[0-9A-Z]{1,4})\b", re.IGNORECASE
)  # "J-1030", "G 0260", "m 54.50"
_WITH_MODIFIER = re.compile(r"\b(\d{5}|[A-V]\d{4})([A-Z][A-Z\d])\b", re.IGNORECASE)  # "81002QW"
_SEVERAL = re.compile(r"\b(\d{5}|[A-V]\d{4})['’]?s\b", re.IGNORECASE)  # "four 95251s"
_ICD_SPACED = re.compile(r"\b([A-Z]\d[0-9A-Z])[-–,\s](\d[0-9A-Z]{0,3})\b", re.IGNORECASE)  # "M53-3"
_LOOKALIKE = re.compile(
    r"\b(?=\w*\d)(?=\w*[OoIl])(?=\w{3})[A-Za-z]?[\dOoIl]{2,5}[A-Za-z]?(?:\.[\dOoIl]{1,4})?\b"
)  # "J1O30", "6499O", but not "O2"
_DIGITS = str.maketrans("OoIl", "0011")
_DIGIT = re.compile(r"\d")
_LETTER_CODE = re.compile(r"\b([A-Z])[- ](?=codes?\b)", re.IGNORECASE)
# letters of one list alone; the others may be a word ("a code"), or stand for codes of two lists
_LISTS = {letter: f"{letter}-" for letter in "jgqk"} | {"z": "dx "}
_TYPED = re.compile(  # "cpt64999", "C-1820", "g 0465", "m961", "0002-1433-80"
    r"""
    (?<![^\W_]) (?:cpt|hcpcs|icd)?
    (?: \d{4,5}-\d{3,4}-\d{1,2} | \d{5} | \d{4}[ftu] | [a-z][-\ ]\d{4}
      | (?=(?:[a-z.]*\d){3}) [a-z]\d[0-9a-z]\.?[0-9a-z]{1,4} )
    \b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ICD10 = re.compile(r"\bicd[-\s]?(?:9|10)(?:[-\s]?(?:cm|pcs))?\b(?:\s+(?:diagnos[ie]s\s+)?codes?\b)?", re.IGNORECASE)
_SHAPE = re.compile(
    r"""
      \d{5}(?:-\d{2})?                    # CPT, with or without a modifier
    | \d{4}[a-z]                          # CPT category II and III
    | [a-v]\d{4}                          # HCPCS level II
    | [a-z]\d[0-9ab](?:\.?[0-9a-z]{1,4})?  # ICD-10-CM, whose third character is hardly ever a letter
    | \d{4,5}-\d{3,4}-\d{1,2}             # NDC
    """,
    re.VERBOSE,
)
# behind a hyphen the end of a range ("64633-64636"), and before one its beginning or a modifier ("43239-59"); other
# figures with hyphens are postal codes and the like
_FIRST = r"(?<![\w.$/])(?:(?<!-)|(?<=\d{5}-)(?<![$.,\d]\d{5}-)|(?<=[A-V]\d{4}-)|(?<=\.[0-9A-Z]-)|(?<=\.[0-9A-Z]{2}-))"
_LAST = rf"(?![^\W{RAISED}]|%|[.,]\d|-\d(?!(?:\d|\d{{4}})(?![\d-])))"
_IN_TEXT = re.compile(
    rf"{_FIRST}(?:\d{{5}}|\d{{4}}[FTU]|[A-V]\d{{4}}|[A-TV-Z]\d[0-9A-Z]\.[0-9A-Z]{{1,4}}|\d{{4,5}}-\d{{3,4}}-\d{{1,2}}){_LAST}"
)
_LIKE_CODE = re.compile(r"\d[\dA-Z][\d.]")  # in every code that is printed, and found much faster
_OPENING = re.compile(
    rf"\W*(?:[\w/ ]{{1,20}}:\s*)?((?:[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{{1,4}})?|[A-V]?\d{{4,5}}[FTU]?)){_LAST}"
)
_VERTEBRA = re.compile(r"t1[0-2]")  # no category of ICD-10-CM either
_BELOW_CATEGORY = re.compile(r"[a-z]\d[0-9a-z]\.?[0-9a-z]{1,4}")
TIMES = r"\s*(?:[x×]\s?\d{1,3}|times\s+\d{1,3}|\d{1,3}\s+times)\b"  # "36415 x3", a code that is reported several times
NAMED_MODIFIER = re.compile(r"\b(?i:mod(?:ifier)?)\s+(?=\w*[A-Z\d])[A-Za-z\d]{2}\b")  # "mod KX"
LABELS = frozenset(
    {"cpt", "hcpcs", "icd", "dx", "drg", "pos", "ndc", "code", "codes"}
)  # say what sort of code is meant
_CHILDREN = 12
_YEAR = 4  # digits


@dataclass(frozen=True, slots=True)
class Respelled:
    """A code written in the way that documents print it: what was typed, and what is searched."""

    typed: str
    used: str


def dotless(code: str) -> str:
    """Return a code as it is compared, in lower case without its dot: both forms of "M53.3" are the same one."""
    return code.lower().replace(".", "")


def has_digit(text: str) -> bool:
    """Return whether there is any digit in a text."""
    return _DIGIT.search(text) is not None


def looks_like_code(term: str) -> bool:
    """Return whether an analyzed term has the shape of a code."""
    return any(c.isdigit() for c in term) and _SHAPE.fullmatch(term) is not None and not _VERTEBRA.fullmatch(term)


def typed_codes(question: str) -> list[str]:
    """Return what a question has of the shape of codes, however they are typed, in order; three digits at least."""
    return [match.group() for match in _TYPED.finditer(question)]


def is_like_a_code(word: str) -> bool:
    """Return whether a person takes a word for a code, be it none: "98152X". Four digits alone are a year or a time."""
    return len(word) > _YEAR and sum(map(str.isdigit, word)) >= _YEAR


def category_of(term: str) -> str | None:
    """Return the three-character category of an ICD-10-CM code, under whose heading it is listed."""
    return term[:3] if _BELOW_CATEGORY.fullmatch(term) else None


@lru_cache(maxsize=20_000)
def codes_in(text: str) -> tuple[str, ...]:
    """Return the codes that a text prints, in order, each once."""
    return tuple(dict.fromkeys(_IN_TEXT.findall(text))) if _LIKE_CODE.search(text) else ()


def respell(question: str, is_known: Callable[[str], bool]) -> tuple[str, tuple[Respelled, ...]]:
    """Return the question with its codes as documents print them, and what was changed.

    `is_known` tells whether the collection holds a code (in lower case); a change that leads nowhere is not made.
    """
    if not has_digit(question):  # as every code has, however it is typed
        return _LETTER_CODE.sub(_list_of, question), ()
    text = _ICD10.sub("icd code", question)  # the 10 is no number of the question, and no defibrillator is meant
    text = _LETTER_CODE.sub(_list_of, text)  # nor is the letter of "J code"
    respelling = _Respelling(is_known)
    text = respelling.respelled(text)
    return text, tuple(c for c in respelling.changes if c.typed.lower() != c.used.lower())


def _list_of(letter: re.Match[str]) -> str:
    """Return what stands for the letter of "J code": itself, the name of its list, "" where that is not known."""
    return _LISTS.get(letter.group(1).lower(), "")


class _Respelling:
    """Respells the codes of one question."""

    def __init__(self, is_known: Callable[[str], bool]) -> None:
        self._is_known = is_known
        self.changes: list[Respelled] = []

    def respelled(self, text: str) -> str:
        """Return the text with its codes respelled; `changes` tells how."""
        for pattern, change in (
            (_HYPHENATED, self._joined),
            (_ICD_SPACED, self._joined),
            (_WITH_MODIFIER, self._parted),
            (_SEVERAL, self._joined),
            (_GLUED, self._separated),
            (_LOOKALIKE, self._in_digits),
        ):
            text = pattern.sub(change, text)
        return text

    def _joined(self, match: re.Match[str]) -> str:
        code = "".join(match.groups())
        return self._changed(match.group(), code) if self._is_known(code.lower()) else match.group()

    def _parted(self, match: re.Match[str]) -> str:
        """Return a known code and the modifier that was typed right behind it."""
        code, modifier = match.groups()
        whole = self._is_known(match.group().lower()) or not self._is_known(code.lower())
        return match.group() if whole else f"{code} {modifier.upper()}"

    def _separated(self, match: re.Match[str]) -> str:
        label, code = match.groups()
        if not code[0].isalpha() and len(code) < 2:
            return match.group()
        return f"{label} {self._changed(match.group(), code)}"

    def _in_digits(self, match: re.Match[str]) -> str:
        typed = match.group()
        if self._is_known(typed.lower()):
            return typed
        whole = typed.translate(_DIGITS)
        readings = whole, typed[0] + whole[1:]
        return self._changed(typed, next((c for c in readings if self._is_known(c.lower())), typed))

    def _changed(self, typed: str, used: str) -> str:
        self.changes.append(Respelled(typed, used))
        return used


class CodeBook:
    """The codes among a collection's terms, for codes that it does not hold as typed."""

    def __init__(self, vocabulary: Counts) -> None:
        self._vocabulary = vocabulary

    def children(self, code: str) -> tuple[str, ...]:
        """Return the codes that begin with a code or prefix: those below "m53" are m53.2 and m53.3."""
        found = (c for c in self._from(code) if c != code)
        return tuple(_dotless_once(found))[:_CHILDREN]

    def parent(self, code: str) -> str | None:
        """Return the longest code of the collection that begins the given one; None for a code of digits alone."""
        if code.isdigit():
            return None
        for length in range(len(code) - 1, 2, -1):
            start = code[:length].rstrip(".")
            if len(start) >= 3 and self._holds(start):
                return start
        return None

    def _from(self, prefix: str) -> Iterator[str]:
        return (term for term, _ in self._vocabulary.starting(prefix) if looks_like_code(term))

    def _holds(self, code: str) -> bool:
        return looks_like_code(code) and code in self._vocabulary


def _dotless_once(codes: Iterator[str]) -> Iterator[str]:
    """Yield each code once: the analyzer keeps a dotted code in both forms."""
    seen: set[str] = set()
    for code in codes:
        key = dotless(code)
        if key not in seen:
            seen.add(key)
            yield code


def opening_code(text: str) -> str | None:
    """Return the code, as a term, with which a text or the first cell of a row begins; None for anything else."""
    match = _OPENING.match(text)
    return dotless(match.group(1)) if match else None


@lru_cache(maxsize=4096)
def holds_code(text: str) -> bool:
    """Return whether a text prints a code."""
    return _LIKE_CODE.search(text) is not None and _IN_TEXT.search(text) is not None
