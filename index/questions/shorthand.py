"""Shorthand written out before a question is analyzed, where it can only mean one thing: "w/o", "82yo", "pre-op"."""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from index.analyzer import Analyzer
from index.questions.codes import LABELS, has_digit, looks_like_code
from index.questions.concepts import Change, Why
from index.questions.general_english import is_english
from index.questions.lexicon import lexicon_abbreviations, lexicon_short_forms
from index.questions.own_words import OwnWords
from index.questions.synonyms import listed_names
from index.questions.units import LONG_TIMES, MEASURE, SHORT_UNITS, counted_by, is_unit
from index.wordlists import columns

_SLASHED = re.compile(r"(?<![\w/])(?:[A-Za-z]{1,2}/[A-Za-z]{0,2}|w/out)(?![\w/])", re.IGNORECASE)
_THERAPY = "eval(?:uation)?s?|visits?|sessions?|orders?|goals?|caps?|therapy|notes?|codes?|units?|plans?|ot|referral"
_PATIENT = re.compile(
    r"\bpts\b|(?<![\w/.-])(?<!\bto )(?<!\bby )(?<!\bdo )(?<!\bot )(?<!\bhome )(?<!\boutpatient )(?<!\band )(?<!\bor )"
    r"(?<!\btrigger )"
    rf"[Pp]t(?![\w/.-]|(?: and| or|,)? (?:{_THERAPY})\b)"
)  # not in capitals a patient, unless it is told as therapy is
_PATIENTS = {"pt": "patient", "pts": "patients"}
_NUMBERED = re.compile(r"(?<![\w-])([A-Za-z]{2,6})-?(\d{1,3})(?![\w.-])")  # "GLP1"
_IS_AGED = re.compile(
    r"\b((?:patient|pt|member|child|kid|baby|he|she|mom|who)(?:'s| is| was)) (\d{1,2})\b"
    r"(?=\s*(?:$|[,;?)]|and\b|or\b|with\b))",
    re.IGNORECASE,
)  # "pt is 16"
_FRACTION = re.compile(r"(?<![\w.])\.(?=\d+\b(?!\.))")  # "INR .62"
_AGED = re.compile(r"\b(\d{1,3})\s?(?:yo|y/o|y\.o\.)(?!\w)", re.IGNORECASE)  # "82yo"
_FOLD = re.compile(r"\b(\d{1,2})x\b|\bx(\d{1,2})\b", re.IGNORECASE)  # "3x a week", "17003 x16"
_GLUED_UNIT = re.compile(r"\b(\d+(?:\.\d+)?)(mg|mcg|ml|cc|kg|g|iu|units?)\b", re.IGNORECASE)  # "40mg"
_THOUSANDS = re.compile(r"(?<![\w.,$])(\d{1,3})k\b", re.IGNORECASE)  # "platelets 40k"
_TIMES = re.compile(rf"(?<=\d)(?<!\bq\d)(?<!\bq\d\d)\s?({SHORT_UNITS})s?\b", re.IGNORECASE)  # "q4h" is one word
_RATE = re.compile(rf"\b({MEASURE})/({SHORT_UNITS})\b", re.IGNORECASE)  # "mcg/hr": no heart rate
_EVERY = re.compile(rf"\bq ?(\d{{1,2}}) ?(d|days?|weeks?|hours?|{SHORT_UNITS})s?\b", re.IGNORECASE)  # "q4h"
_ORDINAL = re.compile(r"\b[1-9](?:st|nd|rd|th)\b", re.IGNORECASE)
_ORDINALS = {"1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth", "5th": "fifth", "6th": "sixth"}
_LETTERS = re.compile(r"\b[A-Za-z]{2,6}\b")
_HYPHENATED = re.compile(r"(?<![\w-])([A-Za-z]{2,5})-([A-Za-z]{2,4})(?![\w-])")

_WORDS_KEPT = 20_000

_Replaced = Callable[[re.Match[str], str | None], str]


class Shorthand:
    """Writes shorthand out for one collection. Safe to share between threads."""

    def __init__(self, own_words: OwnWords, analyzer: Analyzer) -> None:
        self._own_words, self._analyzer = own_words, analyzer
        self._in_full = lru_cache(maxsize=_WORDS_KEPT)(self._full_name)

    def written_out(self, text: str) -> tuple[str, list[Change]]:
        """Return the text with the short forms spelled out that can only mean one thing, as if typed in full.

        These are forms such as "w/o" and "pre-op", which the analyzer would take apart, and listed ones that the
        documents do not use.
        """
        changes: list[Change] = []

        def replaced(match: re.Match[str], long: str | None) -> str:
            if long is None:
                return match.group()
            changes.append(Change(match.group().strip(), long.strip(), Why.ABBREVIATION))
            return long

        text = _PATIENT.sub(lambda m: replaced(m, _PATIENTS[m.group().lower()]), text)
        names = _names_of_symbols()
        text = _symbols().sub(lambda m: replaced(m, self._if_held(names[m.group().lower()])), text)
        if has_digit(text):
            text = self._with_numbers(text, replaced)
        if "/" in text:
            text = _RATE.sub(lambda m: replaced(m, self._of_rate(*m.groups())), text)
            text = _SLASHED.sub(lambda m: replaced(m, self._of_slashed(m.group())), text)
        if "-" in text:
            text = _HYPHENATED.sub(lambda m: replaced(m, self._of_hyphenated(m)), text)
        return _LETTERS.sub(lambda m: replaced(m, self._in_full(m.group())), text), changes

    def _with_numbers(self, text: str, replaced: _Replaced) -> str:
        """Return the text with what goes with numbers spelled out."""
        text = _FRACTION.sub("0.", text)
        text = _IS_AGED.sub(lambda m: f"{m.group(1)} {m.group(2)} years old", text)
        text = _AGED.sub(lambda m: replaced(m, f"{m.group(1)} years old"), text)
        text = _FOLD.sub(lambda m: replaced(m, self._unless_held(m, f"{m.group(1) or m.group(2)} times")), text)
        text = _GLUED_UNIT.sub(lambda m: replaced(m, self._unless_held(m, " ".join(m.groups()))), text)
        text = _THOUSANDS.sub(lambda m: replaced(m, self._unless_held(m, f"{m.group(1)},000")), text)
        text = _NUMBERED.sub(lambda m: replaced(m, self._numbered(m)), text)
        text = _EVERY.sub(lambda m: replaced(m, self._every(m)), text)
        text = _TIMES.sub(lambda m: replaced(m, self._if_held(LONG_TIMES[m.group(1).lower()])), text)
        return _ORDINAL.sub(lambda m: replaced(m, self._if_held(_ORDINALS.get(m.group().lower(), ""))), text)

    def _numbered(self, match: re.Match[str]) -> str | None:
        """Return a name with its number as documents join them: "GLP1" is "GLP-1" elsewhere, or the other way round."""
        letters, figures = match.groups()
        joined, apart = f"{letters}{figures}", tuple(self._analyzer.terms(f"{letters} {figures}"))
        if len(apart) < 2 or letters.lower() in LABELS or looks_like_code(joined.lower()):
            return None
        if joined != match.group():
            return joined if self._own_words.hold([joined.lower()]) and not self._own_words.hold(apart[:1]) else None
        said = not self._own_words.hold([joined.lower()]) and self._own_words.say(apart)
        return f"{letters}-{figures}" if said else None

    def _every(self, match: re.Match[str]) -> str | None:
        """Return "q 4 hrs" as documents write it: joined, in short, or in words."""
        figures, unit = match.groups()
        for joined in (f"q{figures}{unit}".lower(), f"q{figures}{unit[0]}".lower()):
            if self._own_words.hold(self._analyzer.terms(joined)):
                return None if match.group().lower() == joined else joined
        return f"every {figures} {'days' if unit.lower() == 'd' else counted_by(unit)}"

    def _of_rate(self, measure: str, unit: str) -> str | None:
        in_full = self._if_held(LONG_TIMES[unit.lower()].removesuffix("s"))
        return in_full and f"{measure}/{in_full.strip()}"

    def _unless_held(self, match: re.Match[str], apart: str) -> str | None:
        return None if self._own_words.hold(self._analyzer.terms(match.group())) else apart

    def _if_held(self, word: str) -> str | None:
        return f" {word}" if word and self._own_words.hold(self._analyzer.terms(word)) else None

    def _of_slashed(self, typed: str) -> str | None:
        readings = lexicon_abbreviations().get(typed.lower()) or lexicon_short_forms().get(typed.lower())
        documents_write_it_so = self._own_words.hold_any(self._analyzer.terms(typed)[:1])
        return f"{readings[0]} " if readings and not documents_write_it_so else None

    def _of_hyphenated(self, match: re.Match[str]) -> str | None:
        readings = lexicon_abbreviations().get("".join(match.groups()).lower())
        return readings[0] if readings and not self._own_words.hold(self._analyzer.terms(match.group())) else None

    def _full_name(self, typed: str) -> str | None:
        """Return the name of several words that a short form is listed for, if the collection holds that name alone.

        It may lack words of the only name that is listed: then these are missing, as if they had been typed.
        """
        short = typed.lower()
        readings = listed_names(short)
        if not readings or short in LABELS or short in lexicon_short_forms():
            return None
        if not typed.isupper() and (is_english(short) or self._own_words.short_forms.readings(short)):
            return None  # a word, or one cut off as payers do: "emr" for "emergency"
        if self._own_words.hold_any(self._analyzer.terms(typed)):
            return None
        held = [name for name in readings if self._own_words.say(tuple(self._analyzer.terms(name)))]
        if not held and len(readings) == 1:
            terms = self._analyzer.terms(readings[0])
            held = [*readings] if 2 * sum(self._own_words.hold([term]) for term in terms) >= len(terms) else []
        return held[0] if len(held) == 1 and " " in held[0] else None


@lru_cache(maxsize=1)
def _names_of_symbols() -> Mapping[str, str]:
    return dict(columns("symbols.txt"))


@lru_cache(maxsize=1)
def _symbols() -> re.Pattern[str]:
    """Return what finds symbols before a value: "k of 6.8", "k 6.8", but not "vitamin K 2.5 mg" nor "2 mg of 1.5"."""
    symbols = "|".join(_names_of_symbols())
    others = "|".join(symbol for symbol in _names_of_symbols() if not is_unit(symbol))
    return re.compile(
        rf"(?<!vitamin )(?<!vit )(?<!vit\. )(?<!\d )(?<!\d)\b(?:(?:{symbols})(?=\+|,? (?:of|is|was|=) ?\d)"
        rf"|(?:{others})(?=,? ?\d\.\d))(?!,? ?[\d.]+ ?mg\b)",
        re.IGNORECASE,
    )
