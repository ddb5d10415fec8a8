"""The lines by which a mail program says who wrote what is answered or forwarded below, and signatures: no text."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

_QUOTED = re.compile(r"(?:>[ \t]?)+")
_ENDS_HEAD = "wrote:"
_LINE = re.compile(
    r"\s*\*?(?:from|to|cc|bcc|sent|date|reply-to|subject|importance|attachments?):\*?(?:\s|$)", re.IGNORECASE
)
_FROM = re.compile(r"\s*\*?from:", re.IGNORECASE)
_FEWEST = 3  # lines of a head
_RULE = re.compile(r"\s*-{3,}\s*(?:original|forwarded) message\s*-{3,}\s*", re.IGNORECASE)
_ONE_BLOCK = re.compile(r"from:\s.{1,300}?\b(?:sent|date):\s.{1,2000}?\bsubject:\s.{0,200}", re.IGNORECASE | re.DOTALL)
_WROTE = re.compile(r"on\s.{5,200}?(?:@|\d:\d\d).{0,200}\bwrote:", re.IGNORECASE | re.DOTALL)
_LONGEST = 2_500  # characters of a head
_WARNS = re.compile(
    r"\W*(?:confidential(?:ity)?|disclaimer|privileged|this (?:e-?mail|message|communication|transmission)"
    r"|the (?:information|contents?) (?:of|in) this (?:e-?mail|message)|if you (?:have received|are not))\b"
    r"(?=.{0,600}\b(?:addressees?|intended recipients?"
    r"|intended (?:only |solely |exclusively )?for the (?:use|named|person|individual|addressee))\b)"
    r"(?=.{0,600}\b(?:e-?mail|message|communication|transmission|disclos\w*|privileged)\b)",
    re.IGNORECASE | re.DOTALL,
)  # what programs put below each message of an organization
_SIGNS = re.compile(r"((?:>[ \t]?)*)--[ \t]*")
_BEGINS_HEAD = re.compile(r"\s*on\s.{5,200}?(?:@|\d:\d\d|\bwrote:)", re.IGNORECASE)
_LONGEST_SIGNATURE = 20  # lines
_MOST_NAME_WORDS = 7  # of the first line of a signature
_SAYS = (".", "!", "?", ":")


def without_heads(text: str) -> str:
    """Return a plain text without signatures, marks of quoting and heads; a memo begins with TO or DATE."""
    kept: list[str] = []
    rows = text.split("\n")
    written = [rows[at] for at in places_unsigned(rows)]
    for is_named, lines in groupby(_unquoted(written), key=lambda line: bool(_LINE.match(line))):
        found = list(lines)
        head = is_named and len(found) >= _FEWEST and _FROM.match(found[0])
        kept += [""] if head else found
    return "\n".join(line for line in kept if not _RULE.fullmatch(line))


def places_unsigned(lines: Sequence[str]) -> Iterator[int]:
    """Yield the places of lines that are not of a signature, which two dashes stand above."""
    at = 0
    while at < len(lines):
        end = _signature_end(lines, at)
        if end == at:
            yield at
        at = max(end, at + 1)


def _signature_end(lines: Sequence[str], at: int) -> int:
    """Return where the signature that a line opens ends, `at` if it opens none.

    A name is its first line, and it ends before what is quoted more or less than it, or the head of another message.
    """
    opening = _SIGNS.fullmatch(lines[at])
    if opening is None or not _may_name(lines[at + 1] if at + 1 < len(lines) else ""):
        return at
    stop = min(at + 1 + _LONGEST_SIGNATURE, len(lines))
    end = next((i for i in range(at + 1, stop) if _is_beyond(lines[i], opening[1].count(">"))), stop)
    return at if end == stop < len(lines) and any(map(str.strip, lines[stop:])) else end


def _may_name(line: str) -> bool:
    words = _QUOTED.sub("", line, count=1).split()
    return 0 < len(words) <= _MOST_NAME_WORDS and not words[-1].endswith(_SAYS)


def _is_beyond(line: str, depth: int) -> bool:
    """Return whether a line is none of a signature that is quoted to a depth."""
    marks = _QUOTED.match(line)
    words = line[marks.end() :] if marks else line
    quoted = marks.group().count(">") if marks else 0
    return quoted != depth or any(form.match(words) for form in (_BEGINS_HEAD, _FROM, _RULE))


def _unquoted(lines: Sequence[str]) -> Iterator[str]:
    """Yield lines without the marks of what is quoted below its head; elsewhere a ">" is a sign, as in "> 65 years"."""
    last, within = "", False
    for line in lines:
        within = line.startswith(">") and (within or last.endswith(_ENDS_HEAD))
        last = line.strip() or last
        yield _QUOTED.sub("", line, count=1) if within else line


def is_disclaimer(text: str) -> bool:
    """Return whether a paragraph only warns those whom a message was not meant for."""
    return len(text) <= _LONGEST and _WARNS.match(text) is not None


def is_head(text: str) -> bool:
    """Return whether a paragraph is such a head, as pages have them in one."""
    if len(text) > _LONGEST:
        return False
    return any(form.fullmatch(text) for form in (_RULE, _ONE_BLOCK, _WROTE))
