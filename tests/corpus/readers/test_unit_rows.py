"""Tables whose columns have their units in a row of their own, below the names, or their names once more."""

from collections.abc import Sequence

import pytest

from tests.corpus.contents import rows_of
from tests.corpus.files import xlsx

Grid = Sequence[Sequence[str]]

FEES = [
    ["Code", "Service", "Office", "Facility"],
    ["64450", "Nerve block", "120", "90"],
    ["64999", "Other", "80", "60"],
]


def workbook(grid: Grid) -> tuple[bytes, str]:
    """Return a sheet."""
    return xlsx({"": grid}), "a.xlsx"


def values(grid: Grid) -> tuple[bytes, str]:
    """Return comma-separated values."""
    return "\n".join(map(",".join, grid)).encode(), "a.csv"


def markdown(grid: Grid) -> tuple[bytes, str]:
    """Return a table of Markdown."""
    lines = [f"| {' | '.join(row)} |" for row in (grid[0], ["---"] * len(grid[0]), *grid[1:])]
    return "\n".join(lines).encode(), "a.md"


def page(grid: Grid) -> tuple[bytes, str]:
    """Return a table of a page, in which nothing marks the names."""
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in grid)
    return f"<html><table>{lines}</table></html>".encode(), "a.html"


@pytest.mark.parametrize("write", [workbook, values, markdown, page])
@pytest.mark.parametrize("units", [["(EUR)", "(EUR)"], ["per visit", "per visit"], ["", "USD"], ["mg", "vials"]])
def test_a_row_of_units_names_with_the_row_above_it(write: type, units: list[str]) -> None:
    """It is no row of values: "Facility: (EUR)" answers nothing, and the fees are in euros."""
    office, facility = (f"{name} {unit}".strip() for name, unit in zip(FEES[0][2:], units, strict=True))
    assert rows_of(*write([FEES[0], ["", "", *units], *FEES[1:]]))[-2:] == [
        f"Code: 64450 | Service: Nerve block | {office}: 120 | {facility}: 90",
        f"Code: 64999 | Service: Other | {office}: 80 | {facility}: 60",
    ]


@pytest.mark.parametrize("write", [workbook, values, markdown, page])
def test_names_that_stand_among_the_rows_once_more_are_no_row(write: type) -> None:
    """Where a table goes over pages, they stand at the top of each."""
    names, *values_ = FEES
    assert rows_of(*write([names, *values_, names, *values_])) == 2 * rows_of(*write(FEES))


@pytest.mark.parametrize("write", [workbook, values, markdown, page])
@pytest.mark.parametrize("first", [["", "", "110", "85"], ["", "", "(120)", "(90)"], ["", "Trial", "(EUR)", ""]])
def test_a_first_row_of_values_stays(write: type, first: list[str]) -> None:
    """Its first cell may be empty as well."""
    assert rows_of(*write([FEES[0], first, *FEES[1:]]))[-2:] == [
        "Code: 64450 | Service: Nerve block | Office: 120 | Facility: 90",
        "Code: 64999 | Service: Other | Office: 80 | Facility: 60",
    ]
