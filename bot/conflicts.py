"""Sentences of different documents that say different things of the same subject: other codes, or another date."""

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.choosing.headline import NEAR, Scored
from bot.refusing.names_elsewhere import named_elsewhere
from corpus.model import Month, Passage
from index.questions.codes import codes_in
from index.questions.concepts import Understanding

_MONTHS = [month.lower() for month in calendar.month_abbr]  # from 1 on
_NAMES = "|".join((*calendar.month_name[1:], *calendar.month_abbr[1:], "Sept"))
_PRINTED = re.compile(rf"\b(?:(?P<month>{_NAMES})\b\.?\s+(?:(?P<day>\d{{1,2}}),?\s+)?)?(?P<year>(?:19|20)\d\d)\b")

_SEVERAL = re.compile(
    r"\b(?:which|how many|number of|count of|all|list)(?: of)?(?: the| our)?(?: [\w-]+)? codes\b", re.IGNORECASE
)
# A sentence on what a code needs, or what becomes of it: another code of which the same is said is one more.
_BEFORE_CODE = re.compile(r"\W*(?:(?:the|all|both|cpt|hcpcs|icd-10|procedure|diagnosis|codes?)\W+)*", re.IGNORECASE)
_RULED_ON = re.compile(
    r"[\s,/]*(?:(?:and|or)\s+)?(?:(?:also|always|never|only|still) )?"
    r"(?:needs?\b|requires?\b|(?:do|does)(?: not|n['’]t) (?:need|require)\b"
    r"|(?:is|are|may be|will be) (?:(?:also|always|never|not|only|still) )?"
    r"(?:bundled|covered|denied|excluded|exempt|paid|subject)\b)",
    re.IGNORECASE,
)


class Dated(NamedTuple):
    """A date as it is shown, and what it says: the year, perhaps the month, perhaps the day."""

    shown: str
    parts: tuple[int, ...]

    def speaks_against(self, other: "Dated") -> bool:
        """Return whether two dates cannot be the same: 2024 may be March 2024."""
        return any(one != two for one, two in zip(self.parts, other.parts, strict=False))


@dataclass(frozen=True, slots=True)
class Rival:
    """The sentence that stands against the best one, and what the two differ in."""

    scored: Scored
    kind: str  # code | date
    values: tuple[str, str]  # of the best sentence, of the rival


def rival(understood: Understanding, ranked: Sequence[Scored]) -> Rival | None:
    """Return the sentence of another document that differs from the best one in codes or date; None if there is none.

    Only where a code is asked for or named: different numbers elsewhere are mostly different things, and where several
    are asked for, each document may have some.
    """
    asked = {c.term for c in understood.codes}
    if not ranked or not (asked or any(intent.answer == "code" for intent in understood.intents)):
        return None
    if _SEVERAL.search(understood.own_question):
        return None
    best = ranked[0]
    for other in ranked[1:]:
        if other.score < best.score * NEAR:
            return None
        if other.candidate.passage.doc_id == best.candidate.passage.doc_id:
            continue
        if any(named_elsewhere(understood, other.candidate)):
            continue  # another payer's code is no other side
        if found := _difference(best, other, asked):
            return found
    return None


def _difference(best: Scored, other: Scored, asked: set[str]) -> Rival | None:
    codes, others = codes_in(best.candidate.sentence.text), codes_in(other.candidate.sentence.text)
    ruled_on = _ruled_on(best.candidate.sentence.text, codes) and _ruled_on(other.candidate.sentence.text, others)
    if not (asked or ruled_on) and codes and others and set(codes).isdisjoint(others):
        return Rival(other, "code", (", ".join(codes), ", ".join(others)))
    dates = dated(best.candidate.passage), dated(other.candidate.passage)
    named = asked & {c.lower() for c in codes} & {c.lower() for c in others}
    if named and dates[0] and dates[1] and dates[0].speaks_against(dates[1]):
        return Rival(other, "date", (dates[0].shown, dates[1].shown))
    return None


def _ruled_on(text: str, codes: Sequence[str]) -> bool:
    """Return whether a sentence begins with codes and tells what they need, or what becomes of them: of no service."""
    if not codes:
        return False
    before, _, behind = text.partition(codes[0])
    for code in codes[1:]:
        behind = re.sub(rf"\A\s*(?:,|and|or|/|,\s*(?:and|or))\s*{re.escape(code)}", "", behind)
    return bool(_BEFORE_CODE.fullmatch(before) and _RULED_ON.match(behind))


def dated(passage: Passage) -> Dated | None:
    """Return the date of a passage: of its document, or as its headings print it."""
    about = passage.metadata
    known = about.revised or about.reviewed or about.effective
    if known:
        day = () if isinstance(known, Month) else (known.day,)
        return Dated(known.isoformat(), (known.year, known.month, *day))
    found = _PRINTED.search("\n".join((*reversed(passage.section), passage.document)))
    if found is None:
        return None
    month = (_MONTHS.index(found["month"][:3].lower()),) if found["month"] else ()
    day = (int(found["day"]),) if found["day"] else ()
    return Dated(found.group(), (int(found["year"]), *month, *day))
