"""Whose rule a sentence tells: what Northfield PPO allows is no answer on Medicaid.

Who pays is known in three ways: by a list, by what the passages that were found say ("Alder covers", "Birch Mutual"),
or by the question alone ("a Cedar patient"). A listed payer is known for sure, so beside it any name in the sentence is
taken for another payer's; beside one that is known otherwise, only another known one is.
"""

import re
from collections.abc import Set
from functools import lru_cache

from bot.choosing.evidence import Candidate
from bot.choosing.weighing import PASSAGE
from index.questions.concepts import Understanding
from index.questions.general_english import NAMES_NO_PAYER, rarity
from index.wordlists import words

Places = Set[int]  # of concepts among those of the question

_DOES = r"pays?|covers?|wants?|denie[sd]|reimburses?|accepts?|asks?|lets"  # a drug "requires" or "allows" as well
_IS = r"Medicaid|Medicare|Advantage|PPO|HMO|EPO|Mutual|Health(?:care)?|Plans?|Medical|Insurance|Benefits|Choice"
_CAPITAL = r"[A-Z][\w’'-]*[a-z]\w*"
_RULES = re.compile(rf"\b({_CAPITAL}(?: {_CAPITAL})?)(?:[’']s)? (?:{_IS}|{_DOES})\b")
_NAME = re.compile(rf"\b{_CAPITAL}")
_LABEL = re.compile(r"\W*([A-Z]\w+ (?:[A-Z]\w+ )*[A-Z]\w*):")  # "Birch Mutual: …"
_WITHIN = re.compile(r"(?<=[a-z] )([A-Z][a-z]{3,})\b")  # "at Alder", where a capital begins no sentence
_MEMBER = re.compile(r"\b(\w[\w’'-]+) (?:patients?|pts?|members?|subscribers?|policy|claims?)\b", re.IGNORECASE)
_OF_ALL = re.compile(r"\b(?:all|any|every|each|others?|most|no plan|nobody)\b", re.IGNORECASE)


def other_payer(understood: Understanding, best: Candidate) -> str | None:
    """Return in lower case whose rule the best sentence tells, where the question asks for another payer's; else None.

    It is no other's if the sentence or what stands above it names a payer that is asked about, or if it is for all.
    """
    sentence = best.sentence.told
    if _OF_ALL.search(sentence):
        return None
    named = _named(best)
    if len(named) == len(understood.concepts):
        return None
    payers = _listed().union(*(_said_to_pay(passage.text) for passage in best.found))
    asked = _asked_about(understood, payers)
    if not asked or not asked.isdisjoint(named):
        return None
    is_listed = any(understood.concepts[i].typed.lower() in _listed() for i in asked)
    return (_anybody(sentence) if is_listed else None) or _one_of(payers, sentence)


def _named(best: Candidate) -> Places:
    """Return the places of the concepts that the sentence or what stands above it names.

    Where it tells what somebody pays, the title of its document, or who issued it, does not.
    """
    tells_of_payer = bool(_said_to_pay(best.sentence.told))
    above = best.of.headings if tells_of_payer else best.nearby
    return {i for i, (said, over) in enumerate(zip(best.said, above, strict=True)) if said or over > PASSAGE}


def _asked_about(understood: Understanding, payers: Set[str]) -> Places:
    """Return the places of the payers that a question names: known ones, else whom it says its patients belong to."""
    concepts = list(enumerate(understood.concepts))
    known = {i for i, concept in concepts if concept.typed.lower() in payers}
    if known:
        return known
    whose = {name.lower() for name in _MEMBER.findall(understood.question)}
    return {i for i, concept in concepts if concept.special and concept.typed.lower() in whose}


def _anybody(sentence: str) -> str | None:
    """Return whoever a sentence names, in lower case: who labels it, else the first name within it."""
    name = _LABEL.match(sentence) or _WITHIN.search(sentence)
    return name[1].lower() if name else None


def _one_of(payers: Set[str], sentence: str) -> str | None:
    """Return one of the payers that a sentence names, the first by the alphabet."""
    return min(payers & {name.lower() for name in _NAME.findall(sentence)}, default=None)


@lru_cache(maxsize=4_000)
def _said_to_pay(text: str) -> frozenset[str]:
    """Return in lower case who pays, covers or is a plan by what a text says, word by word."""
    named = " ".join(_RULES.findall(text))
    return frozenset(name.lower() for name in named.split() if _may_name(name))


def _may_name(word: str) -> bool:
    """Return whether a word in front of "pays" or "Medicaid" may be a name: no "For Medicaid", no "The plan pays"."""
    return rarity(word) > NAMES_NO_PAYER


@lru_cache(maxsize=1)
def _listed() -> frozenset[str]:
    return words("payers.txt")
