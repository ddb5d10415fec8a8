"""Greetings before a question, which are not looked for: "good morning, what is the code for …"."""

import re

_HAILED = r"(?i:[\s,]+(?:there|team|all|everyone|everybody|folks|guys)\b)"
_GREETED = re.compile(
    rf"^\W*(?:(?i:good\s+(?:morning|afternoon|evening)|hello|hey|hiya|greetings|good\s+day(?={_HAILED}|\s*[,.!:–-]))"
    rf"|[Hh]i)\b(?!-\w)(?:{_HAILED})*[\s,.!:–-]+"
)  # but no "morning sickness", no "hi-tech", no "good day supply", and no modifier HI


def ungreeted(question: str) -> str:
    """Return the question without a greeting before it: a "good morning" is not looked for."""
    rest = _GREETED.sub("", question, count=1)
    return rest if any(c.isalnum() for c in rest) else question
