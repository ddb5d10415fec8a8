"""Words by which a sentence tells of something else: the other side, the other way round, another grade."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from typing import NamedTuple

from index.questions.concepts import Understanding
from index.questions.with_without import Presence, differs, presences
from index.wordlists import columns

_WORD = re.compile(r"[a-z]+")
PLACES = ("first", "second", "third", "fourth")
_PLACE = re.compile(rf"\b({'|'.join(PLACES)})[- ](\w+)")
_GRADES = frozenset(
    ("level", "line", "stage", "degree", "grade", "tier", "phase", "step", "quarter", "trimester")
)  # have to be told of in the sentence or right above it
_COUNTED = {"first": "one|1", "second": "two|2", "third": "three|3", "fourth": "four|4"}
_FURTHER = re.compile(r"\b(?:additional|subsequent|further|each|every|any)\b")
_FIRST_STAGES = frozenset({"bolus", "initial", "loading", "starting"})
_GOES_ON = re.compile(r"\b(?:followed by|thereafter|(?:and|,) then)\b")  # with the maintenance, or up to the maximum
_ALL_OTHERS = re.compile(r"\b(?:each|every|any|all) (?:additional|further|other|subsequent|later)\b")
_FROM_TO = re.compile(r"\bfrom\s+(\w{4,})\s+to\s+(\w{4,})")
_OUTSIDE = re.compile(r"\bout[- ]of[- ]network\b|\bnon-?(?:participating|network|par)\b")
_TELLS_OUTSIDE = re.compile(
    r"\bout[- ]of[- ]network\b|\boutside\b|\bnon-?(?:participating|network|par|contracted)\b|\bnot (?:in|part)\b"
)
_NON = re.compile(r"\bnon[- ](?=[a-z])")
_SHORTEST_NEGATED = 6  # letters: "none" negates no "e"
_EXCEPTING = re.compile(r"\b(?:with ?out|w/o(?:ut)?|alone|only|no|not|never|except|unless|neither|nor)\b")
_PATIENT = re.compile(r"\b(new|established|existing|returning) (?:patient|pt)s?\b")
_LENGTH = re.compile(r"\b(short|intermediate|long|rapid|fast)[- ](acting|arm|leg|term)\b")
_PUT_IN = re.compile(r"\b(?:put(?:ting|s)? in|insert\w*|plac(?:ed|ing|ement)|implant(?:s|ed|ing|ation))\b")
_TAKEN_OUT = re.compile(
    r"\b(?:(?:take|takes|taken|taking|took|pull|pulled|pulling) out|remov\w*|explant\w*|extract(?:s|ed|ing|ion))\b"
)
_PUTTING_IN = re.compile(r"\b(?:insertion|inserting|placement|placing|implantation)\b")
_TAKING_OUT = re.compile(r"\b(?:removal|removing|explant(?:ation|ing)?|extraction)\b")
_OPENING = re.compile(r"\W*(?:\w+\W+){0,3}?$")  # what stands before the subject of a sentence
_YEAR = re.compile(r"\b20[0-4]\d\b")
_LASTS = re.compile(r"\b(?:since|from|starting|beginning|effective|after|through|until|before|by|every|each)\b")
_HOLDS_FROM = re.compile(r"\b(?:since|from|starting|beginning|effective)\b[^.;]{0,20}?\b(20[0-4]\d)\b")
_HOLDS_UNTIL = re.compile(r"\b(?:through|until|till|ended)\b[^.;]{0,20}?\b(20[0-4]\d)\b")


class Told(NamedTuple):
    """The best sentence in small letters, what stands above it, its passage, and the title of its document."""

    sentence: str
    above: str  # what leads it in, and the headings
    passage: str
    title: str

    @property
    def near(self) -> str:
        """Return the sentence and all that heads it. Years are not looked for there: a title dates its document."""
        return f"{self.title}\n{self.above}\n{self.sentence}"


def contrasts(understood: Understanding, told: Told) -> Iterator[str]:
    """Yield what a sentence tells instead of what a question asks, in words."""
    asked, own = understood.question.lower(), understood.own_question.lower()
    for one, other in _opposed(_WORD.findall(own), told.sentence):
        yield f"the best sentence is on {other} and not on {one}"
    yield from _negated(own, told.sentence)
    yield from _patients(own, told.sentence)
    yield from _places(asked, told)
    wanted = presences(own)
    if wanted and (way := differs(wanted, presences(told.sentence))):
        yield f"the best sentence tells of it {way}"
    yield from _turned(own, told.sentence)
    yield from _years(own, told)
    if _OUTSIDE.search(own) and not _TELLS_OUTSIDE.search(told.near):
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


def _patients(question: str, sentence: str) -> Iterator[str]:
    """Yield that a sentence is on new patients, or on established ones, where the question is on the others."""
    asked, told = ({kind != "new" for kind in _PATIENT.findall(text)} for text in (question, sentence))
    if len(asked) == 1 == len(told) and asked != told and not re.search(r"\b(?:only|not)\b", sentence):
        yield f"the best sentence is on {'established' if told == {True} else 'new'} patients"


def other_length(question: str, sentence: str) -> str | None:
    """Return "short leg" or "short acting" where a sentence tells of that, and the question of the long one alone."""
    asked, told = set(_LENGTH.findall(question.lower())), set(_LENGTH.findall(sentence.lower()))
    others = {(how, what) for how, what in told if any(what == of for _, of in asked)}
    return " ".join(min(others)) if others and not asked & told else None


def without_it(question: str, sentence: str, terms: Callable[[str], Set[str]]) -> str | None:
    """Return what a question asks to be done without where a sentence names it, and says nothing of being without."""
    asked = [word for word, hows in presences(question.lower()).items() if hows == {Presence.WITHOUT}]
    if not asked or _EXCEPTING.search(sentence.lower()):
        return None
    told = terms(sentence)
    return next((word for word in asked if not terms(word).isdisjoint(told)), None)


def other_way(question: str, sentence: str) -> str | None:
    """Return "removal" where a sentence begins with it and has no word for the placement that is asked about, or so."""
    question, sentence = question.lower(), sentence.lower()
    asks_in, asks_out = _PUT_IN.search(question), _TAKEN_OUT.search(question)
    if bool(asks_in) == bool(asks_out):
        return None
    asked, other = (_PUTTING_IN, _TAKING_OUT) if asks_in else (_TAKING_OUT, _PUTTING_IN)
    told = other.search(sentence)
    return told.group() if told and _OPENING.match(sentence[: told.start()]) and not asked.search(sentence) else None


def _opposed(asked: Sequence[str], sentence: str) -> Iterator[tuple[str, str]]:
    """Yield the words of the question, and of the sentence, that exclude each other where no word agrees."""
    known = [word for word in asked if word in _all_words()]
    told = _WORD.findall(sentence) if known else ()
    for members in _sets() if known else ():
        wanted = {members[word]: word for word in known if word in members}
        named = {members[word]: word for word in told if word in members} if wanted else {}
        goes_on = not _FIRST_STAGES.isdisjoint(named.values()) and _GOES_ON.search(sentence)
        if named and not (wanted.keys() & named.keys() or goes_on):
            yield next(iter(wanted.values())), next(iter(named.values()))


def _places(question: str, told: Told) -> Iterator[str]:
    """Yield what is asked for by its place, "second quarter", where another place alone is told of."""
    for ordinal, noun in _PLACE.findall(question):
        counted = re.compile(rf"\b{noun}s? (?:{_COUNTED[ordinal]})\b")  # "month two"
        places = {place for place, named in _PLACE.findall(told.passage) if named == noun}
        # "in the second trimester and … in the third", but no "third-party reviewer"
        alone = re.search(rf"\bthe {ordinal}\b(?=\s*(?:$|[^\w\s-]|(?:and|or|but)\b))", told.sentence)
        others = places and ordinal not in places and not (alone or counted.search(told.passage))
        far = noun in _GRADES and not (re.search(rf"\b{ordinal}\b", told.near) or counted.search(told.near))
        if (others and not _ALL_OTHERS.search(told.passage)) or (far and not _FURTHER.search(told.sentence)):
            yield f"nothing on the {ordinal} {noun}"


def _years(question: str, told: Told) -> Iterator[str]:
    """Yield the year of a question where the sentence tells of another one alone, or does not hold in it."""
    asked, named = set(_YEAR.findall(question)), set(_YEAR.findall(told.sentence))
    if not asked or not named or any(year in f"{told.above}\n{told.passage}" for year in asked):
        return
    begins, ends = _HOLDS_FROM.findall(told.sentence), _HOLDS_UNTIL.findall(told.sentence)
    too_early, too_late = begins and max(asked) < min(begins), ends and min(asked) > max(ends)
    if too_early or too_late or not _LASTS.search(told.sentence):
        yield f"the best sentence is on {min(named)} and not on {min(asked)}"


def _turned(question: str, sentence: str) -> Iterator[str]:
    """Yield "from A to B" where the sentence tells of another way alone."""
    for start, end in _FROM_TO.findall(question):
        ways = re.findall(r"\bfrom\s+(\w{4,})\b[^.;]{0,20}?\bto\s+(\w{4,})", sentence)
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
