"""Numbers of things in words, as a person says them."""

import pytest

from corpus.plurals import counted


@pytest.mark.parametrize(
    ("number", "what", "said"),
    [
        (1, "document", "1 document"),
        (0, "document", "0 documents"),
        (2_000, "document", "2,000 documents"),
        (1, "judged query", "1 judged query"),
        (2, "judged query", "2 judged queries"),
        (3, "entry", "3 entries"),
        (4, "day", "4 days"),
        (2, "text box", "2 text boxes"),
        (2, "branch", "2 branches"),
        (2, "address", "2 addresses"),
    ],
)
def test_one_is_no_plural(number: int, what: str, said: str) -> None:
    """Whatever the thing."""
    assert counted(number, what) == said
