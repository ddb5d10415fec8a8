"""What is printed before the items of numbered lists: figures, Roman numerals, letters."""

_NUMERALS = "m:1000 cm:900 d:500 cd:400 c:100 xc:90 l:50 xl:40 x:10 ix:9 v:5 iv:4 i:1"
_ROMAN = tuple((letters, int(value)) for letters, _, value in (pair.partition(":") for pair in _NUMERALS.split()))
_MOST_ROMAN = 3_999
_LETTERS = 26
_MOST_LETTERS = 780  # thirty times the alphabet, as Word has it


def roman(number: int) -> str:
    """Return a number in small Roman numerals, "" for one that has none."""
    if not 0 < number <= _MOST_ROMAN:
        return ""
    written = ""
    for numeral, value in _ROMAN:
        count, number = divmod(number, value)
        written += numeral * count
    return written


def letters(number: int) -> str:
    """Return the letter of an item, twice from the twenty-seventh on, "" for one that has none."""
    return (
        chr(ord("a") + (number - 1) % _LETTERS) * (1 + (number - 1) // _LETTERS) if 0 < number <= _MOST_LETTERS else ""
    )
