"""Near relatives of what is asked about, in nearly the same words: the short leg, the removal, what is done with it."""

import re
from collections.abc import Callable, Iterator, Set

from bot.choosing.evidence import Candidate
from index.questions.concepts import Understanding
from index.questions.with_without import Presence, presences

_LENGTH = re.compile(r"\b(short|intermediate|long|rapid|fast)[- ](acting|arm|leg|term)\b")
_EXCEPTING = re.compile(r"\b(?:with ?out|w/o(?:ut)?|alone|only|no|not|never|except|unless|neither|nor)\b")
_PUT_IN = re.compile(r"\b(?:put(?:ting|s)? in|insert\w*|plac(?:ed|ing|ement)|implant(?:s|ed|ing|ation))\b")
_TAKEN_OUT = re.compile(
    r"\b(?:(?:take|takes|taken|taking|took|pull|pulled|pulling) out|remov\w*|explant\w*|extract(?:s|ed|ing|ion))\b"
)
_PUTTING_IN = re.compile(r"\b(?:insertion|inserting|placement|placing|implantation)\b")
_TAKING_OUT = re.compile(r"\b(?:removal|removing|explant(?:ation|ing)?|extraction)\b")
_OPENING = re.compile(r"\W*(?:\w+\W+){0,3}?$")  # what stands before the subject of a sentence


def near_relatives(understood: Understanding, best: Candidate) -> Iterator[str]:
    """Yield what the best sentence is on, though the question is on its near relative: the long one, the removal."""
    sentence = best.sentence.told
    if other := _other_length(understood.question, sentence):
        yield f"the best sentence is on what is {other}"
    if other := _without_it(understood.own_question, sentence, best.terms_of):
        yield f"the best sentence is on what is done with {other}"
    if other := _other_way(understood.own_question, sentence):
        yield f"the best sentence is on {other}"


def _other_length(question: str, sentence: str) -> str | None:
    """Return "short leg" or "short acting" where a sentence tells of that, and the question of the long one alone."""
    asked, told = set(_LENGTH.findall(question.lower())), set(_LENGTH.findall(sentence.lower()))
    others = {(how, what) for how, what in told if any(what == of for _, of in asked)}
    return " ".join(min(others)) if others and not asked & told else None


def _without_it(question: str, sentence: str, terms: Callable[[str], Set[str]]) -> str | None:
    """Return what a question asks to be done without where a sentence names it, and says nothing of being without."""
    asked = [word for word, hows in presences(question.lower()).items() if hows == {Presence.WITHOUT}]
    if not asked or _EXCEPTING.search(sentence.lower()):
        return None
    told = terms(sentence)
    return next((word for word in asked if not terms(word).isdisjoint(told)), None)


def _other_way(question: str, sentence: str) -> str | None:
    """Return "removal" where a sentence begins with it and has no word for the placement that is asked about, or so."""
    question, sentence = question.lower(), sentence.lower()
    asks_in, asks_out = _PUT_IN.search(question), _TAKEN_OUT.search(question)
    if bool(asks_in) == bool(asks_out):
        return None
    asked, other = (_PUTTING_IN, _TAKING_OUT) if asks_in else (_TAKING_OUT, _PUTTING_IN)
    told = other.search(sentence)
    return told.group() if told and _OPENING.match(sentence[: told.start()]) and not asked.search(sentence) else None
