"""The words that everything else speaks: Document, Block, Sentence, Passage, Reference.

Offsets count code points of the document's text; an end is exclusive. All values are immutable.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from corpus.later import Later


class BlockKind(StrEnum):
    """What a block is on the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"


class Certainty(StrEnum):
    """How sure we are that a number is a citation: a printed form, a rule, or neither."""

    EXACT = "exact"
    INFERRED = "inferred"
    UNCERTAIN = "uncertain"


class DocumentKind(StrEnum):
    """What sort of source a document is; decides how answers are grouped, never what they say."""

    GUIDELINE = "guideline"
    RESEARCH = "research"
    POLICY = "policy"
    CODE_LIST = "code list"
    OTHER = "other"


class Month(date):
    """A month of which no day is told: ordered as its first day, and never shown with one."""

    def isoformat(self) -> str:
        """Return year and month alone."""
        return f"{self.year:04}-{self.month:02}"


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, list item or table row: text[start:end] of its document."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0  # heading level from 1; nesting of a list item from 0
    page: int | None = None  # physical page, from 1
    page_label: str | None = None  # as printed on the page, such as "I-26"
    link: str | None = None  # the https address to which words of it lead


class Sentence(NamedTuple):
    """One sentence, list item or table row as printed, with the citation numbers that it carries itself.

    text == document.text[start:end], citation marks included.
    """

    text: str
    start: int
    end: int
    citations: tuple[int, ...] = ()  # ascending in the order printed, ranges spelled out
    certainty: Certainty = Certainty.EXACT
    marks: tuple[tuple[int, int], ...] = ()  # spans of the printed citation marks, document offsets

    @property
    def cited(self) -> tuple[int, ...]:
        """The citation numbers that may be claimed for it: none where we are not sure."""
        return () if self.certainty is Certainty.UNCERTAIN else self.citations

    @property
    def told(self) -> str:
        """Return the text without its citation marks, which are no figures of what it tells; uncertain ones stay."""
        text = self.text
        for start, end in reversed(self.marks if self.certainty is not Certainty.UNCERTAIN else ()):
            text = text[: start - self.start] + text[end - self.start :]
        return text


class StoredSentences(Later[Sentence]):
    """Sentences of which the bounds are known before one is read: of a hundred weighed, a dozen are looked at."""

    __slots__ = ("bounds",)

    def __init__(self, bounds: Sequence[int]) -> None:
        """`bounds` hold where each sentence starts and ends, in document offsets."""
        super().__init__(len(bounds) // 2)
        self.bounds = bounds


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something in a document that a person should look at; shown by `citebot inspect`."""

    start: int
    end: int
    reason: str  # a fixed phrase with numbers, such as "two entries for reference 4"


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry of a document's own reference list."""

    number: int
    text: str  # one short line in Vancouver form, or the entry as printed
    doi: str | None = None
    pmid: str | None = None
    url: str | None = None  # https only


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a document beside its text; None where nobody said. A date may be a Month."""

    issuer: str | None = None
    kind: DocumentKind = DocumentKind.OTHER
    effective: date | None = None
    revised: date | None = None
    reviewed: date | None = None  # found still right, or approved, on that day: changed or not
    retired: date | None = None
    superseded_by: str | None = None
    url: str | None = None  # https only
    payer: str | None = None
    masthead: str | None = None  # names in its file's name and first lines: see corpus.masthead
    jurisdiction: str | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """What a reader understood of one file's bytes; the library adds identity, references and sidecars."""

    text: str
    blocks: tuple[Block, ...]  # in reading order, not overlapping
    title: str | None = None
    metadata: Metadata = field(default_factory=Metadata)
    pages: int | None = None
    notes: tuple[str, ...] = ()  # fixed phrases for the ingest report, such as "2 pages without text"
    running: tuple[str, ...] = ()  # heads and feet of its pages, which are none of its text
    front_matter: Mapping[str, str] = field(default_factory=dict)  # keys and values, checked in corpus.metadata


@dataclass(frozen=True, slots=True)
class Document:
    """One source file, understood. `doc_id` is its path below the corpus folder, with forward slashes."""

    doc_id: str
    title: str
    source: str  # file name
    collection: str  # first folder level, "" at the top
    text: str
    blocks: tuple[Block, ...]
    metadata: Metadata = field(default_factory=Metadata)
    references: Mapping[int, Reference] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()


class Passage(NamedTuple):
    """A retrievable span of one document.

    text == document.text[start:end]; sentences lie inside it, in order.
    """

    passage_id: str  # "<doc_id>#<ordinal>", ordinal from 0, the same after a rebuild from equal text
    doc_id: str
    ordinal: int
    text: str
    start: int
    end: int
    document: str  # title
    source: str
    collection: str
    section: tuple[str, ...]  # heading path, outermost first
    sentences: Sequence[Sentence]
    context: str = ""  # the lead-in of a list, searched with the passage and shown apart from it
    page: int | None = None
    page_label: str | None = None
    kind: BlockKind = BlockKind.PARAGRAPH  # of its first block
    metadata: Metadata = Metadata()

    @property
    def bounds(self) -> Sequence[int]:
        """Where each sentence starts and ends, in one ascending list of document offsets."""
        if isinstance(self.sentences, StoredSentences):
            return self.sentences.bounds
        return [offset for sentence in self.sentences for offset in (sentence.start, sentence.end)]

    @property
    def with_all_above(self) -> tuple[str, ...]:
        """What may name the subject of a sentence: title, headings, lead-in, from the top, and the passage itself."""
        return (self.document, *self.section, self.context, self.text)

    @property
    def citations(self) -> tuple[int, ...]:
        """The union of the sentences' certain citation numbers, ascending."""
        return tuple(sorted({number for sentence in self.sentences for number in sentence.cited}))
