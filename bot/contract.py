"""Answer -> the `--json` form, a contract that other programs rely on (see ARCHITECTURE.md)."""

import json
import re
from typing import Any

from bot.model import Answer, Headline, ShownPassage, shown_citations
from corpus.model import Metadata, Passage, Reference, Sentence

_SURROGATE = re.compile("[\ud800-\udfff]")


def json_text(form: object, indent: int | None = None) -> str:
    """Return JSON in plain letters; half a pair of surrogates, which no encoding has, is escaped."""
    text = json.dumps(form, ensure_ascii=False, indent=indent)
    return _SURROGATE.sub(lambda half: f"\\u{ord(half.group()):04x}", text)


def answer_form(answer: Answer) -> dict[str, Any]:
    """Return the answer as plain JSON values."""
    headlines = [_headline_form(headline) for headline in answer.headlines]
    return {
        "question": answer.question,
        "status": answer.status.value,
        "headline": headlines[0] if headlines else None,
        "headlines": headlines,
        "passages": [shown_form(shown) for shown in answer.passages],
        "nearest": [shown_form(shown) for shown in answer.nearest],
        "references": {
            doc_id: {str(number): reference_form(reference) for number, reference in entries.items()}
            for doc_id, entries in answer.references.items()
        },
        "repairs": [{"from": r.found, "to": r.used, "why": r.why} for r in answer.repairs],
        "inherited": list(answer.inherited),
        "missing": list(answer.missing),
        "conflicts": [
            {
                "kind": c.kind,
                "subject": c.subject,
                "values": [{"value": value, "passage": label} for value, label in c.values],
            }
            for c in answer.conflicts
        ],
        "suggestions": list(answer.suggestions),
        "examples": answer.examples,
        "message": answer.message,
        "took_ms": answer.took_ms,
    }


def _headline_form(headline: Headline) -> dict[str, Any]:
    sentence = headline.sentence
    return {"text": sentence.text, "passage": headline.label, "citations": list(shown_citations(sentence))}


def shown_form(shown: ShownPassage) -> dict[str, Any]:
    """Return a passage of an answer: its label and score with the passage itself."""
    return {"label": shown.label, **passage_form(shown.passage), "score": round(shown.score, 6)}


def passage_form(passage: Passage) -> dict[str, Any]:
    """Return a passage as plain JSON values."""
    return {
        "passage_id": passage.passage_id,
        "doc_id": passage.doc_id,
        "document": passage.document,
        "source": passage.source,
        "collection": passage.collection,
        "section": list(passage.section),
        "page": passage.page,
        "page_label": passage.page_label,
        "text": passage.text,
        "context": passage.context,
        "sentences": [sentence_form(sentence) for sentence in passage.sentences],
        "citations": list(passage.citations),
        "metadata": metadata_form(passage.metadata),
    }


def sentence_form(sentence: Sentence) -> dict[str, Any]:
    """Return a sentence with the numbers that may be shown with it."""
    return {
        "text": sentence.text,
        "citations": list(shown_citations(sentence)),
        "certainty": sentence.certainty.value,
    }


def reference_form(reference: Reference | None) -> dict[str, Any]:
    """Return an entry of a reference list; a number without an entry has null fields."""
    if reference is None:
        return {"text": None, "doi": None, "pmid": None, "url": None}
    return {"text": reference.text, "doi": reference.doi, "pmid": reference.pmid, "url": reference.url}


def metadata_form(metadata: Metadata) -> dict[str, Any]:
    """Return what is known of a document, dates in ISO form."""
    return {
        "issuer": metadata.issuer,
        "kind": metadata.kind.value,
        "effective": metadata.effective.isoformat() if metadata.effective else None,
        "revised": metadata.revised.isoformat() if metadata.revised else None,
        "reviewed": metadata.reviewed.isoformat() if metadata.reviewed else None,
        "retired": metadata.retired.isoformat() if metadata.retired else None,
        "superseded_by": metadata.superseded_by,
        "url": metadata.url,
        "payer": metadata.payer,
        "jurisdiction": metadata.jurisdiction,
    }
