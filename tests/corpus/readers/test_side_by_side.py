"""Columns of prose that a plain text sets side by side."""

from corpus.model import BlockKind
from tests.corpus.contents import read, rows, shapes

LEFT = """\
AFTER HOURS

Callers reach the nurse line first.
The nurse line answers questions on
refills and books visits for the next
morning. A refill of a controlled drug
waits until the office opens, as the
prescriber has to see the con-
tract.""".splitlines()
RIGHT = """\
TELEHEALTH

A video visit is billed with modifier
95 and place of service 10. Send the
note within two days. Denied claims
go to the appeals desk with the
remittance advice attached, and the
appeal is due within sixty days of
the denial.""".splitlines()
AFTER_HOURS = [
    "AFTER HOURS",
    (
        "Callers reach the nurse line first. The nurse line answers questions on refills and books visits for the "
        "next morning. A refill of a controlled drug waits until the office opens, as the prescriber has to see the "
        "contract."
    ),
]
TELEHEALTH = [
    "TELEHEALTH",
    (
        "A video visit is billed with modifier 95 and place of service 10. Send the note within two days. Denied "
        "claims go to the appeals desk with the remittance advice attached, and the appeal is due within sixty days of "
        "the denial."
    ),
]


def beside(left: list[str], right: list[str], width: int) -> str:
    """Return lines with others beside them."""
    return "\n".join(f"{a:<{width}}{b}".rstrip() for a, b in zip(left, right, strict=True))


def test_columns_of_prose_are_read_one_below_the_other() -> None:
    """A sentence goes on in its column, and each column has its heading; what stands around them stays."""
    content = read(f"Letter of the clinic to its staff\n\n{beside(LEFT, RIGHT, 42)}\n\nAsk the front desk for more.\n")
    assert content.title == "Letter of the clinic to its staff"
    assert [text for _, text in shapes(content)] == [*AFTER_HOURS, *TELEHEALTH, "Ask the front desk for more."]


def test_one_blank_may_part_the_columns_of_a_full_line() -> None:
    """The longest line of the left column leaves no more room."""
    widest = max(map(len, LEFT)) + 1
    found = [text for _, text in shapes(read(beside(LEFT, RIGHT, widest)))]
    assert found == [*AFTER_HOURS, *TELEHEALTH]


def test_one_column_may_be_longer_than_the_other() -> None:
    """What is left of it belongs to it, too."""
    left = [*LEFT[:-1], "tract. It is ready the day after it", "was asked for."]
    right = [*RIGHT[:-1], "the denial, or of the letter that", "tells of it."]
    short, long = "the contract.", "the contract. It is ready the day after it was asked for."
    found = [text for _, text in shapes(read(beside(left, [*RIGHT, ""], 42)))]
    assert found == [AFTER_HOURS[0], AFTER_HOURS[1].replace(short, long), *TELEHEALTH]
    found = [text for _, text in shapes(read(beside([*LEFT, ""], right, 42)))]
    assert found == [
        *AFTER_HOURS,
        TELEHEALTH[0],
        TELEHEALTH[1].replace("denial.", "denial, or of the letter that tells of it."),
    ]


def test_a_line_with_room_left_goes_on_in_its_column() -> None:
    """Programs that set columns break lines where they like."""
    left = [
        "From May on the badge office",
        "is in room twelve. Lost badges cost",
        "ten dollars. Bring a photo and",
        "a form.",
    ]
    right = [
        "Shots are given on Tuesdays from",
        "noon to two in the hall. Who",
        "declines signs a form and",
        "wears a mask.",
    ]
    found = [text for _, text in shapes(read(beside(left, right, 40)))]
    assert found == [" ".join(left), " ".join(right)]


def test_a_table_whose_cells_go_on_below_is_no_prose() -> None:
    """Its rows begin in both columns at once."""
    left = ["A visit of a patient who has been", "seen here before is established", "A visit of a patient who has not"]
    right = ["Bill the code of the history that", "was taken and of the exam done", "Bill the code for new patients as"]
    content = read(
        beside([*left, "been seen for three years is new"], [*right, "is told by the coding desk first"], 42)
    )
    assert {kind for kind, _ in shapes(content)} == {BlockKind.TABLE_ROW}


def test_rows_of_short_cells_stay_rows() -> None:
    """Names and what is told of them do not run on."""
    text = (
        "Site        Hours\nNorth       eight to five\nSouth       nine to six\nWest        closed\nEast        noon\n"
    )
    assert len(rows(read(text))) == 5
