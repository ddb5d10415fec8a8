"""The lines by which a mail program says who wrote what is answered or forwarded below: no text of the message."""

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


def without_heads(text: str) -> str:
    """Return a plain text without the marks of what is quoted and the heads above it; a memo begins with TO or DATE."""
    kept: list[str] = []
    for is_named, lines in groupby(_unquoted(text.split("\n")), key=lambda line: bool(_LINE.match(line))):
        found = list(lines)
        head = is_named and len(found) >= _FEWEST and _FROM.match(found[0])
        kept += [""] if head else found
    return "\n".join(line for line in kept if not _RULE.fullmatch(line))


def _unquoted(lines: Sequence[str]) -> Iterator[str]:
    """Yield lines without the marks of what is quoted below its head; elsewhere a ">" is a sign, as in "> 65 years"."""
    last, within = "", False
    for line in lines:
        within = line.startswith(">") and (within or last.endswith(_ENDS_HEAD))
        last = line.strip() or last
        yield _QUOTED.sub("", line, count=1) if within else line


def is_head(text: str) -> bool:
    """Return whether a paragraph is such a head, as pages have them in one."""
    if len(text) > _LONGEST:
        return False
    return any(form.fullmatch(text) for form in (_RULE, _ONE_BLOCK, _WROTE))
