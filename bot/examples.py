"""Example questions, made from what the collection's own titles, headings and codes say it can answer."""

from collections.abc import Iterator
from itertools import chain, islice, zip_longest

from bot.provenance import topic
from corpus.model import Passage
from index.engine import Engine
from index.held import holds
from index.intents import all_intents

_DOCUMENTS, _PASSAGES = 40, 12  # that are looked at, from the beginning
_LONGEST_SUBJECT = 7  # words of a title that can stand in a question
_FORMS = {
    "code": "What code for {}?",
    "indications": "Indications for {}?",
    "contraindications": "Contraindications to {}?",
    "technique": "How is {} done?",
    "dose": "Dose for {}?",
    "duration": "How long does {} last?",
    "efficacy": "How well does {} work?",
    "safety": "Is {} safe?",
    "documentation": "What to document for {}?",
    "coverage": "Is {} covered?",
}


def example_questions(engine: Engine, count: int = 3) -> tuple[str, ...]:
    """Return questions that the collection speaks of, of as many documents as possible."""
    by_document = [list(_of(engine, doc_id)) for doc_id in islice(engine.doc_ids(), _DOCUMENTS)]
    in_turns = chain.from_iterable(zip_longest(*by_document))
    return tuple(islice(dict.fromkeys(question for question in in_turns if question), count))


def _of(engine: Engine, doc_id: str) -> Iterator[str]:
    for passage in islice(engine.passages(doc_id), _PASSAGES):
        subject = _subject(passage.document)
        forms = list(_forms(passage)) if subject else []
        yield from (form.format(subject) for form in forms)
        if not forms and passage.section:
            yield topic(passage)


def _subject(title: str) -> str:
    """Return a title as it stands within a sentence; nothing if it is too long for one."""
    words = title.split(":", maxsplit=1)[0].split()
    # a title with digits in it is as often a file's name
    if not words or len(words) > _LONGEST_SUBJECT or any(c.isdigit() for c in title):
        return ""
    first = words[0] if not words[0][1:].islower() else words[0].lower()
    return " ".join([first, *words[1:]])


def _forms(passage: Passage) -> Iterator[str]:
    """Yield the forms of the questions that a passage answers, by its heading or a code in it."""
    heading = set(passage.section[-1].lower().split()) if passage.section else set[str]()
    if holds("code", passage.text):
        yield _FORMS["code"]
    for intent in all_intents():
        if intent.name in _FORMS and heading.intersection(intent.sections):
            yield _FORMS[intent.name]
            return
