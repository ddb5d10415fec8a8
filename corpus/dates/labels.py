"""Labels that say which date stands behind them: "Effective Date: 01/01/2025", "Page last reviewed: May 15, 2024"."""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from corpus.dates.forms import DATE, dates_in, may_lack_year


class Label(StrEnum):
    """What a labelled date says of the whole document."""

    EFFECTIVE = "effective"
    ORIGINAL = "original"  # when its first version took effect
    REVISED = "revised"
    REVIEWED = "reviewed"  # or approved: both say that it was found right, not that it was changed
    RETIRED = "retired"


class Labelled(NamedTuple):
    """A label and the dates as they are printed behind it."""

    label: Label
    dates: tuple[str, ...]


_WHAT = (
    r"(?:(?:this|the|our)\s+)?(?:(?:clinical|medical|payment|reimbursement|coverage|provider|web|current)\s+)?"
    r"(?:article|billing guide|bulletin|content|document|form|guidance|guide|guidelines?|handbook|information|manual"
    r"|page|policy|procedure|protocol|site|topic|version|website)"
)
_LAST = r"(?:last|latest|most\s+recent(?:ly)?)"
_BEHIND = r"(?:\s+(?:as\s+of|on|from|since|of))?"
_CHANGED = r"(?:revised|updated|modified|amended)"
_CHANGE = r"(?:revision|update|modification|amendment|change)"
_EFFECTIVE = rf"effective(?:\s+date)?|date\s+effective|effective\s+date\s+of\s+(?:this\s+)?{_WHAT}|in\s+effect"
_CHANGES = r"(?:revis(?:ed|ions?)|updated?)"
_NAMED = r"(?:,?\s+(?:and|of|the|(?-i:[A-Z][\w'’-]*))){1,8},?"
_BOTH = rf"(?:review(?:ed)?\s?(?:/|and|or|&)\s?{_CHANGES}|{_CHANGES}\s?(?:/|and|or|&)\s?review(?:ed)?)"
_WORDS: dict[Label, str] = {
    Label.ORIGINAL: rf"(?:{_WHAT}\s+)?(?:original|initial|first)(?:ly)?\s+(?:{_EFFECTIVE})",
    Label.EFFECTIVE: (
        rf"(?:{_WHAT}\s+(?:is\s+)?)?(?:(?:current|new|latest|revised|revision|version)\s+)?(?:{_EFFECTIVE})"
    ),
    Label.RETIRED: (
        rf"{_WHAT}\s+(?:(?:is|was|has\s+been|will\s+be)\s+)?"
        r"(?:retired|retirement\s+date|terminated|rescinded|withdrawn)(?:\s+effective)?"
        r"|retired(?=\s*:)|date\s+retired|retired\s+date"
    ),
    Label.REVIEWED: (
        rf"(?:(?:{_WHAT}\s+(?:was\s+)?)?(?:{_LAST}\s+|date\s+(?:{_LAST}\s+|of\s+{_LAST}\s+)?)?"
        rf"(?:(?:medically|clinically|annually)\s+)?(?:{_BOTH}|reviewed(?:\s+by{_NAMED})?|approved))(?:\s+dates?)?"
        rf"|(?:(?-i:[A-Z]{{2,8}})\s+)?{_LAST}\s+reviewed"
        rf"|(?:{_WHAT}\s+)?{_LAST}\s+(?:(?:annual|clinical|committee|medical|p&t)\s+)?(?:review|approval)(?:\s+date)?"
        r"|(?:(?:annual|board|clinical|committee|p&t)\s+)?approval\s+date|date\s+of\s+(?:approval|last\s+review)"
    ),
    Label.REVISED: (
        rf"(?:{_WHAT}\s+)?(?:(?:was|is)\s+)?(?:{_LAST}\s+|date\s+(?:{_LAST}\s+|of\s+{_LAST}\s+)?)?{_CHANGED}"
        rf"|(?:{_WHAT}\s+)?(?:{_LAST}\s+|date\s+of\s+(?:{_LAST}\s+)?){_CHANGE}(?:\s+date)?"
        rf"|(?:{_WHAT}\s+)?(?:{_CHANGE}|rev\.?|version)\s+date|rev(?:ision\b|\b\.?)|version(?:\s+of)?"
        r"|(?:version|rev(?:ision\b|\b\.?))\s*:?\s*(?:no\.?\s*)?\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?\s?[,;(–—-]"
    ),
}
_BLANK = r"[^\S\t]{1,2}"  # what parts a line parts no words of a label: "Ostrander Policy<tab>Effective Date"
_LABELS = "|".join(f"(?P<{label}>{words})" for label, words in _WORDS.items()).replace(r"\s+", _BLANK)
_ASIDE = r"(?:\s*\([^()\d]{1,30}\))?"  # "Revision Date (Medicaid)"
_WEEKDAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\b"
_BETWEEN = rf"{_ASIDE}{_BEHIND}\s*(?P<colon>[:=]?)[\s*_–—-]*(?:{_WEEKDAY},?\s+)?"
_OF_MEETING = re.compile(
    rf"(?:meeting\s+)?date(?:\s+of\s+(?:the\s+)?meeting)?\s*:[\s*_]*(?:{_WEEKDAY}\.?,?\s+)?(?={DATE})", re.IGNORECASE
)
_ALONE = re.compile(rf"(?:{_LABELS}){_ASIDE}{_BEHIND}\s*:?", re.IGNORECASE)
_LABELLED = re.compile(rf"(?<![\w-])(?:{_LABELS}){_BETWEEN}(?={DATE})", re.IGNORECASE)
_PAGE = r"page\s*:?\s*\d+(?:\s*(?:of|/)\s*\d+)?"
_AND = re.compile(r"\s*(?:[,;/&]|and\b)\s*(?:and\s+)?", re.IGNORECASE)
_TIME = re.compile(
    r"(?:,?\s+(?:at\s+)?|T)\d{1,2}:\d\d(?::\d\d)?(?:\s*[ap]\.?m\b\.?)?(?:\s*[A-Z]{1,4}\b)?", re.IGNORECASE
)
_UNTIL = re.compile(r"\s*(?:through|thru|to|until|–|—|-)\s*", re.IGNORECASE)
_FIELD = (
    r"[A-Z][\w./&-]*(?:\s+(?:and|business|by|date|due|effective|last|of|review(?:ed)?|revis(?:ed|ion)|the|updated"
    r"|[A-Z#][\w./&-]*)){0,3}:"
)
_ENDS = re.compile(
    rf"[.*†‡)\]\s]*(?:$|[|•·\t©]|\s{{3,}}|[(,–—-]?\s*(?i:{_PAGE})\b|\s+by\s+[^:.]{{1,60}}$|\s*\([^()]{{1,60}}\)\W*$)"
    rf"|[*)]*\s+(?:[–—-]\s+)?{_FIELD}"
)
_BEGINS = re.compile(rf"(?:^|[|•·\t;]|\b{_PAGE}|^(?:©|\(c\)|copyright)[^|]{{0,80}}[.,])[\s*_#(\[–—-]*$", re.IGNORECASE)
_NAMES = re.compile(r"(?:(?:[A-Z\d&(–-]\S*|and|for|in|of|on|the|to|with)\s+)*[A-Z\d(]\S*\.\s+")  # "Ostrander Plan. "
_NEXT = re.compile(r"\.\s+[A-Z]")
_CITES = re.compile(r"\b(?:accessed|available|cited|doi|https?|retrieved)\b", re.IGNORECASE)
_SET_OFF = re.compile(r"[(–—]\s*$|\s-\s*$")
_BEHIND_DATE = re.compile(rf"{DATE}[\s,;.)–—-]*$", re.IGNORECASE)
_FIELDS = re.compile(r"(?!(?i:examples?|sample|note)\b)[A-Z][\w /&-]{0,30}:\s")  # a line of "Editor: … Updated: …"
_SAYS_WHEN = re.compile(
    r"(?:effect|rev|updat|modif|amend|approv|version|retire|termin|rescin|withdr|chang).*\d", re.IGNORECASE
)
_LONGEST_LABEL = 80
_LONGEST = 300  # characters of a line that are looked at
_STATES = re.compile(r"\b(?:are|can|do|does|has|have|is|may|must|no|not|should|was|were|will)\b", re.IGNORECASE)
_MOST_WORDS = 14  # of a line that a date is set off in, as of a title


def labelled_in(line: str, *, heads: bool) -> Iterator[Labelled]:
    """Yield the labelled dates of a line that holds them as such, and does not go on about something else.

    With `heads` the line may be a title with the date behind it: "Billing Guide (Rev. 3/2024)".
    """
    line = line[:_LONGEST]
    if not _SAYS_WHEN.search(line):  # most lines; ten times as fast
        return
    end = 0
    for match in _LABELLED.finditer(line):
        if match.start() < end or not _stands_apart(line, match, heads=heads):
            continue
        dates, end = _listed(line, match.end())
        dates = _with_years(dates, match.group())
        if dates and (_is_over(line, end, _label(match)) or (heads and _is_fragment(line, match, end))):
            yield Labelled(_label(match), dates)


def day_of_meeting(line: str) -> Iterator[Labelled]:
    """Yield the date of a line of minutes that tells when people met; elsewhere a bare "Date:" says nothing."""
    line = line[:_LONGEST].lstrip("*_ ")
    if match := _OF_MEETING.match(line):
        dates, end = _listed(line, match.end())
        if len(dates) == 1 and not may_lack_year(dates[0]) and _is_over(line, end, Label.REVISED):
            yield Labelled(Label.REVISED, dates)


def label_alone(cell: str) -> Label | None:
    """Return what a cell or a line labels that holds nothing but a label; None for any other."""
    match = _ALONE.fullmatch(cell.strip().strip("*_")) if len(cell) <= _LONGEST_LABEL else None
    return _label(match) if match else None


def _label(match: re.Match[str]) -> Label:
    return next(label for label in Label if match[label])


def _stands_apart(line: str, match: re.Match[str], *, heads: bool) -> bool:
    """Return whether a label begins a line or a part of one; in the midst of a sentence it says something else."""
    before = line[: match.start()]
    if not (match.group()[0].isupper() or match["colon"] or _SET_OFF.search(before)):
        return False
    if _BEGINS.search(before) or _BEHIND_DATE.search(before):
        return True
    if _STATES.search(before):
        return False
    if match["colon"] and _FIELDS.match(before):
        return True
    if not heads or _CITES.search(line):
        return False
    in_title = _SET_OFF.search(before) and not line.endswith(".") and len(line.split()) <= _MOST_WORDS
    return bool(in_title or _NAMES.fullmatch(before))


def _is_fragment(line: str, match: re.Match[str], end: int) -> bool:
    """Return whether label and date stand between full stops, as in "Ostrander. Effective March 1, 2025. For all."."""
    apart = match["colon"] or _NAMES.fullmatch(line[: match.start()])
    return bool(apart) and _NEXT.match(line, end) is not None and not _CITES.search(line)


def _with_years(dates: Sequence[str], label: str) -> tuple[str, ...]:
    """Return the dates that tell a year: "Updated 3/11" may mean a day, where "Rev. 3/11" means a month."""
    return tuple(printed for printed in dates if "rev" in label.lower() or not may_lack_year(printed))


def _listed(line: str, start: int) -> tuple[tuple[str, ...], int]:
    """Return the dates that stand in a row from a place on, and where they end."""
    found: list[str] = []
    end = start
    for match in dates_in(line[start:]):
        begins = start + match.start()
        if begins != end and not _AND.fullmatch(line[end:begins]):
            break
        found.append(match.group())
        end = start + match.end()
    return tuple(found), end


def _is_over(line: str, end: int, label: Label) -> bool:
    """Return whether nothing, or something else of its kind, follows behind a date."""
    if match := _TIME.match(line, end):
        end = match.end()
    if label is Label.EFFECTIVE and (match := _UNTIL.match(line, end)):
        until = next(dates_in(line[match.end() :]), None)
        end = match.end() + until.end() if until and not until.start() else end
    if _ENDS.match(line, end):
        return True
    following = _LABELLED.search(line, end)
    return following is not None and not line[end : following.start()].strip(" ,.;()–—-")
