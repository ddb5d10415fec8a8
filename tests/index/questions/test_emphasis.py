"""What is told before a question, and the sort of thing that a name is of, weigh less than what is asked."""

import pytest

from index.analyzer import Analyzer
from index.memory import MemoryEngine
from index.questions.query import Interpreter
from tests.index.samples import documents

TEXTS = (
    "PRF was denied as investigational. The appeal attaches both records.",
    "Basivertebral ablation is a procedure. Any procedure may be denied.",
)


@pytest.fixture(scope="module")
def interpreter() -> Interpreter:
    """An interpreter over two short texts."""
    return Interpreter(MemoryEngine(documents(*TEXTS), Analyzer()), Analyzer())


def weight(interpreter: Interpreter, question: str, word: str) -> float:
    """Return how much a word of a question tells."""
    return next(c.telling for c in interpreter.understand(question).concepts if c.typed == word)


@pytest.mark.parametrize(
    ("question", "word", "plain"),
    [
        ("it was denied as investigational, what do records tell", "investigational", "is it investigational"),
        ("PRF was refused in March. Can we appeal", "PRF", "can we appeal PRF"),
        ("risks of the basivertebral procedure", "procedure", "risks of the procedure"),
    ],
)
def test_weighs_less(interpreter: Interpreter, question: str, word: str, plain: str) -> None:
    """Than the same word where it is asked about."""
    assert weight(interpreter, question, word) < weight(interpreter, plain, word)


@pytest.mark.parametrize(
    ("question", "word", "plain"),
    [
        ("it was denied as investigational, what do records tell", "records", "what do records tell"),  # is asked
        ("if PRF was denied, what do records tell when it is read, or later", "PRF", "PRF"),  # a condition of it
        ("for PRF, records", "PRF", "PRF records"),
        ("which procedure", "procedure", "procedure"),
    ],
)
def test_weighs_as_much(interpreter: Interpreter, question: str, word: str, plain: str) -> None:
    """As where it stands alone."""
    assert weight(interpreter, question, word) == pytest.approx(weight(interpreter, plain, word))


def test_an_everyday_word_that_is_told_and_in_no_passage_weighs_little(interpreter: Interpreter) -> None:
    """A name weighs as much as before: the code of another drug would be none of this one's."""
    told, asked = "he did the {} today, what do records tell", "what do records tell of the {}"
    shares = {
        w: weight(interpreter, told.format(w), w) / weight(interpreter, asked.format(w), w)
        for w in ("window", "zilretta")
    }
    assert shares["window"] < shares["zilretta"] / 2
