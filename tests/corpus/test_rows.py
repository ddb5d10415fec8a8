"""Rows written as lines, and read again."""

from hypothesis import given
from hypothesis import strategies as st

from corpus.tables.rows import named_cells, row_text

_WORDS = st.text("abc12", min_size=1, max_size=6)


@given(st.lists(st.tuples(_WORDS, _WORDS).filter(lambda pair: pair[0] != pair[1]), max_size=5))
def test_a_row_is_read_as_it_was_written(pairs: list[tuple[str, str]]) -> None:
    """Every cell with its column."""
    assert named_cells(row_text([name for name, _ in pairs], [cell for _, cell in pairs])) == pairs


def test_cells_without_a_name_or_a_value_are_left_out() -> None:
    """A row without a header has none."""
    assert named_cells("mask | A7030") == []
    assert named_cells("Code: A7030 | loose | Fee: ") == [("Code", "A7030")]
