"""Follow-ups that lean on the question before, and questions that lean on nothing and lack their subject."""

import re
from collections.abc import Mapping, Sequence, Set
from itertools import islice

from bot.examples import example_questions
from bot.model import Answer, Status
from index.analyzer import Analyzer
from index.engine import DocumentStore, Filter
from index.questions.codes import typed_codes
from index.questions.concepts import INHERITED_BEHIND
from index.questions.general_english import question_words
from index.questions.intents import intents_of, words_asking_for
from index.questions.units import counted_by

_NEXT_TO_NOTHING = 2  # content words of a question that cannot stand alone in a thread
_POINTER = (
    r"\b(?:it|its|they|them|their|those|these|the same|afterwards?|beforehand|after that|before that|in that case)\b"
    r"|\b(?:that|this|(?:her|his|the|my) (?:last|first|next|other)) one\b|\bon top(?=\W*$)"
)
_POINTS_BACK = re.compile(_POINTER, re.IGNORECASE)
_GOES_ON = re.compile(
    r"(?:(?:ok|okay|alright|sure|great|thanks)\W+)?"
    r"(?:and|but|so|or|what about|how about|what if|also|same|is it|is that|is this|are they|does it|do they|can it)\b",
    re.IGNORECASE,
)
_EMPTY = re.compile(  # stands for nothing: "is it ok to rebill?"
    r"\bit(?:'s| is| was)?(?: (?:ok|okay|possible|necessary|allowed|fine|safe|legal|required|better|too late))?"
    r" (?:to|that|if)\b"
    r"|\bit (?:takes?|matters?|makes? sense)\b.{0,12}\b(?:to|if|that)\b",
    re.IGNORECASE,
)
_SUBJECT = 3  # words before a pronoun that are what it stands for: "patient on Eliquis with AF, when is it stopped"
_ADDED = re.compile(r"\b(?:with|beside|for|to|of|in)\s+(?:it|them|those|these)\W*$", re.IGNORECASE)  # "76942 with it?"
_SUBJECT_OF_MORE = 5  # the same where the question ends so: what is added is named first
_TOGETHER = re.compile(rf"\b(?:with|plus|together|along|same|both)\b|{_POINTER}", re.IGNORECASE)
_CONDITION = re.compile(r"\W*(?:and |but |so )?(?:what )?if\b", re.IGNORECASE)  # asks what follows, not the same again

_NO_SUBJECT = "The question does not say what it is about. Please ask it with its subject."

# stop words of the search, though who does what, and from where to where, hangs on them
DIRECTIONS = re.compile(r"\b(?:from|by)\b", re.IGNORECASE)


def with_thread(question: str, thread: Sequence[str], analyzer: Analyzer) -> tuple[str, tuple[str, ...]]:
    """Return what to search for a follow-up, and the words that it inherits from the questions before.

    A follow-up leans on its thread when it points back ("and its safety?") or names next to nothing; any other question
    begins a new topic. What the former question asked for, such as a code, is inherited by next to nothing alone, and
    not where that asks for something itself. Inherited words stand on a line of their own, so that they complete no
    phrase of the follow-up: "when … reduce it" does not ask "when … start".
    """
    first, *follow_ups = _leaning(question, thread, analyzer)
    searched, inherited = first, tuple[str, ...]()
    for follow_up in follow_ups:
        searched, inherited = _with_former(follow_up, searched, analyzer)
    return searched, inherited


def _leaning(question: str, thread: Sequence[str], analyzer: Analyzer) -> list[str]:
    """Return the question behind those that it leans on, one on the other, the one that began their topic first."""
    chain = [" ".join(question.split())]
    for former in reversed(thread):
        if not (_refers_back(chain[-1], analyzer) or _names_next_to_nothing(chain[-1], analyzer)):
            break
        chain.append(" ".join(former.split()))
    return chain[::-1]


def _refers_back(question: str, analyzer: Analyzer) -> bool:
    """Return whether a question goes on with another, or has a pronoun for something that it does not name itself."""
    if _GOES_ON.match(question):
        return True
    pointer = _POINTS_BACK.search(question)
    if pointer is None:
        return False
    before = question[: pointer.start()]
    names = [word for word in before.lower().split() if word not in question_words() and analyzer.terms(word)]
    if _ADDED.search(question):
        return len(names) < _SUBJECT_OF_MORE
    return len(names) < _SUBJECT and not typed_codes(before)


def _names_next_to_nothing(question: str, analyzer: Analyzer) -> bool:
    """Return whether a question cannot stand alone in a thread; a code is a subject by itself, however short."""
    return len(analyzer.terms(question)) <= _NEXT_TO_NOTHING and not typed_codes(question)


def _with_former(question: str, former: str, analyzer: Analyzer) -> tuple[str, tuple[str, ...]]:
    """Return what to search for a question that leans on a former one, as searched, and the words it inherits."""
    own = analyzer.terms(question)
    asks_itself = len(own) > _NEXT_TO_NOTHING or not asks_the_same(question)
    dropped = question_words() | (words_asking_for(intents_of(former), former) if asks_itself else frozenset())
    tokens = ((former[t.start : t.end], t.term) for t in analyzer.tokens(former) if t.term not in own)
    inherited = {word: None for word, _ in tokens if word.lower() not in dropped}
    if asks_the_same(question) and not _TOGETHER.search(question):
        replaced = _replaced(question, former)
        inherited = {word: None for word in inherited if word not in replaced}
    return f"{question}{INHERITED_BEHIND}{' '.join(inherited)}".rstrip(), tuple(inherited)


def _replaced(question: str, former: str) -> Set[str]:
    """Return the words of a former question for which a follow-up has others: its only code, its only amount of a unit.

    Behind "the fee for 99213" "and 99214?" asks for the fee alone, and "and 9 years?" for nothing about 5 years.
    """
    replaced = set[str]()
    for things in (_codes, _amounts):
        told = things(former)
        same = [kind for kind in things(question) if len(told.get(kind, ())) == 1]
        replaced.update(word for kind in same for words in told[kind] for word in words)
    return replaced


def _codes(question: str) -> Mapping[str, Sequence[Sequence[str]]]:
    codes = [tuple(re.findall(r"[\w.]*\w", code)) for code in typed_codes(question)]
    return {"code": codes} if codes else {}


def _amounts(question: str) -> Mapping[str, Sequence[Sequence[str]]]:
    """Return the amounts of a question as they are typed, number and unit, by what they count."""
    found: dict[str, list[Sequence[str]]] = {}
    for amount in re.finditer(r"\b(\d+(?:\.\d+)?)[ -]?([^\W\d_]+)\b", question):
        if unit := counted_by(amount[2]):
            found.setdefault(unit, []).append(amount.groups())
    return found


def asks_the_same(follow_up: str) -> bool:
    """Return whether a follow-up asks for nothing itself, and so for what was asked before: "and lidocaine?"."""
    return not (intents_of(follow_up) or _CONDITION.match(follow_up))


def leans(question: str, analyzer: Analyzer) -> bool:
    """Return whether a question points to one before it and names next to nothing itself: "is it covered?"."""
    return _refers_back(question, analyzer) and len(analyzer.terms(question)) <= _NEXT_TO_NOTHING


def lacks_subject(question: str, analyzer: Analyzer) -> bool:
    """Return whether a question leans, and has a pronoun for its subject; "and 64999?" reads without any other."""
    points = _POINTS_BACK.search(question) and not _EMPTY.search(question)
    return bool(points) and leans(question, analyzer)


def without_subject(
    question: str, store: DocumentStore, analyzer: Analyzer, searched_in: Filter | None = None
) -> Answer | None:
    """Return the reply to a question that lacks its subject, where several documents are searched; None for others.

    One document is about its own subject, which "is it safe?" can only mean.
    """
    if not lacks_subject(question, analyzer):
        return None
    collections = searched_in.collections if searched_in else frozenset[str]()
    searched = (record for record in store.documents() if not collections or record.collection in collections)
    if next(islice(searched, 1, None), None) is None:
        return None
    examples = example_questions(store, searched_in=searched_in)
    return Answer(question, Status.NOT_FOUND, message=_NO_SUBJECT, suggestions=examples, examples=True)


def whole_question(question: str, thread: Sequence[str], analyzer: Analyzer) -> str:
    """Return a question as it reads without its thread: a follow-up with the words that it inherits in brackets."""
    first, *follow_ups = _leaning(question, thread, analyzer)
    searched = whole = first
    for follow_up in follow_ups:
        searched, inherited = _with_former(follow_up, searched, analyzer)
        whole = f"{follow_up} ({_listed(inherited, whole, analyzer)})" if inherited else searched
    return whole


def _listed(inherited: Sequence[str], before: str, analyzer: Analyzer) -> str:
    """Return inherited words in the order of the question before, with its words for directions."""
    words = {token.start: before[token.start : token.end] for token in analyzer.tokens(before)}
    kept = {start: word for start, word in words.items() if word in inherited}
    kept |= {match.start(): match.group() for match in DIRECTIONS.finditer(before)}
    return " ".join(dict.fromkeys(word for _, word in sorted(kept.items())))
