"""How shorthand, slips and everyday words of a question are read against the collection's own words."""

import pytest

from index.analyzer import Analyzer
from index.memory import MemoryEngine
from index.questions.concepts import Understanding, Why
from index.questions.intents import intents_of
from index.questions.query import Interpreter
from index.questions.synonyms import Synonyms
from tests.index.samples import documents

TEXTS = (
    "Carpal tunnel release and its aftercare. The preoperative visit lasts 20 minutes.",
    "Warfarin is stopped. Adherence was poor in pregnancy. Knee arthroplasty is planned for the second visit.",
    "A tick bite panel is drawn once with modifier 76. The table is full. Total knee arthroplasty is done.",
    "Spinal fusion at one component of the lumbar column.",
    "Magnesium is low.",
    "A GLP-1 agonist is held before surgery. Place of service 02. Wounds of grade III are seen weekly. Sepsis is rare.",
    "Data are de-identified. A non-opioid drug is payable.",
    "The kidney program. Carpal after all. Vitamin K is no potassium. A migraine diary is kept.",
)


@pytest.fixture(scope="module")
def interpreter() -> Interpreter:
    """An interpreter over five short texts."""
    return Interpreter(MemoryEngine(documents(*TEXTS), Analyzer()), Analyzer())


def changes(found: Understanding) -> set[tuple[str, str]]:
    """Return what a question was changed to."""
    return {(c.found, c.used) for c in found.changes}


@pytest.mark.parametrize(
    ("question", "change"),
    [
        ("deidentified data", ("deidentified", "de identified")),
        ("carpel tunnel release", ("carpel", "carpal")),  # a word of English, beside "tunnel" a slip
        ("preganant women", ("preganant", "pregnant")),  # a word of English that the documents hold another form of
        ("migrane diary", ("migrane", "migraine")),  # though it has the term of a listed brand, Migranal
        ("poor compliace", ("compliace", "compliance")),  # one that they hold by a synonym
        ("cumadin dose", ("cumadin", "coumadin")),
        ("temprature of the table", ("temprature", "temperature")),  # one that they hold by the brand's other name
        ("pre-op visit", ("pre-op", "preoperative")),
        ("2nd visit", ("2nd", "second")),
        ("visit 20min", ("min", "minutes")),
        ("TBP code", ("TBP", "tick bite panel")),
        ("TKA aftercare", ("TKA", "total knee arthroplasty")),
        ("can a pt with a tick bite walk", ("pt", "patient")),
        ("GLP1 before surgery", ("GLP1", "GLP-1")),
        ("insulin 40mg", ("40mg", "40 mg")),
        ("appts after surgery", ("appts", "visit")),
        ("k of 6.8", ("k", "potassium")),
        ("K 6.8 after surgery", ("K", "potassium")),
        ("mg was 1.1", ("mg", "magnesium")),
        ("an 82yo after surgery", ("82yo", "82 years old")),
        ("lumbar fusion 3x", ("3x", "3 times")),
    ],
)
def test_shorthand_and_slips_lead_to_the_documents_words(
    interpreter: Interpreter, question: str, change: tuple[str, str]
) -> None:
    """Each change is told."""
    assert change in changes(interpreter.understand(question))


def test_a_short_form_is_read_as_if_its_name_had_been_typed(interpreter: Interpreter) -> None:
    """A text may name part of it, and what the collection lacks is missing."""
    assert {"total", "knee", "arthroplasty"} <= {c.typed for c in interpreter.understand("TKA aftercare").concepts}
    assert "hip" in interpreter.understand("THA aftercare").missing


def test_a_short_form_finds_the_other_names_of_what_it_stands_for() -> None:
    """Nobody in these documents writes "myocardial infarction" out."""
    analyzer = Analyzer()
    texts = documents("No block within six months of a heart attack.", "A visit takes an hour.")
    engine = MemoryEngine(texts, analyzer)
    interpreter = Interpreter(engine, analyzer)
    (short,) = [c for c in interpreter.understand("block after an MI").concepts if c.typed == "MI"]
    assert [alternative.shown for alternative in short.alternatives] == ["heart attack"]
    assert "UTI" in interpreter.understand("visit after a UTI").missing


@pytest.mark.parametrize(
    "question",
    [
        "carpel fusion",
        "cpt of the fusion",
        "prograf visit",
        "kid visit",
        "carpel after the visit",
        "vitamin k 2.5",
        "visit 2 mg of 1.5",
        "nonpayable drug",  # "non" and "payable" stand apart
    ],
)
def test_words_are_not_read_into_others_without_a_reason(interpreter: Interpreter, question: str) -> None:
    """A word of English stays where no neighbour speaks for a slip; "cpt" and "kid" are not cut off."""
    assert not changes(interpreter.understand(question))


def test_an_everyday_word_is_meant_as_it_is_typed() -> None:
    """Though it is in no document, and they join a word that looks like it to its neighbour."""
    engine = MemoryEngine(documents("A patient stays for an hour.", "Patient care begins at noon."), Analyzer())
    interpreter = Interpreter(engine, Analyzer())
    assert not changes(interpreter.understand("patient says it burns"))
    assert not changes(interpreter.understand("patient came in"))


def test_the_other_members_of_a_kind_are_not_meant_and_the_field_s_words_for_a_plain_one_are() -> None:
    """Apixaban is no warfarin; two of the field's words for one plain word say the same."""
    analyzer = Analyzer()
    kinds, plain = [["blood thinner", "warfarin", "apixaban"]], [["keep track", "monitor", "surveillance"]]
    synonyms = Synonyms(analyzer, kinds=kinds, plain=plain)
    assert synonyms.fellows_of(["warfarin"]) == {("apixaban",)}
    assert synonyms.fellows_of(["monitor"]) == frozenset()
    assert {s.shown for s in synonyms.kinds_of(["monitor"])} == {"keep track"}


def test_a_kind_finds_its_members_and_not_the_other_way() -> None:
    """Who asks for blood thinners is told of warfarin; who asks for warfarin is not told of apixaban."""
    analyzer = Analyzer()
    synonyms = Synonyms.of_lexicon(analyzer)
    thinners = {s.shown for s in synonyms.of(analyzer.terms("blood thinners"))}
    assert {"warfarin", "apixaban"} <= thinners
    assert not {"apixaban", "anticoagulant"} & {s.shown for s in synonyms.of(analyzer.terms("warfarin"))}


@pytest.mark.parametrize(
    ("question", "is_amount"),
    [
        ("fusion in 45 minutes", True),
        ("fusion of 3 levels", True),
        ("modifer 76 visits", False),
        ("each further 30 minutes", False),
        ("fusion of $600", True),
    ],
)
def test_an_amount_weighs_little_and_a_name_does_not(interpreter: Interpreter, question: str, is_amount: bool) -> None:
    """A text prints its limits, not the amount that someone has; a number may also be a name."""
    (number,) = [c for c in interpreter.understand(question).concepts if c.typed.isdigit()]
    assert number.is_filler is is_amount


def test_everyday_words_that_name_a_subject_are_missed(interpreter: Interpreter) -> None:
    """A hip is as special as an epidural, however common the word."""
    (hip,) = [c for c in interpreter.understand("fusion of the hip").concepts if c.typed == "hip"]
    assert hip.special
    assert not hip.supported


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("how many doses are given", {"frequency"}),
        ("second dose timing", set()),
        ("nerve conduction studies left", set()),
        ("when can they drive again", {"duration"}),
        ("when do we reduce it?\nstart levodopa", set()),
        ("site fee payable", set()),
        ("what needle is used for the block", set()),
        ("is the block safe", {"safety", "permission"}),
        ("risks of the block", {"harms"}),
        ("how long does the block take", {"time_taken"}),
        ("why do our claims bounce back", {"denial", "causes"}),
        ("how many times can 97116 be billed", {"frequency", "limit"}),
        ("why was the claim denied", {"denial", "coverage"}),
        ("what does medicare want to see", {"coverage"}),
        ("medicare redetermination how many days to file", {"duration", "frequency"}),  # it only says whose days
        ("when is the NOA due", {"duration"}),
        ("when do accounts go to collections", {"duration"}),
        ("filter change freq?", {"interval"}),
        ("first report of injury for work comp", set()),
        ("what counts as proof of timely filing", {"definition"}),
        ("low dose ct age range", {"age"}),
        ("auth for the MRI", {"coverage"}),
        ("rev code for inpatient respite", {"short_code"}),
        ("what temperature counts as fever", {"definition"}),
        ("units for remicade 100 mg", {"units"}),
        ("tx for low glucose", {"treatment"}),
        ("how many injections per yr", {"limit", "frequency"}),
        ("overpayment, when to pay it back", set()),
        ("mod for both sides", {"modifier"}),
        ("jcode for the vial", {"code", "hcpcs_code"}),
        ("how far ahead are the tablets stopped", {"duration"}),
        ("how fast must the report be sent", {"duration"}),
        ("how fast must vancomycin be infused", {"infusion_rate"}),
        ("what enhanced percentage holds", {"share"}),
        ("what does hcpcs stand for", {"code", "definition"}),
    ],
)
def test_a_cue_is_read_with_the_words_around_it(question: str, names: set[str]) -> None:
    """The same word asks in one setting and names something in another."""
    assert {intent.name for intent in intents_of(question)} == names


def test_a_grade_is_found_in_roman_numerals(interpreter: Interpreter) -> None:
    """ "Grade 3" is "grade III" elsewhere; a number that grades nothing stays one."""
    grade = interpreter.understand("wounds of grade 3").concepts[-1]
    assert [a.terms for a in grade.alternatives] == [("iii",)]
    assert not interpreter.understand("wounds 3").concepts[-1].alternatives


def test_a_short_form_with_a_figure_is_no_code(interpreter: Interpreter) -> None:
    """ "O2" is oxygen, although there is a place of service 02."""
    assert "02" not in {c.used for c in interpreter.understand("O2 before surgery").changes}


def test_what_holds_for_a_kind_is_found_for_a_member_that_no_text_names(interpreter: Interpreter) -> None:
    """A class of drugs is told what to do with; a dose of the class is a dose of another member."""
    held = interpreter.understand("hold semaglutide before surgery?").concepts[1]
    assert ("glp", "1", "agonist") in {a.terms for a in held.alternatives}
    assert not interpreter.understand("semaglutide dose").concepts[0].alternatives


def test_an_adjective_finds_its_noun(interpreter: Interpreter) -> None:
    """ "Septic" and "sepsis" share too few letters to be told by them."""
    assert [a.shown for a in interpreter.understand("septic shock").concepts[0].alternatives] == ["sepsis"]


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("pressure 98/60 after surgery", "98"),
        ("pressure 165/112 after surgery", "112"),
        ("INR .62 after surgery", "0.62"),
        ("sugar 280 after surgery", "280"),
        ("they underpaid us 900", "900"),
        ("an 82yo patient is 16", "16"),
    ],
)
def test_a_measured_value_is_not_looked_for(interpreter: Interpreter, question: str, number: str) -> None:
    """Texts print limits."""
    assert number not in interpreter.understand(question).missing


@pytest.mark.parametrize(
    "name", ["covera", "coversyl", "benefix", "coverys", "nisoldipine", "cycloserine", "chlorpropamide", "hydralazine"]
)
def test_the_name_of_another_drug_is_no_slip(interpreter: Interpreter, name: str) -> None:
    """Neither of a word that asks nor of a drug that looks alike: what is not there is missing."""
    understood = interpreter.understand(f"{name} dose")
    assert not changes(understood)
    assert understood.missing == (name,)


@pytest.mark.parametrize(
    ("printed", "typed", "used"),
    [
        ("Südkasse", "suedkasse", "sudkasse"),
        ("Suedkasse", "sudkasse", "suedkasse"),
        ("Suedkasse", "Südkasse", "suedkasse"),
        ("Mueller", "müller", "mueller"),
        ("Mueller", "MULLER", "mueller"),
        ("Møller", "moeller", "møller"),
        ("Moeller", "møller", "moeller"),
        ("Røntgen", "roentgen", "røntgen"),
        ("Röntgen", "roentgen", "rontgen"),
        ("Århus", "aarhus", "arhus"),
        ("Aarhus", "Århus", "aarhus"),
        ("Götesträsk", "goetestraesk", "gotestrask"),
    ],
)
def test_an_umlaut_is_read_however_it_is_written(printed: str, typed: str, used: str) -> None:
    """With dots, with an e, with a stroke or plain; a name of one edit that is printed more often is another."""
    engine = MemoryEngine(
        documents(f"The {printed} plan pays.", "Miller, Moyler and Rantgen pay.", "Miller."), Analyzer()
    )
    concept = Interpreter(engine, Analyzer()).understand(f"what does {typed} pay?").concepts[0]
    assert [(a.shown, a.why) for a in concept.alternatives] == [(used, Why.SPELLING)]


def test_each_way_in_which_documents_write_an_umlaut_is_read() -> None:
    """They are of several authors."""
    engine = MemoryEngine(documents("The Moeller plan pays.", "The Møller plan pays."), Analyzer())
    concept = Interpreter(engine, Analyzer()).understand("what does Möller pay?").concepts[0]
    assert {a.shown for a in concept.alternatives} == {"moeller", "møller"}


@pytest.mark.parametrize(("printed", "typed"), [("guest", "gust"), ("faeces", "faces"), ("Baur", "bauer")])
def test_what_only_looks_like_an_umlaut_is_none(printed: str, typed: str) -> None:
    """Words of everyday English, and letters that are two sounds."""
    engine = MemoryEngine(documents(f"The {printed} plan pays."), Analyzer())
    understood = Interpreter(engine, Analyzer()).understand(f"what does {typed} pay?")
    assert understood.missing == (typed,)
    assert not changes(understood)


@pytest.mark.parametrize("greeting", ["Good morning, ", "hi team - ", "Hello! ", "Good afternoon everyone. "])
def test_a_greeting_before_a_question_is_not_looked_for(interpreter: Interpreter, greeting: str) -> None:
    """No document holds it, and nobody misses it."""
    understood = interpreter.understand(f"{greeting}is warfarin stopped?")
    assert understood.question == "is warfarin stopped?"


@pytest.mark.parametrize("question", ["morning visit", "Evening visit", "HI modifier", "history visit"])
def test_what_only_begins_like_a_greeting_stays(interpreter: Interpreter, question: str) -> None:
    """A time of day and a modifier are what is asked about."""
    assert interpreter.understand(question).question == question


def test_a_defibrillator_asks_for_no_diagnosis() -> None:
    """What is implanted is an ICD too."""
    assert "diagnosis_code" not in {intent.name for intent in intents_of("is an icd a contraindication")}


@pytest.mark.parametrize(
    ("question", "terms"),
    [
        ("81002QW?", ["81002", "qw"]),
        ("is 81002qw paid", ["81002", "qw", "pay"]),
        ("99999QW", ["99999qw"]),  # no code that is told of
        ("a 5cc syringe", ["5", "cc", "syring"]),
    ],
)
def test_what_is_typed_without_a_blank_is_parted(question: str, terms: list[str]) -> None:
    """A code and its modifier, where the code is known; an amount and its unit."""
    analyzer = Analyzer()
    over = Interpreter(
        MemoryEngine(documents("The dipstick is 81002. A syringe of 10 mL is used."), analyzer), analyzer
    )
    assert [concept.term for concept in over.understand(question).concepts] == terms


def test_a_drug_is_repaired_by_its_sound() -> None:
    """An f is heard where ph is written, also of names that the documents do not use."""
    analyzer = Analyzer()
    over = Interpreter(MemoryEngine(documents("Ceftriaxone is given once."), analyzer), analyzer)
    assert ("rocefin", "rocephin") in changes(over.understand("rocefin dose"))


@pytest.mark.parametrize(
    "question",
    [
        "Dr Feld wants the warfarin visit",
        "mrs K. asks for the warfarin visit",
        "ugh sorry, the warfarin visit on monday",
        "lady on hold for the warfarin visit tmrw",
        "till when is the warfarin visit",
        "warfarin visit at 9pm",
        "grandma is mad about the warfarin visit",
    ],
)
def test_who_asks_and_when_is_not_missed(interpreter: Interpreter, question: str) -> None:
    """Nobody's name, day or mood stands in a document, and the question is about none of them."""
    assert not interpreter.understand(question).missing


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("warfarin for her sister", "sister"),  # by whom a risk may run in the family
        ("warfarin by Feld", "Feld"),  # may be a payer
        ("warfarin and Dr clindamycin", "clindamycin"),
        ("warfarin in June 0250", "0250"),
    ],
)
def test_what_may_be_asked_about_is_missed(interpreter: Interpreter, question: str, word: str) -> None:
    """Where no document holds it."""
    assert word in interpreter.understand(question).missing


def test_what_is_meant_by_a_name_is_asked_about(interpreter: Interpreter) -> None:
    """Behind "Dr", too: a slip of a word that documents hold is no name of a person."""
    names = {c.typed: c.names_subject for c in interpreter.understand("Dr Migrane, Dr Feldman, diary").concepts}
    assert names["Migrane"]
    assert not names["Feldman"]


@pytest.mark.parametrize(("typed", "held"), [("mom", "mother"), ("dr", "doctor")])
def test_whom_documents_name_otherwise_is_asked_about(typed: str, held: str) -> None:
    """A risk may run in the family, and somebody has to sign."""
    engine = MemoryEngine(documents(f"The {held} comes first.", "Forms are kept."), Analyzer())
    person = next(
        c for c in Interpreter(engine, Analyzer()).understand(f"forms for the {typed}").concepts if c.typed == typed
    )
    assert person.names_subject


def test_a_day_that_documents_hold_is_looked_for() -> None:
    """As are all their words."""
    found = Interpreter(MemoryEngine(documents("The lab is open on Saturday.", "Open daily."), Analyzer()), Analyzer())
    saturday, day = found.understand("open saturday or sunday").concepts[1:]
    assert saturday.names_subject
    assert not day.names_subject
