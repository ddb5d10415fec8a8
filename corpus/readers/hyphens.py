"""Words that were cut at the end of a line, made whole again where the document or English knows them."""

import re
from collections.abc import Iterable, Sequence

from corpus.english import english_words

SOFT_HYPHENS = "\ufffe\x02"  # PDFium's marks for a hyphen at a line's end, behind which it breaks no line
_LETTERS = re.compile(r"[^\W\d_]+")
_HYPHENATED = re.compile(r"[^\W\d_]+-[^\W\d_]+")
_CUT = re.compile(r"[^\W\d_]{2}-$")  # "physi-"
_RANGE = re.compile(r"\d[-–]$")
_END = 3  # characters that these look at
_CUT_WORD = re.compile(rf"([^\W\d_]+)[{SOFT_HYPHENS}]\s*([^\W\d_]+)")
_SUSPENDED = re.compile(rf"([^\W\d_])[{SOFT_HYPHENS}]\s*((?:and|or|to)\s)")  # "short- and long-term"
_RARE = 0.01  # of the rarer part's frequency


def words_of(lines: Iterable[str]) -> frozenset[str]:
    """Return the words of all lines, those with a hyphen too, if there is a line end to resolve by them."""
    kept = list(lines)
    if not any(line.endswith("-") or any(hyphen in line for hyphen in SOFT_HYPHENS) for line in kept):
        return frozenset()
    text = "\n".join(kept).lower()
    return frozenset(_LETTERS.findall(text)) | frozenset(_HYPHENATED.findall(text))


def cuts_word(line: str) -> bool:
    """Return whether a line ends within a word: "conser-", or before the rest of a compound."""
    return _CUT.search(line[-_END:]) is not None


def joined_lines(lines: Sequence[str]) -> str:
    """Return wrapped lines as one; behind a soft hyphen and within a range ("64885-") there is no space.

    At the end of a page PDFium takes a hyphen for a plain one, and a plain text has no other.
    """
    parts: list[str] = []
    end = ""  # of what is joined: the whole may be as long as a file
    for line in lines:
        if line[:1].islower() and _CUT.search(end):
            parts[-1] = parts[-1][:-1] + SOFT_HYPHENS[0]
            end = SOFT_HYPHENS[0]
        parts.append(line if not end or end[-1] in SOFT_HYPHENS or _RANGE.search(end) else f" {line}")
        end = (end + parts[-1])[-_END:]
    return "".join(parts)


def repair_hyphens(text: str, words: frozenset[str]) -> str:
    """Return the text with hyphens of line ends resolved by the words of the document and of English."""
    if not any(hyphen in text for hyphen in SOFT_HYPHENS):
        return text
    repaired = _SUSPENDED.sub(r"\1- \2", text)
    repaired = _CUT_WORD.sub(lambda match: _uncut(match[1], match[2], words), repaired)
    return repaired.translate({ord(c): "-" for c in SOFT_HYPHENS})


def _uncut(first: str, second: str, words: frozenset[str]) -> str:
    """Return the parts of a word as one if that is a word, unless the document writes it with a hyphen elsewhere."""
    joined, hyphenated = f"{first}{second}", f"{first}-{second}"
    if joined.lower() in words:
        return joined
    return joined if hyphenated.lower() not in words and _is_whole(first.lower(), second.lower()) else hyphenated


def _is_whole(first: str, second: str) -> bool:
    """Return whether two parts make a word of English. "onetime" is far rarer than "one" and "time" are."""
    counts = english_words()
    whole, rarer = int(counts.get(first + second, 0)), min(int(counts.get(part, 0)) for part in (first, second))
    return whole > _RARE * rarer
