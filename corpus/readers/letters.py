"""Who is greeted and who signs in letters and e-mails: short lines, often set apart, that head no text."""

import re

_TIME_OF_DAY = "good (?:morning|afternoon|evening)"
_GREETING = re.compile(
    "|".join(
        (
            r"(?:dear|hello|hi|hey)(?: \S+){1,5}[,:]",
            rf"(?:to whom it may concern|{_TIME_OF_DAY})[,:]?",
            rf"{_TIME_OF_DAY}\b.{{0,40}}[,:]",
            r"(?:all|everyone|folks|team)(?:,| ?[–—-])",
            r"dear(?: \S+){0,4} (?!(?:letter|notice|memo)s?\b)\S+",  # "Dear Provider", no "Dear Colleague Letters"
            r"(?:hello|hi|hey),?(?: (?:dr|mrs?|ms)\.?)? \S+",
            # "Hi all", but not "Hi Tech Imaging"
            rf"(?:hello|hi|hey|{_TIME_OF_DAY}),?(?: \S+){{0,3}} (?:all|both|everyone|folks|team|there)",
        )
    ),
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:(?:yours |very )?(?:sincerely|faithfully|truly|respectfully|cordially)(?: yours| submitted)?"
    r"|(?:with )?(?:(?:best|kind|warm|kindest|warmest) )?regards|best(?: wishes|,)|(?:many )?thanks|thank you)[,.!]?",
    re.IGNORECASE,
)
_LONGEST_NAME = 7  # words of a line that signs
_MARKS = ",.!"  # behind a closing
_MOST_NAMES = 8  # lines below a closing
_FEWEST_SAID = 8  # words of a line that says something
_SAYS = (".", "!", "?")


class Letter:
    """Follows the lines of a text in order."""

    def __init__(self) -> None:
        self._left = 0  # lines that may still sign
        self._said = False

    def frames(self, line: str, following: str | None) -> bool:
        """Return whether a line greets, closes or signs; asked for each line once, with the one below it.

        What stands over a text or a greeting is its title, but for the name right below a closing; so is a closing
        without a mark, and where nothing was said before.
        """
        heads = following is not None and (_says(following) or _greets(following))
        if _CLOSING.fullmatch(line) and (line[-1] in _MARKS or (self._said and not heads)):
            self._left = _MOST_NAMES
            return True
        self._said = self._said or _says(line)
        named = len(line.split()) <= _LONGEST_NAME and ":" not in line and not line.endswith(_SAYS)
        signs = named and (self._left == _MOST_NAMES or (self._left > 0 and not heads))
        self._left = self._left - 1 if signs else 0
        return signs or _greets(line)


def _greets(line: str) -> bool:
    return _GREETING.fullmatch(line) is not None


def _says(line: str) -> bool:
    return line.endswith(_SAYS) and len(line.split()) >= _FEWEST_SAID
