"""A generated collection: Zipf's vocabulary, the same for the same seed, so that runs can be compared anywhere."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

import numpy as np

from corpus.model import Passage, Sentence

SEED = 20_260
VOCABULARY = 200_000
PASSAGES_PER_DOCUMENT = 20
_CONSONANTS, _VOWELS = "bdfgklmnprtvz", "aeiou"


@dataclass(frozen=True, slots=True)
class BenchDocument:
    """A document of the generated collection."""

    doc_id: str
    title: str
    passages: tuple[Passage, ...]


@lru_cache(maxsize=1)
def words() -> Sequence[str]:
    """Return the vocabulary, most frequent word first; no word is another's plural or a stop word."""
    syllables = [consonant + vowel for consonant, vowel in product(_CONSONANTS, _VOWELS)]
    size = len(syllables)
    return [
        f"{syllables[i % size]}{syllables[i // size % size]}{syllables[i // size**2 % size]}x"
        for i in range(VOCABULARY)
    ]


@lru_cache(maxsize=1)
def _cumulated() -> np.ndarray:
    weights = 1 / np.arange(1, VOCABULARY + 1)
    return np.asarray(np.cumsum(weights / weights.sum()))


def documents(passages: int) -> Iterator[BenchDocument]:
    """Yield documents with `passages` passages in all; a larger collection begins with the smaller one."""
    random = np.random.default_rng(SEED)
    for number in range(passages // PASSAGES_PER_DOCUMENT):
        yield _document(f"folder/{number:07}.txt", random)


def _document(doc_id: str, random: np.random.Generator) -> BenchDocument:
    title = " ".join(_draw(random, 4))
    return BenchDocument(doc_id, title, tuple(_passage(doc_id, title, i, random) for i in range(PASSAGES_PER_DOCUMENT)))


def _passage(doc_id: str, title: str, ordinal: int, random: np.random.Generator) -> Passage:
    sentences: list[Sentence] = []
    position = 0
    for length in random.integers(12, 25, size=int(random.integers(3, 6))):
        text = " ".join(_draw(random, int(length))) + "."
        sentences.append(Sentence(text, position, position + len(text), (ordinal + 1,)))
        position += len(text) + 1
    text = " ".join(sentence.text for sentence in sentences)
    return Passage(
        passage_id=f"{doc_id}#{ordinal}",
        doc_id=doc_id,
        ordinal=ordinal,
        text=text,
        start=0,
        end=len(text),
        document=title,
        source=doc_id.rsplit("/", 1)[-1],
        collection="folder",
        section=(" ".join(_draw(random, 3)),) if ordinal % 5 == 0 else ("Guidelines",),
        sentences=tuple(sentences),
    )


def _draw(random: np.random.Generator, count: int) -> list[str]:
    vocabulary = words()
    return [vocabulary[i] for i in np.searchsorted(_cumulated(), random.random(count))]


def questions(passages: Sequence[Passage], count: int) -> list[str]:
    """Return questions of 2 to 6 words that stand in one passage each, frequent words among them."""
    random = np.random.default_rng(SEED + 1)
    chosen = random.integers(len(passages), size=count)
    return [_question(passages[i].text.replace(".", "").split(), random) for i in chosen]


def _question(words_of_passage: Sequence[str], random: np.random.Generator) -> str:
    size = min(int(random.integers(2, 7)), len(words_of_passage))
    return " ".join(random.choice(np.array(words_of_passage), size=size, replace=False))
