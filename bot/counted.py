"""Numbers of things in words, for people."""


def counted(number: int, what: str) -> str:
    """Return a number of things in words: "1 document", "2,000 documents"."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"
