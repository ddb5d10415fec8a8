"""Reference lists beside a document: CSL-JSON, RIS and BibTeX say the same, and bad ones say where."""

import json
from pathlib import Path

import pytest

from corpus.errors import UnreadableFile
from corpus.folder import companions
from corpus.sidecars import load_references
from corpus.understanding import understand

LINE = "Ames B, de Vries C. Foot blocks & nerves. J Nerve. 2018;2(3):1–9."
CSL = json.dumps(
    [
        {
            "citation-number": 2,
            "title": "Foot blocks & nerves",
            "author": [
                {"family": "Ames", "given": "Bea"},
                {"family": "Vries", "given": "Cor", "non-dropping-particle": "de"},
            ],
            "container-title": "J Nerve",
            "issued": {"date-parts": [[2018, 5]]},
            "volume": 2,
            "issue": "3",
            "page": "1-9",
            "DOI": "10.1000/jn.1",
            "PMID": "12345678",
            "URL": "http://example.org",
        }
    ]
)
RIS = """\
TY  - JOUR
ID  - 2
AU  - Ames, Bea
AU  - de Vries, Cor
TI  - Foot blocks & nerves
T2  - J Nerve
PY  - 2018/05
VL  - 2
IS  - 3
SP  - 1
EP  - 9
DO  - 10.1000/jn.1
ER  -
"""
BIBTEX = r"""
@article{ref2,
  author = {Ames, Bea and de Vries, Cor},
  title = {Foot {B}locks \& nerves},
  journal = {J Nerve},
  year = 2018,
  volume = {2},
  number = {3},
  pages = {1--9},
  doi = {10.1000/jn.1},
}
"""


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.references.json", CSL), ("a.csl.json", CSL), ("a.ris", RIS), ("a.bib", BIBTEX.replace("{B}", "b"))],
)
def test_every_form_gives_the_same_line_under_its_own_number(name: str, data: str) -> None:
    """What a reference manager exports is shown in one short form."""
    loaded = load_references(data.encode(), name)
    assert list(loaded) == [2]
    assert (loaded[2].text, loaded[2].doi, loaded[2].url) == (LINE, "10.1000/jn.1", None)


def test_order_numbers_what_has_no_number() -> None:
    """Keys such as ames2018 are no numbers: the order of the file counts, for all entries."""
    data = BIBTEX.replace("ref2", "ames2018") + BIBTEX.replace("ref2", "bell_2019b")
    assert list(load_references(data.encode(), "a.bib")) == [1, 2]


@pytest.mark.parametrize("label", [{}, {"citation-label": "Bell2019"}])
def test_keys_of_csl_number_their_items_as_keys_of_bibtex_do(label: dict[str, str]) -> None:
    """Zotero sorts by title or author: the order of the file would give each number another work."""
    items = [{"id": "ref2", "title": "Second", **label}, {"id": "ref1", "title": "First", **label}]
    loaded = load_references(json.dumps(items).encode(), "a.csl.json")
    assert {number: entry.text for number, entry in loaded.items()} == {1: "First.", 2: "Second."}


def test_an_organisation_keeps_its_name() -> None:
    """A name in double braces or as a literal is not cut into initials."""
    bibtex = "@book{x, author = {{World Foot Organization}}, title = {Feet}, publisher = {Foot Press}, year = {2020}}"
    csl = json.dumps([{"title": "Feet", "author": [{"literal": "World Foot Organization"}], "publisher": "Foot Press"}])
    assert load_references(bibtex.encode(), "a.bib")[1].text == "World Foot Organization. Feet. Foot Press; 2020."
    assert load_references(csl.encode(), "a.csl.json")[1].text == "World Foot Organization. Feet. Foot Press."


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.csl.json", b"[\n{,]", "line 2: no JSON"),
        ("a.csl.json", b"7", "expected a list of CSL-JSON items"),
        ("a.csl.json", b"[7]", "item 1 is no object"),
        ("a.csl.json", b"[]", "no entries in it"),
        ("a.csl.json", b"[" * 100_000, "nested too deep"),
        ("a.csl.json", b"[\n\xff]", "line 2: not UTF-8"),
        ("a.csl.json", b'[{"citation-number": 1}, {"citation-number": "1"}]', "two entries for reference 1"),
        ("a.csl.json", b'[{"author": 5}]', "item 1: its authors are no list of people"),
        ("a.csl.json", b'[{"title": "x"}, {"author": {"family": "x"}}]', "item 2: its authors are no list of people"),
        (
            "a.csl.json",
            b'[{"volume": ' + b"9" * 5_000 + b"}]",
            "damaged in a way its parser does not know (ValueError)",
        ),
        ("a.ris", b"TY  - JOUR\nTI  - x\nTY  - JOUR\nER  - \n", "line 3: a new entry, but the one of line 1"),
        ("a.ris", b"TY  - JOUR\nER  - \nTY  - JOUR\nTI  - x\n", "line 3: the entry has no ER line"),
        ("a.ris", b"nothing\n", "no entries in it"),
        ("a.bib", b"\n@article{x, title={y\n@article{z, title={a}}\n", "line 2: no complete BibTeX entry"),
        ("a.txt", b"", "no reference list"),
    ],
)
def test_a_bad_list_is_refused_by_name_and_line(name: str, data: bytes, reason: str) -> None:
    """The message tells the file, the line where it can, and never the text."""
    with pytest.raises(UnreadableFile) as caught:
        load_references(data, name)
    assert str(caught.value).startswith(f"{name}: ")
    assert reason in caught.value.reason


def test_a_bad_list_costs_itself_alone(tmp_path: Path) -> None:
    """The document beside it is read, and the list is named."""
    (tmp_path / "a.md").write_text("Blocks help [1].\n")
    (tmp_path / "a.references.json").write_text('[{"title": "x", "author": 5}]')
    understood = understand(tmp_path, "a.md")
    assert understood.passages
    assert [problem.path for problem in understood.problems] == ["a.references.json"]


@pytest.mark.parametrize("suffix", [".references.json", ".csl.json"])
def test_a_list_may_bear_the_whole_name_of_its_document(tmp_path: Path, suffix: str) -> None:
    """As metadata may; it comes before one that is meant for all documents of the name, and decides what is known."""
    (tmp_path / "a.md").write_text("Blocks help [2].\n")
    (tmp_path / "a.bib").write_text("@book{ref2, title={Of the others}}\n")
    (tmp_path / f"a.md{suffix}").write_text(CSL)
    assert understand(tmp_path, "a.md").document.references[2].text == LINE
    assert tmp_path / f"a.md{suffix}" in companions(tmp_path, "a.md")
    (tmp_path / f"a.md{suffix}").unlink()
    assert understand(tmp_path, "a.md").document.references[2].text == "Of the others."
