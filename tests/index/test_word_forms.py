"""One form for each word: irregular forms and British spellings."""

import pytest

from index.analyzer import Analyzer
from index.memory import MemoryEngine
from index.questions.query import Interpreter
from index.word_forms import base_form, irregular_forms
from tests.index.samples import documents

_ANALYZER = Analyzer()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("child", "children"),
        ("tooth", "teeth"),
        ("paid", "pays"),
        ("withheld", "withhold"),
        ("Haemoglobin", "hemoglobin"),
        ("hypokalaemic", "hypokalemic"),
        ("anaesthetised", "anesthetized"),
        ("oedema", "edema"),
        ("dyspnoeic", "dyspneic"),
        ("tumours", "tumor"),
        ("centres", "center"),
        ("cancelled", "canceled"),
        ("millilitres", "milliliter"),
        ("catheterisation", "catheterization"),
        ("analysed", "analyze"),
        ("analyses", "analysis"),
    ],
)
def test_forms_of_a_word_are_one_term(one: str, other: str) -> None:
    """Who asks in one finds the other, without a word on it."""
    assert _ANALYZER.terms(one) == _ANALYZER.terms(other)


@pytest.mark.parametrize("word", ["glabella", "cancellous", "exercise", "programmer", "disease", "raised", "symmetry"])
def test_what_only_looks_british_stays(word: str) -> None:
    """These are spelled so everywhere."""
    assert base_form(word) == word


def test_no_form_is_of_two_words() -> None:
    """A form leads to one base, and a base is none of the forms."""
    forms = [form for others in irregular_forms().values() for form in others]
    assert len(forms) == len(set(forms))
    assert not set(forms) & irregular_forms().keys()


def test_a_question_finds_the_other_spelling() -> None:
    """Nothing is changed in the question, nothing is missing."""
    engine = MemoryEngine(documents("Haemoglobin is measured in children.", "The bill is paid."), _ANALYZER)
    understood = Interpreter(engine, _ANALYZER).understand("hemoglobin child")
    assert not understood.changes
    assert not understood.missing
