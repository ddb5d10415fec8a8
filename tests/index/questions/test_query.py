"""Questions as people type them, over a small collection."""

import pytest

from corpus.model import Passage, Sentence
from index.analyzer import Analyzer
from index.engine import Field
from index.memory import MemoryEngine
from index.questions.concepts import Why
from index.questions.query import MAX_QUESTION, Interpreter
from index.questions.synonyms import Synonyms

TEXTS = {
    "a.txt": "The celiac plexus block (CPB) is reported with 64680. Renal colic is N23.",
    "b.txt": "Coccygodynia is M53.3; other dorsopathies are M53.80 and M53.81. Bilateral sockets use L5649.",
    "c.txt": "Hypotension followed in 4 of 90 patients. Ileum biopsies were normal. Give 20 mg of famotidine.",
    "d.txt": "Ultrasound guidance for stellate ganglion block; the replacement of the shoulder harness is J1030.",
}


def passage(doc_id: str, text: str) -> Passage:
    """Return a text as one passage of a document."""
    return Passage(
        f"{doc_id}#0", doc_id, 0, text, 0, len(text), doc_id, doc_id, "", (), (Sentence(text, 0, len(text)),)
    )


@pytest.fixture(scope="module")
def interpreter() -> Interpreter:
    """An interpreter over the small collection."""
    engine = MemoryEngine([passage(doc_id, text) for doc_id, text in TEXTS.items()], Analyzer())
    return Interpreter(engine, Analyzer())


def changes(interpreter: Interpreter, question: str) -> set[tuple[str, str]]:
    """Return what a question was changed to."""
    return {(c.found, c.used) for c in interpreter.understand(question).changes}


def searched(interpreter: Interpreter, question: str) -> set[str]:
    """Return the terms that are searched in the text."""
    return {t.text for t in interpreter.understand(question).query.terms if t.field is Field.TEXT}


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("cpt64680", "64680"),
        ("CPT-64680?", "64680"),
        ("m533", "m533"),
        ("M53.3?", "m533"),
        ("J-1030", "j1030"),
        ("j 1030 units", "j1030"),
    ],
)
def test_codes_are_found_however_they_are_typed(interpreter: Interpreter, question: str, term: str) -> None:
    """Glued, hyphenated, without the dot: the code is searched as documents print it."""
    assert term in searched(interpreter, question)


def test_a_parent_code_finds_its_children(interpreter: Interpreter) -> None:
    """A code that is not listed stands for those below it, and one that is too long for the one above."""
    assert {("m538", "M53.80"), ("m538", "M53.81")} <= changes(interpreter, "what is m538")
    assert ("M53.3XA", "M53.3") in changes(interpreter, "M53.3XA")


def test_numbers_in_doses_are_no_codes(interpreter: Interpreter) -> None:
    """A dose is searched as it is typed."""
    assert not interpreter.understand("give 20 mg famotidine").codes


@pytest.mark.parametrize(
    ("typed", "used"), [("famotidne", "famotidine"), ("ultrasond", "ultrasound"), ("ganglionblock", "ganglion block")]
)
def test_unknown_words_are_repaired_and_shown(interpreter: Interpreter, typed: str, used: str) -> None:
    """A typing error and a lost space lead to the collection's own words."""
    assert (typed, used) in changes(interpreter, typed)


@pytest.mark.parametrize("word", ["hypertension", "ilium", "hypotension", "ileum", "harness"])
def test_known_and_opposite_words_are_left_alone(interpreter: Interpreter, word: str) -> None:
    """Hypertension never becomes hypotension, and a word that is spelled right is not touched."""
    found = interpreter.understand(word)
    assert not [c for c in found.changes if c.why is Why.SPELLING]


def test_exact_leaves_everything_as_typed(interpreter: Interpreter) -> None:
    """The way back from a repair: nothing is changed or widened."""
    found = interpreter.understand("famotidne kidney cpt64680", exact=True)
    assert not found.changes
    assert not [a for c in found.concepts for a in c.alternatives]


def test_a_defined_short_form_is_spelled_out(interpreter: Interpreter) -> None:
    """What the documents define a short form as comes before any list."""
    assert ("CPB", "celiac plexus block") in changes(interpreter, "CPB code")


def test_initials_are_guessed_from_the_collection(interpreter: Interpreter) -> None:
    """An unknown short form in capitals may stand for a phrase of the documents, and it is shown."""
    assert ("SGB", "stellate ganglion block") in changes(interpreter, "SGB?")


@pytest.mark.parametrize(("short", "long"), [("sckt", "sockets"), ("replc", "replacement"), ("shldr", "shoulder")])
def test_billing_short_forms_are_read(interpreter: Interpreter, short: str, long: str) -> None:
    """Short forms that no list holds are matched against the collection's words."""
    assert (short, long) in changes(interpreter, f"{short} code")


def test_synonyms_are_searched_at_lower_weight(interpreter: Interpreter) -> None:
    """A lay word finds the clinical one, after the word itself."""
    terms = {t.text: t.weight for t in interpreter.understand("kidney ultrasound").query.terms if t.field is Field.TEXT}
    assert 0 < terms["renal"] < terms["ultrasound"]


def test_the_code_label_is_no_abbreviation(interpreter: Interpreter) -> None:
    """ "ICD 10" names a code set here, not a defibrillator."""
    assert not changes(interpreter, "icd 10 code for renal colic")


@pytest.mark.parametrize(
    "question",
    ["", "?!…", "the of and", "🙂🙂", '"( * ~ : \\ AND OR NOT', "(a+)+$" * 200, "x " * 50_000, "a" * 100_000],
)
def test_hostile_questions_are_plain_text(interpreter: Interpreter, question: str) -> None:
    """Query syntax, endless and empty questions are read within bounds and never fail."""
    found = interpreter.understand(question)
    assert len(found.question) <= MAX_QUESTION
    assert len(found.concepts) <= 60


def test_the_same_question_gives_the_same_query(interpreter: Interpreter) -> None:
    """Nothing in a query depends on the order of a set or the time."""
    assert interpreter.understand("kidney sckt SGB").query == interpreter.understand("kidney sckt SGB").query


def test_a_name_whose_words_stand_apart_is_no_name() -> None:
    """Where "both" and "knee" are there, "both knees" is not: the word that it stands for is said to be missing."""
    texts = {"a.txt": "Both forms are kept. The knee is injected.", "b.txt": "Both shoulders are injected."}
    engine = MemoryEngine([passage(doc_id, text) for doc_id, text in texts.items()], Analyzer())
    synonyms = Synonyms(Analyzer(), [["bilateral", "both knees"], ["twofold", "both shoulders"]])
    understood = Interpreter(engine, Analyzer(), synonyms=synonyms).understand("twofold or bilateral injection")
    assert understood.missing == ("bilateral",)
