"""The owner's lexicon in the corpus folder."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.desk import open_desk
from bot.model import Answer, Status


def test_the_owner_adds_names_of_the_same_thing(tmp_path: Path) -> None:
    """A house name leads to the documents' own, is shown, and the file is no document."""
    (tmp_path / "a.md").write_text("# Fees\n\nThe zygapophysial injection is billed with 64493.\n", "utf-8")
    (tmp_path / "b.md").write_text("# Beds\n\nThe recovery room has nine beds and a window.\n", "utf-8")
    (tmp_path / "lexicon.txt").write_text("# ours\nblue sheet = zygapophysial injection\n", "utf-8")
    desk = open_desk(tmp_path, lambda _line: None)
    answer = desk.answerer.answer("code for the blue sheet")
    assert desk.documents == 2
    assert answer.status is Status.ANSWERED
    assert "64493" in answer.headlines[0].sentence.text
    assert ("blue sheet", "zygapophysial injection", "synonym") in {(r.found, r.used, r.why) for r in answer.repairs}


@pytest.mark.parametrize("beside_an_index", [False, True])
def test_a_lexicon_of_another_encoding_stops_no_answer(tmp_path: Path, beside_an_index: bool) -> None:
    """The line and what was expected are told, what stands before it is used, and the documents answer."""
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "a.txt").write_text("The zygapophysial injection is reported with Q1234.\n", "utf-8")
    (docs / "lexicon.txt").write_bytes(b"blue sheet = zygapophysial injection\nna\xefve = plain\n")
    where = {"CITEBOT_DATA_DIR": str(tmp_path / "data"), "CITEBOT_CORPUS": str(docs)}
    if beside_an_index:
        built = CliRunner().invoke(main, ["index", str(docs)], env=where)
        assert "failed   lexicon.txt: line 2: expected text in UTF-8" in built.stdout
        assert "holds 1 document, 1 passage" in built.stdout
    asked = CliRunner().invoke(main, ["ask", "code for the blue sheet"], env=where)
    assert asked.exit_code == 0
    assert "Q1234" in asked.stdout
    assert "citebot: not read: lexicon.txt: line 2: expected text in UTF-8; nothing is read from there" in asked.stderr


def test_an_index_is_asked_with_the_lexicon_of_its_folder(tmp_path: Path) -> None:
    """Nobody has to name the folder a second time; where it is not there any more, the documents answer still."""
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "a.txt").write_text("The zygapophysial injection is reported with Q1234.\n", "utf-8")
    (docs / "lexicon.txt").write_text("blue sheet = zygapophysial injection\n", "utf-8")
    where = {"CITEBOT_DATA_DIR": str(tmp_path / "data")}
    built = CliRunner().invoke(main, ["index", str(docs)], env=where)
    assert "skipped  lexicon.txt: the owner's lexicon, read when questions are asked" in built.stdout
    assert "Q1234" in CliRunner().invoke(main, ["ask", "code for the blue sheet"], env=where).stdout
    docs.rename(tmp_path / "moved")
    assert CliRunner().invoke(main, ["ask", "code for the blue sheet"], env=where).exit_code == 3
    assert CliRunner().invoke(main, ["ask", "code for zygapophysial injection"], env=where).exit_code == 0
    CliRunner().invoke(main, ["index", str(tmp_path / "moved")], env=where)
    assert "Q1234" in CliRunner().invoke(main, ["ask", "code for the blue sheet"], env=where).stdout


def test_lines_that_name_nothing_are_told(tmp_path: Path) -> None:
    """Its number is told where the folder is read, where it stands beside an index, and when one is built."""
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "a.txt").write_text("The zygapophysial injection is reported with Q1234.\n", "utf-8")
    (docs / "lexicon.txt").write_text(
        "# ours\nnonsense line\n= x\nblue sheet = zygapophysial injection = \n", encoding="utf-8"
    )
    told = [
        f"lexicon.txt: line {line}: expected two names or more, as in: blue sheet = facet injection" for line in (2, 3)
    ]
    asked = CliRunner().invoke(main, ["ask", "--corpus", str(docs), "code for the blue sheet"])
    assert "Q1234" in asked.stdout
    assert asked.stderr == "".join(f"citebot: not read: {line}\n" for line in told)
    where = {"CITEBOT_DATA_DIR": str(tmp_path), "CITEBOT_CORPUS": str(docs)}
    for _ in range(2):
        built = CliRunner().invoke(main, ["index", str(docs)], env=where)
        assert built.exit_code == 1
        assert [line for line in built.stdout.splitlines() if line.startswith("failed")] == [
            f"failed   {line}" for line in told
        ]
    planned = CliRunner().invoke(main, ["index", str(docs), "--dry-run"], env=where)
    assert (planned.exit_code, planned.stdout.splitlines()[:2]) == (1, [f"failed  {line}" for line in told])
    asked = CliRunner().invoke(main, ["ask", "code for the blue sheet"], env=where)
    assert asked.stderr.startswith("".join(f"citebot: not read: {line}\n" for line in told))


def test_only_the_folders_own_file_is_the_owners(tmp_path: Path) -> None:
    """A document of that name further down is a document."""
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "lexicon.txt").write_text("The sural block is reported with Q1234.\n", "utf-8")
    assert open_desk(tmp_path, print).documents == 1


@pytest.mark.parametrize(
    ("said", "question"),
    [
        ("Hooded sweatshirts are not permitted in patient areas.", "can I wear my hoodie with patients"),
        ("A needlestick is reported to the supervisor at once.", "who do I tell when I got poked"),
        ("A returned check incurs a fee of 35 dollars.", "what does it cost when my check bounced"),
        ("Claims that a payer rejects are resubmitted within five days.", "the claim bounced, how long to resubmit"),
        ("A rideshare after sedation is taken with an adult.", "can I take an Uber after sedation"),
        ("Baths are avoided for seven days after the procedure.", "when can I sit in the tub after the procedure"),
        ("Artificial nails are prohibited for staff who touch patients.", "are acrylics ok for staff"),
        ("Social media posts about patients are prohibited.", "can I post about patients on Instagram"),
        ("Fragrances are not worn in the infusion suite.", "can I wear aftershave in the infusion suite"),
    ],
)
def test_everyday_words_find_what_documents_write(tmp_path: Path, said: str, question: str) -> None:
    """Staff and patients ask in their own words; the rule is written in formal ones."""
    answer = _answer(tmp_path, said, question)
    assert answer.status is Status.ANSWERED
    assert answer.headlines[0].sentence.text == said


@pytest.mark.parametrize(
    ("said", "question"),
    [
        ("Employees give two weeks' notice of resignation.", "is quitting smoking covered"),
        ("Strenuous activity is avoided for one week.", "what time does the gym open"),
        ("Sexual intercourse and bathing are avoided for a week.", "do ear tubes fall out"),
        ("Prescription renewals take three business days.", "when is the next pump refill"),
        ("Shortness of breath is reported at once.", "is passing wind normal"),
    ],
)
def test_everyday_words_of_another_sense_find_nothing(tmp_path: Path, said: str, question: str) -> None:
    """A word that mostly means something else is listed in phrases alone."""
    assert _answer(tmp_path, said, question).status is Status.NOT_FOUND


def _answer(folder: Path, said: str, question: str) -> Answer:
    (folder / "a.md").write_text(f"# Rules\n\n{said}\n", "utf-8")
    (folder / "b.md").write_text("# Beds\n\nThe recovery room has nine beds and a window.\n", "utf-8")
    return open_desk(folder, lambda _line: None).answerer.answer(question)
