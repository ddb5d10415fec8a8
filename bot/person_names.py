"""What looks like a person's name: the frequent ones of a list, and pairs of words that nobody knows.

Looked for in what was typed, before anything is searched: a question that names a patient must not be. Which word of a
question that was understood names a thing is asked of `Concept.names_thing` and `bot.refusing.near_by.is_name`.
"""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from index.analyzer import stop_words
from index.questions.general_english import is_english
from index.questions.names_of_persons import is_imaged, is_listed_name, is_named_after_persons, is_nothing_but_name

Held = Callable[[str], bool]  # whether the collection holds a word

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_MIXED = re.compile(r"(?:[^\W\d_I]['’])?[^\W\d_]+[^\W\d_A-Z](?:['’-][^\W\d_]+)*")  # no short form, and not "I've"
_INITIALS = re.compile(r"(?:[A-Z](?:\.\s*|\s+))+(?=[^\W\d_])")
_NEXT = re.compile(r",?\s+(?:[A-Z]\.?\s+)?(?=[^\W\d_])")  # between two words of a name, an initial at most
_TITLED, _LONG = 0.6, 4  # share of capitalised words where a capital says nothing, and letters that a title capitalises
_PATIENT = re.compile(
    r"\b(?:patients?|pts?)\b\.?(?:['’]s)?(?:\s+(?:is|was|named|called|name(?:\s+is)?))?\s*[:,(-]?\s*", re.IGNORECASE
)
_TITLE = re.compile(r"\b(?:(M(?:rs?|s|iss))|mr|mrs|MRS?|MS)\b\.?\s+")
_FIELD = re.compile(
    r"(?:^|\b(?:patient|pt|full|first|last|his|her|their|the|and)\s+|['’]s\s+|[,;.:(]\s*)name(?:\s+is\b|\s*[:=])\s*",
    re.I,
)


def names_person(question: str, held: Held) -> bool:
    """Return whether a question names a person where it says so: "patient John Smith", "Mr Okonkwo", "name: …".

    `held` tells whether the collection holds a word: such a one is no name unless it is listed.
    """
    known = _Known(question, held)
    return any(
        check(_following(question, match.end()), match)
        for pattern, check in (
            (_PATIENT, known.behind_patient),
            (_TITLE, known.behind_title),
            (_FIELD, known.behind_field),
        )
        for match in pattern.finditer(question)
    )


def neighbouring(text: str, among: Sequence[str]) -> frozenset[str]:
    """Return those of the given words that stand in a text capitalised, one right behind another of them."""
    wanted = frozenset(word for word in among if _is_capitalised(word))
    words = [word for word in _WORD.finditer(text) if len(word.group()) > 1]  # a single letter is an initial
    found: set[str] = set()
    for one, other in pairwise(words):
        between = _NEXT.match(text, one.end())
        if between and between.end() == other.start() and {one.group(), other.group()} <= wanted:
            found |= {one.group(), other.group()}
    return frozenset(found)


def _following(question: str, start: int) -> tuple[str, ...]:
    """Return the two words from a place on, initials apart, or as many as there are before other signs."""
    initials = _INITIALS.match(question, start)
    first = _WORD.match(question, initials.end() if initials else start)
    between = first and _NEXT.match(question, first.end())
    second = between and _WORD.match(question, between.end())
    return tuple(re.sub(r"['’]s$", "", word.group()) for word in (first, second) if word)


class _Known:
    """What is known of the words of a question."""

    def __init__(self, question: str, held: Held) -> None:
        self._held = held
        words = [word for word in _WORD.findall(question) if len(word) >= _LONG]
        self._titled = sum(map(_is_capitalised, words)) >= _TITLED * len(words) and len(words) > _LONG

    def behind_patient(self, words: tuple[str, ...], _: re.Match[str]) -> bool:
        """Return whether a name follows: one that is nothing else, or two words that are one together."""
        if len(words) == 2 and is_named_after_persons(words[1]):
            return False
        if len(words) == 2 and self._is_pair(*words):
            return True
        return bool(words) and not self._titled and _is_capitalised(words[0]) and is_nothing_but_name(words[0])

    def behind_title(self, words: tuple[str, ...], title: re.Match[str]) -> bool:
        """Return whether a name follows: nearly any word with a capital behind "Mr", a listed one behind "MR"."""
        if not words or is_imaged(words[0]):
            return False
        if not title.group(1):
            return is_nothing_but_name(words[0])
        return _is_capitalised(words[0]) and not self._is_known(words[0])

    def behind_field(self, words: tuple[str, ...], _: re.Match[str]) -> bool:
        """Return whether a name follows: listed, or one that nobody knows."""
        return bool(words) and (
            is_nothing_but_name(words[0])
            or (_is_capitalised(words[0]) and self._is_stranger(words[0]))
            or (len(words) == 2 and self._is_pair(*words))
        )

    def _is_pair(self, one: str, other: str) -> bool:
        """Return whether two words are the name of a person."""
        listed = is_listed_name(one), is_listed_name(other)
        if is_nothing_but_name(one) and listed[1] and (_is_capitalised(other) or is_nothing_but_name(other)):
            return True
        if not (_is_capitalised(one) and _is_capitalised(other)) or {one.lower(), other.lower()} & stop_words():
            return False
        if all(listed):
            return not self._titled
        if listed[0]:
            return is_nothing_but_name(one) or self._is_stranger(other)
        if listed[1]:
            return not self._held(one) and not self._titled and not (is_english(one) and not is_nothing_but_name(other))
        return self._is_stranger(one) and self._is_stranger(other)

    def _is_known(self, word: str) -> bool:
        """Return whether a word is no name, behind a title that asks for one."""
        return not is_listed_name(word) and (self._held(word) or (self._titled and is_english(word)))

    def _is_stranger(self, word: str) -> bool:
        return not (is_english(word) or self._held(word))


def _is_capitalised(word: str) -> bool:
    return word[0].isupper() and _MIXED.fullmatch(word) is not None
