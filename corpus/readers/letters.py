"""Who is greeted and who signs in letters and e-mails: short lines, often set apart, that head no text."""

import re

_GREETING = re.compile(
    r"(?:(?:dear|hello|hi|hey)(?: \S+){1,5}|to whom it may concern|good (?:morning|afternoon|evening)\b.{0,40})[,:]?",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:(?:yours |very )?(?:sincerely|faithfully|truly|respectfully|cordially)(?: yours| submitted)?"
    r"|(?:with )?(?:(?:best|kind|warm|kindest|warmest) )?regards|best(?: wishes|,)|(?:many )?thanks|thank you)[,.!]?",
    re.IGNORECASE,
)
_LONGEST_NAME = 7  # words of a line that signs
_MOST_NAMES = 8  # lines below a closing
_SAYS = (".", "!", "?")


class Letter:
    """Follows the lines of a text in order."""

    def __init__(self) -> None:
        self._left = 0  # lines that may still sign

    def frames(self, line: str) -> bool:
        """Return whether a line greets, closes or signs; asked for each line once."""
        if _CLOSING.fullmatch(line):
            self._left = _MOST_NAMES
            return True
        signs = self._left > 0 and len(line.split()) <= _LONGEST_NAME and ":" not in line and not line.endswith(_SAYS)
        self._left = self._left - 1 if signs else 0
        return signs or _GREETING.fullmatch(line) is not None
