"""Example questions, made from what the collection's own titles, headings and codes say it can answer."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, zip_longest

from bot.provenance import WORKBOOKS, topic
from corpus.model import Passage
from index.engine import DocumentStore, Filter
from index.questions.answer_patterns import holds
from index.questions.intents import all_intents

_DOCUMENTS, _PASSAGES = 40, 12  # that are looked at, from the beginning
_LONGEST_SUBJECT = 7  # words of a title that can stand in a question
_KIND = (
    r"(?:polic(?:y|ies)|guid(?:e|es|ance|elines?)|handbooks?|manuals?|memo(?:randum|s)?|protocols?|rules?|instructions?|faqs?"
    r"|bulletins?|newsletters?|articles?|overviews?|reports?|forms?|lists?|tables?|updates?|notes?|summar(?:y|ies)"
    r"|sheets?|chapters?|appendix|standards?|specifications?|workbooks?|templates?)"
)
_OF_A_KIND = re.compile(rf"(?:\S+ ){{0,3}}{_KIND} (?:on|for|of|about) (?P<subject>.+)", re.IGNORECASE)
_WITH_KIND = re.compile(rf"(?P<subject>\S+ .+?) {_KIND}", re.IGNORECASE)
_OF_DATA = (*WORKBOOKS, ".csv", ".tsv")  # tables: their names are no subject that a sentence answers on
_OF_PARTS = re.compile(r"\s[–—|-]\s|[()\[\]]")  # in a title of which no one part is surely its subject
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


def example_questions(store: DocumentStore, count: int = 3, *, searched_in: Filter | None = None) -> tuple[str, ...]:
    """Return questions on what is searched, of as many documents as possible; at last headings."""
    documents = [_Document(store, doc_id) for doc_id in islice(_doc_ids(store, searched_in), _DOCUMENTS)]
    tiers = (_in_turns(map(kind, documents)) for kind in (_Document.questions, _Document.headings, _Document.topics))
    return tuple(islice(dict.fromkeys(chain.from_iterable(tiers)), count))


def _doc_ids(store: DocumentStore, searched_in: Filter | None) -> Iterator[str]:
    if searched_in is None or not searched_in.collections:
        return store.doc_ids()
    return (record.doc_id for record in store.documents() if record.collection in searched_in.collections)


def _in_turns(by_document: Iterable[Iterable[str]]) -> Iterator[str]:
    in_turns = chain.from_iterable(zip_longest(*by_document))
    return (question for question in in_turns if question)


class _Document:
    """What can be asked of one document."""

    def __init__(self, store: DocumentStore, doc_id: str) -> None:
        self._passages = tuple(islice(store.passages(doc_id), _PASSAGES))

    def questions(self) -> Iterator[str]:
        """Yield questions on what the title names."""
        subject = _subject(self._passages[0].document, self._passages) if self._is_prose() else ""
        forms = chain.from_iterable(map(_forms, self._passages)) if subject else ()
        return (form.format(subject) for form in forms)

    def _is_prose(self) -> bool:
        return bool(self._passages) and not self._passages[0].source.lower().endswith(_OF_DATA)

    def headings(self) -> Iterator[str]:
        """Yield the headings that say what they are about, and are no sentence."""
        for passage in self._passages:
            if passage.section and topic(passage) == passage.section[-1] != passage.document:
                yield passage.section[-1] if len(passage.section[-1].split()) <= _LONGEST_SUBJECT else ""

    def topics(self) -> Iterator[str]:
        """Yield the headings with what they need to be understood."""
        return (topic(passage) for passage in self._passages if passage.section)


def _subject(title: str, passages: Sequence[Passage]) -> str:
    """Return what a title names as it stands within a sentence; nothing if it is too long or names a document alone."""
    name = title.split(":", maxsplit=1)[0].strip()
    if found := _OF_A_KIND.fullmatch(name) or _WITH_KIND.fullmatch(name):
        name = found["subject"]
    words = name.split()
    # a title with digits in it is as often a file's name
    if not words or len(words) > _LONGEST_SUBJECT or any(c.isdigit() for c in title):
        return ""
    if re.search(rf"\b(?:{_KIND}|questions)\b", name, re.IGNORECASE) or _OF_PARTS.search(name):
        return ""
    text = "\n".join(passage.text for passage in passages)
    if any(word[:1].isupper() and not re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE) for word in words[1:]):
        return name  # how its words are written within a sentence is not known, and in part would look like a slip
    return " ".join(_within_sentence(word, text, first=i == 0) for i, word in enumerate(words))


def _within_sentence(word: str, text: str, *, first: bool) -> str:
    """Return a word of a title as it is written within a sentence: in small letters if the text has it so."""
    if not word[1:].islower():
        return word
    lowered = word.lower()
    capital_alone = not first or re.search(rf"[a-z,;] {re.escape(word)}\b", text)
    return word if capital_alone and not re.search(rf"\b{re.escape(lowered)}\b", text) else lowered


def _forms(passage: Passage) -> Iterator[str]:
    """Yield the forms of the questions that a passage answers, by its heading or a code in it."""
    heading = set(passage.section[-1].lower().split()) if passage.section else set[str]()
    if holds("code", passage.text):
        yield _FORMS["code"]
    asked = [intent.name for intent in all_intents() if intent.name in _FORMS and heading.intersection(intent.sections)]
    yield from (_FORMS[name] for name in sorted(asked, key=lambda name: name not in heading)[:1])
