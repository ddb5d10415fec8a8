"""A number as a sheet prints it under the code of its format: 360 under "0000" is 0360, 0.2 under "0%" is 20%."""

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, DecimalException

# of ECMA-376, part 1, 18.8.30; the codes of dates are the reader's own, those of fractions and powers stay out
BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"$"#,##0_);("$"#,##0)',
    6: '"$"#,##0_);("$"#,##0)',
    7: '"$"#,##0.00_);("$"#,##0.00)',
    8: '"$"#,##0.00_);("$"#,##0.00)',
    9: "0%",
    10: "0.00%",
    37: "#,##0_);(#,##0)",
    38: "#,##0_);(#,##0)",
    39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);(#,##0.00)",
    41: '_(* #,##0_);_(* (#,##0);_(* "-"_)',
    42: '_("$"* #,##0_);_("$"* (#,##0);_("$"* "-"_)',
    43: '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_)',
    44: '_("$"* #,##0.00_);_("$"* (#,##0.00);_("$"* "-"??_)',
}
_SECTIONS = re.compile(r'((?:"[^"]*"|\\.|[^";\\])*)(?:;|$)')  # of positive, negative numbers and zero
_PART = re.compile(
    r"""
    "(?P<quoted>[^"]*)" | \\(?P<escaped>.) | [_*].
    | \[\$(?P<sign>[^\]-]*)[^\]]*\] | \[(?:black|blue|cyan|green|magenta|red|white|yellow|color\d+)\]
    | (?P<number>[\#0?](?:[\#0?,]*[\#0?])?(?:\.[\#0?]*)?|\.[\#0?]+) | (?P<plain>[-+$€£¥%()&'{}<>=~^!:\ ])
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ZERO = 2  # the place of its section
_LONGEST_CODE = 255  # as Excel has it
_MOST_PLACES = 30


def printed(value: float, code: str) -> str | None:
    """Return a number as a sheet prints it, None for codes that say nothing of digits or more than is known here."""
    sections = [match[1] for match in _SECTIONS.finditer(code[:_LONGEST_CODE])][:-1] or [code]
    section = 1 if value < 0 and len(sections) > 1 else _ZERO if value == 0 and len(sections) > _ZERO else 0
    if not sections[section]:
        return "" if len(sections) > 1 else None
    parts = _parts(sections[section])
    if parts is None:
        return None
    places = [part["number"] for part in parts if part["number"]]
    digits = _digits(abs(value), places, sum(part["plain"] == "%" for part in parts))
    if digits is None:
        return None
    texts = iter(digits)
    shown = "".join(next(texts) if part["number"] else _literal(part) for part in parts)
    return " ".join(f"{'-' if value < 0 and section == 0 else ''}{shown}".split())


def _parts(section: str) -> list[re.Match[str]] | None:
    parts: list[re.Match[str]] = []
    end = 0
    while end < len(section):
        part = _PART.match(section, end)
        if part is None:
            return None
        parts.append(part)
        end = part.end()
    return parts


def _literal(part: re.Match[str]) -> str:
    return next(filter(None, part.group("quoted", "escaped", "sign", "plain")), "")


def _digits(value: float, places: Sequence[str], percents: int) -> list[str] | None:
    """Return the digits for each run of places; several runs of zeros share those of a whole number."""
    try:
        number = Decimal(repr(value)).scaleb(2 * percents)
        if len(places) == 1:
            return [_number(number, places[0])]
        if set("".join(places)) <= {"0"}:
            return _shared(number, places)
    except DecimalException:  # a number of more digits than a sheet has
        pass
    return None


def _number(number: Decimal, places: str) -> str:
    whole, _, fraction = places.partition(".")
    rounded = number.quantize(Decimal(1).scaleb(-min(len(fraction), _MOST_PLACES)), ROUND_HALF_UP)
    before, _, after = f"{rounded:f}".partition(".")
    before = before.lstrip("0").zfill(whole.count("0"))
    if "," in whole:
        before = f"{int(before or 0):,}" if before.lstrip("0") else before
    optional = len(fraction) - len(fraction.rstrip("#?"))
    while optional and after.endswith("0"):
        after, optional = after[:-1], optional - 1
    return f"{before}.{after}" if fraction else before


def _shared(number: Decimal, places: Sequence[str]) -> list[str]:
    digits = f"{number.quantize(Decimal(1), ROUND_HALF_UP):f}".zfill(sum(map(len, places)))
    found: list[str] = []
    for run in reversed(places[1:]):
        found.append(digits[-len(run) :])
        digits = digits[: -len(run)]
    return [digits, *reversed(found)] if places else []
