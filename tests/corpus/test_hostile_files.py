"""Files that are made to hurt cost themselves: each is named or harmless, and its neighbours are read."""

import time
from pathlib import Path

from corpus.understanding import Understood
from corpus.workers import ReadingPool
from tests.corpus.hostile import HOSTILE

SECONDS, MEGABYTES = 8.0, 1_500
_MOST_PASSAGES = 100  # of a harmless one; each is a page at most
_READ = frozenset({"one.pptx", "parameters.eml", "spans.pptx"})  # what hurts in them is passed over
_FASTER = 2  # that a fast machine reads within the time


def test_every_hostile_file_costs_itself_alone(tmp_path: Path) -> None:
    """In bounded time and memory, with a reason (I1, I3, I4, I9, I13)."""
    names = []
    for i, (name, make) in enumerate(HOSTILE.items()):
        (tmp_path / name).write_bytes(make())
        (tmp_path / f"good-{i}.txt").write_text(f"Block number {i} is reported once.\n")
        names += [name, f"good-{i}.txt"]
    began = time.monotonic()
    with ReadingPool(tmp_path, workers=2, seconds=SECONDS, megabytes=MEGABYTES) as pool:
        outcomes = dict(pool.read(names))
    assert time.monotonic() - began < SECONDS * len(HOSTILE)
    assert sorted(outcomes) == sorted(names)
    for name, outcome in outcomes.items():
        if name in HOSTILE:
            assert isinstance(outcome, str) or len(outcome.passages) < _MOST_PASSAGES, name
        else:
            assert isinstance(outcome, Understood), name
    hurting = HOSTILE.keys() - _READ
    assert sum(isinstance(outcomes[name], str) for name in hurting) >= len(hurting) - _FASTER
