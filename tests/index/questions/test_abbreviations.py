"""Definitions of short forms in text, and phrases with given initials."""

import pytest

from index.questions.abbreviations import by_initials, definitions, long_forms


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("treated with the celiac plexus block (CPB) once", [("CPB", "celiac plexus block")]),
        ("Peripheral Nerve Stimulation (PNS)", [("PNS", "Peripheral Nerve Stimulation")]),
        ("in 40 patients (see below)", []),
        ("the drug (10 mg)", []),
        ("a long phrase of words (XYZ)", []),
    ],
)
def test_definitions(text: str, pairs: list[tuple[str, str]]) -> None:
    """The long form ends before the bracket and holds the letters in order."""
    assert list(definitions(text)) == pairs


def test_the_most_frequent_definition_comes_first() -> None:
    """Where documents differ, both readings are kept, the usual one first."""
    texts = ["nerve block (NB)", "nerve block (NB)", "needle biopsy (NB)"]
    assert long_forms("nb", texts) == ("nerve block", "needle biopsy")


def test_initials_of_neighbouring_words() -> None:
    """A phrase of the documents whose words begin with the letters is a reading."""
    assert by_initials("GIB", ["A ganglion impar block", "gib"]) == (("ganglion impar block", 1),)
