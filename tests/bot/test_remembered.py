"""Values that are held in memory for a moment."""

from collections.abc import Callable

import pytest

from bot.state.remembered import Remembered


@pytest.mark.parametrize("team", ["T1", None])
def test_what_changes_while_it_is_read_is_read_again(team: str | None) -> None:
    """A channel that was just made private must not answer in public for ten seconds more."""
    stored = {"T1": "public"}
    meanwhile: list[Callable[[], None]] = []

    def read(asked: str) -> str:
        value = stored[asked]
        if meanwhile:
            meanwhile.pop()()
        return value

    held = Remembered(read, lambda: 0.0)

    def change() -> None:
        stored["T1"] = "private"
        held.forget(team)

    meanwhile.append(change)
    held.of("T1")
    assert held.of("T1") == "private"


def test_a_change_elsewhere_costs_no_reading() -> None:
    """What is known of one workspace stays when another's changes."""
    asked: list[str] = []
    held = Remembered(asked.append, lambda: 0.0)
    held.of("T1")
    held.forget("T2")
    held.of("T1")
    assert asked == ["T1"]
