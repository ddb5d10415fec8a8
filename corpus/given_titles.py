"""The title that a file's properties give it, where a person gave it: programs fill that field in as well."""

import re

_PROGRAM = re.compile(r"Microsoft (?:Office )?(?:Word|Excel|PowerPoint) - ", re.IGNORECASE)
_SUFFIX = re.compile(r"\.(?:docx?|xlsx?|pptx?|rtf|odt|pdf|html?|indd|qxd)$", re.IGNORECASE)
_FILLED_IN = re.compile(
    r"\W*(?:(?:(?:untitled|unnamed|new|microsoft|word|powerpoint|excel)\W*)*"
    r"(?:untitled|unnamed|document|presentation|workbook|slide|book|layout|page|worksheet)\W*\d{0,3}"
    r"|anonymous|unknown|unspecified|none|no title|title|scan(?:ned)?(?: document)?|print)\W*",
    re.IGNORECASE,
)


def given_title(title: str | None) -> str | None:
    """Return a title without the name of a program and the ending of a file; None for one that a program made up."""
    given = _SUFFIX.sub("", _PROGRAM.sub("", (title or "").strip()))
    return None if not given or _FILLED_IN.fullmatch(given) else given
