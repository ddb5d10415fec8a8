"""Roman numerals, which lists print before their items and texts behind their grades."""

_NUMERALS = "m:1000 cm:900 d:500 cd:400 c:100 xc:90 l:50 xl:40 x:10 ix:9 v:5 iv:4 i:1"
_ROMAN = tuple((numeral, int(value)) for numeral, _, value in (pair.partition(":") for pair in _NUMERALS.split()))
_MOST_ROMAN = 3_999


def roman(number: int) -> str:
    """Return a number in small Roman numerals, "" for one that has none."""
    if not 0 < number <= _MOST_ROMAN:
        return ""
    written = ""
    for numeral, value in _ROMAN:
        count, number = divmod(number, value)
        written += numeral * count
    return written
