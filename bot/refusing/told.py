"""A sentence in small letters, with what stands above it, as rules look for words that tell of something else."""

from typing import NamedTuple

from bot.choosing.evidence import Candidate


class Told(NamedTuple):
    """The best sentence, what stands above it, its passage, and the title of its document, all in small letters."""

    sentence: str
    above: str  # what leads it in, and the headings
    passage: str
    title: str

    @classmethod
    def of(cls, best: Candidate) -> "Told":
        """Return what the best sentence tells, and where."""
        passage = best.passage
        above = "\n".join((best.lead_in, *passage.section)).lower()
        return cls(best.sentence.text.lower(), above, passage.text.lower(), passage.document.lower())

    @property
    def near(self) -> str:
        """Return the sentence and all that heads it. Years are not looked for there: a title dates its document."""
        return f"{self.title}\n{self.above}\n{self.sentence}"
