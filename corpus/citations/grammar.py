"""Whether the words before a number need it: "in week 12" does, "lasting 3–6 months 1" does not.

The rules know little English on purpose. A noun phrase is looked at from its end: the word right before the number, and
what opens the phrase: an article, a number, a preposition, or nothing.
"""

import re
from enum import Enum

from corpus.citations.noun_phrase import is_compared, is_general, is_graded, is_modified, opener, relates, relation
from corpus.citations.words_before import Before, counts, is_joined, is_number, is_unit, kind_of, singular
from corpus.words import word_kinds, word_list

_CITABLE = re.compile(r"\d{1,3}")
_DANGLING = ",;:/=<>≤≥±×+~≈-–—$€£#&"
_LABEL = 3  # words of a label such as "Length of stay"
_LABELLED = frozenset({"name", "rank", "set", "count", "measure", "compound", "label"})
_AUXILIARIES = frozenset(
    ["do", "does", "did", "has", "have", "had", "can", "could", "will", "would", "should", "may", "might", "must"]
)
_BE = frozenset(["is", "are", "was", "were", "be", "been", "being", "not", "also", "never", "rarely"])
_RATES = frozenset(
    ["rate", "rates", "rated", "score", "scores", "scored", "grade", "grades", "graded", "rank", "ranked", "staged"]
)
_CHOSEN = frozenset(  # "the last 3"
    ["first", "last", "next", "top", "previous", "past", "following", "remaining", "other"]
)
_RATED = 3  # words at most of what is rated, its article included


class Need(Enum):
    """What the words before a number make of it."""

    COMPLETE = "complete without it"
    NUMBER = "need it"
    OPEN = "could do with or without it"


def need(before: Before) -> Need:
    """Return whether the words are complete without the number, need it, or leave it open."""
    last = before.words[-1]
    if last[-1] in _DANGLING or not before[1]:
        return Need.NUMBER
    if last.rstrip("\"'”’.")[-1:] in {")", "]"}:
        return _after_bracket(before)
    if is_number(before[1]):
        return _after_number(before)
    if last[-1] in "\"”’'»%":
        return Need.COMPLETE
    return _after_word(before)


def _kind(before: Before) -> str:
    """Return the kind of the last noun; of two words where they are a noun of their own, such as "suture size"."""
    kinds = word_kinds("head_nouns")
    pair = kinds.get(f"{before[2]} {before[1]}") or kinds.get(f"{before[2]} {singular(before[1])}")
    if pair == "name" and kind_of(before[1]) == "measure" and is_compared(before):
        return ""  # "headache is related to needle size 3"
    return {"plain": ""}.get(pair, pair) if pair else kind_of(before[1])


def _after_number(before: Before) -> Need:
    """Two numbers in a row: the second is free where the first cannot cite or is needed by the words before *it*."""
    first = before.words[-1].strip("\"'“”‘’([{")
    if first[-1] in ".!?":
        return Need.NUMBER
    if not _CITABLE.fullmatch(first):
        return Need.COMPLETE  # a year, a code, a price, a decimal
    if len(before.words) < 2 or _CITABLE.fullmatch(before.words[-2]):
        return Need.NUMBER  # a row of numbers
    return Need.COMPLETE if need(Before(before.words[:-1])) is Need.NUMBER else Need.OPEN


def _after_bracket(before: Before) -> Need:
    """A closing parenthesis: what it explains decides, as in "body mass index (BMI) 31"."""
    opened = next((i for i, w in enumerate(reversed(before.words), start=1) if w.startswith(("(", "["))), 0)
    if opened != 1 or any(character.isdigit() for character in before[1]):
        return Need.COMPLETE
    kinds = {kind_of(before[1]), kind_of(Before(before.words[:-1])[1])}
    return Need.OPEN if kinds & {"name", "rank", "measure"} else Need.COMPLETE


def _after_word(before: Before) -> Need:
    word = before[1]
    if word in word_list("months"):
        return Need.COMPLETE if is_number(before[2]) else Need.NUMBER
    if len(word) == 1 and word.isalpha():
        return _after_letter(before)
    if _closes_amount(before) or _acronym(before):
        return Need.COMPLETE
    if word in _CHOSEN and before[2] == "the":
        return Need.NUMBER
    return _by_lists(before)


def _by_lists(before: Before) -> Need:
    word = before[1]
    if word in {"most", "least"} and before[2] and before[2] not in word_list("function_words"):
        return Need.COMPLETE  # "benefited most", but "at most 3"
    if word in word_list("function_words"):
        return Need.NUMBER
    if word in word_list("undecided_words"):
        return _after_pronoun(before)
    if verb := word_kinds("value_verbs").get(word):
        return _after_verb(before, verb)
    if _rated(before):
        return Need.NUMBER
    return _by_kind(before, _kind(before))


def _by_kind(before: Before, kind: str) -> Need:
    if kind in {"name", "rank"} and is_joined(before.words[-1]):
        return Need.NUMBER
    if not kind and _named(before):
        return Need.OPEN
    by = relation(before, "varying_words") if kind in {"rank", "set", "count", "measure"} else ""
    if by and (by != "with" or kind == "measure"):
        return Need.OPEN if before[2] == "with" else Need.COMPLETE  # "fatigue rose with dose 2"
    return _after_unit(before) if is_unit(before[1]) else _after_noun(before, kind)


def _acronym(before: Before) -> bool:
    """Return whether a word in capitals only looks like a small word: "recommended by the WHO 3"."""
    small = before[1] in word_list("function_words") or before[1] in word_list("undecided_words")
    beside = "".join(before.words[-2:-1])  # of a heading in capitals in "PAGE 1 OF 2"
    return small and before.words[-1].isupper() and any(map(str.islower, beside))


def _after_letter(before: Before) -> Need:
    """A single letter: complete after a number ("5 d 3"), a symbol elsewhere ("n 24", "vitamin B 12")."""
    if is_unit(before[1]) and is_number(before[2]):
        return Need.COMPLETE
    numbered = (before[2] == "vitamin" and before[1] in {"b", "d", "k"}) or (
        before[2] == "level" and before[1] in {"t", "l", "s"}  # a vertebra; evidence has levels A to E
    )
    return Need.COMPLETE if before[2] in word_list("lettered_nouns") and not numbered else Need.NUMBER


def _closes_amount(before: Before) -> bool:
    """Return whether a fixed phrase closes an amount: "50 kg or more", "three on average", "12 in total"."""
    if before[2] == "or" and before[1] in {"more", "less", "fewer", "above", "below", "over", "under", "so"}:
        return True
    if (before[2], before[1]) in {("the", "least"), ("the", "most"), ("those", "without"), ("those", "with")}:
        return True
    if (before[2], before[1]) in {("recent", "past"), ("distant", "past"), ("remote", "past")}:
        return True
    closing = {("on", "average"), ("in", "total"), ("in", "all"), ("at", "least"), ("at", "most"), ("per", "cent")}
    return (before[2], before[1]) in closing and counts(before[3])


def _after_verb(before: Before, kind: str) -> Need:
    if kind == "always":
        return Need.NUMBER
    passive = before[2] in _BE or before[3] in _BE or before[2] == "as"  # "was reached", "is often needed"
    if passive and before[2] != "to":  # "not to exceed 4"
        return Need.COMPLETE
    return Need.NUMBER if kind == "active" else Need.OPEN


def _after_pronoun(before: Before) -> Need:
    """Words that end a clause in one setting ("did not 4", "the last one 2") and take a number in another ("not 4")."""
    word, earlier = before[1], before[2]
    ends_clause = {
        "not": earlier in _AUXILIARIES,
        "all": earlier in {"at", "after", "above"},
        "one": earlier in word_kinds("determiners") or earlier.endswith(("er", "est", "al", "ous")),
        "it": True,
        **dict.fromkeys(("this", "that", "these", "those"), earlier not in word_list("function_words")),
        "up": earlier in {"follow", "followed", "following"},
    }
    return Need.COMPLETE if ends_clause.get(word, False) else Need.OPEN


def _after_unit(before: Before) -> Need:
    """A unit is complete when its phrase holds a number or an opener: "for two years", "a full day", "per week"."""
    if opener(before)[0]:
        return Need.COMPLETE
    plural = before[1].endswith("s") and len(before[1]) > 3
    return Need.OPEN if plural and before.count == 1 else Need.NUMBER


def _after_noun(before: Before, kind: str) -> Need:
    plural = before[1] not in word_kinds("head_nouns") and singular(before[1]) in word_kinds("head_nouns")
    if kind in {"", "compound", "label"}:
        return _after_compound(before)
    if plural and (before.count == 1 or kind == "count"):
        return Need.COMPLETE
    opened_by, distance = opener(before)
    if not opened_by:
        return _without_article(before, kind, plural)
    if opened_by == "quantity" or kind in {"set", "count", "measure"}:
        return Need.COMPLETE
    if distance == 1 or (kind != "rank" and opened_by != "indefinite"):
        return Need.NUMBER
    named = opened_by == "definite" and before.words[-2].isupper()  # "the early stage 3", but "the ASA class 3"
    named = named and not relates(before)  # "treatment is guided by the ASA class 3"
    return Need.NUMBER if named else Need.COMPLETE


def _rated(before: Before) -> bool:
    """Return whether the noun is what somebody rates: "rated their pain 7", but not "rated the evidence low 3"."""
    if before[1] in word_list("graded_words"):
        return False
    return any(
        before[i] in _RATES and word_kinds("determiners").get(before[i - 1]) in {"definite", "quantity"}
        for i in range(3, 3 + _RATED - 1)
    )


def _named(before: Before) -> bool:
    """Return whether the last word is a name that something is said to be: "was Gustilo 3", but also "was Botox 3"."""
    return before[2] in {"is", "are", "was", "were"} and before.words[-1][0].isupper()


def _after_compound(before: Before) -> Need:
    """A noun that takes no number itself may end one that does: "place of service 24", "type of bill 131"."""
    plural = singular(before[1]) != before[1]
    if before[2] == "of" and len(before.words) == _LABEL and kind_of(before[3]) in _LABELLED:
        return Need.NUMBER  # "Level of evidence 3", all of it
    if (
        plural
        or before[2] != "of"
        or kind_of(before[3]) not in {"name", "rank", "compound"}
        or opener(Before(before.words[:-2]))[0]
    ):
        return Need.COMPLETE
    return Need.OPEN if kind_of(before[3]) == "rank" else Need.NUMBER


def _without_article(before: Before, kind: str, plural: bool) -> Need:
    """A noun without an article names or is measured, unless the words before it leave that open."""
    if kind in {"name", "either"}:
        return Need.NUMBER if kind == "name" else Need.OPEN
    graded = is_graded(before, kind)
    if kind == "measure":
        amount = before[2] == "of" and is_unit(before[3])  # "70 years of age 1"
        unclear = plural or before[2] in {"and", "or", "of"} or is_modified(before)
        return Need.COMPLETE if graded or amount else Need.OPEN if unclear else Need.NUMBER
    modified = is_modified(before) and (plural or kind != "rank")
    return Need.OPEN if graded or modified or (kind == "count" and is_general(before)) else Need.NUMBER
