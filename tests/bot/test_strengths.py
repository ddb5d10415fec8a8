"""The share of a question that evidence covers."""

from bot.choosing.strengths import Coverage


def test_coverage_is_the_share_of_what_tells() -> None:
    """A word that tells three times as much counts three times; nothing to tell is nothing covered."""
    assert Coverage([3, 1, 0])[1.0, 0.0, 1.0] == 0.75
    assert Coverage([0.0])[1.0,] == 0
