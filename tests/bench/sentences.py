"""How fast text is split into sentences: ours, and NLTK's Punkt alone with the same abbreviations, in one run.

python -m tests.bench.sentences [FILE.txt …]
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from corpus.sentences import punkt, split_sentences

_SECONDS = 3.0
_TEXT = (
    "The block is offered to adults with pain of the pelvis when tablets, e.g. gabapentin 300 mg, did not help 1. "
    "Relief lasts 3–6 months 1, 2. It may be repeated (see Fig. 2), as Dr. J. Smith et al. have shown [3]. "
    "In a trial of 84 patients, 62.5% kept half of their relief at week 12 4. Code No. 64999 is unlisted. "
    "Start with 0.5 mg p.o. b.i.d. and raise the dose weekly, to no more than 2 mg per day.¹ Is it safe? It is.\n"
)


def main() -> None:
    """Print megabytes a second and the number of sentences for both."""
    text = "".join(Path(name).read_text("utf-8", "replace") for name in sys.argv[1:]) or _TEXT * 1500
    tokenizer = punkt()
    _report("citebot", text, lambda: len(split_sentences(text)))
    _report("Punkt alone", text, lambda: len(list(tokenizer.span_tokenize(text))))


def _report(name: str, text: str, split: Callable[[], int]) -> None:
    megabytes = len(text.encode()) / 1e6
    best, began, count = float("inf"), time.perf_counter(), 0
    while time.perf_counter() - began < _SECONDS:
        start = time.perf_counter()
        count = split()
        best = min(best, time.perf_counter() - start)
    print(f"{name:<12} {megabytes / best:6.2f} MB/s  {count} sentences in {megabytes:.1f} MB")


if __name__ == "__main__":
    main()
