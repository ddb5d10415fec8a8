"""Words by which a sentence tells of the opposite: the other side, the other way round, out of the network."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from bot.refusing.told import Told
from index.questions.with_without import differs, presences
from index.wordlists import columns

_WORD = re.compile(r"[a-z]+")
_FIRST_STAGE = frozenset({"bolus", "loading"})
_GOES_ON = re.compile(r"\b(?:followed by|thereafter|(?:and|,) then)\b")  # with the maintenance, though unnamed
_FROM_TO = re.compile(r"\bfrom\s+(\w{4,})\s+to\s+(\w{4,})")
_LEADS_TO = re.compile(r"\bfrom\s+(\w{4,})\b[^.;]{0,20}?\bto\s+(\w{4,})")
_OUTSIDE = re.compile(r"\bout[- ]of[- ]network\b|\bnon-?(?:participating|network|par)\b")
_TELLS_OUTSIDE = re.compile(
    r"\bout[- ]of[- ]network\b|\boutside\b|\bnon-?(?:participating|network|par|contracted)\b|\bnot (?:in|part)\b"
)
_NON = re.compile(r"\bnon[- ](?=[a-z])")
_SHORTEST_NEGATED = 6  # letters: "none" negates no "e"


def contrasts(question: str, told: Told) -> Iterator[str]:
    """Yield what a sentence tells instead of what a question asks, in words."""
    asked = question.lower()
    for one, other in _opposed(_WORD.findall(asked), told.sentence):
        yield f"the best sentence is on {other} and not on {one}"
    yield from _negated(asked, told.sentence)
    wanted = presences(asked)
    if wanted and (way := differs(wanted, presences(told.sentence))):
        yield f"the best sentence tells of it {way}"
    yield from _turned(asked, told.sentence)
    if _OUTSIDE.search(asked) and not _TELLS_OUTSIDE.search(told.near):
        yield "nothing on what is out of network"


def _negated(question: str, sentence: str) -> Iterator[str]:
    """Yield "nonfacility" where the question has "facility" and the sentence that alone, or the other way round."""
    if _OUTSIDE.search(question):
        return  # by whatever name
    asked, told = (set(_WORD.findall(_NON.sub("non", text))) for text in (question, sentence))
    for word in sorted(asked):
        other = word.removeprefix("non") if word.startswith("non") else f"non{word}"
        if len(word) >= _SHORTEST_NEGATED and other in told and word not in told:
            yield f"the best sentence is on {other} and not on {word}"


def _opposed(asked: Sequence[str], sentence: str) -> Iterator[tuple[str, str]]:
    """Yield the words of the question, and of the sentence, that exclude each other where no word agrees."""
    known = [word for word in asked if word in _all_words()]
    told = _WORD.findall(sentence) if known else ()
    for members in _sets() if known else ():
        wanted = {members[word]: word for word in known if word in members}
        named = {members[word]: word for word in told if word in members} if wanted else {}
        goes_on = not _FIRST_STAGE.isdisjoint(named.values()) and _GOES_ON.search(sentence)
        if named and not (wanted.keys() & named.keys() or goes_on):
            yield next(iter(wanted.values())), next(iter(named.values()))


def _turned(question: str, sentence: str) -> Iterator[str]:
    """Yield "from A to B" where the sentence tells of another way alone."""
    for start, end in _FROM_TO.findall(question):
        ways = _LEADS_TO.findall(sentence)
        if ways and (start, end) not in ways:
            yield f"the best sentence leads from {ways[0][0]} to {ways[0][1]}"


@lru_cache(maxsize=1)
def _sets() -> tuple[Mapping[str, int], ...]:
    """Return for each line which member a word names."""
    lines = columns("contrasts.txt")
    return tuple({word: i for i, words in enumerate(line) for word in words.split()} for line in lines)


@lru_cache(maxsize=1)
def _all_words() -> frozenset[str]:
    return frozenset().union(*_sets())
