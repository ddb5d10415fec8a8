"""Which numbers are citations: examples of each form, of what only looks like one, and properties of documents."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.citation_scores import citation_figures, read_judged_sentences, score_sentences
from corpus.citations import Reading, read_citations
from corpus.model import Block, BlockKind, Certainty, Sentence
from corpus.readers.registry import read_file
from corpus.understanding import understand

LISTED = range(1, 41)  # the numbers of a reference list that leaves every form open


def read(text: str, listed: range | None = None) -> Reading:
    """Return the reading of a paragraph."""
    return read_citations(text, (Block(BlockKind.PARAGRAPH, 0, len(text)),), listed)


def shown(sentence: Sentence) -> list[int]:
    """Return the numbers that are shown with a sentence."""
    return [] if sentence.certainty is Certainty.UNCERTAIN else list(sentence.citations)


def cited(text: str, listed: range | None = None) -> list[int]:
    """Return the numbers that are shown with the sentences of a paragraph."""
    return [number for sentence in read(text, listed).sentences[0] for number in shown(sentence)]


CITED = [
    ("Dapagliflozin lowered admissions for heart failure 12.", [12]),
    ("Give vancomycin 15 mg/kg every 12 hours 4.", [4]),
    ("Doses were given on days 1, 8, 15 3.", [3]),
    ("Patients received 2 units of blood 5, 6.", [5, 6]),
    ("The claim needs modifier 59 7.", [7]),
    ("Coded as Z79.4 8.", [8]),
    ("The effect was small (Table 2) 3.", [3]),
    ("Enrolment was small (n = 24) 3.", [3]),
    ('It was described as "adequit [sic] pain relief" 4.', [4]),
    ("Benefit was shown elsewhere [3, p. 12].", [3]),
    ("Benefit was shown elsewhere [3, pp. 12–15].", [3]),
    ("Benefit was shown elsewhere [1,2,5–9].", [1, 2, 5, 6, 7, 8, 9]),
    ("Benefit was shown elsewhere [1–3, 7].", [1, 2, 3, 7]),
    ("Benefit was shown elsewhere [1]–[3].", [1, 2, 3]),
    ("Benefit was shown elsewhere [1][2].", [1, 2]),
    ("Benefit was shown elsewhere [refs 3, 4].", [3, 4]),
    ("Benefit was shown elsewhere (ref. 5).", [5]),
    ("Benefit was shown elsewhere (refs. 5–7).", [5, 6, 7]),
    ("Benefit was shown elsewhere [128, 131].", [128, 131]),
    ("Benefit was shown elsewhere 128, 131.", [128, 131]),
    ("Version 2.0 of the tool was used 3.", [3]),
    ("A phase 3 trial confirmed this 9.", [9]),
    ("A trial of phase II confirmed this 9.", [9]),
    ("The tumor was stage III 4.", [4]),
    ("Cisplatin causes nephrotoxicity of grade 3–4 11.", [11]),
    ("The policy took effect on 1 March 4.", [4]),
    ("The policy took effect in March 2021 4.", [4]),
    ("Blood pressure fell to 120/80 5.", [5]),
    ("Pain fell by 2 points 7.", [7]),
    ("The odds ratio was 2.4 (95% CI 1.2–4.8) 8.", [8]),
    ("The median was 4 days [2–6].", [2, 3, 4, 5, 6]),
    ("eGFR was below 60 mL/min/1.73 m² 4.", [4]),
    ("eGFR was below 60 mL/min/1.73 m².⁴", [4]),
    ("HbA1c fell by one percent 6.", [6]),
    ("The WHO recommends it 3.", [3]),
    ("It is recommended by the WHO 3.", [3]),
    ("It is used in CRPS 3.", [3]),
    ("Patients were vaccinated against hepatitis B 3.", [3]),
    ("Patients were infected with SARS-CoV-2 3.", [3]),
    ("The level of TNF-alpha fell 4.", [4]),
    ("Use HCPCS J1885 4.", [4]),
    ("Pain improved.[1] The rest did not.[2,3]", [1, 2, 3]),
    ("Pain improved [1], but sleep [2] did not.", [1, 2]),
    ("Pain improved.<sup>1-3</sup> The rest did not.<sup>4</sup>", [1, 2, 3, 4]),
    ("Pain improved<sup>1</sup>, sleep did not.", [1]),
    ("Pain improved^{1,2} in all.", [1, 2]),
    ("Pain improved.^1^ Sleep did not.", [1]),
    ("Pain improved[^1] in all.", [1]),
    ("Pain improved.¹⁻³", [1, 2, 3]),
    ("Pain improved.¹–³", [1, 2, 3]),
    ("Pain improved.¹² The next.", [12]),
    ("Doses were 50, 75, 100 4.", [4]),
    ("Relief was seen in three 5.", [5]),
    ("Relief was seen in 3 of 5 5.", [5]),
    ("The plan pays $250 3.", [3]),
    ("The plan pays at most 80% 3.", [3]),
    ("1. Clean the skin 3.", [3]),
    ("1) Clean the skin 3.", [3]),
    ("The answer was yes 3!", [3]),
    ("Is it safe 3?", [3]),
    ("(It is safe in children 3.)", [3]),
    ("“It is safe in children 3.”", [3]),
    ("It is safe in children (and in adults 3).", [3]),
    ("It was approved in the third quarter 3.", [3]),
    ("Follow-up was 2 years 3.", [3]),
    ("Follow-up was a year 3.", [3]),
    ("Follow-up was two to three years 3.", [3]),
    ("Drains come out on the third postoperative day 3.", [3]),
    ("Take one tablet twice daily 3.", [3]),
    ("Patients take 2 tablets 3.", [3]),
    ("It acts on the opioid receptor 4.", [4]),
    ("Children with trisomy 21 4.", [4]),
    ("Adults with a BMI above 40 6.", [6]),
    ("This is paid under Medicare Part B 3.", [3]),
    ("It is billed under CPT 20610 3.", [3]),
    ("As described in reference 5.", [5]),
    ("As described in references 5 and 6.", [5, 6]),
]
CITED_BESIDE_A_LIST = [
    ("Smith and Jones (2020) found no benefit (3).", [3]),
    ("Most studies were small.1,2 Some were not.", [1, 2]),
    ("Most studies were small.1–3", [1, 2, 3]),
    ("Most studies were small,1 and none was blinded.2", [1, 2]),
    ("Most studies were small;1 none was blinded.2,3", [1, 2, 3]),
    ("Most studies were small1.", [1]),
    ('It was "safe."3 Others disagreed.', [3]),
    ("It was (mostly) safe (see above).3 Others disagreed.", [3]),
    ("a) Clean the skin (3).", [3]),
    ("The cohort was small (12).", [12]),
    ("As Brown et al. (4) reported, it helps.", [4]),
    ("Steroids (3,4) were avoided.", [3, 4]),
    ("Use of gloves is required (1–3).", [1, 2, 3]),
    ("Gloves, masks (1), gowns (2) and caps (3) are worn.", [1, 2, 3]),
    ("Gabapentin reduces pain 4, pregabalin reduces pain 5, and duloxetine does too 6.", [4, 5, 6]),
    ("Pain improved in adults 4, but not in children 5.", [4, 5]),
    ("At week 4, pain returned 5.", [5]),
    ("For grades 1, 2, surgery is not needed 3.", [3]),
    ("Trials were small 3; larger ones are under way 4.", [3, 4]),
]
NO_CITATION = [
    "The number needed to treat was 21.",
    "Screening starts at age 45.",
    "Target INR 2–3.",
    "Keep the mean arterial pressure above 65.",
    "Give vancomycin 15 mg/kg every 12.",
    "Doses were given on days 1, 8, 15.",
    "The claim needs modifiers 26, 59.",
    "ICD-10 code E11.9.",
    "Call 911.",
    "Patients should call 988.",
    "Report revenue code 360.",
    "Place of service is 11.",
    "Report it with place of service 24.",
    "The bill type is 131.",
    "Type of bill 131.",
    "He was seen in room 12.",
    "See section 4.",
    "See Table 2.",
    "(see Table 2).",
    "The effect was small (see Figure 3).",
    "Enrolment was small (n = 24).",
    "Enrolment was small, n = 24.",
    "Smith and Jones [2020] found no benefit.",
    "The tool was updated to version 3.",
    "The tumor was stage 3.",
    "Cisplatin causes nephrotoxicity of grade 3–4.",
    "The visit lasted until 5.",
    "The clinic closes at 5:30.",
    "The meeting is on March 5.",
    "Phone 555-0142 for help.",
    "Fax the form to 555 0142.",
    "Blood pressure fell to 120/80.",
    "Pain fell by 2 points on a scale from 0 to 10.",
    "The odds ratio was 2.4 (95% CI 1–4).",
    "Mortality was 4 [2–6] per 1000.",
    "The median was 4 [2–6].",
    "eGFR was below 60 mL/min/1.73 m2.",
    "eGFR was below 60 mL/min/1.73 m².",
    "HbA1c was 7.",
    "Hepatitis B 3.",
    "Patients were given vitamin D 3.",
    "Patients were infected with HIV 1.",
    "Cells expressed CD 4.",
    "ATC code N02BE01.",
    "Risk is low in adults*.",
    "About 10<sup>6</sup> cells were used.",
    "About 10^6 cells were used.",
    "The Ca²⁺ level rose.",
    "The ¹³¹I scan was negative.",
    "R² was 0.8.",
    "χ² = 4.2.",
    "Pain improved in 2³ patients.",
    "Doses were 50, 75 and 100.",
    "There were 12 men and 14.",
    "Relief was better than 3.",
    "Relief was seen in 3.",
    "One plan allows 6.",
    "The plan allows up to 6.",
    "Item 24.",
    "Step 1. Clean the skin.",
    "It is safe in children 3, 2.",
    "It is safe in children 03.",
    "It is safe in children 3/4.",
    "It is safe in children 1,000.",
    "It is safe in children 12 500.",
    "It is safe in children 3rd.",
    "It is checked at year 3.",
    "Postoperative day 3.",
    "Drains come out on postoperative day 3.",
    "Inject at C 5.",
    "It acts on toll-like receptor 4.",
    "Herpes simplex virus 2.",
    "Trisomy 21.",
    "Children with trisomy 21.",
    "The Glasgow Coma Scale was 8.",
    "A Glasgow Coma Scale score of 8.",
    "Adults with a body mass index of 40.",
    "It is listed in Appendix 3.",
    "It is billed with 20610, 20611.",
    "Bill line 24.",
    "Enter the NPI in field 24J.",
    "Enter the NPI in box 33.",
    "Chapter 12, section 30.",
]
NO_CITATION_BESIDE_A_LIST = [
    "Smith and Jones (2020) found no benefit.",
    "The odds ratio was 2.4 (95% CI, 1–4).",
    "The plasma level of CO2 rose.",
    "Cells expressed CD4.",
    "See Fig.2 for details.",
    "The value was approx.3 mg.",
    "Visit www.example.org.2 for details.",
    "Mix 1:1.",
    "The pH was 7.4.",
    "The rate was 0.5.",
    "The C7-T1 level was avoided.",
    "Levels L4,5 were treated.",
    "The L4–5 disc was treated.",
    "Criteria are (a) pain, (b) swelling, (c) heat.",
    "Criteria are (1) pain, (2) swelling, (3) heat.",
    "Criteria: 1) pain, 2) swelling, 3) heat.",
    "Ask for thirty (30) days of notes.",
    "Five (5) units were billed.",
    "Men (9) and women (11) were enrolled.",
    "In 12, pain returned.",
    "At week 4, pain returned.",
    "Of these, 12, or 10%, left.",
    "The dose is 5 mg: 3.",
]


@pytest.mark.parametrize(("text", "numbers"), CITED)
def test_a_citation_is_read_from_its_sentence_alone(text: str, numbers: list[int]) -> None:
    """Printed forms, and bare numbers after words that are complete without them."""
    assert cited(text) == numbers


@pytest.mark.parametrize(("text", "numbers"), CITED_BESIDE_A_LIST)
def test_a_reference_list_confirms_what_a_sentence_cannot(text: str, numbers: list[int]) -> None:
    """Parentheses, glued superscripts and numbers inside a sentence count where the list has them."""
    assert cited(text, LISTED) == numbers


@pytest.mark.parametrize("text", NO_CITATION)
def test_values_names_and_dates_are_no_citations(text: str) -> None:
    """Nothing is asserted where the number belongs to the words before it."""
    assert cited(text) == []


@pytest.mark.parametrize("text", NO_CITATION_BESIDE_A_LIST)
def test_a_reference_list_makes_no_citation_of_a_value(text: str) -> None:
    """A number within the range of the list is still a value where the words say so."""
    assert cited(text, LISTED) == []


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


def test_an_excerpt_need_not_begin_at_one() -> None:
    """The numbering is followed from where the text begins."""
    text = "Pain fell in adults 12. Sleep improved in adults 12, 13. It was safe in adults 14."
    assert cited(text) == [12, 12, 13, 14]


def test_one_bare_number_in_a_long_text_is_no_citation() -> None:
    """A document that cites does so more than once in many sentences."""
    text = "It was seen by the nurse. " * 80 + "It was seen by the doctor 7."
    assert cited(text) == []


def test_glued_numbers_count_without_a_list_where_they_form_a_series() -> None:
    """Three or more that count up are the citations of a text that lost its superscripts."""
    text = "Pain fell in adults.1 Sleep improved in adults.2,3 It was safe in adults.4 Costs rose.2"
    assert cited(text) == [1, 2, 3, 4, 2]
    assert cited("Pain fell in adults.1") == []


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


def test_single_sentences_of_the_shared_file(shared: Path) -> None:
    """The measure of the issue on single sentences: precision 0.99, recall 0.97."""
    path = shared / "data" / "citations" / "sentences.jsonl"
    figures = citation_figures(score_sentences(read_judged_sentences(path), path.parent / "documents"))["all"]
    assert figures["precision"] >= 0.99
    assert figures["recall"] >= 0.97


def test_whole_documents_of_the_shared_folder(shared: Path) -> None:
    """The measure of the issue on documents read as wholes: 0.995 both."""
    path = shared / "data" / "clinic" / "sentences.jsonl"
    figures = citation_figures(score_sentences(read_judged_sentences(path), path.parent / "documents"))["all"]
    assert min(figures["precision"], figures["recall"]) >= 0.995


def test_the_real_guide_with_superscripts(shared: Path) -> None:
    """A printed guide cites 1 to 9 in six sentences, and its list is found with nine entries."""
    name = "cdc-outpatient-infection-prevention-guide.pdf"
    understood = understand(shared / "data" / "documents", name)
    numbers = [shown(s) for found in understood.reading.sentences for s in found if shown(s)]
    assert numbers == [[1], [2], [3], [4], [5, 6, 7], [8, 9]]
    assert sorted(understood.document.references) == list(range(1, 10))


@pytest.mark.parametrize("collection", ["pubmedqa", "med"])
def test_abstracts_without_citations_show_next_to_none(shared: Path, collection: str) -> None:
    """Two hundred abstracts full of numbers: bare, glued and parenthesised ones are not taken for citations."""
    import gzip  # noqa: PLC0415 - this test alone

    inferred = 0
    with gzip.open(shared / "data" / collection / "corpus.jsonl.gz", "rt", encoding="utf-8") as lines:
        for _, line in zip(range(200), lines, strict=False):
            sentences = read(json.loads(line)["text"].replace("\n", " ") or "-").sentences[0]
            inferred += sum(s.certainty is Certainty.INFERRED for s in sentences)
    assert inferred <= 2
