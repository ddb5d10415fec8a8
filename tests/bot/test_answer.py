"""The sentence that answers, the refusal and its grounds, conflicts, two parts and follow-ups."""

from pathlib import Path

import pytest

from bot.answer import Answerer
from bot.desk import open_desk
from bot.model import Status, shown_citations
from tests.answering import answerer_over

BLOCK = """# Occipital nerve block

## From the Guidelines

The occipital nerve block is reported with 64405, once per side. The greater occipital nerve leaves the neck below the
skull base and supplies the scalp. It is recommended for occipital neuralgia that did not respond to tablets [1].

Before the block:

- Infection at the site and allergy to lidocaine are contraindications [2]
- Lidocaine 2% in a volume of 3 mL is injected on each side [2]
- The note should name the side, the drug and the amount

## From the Research

### Duration

- Relief lasted 4 weeks in the median [3].

### Safety

- No serious event was seen in 212 blocks [3].
"""
OLD = "# Scrambler therapy\n\n## Coding memo, May 2017\n\nScrambler therapy is reported with 64999 for now.\n"
NEW = (
    "# Scrambler update\n\n## Coding update, March 2021\n\nScrambler therapy is reported with 0278T for each session.\n"
)


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """An answerer over three documents."""
    documents = {"block.md": BLOCK, "memo.md": OLD, "update.md": NEW}
    return answerer_over(tmp_path_factory.mktemp("corpus"), documents)


@pytest.mark.parametrize(
    ("question", "words", "citations"),
    [
        ("what code for an occipital nerve block?", "64405", ()),
        ("ocipital block cpt", "64405", ()),
        ("what are the contraindications of the occipital nerve block", "contraindications", (2,)),
        ("what speaks against an occipital nerve block?", "contraindications", (2,)),
        ("when is an occipital block indicated", "recommended", (1,)),
        ("how much lidocaine for the occipital block", "3 mL", (2,)),
        ("how long does the occipital block last", "4 weeks", (3,)),
        ("is the occipital block safe", "No serious event", (3,)),
        ("what must the note contain for an occipital block", "name the side", ()),
    ],
)
def test_the_sentence_that_answers_stands_first(
    answerer: Answerer, question: str, words: str, citations: tuple[int, ...]
) -> None:
    """A bullet whose subject stands only above it wins over a denser sentence, and keeps its own numbers."""
    answer = answerer.answer(question)
    assert words in answer.headlines[0].sentence.text
    assert shown_citations(answer.headlines[0].sentence) == citations


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("what code for knee arthroscopy", ("knee", "arthroscopy")),
        ("cafeteria menu", ("cafeteria", "menu")),
        ("occipital block with gadolinium", ("gadolinium",)),
    ],
)
def test_what_is_not_there_is_refused_by_name(answerer: Answerer, question: str, missing: tuple[str, ...]) -> None:
    """The missing words are named, as typed."""
    answer = answerer.answer(question)
    assert answer.status is Status.NOT_FOUND
    assert answer.missing == missing


def test_an_amount_that_is_not_given_is_refused(answerer: Answerer) -> None:
    """A topic that is there does not answer a question for its price."""
    assert answerer.answer("what does 64405 cost in dollars").status is Status.NOT_FOUND


def test_different_codes_stand_side_by_side(answerer: Answerer) -> None:
    """Two documents that give different codes for one thing are both headlines, and the conflict says so."""
    answer = answerer.answer("how is scrambler therapy reported?")
    assert len(answer.headlines) == 2
    (conflict,) = answer.conflicts
    assert conflict.kind == "code"
    assert {value for value, _ in conflict.values} == {"64999", "0278T"}


def test_a_question_of_two_parts_has_two_headlines(answerer: Answerer) -> None:
    """Each part is answered by its own sentence."""
    answer = answerer.answer("what is the code for an occipital nerve block, and how long does relief last?")
    texts = [headline.sentence.text for headline in answer.headlines]
    assert "64405" in texts[0]
    assert "4 weeks" in texts[1]


@pytest.mark.parametrize(
    "question",
    [
        "what is the code for an occipital nerve block, how long does relief last, and how much lidocaine is injected?",
        "What is the code for an occipital nerve block? How long does relief last? How much lidocaine is injected?",
    ],
)
def test_a_question_of_three_parts_has_three_headlines(answerer: Answerer, question: str) -> None:
    """The third is not left out."""
    answer = answerer.answer(question)
    texts = [headline.sentence.text for headline in answer.headlines]
    assert ["64405" in texts[0], "4 weeks" in texts[1], "3 mL" in texts[2]] == [True, True, True]
    assert answer.message == ""


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("how much does the nerve block cost?", "the third is not answered here: please ask it"),
        (
            "how much lidocaine is injected, and is the nerve block recommended for neuralgia?",
            "the fourth is not answered here: please ask it",
        ),
        (
            "how much does the nerve block cost, and is the nerve block recommended?",
            "the third and the fourth are not answered here: please ask each",
        ),
    ],
)
def test_a_part_that_gets_no_answer_is_told(answerer: Answerer, more: str, told: str) -> None:
    """By its number and not by its words, which may name somebody."""
    two = "what is the code for an occipital nerve block, how long does relief last"
    answer = answerer.answer(f"{two}, {more}")
    assert answer.status is Status.ANSWERED
    assert f"{told} by itself." in answer.message


def test_of_several_questions_without_an_answer_each_can_be_asked(answerer: Answerer) -> None:
    """What one of them names and the sources do not hold takes the answer from all."""
    asked = "what is the code for the zebra flap, how long does the zebra last, and how much hay is given?"
    answer = answerer.answer(asked)
    assert answer.status is Status.NOT_FOUND
    assert "These are 3 questions in one: please ask them one by one." in answer.message


def test_a_part_asks_with_any_verb_that_stands_first(answerer: Answerer) -> None:
    """Not only with "is" and "can"."""
    asked = "would an occipital nerve block be recommended for neuralgia, how much lidocaine is injected"
    texts = [headline.sentence.text for headline in answerer.answer(asked).headlines]
    assert "recommended" in texts[0]
    assert "3 mL" in texts[1]


@pytest.mark.parametrize("question", ["and how long does it last?", "is it safe?", "contraindications"])
def test_a_follow_up_inherits_its_topic_and_says_so(answerer: Answerer, question: str) -> None:
    """What was taken over from the thread is shown."""
    answer = answerer.answer(question, thread=["what code for the occipital nerve block"])
    assert answer.status is Status.ANSWERED
    assert "occipital" in answer.inherited
    assert answer.passages[0].passage.doc_id == "block.md"


def test_a_new_topic_drops_the_thread(answerer: Answerer) -> None:
    """A question that names its own subject inherits nothing."""
    answer = answerer.answer("how is scrambler therapy reported?", thread=["what code for the occipital nerve block"])
    assert answer.inherited == ()


@pytest.mark.parametrize(
    "question", ["thanks!", "thanks a lot, very helpful", "hello", "thx you are the best", "morning! hows it going"]
)
def test_small_talk_is_not_searched(answerer: Answerer, question: str) -> None:
    """Thanks with praise behind them are no question."""
    assert answerer.answer(question).status is Status.CHAT


@pytest.mark.parametrize("question", ["thanks, what is it for", "Thank you! What was this for?"])
def test_a_question_behind_thanks_is_one(answerer: Answerer, question: str) -> None:
    """It is searched."""
    assert answerer.answer(question).status is not Status.CHAT


def test_an_indication_is_the_sentence_that_says_what_it_is_used_for(tmp_path: Path) -> None:
    """Not the one that names the subject most, and not a study of its effect."""
    (tmp_path / "a.txt").write_text(
        "The tibial nerve block was effective in many patients in a study of the tibial nerve block. "
        "Blocks of this nerve are performed to treat pain of the sole.\n"
    )
    answer = open_desk(tmp_path, print).answerer.answer("indications for tibial nerve block")
    assert answer.headlines[0].sentence.text == "Blocks of this nerve are performed to treat pain of the sole."


def test_a_word_typed_apart_is_found_together(tmp_path: Path) -> None:
    """A "face mask" is a "facemask" in the source; an "E/M" visit is an "E&M" one."""
    (tmp_path / "a.txt").write_text("Wear a facemask for a myelogram. Modifier 25 goes on the E&M service alone.\n")
    answerer = open_desk(tmp_path, print).answerer
    assert "facemask" in answerer.answer("face mask for myelogram").headlines[0].sentence.text
    assert "E&M" in answerer.answer("modifier 25 on E/M").headlines[0].sentence.text


def test_a_dose_of_something_else_is_no_answer(tmp_path: Path) -> None:
    """The list names the drug and an amount, but not the illness that was asked about."""
    (tmp_path / "codes.csv").write_text("Code,Description\nQ1,Injection vancomycin 500 mg\nQ2,Tibial splint\n")
    (tmp_path / "note.txt").write_text("Screening for listeriosis is described elsewhere. Gloves are worn.\n")
    answer = open_desk(tmp_path, print).answerer.answer("dose of vancomycin for listeriosis")
    assert answer.status is Status.NOT_FOUND


def _answerer_over(tmp_path: Path, *texts: str) -> Answerer:
    return answerer_over(tmp_path, {f"{number}.md": text for number, text in enumerate(texts)})


@pytest.mark.parametrize("question", ["what are the symptoms of diabetes?", "how is diabetes treated?"])
def test_a_sentence_on_the_subject_alone_is_no_answer(tmp_path: Path, question: str) -> None:
    """What is asked about the subject must be there too, else a supplier's list would answer every question."""
    answerer = _answerer_over(tmp_path, "# Supplies\n\nShoe inserts for people with diabetes are sold in pairs.\n")
    assert answerer.answer(question).status is Status.NOT_FOUND
    assert answerer.answer("shoe inserts diabetes").status is Status.ANSWERED


def test_a_code_is_asked_for_where_no_code_is(tmp_path: Path) -> None:
    """A passage that tells of the procedure and prints no code leaves the question open."""
    answerer = _answerer_over(tmp_path, "# Banding\n\nThe doctor places a rubber band around the hemorrhoid.\n")
    assert answerer.answer("what code for rubber band on hemorrhoid?").status is Status.NOT_FOUND
    assert answerer.answer("rubber band hemorrhoid").status is Status.ANSWERED


def test_a_sentence_without_the_word_that_matters_is_no_answer(tmp_path: Path) -> None:
    """Everyday words of the question do not make up for the special one that is named nowhere near."""
    texts = ("# Stents\n\nThe stent is checked afterwards.\n", "# Lithotripsy\n\nPain may follow a cystoscopy.\n")
    answer = _answerer_over(tmp_path, *texts).answer("is the stent checked after lithotripsy or cystoscopy")
    assert answer.status is Status.NOT_FOUND


def test_a_far_part_of_a_long_document_lends_no_topic(tmp_path: Path) -> None:
    """What page 1 of a manual is about says nothing of a sentence a hundred paragraphs on."""
    filling = "\n\n".join(
        f"## Chapter {number}\n\nThe forms of this chapter are kept in a blue folder." for number in range(40)
    )
    text = (
        "# Manual\n\n## Iontophoresis\n\nIontophoresis is done by nurses. Iontophoresis takes time.\n\n"
        f"{filling}\n\n## Parking\n\nParking permits hang behind the windshield.\n"
    )
    answerer = _answerer_over(tmp_path, text)
    assert answerer.answer("is iontophoresis done by nurses").status is Status.ANSWERED
    assert answerer.answer("parking permits iontophoresis").status is Status.NOT_FOUND


def test_a_duty_answers_what_must_be_documented(tmp_path: Path) -> None:
    """The sentence that says what to write down goes before one that merely has more words of the question."""
    text = (
        "# Nail surgery\n\n## Notes on 11730\n\nPayers deny 11730 where the note for 11730 is short. "
        "The note has to name the toe and the anesthetic.\n"
    )
    answer = _answerer_over(tmp_path, text).answer("what must the note say for 11730?")
    assert "name the toe" in answer.headlines[0].sentence.text


def test_a_word_that_documents_write_apart_is_found(tmp_path: Path) -> None:
    """ "Multidose" stands as "multi-dose", although one passage writes it in one word."""
    texts = (
        "# Vials\n\nMulti-dose vials are discarded 28 days after opening.\n",
        "# Index\n\nMultidose, see there.\n",
    )
    answer = _answerer_over(tmp_path, *texts).answer("multidose vial days after opening")
    assert "28 days" in answer.headlines[0].sentence.text


def test_readings_of_a_short_form_stand_side_by_side(tmp_path: Path) -> None:
    """Two documents that use one short form for two things both answer, each reading by its name."""
    texts = (
        "# Knee\n\nHyaluronic acid (HA) is given once a week. HA is billed with J7321.\n",
        "# Head\n\nA headache diary (HA) is kept for a month. HA is billed with 99091.\n",
    )
    answer = _answerer_over(tmp_path, *texts).answer("HA code?")
    assert {"J7321", "99091"} == {h.sentence.text.rstrip(".").split()[-1] for h in answer.headlines}
    (conflict,) = answer.conflicts
    assert (conflict.kind, conflict.subject) == ("reading", "HA")
    assert [value for value, _ in conflict.values] in (
        ["hyaluronic acid", "headache diary"],
        ["headache diary", "hyaluronic acid"],
    )
    assert "several readings" in conflict.told


def test_three_readings_of_a_short_form(tmp_path: Path) -> None:
    """None of them is left out without a word."""
    texts = (
        "# Knee\n\nHyaluronic acid (HA) is given once a week. HA is billed with J7321.\n",
        "# Head\n\nA headache diary (HA) is kept for a month. HA is billed with 99091.\n",
        "# Skin\n\nHydroxy acid (HA) is put on the skin. HA is billed with 17999.\n",
    )
    answer = _answerer_over(tmp_path, *texts).answer("HA code?")
    assert {"J7321", "99091", "17999"} == {h.sentence.text.rstrip(".").split()[-1] for h in answer.headlines}
    assert len(answer.conflicts[0].values) == len(texts)


def test_another_subjects_passage_is_not_shown_beside_the_answer(tmp_path: Path) -> None:
    """Its code might be taken for the answer."""
    (tmp_path / "other.md").write_text("# Colonoscopy\n\nA screening colonoscopy is reported with CPT code 45378.\n")
    answerer = _answerer_over(tmp_path, "# Genicular ablation\n\nGenicular ablation is reported with CPT 64624.\n")
    answer = answerer.answer("what code for genicular ablation?")
    assert [shown.passage.document for shown in answer.passages] == ["Genicular ablation"]


def test_a_long_name_is_named_by_nearly_all_of_its_words(tmp_path: Path) -> None:
    """After the first time texts leave a word of it out."""
    (tmp_path / "other.md").write_text("# Terms\n\nNegative pressure wound therapy draws off what a wound secretes.\n")
    text = "# Wounds\n\nA negative pressure pump on a wound after sharp debridement is not paid.\n"
    answer = _answerer_over(tmp_path, text).answer("NPWT after sharp debridement, paid?")
    assert "is not paid" in answer.headlines[0].sentence.text


def test_a_trailing_ok_asks_for_permission(tmp_path: Path) -> None:
    """People put the question mark there."""
    answerer = _answerer_over(
        tmp_path, "# Nerve block\n\nA nerve block may be done under warfarin below an INR of 3.\n"
    )
    assert answerer.deliberate("nerve block warfarin ok?").understood.intents[0].name == "permission"
    assert "permission" not in {i.name for i in answerer.deliberate("what code is ok?").understood.intents}


def test_a_short_form_of_an_everyday_word_names_nothing(tmp_path: Path) -> None:
    """A “yr” is rare in print, and a year is no subject that an answer must name."""
    (tmp_path / "other.md").write_text("# Visits\n\nA visit may be reported once a year.\n")
    text = "# Debridement\n\nThe plan allows eight debridements of a wound in 12 months before a review takes place.\n"
    answer = _answerer_over(tmp_path, text).answer("how many debridements per yr before they review")
    assert "eight debridements" in answer.headlines[0].sentence.text


@pytest.mark.parametrize(
    ("first_date", "second_date", "differ"),
    [
        ("2024-03-01", "March 2024", False),
        ("2024-03-01", "Mar. 1, 2024", False),
        ("2024-03-01", "2024", False),
        ("2024-03-01", "2023", True),
        ("2024-03-01", "Sept 2024", True),
        ("2024-03-01", "March 15, 2024", True),
    ],
)
def test_dates_of_different_precision_differ_only_where_they_cannot_be_the_same(
    tmp_path: Path, first_date: str, second_date: str, differ: bool
) -> None:
    """A year is no other date than a month of it."""
    text = "The ganglion impar block is reported with 64999 once per session.\n"
    answerer = answerer_over(
        tmp_path,
        {
            "a.md": f"---\nrevised: {first_date}\n---\n# Ganglion impar block\n\n{text}",
            "b.md": f"# Ganglion impar block, {second_date}\n\nIn our clinic: {text}",
        },
    )
    conflicts = answerer.answer("is 64999 right for ganglion impar block?").conflicts
    assert [(c.kind, {value for value, _ in c.values}) for c in conflicts] == (
        [("date", {first_date, second_date})] if differ else []
    )
