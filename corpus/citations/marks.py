"""What may be a citation: its place, its numbers, its printed form and how sure the sentence alone makes us."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Form(StrEnum):
    """How a document prints its citations."""

    BRACKET = "bracket"
    SUPERSCRIPT = "superscript"
    PAREN = "paren"
    GLUED = "glued"
    BARE = "bare"
    NONE = "none"

    @property
    def explicit(self) -> bool:
        """Return whether the form alone says that a number is a citation."""
        return self in {Form.BRACKET, Form.SUPERSCRIPT}


class Support(IntEnum):
    """What the sentence alone says for a number being a citation."""

    FAINT = 0  # a label as well, as "Kit 3." is: only the next new number is believed
    WEAK = 1  # it could be a value as well
    FAIR = 2  # a rule says so
    SURE = 3  # the printed form says so


@dataclass(frozen=True, slots=True)
class Mark:
    """A candidate: text[start:end] is what is printed."""

    start: int
    end: int
    numbers: tuple[int, ...]
    form: Form
    support: Support
    doubt: str = ""  # why the support is weak: a fixed phrase
