"""Where a document's metadata come from, and what a mistake in them costs."""

from datetime import date
from pathlib import Path

import pytest

from corpus.model import DocumentKind, Month
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


def test_one_wrong_key_costs_no_other(tmp_path: Path) -> None:
    """A document is retired whatever else its sidecar says, and the wrong key is named with the nearest right one."""
    understood = described(
        tmp_path,
        policies_in_doc__md=PLAIN,
        policies_in_doc__meta__toml='retired = 2020-01-01\nefective = 2019-01-01\npoem = "X"\n',
        folder__meta__toml='payer = "Plan"\n',
    )
    metadata = understood.document.metadata
    assert (metadata.retired, metadata.payer, metadata.effective) == (date(2020, 1, 1), "Plan", None)
    first, second = understood.problems
    assert first.reason == "efective: no such key; did you mean effective?"
    assert second.reason.startswith("poem: no such key; expected one of title, issuer, kind")


def test_a_wrong_value_is_told_and_costs_no_other(tmp_path: Path) -> None:
    """What was found is said, cut short and without what could drive a terminal."""
    understood = described(
        tmp_path,
        policies_in_doc__md=f"---\nretired: next year\nrevised: 2019-05-01\nissuer: Plan\n---\n{PLAIN}",
        policies_in_doc__meta__toml='kind = "\\u001b[31mpoem"\npayer = 7\nurl = "http://plan.example"\n'
        f'effective = "{"x" * 200}"\njurisdiction = "MA"\n',
    )
    metadata = understood.document.metadata
    assert (metadata.issuer, metadata.revised, metadata.jurisdiction) == ("Plan", date(2019, 5, 1), "MA")
    told = (problem.reason.removeprefix("front matter, ") for problem in understood.problems)
    reasons = {reason.partition(":")[0]: reason for reason in told}
    assert reasons["retired"] == "retired: found “next year”, expected a date such as 2026-01-31"
    assert reasons["kind"].startswith("kind: found “\\x1b[31mpoem”, expected one of guideline, research")
    assert reasons["payer"] == "payer: found “7”, expected text in quotation marks"
    assert reasons["url"] == "url: found “http://plan.example”, expected an address that begins with https://"
    assert len(reasons["effective"]) < 120


def test_a_slip_in_one_line_of_a_sidecar_costs_that_line(tmp_path: Path) -> None:
    """A date without its quotation marks makes the whole no TOML; the other lines still say what they say."""
    understood = described(
        tmp_path,
        policies_in_doc__md=PLAIN,
        policies_in_doc__meta__toml='\ufeffretired = 2020-01-01\neffective = soon\nissuer = "Plan"\n',
    )
    metadata = understood.document.metadata
    assert (metadata.retired, metadata.issuer) == (date(2020, 1, 1), "Plan")
    assert [problem.reason.startswith("no valid TOML: ") for problem in understood.problems] == [True]
    assert "line 2" in understood.problems[0].reason


def test_a_slip_in_a_key_of_front_matter_is_named(tmp_path: Path) -> None:
    """What looks like one of our keys is told of; it would silently not count."""
    understood = described(tmp_path, policies_in_doc__md=f"---\nretird: 2020-01-01\nissue: 5\n---\n{PLAIN}")
    assert [problem.reason for problem in understood.problems] == [
        "front matter, retird: no such key; did you mean retired?"
    ]
    assert understood.problems[0].path == "policies/doc.md"


def test_front_matter_of_other_tools_does_no_harm(tmp_path: Path) -> None:
    """Keys that mean nothing here are left alone."""
    understood = described(
        tmp_path, policies_in_doc__md=f"---\nlayout: post\nreviewer: A. Lee\ntags:\n  - a\n---\n{PLAIN}"
    )
    assert understood.problems == ()
    assert understood.document.text.strip() == PLAIN.strip()


@pytest.mark.parametrize("name", ["doc.md", "doc.txt"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_front_matter_is_read_as_its_text_is(tmp_path: Path, name: str, encoding: str) -> None:
    """A retired document is retired in whatever encoding it says so, and its front matter is no sentence of it."""
    text = f"---\ntitle: Café rules\nretired: 2020-01-01 # by the board\n---\n{PLAIN}"
    (tmp_path / name).write_bytes(text.encode(encoding))
    understood = understand(tmp_path, name)
    assert understood.document.metadata.retired == date(2020, 1, 1)
    assert understood.document.title == "Café rules"
    assert understood.document.text.strip() == PLAIN.strip()


def test_front_matter_may_be_long(tmp_path: Path) -> None:
    """What stands behind a long description counts too."""
    matter = f"---\ndescription: >\n  {'word ' * 2000}\nretired: 2020-01-01\n...\n"
    understood = described(tmp_path, policies_in_doc__md=f"{matter}{PLAIN}")
    assert understood.document.metadata.retired == date(2020, 1, 1)
    assert "word" not in understood.document.text


def test_a_slip_in_front_matter_does_not_make_it_text(tmp_path: Path) -> None:
    """A line without its colon costs itself alone."""
    understood = described(
        tmp_path, policies_in_doc__md=f"---\nretired: 2020-01-01\nissuer: Plan\npayer Plan\n---\n{PLAIN}"
    )
    assert understood.document.metadata.retired == date(2020, 1, 1)
    assert understood.document.text.strip() == PLAIN.strip()


@pytest.mark.parametrize("name", ["doc.md", "doc.txt"])
@pytest.mark.parametrize(
    ("matter", "title", "payer"),
    [
        ("title: >-\n  Rules\n  of the plan\npayer: Alder\n", "Rules of the plan", "Alder"),
        ("title: |\n  Rules of the plan\n\npayer:\n  - Alder\n", "Rules of the plan", "Alder"),
        ("title: Rules\n  of the plan # for now\npayer:\n- Alder\n- 'Birch'\n", "Rules of the plan", "Alder, Birch"),
        ('title: "Rules of\n  the plan"\npayer: [Alder, "Birch"]\n', "Rules of the plan", "Alder, Birch"),
    ],
)
def test_values_of_several_lines_are_read_as_yaml_has_them(
    tmp_path: Path, name: str, matter: str, title: str, payer: str
) -> None:
    """A folded title is no ">-", and a list of payers is not dropped unsaid."""
    (tmp_path / name).write_text(f"---\n{matter}---\n{PLAIN}")
    understood = understand(tmp_path, name)
    assert (understood.document.title, understood.document.metadata.payer) == (title, payer)
    assert understood.document.text.strip() == PLAIN.strip()


def test_dates_are_read_in_the_forms_in_which_documents_print_them(tmp_path: Path) -> None:
    """In front matter and beside the document; the order of day and month is that of its text."""
    understood = described(
        tmp_path,
        policies_in_doc__md="---\neffective: 03/15/2024\nreviewed: 2024-05\nrevised: 2024-04-01T10:00:00Z\n---\n"
        f"Retired on 31/12/2019.\n\n{PLAIN}",
        policies_in_doc__meta__toml='retired = "05/04/2025"\n',
    )
    metadata = understood.document.metadata
    assert (metadata.effective, metadata.revised) == (date(2024, 3, 15), date(2024, 4, 1))
    assert (metadata.reviewed, metadata.retired) == (Month(2024, 5, 1), date(2025, 4, 5))
    assert f"{metadata.reviewed}" == "2024-05"
    assert understood.problems == ()


def test_prose_between_two_rules_is_text(tmp_path: Path) -> None:
    """Only lines of keys and values are front matter."""
    rules = f"---\nThe sural block needs no review.\n\nNote: ask for the tibial one.\n\n---\n\n{PLAIN}"
    understood = described(tmp_path, policies_in_doc__md=rules)
    assert "The sural block needs no review." in understood.document.text
    assert PLAIN.strip() in understood.document.text


def test_a_text_with_other_lines_between_rules_keeps_them(tmp_path: Path) -> None:
    """In a text a block between rules is front matter only where it says nothing that we do not know."""
    (tmp_path / "doc.txt").write_text(f"---\nretired: 2020-01-01\nfax: 555-0134\n---\n{PLAIN}")
    understood = understand(tmp_path, "doc.txt")
    assert understood.document.metadata.retired == date(2020, 1, 1)
    assert "555-0134" in understood.document.text
    assert "2020" not in understood.document.text  # what counts as known of it is no sentence
