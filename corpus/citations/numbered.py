"""What a document itself calls by a number: "exam room 3 phone", or the heading "Dystonia 3".

No citation stands before a noun, or in a heading, so where such a name ends a sentence its number is part of it.
"""

import re
from collections.abc import Iterable, Iterator

from corpus.citations.marks import Form, Mark
from corpus.citations.words_before import is_unit
from corpus.words import word_kinds, word_list

_NAMED = re.compile(r"(?<![\w-])([^\W\d_][\w-]{0,40}) ([1-9]\d{0,2}) (?=([a-z]{3,40})\b)")
_HEADED = re.compile(r"(?<![\w-])([^\W\d_][\w-]{0,40}) ([1-9]\d{0,2})(?![\w.,-])")
_LAST_WORD = re.compile(r"([\w-]+)\s$")
_REACH = 50  # characters before a number that are looked at


def numbered_names(text: str, headings: Iterable[tuple[int, int]]) -> frozenset[tuple[str, int]]:
    """Return each word that a text numbers, in lower case, with its number."""
    named = (match for match in _NAMED.finditer(text) if _noun(match[3]))
    headed = (match for start, end in headings for match in _HEADED.finditer(text, start, end))
    return frozenset(_names([*named, *headed]))


def _names(matches: Iterable[re.Match[str]]) -> Iterator[tuple[str, int]]:
    for match in matches:
        yield match[1].lower(), int(match[2])


def _noun(word: str) -> bool:
    """Return whether a word behind a number may be what the name is put before: no unit, no verb and no small word.

    Behind a citation within a sentence a verb goes on: "a large trial 3 found less pain".
    """
    lists = ("function_words", "undecided_words", "sentence_starters", "clause_words")
    small = any(word in word_list(name) for name in lists) or word.endswith(("ed", "ing", "ly"))
    return not small and not is_unit(word) and not any(word in word_kinds(n) for n in ("number_words", "value_verbs"))


def names(text: str, mark: Mark, numbered: frozenset[tuple[str, int]]) -> bool:
    """Return whether a bare number goes with the word before it elsewhere in the document."""
    if mark.form is not Form.BARE or len(mark.numbers) != 1:
        return False
    word = _LAST_WORD.search(text, max(mark.start - _REACH, 0), mark.start)
    return word is not None and (word[1].lower(), mark.numbers[0]) in numbered
