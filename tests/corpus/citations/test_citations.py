"""Which numbers are citations: examples of each form, of what only looks like one, and properties of documents."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.citations import read_citations
from corpus.model import Block, BlockKind, Certainty
from corpus.readers.registry import read_file
from tests.corpus.citing import LISTED, cited, read, shown


def examples(place: str, *, with_citations: bool) -> list[tuple[str, list[int]]]:
    """Return the own examples that stand alone or beside a reference list."""
    lines = Path(__file__).with_name("citations.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return [
        (text, [] if numbers == "-" else [int(number) for number in numbers.split(",")])
        for where, numbers, text in rows
        if where == place and (numbers != "-") == with_citations
    ]


@pytest.mark.parametrize(("text", "numbers"), examples("alone", with_citations=True))
def test_a_citation_is_read_from_its_sentence_alone(text: str, numbers: list[int]) -> None:
    """Printed forms, and bare numbers after words that are complete without them."""
    assert cited(text) == numbers


@pytest.mark.parametrize(("text", "numbers"), examples("listed", with_citations=True))
def test_a_reference_list_confirms_what_a_sentence_cannot(text: str, numbers: list[int]) -> None:
    """Parentheses, glued superscripts and numbers inside a sentence count where the list has them."""
    assert cited(text, LISTED) == numbers


@pytest.mark.parametrize(("text", "numbers"), examples("alone", with_citations=False))
def test_values_names_and_dates_are_no_citations(text: str, numbers: list[int]) -> None:
    """Nothing is asserted where the number belongs to the words before it."""
    assert cited(text) == numbers


@pytest.mark.parametrize(("text", "numbers"), examples("listed", with_citations=False))
def test_a_reference_list_makes_no_citation_of_a_value(text: str, numbers: list[int]) -> None:
    """A number within the range of the list is still a value where the words say so."""
    assert cited(text, LISTED) == numbers


@pytest.mark.parametrize(
    ("text", "numbers"), examples("among", with_citations=True) + examples("among", with_citations=False)
)
def test_citations_around_it_confirm_no_value(text: str, numbers: list[int]) -> None:
    """That a number is cited close by makes none of one that its own words need."""
    around = "Pain fell in adults 1. Sleep improved in adults 2. {} It was safe in most adults 3."
    assert cited(around.format(text)) == [1, 2, *numbers, 3]


LETTER = """\
Nerve block of the foot
Treatment
The block is offered to adults whose pain did not respond to tablets 1. It lasts 3–6 months 1, 2.
Report it with 64450. Things to settle before the visit:
- Warfarin should be stopped, as bleeding may be missed for 48 hours 2
- The foot is marked before the drug is drawn up
- Two blocks are enough in most adults 2, 3. A third one rarely helps.
In a trial of 84 adults the pain score was 3. Relief was seen in 61% of them 4.
It was no longer seen at week 12 4. Bleeding was of grade 2. Infection was rare 3, 5.
"""


def read_text(text: str) -> list[tuple[str, list[int]]]:
    """Return the sentences of a plain text file, white space made even, with their numbers."""
    content = read_file(text.encode(), "letter.txt")
    reading = read_citations(content.text, content.blocks, None)
    for sentence in (s for found in reading.sentences for s in found):
        assert content.text[sentence.start : sentence.end] == sentence.text
        assert all(sentence.start <= a < b <= sentence.end for a, b in sentence.marks)
    return [(" ".join(s.text.split()), shown(s)) for found in reading.sentences for s in found]


def test_numbers_stay_with_their_own_sentence_in_a_document() -> None:
    """A lead-in passes nothing to its items, an item nothing to the next, and a value is no citation."""
    assert [numbers for _, numbers in read_text(LETTER)] == [
        [1], [1, 2], [], [], [2], [], [2, 3], [], [], [4], [4], [], [3, 5],
    ]  # fmt: skip


@given(st.lists(st.sampled_from(["", " ", "  ", "\t", "\u00a0"]), min_size=9, max_size=9))
def test_white_space_at_line_ends_changes_no_number(ends: list[str]) -> None:
    """What cannot be seen does not count."""
    lines = LETTER.splitlines()
    assert read_text("".join(f"{line}{end}\n" for line, end in zip(lines, ends, strict=False))) == read_text(LETTER)


def test_windows_line_ends_change_no_number() -> None:
    """A file from Windows says the same."""
    assert read_text(LETTER.replace("\n", "\r\n")) == read_text(LETTER)


@given(st.data())
def test_a_wrapped_block_carries_the_same_numbers(data: st.DataObject) -> None:
    """Any space inside a paragraph may be a line end."""
    text = " ".join(LETTER.splitlines()[2:4] + LETTER.splitlines()[7:])
    spaces = [match.start() for match in re.finditer(" ", text)]
    chosen = data.draw(st.sets(st.sampled_from(spaces)))
    wrapped = "".join("\n" if i in chosen else c for i, c in enumerate(text))
    assert [s.citations for s in read(wrapped).sentences[0]] == [s.citations for s in read(text).sentences[0]]


@given(st.text(alphabet="aA1 .,;()[]²¹^-–<sup>/%", max_size=80), st.booleans())
def test_spans_slice_back_to_the_text(text: str, listed: bool) -> None:
    """Whatever the text is, a sentence and its marks are where they say, and its numbers stand in its marks."""
    reading = read(text, LISTED if listed else None)
    for sentence in reading.sentences[0]:
        assert text[sentence.start : sentence.end] == sentence.text
        assert all(sentence.start <= a < b <= sentence.end for a, b in sentence.marks)
        assert bool(sentence.marks) == bool(sentence.citations)
    assert all(0 <= doubt.start < doubt.end <= len(text) for doubt in reading.doubts)


def test_certainty_tells_a_printed_form_from_a_rule() -> None:
    """Brackets are exact, bare numbers are inferred, and what stays open is uncertain, with its reason."""
    assert read("It helps [3].").sentences[0][0].certainty is Certainty.EXACT
    assert read("It helps most adults 3.").sentences[0][0].certainty is Certainty.INFERRED
    reading = read("It is given for raised body mass and serum potassium 3.")
    assert reading.sentences[0][0].certainty is Certainty.UNCERTAIN
    assert [doubt.reason for doubt in reading.doubts] == ["a number that may be a value"]


def test_the_style_is_the_document_s_own() -> None:
    """In a document that cites in brackets, bare numbers and parentheses are text."""
    text = "Pain fell [1]. Sleep improved [2, 3]. It fell in most of the adults 4. It fell in children (5)."
    reading = read(text, LISTED)
    assert reading.style == "bracket"
    assert cited(text, LISTED) == [1, 2, 3]


def test_a_number_without_an_entry_says_so() -> None:
    """A list with gaps leaves its numbers citations; the gap is told."""
    text = "Pain fell in most adults 1. Sleep improved in all of the adults 2. It was safe in most adults 3."
    reading = read_citations(text, (Block(BlockKind.PARAGRAPH, 0, len(text)),), {1, 3})
    assert [s.citations for s in reading.sentences[0]] == [(1,), (2,), (3,)]
    assert [doubt.reason for doubt in reading.doubts] == ["no entry in the reference list for 2"]


def test_a_leap_in_the_numbering_is_not_shown() -> None:
    """Where citations count up, a far higher number is a value until the numbers after it say otherwise."""
    text = "Pain fell in adults 1. Sleep improved in adults 2. They preferred the tramway 40. It was safe in adults 3."
    assert [shown(s) for s in read(text).sentences[0]] == [[1], [2], [], [3]]


def test_a_value_inside_a_clause_is_no_citation() -> None:
    """What may be a value, before a semicolon, is none, however well the numbers around it would fit."""
    text = (
        "Class two adds 2 units, and class five adds 3; both are rare. Pain fell in most adults 1. "
        "Sleep improved in all adults 2. It was safe in most adults 3."
    )
    assert [shown(s) for s in read(text).sentences[0]] == [[], [1], [2], [3]]


def test_a_number_that_is_only_cited_later_confirms_nothing() -> None:
    """A value before the first citation is not confirmed by the citations behind it."""
    text = (
        "The plan of the county allows 3. Pain fell in adults 1. Sleep improved in adults 2. It was safe in adults 3."
    )
    assert [shown(s) for s in read(text).sentences[0]] == [[], [1], [2], [3]]


def test_one_or_two_words_among_sentences_are_a_label() -> None:
    """As in "Infusion 2.", which repeats a number cited close by; an item of a list may be as short and cite."""
    lines = ["Pain fell in adults 1. Sleep improved in adults 2. Infusion 2. It was safe in adults 3.", "Headache 2"]
    text = "\n".join(lines)
    item = Block(BlockKind.LIST_ITEM, len(lines[0]) + 1, len(text))
    reading = read_citations(text, (Block(BlockKind.PARAGRAPH, 0, len(lines[0])), item), None)
    assert [[shown(s) for s in found] for found in reading.sentences] == [[[1], [2], [], [3]], [[2]]]


def test_a_label_that_may_name_is_not_confirmed_by_numbers_around_it() -> None:
    """Two words that could do with a number have it, whatever is cited close by."""
    text = "Pain fell in adults 1. Sleep improved in adults 2. It was safe in adults 3.\nBooster dose 2"
    item = Block(BlockKind.LIST_ITEM, text.index("Booster"), len(text))
    reading = read_citations(text, (Block(BlockKind.PARAGRAPH, 0, item.start - 1), item), None)
    assert [shown(s) for s in reading.sentences[1]] == [[]]


def test_what_the_document_names_with_a_number_is_no_citation() -> None:
    """A number that stands between its word and a noun, or in a heading, belongs to the word wherever it stands."""
    lines = ["Dystonia 3", "Pain fell in adults 1. Sleep improved in adults 2. The gene is linked to Dystonia 3. "]
    lines[1] += "The pod 2 nurses take calls. At night they are taken by the pod 2. It was safe in most adults 3."
    heading = Block(BlockKind.HEADING, 0, len(lines[0]), level=1)
    text = "\n".join(lines)
    reading = read_citations(text, (heading, Block(BlockKind.PARAGRAPH, len(lines[0]) + 1, len(text))), None)
    assert [shown(s) for s in reading.sentences[1]] == [[1], [2], [], [], [], [3]]


@pytest.mark.parametrize("goes_on", ["found", "suggest", "often", "demonstrated", "showing"])
def test_a_citation_within_a_sentence_makes_no_name(goes_on: str) -> None:
    """What goes on behind it is no noun, so the word before it is cited elsewhere too."""
    text = (
        "Pain fell in adults 1. Sleep improved in adults 2. "
        f"Studies of primary care 3 {goes_on} less pain. It was as good in primary care 3."
    )
    assert [shown(s) for s in read(text).sentences[0]] == [[1], [2], [], [3]]


def test_units_behind_a_number_make_no_name() -> None:
    """A word that a measure follows in one place is cited in another."""
    text = (
        "Pain fell in adults 1. Sleep improved in adults 2. With saline 3 times a day wounds heal. "
        "It is given as a rinse of cold saline 3."
    )
    assert [shown(s) for s in read(text).sentences[0]] == [[1], [2], [], [3]]


def test_a_number_that_opens_its_sentence_labels_it() -> None:
    """As items are labelled in brackets, wherever in the document they stand."""
    text = "It helps most of the adults [1].\n\n[2] Give the tablets with food.\n\n- [3] Have them drink water.\n"
    assert [numbers for _, numbers in read_text(text)] == [[1], [], []]


def test_a_short_line_that_cites_above_a_paragraph_is_no_heading() -> None:
    """As the last fact of a box beside an article is; what heads a text in a title's capitals may cite."""
    text = (
        "Onset\n\n{}\n\nGout is a form of arthritis that comes in attacks of sudden and severe pain in the joints.[2]\n"
    )
    assert ("Frequency 6% (in men), 2% (in women)[1]", [1]) in read_text(
        text.format("Frequency 6% (in men), 2% (in women)[1]")
    )
    assert [numbers for _, numbers in read_text(text.format("Treatment of Gout in Adults [1]"))] == [[2]]


def test_numbers_inside_a_sentence_stay_with_it() -> None:
    """Those before a comma are none of the next sentence's; without a list the numbers around them confirm them."""
    text = (
        "Sleep improved in most adults 1. Pain fell in most adults 2, and sleep improved in all adults 3. "
        "It was safe in all of the children. Costs rose in most adults 4."
    )
    for listed in (LISTED, None):
        assert [shown(s) for s in read(text, listed).sentences[0]] == [[1], [2, 3], [], [4]]


def test_a_superscript_set_apart_from_its_full_stop_is_of_the_same_form() -> None:
    """Extraction leaves a blank before some of them."""
    text = "Pain fell in adults.1 Sleep improved in adults. 2 It was safe in adults.3"
    assert [shown(s) for s in read(text, LISTED).sentences[0]] == [[1], [2], [3]]


def test_superscripts_set_apart_stay_with_their_sentence() -> None:
    """A blank between two marks, as extraction leaves it, opens no sentence."""
    text = "Snoring stopped.¹ ² The mask was worn.³"
    assert [shown(s) for s in read(text).sentences[0]] == [[1, 2], [3]]


def test_numbers_that_fill_the_gap_to_the_next_citation_count() -> None:
    """Those inside clauses that lead in turn from one citation to the next were passed over on the way."""
    text = "Statins help adults (1). Adults with gout (2) or psoriasis (3) need more care. They are safe in adults (4)."
    assert [shown(s) for s in read(text).sentences[0]] == [[1], [2, 3], [4]]
    values = text.replace("gout (2)", "group (2)").replace("psoriasis (3)", "those of group (7)")
    assert [shown(s) for s in read(values).sentences[0]][1] == []


def test_an_excerpt_need_not_begin_at_one() -> None:
    """The numbering is followed from where the text begins."""
    text = "Pain fell in adults 12. Sleep improved in adults 12, 13. It was safe in adults 14."
    assert cited(text) == [12, 12, 13, 14]


def test_one_bare_number_in_a_long_text_is_no_citation() -> None:
    """A document that cites does so more than once in many sentences."""
    text = "It was seen by the nurse. " * 80 + "It was seen by the doctor 7."
    assert cited(text) == []


@pytest.mark.parametrize("number", [1, 7])
def test_one_number_in_a_text_that_cites_nothing_else_is_no_citation(number: int) -> None:
    """Without a list, no numbering confirms it, and there is no entry to show; said twice it is still one number."""
    text = f"It was seen by the nurse. It was seen by the doctor {number}. It was sent to the payer {number}."
    assert cited(text) == []
    assert cited(text, LISTED) == [number, number]


def test_a_bracket_above_the_last_entry_is_not_shown_unless_the_numbering_leads_to_it() -> None:
    """A number that a form has in brackets has no entry; a list that was cut short has none for many."""
    text = "Pain fell [1]. Sleep improved [2]. It is entered below [24]. It was safe [3]."
    assert cited(text, range(1, 4)) == [1, 2, 3]
    assert cited(text.replace("[24]", "[4]"), range(1, 4)) == [1, 2, 4, 3]
    assert cited(text.replace("[24]", "[24, 3]"), range(1, 4)) == [1, 2, 3]  # numbers stand in any order
    cut = "Pain fell [21]. Sleep improved [2]. It is entered below [24]. It was safe [3], and so it was later [30]."
    assert cited(cut, range(1, 4)) == [21, 2, 24, 3, 30]


def test_a_bracket_behind_a_verb_is_the_next_number_after_the_highest_that_was_cited() -> None:
    """Numbers of a bracket stand in any order; the last of them need not be the highest."""
    assert cited("Pain fell [1]. Sleep improved [3, 2]. It was safe [2]. To cancel, press [4].") == [1, 3, 2, 2, 4]


def test_glued_numbers_count_without_a_list_where_they_form_a_series() -> None:
    """Three or more that count up are the citations of a text that lost its superscripts."""
    text = "Pain fell in adults.1 Sleep improved in adults.2,3 It was safe in adults.4 Costs rose.2"
    assert cited(text) == [1, 2, 3, 4, 2]
    assert cited("Pain fell in adults.1") == []
    assert cited("Pain fell in adults.3 Sleep improved in adults.9 Costs rose in adults.20") == []


def test_the_number_of_a_variant_is_no_lost_superscript() -> None:
    """A Greek letter has its number for itself, also where other words have theirs from references."""
    text = "Pain fell in adults.1 It acts on beta2 receptors.2 Sleep improved in adults.3 Costs rose in adults.4"
    assert [shown(s) for s in read(text).sentences[0]] == [[1], [2], [3], [4]]
    assert [len(s.marks) for s in read(text).sentences[0]] == [1, 1, 1, 1]


def test_a_table_speaks_in_numbers() -> None:
    """The last number of a row is no citation; a printed form is."""
    for row, numbers in (("Saline | given in 12 adults | 7", []), ("Saline | relief in most adults [7]", [7])):
        reading = read_citations(row, (Block(BlockKind.TABLE_ROW, 0, len(row)),), None)
        assert [shown(s) for s in reading.sentences[0]] == [numbers]


def test_headings_and_skipped_blocks_have_no_sentences() -> None:
    """What is not read has an empty place, so that blocks and sentences stay side by side."""
    text = "Safety 1\nIt is safe in adults [1].\n1. Smith J. Title. 2018."
    blocks = (Block(BlockKind.HEADING, 0, 8), Block(BlockKind.PARAGRAPH, 9, 34), Block(BlockKind.LIST_ITEM, 38, 58))
    reading = read_citations(text, blocks, {1}, skip={2})
    assert [len(found) for found in reading.sentences] == [0, 1, 0]


@pytest.mark.parametrize(
    "part",
    [
        *("1 ", "1,", "[1", "[1]", "1-", ". (1) ", ")1", "pain.1 ", "^1", "¹", "was 1, b ", "(", "6 days [3-9] "),
        *("5 [3] ", "5 (3) ", "a (1) b ", "a (0) ", "(b.1) ", "b.1 2 ", "xCitation1,", "b.^[1]^", " ¹ A"),
        *("b.1(p2),", "¹⁽ᵖ²⁾,", "b.1(p", "b.1(p1,"),
    ],
)
def test_no_text_is_slow_or_too_deep(part: str) -> None:
    """A row of anything is read in time that grows with its length, a million characters in seconds."""
    text = part * (60_000 // len(part))
    began = time.thread_time()  # of the processor, however busy the machine is
    read(text, LISTED)
    assert time.thread_time() - began < 5


def test_a_footnote_symbol_is_a_doubt_and_no_number() -> None:
    """† and ‡ may cite, but no list has an entry for them: the owner is told, nothing is claimed."""
    text = "The block lasts for weeks.† It is safe‡, see § 12 of the plan."
    reading = read_citations(text, [Block(BlockKind.PARAGRAPH, 0, len(text))], None)
    assert all(not sentence.citations for found in reading.sentences for sentence in found)
    assert [text[doubt.start : doubt.end] for doubt in reading.doubts] == ["†", "‡"]


def test_the_area_code_of_a_telephone_number_is_no_doubt() -> None:
    """A number in parentheses before seven digits cites nothing, and nobody need look at it."""
    assert not read("For more on the test call the county (951) 358 5070. The lab (310) 510-1053 is open.").doubts


@pytest.mark.parametrize(
    ("printed", "numbers"),
    [
        ("It helped in two trials.1(p557),2", [1, 2]),
        ("It helped in two trials.3(pp12-14)", [3]),
        ("It helped in two trials.3(pp12,14),4(pS7)", [3, 4]),
        ("It helped in two trials.5–7(p2)", [5, 6, 7]),
        ("It helped in two trials.¹⁽ᵖ⁵⁵⁷⁾,²", [1, 2]),
        ("It helped in two trials.¹⁽ᵖᵖ¹²⁻¹⁴⁾", [1]),
        ("It helped in two trials.¹(p557),²", [1, 2]),
        ("It helped in two trials.<sup>1(p557),2</sup>", [1, 2]),
    ],
)
def test_the_pages_of_a_source_are_part_of_its_citation(printed: str, numbers: list[int]) -> None:
    """Journals print them behind the number: they are no numbers themselves, and do not join two sentences."""
    first, second = read(f"{printed} The cement rarely leaked.", LISTED).sentences[0]
    assert (first.text, shown(first)) == (printed, numbers)
    assert (second.text, shown(second)) == ("The cement rarely leaked.", [])


@pytest.mark.parametrize(
    "text", ["It hurt in men,3(p12) and less in women.", "It hurt in men³⁽ᵖ¹²⁾ and less in women."]
)
def test_the_pages_of_a_source_may_stand_in_a_sentence(text: str) -> None:
    """Behind a comma, or raised."""
    assert cited(text, LISTED) == [3]
