"""Citations scored against judged sentences: precision and recall over citation numbers.

A line of the file is a JSON object: text, citations, and either context.max_reference (one sentence by itself, with the
highest number of its document's reference list) or doc (a sentence of documents/DOC beside the file, read as a whole).
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.citations import read_citations
from corpus.model import Block, BlockKind, Sentence
from corpus.understanding import understand
from index.line_files import LineFileError, listed, naming_line, numbered_lines, text, whole

_HIGHEST = 999  # number that is read as a citation: a list that goes on further confirms no more
_EXPECTED = 'a JSON object with "text", "citations" (a list of numbers) and "context" or "doc"'


@dataclass(frozen=True, slots=True)
class JudgedSentence:
    """A sentence with the numbers that it carries."""

    sentence_id: str
    text: str
    citations: tuple[int, ...]
    style: str
    max_reference: int | None = None
    doc: str = ""


@dataclass(frozen=True, slots=True)
class ScoredSentence:
    """A judged sentence and the numbers that were found; None if it was not found as one sentence."""

    judged: JudgedSentence
    found: tuple[int, ...] | None

    @property
    def right(self) -> bool:
        """Return whether exactly the judged numbers were found, in order."""
        return self.found == self.judged.citations


def read_judged_sentences(path: Path) -> list[JudgedSentence]:
    """Return the judged sentences of a file, one or more. Raises LineFileError with the first bad line."""
    judged = []
    for number, line in numbered_lines(path):
        with naming_line(path, number, _EXPECTED):
            judged.append(_judged(json.loads(line), number))
    if not judged:
        raise LineFileError(path, 1, _EXPECTED)
    return judged


def _judged(line: Mapping[str, Any], number: int) -> JudgedSentence:
    citations = listed(line["citations"], whole)
    doc = text(line.get("doc", ""))
    name = text(str(line.get("id", f"{doc} {line['n']}" if "n" in line else number)))
    style = text(str(line.get("style", "whole documents" if doc else "unknown")))
    highest = line.get("context", {}).get("max_reference")
    return JudgedSentence(
        name, text(line["text"]), citations, style, highest if highest is None else whole(highest), doc
    )


def score_sentences(judged: Sequence[JudgedSentence], documents: Path) -> list[ScoredSentence]:
    """Return the judged sentences with what is found in them, those of documents in `documents` read as wholes.

    Citations found in sentences of these documents that nobody judged are scored too, as superfluous.
    """
    scored = [ScoredSentence(case, _alone(case)) for case in judged if not case.doc]
    by_doc: dict[str, list[JudgedSentence]] = defaultdict(list)
    for case in judged:
        if case.doc:
            by_doc[case.doc].append(case)
    for doc, cases in by_doc.items():
        scored.extend(_in_document(documents, doc, cases))
    return scored


def _alone(case: JudgedSentence) -> tuple[int, ...]:
    block = Block(BlockKind.PARAGRAPH, 0, len(case.text))
    numbers = range(1, min(case.max_reference, _HIGHEST) + 1) if case.max_reference else None
    sentences = read_citations(case.text, (block,), numbers).sentences[0]
    return tuple(number for sentence in sentences for number in sentence.cited)


def _in_document(documents: Path, doc: str, cases: Sequence[JudgedSentence]) -> Iterator[ScoredSentence]:
    remaining: dict[str, list[Sentence]] = defaultdict(list)
    for sentences in understand(documents, doc).reading.sentences:
        for sentence in sentences:
            remaining[sentence.text].append(sentence)
    for case in cases:
        same = remaining.get(case.text)
        yield ScoredSentence(case, same.pop(0).cited if same else None)
    for sentence in (s for left in remaining.values() for s in left if s.cited):
        nobody = JudgedSentence(f"{doc} at {sentence.start}", sentence.text, (), "whole documents", doc=doc)
        yield ScoredSentence(nobody, sentence.cited)


def citation_figures(scored: Iterable[ScoredSentence]) -> dict[str, Any]:
    """Return precision and recall over citation numbers, in all and per style, and the sentences that went wrong."""
    styles: dict[str, list[ScoredSentence]] = defaultdict(list)
    for score in scored:
        styles[score.judged.style].append(score)
    everything = [score for scores in styles.values() for score in scores]
    return {
        "all": _figures(everything),
        "by_style": {style: _figures(scores) for style, scores in styles.items()},
        "misses": [_miss(score) for score in everything if not score.right],
    }


def _figures(scores: Sequence[ScoredSentence]) -> dict[str, float | int]:
    right = sum(len(set(s.found or ()) & set(s.judged.citations)) for s in scores)
    found = sum(len(set(s.found or ())) for s in scores)
    judged = sum(len(set(s.judged.citations)) for s in scores)
    return {
        "sentences": len(scores),
        "exact": sum(s.right for s in scores),
        "precision": round(right / found, 4) if found else 1.0,
        "recall": round(right / judged, 4) if judged else 1.0,
    }


def _miss(score: ScoredSentence) -> dict[str, Any]:
    found = None if score.found is None else list(score.found)
    return {
        "id": score.judged.sentence_id,
        "style": score.judged.style,
        "expected": list(score.judged.citations),
        "found": found,  # null: the text is not one sentence of the document
        "text": score.judged.text,
    }
