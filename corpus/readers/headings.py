"""Which lines of a text without markup head what stands below them, by their words and by what follows."""

import re
from collections.abc import Sequence

from corpus.memo_fields import MEMO_FIELDS
from corpus.model import BlockKind
from corpus.readers.markers import GAP, LIST_MARKER, TABLE_ROW
from corpus.words import word_list

_CODED = re.compile(r"^(?:[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})|[A-Z]?\d{4}[0-9A-Z]|[A-Z]\d{4})[\s:–-]+[A-Za-z]")
_SENTENCE_ENDS = (".", "!", "?", ")", "]", *"⁰¹²³⁴⁵⁶⁷⁸⁹")  # behind its citation, too
_TERMINAL = tuple(".!?;:,")
NUMBERED_HEADING = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2}){1,3}\.?|[IVX]{1,5}\.|[A-Z]\.)\s+[A-Z]")
_PAPER = r"(?:policy|document|guideline|bulletin|form)"
_DATE_OF_PAPER = (
    r"(?:(?:last|latest|next|original|initial|current) (?:[a-z]+ ){0,2}(?:dates?|review|revision|update)"
    r"|(?:review|publication|approval|issue|policy) date)"
)
_FIELD_OF_PAPER = (
    r"(?:owner|author|date|revis(?:ed|ion)|effective|version|issued?|approved|applies to|prepared|contact|reviewed"
    r"|maintained|questions|phone|tel|fax|e-?mail|present|absent|attendees|in attendance"
    rf"|{_PAPER} (?:number|id))"
)
_DAY = r"(?:\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d)"
_OF_THE_FILE = re.compile(
    "|".join(
        (
            rf"(?:{_DATE_OF_PAPER}\b[^:]{{0,20}}|category|line of business):",  # "Next review date: …"
            rf"{_FIELD_OF_PAPER}\b[^:]{{0,20}}:",  # "Owner: Patient Financial Services", "Policy Number: MP-204"
            rf"{_PAPER} no\.",
            r"version \d",
            r"page \d+ of \d",
            rf"(?:{MEMO_FIELDS}):\s",
            rf"(?:last )?(?:rev\.?|revised|updated|reviewed|effective|issued) (?:on |as of )?{_DAY}",
        )
    ),
    re.IGNORECASE,
)
_VALUE = re.compile(
    r"[^:]*[^\W\d_][^\W\d_]:\s+(?:[$€£<>≤≥]?\d|(?:no|not|none|yes|never|required|n/a|up to|within)\b"
    r"|(?:above|at (?:least|most)|below|between|over|under|(?:less|more) than)\s+[$€£]?\d)",
    re.IGNORECASE,
)  # "Payer ID: 60054"; "Step 3: 24 hours later" heads the step
_PRICED = re.compile(r"(?:[-–—:]\s*|\s{2,})[$€£]\s?\d[\d,.]*$")  # "D0120 – Exam - $90", but no "Claims Over $500"
_SHORT_FORM = re.compile(r"[A-Z]{2,8}s?:\s+[a-z]")  # "CVAD: central vascular access device"
_STATED = re.compile(
    r"\s(?:is|are|was|were|isn't|aren't|must|cannot|requires?|(?:may|will|can|does|do) not|(?:may|will|can) be"
    r"|needs? (?:an?|the|no|prior|to|\d+))\s",
    re.IGNORECASE,
)  # "ZILRETTA IS NOT COVERED"
_CLAUSE = re.compile(
    r"\b(?:how|if|that|what|when|where|whether|which|who|why)\b", re.IGNORECASE
)  # "Drugs that are covered"
_MARKED = re.compile(r"[^\s\d](?:[⁰¹²³⁴-⁹]+|\s?\[\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\])$")
_NUMBER_AT_END = re.compile(r"[a-z)%] \d{1,3}(?:(?:, ?| ?[–-] ?)\d{1,3})*$")
_WARNING = re.compile(r"(?:do not|don['’]t|never|always) ([^\W\d_])", re.IGNORECASE)
_CAPTION = re.compile(
    r"(?:tables?|exhibit|figure|chart|appendix) [A-Z\d]{1,3}\b|(?:.*\b)?(?:table|chart|schedule|scale|grid)s?\b",
    re.IGNORECASE,
)  # "Table 2. Newborn limits", "Dose table for a target of 2.0 to 3.0"
_BARRED = re.compile(r"[^|]+\|[^|]")
_QUESTION_NUMBER = re.compile(r"Q\d{1,3}\.\s")
_FEWEST_SAID = 4  # words of a warning, or of a sentence that cites
_MAX_HEADING_WORDS = 14
_MAX_WORDS_NUMBERED = 5  # of a heading behind a number
_MAX_WORDS_IN_CASE = 8  # of a heading in sentence case
_MAX_HEADING_CHARACTERS = 110
_MAX_LABEL_WORDS = 3  # that tell the kind of a text
_LEADER = re.compile(r"[.·_]{4,}|…{2,}|(?: \.){4,}")  # "CO-16 ....... missing information"


def is_numbered_heading(row: str, marker: re.Match[str], following: str | None, previous: BlockKind | None) -> bool:
    """Return whether a numbered line heads the text below it, as "2. Telehealth" does, and is no item of a list.

    In capitals it heads even what stands between lists, and a question the answer below it.
    """
    numbered = marker["marker"][0].isdigit() and not marker["indent"]
    words = row[marker.end() :].split()
    if numbered and following is not None and _asks(row[marker.end() :]):
        beside = LIST_MARKER.match(following)  # the next question of several
        return not following.endswith("?") and not (beside and beside["marker"][0].isdigit())
    if not numbered or following is None or not heading_shape(row[marker.end() :], words):
        return False
    if (row.isupper() and not following.isupper()) or _is_caption(row[marker.end() :], following):
        return True
    goes_on = previous is BlockKind.LIST_ITEM or LIST_MARKER.match(following) is not None
    return not goes_on and len(words) <= _MAX_WORDS_NUMBERED and _over_text(words, following)


def names_document(line: str, following: str | None) -> bool:
    """Return whether a first line is a title in sentence case, which may be longer than a heading further down."""
    words = line.split()
    if following is None or not heading_shape(line, words) or LIST_MARKER.match(line) or TABLE_ROW.match(line):
        return False
    return not _tells(line) or _over_text(words, following) or _asks(following)


def names_kind(line: str) -> bool:
    """Return whether a line tells only of what kind a text is, as "CLINICAL REVIEW" does above its title."""
    words = line.split()
    return 0 < len(words) <= _MAX_LABEL_WORDS and all(word.lower() in word_list("text_kinds") for word in words)


def is_heading(line: str, following: str | None) -> bool:
    """Return whether an isolated line reads as a heading: short, no full stop, and text follows that it could head.

    A question heads the answer below it, but not another question.
    """
    words = line.split()
    if following is None or _CODED.match(line):  # an entry of a list of codes
        return False
    if _asks(line):
        return not following.strip().endswith("?") or _over_text(words, following)
    if not heading_shape(line, words):
        return False
    if number := NUMBERED_HEADING.match(line):
        named = line[number.end() - 1 :].split()
        return capitalised(named) or len(named) <= _MAX_WORDS_IN_CASE
    if _tells(line):
        return False
    cites = len(words) >= _FEWEST_SAID and _MARKED.search(line) is not None
    return _is_caption(line, following) or capitalised(words) or (_heads(words, following) and not cites)


def may_head(line: str) -> bool:
    """Return whether a line that is set apart, as by bold type, is as short as a heading or one question.

    What says something by itself, such as "Payer ID: 60054", is a fact that is stressed, and so is what cites or warns.
    """
    words = line.split()
    stressed = _tells(line) or _cites(line, words) or _warns(line, words)
    return _asks(line) or (heading_shape(line, words) and not stressed)


def heads_text(line: str, text: str) -> bool:
    """Return whether a line that is set apart heads the text right below it in its paragraph: "By Fax" no number."""
    return bool(text) and may_head(line) and (_asks(line) or text.endswith(_SENTENCE_ENDS))


def telling_words(line: str) -> list[str]:
    """Return the words of a line that a title capitalises."""
    return _telling(line.split())


def _asks(line: str) -> bool:
    """Return whether a line is one question, as stands above its answer in a list of frequent questions."""
    words = _QUESTION_NUMBER.sub("", line).split()
    return line.endswith("?") and heading_shape(line.rstrip("?"), words) and not any(w[-1] in ".?!" for w in words[:-1])


def _tells(line: str) -> bool:
    """Return whether a short line says something by itself: it gives a name its value, or is a sentence."""
    stated = _STATED.search(line)
    if _PRICED.search(line) or (_SHORT_FORM.match(line) and not _CLAUSE.search(line)):
        return True
    return bool(_VALUE.match(line)) or (stated is not None and not _CLAUSE.search(line, 0, stated.start()))


def _cites(line: str, words: Sequence[str]) -> bool:
    """Return whether a line ends as a sentence with its citation does: "Relief lasts for some weeks³", "… weeks 3"."""
    if len(words) < _FEWEST_SAID:
        return False
    return bool(_MARKED.search(line)) or (bool(_NUMBER_AT_END.search(line)) and not capitalised(words[:-1]))


def _warns(line: str, words: Sequence[str]) -> bool:
    """Return whether a line forbids or demands: "Do not bill both codes", but no "Do Not Bill List"."""
    warning = _WARNING.match(line)
    return warning is not None and len(words) >= _FEWEST_SAID and (warning[1].islower() or line.isupper())


def heading_shape(line: str, words: Sequence[str]) -> bool:
    """Return whether a line, given with its words, is as short as a heading and neither a sentence nor of the file."""
    return (
        0 < len(words) <= _MAX_HEADING_WORDS
        and line != ""
        and not _OF_THE_FILE.match(line)
        and not _LEADER.search(line)
        and len(line) <= _MAX_HEADING_CHARACTERS
        and not line.endswith(_TERMINAL)
        and (line[0].isupper() or line[0].isdigit() or line[0] in '"“(')
        and any(c.isalpha() for c in line)
        and not line.isnumeric()
    )


def capitalised(words: Sequence[str]) -> bool:
    """Return whether every word that a title capitalises is capitalised."""
    telling = _telling(words)
    return bool(telling) and sum(not w[0].islower() for w in telling) >= 0.8 * len(telling)


def _telling(words: Sequence[str]) -> list[str]:
    return [w for w in words if w.strip("\"'“”‘’()").lower() not in word_list("small_words") and w[0].isalnum()]


def _heads(words: Sequence[str], following: str) -> bool:
    """Return whether a line in sentence case heads what follows: short, over a far longer line, a list or a heading."""
    below = following.split()
    over_heading = heading_shape(following.strip(), below) and capitalised(below)
    over_list = LIST_MARKER.match(following) or _CODED.match(following) or GAP.search(following.strip())
    over_text = _over_text(words, following) or over_list is not None or _BARRED.match(following) is not None
    return bool(_telling(words)) and len(words) <= _MAX_WORDS_IN_CASE and (over_text or over_heading)


def _is_caption(line: str, following: str) -> bool:
    """Return whether a line in the shape of a heading names the table whose rows stand below it."""
    return _BARRED.match(following) is not None and _CAPTION.match(line) is not None


def _over_text(words: Sequence[str], following: str) -> bool:
    """Return whether a far longer line stands below the words."""
    return len(following) >= 2.5 * sum(map(len, words))
