"""Sentence boundaries for clinical prose.

A fast pattern finds the places where a sentence may end; most are settled by what stands around them. Where the word
before a full stop may be an abbreviation, NLTK's Punkt decides, with our own abbreviations and no trained data. A
citation stays with the sentence that it ends: "…3–6 months 1. The block…", "…enough.¹ The…", "…dry. [11] The…".
"""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from corpus.citation_numbers import LIST, PAGED, PAGES
from corpus.words import word_list

if TYPE_CHECKING:
    from nltk.tokenize.punkt import PunktSentenceTokenizer

_LINKED = r"Citation[\d¹²³⁰⁴-⁹]{1,3}"  # copied with the word that its link says to those who cannot see it
_END = re.compile(
    rf"""
      \n[^\S\n]*\n\s*                                  # a blank line
    | (?P<stop>[.!?…]+)
      (?P<close>["'”’»)\]]*)
      (?P<mark>                                        # citation marks printed after the full stop
          (?: ⁽?[⁰¹²³⁴-⁹](?:[⁰¹²³⁴-⁹,;–⁻⁽ᵖ⁾-]|{PAGES})*(?:\s[¹²³⁴-⁹][⁰¹²³⁴-⁹,;–⁻-]*)*
            | \s?<sup>[^<]{{1,40}}</sup>
            | \^[{{\[]?{LIST}[}}\]]?\^?
            | \s?\[\^?{LIST}[^\[\]]{{0,20}}\],?
            | \s?【[^【】]{{1,60}}】                         # of a chat program: "【1†source】"
            | \[[a-z][a-z -]{{0,30}}\d{{0,2}}\]                # "[note 2]", "[citation needed]", behind no blank
            | (?<=\d\]):\s?\d{{1,4}}(?:[,–-]\s?\d{{1,4}}){{0,9}}  # the pages of a source: "[2]: 12–14"
            | \s?(?P<paren>\({LIST}\))
            | {_LINKED}(?:\s?[,–—-]\s?{_LINKED}){{0,40}}
          )+
        | (?P<glued>{PAGED}(?:(?:\s{LIST}){{1,6}}(?=\s+[A-Z“"]|\s*$))?(?:\)(?=\s|$))?)
        | [*†‡§¶ᵃᵇᶜᵈᵉᶠᵍʰⁱ]+                                       # "enough.1", ".1 3", ".1)"
        | \s{LIST}(?=\s+[A-Z“"])                      # a superscript that extraction set apart
        | (?<=[a-z)%][.!?])\s{LIST}(?=\s*$)           # the same at the end of its paragraph
      )?
      (?P<late>[.])?                                   # "enough.1." prints the stop twice
      (?=\s|$)
    """,
    re.VERBOSE,
)
_ENDS_IN_PAREN = re.compile(r"\(\d{1,3}\)[.\s]*$")
_DECIMAL = re.compile(r"(?:^|[^\d.])(?!(?:19|20)\d\d$)[\d,]*\d$|(?:^|\s)$")  # what a decimal point follows, years apart
_LIST_MARKER = re.compile(r"[\s(\[]*(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5}|[QA]\d{1,2})")
_LOW_WORD = re.compile(r"[a-zà-ÿ](?P<rest>[\w-]*\w)?")
_NEIGHBOURHOOD = 2_000  # characters around an enumerating number in which its neighbours stand
_OPENERS = "([{\"'“‘«¿<"
_INNER_STOP = re.compile(r"[A-Za-z]\.[A-Za-z]")
_MODIFIER = re.compile(r"\b(?:[Mm]odifiers?|[A-Z\d]{2},?\s(?:and|or))\s[A-Z]{2}$")  # of a code: "RT or LT"
_NUMBERED = frozenset({"no", "nos", "nr"})  # words of their own unless a number follows


def split_sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the spans of the sentences in text[start:end], white space trimmed, in order."""
    stop = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    begin = _skip_space(text, start, stop)
    for match in _END.finditer(text, start, stop):
        if match.start() < begin or not _ends_sentence(text, begin, match, stop):
            continue
        cut = match.start("paren") if _enumerates(text, match, start, stop) else match.end()
        spans.append(_trimmed(text, begin, cut))
        begin = _skip_space(text, cut, stop)
    if begin < stop:
        spans.append(_trimmed(text, begin, stop))
    return [span for span in spans if span[0] < span[1]]


def _skip_space(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _opens_low(text: str, following: int) -> bool:
    """Return whether what follows begins in lower case; words such as p53 and mRNA may begin a sentence."""
    match = _LOW_WORD.match(text, following)
    return match is not None and not (match["rest"] and not match["rest"].islower())


def _enumerates(text: str, match: re.Match[str], start: int, end: int) -> bool:
    """Return whether the number in parentheses behind the stop opens what follows: "(1) Rest. (2) Ice."

    A neighbour of it stands elsewhere, and the text does not end with such a number, as citations would have it.
    """
    if match["paren"] is None or not match["paren"][1:-1].isdigit() or _skip_space(text, match.end(), end) >= end:
        return False
    number = int(match["paren"][1:-1])
    near = (max(start, match.start() - _NEIGHBOURHOOD), min(end, match.end() + _NEIGHBOURHOOD))
    neighbour = any(text.find(f"({n})", *near) >= 0 for n in (number - 1, number + 1))
    return neighbour and not _ENDS_IN_PAREN.search(text, max(start, end - 20), end)


def _ends_sentence(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    """Return whether the candidate ends the sentence that began at `begin`."""
    stop = match["stop"]
    following = _skip_space(text, match.end(), end)
    if stop is None or following >= end:
        return True
    if "!" in stop or "?" in stop or len(stop) > 1:
        return not _opens_low(text, following)
    at = match.start()
    if match["glued"] and _inside_value(text, begin, match):
        numbers_text = _LIST_MARKER.fullmatch(text, begin, at) is not None  # "5.1. Scope"
        return match["late"] is not None and not numbers_text and not _opens_low(text, following)
    if _LIST_MARKER.fullmatch(text, begin, at) and match["mark"] is None:
        return False
    word = _word_before(text, begin, at)
    if not word or match["close"]:
        return not _opens_low(text, following) and not (")" in match["close"] and text[following].isdigit())
    return _stop_after(word, text, begin, match, following)


def _inside_value(text: str, begin: int, match: re.Match[str]) -> bool:
    """Return whether the stop before glued numbers belongs to a decimal, or to a place: "(see p.12) and"."""
    at = match.start()
    closes = match["glued"].endswith(")") and text.count("(", begin, at) > text.count(")", begin, at)
    return closes or text[begin:at].isdecimal() or bool(_DECIMAL.search(text, max(begin, at - 12), at))


def _word_before(text: str, begin: int, at: int) -> str:
    """Return the run of characters without white space that ends at `at`."""
    near = text[max(begin, at - 40) : at].split()
    return near[-1].lstrip(_OPENERS) if near and not text[at - 1].isspace() else ""


def _stop_after(word: str, text: str, begin: int, match: re.Match[str], following: int) -> bool:
    """Return whether a single full stop after `word` ends a sentence, given what follows."""
    lower = word.lower()
    upper_next = not _opens_low(text, following)
    if word[-1].isdigit():
        return upper_next
    if match["late"]:
        return upper_next  # the first stop may be the abbreviation's own: "et al. [2]. The"
    if len(word) == 1 or _INNER_STOP.search(word) or lower in word_list("abbreviations"):
        return upper_next and _after_abbreviation(word, text, begin, match, following)
    return upper_next or (len(word) > 4 and lower.isalpha())


def _after_abbreviation(word: str, text: str, begin: int, match: re.Match[str], following: int) -> bool:
    """Return whether a sentence ends with what may be an abbreviation or an initial."""
    next_word = text[following : following + 40].split(maxsplit=1)[0]
    plain = next_word.strip("\"'“‘([,;:").lower()
    if word.lower() in word_list("closing_abbreviations"):
        return not _dates(plain)
    if _MODIFIER.search(text, max(begin, match.start() - 40), match.start()):
        return True
    if word.lower() in _NUMBERED:
        within = word[0].isupper() and match.start() - len(word) > begin  # "Patent No. WO03002131"
        return not (next_word[0].isdigit() or (within and any(c.isdigit() for c in next_word)))
    if len(word) == 1:
        before = _word_before(text, begin, match.start() - 1 - len(word)).lower()
        return plain in word_list("sentence_starters") or before in word_list("lettered_nouns")
    return _punkt_breaks(word, next_word)


def _dates(word: str) -> bool:
    """Return whether a word, in lower case, goes on with a time: a day, a month or a time zone."""
    bare = word.rstrip(".,;:)")
    return any(w in word_list(name) for w in (bare, bare.removesuffix("s")) for name in ("days_and_zones", "months"))


@lru_cache(maxsize=10_000)
def _punkt_breaks(word: str, next_word: str) -> bool:
    """Return whether Punkt sees a sentence end between the two; asked once for each pair, at 40 µs."""
    return bool(punkt().text_contains_sentbreak(f"{word}. {next_word}"))


@lru_cache(maxsize=1)
def punkt() -> "PunktSentenceTokenizer":
    """Return Punkt with our abbreviations."""
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer  # noqa: PLC0415 - 0.4 s to import

    parameters = PunktParameters()
    parameters.abbrev_types = set(word_list("abbreviations"))
    parameters.sent_starters = set(word_list("sentence_starters"))
    return PunktSentenceTokenizer(parameters)
