"""Superscript markup to Unicode superscripts, so that a raised citation stays one in plain text."""

_RAISED = str.maketrans("0123456789+-−–()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁽⁾")


def superscript(text: str) -> str:
    """Return text with its digits raised if it is made of digits, commas, dashes and spaces; else unchanged."""
    bare = text.strip()
    if bare and any(c.isdigit() for c in bare) and all(c in "0123456789,;+-−–() " for c in bare):
        return bare.translate(_RAISED)
    return text
