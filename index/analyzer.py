"""Text to terms: the one analyzer that every engine, speller and scorer uses.

A code such as 64999, M53.3, G0260 or 12345-6789-01 is one term, in lower case; a code with a dot is found without it.
Everything else is lower-cased, freed of accents and possessives, brought to one form (index.word_forms), and stemmed
(Snowball English, Porter 2).
"""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from itertools import chain
from typing import NamedTuple

from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

from index.word_forms import base_form, british_spellings, form_rules, irregular_forms
from index.wordlists import entries

RAISED = "⁰¹²³⁴-⁹ᵃ-ᶻʰʲⁱ"  # numbers of citations and letters of footnotes: part of no word, but of "cm²" and "10⁹"
_POWER = r"(?:\d*(?:[cdkmnµμ]?m|ft|in)[²³]|(?<!\d)(?:\d+x)?10[⁰¹²³⁴-⁹]+|\d+(?:ˢᵗ|ⁿᵈ|ʳᵈ|ᵗʰ))(?![^\W_])"
# A word: letters and digits, held together by inner dots, hyphens and slashes only where that makes a code.
_TOKEN = re.compile(
    rf"""
      \d{{4,5}}-\d{{3,4}}-\d{{1,2}}(?![^\W{RAISED}])           # NDC, as printed on the package
    | [A-Za-z]\d[0-9A-Za-z]\.[0-9A-Za-z]{{1,4}}(?![^\W{RAISED}])   # ICD-10-CM with its dot
    | (?<![^\W\d_]){_POWER}               # also behind a point: "1.73m²"
    | \d+(?:[.,]\d+)+                     # decimals and thousands
    | (?<![^\W_])[A-Za-z][&/][A-Za-z](?![^\W_])(?![&/])   # E&M and E/M are one short form, I&D another
    | [^\W_{RAISED}]+(?:['’][^\W_{RAISED}]+)?             # a word, with its possessive
      (?:                                 # and what may be part of a symbol
        (?<=[A-Zχ])[{RAISED}]+(?:[A-Z][A-Za-z]*)?         # "SpO²", "I¹³¹", "H²O", "MᶜDonald"
      | (?<=\b[A-Z][a-z])[⁰¹²³⁴-⁹]+ᵐ?                      # "Tc⁹⁹ᵐ"
      | (?<=[A-Z]\d)[ᵃ-ᶻ]                                 # "HbA1ᶜ"
      )?
    | (?<![^\W_])[⁰¹²³⁴-⁹]{{2,3}}ᵐ?[A-Z][a-z]?(?![^\W_])    # isotopes: "¹³¹I", "⁹⁹ᵐTc"
    """,
    re.VERBOSE,
)
_IS_POWER = re.compile(_POWER)
_MARK = re.compile(rf"[{RAISED}]+")
_LONGEST_SYMBOL = 5  # letters before a mark
_DOTTED_CODE = re.compile(r"[a-z]\d[0-9a-z]\.[0-9a-z]{1,4}")
_FINGERPRINT_VERSION = "8"
_SHORTEST_PLURAL = 2  # letters, of a plural there are more
PUNCTUATION = '.,;:()[]"“”'  # at the ends of a run, part of no term and no word
_RUNS_KEPT = 300_000  # a collection of codes and numbers has no end of them
_WORDS_KEPT = 50_000


class Token(NamedTuple):
    """One term and the characters it came from: text[start:end]."""

    term: str
    start: int
    end: int


@lru_cache(maxsize=1)
def stop_words() -> frozenset[str]:
    """Return the stop list in lower case."""
    return frozenset(entries("stop_words.txt"))


class _Runs(dict[str, tuple[str, ...]]):
    """The terms of runs of characters between blanks, remembered: no term spans a blank, and runs repeat."""

    def __init__(self, analyze: Callable[[str], tuple[str, ...]]) -> None:
        super().__init__()
        self._analyze = analyze

    def __missing__(self, run: str) -> tuple[str, ...]:
        bare = run.strip(PUNCTUATION)
        terms = self._analyze(run) if bare == run else self[bare]
        if len(self) < _RUNS_KEPT:  # the frequent ones come first
            self[run] = terms
        return terms


class Analyzer:
    """Turns text into terms. Holds only caches; safe to share between threads."""

    def __init__(self) -> None:
        self._stem, self._stem_all = _stemmer(Tokenizer.raw()), _stemmer(Tokenizer.whitespace())
        self._stop_words = stop_words()
        self._terms_of = lru_cache(maxsize=_WORDS_KEPT)(self._analyze_word)
        self._runs = _Runs(self._analyze_run)

    @cached_property
    def fingerprint(self) -> str:
        """Return what an index must have been built with to be read by this analyzer."""
        digest = hashlib.sha256("\n".join((*sorted(self._stop_words), *form_rules())).encode()).hexdigest()
        return f"{_FINGERPRINT_VERSION}-{digest[:12]}"

    def terms(self, text: str) -> list[str]:
        """Return the terms of the text in order, stop words left out."""
        return list(chain.from_iterable(map(self._runs.__getitem__, text.split())))

    def plain_terms(self, words: Iterable[str]) -> dict[str, str]:
        """Return those of the words that are plain, with their one term each, "" for a stop word.

        Plain are two letters a to z or more, in lower case. Stemmed in one go they cost a third; nothing is remembered.
        """
        plain = [word for word in words if len(word) > 1 and word.isascii() and word.isalpha() and word.islower()]
        stems = self._stem_all(" ".join(map(base_form, plain)))
        return {word: "" if word in self._stop_words else stem for word, stem in zip(plain, stems, strict=True)}

    def tokens(self, text: str) -> Iterator[Token]:
        """Yield the terms of the text with their places; a dotted code yields its dotless form too."""
        for match in _TOKEN.finditer(text):
            for term in self._terms_of(match.group()):
                yield Token(term, match.start(), match.end())

    def _analyze_run(self, run: str) -> tuple[str, ...]:
        if run.isascii() and run.isalpha():  # a plain word, as most runs are
            return self._terms_of(run)
        return tuple(chain.from_iterable(map(self._terms_of, _TOKEN.findall(run))))

    def _analyze_word(self, word: str) -> tuple[str, ...]:
        if not word.isascii() and _MARK.search(word) and not _IS_POWER.fullmatch(word):
            return self._analyze_marked(word)
        folded = fold(singular(word))
        if folded in self._stop_words and not (word.isupper() and len(word) > 1):
            return ()
        if folded.isalpha():  # nearly every word
            return tuple(self._stem(base_form(folded)))
        if len(folded) == len("e&m") and folded[1] in "&/":
            return (f"{folded[0]}&{folded[2]}",)
        if any(character.isdigit() for character in folded):
            dotless = folded.replace(".", "")
            return (folded, dotless) if _DOTTED_CODE.fullmatch(folded) else (folded,)
        return tuple(self._stem(base_form(folded.split("'")[0])))

    def _analyze_marked(self, word: str) -> tuple[str, ...]:
        """Return the terms of a symbol and those without its marks: "CO²" is CO2, "HMO²" cites."""
        parts = [part for part in _MARK.split(word) if part]
        whole = self._terms_of(fold(word)) if len(parts[0]) <= _LONGEST_SYMBOL else ()
        return tuple(dict.fromkeys((*whole, *chain.from_iterable(map(self._terms_of, parts)))))


@lru_cache(maxsize=1)
def _forms_by_stem() -> Mapping[str, tuple[str, ...]]:
    forms, stem = irregular_forms(), _stemmer(Tokenizer.whitespace())
    return dict(zip(stem(" ".join(map(base_form, forms))), forms.values(), strict=True))


def spellings(term: str) -> tuple[str, ...]:
    """Return how else words begin that have the term: irregular forms, and British spellings of the stem."""
    return (*_forms_by_stem().get(term, ()), *british_spellings(term))


def is_plural_of_capitals(word: str) -> bool:
    """Return whether a word is the plural of a short form, such as "LCSWs", whose s no stemmer takes for an ending."""
    return len(word) > _SHORTEST_PLURAL and word[-1] == "s" and word[:-1].isupper() and word.isalpha()


def singular(word: str) -> str:
    """Return a word without the ending of a plural of capitals."""
    return word[:-1] if is_plural_of_capitals(word) else word


def _stemmer(tokenizer: Tokenizer) -> Callable[[str], list[str]]:
    stem: Callable[[str], list[str]] = TextAnalyzerBuilder(tokenizer).filter(Filter.stemmer("english")).build().analyze
    return stem


def fold(word: str) -> str:
    """Return the word in lower case, compatibility-normalised, without accents."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.replace("’", "'"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
