"""Whose rule a sentence tells: what Northfield PPO allows is no answer on Medicaid."""

import re
from collections.abc import Set
from functools import lru_cache

from bot.choosing.evidence import Candidate
from bot.choosing.weighing import PASSAGE
from index.questions.concepts import Understanding
from index.questions.general_english import NAMES_NO_PAYER, rarity
from index.wordlists import words

_DOES = r"pays?|covers?|wants?|denie[sd]|reimburses?|accepts?|asks?|lets"  # a drug "requires" or "allows" as well
_IS = r"Medicaid|Medicare|Advantage|PPO|HMO|EPO|Mutual|Health(?:care)?|Plans?|Medical|Insurance|Benefits|Choice"
_CAPITAL = r"[A-Z][\w’'-]*[a-z]\w*"
_RULES = re.compile(rf"\b({_CAPITAL}(?: {_CAPITAL})?)(?:[’']s)? (?:{_IS}|{_DOES})\b")
_NAME = re.compile(rf"\b{_CAPITAL}")
_SOMEBODY = re.compile(r"^\W*([A-Z]\w+ (?:[A-Z]\w+ )*[A-Z]\w*):|(?<=[a-z] )([A-Z][a-z]{3,})\b")  # "at Alder"
_MEMBER = re.compile(r"\b(\w[\w’'-]+) (?:patients?|pts?|members?|subscribers?|policy|claims?)\b", re.IGNORECASE)
_OF_ALL = re.compile(r"\b(?:all|any|every|each|others?|most|no plan|nobody)\b", re.IGNORECASE)


def other_payer(understood: Understanding, best: Candidate) -> str | None:
    """Return whose rule the best sentence tells, where nothing above it names the payer that is asked about.

    Who is a payer is told by a list, by what was found, "Alder covers", "Birch Mutual", or by the question: "a Cedar
    patient". Beside one of the list any name is a payer's.
    """
    sentence = best.sentence.told
    if _OF_ALL.search(sentence):
        return None
    told = _told(best)
    if len(told) == len(understood.concepts):
        return None
    payers = _payers().union(*(_payers_in(passage.text) for passage in best.found))
    asked = _asked(understood, payers)
    if not asked or not asked.isdisjoint(told):
        return None
    if any(understood.concepts[i].typed.lower() in _payers() for i in asked) and (name := _SOMEBODY.search(sentence)):
        return name[name.lastindex or 0].lower()
    others = payers.intersection(map(str.lower, _NAME.findall(sentence)))
    return min(others, default=None)


def _told(best: Candidate) -> Set[int]:
    """Return the places of the concepts that the sentence or what stands above it names.

    Where it tells what somebody pays, the title of its document, or who issued it, does not.
    """
    acts = bool(_payers_in(best.sentence.told))
    above = best.of.headings if acts else best.nearby
    return {i for i, (said, over) in enumerate(zip(best.said, above, strict=True)) if said or over > PASSAGE}


@lru_cache(maxsize=4_000)
def _payers_in(text: str) -> frozenset[str]:
    """Return in lower case who pays, covers or is a plan by what a text says."""
    named = " ".join(_RULES.findall(text))
    return frozenset(name.lower() for name in named.split() if _may_name(name))


def _asked(understood: Understanding, payers: Set[str]) -> Set[int]:
    """Return the places of the question's payers among its concepts: those that the documents call so go before."""
    whose = {name.lower() for name in _MEMBER.findall(understood.question)}
    named = list(enumerate(understood.concepts))
    known = {i for i, concept in named if concept.typed.lower() in payers}
    return known or {i for i, concept in named if concept.special and concept.typed.lower() in whose}


def _may_name(word: str) -> bool:
    """Return whether a word in front of "pays" or "Medicaid" may be a name: no "For Medicaid", no "The plan pays"."""
    return rarity(word) > NAMES_NO_PAYER


@lru_cache(maxsize=1)
def _payers() -> frozenset[str]:
    return words("payers.txt")
