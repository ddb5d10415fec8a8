"""A question names whose rules it means; many a document says so only in a field, its folder's or its file's name."""

from pathlib import Path

import pytest

from bot.answer import Answerer
from bot.model import Status
from corpus.library import read_library
from corpus.masthead import masthead
from corpus.model import Block, BlockKind
from tests.answering import answerer_over, first

POLICY = "# Credentialing policy\n\nClinicians are recredentialed every {months} months.\n"


def in_two_places(folder: Path, one: str, two: str, beside: str = "") -> Answerer:
    """Return an answerer over two policies that differ in one number, the second with fields beside it."""
    for name, months in ((one, 36), (two, 24)):
        (folder / name).parent.mkdir(exist_ok=True, parents=True)
        (folder / name).write_text(POLICY.format(months=months), "utf-8")
    if beside:
        (folder / two).with_suffix(".meta.toml").write_text(beside, "utf-8")
    return answerer_over(folder)


@pytest.mark.parametrize(
    ("one", "two", "beside"),
    [
        ("policy.md", "other.md", 'payer = "Ostrander"'),
        ("policy.md", "other.md", 'issuer = "Ostrander Benefit Trust"'),
        ("policy.md", "Ostrander/policy.md", ""),
        ("policy_2.md", "ostrander_NO-301_policy_v2.md", ""),
    ],
)
def test_whoever_is_named_beside_a_document_is_found(tmp_path: Path, one: str, two: str, beside: str) -> None:
    """By the payer's or issuer's field, by the first folder, by the file's name."""
    answer = in_two_places(tmp_path, one, two, beside).answer("How often does Ostrander recredential clinicians?")
    assert first(answer) == "Clinicians are recredentialed every 24 months."


def test_what_no_document_is_of_is_missed(tmp_path: Path) -> None:
    """Numbers and the mixtures that make a file's name unique name nobody."""
    answerer = in_two_places(tmp_path, "policy.md", "2024_3f9ab07c_policy.md", 'payer = "Ostrander"')
    answer = answerer.answer("How often does Pemberton recredential clinicians?")
    assert (answer.status, answer.missing) == (Status.NOT_FOUND, ("Pemberton",))


def test_a_letterhead_is_found(tmp_path: Path) -> None:
    """Though it stands in the first lines alone, and the others' policies are worded the same."""
    text = "# Credentialing policy\n\nIssued by {whose} (HMO and PPO), policy 118.\n\n## {of}\n\n{rule}\n"
    for name, whose, months in (("a.md", "Summit Vale Advantage", 36), ("b.md", "Cedar Mutual", 24)):
        rule = f"Clinicians are recredentialed every {months} months."
        (tmp_path / name).write_text(text.format(whose=whose, of="Clinicians", rule=rule), "utf-8")
    answerer = answerer_over(tmp_path)
    assert "every 24" in first(answerer.answer("How often does Cedar Mutual recredential clinicians?"))
    assert "every 36" in first(answerer.answer("summit vale recredentialing interval"))


@pytest.mark.parametrize(
    ("source", "text", "names"),
    [
        ("cedar_mutual_therapy_policy.txt", "The policy of therapy.", "cedar mutual"),
        ("2025-14_v3.pdf", "Northfork Community Care – managed care", "northfork community"),
        ("scan.pdf", "Issued by the plan. Blue Shield and Cedar Mutual differ.\nA scan.", "blue shield"),
        ("005_e60b1c98f7d24a3e.txt", "Nothing is said of anybody.", None),
        ("rules.txt", f"{'The rules go on. ' * 30} Cedar Mutual pays.", None),
    ],
)
def test_names_in_files_and_first_lines(source: str, text: str, names: str | None) -> None:
    """Not words that the text prints small, not numbers, not what stands further down."""
    assert masthead(source, text, [Block(BlockKind.PARAGRAPH, 0, len(text))]) == names


def test_rows_of_a_table_are_no_letterhead() -> None:
    """They name many organizations, each in its row."""
    text = "Cedar Mutual | 4811"
    assert masthead("ids.csv", text, [Block(BlockKind.TABLE_ROW, 0, len(text))]) == "ids"


def test_who_heads_one_section_of_several_is_not_whose_document_it_is(tmp_path: Path) -> None:
    """The rules of the others would be found by that name."""
    (tmp_path / "a.md").write_text(
        "# Payer rules\n\n## Alder Health\n\nAlder Health requires a form for a spinal block.\n\n"
        "## Birch Plan\n\nBirch Plan pays a visit once in the year.\n",
        "utf-8",
    )
    (tmp_path / "b.txt").write_text(
        "Alder Health and Birch Plan have rules of their own.\n\nAlder Health\nIt wants a form for a spinal block.\n\n"
        "Birch Plan\nIt pays a visit once in the year, with the form of the plan.\n",
        "utf-8",
    )
    assert [document.metadata.masthead for document in read_library(tmp_path).documents] == [None, None]


@pytest.mark.parametrize("section", ["Covered Services", "Coding", "Visits"])
def test_who_heads_the_sections_of_its_own_document_is(tmp_path: Path, section: str) -> None:
    """Headings of other things are no organizations, though they end as their names do."""
    (tmp_path / "a.txt").write_text(
        f"Alder Health\nPolicy of spinal blocks, which are covered services if a form is sent.\n\n{section}\n"
        "The form is sent before the first block, and the answer of the plan is kept.\n\nAlder Health Forms\n"
        "The form is that of the last year.\n",
        "utf-8",
    )
    assert read_library(tmp_path).documents[0].metadata.masthead == "alder health"


def test_another_payers_code_is_no_other_side(tmp_path: Path) -> None:
    """Beside the one that is asked for it would look like sources that disagree."""
    text = "# Billing\n\nIssued by {whose}.\n\n## Claims\n\nA {what} block with imaging takes code {code}.\n"
    for name, whose, what, code in (
        ("a.md", "Summit Vale Advantage", "genicular knee", "64999"),
        ("b.md", "Cedar Mutual", "knee", "64450"),
    ):
        (tmp_path / name).write_text(text.format(whose=whose, what=what, code=code), "utf-8")
    answerer = answerer_over(tmp_path)
    answer = answerer.answer("what code for genicular knee block with imaging at Cedar Mutual?")
    assert "64450" in first(answer)
    assert not answer.conflicts


@pytest.mark.parametrize(("payer", "status"), [("Medicare", Status.ANSWERED), ("Ostrander", Status.NOT_FOUND)])
def test_the_rules_of_an_implied_payer_do_not_name_it(tmp_path: Path, payer: str, status: Status) -> None:
    """Articles on coverage tell what Medicare pays without a word of it; another payer's rules are its own."""
    (tmp_path / "pain.md").write_text("# Pain\n\nA lumbar epidural injection is paid four times a year.\n", "utf-8")
    (tmp_path / "cards.md").write_text(f"# {payer} cards\n\nA {payer} card shows the number.\n", "utf-8")
    answer = answerer_over(tmp_path).answer(f"how often does {payer.lower()} pay a lumbar epidural injection?")
    assert answer.status is status


PAYERS = {
    "stimulators.md": "# Stimulators\n\n## Evaluation\n\nA psychologist sees each candidate for a stimulator. The "
    "psychological evaluation is valid for 12 months at Aldergate, 6 months at Birchway. A social worker is accepted "
    "by Corvane alone.\n\n## Requests\n\nAldergate wants the portal. Birchway Mutual wants a fax. Corvane Medicaid "
    "takes letters. A trial lasts 7 days with any of them, says Birchway.\n",
    "points.md": "# Trigger points\n\nBirchway Mutual pays 4 sessions of trigger points in a year.\n\n"
    "## Dry needling\n\nOnly Aldergate and Dunmoor pay it.\n",
    "infusions.md": "# Infusions\n\nFor Birchway Mutual a form goes with the claim.\n\n## Ketamine\n\nCorvane Medicaid "
    "denies ketamine.\n",
}


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        ("Birchway patient: how many months is the psychological evaluation for a stimulator valid?", True),
        ("Corvane patient: how many months is the psychological evaluation for a stimulator valid?", False),
        ("trigger points on a Birchway patient, how many sessions a year?", True),
        ("trigger points on a Dunmoor patient, how many sessions a year?", False),
        ("does Corvane cover ketamine?", True),
        ("does Birchway cover ketamine?", False),  # though it heads the document
        ("Corvane patient: how many days does the trial of a stimulator last?", True),
    ],
)
def test_what_one_payer_allows_is_no_answer_on_another(tmp_path: Path, question: str, answers: bool) -> None:
    """Who pays is told by the documents or by the question; what holds for any plan holds for the one asked about."""
    assert bool(first(answerer_over(tmp_path, PAYERS).answer(question))) is answers


def test_nobody_writes_a_masthead_beside_a_document(tmp_path: Path) -> None:
    """It is read from the document; a key of that name is as unknown as any."""
    (tmp_path / "a.md").write_text("# Rules\n\nThe rule holds.\n", "utf-8")
    (tmp_path / "a.meta.toml").write_text('masthead = "Ostrander"\n', "utf-8")
    failures = read_library(tmp_path).failures
    assert ["masthead" in failure.reason for failure in failures] == [True]


def test_a_short_name_that_is_written_out_is_as_good_as_the_long_one(tmp_path: Path) -> None:
    """The overdose of one drug is not treated with what another document gives for that of another."""
    methotrexate = (
        "# Methotrexate\n\nMTX is taken once a week.\n\n## Blood counts\n\nMTX needs a count every month.\n\n"
        "## Overdose\n\nGive folinic acid 15 mg every 6 hours.\n"
    )
    rescue = "# Antidotes\n\nThe antidote in an overdose of an anesthetic is lipid emulsion at a dose of 100 mL.\n"
    answerer = answerer_over(tmp_path, {"methotrexate.md": methotrexate, "rescue.md": rescue})
    assert "lipid" not in first(answerer.answer("mtx overdose antidote dose"))
    assert "lipid" in first(answerer.answer("anesthetic overdose antidote dose"))


def test_a_payer_with_an_everyday_name_is_a_payer(tmp_path: Path) -> None:
    """What another one pays is no answer for United."""
    documents = {
        "aetna.md": "# Aetna\n\nAetna pays a lumbar epidural injection four times a year.\n",
        "united.md": "# United\n\nUnited sends cards in May.\n\n## Cards\n\nUnited replaces lost cards.\n",
    }
    answerer = answerer_over(tmp_path, documents)
    assert first(answerer.answer("how often does aetna pay a lumbar epidural injection?"))
    assert not first(answerer.answer("how often does united pay a lumbar epidural injection?"))


@pytest.mark.parametrize(
    ("question", "words"),
    [
        # the best sentence lacks what is asked for, the next one has it
        ("Aetna filing limit", "Claims must be filed with the plan in 120 days."),
        # the best sentence is somebody else's: the next one would be a guess
        ("Aetna timely filing limit for claims", ""),
        # only another document is about the name, and says less of what is asked
        ("How often may Meridian injections for migraine headache be repeated?", ""),
        ("How often may injections for migraine headache be repeated?", "Injections for migraine headache may be"),
    ],
)
def test_the_next_sentence_is_tried_only_where_the_best_one_lacks_something(
    tmp_path: Path, question: str, words: str
) -> None:
    """What speaks against the best sentence mostly speaks against its document, and all that is near it."""
    documents = {
        "filing.md": "# Filing limit\n\nThe timely filing limit for claims is 90 days from the date of service.\n",
        "aetna.md": "# Aetna\n\nClaims must be filed with the plan in 120 days. The limit for filing does not move.\n",
        "migraine.md": "# Migraine headache\n\nInjections for migraine headache may be repeated every twelve weeks.\n",
        "meridian.md": "# Meridian policy\n\nHeadache injections may be repeated every ten weeks.\n",
    }
    found = first(answerer_over(tmp_path, documents).answer(question))
    assert found.startswith(words) if words else not found
