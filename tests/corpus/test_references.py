"""Where a document's own reference list is, and what its entries say."""

from pathlib import Path

import pytest

from corpus.model import Content, Reference
from corpus.readers.registry import read_file
from corpus.references import References, find_references
from corpus.understanding import Understood, understand
from corpus.vancouver import Work, author, find_https, reference, vancouver

LETTER = "Nerve block\n\nThe block helps most adults 1, 2. It was safe in all of them 2, 3.\n\n"


def found(text: str, name: str = "letter.txt") -> tuple[Content, References]:
    """Return a content and its only reference list, an empty one if it has none."""
    content = read_file(text.encode(), name)
    (references,) = find_references(content.text, content.blocks) or (References(),)
    return content, references


def texts(references: References) -> dict[int, str]:
    """Return the entries as printed."""
    return {number: entry.text for number, entry in references.entries.items()}


def test_a_numbered_list_under_its_heading() -> None:
    """Entries keep their own numbers, DOI, PubMed number and https link."""
    entries = (
        "References\n1. Ames B. Foot blocks. J Nerve. 2018;2:1-9. doi:10.1000/jn.2018.1. PMID: 12345678\n"
        "2. Bell C. Feet. Ann Foot 2019. https://example.org/feet.\n3. Cole D. Toes. http://example.org/toes\n"
    )
    content, references = found(LETTER + entries)
    first = "Ames B. Foot blocks. J Nerve. 2018;2:1-9. doi:10.1000/jn.2018.1. PMID: 12345678"
    assert references.entries[1] == Reference(1, first, "10.1000/jn.2018.1", "12345678", None)
    assert references.entries[2].url == "https://example.org/feet"
    assert references.entries[3].url is None
    assert references.first_block is not None
    assert content.text[content.blocks[references.first_block].start :].startswith("References")
    assert references.end_block == len(content.blocks)
    assert references.doubts == ()


def test_other_headings_labels_and_a_text_behind_the_list() -> None:
    """Brackets and parentheses label entries too, and the list ends at the next heading."""
    for heading in ("Bibliography", "LITERATURE CITED", "Sources:", "5. References", "Works cited"):
        for label in ("[{}]", "{}.", "({})"):
            entries = "".join(f"{label.format(n)} Ames B. Part {n}. 2018.\n" for n in (1, 2, 3))
            content, references = found(f"# Block\n\nIt helps.\n\n# {heading}\n\n{entries}\n# Annex\n\nMore.\n", "a.md")
            assert texts(references) == {n: f"Ames B. Part {n}. 2018." for n in (1, 2, 3)}, (heading, label)
            assert content.text[content.blocks[references.blocks[-1]].end :].lstrip().startswith("Annex")


def test_continuation_lines_join_their_entry() -> None:
    """An entry that was cut by the layout is one entry."""
    _, references = found(
        LETTER + "References\n\n1. Ames B. Foot blocks in\n\nadults. J Nerve. 2018.\n\n2. Bell C. Feet.\n"
    )
    assert texts(references) == {1: "Ames B. Foot blocks in adults. J Nerve. 2018.", 2: "Bell C. Feet."}


def test_entries_that_run_on_in_one_paragraph_are_told_apart() -> None:
    """A list that lost its line ends is split where the next number stands."""
    _, references = found(
        LETTER + "References\n1. Ames B. Blocks. 2018. 2. Bell C. Feet. 2019. 3. Cole D. Toes. 2020.\n"
    )
    assert texts(references) == {1: "Ames B. Blocks. 2018.", 2: "Bell C. Feet. 2019.", 3: "Cole D. Toes. 2020."}


def test_entries_below_each_other_in_markdown_are_told_apart() -> None:
    """Markdown makes one paragraph of them; a DOI ends in any letter, and a name may begin with a small one."""
    _, references = found(
        LETTER
        + "References\n[1] Ames B. Blocks. doi:10.1000/abc [2] van Bell C. Feet https://feet.example/x [3] Cole D.\n"
    )
    assert texts(references) == {
        1: "Ames B. Blocks. doi:10.1000/abc",
        2: "van Bell C. Feet https://feet.example/x",
        3: "Cole D.",
    }


def test_the_number_of_a_volume_opens_no_entry() -> None:
    """What follows it may have a capital: the next entry has a line, or a place behind it, of its own."""
    volume = "Ames B. Blocks, vol. 2. Northtown: Press; 2010."
    _, references = found(f"{LETTER}References\n\n1. {volume}\n2. Bell C. Feet. 2019.\n3. Cole D. Toes. 2020.\n")
    assert texts(references) == {1: volume, 2: "Bell C. Feet. 2019.", 3: "Cole D. Toes. 2020."}
    _, references = found(f"{LETTER}References\n1. {volume} 2. Bell C. Feet. 2019.\n")
    assert texts(references) == {1: volume, 2: "Bell C. Feet. 2019."}
    series = "Ames B. Blocks, series 2. Northtown: Press; 2010."
    _, references = found(f"{LETTER}References\n\n1. {series}\n2. Bell C. Feet. 2019.\n")
    assert texts(references) == {1: series, 2: "Bell C. Feet. 2019."}
    series = series.replace(" 2.", " (2009). 2.")
    _, references = found(f"{LETTER}References\n\n1. {series}\n\n2. Bell C. Feet. 2019.\n")
    assert references.entries[2].text == "Bell C. Feet. 2019."
    assert references.doubts == ()


def test_entries_in_a_table_are_found() -> None:
    """As where a word processor sets them: the number in a cell of its own."""
    rows = "<tr><td>[1] </td><td>Smith J. Neck pain. 2019.</td></tr><tr><td>[2]</td><td>Doe A. Relief. 2020.</td></tr>"
    _, references = found(f"<p>Blocks help [1].</p><h2>References</h2><table>{rows}</table>", "letter.html")
    assert texts(references) == {1: "Smith J. Neck pain. 2019.", 2: "Doe A. Relief. 2020."}


@pytest.mark.parametrize(
    "heading",
    ["References & Resources", "Bibliography/References", "Section 9: Sources consulted", "Peer-reviewed references"],
)
def test_a_heading_may_say_more_than_references(heading: str) -> None:
    """It heads a list where works stand below it, and text where none do."""
    works = "1. Ames B. Foot blocks. J Nerve. 2018;2:1-9.\n2. Bell C. Feet. Ann Foot. 2019;3:4-5.\n"
    assert sorted(found(f"{LETTER}{heading}\n\n{works}")[1].entries) == [1, 2]
    assert found(f"{LETTER}{heading}\n\n1. Ask the library.\n2. Ask the plan.\n")[1] == References()


def test_a_list_of_works_is_found_behind_lines_that_speak_of_sources() -> None:
    """A line of another list may look like a heading, and so does that of the works, which go on with its numbers."""
    steps = "1. Source of payment one\n2. Source of payment two\n3. Source of payment three\n"
    works = "4. Ames B. Foot blocks. J Nerve. 2018;2:1-9.\n5. Bell C. Feet. Ann Foot. 2019;3:4-5.\n"
    _, references = found(f"{LETTER}Source of payment\n\n{steps}\nSources to read\n\n{works}")
    assert sorted(references.entries) == [4, 5]


def test_the_last_of_entries_in_several_lines_is_whole() -> None:
    """Title, authors and journal in lines of their own, as answers are exported; what follows is text."""
    entries = [
        f"{n}. Blocks of the Foot, Part {n}.\nAmes B, Bell C, et al.\nThe Journal of the Foot. 2018;{n}:1-9.\n"
        for n in (1, 2, 3)
    ]
    content, references = found(LETTER + "References\n" + "".join(entries) + "The clinic is open in summer.\n")
    assert {len(text) for text in texts(references).values()} == {len(texts(references)[1])}
    assert references.end_block == len(content.blocks) - 1


POLICY = "This policy does not apply to members of the Medicaid plan, who have their own."


@pytest.mark.parametrize(
    "end",
    [
        *("https://doi.org/10.1000/xyz", "doi:10.1000/xyz", "https://example.org/feet", "2018;3:1-5", "PMID: 1234567"),
        "Feet manual, chapter 3",
    ],
)
@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_text_behind_a_list_is_no_part_of_it(end: str, name: str) -> None:
    """The last entry may end without a full stop."""
    content, references = found(
        f"{LETTER}References\n\n1. Ames B. Toes. 2017.\n2. Bell C. Feet. {end}\n\n{POLICY}\n", name
    )
    assert references.entries[2].text == f"Bell C. Feet. {end}"
    assert content.text[content.blocks[references.blocks[-1]].end :].strip() == POLICY
    assert references.doubts == ()


@pytest.mark.parametrize(
    ("end", "below"),
    [
        ("Feet in", "Northern towns. J Nerve"),
        ("Feet and", "Toes of adults"),
        ("Feet", "of adults"),
        ("Feet of adults", "J Nerve. 2018;3:1-5."),
        ("J Nerve. 2018;3:1-5", "doi:10.1000/xyz"),
    ],
)
def test_a_last_entry_that_was_cut_is_whole(end: str, below: str) -> None:
    """And that it took in what stands behind it is told."""
    _, references = found(f"{LETTER}References\n\n1. Ames B. Toes. 2017.\n\n2. Bell C. {end}\n\n{below}\n", "a.md")
    assert references.entries[2].text == f"Bell C. {end} {below}"
    reason = "text behind the list is taken for a part of reference 2"
    assert [doubt.reason for doubt in references.doubts] == [reason]


def test_a_list_ends_where_the_next_is_headed() -> None:
    """Also where no markup says that it is a heading; else each of many lists would be read to the end of the text."""
    part = "References\n\n[1] Ames B. Blocks\n\nof the foot, part {}\n\n"
    content = read_file((LETTER + "".join(map(part.format, (1, 2, 3)))).encode(), "a.md")
    lists = find_references(content.text, content.blocks)
    assert [texts(found) for found in lists] == [{1: f"Ames B. Blocks of the foot, part {n}"} for n in (1, 2, 3)]


def test_gaps_and_duplicates_are_reported() -> None:
    """The list's own numbering is taken, and what is wrong with it is told."""
    _, references = found(LETTER + "References\n1. Ames B. One.\n3. Cole D. Three.\n3. Dale E. Three again.\n")
    assert texts(references) == {1: "Ames B. One.", 3: "Cole D. Three."}
    assert [doubt.reason for doubt in references.doubts] == [
        "no entry for reference 2 before reference 3",
        "two entries for reference 3; the first one counts",
    ]


def test_footnotes_and_labelled_entries_need_no_heading() -> None:
    """Entries labelled [^1]: or [1] that end a document are its list."""
    _, references = found("# Block\n\nIt helps[^1].\n\n[^1]: Ames B. Blocks. 2018.\n", "a.md")
    assert texts(references) == {1: "Ames B. Blocks. 2018."}
    _, references = found(LETTER + "[1] Ames B. Blocks. 2018.\n\n[2] Bell C. Feet. 2019.\n")
    assert texts(references) == {1: "Ames B. Blocks. 2018.", 2: "Bell C. Feet. 2019."}


@pytest.mark.parametrize("heading", ["References\n\n", ""])
@pytest.mark.parametrize("parted", ["\n", "\n\n", " "])
def test_entries_behind_raised_numbers(heading: str, parted: str) -> None:
    """As journals print them, and as a page or a text has them under its last line."""
    entries = ["¹ Ames B. Foot blocks. Pain. 2018;2:1-3.", "² Bell C. Hand blocks. Pain. 2019;3:4-6."]
    content, references = found(f"{LETTER}{heading}{parted.join(entries)}\n", "letter.md")
    assert texts(references) == {n: entry[2:] for n, entry in enumerate(entries, 1)}
    assert references.end_block == len(content.blocks)


def test_raised_notes_that_name_no_works_are_text() -> None:
    """Those of a table of fees end a document as well."""
    notes = "¹ Needs prior authorization.\n\n² Once a day.\n"
    assert texts(found(f"{LETTER}A foot block¹ or a hand block² is paid.\n\n{notes}")[1]) == {}


@pytest.mark.parametrize("entry", ["^ {}", "↑ {}", "^ ᵃ ᵇ {}", "{} ↩", "{} ↩\ufe0e"])
def test_links_back_to_the_text_are_no_part_of_an_entry(entry: str) -> None:
    """Saved pages have them at the beginning or the end of each."""
    listed = "\n".join(f"{n}. {entry.format('Ames B. Foot blocks. Pain. 2018;2:1-3.')}" for n in (1, 2))
    assert set(texts(found(f"{LETTER}References\n\n{listed}\n")[1]).values()) == {
        "Ames B. Foot blocks. Pain. 2018;2:1-3."
    }


def test_a_document_without_a_list_has_none() -> None:
    """Numbered steps are no references."""
    for text in (
        LETTER,
        LETTER + "Steps\n1. Clean the skin.\n2. Inject.\n",
        LETTER + "References\nSee the web site.\n",
    ):
        assert found(text)[1] == References()


def understood(tmp_path: Path, text: str) -> Understood:
    """Return what a Markdown document says."""
    (tmp_path / "a.md").write_text(text)
    return understand(tmp_path, "a.md")


ALPHA, BETA, GAMMA = (f"{name} A. Trial of {name}. Spine. 2011;1:1-3." for name in ("Alpha", "Beta", "Gamma"))


@pytest.mark.parametrize(
    ("parts", "entries", "unsure"),
    [
        # the same numbers for other works: none is shown, but what one part alone cites
        ([("[1]", (ALPHA, BETA)), ("[1] [2]", (GAMMA, BETA))], {2: BETA}, "1"),
        ([("[1]", (ALPHA,)), ("[1] [2]", (GAMMA, BETA))], {2: BETA}, "1"),
        # a part without citations, such as books to read on, has no say
        ([("[1]", (ALPHA,)), ("", (GAMMA,))], {1: ALPHA}, ""),
        # what stands behind the last list may belong to any of them, or to none
        ([("[1]", (ALPHA,)), ("", (GAMMA,)), ("[1]", ())], {}, "1"),
        # a number that its own part's list lacks gets no entry of another part
        ([("[1] [2]", (ALPHA,)), ("[1] [2]", (ALPHA, BETA))], {1: ALPHA}, "2"),
        # what no part cites has the entry of the one list that holds it
        ([("[1]", (ALPHA,)), ("[1]", (ALPHA, BETA))], {1: ALPHA, 2: BETA}, ""),
    ],
)
def test_each_part_has_the_list_that_follows_it(
    tmp_path: Path, parts: list[tuple[str, tuple[str, ...]]], entries: dict[int, str], unsure: str
) -> None:
    """Numbers that begin anew with each chapter never get the entry of another chapter, and no list is searched."""
    text = ""
    for cites, works in parts:
        text += f"\n\n## Chapter\n\nThe block relieves pain for nine months {cites}.\n"
        text += "\n### References\n\n" * bool(works) + "\n".join(
            f"{n}. {work}" for n, work in enumerate(works, start=1)
        )
    found = understood(tmp_path, text)
    assert {number: entry.text for number, entry in found.document.references.items()} == entries
    assert [doubt.reason for doubt in found.document.doubts if "reference lists" in doubt.reason] == (
        [f"2 reference lists: no entry is shown for {unsure}, of which each has its own"] if unsure else []
    )
    assert not any("Spine" in sentence.text for passage in found.passages for sentence in passage.sentences)


def test_the_range_of_a_value_is_no_citation_where_others_are_raised(tmp_path: Path) -> None:
    """A document has one style: a bracket around a value cites where others do and within the list, but no median's."""
    stay = "The median stay was 6 days [3–9] in the early group{}.\n\nHemoglobin rose by 2.1 g/dL [1, 3] with iron.\n"
    text = "# Stay\n\nEarly surgery shortens it{}.\n\n" + stay + "\n## References\n\n{}"

    def numbers(form: str, entries: int) -> list[tuple[int, ...]]:
        listed = "\n".join(f"{n}. {ALPHA}" for n in range(1, entries + 1))
        found = understood(tmp_path, text.format(form.format(1), form.format(2), listed))
        return [s.citations for passage in found.passages for s in passage.sentences]

    assert numbers("<sup>{}</sup>", 9) == [(1,), (2,), ()]
    assert numbers(" {}", 9) == [(1,), (2,), ()]
    assert numbers(" [{}]", 2) == [(1,), (2,), ()]
    assert numbers(" [{}]", 9) == [(1,), (2,), (1, 3)]


RULES = (
    "# Fees\n\nInjections are paid per level{}.\n\n## {}\n\n1. Claims must be filed within 95 days.\n2. Keep a copy.\n"
)


@pytest.mark.parametrize("heading", ["Notes", "Sources", "Works", "Footnotes", "Endnotes"])
def test_notes_that_nothing_cites_are_text(tmp_path: Path, heading: str) -> None:
    """A numbered list below such a heading is one of references if it names works or is cited; notes are found."""
    found = understood(tmp_path, RULES.format("", heading))
    assert found.document.references == {}
    assert "Claims must be filed within 95 days." in [s.text for p in found.passages for s in p.sentences]
    found = understood(tmp_path, RULES.format(" [1]", heading))
    assert found.document.references[1].text == "Claims must be filed within 95 days."
    assert "Claims must be filed within 95 days." in [s.text for p in found.passages for s in p.sentences]
    found = understood(tmp_path, f"# Fees\n\nInjections are paid.\n\n## {heading}\n\n1. {ALPHA}\n2. {BETA}\n")
    assert list(found.document.references) == [1, 2]
    assert len(found.passages) == 1


@pytest.mark.parametrize("heading", ["Reference", "References", "Citations", "Literature"])
def test_sentences_below_such_a_heading_that_nothing_cites_are_text(tmp_path: Path, heading: str) -> None:
    """A section of that name may tell what to look up; titles are a list, and that they are not searched is told."""
    text = (
        f"# Codes\n\nBlocks are paid{{}}.\n\n## {heading}\n\n1. 64999 is the unlisted code.\n2. 64450 is the foot's.\n"
    )
    found = understood(tmp_path, text.format(""))
    assert found.document.references == {}
    assert "64999 is the unlisted code." in [s.text for p in found.passages for s in p.sentences]
    assert list(understood(tmp_path, text.format(" [1]")).document.references) == [1, 2]
    titles = (
        f"# Codes\n\nBlocks are paid{{}}.\n\n## {heading}\n\n1. Manual of Claims, Chapter 12.\n2. Manual of Codes.\n"
    )
    found = understood(tmp_path, titles.format(""))
    assert list(found.document.references) == [1, 2]
    assert "names no works" in found.reading.doubts[0].reason
    assert understood(tmp_path, titles.format(" [1]")).reading.doubts == ()


@pytest.mark.parametrize("label", ["  • {}\n    ", "- {}\n\n", "{}\n\n", "{}.\n\n"])
def test_numbers_above_their_entries(label: str) -> None:
    """As lists are copied from pages that set the number in a column of its own; page numbers are no labels."""
    works = ("Ames B. Foot blocks. J Nerve. 2018;2:1-9.", "Bell C. Feet. Ann Foot. 2019.", "Cole D. Toes. 2020.")
    entries = "\n".join(f"{label.format(n)}{work}\n" for n, work in enumerate(works, 1))
    _, references = found(f"{LETTER}References\n\n{entries}")
    assert texts(references) == dict(enumerate(works, 1))


def test_a_page_number_between_entries_is_no_entry() -> None:
    """It is followed by the next entry's own label, or the entries before it have theirs in front."""
    for page in ("Feet. 2019.\n\n3", "Feet. 2019.\n\n19", "Feet of\n\n3\n\nadults. 2019."):
        entries = f"1. Ames B. Foot blocks. 2018.\n\n2. Bell C. {page}\n\n3. Cole D. Toes. 2020.\n"
        _, references = found(f"{LETTER}References\n\n{entries}")
        assert references.entries[3].text.startswith("Cole D.")
        assert sorted(references.entries) == [1, 2, 3]


def test_labelled_notes_at_the_end_that_nothing_cites_are_text(tmp_path: Path) -> None:
    """Without a heading as below one: what names no works is a list only where it is cited."""
    notes = (
        "# Fees\n\nInjections are paid per level{}.\n\n[1] Claims must be filed within 95 days.\n\n[2] Keep a copy.\n"
    )
    found = understood(tmp_path, notes.format(""))
    assert found.document.references == {}
    assert "[2] Keep a copy." in [s.text for p in found.passages for s in p.sentences]
    assert list(understood(tmp_path, notes.format(" [1]")).document.references) == [1, 2]


def test_notes_beside_a_list_of_works_are_text(tmp_path: Path) -> None:
    """The numbers belong to the list of works, wherever the notes stand."""
    found = understood(tmp_path, RULES.format(" [1]", "Notes") + f"\n## References\n\n1. {ALPHA}\n2. {BETA}\n")
    assert found.document.references[1].text == ALPHA
    assert "Keep a copy." in [s.text for p in found.passages for s in p.sentences]


def test_a_work_becomes_one_vancouver_line() -> None:
    """Up to six authors in full, else three and et al; unknown parts leave no gap."""
    work = Work(
        ["Ames B", "Bell C"], "Foot blocks", "J Nerve", "2018", "2", "3", "1--9", doi="https://doi.org/10.1000/x"
    )
    assert vancouver(work) == "Ames B, Bell C. Foot blocks. J Nerve. 2018;2(3):1–9."
    assert reference(4, work) == Reference(4, vancouver(work), "10.1000/x")
    many = Work([f"Ames {letter}" for letter in "ABCDEFG"], "Is it safe?")
    assert vancouver(many) == "Ames A, Ames B, Ames C, et al. Is it safe?"
    assert vancouver(Work(title="A book", year="2020", publisher="Foot Press")) == "A book. Foot Press; 2020."


def test_names_and_links() -> None:
    """Given names become initials; only https is a link."""
    assert author("de Vries", "Anna-Maria J.") == "de Vries AMJ"
    assert author("Ames", "BC") == "Ames BC"
    assert find_https("see http://example.org or https://example.org/a.") == "https://example.org/a"
    assert find_https("javascript:alert(1)") is None
