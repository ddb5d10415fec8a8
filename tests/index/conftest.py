"""Passages and engines for the index tests."""

from collections.abc import Callable, Sequence

import pytest

from corpus.model import Passage
from index.analyzer import Analyzer
from index.engine import Engine

EngineFactory = Callable[[Sequence[Passage]], Engine]


@pytest.fixture(scope="session")
def analyzer() -> Analyzer:
    """The one analyzer."""
    return Analyzer()
