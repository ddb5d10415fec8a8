"""Where a document's metadata come from, and what a mistake in them costs."""

from datetime import date
from pathlib import Path

from corpus.model import DocumentKind
from corpus.understanding import Understood, understand

PLAIN = "The tibial block is reported once for each foot.\n"


def described(root: Path, **files: str) -> Understood:
    """Return policies/doc.md, read with files beside it; in names, "__" is a dot and "_in_" a slash."""
    for name, text in files.items():
        path = root / name.replace("_in_", "/").replace("__", ".")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    return understand(root, "policies/doc.md")


def test_a_sidecar_comes_before_front_matter_before_the_folder(tmp_path: Path) -> None:
    """The nearest source wins, key by key."""
    understood = described(
        tmp_path,
        policies_in_doc__md=f"---\ntitle: Front\npayer: Front payer\nissuer: Front issuer\n---\n{PLAIN}",
        policies_in_doc__meta__toml='title = "Beside"\nkind = "policy"\neffective = 2026-01-31\n',
        policies_in_folder__meta__toml='payer = "Folder payer"\njurisdiction = "MA"\n',
        folder__meta__toml='jurisdiction = "US"\nurl = "https://plan.example/"\n',
    )
    metadata = understood.document.metadata
    assert understood.document.title == "Beside"
    assert understood.document.collection == "policies"
    assert metadata.kind is DocumentKind.POLICY
    assert metadata.effective == date(2026, 1, 31)
    assert (metadata.payer, metadata.issuer, metadata.jurisdiction) == ("Front payer", "Front issuer", "MA")
    assert metadata.url == "https://plan.example/"
    assert understood.passages[0].metadata == metadata
    assert "Front" not in understood.document.text


def test_a_mistake_in_a_sidecar_is_named_and_the_document_is_read(tmp_path: Path) -> None:
    """An unknown key, a wrong date or an unsafe address is a failure of the sidecar, not of the document."""
    for text in (
        'isuer = "X"\n',
        'effective = "soon"\n',
        'url = "javascript:alert(1)"\n',
        'kind = "poem"\n',
        "= broken",
    ):
        understood = described(tmp_path, policies_in_doc__md=PLAIN, policies_in_doc__meta__toml=text)
        assert understood.passages
        assert [problem.path for problem in understood.problems] == ["policies/doc.meta.toml"]


def test_front_matter_of_other_tools_does_no_harm(tmp_path: Path) -> None:
    """Keys that mean nothing here are left alone."""
    understood = described(tmp_path, policies_in_doc__md=f"---\nlayout: post\ntags:\n  - a\n---\n{PLAIN}")
    assert understood.problems == ()
    assert understood.document.text.strip() == PLAIN.strip()
