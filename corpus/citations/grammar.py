"""Whether the words before a number need it: "in week 12" does, "lasting 3–6 months 1" does not.

The rules know little English on purpose. A noun phrase is looked at from its end: the word right before the number, and
what opens the phrase (an article, a number, a preposition, nothing).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.words import word_kinds, word_list

_STRIP = "\"'“”‘’«»()[]{}*_,;:.!?"
_NUMBER = re.compile(r"[~<>≤≥±+$€£-]?\d[\d.,:/]*(?:[-–—−]\d[\d.,]*)?")
_PHRASE = 5  # words of a noun phrase before its last noun that are looked at
_SHARES = frozenset(
    {"half", "most", "majority", "all", "percent", "many", "some", "third", "quarter", "number", "none"}
)
COMPLETE, NEEDS_NUMBER, UNDECIDED = "complete", "needs number", "undecided"


@dataclass(frozen=True, slots=True)
class Before:
    """The words in front of a candidate, nearest last."""

    words: Sequence[str]  # as printed
    count: int  # numbers in the candidate

    def __getitem__(self, i: int) -> str:
        """Return the i-th word from the end (from 1) in lower case without quotes and stops; "" where there is none."""
        return plain(self.words[-i]) if i <= len(self.words) else ""


def plain(word: str) -> str:
    """Return a word in lower case, freed of quotes, brackets and stops."""
    return word.strip(_STRIP).lower()


def reading(before: Before) -> str:
    """Return whether the words are complete without the number, need it, or leave it open."""
    last = before.words[-1]
    word = before[1]
    if last[-1] in ",;:/=<>≤≥±×+~≈-–—$€£#&" or not word:
        return NEEDS_NUMBER
    if last.rstrip("\"'”’")[-1:] in {")", "]"}:
        return _after_bracket(before)
    if is_number(word):
        return _after_number(before)
    if last[-1] in "\"”’'»%":
        return COMPLETE
    return _after_word(before)


def is_number(word: str) -> bool:
    """Return whether a word is a number, a range or an amount in digits."""
    return bool(_NUMBER.fullmatch(word))


def _after_number(before: Before) -> str:
    """A number right before: if the words before *it* need it, the candidate is free to be a citation."""
    digits = before[1]
    if len(digits) >= 4 and digits.isdigit():
        return COMPLETE  # a year or a code
    if before.words[-1][-1] in ").":
        return NEEDS_NUMBER
    if len(before.words) < 2:
        return NEEDS_NUMBER
    inner = reading(Before(before.words[:-1], 1))
    return COMPLETE if inner == NEEDS_NUMBER else UNDECIDED


def _after_bracket(before: Before) -> str:
    """A closing parenthesis: what it explains decides, as in "body mass index (BMI) 31"."""
    inside = plain(before.words[-1])
    if is_number(inside):
        return COMPLETE
    opened = next((i for i, w in enumerate(reversed(before.words)) if w.startswith(("(", "["))), None)
    outside = plain(before.words[-opened - 2]) if opened is not None and opened + 2 <= len(before.words) else ""
    kinds = {_kind(inside), _kind(outside)} - {""}
    return UNDECIDED if kinds and opened == 0 else COMPLETE


def _after_word(before: Before) -> str:
    word = before[1]
    if word in word_list("months") or re.fullmatch(r"[a-zα-ω]", word):
        return _after_letter(before) if len(word) == 1 else NEEDS_NUMBER
    if _adverbial(before):
        return COMPLETE
    if word in word_list("function_words") or _value_verb(before):
        return NEEDS_NUMBER
    if word in word_list("undecided_words"):
        return _after_undecided(before)
    if _unit(word):
        return _after_unit(before)
    return _after_noun(before, _kind(word))


def _adverbial(before: Before) -> bool:
    """Return whether a fixed phrase closes an amount: "50 kg or more", "three on average", "12 in total"."""
    pair = (before[2], before[1])
    if before[2] == "or" and before[1] in {"more", "less", "fewer", "above", "below", "over", "under"}:
        return True
    closing = {("on", "average"), ("in", "total"), ("in", "all"), ("at", "least"), ("at", "most"), ("per", "cent")}
    return pair in closing and (is_number(before[3]) or _number_word(before[3]))


def _after_undecided(before: Before) -> str:
    """Words that end a clause in one setting ("did not 4", "the last one 2") and take a number in another ("not 4")."""
    word, earlier = before[1], before[2]
    settled = {
        "not": earlier in {"do", "does", "did", "has", "have", "had", "can", "could", "will", "would", "should", "may"},
        "all": earlier in {"at", "after", "above"},
        "one": earlier in word_kinds("determiners") or earlier.endswith(("er", "est", "al", "ous")),
        "it": True,
    }
    return COMPLETE if settled.get(word, False) else UNDECIDED


def _after_letter(before: Before) -> str:
    """A single letter: complete after what it classifies ("hepatitis B 3"), else a symbol ("n 24", "vitamin B 12")."""
    if _unit(before[1]) and is_number(before[2]):
        return COMPLETE
    if before[2] == "vitamin":
        return NEEDS_NUMBER if before[1] == "b" else UNDECIDED
    return UNDECIDED if _kind(before[2]) in {"rank", "set"} or before[2] in {"hepatitis", "influenza"} else NEEDS_NUMBER


def _value_verb(before: Before) -> bool:
    kind = word_kinds("value_verbs").get(before[1])
    passive = before[2] in {"was", "were", "is", "are", "be", "been", "being", "not", "rarely", "never", "also"}
    return kind == "always" or (kind == "active" and not passive)


def _unit(word: str) -> bool:
    units = word_list("units")
    return word in units or (word.endswith("s") and word[:-1] in units) or _singular(word) in units or "/" in word


def _singular(word: str) -> str:
    for plural, singular in (("indices", "index"), ("vertebrae", "vertebra"), ("teeth", "tooth"), ("feet", "foot")):
        if word == plural:
            return singular
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith(("sses", "xes", "uses")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _kind(word: str) -> str:
    kinds = word_kinds("head_nouns")
    return kinds.get(word) or kinds.get(_singular(word), "")


def _after_unit(before: Before) -> str:
    """A unit is complete when its phrase holds a number or an opener: "for two years", "a full day", "per week"."""
    for i in range(2, 2 + _PHRASE):
        word = before[i]
        if is_number(word) or _number_word(word):
            return COMPLETE
        if word in word_kinds("determiners"):
            return COMPLETE
        if not word or word in word_list("function_words"):
            break
    plural = before[1].endswith("s") and len(before[1]) > 3
    preposition_next = before[2] in word_list("function_words")
    return UNDECIDED if plural and before.count == 1 and not preposition_next else NEEDS_NUMBER


def _number_word(word: str) -> bool:
    return any(part in word_list("number_words") for part in word.split("-"))


def _after_noun(before: Before, kind: str) -> str:
    plural = before[1] not in word_kinds("head_nouns")
    if not kind or (plural and before.count == 1):
        return COMPLETE
    opener, distance = _opener(before)
    if not opener:
        return _without_opener(before, kind, plural)
    if opener == "quantity" or kind in {"set", "measure"}:
        return COMPLETE
    return COMPLETE if distance > 1 and (kind == "rank" or opener == "indefinite") else NEEDS_NUMBER


def _without_opener(before: Before, kind: str, plural: bool) -> str:
    """A noun without an article: only of a measure can we not tell ("raised blood pressure 3")."""
    after_preposition = before[2] in word_list("function_words") or not before[2]
    return UNDECIDED if kind == "measure" and (plural or not after_preposition) else NEEDS_NUMBER


def _opener(before: Before) -> tuple[str, int]:
    """Return the kind of the word that opens the noun phrase, "" if none, and its distance from the noun in words."""
    for i in range(2, 2 + _PHRASE):
        word = before[i]
        kind = word_kinds("determiners").get(word) or ("quantity" if _counts(before.words, i) else "")
        if kind:
            return kind, i - 1
        if not word or _ends_phrase(before, i):
            break
    return "", 0


def _counts(words: Sequence[str], i: int) -> bool:
    """Return whether the i-th word from the end counts what follows: "two", "of" in "12% of"."""
    word = plain(words[-i]) if i <= len(words) else ""
    if word != "of":
        return _number_word(word) or is_number(word)
    share = words[-i - 1] if i < len(words) else ""
    return is_number(plain(share).rstrip("%")) or plain(share) in _SHARES or _number_word(plain(share))


def _ends_phrase(before: Before, i: int) -> bool:
    """Return whether the i-th word from the end is no part of the noun phrase: a preposition, or a verb in the past."""
    word = before[i]
    if word in {"and", "or"}:
        return False
    verb = word.endswith("ed") and before[i + 1] not in word_kinds("determiners")
    return verb or word in word_list("function_words")
