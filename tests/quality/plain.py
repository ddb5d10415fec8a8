"""Plain BM25 by an independent library: bm25s, Lucene's form, stemmed, whole records."""

from collections.abc import Sequence

import bm25s
import Stemmer

from bot.answer_scores import JudgedQuestion
from corpus.model import Passage
from index.evaluation.judged_collection import JudgedCollection
from index.evaluation.measures import Run

_DEPTH = 1_000


class Plain:
    """Ranks texts by BM25 alone."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._size = len(texts)
        self._stemmer = Stemmer.Stemmer("english")
        self._engine = bm25s.BM25(method="lucene", k1=1.5, b=0.75)
        self._engine.index(self._tokens(texts), show_progress=False)

    def _tokens(self, texts: Sequence[str]) -> bm25s.tokenization.Tokenized | list[list[str]]:
        return bm25s.tokenize(list(texts), stopwords="en", stemmer=self._stemmer, show_progress=False)

    def ranked(self, question: str) -> list[tuple[int, float]]:
        """Return the texts' numbers with their scores, best first."""
        found, scores = self._engine.retrieve(self._tokens([question]), k=min(_DEPTH, self._size), show_progress=False)
        return [(int(i), float(s)) for i, s in zip(found[0], scores[0], strict=True) if s > 0]


def plain_run(collection: JudgedCollection) -> Run:
    """Return the run of plain BM25 over whole records."""
    plain = Plain([f"{record.title} {record.text}" for record in collection.records])
    return {
        query_id: {collection.records[i].doc_id: score for i, score in plain.ranked(collection.queries[query_id])}
        for query_id in collection.qrels
    }


def plain_sentences(passages: Sequence[Passage], questions: Sequence[JudgedQuestion]) -> float:
    """Return the share of answerable questions for which the first sentence by BM25 answers."""
    sentences = [(passage, sentence) for passage in passages for sentence in passage.sentences]
    plain = Plain([sentence.text for _, sentence in sentences])
    due = [question for question in questions if question.accept]
    right = 0
    for question in due:
        ranked = plain.ranked(question.question)
        if ranked:
            passage, sentence = sentences[ranked[0][0]]
            right += any(a.within(passage) and a.contains in sentence.text for a in question.accept)
    return right / len(due)
