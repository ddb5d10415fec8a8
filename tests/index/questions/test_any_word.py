"""No word that somebody may type breaks a question."""

import pytest

from bot.answer import Answerer
from corpus.english import english_words
from index.analyzer import stop_words
from tests.answering import answerer_over


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """An answerer over a document that holds each stop word, which has no term, and hardly a word of meaning."""
    text = f"# Notes\n\nThe dose is 5 mg daily. {' '.join(sorted(stop_words()))}.\n"
    return answerer_over(tmp_path_factory.mktemp("stop_words"), {"notes.md": text})


@pytest.mark.parametrize("word", ["shoulder", "shoulders", "thereby", "whereas", "pleased", "theses"])
def test_a_relative_of_a_stop_word_is_asked_for(answerer: Answerer, word: str) -> None:
    """The stop word is no other name of it: "should" says nothing of a shoulder."""
    assert not answerer.answer(f"{word} injection dose").headlines


def test_each_frequent_word_of_english_can_be_asked_for(answerer: Answerer) -> None:
    """Alone, so that nothing else of a question stands in for it."""
    for word in [*english_words()][:4_000]:
        answerer.deliberate(word)
