"""A writer that is killed: commits round after round, and tells of each commit once it is acknowledged.

    python -m tests.index.crash_child INDEX FIRST_ROUND honest|in_place|early|partial

`in_place` keeps the segments of the former generation, as an update of a large index does. `early` and `partial` are
lossy on purpose, so that the test can show that it would notice.
"""

import sys
from pathlib import Path

from index.analyzer import Analyzer
from index.disk import open_writer
from index.disk import writer as disk_writer
from index.disk.writer import DiskWriter
from tests.index.samples import passage, record_of

DOCUMENTS = 9
PASSAGES = 3


def texts_after(rounds: int) -> dict[str, list[str]]:
    """Return the text of every passage after so many rounds: each rewrites two documents and takes one out."""
    state: dict[str, list[str]] = {}
    for number in range(1, rounds + 1):
        for doc_id in (f"d{number % DOCUMENTS}", f"d{number * 4 % DOCUMENTS}"):
            state[doc_id] = [f"round{number} passage{i} of {doc_id}" for i in range(PASSAGES)]
        state.pop(f"d{(number + 2) % DOCUMENTS}", None)
        state["round"] = [f"round {number}"]
    return state


def apply(writer: DiskWriter, number: int, *, skip_last: bool) -> None:
    """Bring the index from the state before a round to the one after it."""
    before, after = texts_after(number - 1), texts_after(number)
    for doc_id in before.keys() - after.keys():
        writer.delete(doc_id)
    changed = sorted(doc_id for doc_id, texts in after.items() if before.get(doc_id) != texts)
    for doc_id in changed[:-2] if skip_last else changed:
        passages = [passage(doc_id, i, text) for i, text in enumerate(after[doc_id])]
        writer.replace(record_of(passages), passages)


def main(path: Path, number: int, mode: str) -> None:
    """Write rounds until killed."""
    if mode == "in_place":
        disk_writer._ALWAYS_WHOLE, disk_writer._MAX_DELETED = 0, 9.0
    with open_writer(path, Analyzer(), workers=1) as writer:
        while True:
            apply(writer, number, skip_last=mode == "partial" and number % 2 == 0)
            if mode != "early":
                writer.commit()
            sys.stdout.write(f"{number}\n")
            sys.stdout.flush()
            if mode == "early" and number % 3 == 0:
                writer.commit()
            number += 1


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
