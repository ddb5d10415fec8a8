"""Whose rule a sentence tells: what Northfield PPO allows is no answer on Medicaid."""

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.refusing.near_by import NearBy
from index.wordlists import words

_NAMES_SOMEBODY = re.compile(
    r"^\W*[A-Z]\w+ (?:[A-Z]\w+ )*[A-Z]\w*:|(?<=[a-z] )[A-Z][a-z]{3,}\b"
)  # "Alder PPO:", "at Alder"


def other_payer(near: NearBy) -> Iterator[str]:
    """Yield the payers of the question whom nothing near the best sentence names, where that names somebody else."""
    if not _NAMES_SOMEBODY.search(near.best.sentence.told):
        return
    for concept in near.concepts:
        if concept.typed.lower() in _payers() and not near.is_on(concept):
            yield f"nothing on {concept.typed} near the best sentence"


@lru_cache(maxsize=1)
def _payers() -> frozenset[str]:
    return words("payers.txt")
