"""Citations in Markdown: numbers that link, notes, and the entries that they lead to."""

from pathlib import Path

import pytest

from corpus.citations import read_citations
from corpus.readers.markdown.reader import MarkdownReader
from corpus.understanding import understand

CITED = """# Blocks

Steroids help most patients [1], ablation lasts for months [2][3], and [the rule][2] is strict.[^4]

[2]: https://doi.org/10.1000/def
[1]: https://doi.org/10.1000/abc "Ames 2019"

Cooled ablation is not covered [3], see [the sheet][sheet].

[^4]: https://plan.example/policy
[3]: https://plan.example/list
[sheet]: https://plan.example/sheet
"""


def test_numbers_that_link_to_their_entries_are_citations(tmp_path: Path) -> None:
    """They stay in their brackets, and the links are the list of references, wherever in the text they stand."""
    (tmp_path / "a.md").write_text(CITED)
    understood = understand(tmp_path, "a.md")
    found = [sentence for passage in understood.passages for sentence in passage.sentences]
    assert [(sentence.text, sentence.citations) for sentence in found] == [
        (
            "Steroids help most patients [1], ablation lasts for months [2][3], and the rule is strict.[^4]",
            (1, 2, 3, 4),
        ),
        ("Cooled ablation is not covered [3], see the sheet.", (3,)),
    ]
    references = understood.document.references
    assert {number: reference.url for number, reference in references.items()} == {
        1: "https://doi.org/10.1000/abc",
        2: "https://doi.org/10.1000/def",
        3: "https://plan.example/list",
        4: "https://plan.example/policy",
    }
    assert references[1].text == 'https://doi.org/10.1000/abc "Ames 2019"'


def test_a_single_link_is_a_list_of_references(tmp_path: Path) -> None:
    """An entry with its colon needs no other beside it, nor a heading above; entries in words keep their order."""
    (tmp_path / "a.md").write_text("Ablation lasts [1].\n\n[1]: https://doi.org/10.1000/abc\n")
    assert understand(tmp_path, "a.md").document.references[1].doi == "10.1000/abc"
    notes = "Relief lasts.[^1][^2]\n\n[^1]: https://doi.org/10.1000/abc\n\n[^2]: Ames B. Foot blocks. 2018.\n"
    (tmp_path / "b.md").write_text(notes)
    references = understand(tmp_path, "b.md").document.references
    assert [reference.text for reference in references.values()] == [
        "https://doi.org/10.1000/abc",
        "Ames B. Foot blocks. 2018.",
    ]


def test_notes_of_a_first_answer_are_references_by_their_second_number(tmp_path: Path) -> None:
    """Chats that are saved count notes within each answer: "[^1_2]" is the second one of the first."""
    notes = "Relief lasts.[^1_2][^1_1]\n\n[^1_1]: https://doi.org/10.1000/abc\n\n[^1_2]: Ames B. Foot blocks. 2018.\n"
    (tmp_path / "a.md").write_text(notes)
    understood = understand(tmp_path, "a.md")
    (passage,) = understood.passages
    assert [sentence.citations for sentence in passage.sentences] == [(2, 1)]
    references = understood.document.references
    assert {number: reference.text for number, reference in references.items()} == {
        1: "https://doi.org/10.1000/abc",
        2: "Ames B. Foot blocks. 2018.",
    }


@pytest.mark.parametrize(
    "entries",
    [
        "[1] [Ames B. Foot blocks. 2018](https://doi.org/10.1000/abc)\n\n[2] [Plan list](https://plan.example/list)",
        "1. [Ames B. Foot blocks. 2018](https://doi.org/10.1000/abc)\n2. [Plan list](https://plan.example/list)",
        "1. [Ames B](https://ames.example). [Blocks](https://doi.org/10.1000/abc)\n2. [Plan list](https://plan.example/list)",
    ],
)
def test_an_entry_leads_where_its_link_does(tmp_path: Path, entries: str) -> None:
    """Of several links the one of a published work counts; those of the page itself lead nowhere."""
    text = f"Relief lasts for months [1], but it is not covered [2].\n\n## References\n\n{entries}\n"
    (tmp_path / "a.md").write_text(text)
    references = understand(tmp_path, "a.md").document.references
    assert {number: (reference.url, reference.doi) for number, reference in references.items()} == {
        1: ("https://doi.org/10.1000/abc", "10.1000/abc"),
        2: ("https://plan.example/list", None),
    }
    assert references[2].text == "Plan list"


@pytest.mark.parametrize(
    "links",
    [
        "**Learn more:** [Iron and diet](https://plan.example/a)",
        "Related: [When is it covered?](/b) | [Codes](/c)",
        "## Related articles\n\n- [Is it safe?](/d)\n- [Diet](/e)",
        "**See also**\n\n[Polyps](/f)",
        "## On this page\n\n1. [Before the visit](#a)",
    ],
)
def test_links_that_only_lead_elsewhere_are_no_text(links: str) -> None:
    """The words of a link are a title of something else, and answer nothing; they stay in sight."""
    content = MarkdownReader().read(f"Stop iron tablets.\n\n{links}\n\n## Contact\n\nCall us.\n".encode(), "a.md")
    assert [content.text[b.start : b.end] for b in content.blocks] == ["Stop iron tablets.", "Contact", "Call us."]
    assert len(content.text.splitlines()) > len(content.blocks)


def test_a_label_above_other_words_stays() -> None:
    """Only links below it are none of the text, be it a table that follows."""
    text = "## Contents\n\n| Kit | Items |\n|---|---|\n| A | 4 |\n\n## See also\n\nAsk the nurse.\n\n## Related\n"
    content = MarkdownReader().read(text.encode(), "a.md")
    found = [content.text[b.start : b.end] for b in content.blocks]
    assert found == ["Contents", "Kit: A | Items: 4", "See also", "Ask the nurse.", "Related"]


def test_notes_on_lines_below_each_other_are_entries_of_their_own(tmp_path: Path) -> None:
    """To CommonMark they are one paragraph."""
    notes = "Relief lasts.[^1][^2]\n\n[^1]: Ames B. Foot blocks. 2018.\n[^2]: https://doi.org/10.1000/abc\n"
    (tmp_path / "a.md").write_text(notes)
    references = understand(tmp_path, "a.md").document.references
    assert {number: reference.text for number, reference in references.items()} == {
        1: "Ames B. Foot blocks. 2018.",
        2: "https://doi.org/10.1000/abc",
    }


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("It lasts for three months[1](https://plan.example/a)[2](https://plan.example/b).", "months[1][2]."),
        ("It was first done in 1990[12](https://plan.example/a).", "1990[12]."),
        ("It lasts for months.[1](#r1) It is safe.", "months.[1] It is safe."),
        ("It lasts for months [[1]](https://plan.example/a).", "months [1]."),
        ("See section [4](#s4) of the manual.", "section 4 of"),
        ("Code G[2](https://plan.example/a)7.", "Code G27."),
    ],
)
def test_a_number_that_sticks_to_a_word_and_links_is_in_brackets(printed: str, shown: str) -> None:
    """A page shows by its colour where the word ends: in plain text "three" and "1" would be "three1"."""
    assert shown in MarkdownReader().read(printed.encode(), "a.md").text


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("Claims are due within 90 days [3](https://plan.example/a).", "within 90 days [3]."),
        ("Claims are due within 90 days. [3](https://plan.example/a) Appeals are not.", "90 days. [3] Appeals"),
        ("Due in 90 days [1](https://plan.example/a) [2](https://plan.example/b).", "90 days [1] [2]."),
        ("Due in 90 days [1](https://plan.example/a), [2](https://plan.example/b).", "90 days [1], [2]."),
        ("- Due in 90 days [3](https://plan.example/a)\n- By fax", "90 days [3]"),
        ("It was first done in [2024](https://plan.example/a).", "in 2024."),
        ("Download and see [3](https://plan.example/a) forms.", "see 3 forms."),
        ("Fill in the form [3](https://plan.example/a).", "form 3."),
        ("Read the chapters [3](https://plan.example/a), [4](https://plan.example/b).", "chapters 3, 4."),
        ("Relief lasts for up to [3](https://plan.example/a).", "up to 3."),
        ("Forms: [1](https://plan.example/a) [2](https://plan.example/b)", "Forms: 1 2"),
        ("Claims are due within 90 days [3](#appeals).", "days 3."),
    ],
)
def test_a_number_that_links_behind_a_blank_is_in_brackets_where_it_can_but_cite(printed: str, shown: str) -> None:
    """As search engines set what they answer: it leads away, behind words that are complete, and ends their clause."""
    assert shown in MarkdownReader().read(printed.encode(), "a.md").text


def test_an_answer_of_a_search_engine_cites() -> None:
    """Each number stays with the sentence that prints it."""
    page = "Claims are due within 90 days [3](https://plan.example/a). Appeals go by fax [1](https://plan.example/b)."
    content = MarkdownReader().read(page.encode(), "a.md")
    (sentences,) = read_citations(content.text, content.blocks, None).sentences
    assert [sentence.citations for sentence in sentences] == [(3,), (1,)]
