"""How a document is cut into passages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Block, BlockKind, Document, Passage, Sentence
from corpus.passages import MAX_WORDS, split_passages
from corpus.readers.builder import ContentBuilder

KINDS = st.sampled_from(list(BlockKind))
WORDS = st.integers(min_value=1, max_value=400)


def cut(blocks: list[tuple[BlockKind, str]]) -> tuple[Document, list[Passage]]:
    """Return a document of the given blocks, one sentence each, and its passages."""
    builder = ContentBuilder()
    for kind, text in blocks:
        builder.add(
            kind, text, level=1 if kind is BlockKind.HEADING else 0, marker="- " if kind is BlockKind.LIST_ITEM else ""
        )
    content = builder.build()
    document = Document("d.txt", "d", "d.txt", "", content.text, content.blocks)
    return document, split_passages(document, [sentences(document, block) for block in document.blocks])


def sentences(document: Document, block: Block) -> tuple[Sentence, ...]:
    """Return the block as one sentence; headings have none."""
    if block.kind is BlockKind.HEADING:
        return ()
    return (Sentence(document.text[block.start : block.end], block.start, block.end),)


@given(st.lists(st.tuples(KINDS, WORDS), min_size=1, max_size=15))
def test_passages_cover_every_sentence_once_and_slice_back(shape: list[tuple[BlockKind, int]]) -> None:
    """Nothing is lost, nothing is shown twice, and a passage's text is the document's own at its span."""
    document, passages = cut([(kind, " ".join(f"w{i}" for i in range(count))) for kind, count in shape])
    words = [
        w
        for block in document.blocks
        if block.kind is not BlockKind.HEADING
        for w in document.text[block.start : block.end].split()
    ]
    assert [w for p in passages for s in p.sentences for w in s.text.split()] == words
    for ordinal, passage in enumerate(passages):
        assert passage.passage_id == f"d.txt#{ordinal}"
        assert passage.text == document.text[passage.start : passage.end]
        assert all(document.text[s.start : s.end] == s.text for s in passage.sentences)
        assert all(passage.start <= s.start < s.end <= passage.end for s in passage.sentences)


@given(st.lists(WORDS, min_size=1, max_size=12))
def test_only_a_single_long_sentence_exceeds_the_limit(counts: list[int]) -> None:
    """A passage of more than one sentence stays within the word limit."""
    _, passages = cut([(BlockKind.PARAGRAPH, "word " * count) for count in counts])
    for passage in passages:
        assert len(passage.sentences) == 1 or len(passage.text.split()) <= MAX_WORDS


def test_headings_split_and_become_the_section() -> None:
    """A passage never crosses a heading, and carries the heading path."""
    _, passages = cut(
        [
            (BlockKind.HEADING, "Coding"),
            (BlockKind.PARAGRAPH, "One."),
            (BlockKind.HEADING, "Safety"),
            (BlockKind.PARAGRAPH, "Two."),
        ]
    )
    assert [(p.section, p.text) for p in passages] == [(("Coding",), "One."), (("Safety",), "Two.")]


def test_a_lead_in_is_the_context_of_items_in_a_later_passage() -> None:
    """Items that fall into another passage still say what list they are from; the text stays their own."""
    long_lead = " ".join(["word"] * 60) + " settle before the visit:"
    _, passages = cut(
        [(BlockKind.PARAGRAPH, long_lead), (BlockKind.LIST_ITEM, "Consent"), (BlockKind.LIST_ITEM, "Side")]
    )
    assert passages[1].context == long_lead
    assert passages[1].text == "- Consent\n- Side"


def test_each_table_row_is_a_passage() -> None:
    """Rows of a code list are found one by one."""
    _, passages = cut([(BlockKind.TABLE_ROW, "Code: A1"), (BlockKind.TABLE_ROW, "Code: A2")])
    assert [p.text for p in passages] == ["Code: A1", "Code: A2"]


def test_the_names_of_the_columns_go_with_each_row() -> None:
    """A row says little without them; a first row of values names nothing."""
    _, passages = cut(
        [
            (BlockKind.TABLE_ROW, "Visit | Minutes | First unit of 99417"),
            (BlockKind.TABLE_ROW, "99205 | 60 | 75"),
            (BlockKind.PARAGRAPH, "Another table follows."),
            (BlockKind.TABLE_ROW, "mask | A7030"),
            (BlockKind.TABLE_ROW, "filter | A7038"),
        ]
    )
    assert [p.context for p in passages] == ["", "Visit | Minutes | First unit of 99417", "", "", ""]


def test_a_first_row_like_those_below_it_is_no_context() -> None:
    """What one payer asks for must not stand above another's row."""
    rows = [
        "Alder Health     Appeal within 180 days",
        "Birch Mutual     Appeal within 90 days",
        "Cedar     Appeal by fax",
    ]
    _, passages = cut([(BlockKind.TABLE_ROW, row) for row in rows])
    assert [p.context for p in passages] == ["", "", ""]


def test_a_row_of_one_cell_names_those_below_it() -> None:
    """Codes of a table printed in groups mean nothing without the group's name."""
    _, passages = cut(
        [
            (BlockKind.TABLE_ROW, "Code   Length"),
            (BlockKind.TABLE_ROW, "Simple repair, face:"),
            (BlockKind.TABLE_ROW, "12011   2.5 cm"),
            (BlockKind.TABLE_ROW, "Layered repair"),
            (BlockKind.TABLE_ROW, "12031   2.5 cm"),
        ]
    )
    assert [p.context for p in passages[2::2]] == [
        "Code   Length; Simple repair, face:",
        "Code   Length; Layered repair",
    ]


@pytest.mark.parametrize("between", ["   ", " | ", "\t"])
def test_a_table_right_below_another_has_names_of_its_own(between: str) -> None:
    """No payer's fax number stands under the names of a list of fees, nor behind a note on these."""
    rows = [
        ["Code", "Description", "Fee"],
        ["62321", "Epidural, neck", "$120"],
        ["62323", "Epidural, back", "$110"],
        ["* Not in Ohio."],
        ["Payer", "Fax", "Deadline"],
        ["Alder", "800-555-0101", "90 days"],
        ["Birch", "800-555-0102", "1 year"],
        ["Contact", "Phone"],
        ["Dana", "x4410"],
    ]
    lines = [between.join(row) for row in rows]
    _, passages = cut([(BlockKind.TABLE_ROW, line) for line in lines])
    fees, payers, contacts = lines[0], lines[4], lines[7]
    assert [p.context for p in passages] == ["", fees, fees, fees, "", payers, payers, "", contacts]


def test_a_table_drawn_in_another_way_is_another_table() -> None:
    """Names behind bars hold for rows behind bars."""
    rows = ["| Code | Fee |", "| 62321 | $120 |", "| 62323 | $110 |", "Alder   800-555-0101", "Birch   800-555-0102"]
    _, passages = cut([(BlockKind.TABLE_ROW, row) for row in rows])
    assert [p.context for p in passages] == ["", rows[0], rows[0], "", ""]


def test_words_in_a_row_begin_no_table() -> None:
    """A row of a list of fields names a thing, and what columns are called is all that it says."""
    rows = [
        "Field   Type   Form",
        "Code   Text   10 characters",
        "Status   Text   Open or paid",
        "Date   Date   8 digits",
    ]
    _, passages = cut([(BlockKind.TABLE_ROW, row) for row in rows])
    assert [p.context for p in passages] == ["", rows[0], rows[0], rows[0]]


def test_a_list_of_fields_goes_on_under_its_own_names() -> None:
    """Right below the names, and below rows that name fields, words by which columns are called begin no table."""
    rows = [
        "| Field | Type | Form |",
        "| Date | Date | Date of service |",
        "| Name | Text | Last name, first name |",
        "| Status | Number | Claim status |",
        "| Type | Code | Type of bill |",
        "| Provider | Number | Rendering NPI |",
    ]
    _, passages = cut([(BlockKind.TABLE_ROW, row) for row in rows])
    assert [p.context for p in passages] == ["", *[rows[0]] * 5]


def test_a_short_form_at_its_end_makes_no_note_of_a_name() -> None:
    """A payer's rows stand under its name, with its stop or without."""
    rows = ["Code   Fee   Auth", "Alder Health Inc.", "62321   $120   Yes", "62323   $110   No"]
    _, passages = cut([(BlockKind.TABLE_ROW, row) for row in rows])
    assert [p.context for p in passages[2:]] == [f"{rows[0]}; Alder Health Inc."] * 2
