"""A folder read at once: what its documents say, and what is said of the rest."""

from pathlib import Path

import pytest

from corpus.errors import EmptyCorpus, MissingCorpus
from corpus.folder import Folder, scan
from corpus.library import read_library
from corpus.model import DocumentKind
from corpus.understanding import Understood, understand


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one document in a collection."""
    root = tmp_path / "docs"
    (root / "policies").mkdir(parents=True)
    (root / "policies" / "block.txt").write_text("The block is reported with Q1234.\n")
    return root


def test_a_file_that_goes_before_it_is_read_costs_itself(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It was listed and is not there any more: told by name, and the rest answers."""
    (folder / "gone.txt").write_text("The stent is reported with Q5678.\n")

    def then_gone(path: Path) -> Folder:
        found = scan(path)
        (folder / "gone.txt").unlink()
        return found

    monkeypatch.setattr("corpus.library.scan", then_gone)
    library = read_library(folder)
    assert [document.doc_id for document in library.documents] == ["policies/block.txt"]
    assert [failure.path for failure in library.failures] == ["gone.txt"]


def test_a_file_on_which_its_reader_fails_costs_itself(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a few plain files are read without workers, it is told in the same words, without the file's own."""

    def failing(root: Path, name: str) -> Understood:
        if name == "odd.txt":
            raise KeyError("words of the file")
        return understand(root, name)

    (folder / "odd.txt").write_text("The stent is reported with Q5678.\n")
    monkeypatch.setattr("corpus.workers.understand", failing)
    library = read_library(folder)
    assert [document.doc_id for document in library.documents] == ["policies/block.txt"]
    assert [failure.path for failure in library.failures] == ["odd.txt"]
    assert library.failures[0].reason.startswith("its reader failed (KeyError)")


def test_a_path_that_is_not_there_is_one_error(tmp_path: Path) -> None:
    """A missing folder and an empty one are told apart."""
    with pytest.raises(MissingCorpus):
        read_library(tmp_path / "nowhere")
    with pytest.raises(EmptyCorpus, match="no files"):
        read_library(tmp_path)


def test_metadata_from_the_nearest_source(folder: Path) -> None:
    """A sidecar beats front matter, front matter beats the folder's defaults."""
    (folder / "folder.meta.toml").write_text('issuer = "Example Plan"\nkind = "policy"\neffective = 2024-01-01\n')
    (folder / "policies" / "folder.meta.toml").write_text("effective = 2025-01-01\n")
    (folder / "policies" / "note.md").write_text(
        "---\ntitle: The note\nrevised: 2025-06-01\nissuer: Front\n---\nText here.\n"
    )
    (folder / "policies" / "note.meta.toml").write_text('issuer = "Sidecar"\nurl = "https://example.org/note"\n')
    documents = {document.doc_id: document for document in read_library(folder).documents}
    note = documents["policies/note.md"]
    assert (note.title, note.collection, note.text) == ("The note", "policies", "Text here.\n")
    assert note.metadata.issuer == "Sidecar"
    assert note.metadata.kind is DocumentKind.POLICY
    assert f"{note.metadata.effective} {note.metadata.revised}" == "2025-01-01 2025-06-01"
    assert documents["policies/block.txt"].metadata.issuer == "Example Plan"


@pytest.mark.parametrize(
    ("toml", "told"),
    [
        ("issuer = ", "no valid TOML"),
        ('isuer = "x"', "isuer: no such key; did you mean issuer?"),
        ('effective = "soon"', "effective: found “soon”, expected a date"),
        ('kind = "gossip"', "kind: found “gossip”, expected one of guideline"),
        ('url = "http://example.org"', "https://"),
        ("payer = 3", "payer: found “3”, expected text"),
    ],
)
def test_a_broken_sidecar_costs_only_itself(folder: Path, toml: str, told: str) -> None:
    """The document is served, the sidecar is named with the key that is wrong."""
    (folder / "policies" / "block.meta.toml").write_text(toml)
    library = read_library(folder)
    assert len(library.documents) == 1
    (failure,) = library.failures
    assert failure.path == "policies/block.meta.toml"
    assert told in failure.reason


def test_a_broken_reference_list_costs_only_itself(folder: Path) -> None:
    """The document is served without references, the list is named."""
    (folder / "policies" / "block.references.json").write_text("{")
    library = read_library(folder)
    assert len(library.documents) == 1
    assert [failure.path for failure in library.failures] == ["policies/block.references.json"]


def test_headings_with_nothing_below_are_found(folder: Path) -> None:
    """A heading that heads nothing is text itself; a question and the name of a part tell nothing."""
    headings = [
        "# Drug list",
        "## Chapter 1 Knees",
        "## Zilretta is not covered [1]",
        "## Botulex is not covered",
        "## Synvisc is covered",
        "Once per knee.",
        "## Who decides?",
        "## References",
        "1. Alpha A. Knees. Spine. 2011;1:1-3.",
    ]
    (folder / "list.md").write_text("\n\n".join(headings))
    passages = [p for p in read_library(folder).passages if p.doc_id == "list.md"]
    assert [(p.section, [(s.text, s.citations) for s in p.sentences]) for p in passages] == [
        ((), [("Zilretta is not covered [1]", (1,)), ("Botulex is not covered", ())]),
        (("Synvisc is covered",), [("Once per knee.", ())]),
    ]
