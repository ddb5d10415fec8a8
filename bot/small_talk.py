"""Talk that is no question: greetings, thanks, calls for help."""

import re
from functools import lru_cache

from bot.examples import example_questions
from bot.model import Answer, Status
from index.engine import DocumentStore, Filter
from index.wordlists import columns

# thanks, with at most praise behind them: no question
_THANKS = re.compile(
    r"(?:ok |okay |great |perfect |many )?(?:thanks?|thank you|thx)(?: (?:you|so|very|a|much|lot|all|again|for|your|"
    r"the|help|helped|that|this|it|was|is|really|super|great|perfect|helpful|useful|quick|answer|what i needed"
    r"|are|you're|youre|ur|best|awesome|amazing|guys|bot))*$"
)
_GREETING = re.compile(
    r"(?:hi|hiya|hello|hey|howdy|yo|greetings|(?:good |happy )?(?:morning|afternoon|evening|day|monday|friday|weekend))"
    r"(?: (?:there|team|all|every(?:one|body)|folks|guys|bot|citebot|again|to|you|dear|hope|is|are|well|doing|good"
    r"|how|how's|hows|it|it's|going|things|today))*$"
)
_REPLIES = {
    "greeting": "Hello. Ask me about the documents that I hold, and I quote the passages that answer.",
    "thanks": "You are welcome.",
    "help": (
        "Ask in your own words, or type a code. I quote the best passages word for word, with the citation numbers "
        "that the source prints, and say so when the sources do not hold the answer."
    ),
}


def small_talk(question: str, store: DocumentStore, searched_in: Filter | None = None) -> Answer | None:
    """Return the reply to a greeting, thanks, an empty message or a call for help; None for a question."""
    kind = _kind(" ".join(re.sub(r"[^\w\s']", " ", question).lower().split()))
    if kind is None:
        return None
    suggestions = () if kind == "thanks" else example_questions(store, searched_in=searched_in)
    return Answer(question, Status.CHAT, message=_REPLIES[kind], suggestions=suggestions)


def _kind(phrase: str) -> str | None:
    """Return what kind of talk a phrase is: greeting, thanks or help; an empty one calls for help."""
    if not phrase:
        return "help"
    if _THANKS.match(phrase):
        return "thanks"
    if _GREETING.match(phrase):
        return "greeting"
    return next((kind for kind, phrases in _phrases().items() if phrase in phrases), None)


@lru_cache(maxsize=1)
def _phrases() -> dict[str, frozenset[str]]:
    """Return the phrases of small talk by kind, in lower case without punctuation."""
    kinds: dict[str, set[str]] = {}
    for kind, phrase in columns("small_talk.txt"):
        kinds.setdefault(kind, set()).add(phrase)
    return {kind: frozenset(phrases) for kind, phrases in kinds.items()}
