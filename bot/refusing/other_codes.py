"""Whether a sentence is on the codes of the question: what is told of another code is no answer on this one."""

from collections.abc import Iterator, Sequence

from bot.choosing.evidence import Candidate
from bot.choosing.weighing import PASSAGE
from bot.refusing.near_by import NearBy
from index.questions.answer_patterns import CODE_ANSWERS
from index.questions.codes import codes_in, dotless
from index.questions.concepts import Concept, Understanding


def far_codes(understood: Understanding, near: NearBy) -> Iterator[str]:
    """Yield the codes of the question that nothing near the best sentence names."""
    for code in understood.codes:
        if not (near.holds(code) or near.pairs(code) or near.is_topic(code)):
            yield f"{code.typed} is not where the answer would be"


def on_other_codes(understood: Understanding, best: Candidate) -> Iterator[str]:
    """Yield a code that the best sentence is on, where none of the question's is named there or above it."""
    asked = [i for i, concept in enumerate(understood.concepts) if concept.is_code]
    if not asked or any(intent.answer in CODE_ANSWERS for intent in understood.intents):
        return
    lent, near = best.lent, best.nearby
    if not any(best.own[i] or lent[i] or near[i] > PASSAGE for i in asked):
        yield from (f"the best sentence is on {code}" for code in codes_in(best.sentence.told)[:1])


def paired_otherwise(codes: Sequence[Concept], best: Candidate) -> Iterator[str]:
    """Yield a code of several that the best sentence lacks, where it names a code that was not asked about."""
    named = frozenset(map(dotless, codes_in(best.sentence.text)))
    asked = frozenset(dotless(code.term) for code in codes)
    if len(asked) > 1 and asked & named and asked - named and named - asked:
        yield f"the best sentence pairs it with {min(named - asked)}"
