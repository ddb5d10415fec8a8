"""The tables of synonyms, plain words and kinds: what a line may hold."""

from collections import Counter

import pytest

from index.analyzer import Analyzer
from index.questions.contractions import written_out
from index.questions.synonyms import Synonyms
from index.wordlists import columns, entries

_ANALYZER = Analyzer()
_GROUPS = ("synonyms.txt", "plain_words.txt")
_OPPOSITES = (
    ("hyper", "hypo"),
    ("tachy", "brady"),
    ("inpatient", "outpatient"),
    ("preop", "postop"),
    ("prenatal", "postnatal"),
    ("ileum", "ilium"),
    ("covered", "noncovered"),
    ("participating", "nonparticipating"),
    ("benign", "malignant"),
    ("medicare", "medicaid"),
)


@pytest.mark.parametrize("table", [*_GROUPS, "kinds.txt"])
def test_a_line_holds_two_names_or_more(table: str) -> None:
    """A name alone, an empty column or a name of stop words finds nothing."""
    lines = list(columns(table))
    assert lines
    assert all(len(line) > 1 and all(line) for line in lines)


@pytest.mark.parametrize("table", [*_GROUPS, "kinds.txt", "abbreviations.txt"])
def test_a_line_stands_once(table: str) -> None:
    """A second one like it would be forgotten where the first is mended."""
    assert [line for line, times in Counter(entries(table)).items() if times > 1] == []


@pytest.mark.parametrize("table", _GROUPS)
def test_no_name_says_what_another_of_its_line_says(table: str) -> None:
    """Forms and spellings of a word are one term: a line of them finds nothing new."""
    lines = [[tuple(_ANALYZER.terms(name)) for name in line] for line in columns(table)]
    assert [line for line in lines if len(set(line)) < len(line)] == []


@pytest.mark.parametrize("table", _GROUPS)
def test_names_are_written_as_questions_are_read(table: str) -> None:
    """A question's contractions are written out before a name is looked for."""
    names = [name for line in columns(table) for name in line]
    assert [name for name in names if written_out(name).lower() != name.lower()] == []


@pytest.mark.parametrize(("one", "other"), _OPPOSITES)
def test_opposites_share_no_line(one: str, other: str) -> None:
    """Who asks of one is not told of the other."""
    for table in _GROUPS:
        for line in columns(table):
            found = {beginning for beginning in (one, other) for name in line if name.startswith(beginning)}
            assert len(found) < len((one, other)), line


def test_plain_words_keep_their_small_words() -> None:
    """A phrase that shrinks to one word is looked up wherever the word stands: "on the back" wherever backs ache."""
    names = [name for line in columns("plain_words.txt") for name in line]
    assert [n for n in names if len(n.replace("-", " ").split()) > 1 and len(_ANALYZER.terms(n)) == 1] == []


def test_plain_words_find_the_fields_words_and_not_the_other_way() -> None:
    """ "Keep track" is looked for as "monitor"; who asks about monitoring is not sent to everything that is tracked."""
    synonyms = Synonyms.of_lexicon(_ANALYZER)
    assert "jejunostomy" in {s.shown for s in synonyms.of(_ANALYZER.terms("j tube"))}
    assert "j tube" not in {s.shown for s in synonyms.of(_ANALYZER.terms("jejunostomy"))}
    assert "j tube" in {s.shown for s in synonyms.kinds_of(_ANALYZER.terms("jejunostomy"))}
