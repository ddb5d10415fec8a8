"""The noun phrase right before a number: the word that opens it, and what the words before its noun say of that."""

from corpus.citations.words_before import Before, counts, is_number, singular
from corpus.words import word_kinds, word_list

# how many words before the noun are looked at
_PHRASE = 5  # for the word that opens its phrase
_GRADED = 3  # for one that says how much there is of a measure
_RELATED = 4  # for one that says what the noun has to do with something

_BOUNDS = frozenset(  # the number that completes them follows the noun: "after age 40"
    ["after", "around", "at", "before", "from", "over", "past", "than", "to", "under", "until"]
)
_FITTING = frozenset(["appropriate", "correct", "ideal", "improper", "optimal", "proper", "right", "wrong"])
_VERBS = frozenset(  # between a subject and a noun of its own: "the gene causes neurofibromatosis type 1"
    ["carries", "cause", "causes", "gets", "mean", "means", "need", "needs", "replaces", "uses"]
)
_OF_MANY = frozenset(["multiple", "several", "many", "few", "various", "both"])
_PARTS = frozenset(
    [
        "half",
        "most",
        "majority",
        "all",
        "percent",
        "many",
        "some",
        "third",
        "quarter",
        "number",
        "none",
        "proportion",
        "share",
    ]
)


def opener(before: Before) -> tuple[str, int]:
    """Return the kind of the word that opens the noun phrase, "" if none, and its distance from the noun in words."""
    joined = False  # beyond "and" or "or" a number belongs to another noun
    for i in range(2, 2 + _PHRASE):
        word = before[i]
        if not word or before.words[-i][-1] in ",;:":
            break
        if word in _OF_MANY and singular(before[1]) == before[1]:
            continue  # "multiple procedure indicator" counts procedures
        kind = word_kinds("determiners").get(word) or ("quantity" if not joined and _amounts(before, i) else "")
        if kind:
            return kind, i - 1
        if _ends_phrase(before, i):
            break
        joined = joined or word in {"and", "or"}
    return "", 0


def _amounts(before: Before, i: int) -> bool:
    """Return whether the i-th word from the end says how many: "two", "12", or "of" in "half of" and "12% of"."""
    if before[i] != "of":
        return counts(before[i])
    share = before[i + 1].rstrip("%")
    return counts(share) or share in _PARTS


def _ends_phrase(before: Before, i: int) -> bool:
    """Return whether the i-th word from the end is no part of the noun phrase: a preposition or a verb."""
    word = before[i]
    if word in {"and", "or"}:
        return False
    verb = word.endswith("ed") and before[i + 1] not in word_kinds("determiners")
    verb = verb or (word.endswith("s") and word in word_kinds("value_verbs"))  # "the chart meets criterion 3"
    verb = verb or word in _VERBS
    return verb or word in word_list("function_words")


def is_modified(before: Before) -> bool:
    """Return whether the noun has a word of its own before it, as in "control group", but not "meets criterion"."""
    word = before[2]
    apart = not word or before.words[-2][-1] in ",;:" or is_number(word)
    return not apart and word not in word_list("function_words") and word not in word_kinds("value_verbs")


def is_graded(before: Before, kind: str) -> bool:
    """Return whether a word before the noun tells how much: "lowers heart rate", but not "increases after age"."""
    for i in range(2, 2 + (_GRADED if kind == "measure" else 1)):
        if before[i] in word_list("graded_words"):
            return True
        if before[i] in _BOUNDS:
            return False
    return False


def is_general(before: Before) -> bool:
    """Return whether the noun is meant in general, so that no number need follow: "patient and provider"."""
    if before[2] == "of":
        return before[3] in {"choice", "irrespective", "kind", "regardless", "type"}
    return before[2] == "and" and len(before[3]) > 1 and before[3].isalpha()


def is_compared(before: Before) -> bool:
    """Return whether the words before a measure say how large it is, or that something has to do with it."""
    sized = before[3] in word_list("graded_words") or before[3] in _FITTING
    return sized or bool(relation(before, "varying_words")) or relates(before)


def relates(before: Before) -> bool:
    """Return whether the words before the noun say that something has to do with it: "is related to needle size"."""
    return bool(relation(before, "relating_words"))


def relation(before: Before, words: str) -> str:
    """Return the preposition between one of the words and the noun, as "by" in "differs by plan type"; "" without."""
    for i in range(2, 2 + _RELATED):
        if before[i] in word_kinds(words).get(before[i + 1], "").split():
            return before[i]
        if before[i] in word_list("function_words") and before[i] not in word_kinds("determiners"):
            return ""
    return ""
