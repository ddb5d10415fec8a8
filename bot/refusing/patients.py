"""Whether a sentence is for the patients of the question: their age, their group, who they are."""

import re
from collections.abc import Iterator, Sequence

from bot.choosing.evidence import Candidate
from bot.refusing.near_by import NearBy
from corpus.model import Passage
from index.questions.ages import ages_of, asked_ages, excludes
from index.questions.amounts import amounts_of, fit
from index.questions.concepts import Concept, Understanding
from index.questions.general_english import people

_GROUP = re.compile(r"\b(?:above|over|under|below|older than|younger than|aged?)\s+(\d+)", re.IGNORECASE)
_KIND = re.compile(r"\b(new|established|existing|returning) (?:patient|pt)s?\b")
_GROWN_UP = 18  # years
_WORD = re.compile(r"[a-z]+")


def other_patients(understood: Understanding, near: NearBy) -> Iterator[str]:
    """Yield whom a question is about and the best sentence is not: age groups, people, new or established patients."""
    yield from _groups(understood, near.best)
    yield from _people(understood.concepts, near)
    yield from _new_or_established(understood.own_question.lower(), near.best.sentence.text.lower())


def _groups(understood: Understanding, best: Candidate) -> Iterator[str]:
    """Yield the age groups and limits of the question that the passage does not mention, nor the sentence's range."""
    for match in _GROUP.finditer(understood.question):
        printed = re.search(rf"\b{match.group(1)}\b", best.passage.text)
        if not (printed or fit(amounts_of(understood.concepts), best.sentence.told)):
            yield f"nothing on {match.group()}"


def other_ages(understood: Understanding, best: Candidate) -> Iterator[str]:
    """Yield the ages of the question that the best sentence leaves out, or for which it gives the dose of adults."""
    dosed = any(intent.answer == "dose" for intent in understood.intents)
    for age in asked_ages(understood.question):
        if excludes(best.sentence.told, age) or (dosed and age < _GROWN_UP and not _tells_of_young(best.passage)):
            yield f"the best sentence is not for the age of {age:g}"


def _tells_of_young(passage: Passage) -> bool:
    told = passage.with_all_above
    return any(ages_of(text) or not people().isdisjoint(_WORD.findall(text.lower())) for text in told)


def _people(concepts: Sequence[Concept], near: NearBy) -> Iterator[str]:
    """Yield who is to be treated, as the question says, where only other passages are on them."""
    for concept in concepts:
        named = concept.supported and concept.typed.lower() in people()
        if named and not near.is_on(concept):
            yield f"nothing on {concept.typed} near the best sentence"


def _new_or_established(question: str, sentence: str) -> Iterator[str]:
    """Yield that a sentence is on new patients, or on established ones, where the question is on the others."""
    asked, told = ({kind != "new" for kind in _KIND.findall(text)} for text in (question, sentence))
    if len(asked) == 1 == len(told) and asked != told and not re.search(r"\b(?:only|not)\b", sentence):
        yield f"the best sentence is on {'established' if told == {True} else 'new'} patients"
