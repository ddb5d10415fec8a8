"""The numbered reference lists of a document, found under their headings or by their footnote labels."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import islice

from corpus.citation_numbers import NOTE, lowered
from corpus.model import Block, BlockKind, Doubt, Reference
from corpus.vancouver import find_doi, find_https, find_pmid

_HEADING = re.compile(
    r"(?:\d{1,2}\.?|[IVX]{1,5}\.?|[A-Z]\.)?\s*"
    r"(?:(?:selected|key|cited|numbered|list of|full|main|literature)\s+)?"
    r"(?:references?|reference list|bibliography|citations?|literature"
    r"|(?P<other>sources?|works|end ?notes|footnotes|notes))"
    r"(?:\s+(?:cited|list|used|and notes|and sources|and further reading))?\s*:?",
    re.IGNORECASE,
)
_MERGED_HEADING = re.compile(r"\s(?:REFERENCES|BIBLIOGRAPHY|LITERATURE CITED)$")  # a running header came before it
_SPEAKS_OF = re.compile(
    r"\b(?:references?|refs|bibliography|citations?|sources?|works (?:cited|consulted)"
    r"|(?:further|suggested) reading)\b",
    re.IGNORECASE,
)  # "References and Resources", "Section 9: Sources consulted"
_MOST_WORDS = 6  # of a heading that speaks of references
_LONGEST_HEADING = 60
_FEWEST = 2  # entries without a heading
_RAISED = r"([¹²³⁴-⁹][⁰¹²³⁴-⁹]{0,2})(?=\s?[\w\"“])"
_LABEL = re.compile(
    rf"\s*(?:\[(?:{NOTE})?(\d{{1,3}})\]:?|\((\d{{1,3}})\)|\^(\d{{1,3}})\b|(\d{{1,3}})[.):\]]?(?=\s)|{_RAISED})"
    r"\s*(?:\|\s*)?"
)  # or in a cell of its own
_SOLID_LABEL = re.compile(rf"\s*(?:\[(?:{NOTE})?(\d{{1,3}})\]:?\s*|{_RAISED})")
_RAISED_LABEL = re.compile(rf"\s*{_RAISED}")
_RUN_ON = re.compile(
    r"(?<=[.\d/)])(?<!\b[Vv]ol\.)(?<!\b[Nn]o\.)(?<!\b[Pp]t\.)\s+(?:(\d{1,3})[.)]|\((\d{1,3})\))\s+(?=[A-Z])"
    r"|\s+\[(\d{1,3})\]:?\s+(?=[\w\"“])"
    rf"|\s+{_RAISED}\s?"
)
_DEFINED = re.compile(rf"\s*\[(?:{NOTE}\d{{1,3}}\]|\d{{1,3}}\]:)")
_FINISHED = re.compile(
    r"(?:[.)/]|https?://\S*\w|\b10\.\d{4,}/\S*\w|\b(?:PMID|PMCID):?\s?\w+|[:,;]\s?\w?\d+[-–]\w?\d+)$"
)  # a stop, a link, or the pages: "2018;3:1-5"
_LINKS = re.compile(r"(?:(?:https?://|doi:?\s?|PMID:?\s?|PMCID:?\s?)\S+[\s;.]*)+", re.IGNORECASE)
_CUT = re.compile(r"(?:[,;:&-]|\b(?:an?|the|of|in|on|for|and|or|to|with|from|by|at))$", re.IGNORECASE)
_LEADS_BACK = re.compile(r"^(?:[\^↑⇑↩]\ufe0e?(?:\s*[ᵃ-ᵏⁱ])*\s+)+|\s+[↩↑⇑]\ufe0e?$")  # links of a page: "^ ᵃ ᵇ Ames B."
_TELLS = re.compile(
    r"\b(?:is|are|was|were|be|must|may|should|shall|can|cannot|do|does|not|has|have|will|requires?|needs?)\b"
)  # a sentence, where the entry of a work has a title: "Claims Processing Manual, Chapter 12"
_LINES = 4  # blocks that an entry may have, each a line
_AHEAD = 200  # blocks in which the next entry must begin, for those before it to belong to the last one
_WORK = re.compile(
    r"https?://|\bdoi\b|\bPMID\b|\bet al\b|\b(?:19|20)\d\d(?:;\s?\d|\)?[.:]?$)"
    r"|^[^\W\d_][\w'’-]+,? (?:[A-Z]\.?[ -]?){1,3}[,.&:]",
)  # what the entry of a published work prints: links, "2018;2:1", the year at its end, "Ames B."


@dataclass(frozen=True, slots=True)
class References:
    """A reference list of a document: entries by number, and the blocks [first_block, end_block) that hold it."""

    entries: Mapping[int, Reference] = field(default_factory=dict)
    first_block: int | None = None  # the heading
    end_block: int | None = None
    doubts: tuple[Doubt, ...] = ()
    loose: bool = False  # notes and the like that name no works: text, and a list only if the document cites it
    works: bool = True  # whether any entry reads as that of a published work

    @property
    def blocks(self) -> range:
        """Return the indices of the blocks that hold the list, its heading included."""
        return range(self.first_block or 0, self.end_block or 0)


class _Heading(Enum):
    """What a heading says of what stands below it."""

    NAMES = "references, and nothing else"
    ALLOWS = "notes or sources, which may name works"
    SPEAKS = "references among other words: only works below it make a list"

    def believes(self, found: References) -> bool:
        """Return whether what was found below such a heading is a list."""
        return self is not _Heading.SPEAKS or not found.loose


@dataclass(slots=True)
class _Entry:
    """One entry while its lines are collected."""

    number: int
    start: int
    end: int
    parts: list[str]
    link: str | None = None


def find_references(text: str, blocks: Sequence[Block]) -> tuple[References, ...]:
    """Return the reference lists of a document in their order. Where some name works, notes beside them are text."""
    lists = list(_headed(text, blocks)) or list(_labelled(text, blocks))
    return tuple(found for found in lists if not found.loose) or tuple(lists)


def _headed(text: str, blocks: Sequence[Block]) -> Iterator[References]:
    """Yield the lists below headings. What looks like a heading inside one, as "Source of payment", is a line of it."""
    headings = dict(_headings(text, blocks))
    others = {i for i, heading in headings.items() if heading is not _Heading.SPEAKS}
    passed = 0
    for i, heading in headings.items():
        if blocks[i].start < passed:
            continue
        end, entries = _entries(text, blocks, i + 1, others)
        if not entries:
            continue
        found = _list(i, end, entries, named=heading is _Heading.NAMES)
        believed = heading.believes(found)
        passed = max(passed, entries[-1].end if believed else _before_works(entries))
        if believed:
            yield found


def _before_works(entries: Sequence[_Entry]) -> int:
    """Return the place in a list of few works from which on mostly works follow, perhaps under a heading of their own.

    What stands before it is not read once more from each line that looks like a heading: there may be a thousand.
    """
    works = 0
    place = entries[-1].start
    for behind, entry in enumerate(reversed(entries)):
        if behind and 2 * works >= behind:
            place = entry.start
        works += bool(_WORK.search(" ".join(entry.parts)))
    return place


def _list(first: int, end: int, entries: Sequence[_Entry], *, named: bool) -> References:
    """Return the list that is made of entries; `named` tells whether its heading says that it is one."""
    numbered = _by_number(entries)
    works = sum(bool(_WORK.search(entry.text)) for entry in numbered.values())
    told = sum(bool(_TELLS.search(entry.text)) for entry in numbered.values())
    loose = not works and 2 * told > len(numbered) if named else 2 * works < len(numbered)
    return References(numbered, first, end, tuple(_doubts(entries)), loose=loose, works=works > 0)


def _headings(text: str, blocks: Sequence[Block]) -> Iterator[tuple[int, _Heading]]:
    """Yield the headings of what may be lists, and what they say of it."""
    for i, block in enumerate(blocks):
        printed = text[block.start : block.end].strip().strip("*_#=").strip()
        if block.kind is BlockKind.TABLE_ROW or len(printed) > _LONGEST_HEADING:
            continue
        match = _HEADING.fullmatch(printed)
        if match or _MERGED_HEADING.search(printed):
            yield i, _Heading.ALLOWS if match and match["other"] else _Heading.NAMES
        elif (
            _SPEAKS_OF.search(printed) and len(printed.split()) <= _MOST_WORDS and not printed.endswith((".", ";", ","))
        ):
            yield i, _Heading.SPEAKS


def _entries(
    text: str, blocks: Sequence[Block], first: int, headings: Collection[int] = ()
) -> tuple[int, list[_Entry]]:
    """Return the index behind the list that starts at block `first`, and its entries; other `headings` end it."""
    entries: list[_Entry] = []
    end = first
    while end < len(blocks):
        block = blocks[end]
        if block.kind is BlockKind.HEADING or end in headings:
            break
        last = entries[-1].number if entries else 0
        above = not entries or not entries[-1].parts[0]  # as the entry before it, so that no page number is one
        if opened := list(_opened(text, blocks, end, last)) or (above and list(_above(text, blocks, end, last + 1))):
            entries.extend(opened)
        elif entries and _goes_on(text, blocks, end, entries):
            _continue(entries[-1], text, block)
        else:
            break
        end += 1
    return end, entries


def _goes_on(text: str, blocks: Sequence[Block], i: int, entries: Sequence[_Entry]) -> bool:
    """Return whether block `i`, which has no label, belongs to the last entry.

    Where no entry follows it may be the text behind the list: then the entry must need it, or it must read as a part.
    """
    if _more(text, blocks, i + 1, entries[-1].number) or _shorter(entries):
        return True
    printed, below = entries[-1].parts[-1].rstrip(), text[blocks[i].start : blocks[i].end].strip()
    if _LINKS.fullmatch(below):
        return True
    return not _FINISHED.search(printed) and bool(_CUT.search(printed) or below[:1].islower() or _WORK.search(below))


def _shorter(entries: Sequence[_Entry]) -> bool:
    """Return whether the last entry has fewer lines than each before it, as titles and authors may have their own."""
    return len(entries) > 1 and len(entries[-1].parts) < min(len(entry.parts) for entry in entries[:-1])


def _more(text: str, blocks: Sequence[Block], first: int, number: int) -> bool:
    """Return whether an entry of a higher number follows before the next heading."""
    for block in islice(blocks, first, first + _AHEAD):
        if block.kind is BlockKind.HEADING:
            return False
        label = _label(text, block)
        if label and number < label[0] <= number + 5:
            return True
    return False


def _continue(entry: _Entry, text: str, block: Block) -> None:
    entry.parts.append(text[block.start : block.end])
    entry.link = entry.link or block.link
    entry.end = block.end


def _label(text: str, block: Block) -> tuple[int, int] | None:
    """Return the number that labels a block and where its text begins; the label may stand before the block's span."""
    line_start = max(text.rfind("\n", 0, block.start) + 1, 0)
    for start in (line_start, block.start):
        match = _LABEL.match(text, start, block.end)
        if match:
            number = int(lowered(next(group for group in match.groups() if group)))
            return (number, max(match.end(), block.start)) if number else None
    return None


def _opened(text: str, blocks: Sequence[Block], i: int, last: int) -> Iterator[_Entry]:
    """Yield the entries that begin in block `i`: one, or several that run on in one paragraph.

    What has a block of its own does not begin inside another: "Anesthesia, vol. 2. Philadelphia" above "2. Jones".
    """
    block = blocks[i]
    label = _label(text, block)
    if label is None or (last and not last - 1 <= label[0] <= last + 20):
        return
    number, start = label
    below = _next_label(text, blocks, i + 1)
    while number + 1 != below and (following := _run_on(text, start, block.end, number + 1)):
        yield _Entry(number, start, following.start(), [text[start : following.start()]])
        number, start = number + 1, following.end()
    alone = number == label[0]  # of several it may be any one's
    yield _Entry(number, start, block.end, [text[start : block.end]], block.link if alone else None)


def _next_label(text: str, blocks: Sequence[Block], first: int) -> int | None:
    """Return the number of the next block that has a label; those of an entry in several lines have none."""
    for block in islice(blocks, first, first + _LINES):
        if block.kind is BlockKind.HEADING:
            return None
        if label := _label(text, block):
            return label[0]
    return None


def _above(text: str, blocks: Sequence[Block], i: int, number: int) -> Iterator[_Entry]:
    """Yield an entry whose number stands alone in block `i`, above its text."""
    block, below = blocks[i], blocks[i + 1 : i + 2]
    alone = text[block.start : block.end].strip().rstrip(".)]:").lstrip("[(")
    if alone == str(number) and below and below[0].kind is not BlockKind.HEADING and not _label(text, below[0]):
        yield _Entry(number, block.start, block.end, [""])


def _run_on(text: str, start: int, end: int, number: int) -> re.Match[str] | None:
    """Return the label of the next entry inside a block, as in "…2018. 2. Malec…" or "…doi:10.1000/abc [2] Malec…"."""
    labels = _RUN_ON.finditer(text, start, end)
    return next((label for label in labels if str(number) in map(lowered, filter(None, label.groups()))), None)


def _by_number(entries: Sequence[_Entry]) -> dict[int, Reference]:
    numbered: dict[int, Reference] = {}
    for entry in entries:
        printed = _LEADS_BACK.sub("", " ".join(" ".join(entry.parts).split()))
        if printed and entry.number not in numbered:
            linked = f"{printed} {entry.link or ''}"
            numbered[entry.number] = Reference(
                entry.number, printed, find_doi(linked), find_pmid(linked), find_https(linked)
            )
    return numbered


def _doubts(entries: Sequence[_Entry]) -> list[Doubt]:
    doubts: list[Doubt] = []
    seen: set[int] = set()
    for entry in entries:
        if entry.number in seen:
            doubts.append(_doubt(entry, f"two entries for reference {entry.number}; the first one counts"))
        elif missing := [n for n in range(max(seen, default=0) + 1, entry.number) if n not in seen]:
            numbers = ", ".join(map(str, missing))
            doubts.append(_doubt(entry, f"no entry for reference {numbers} before reference {entry.number}"))
        seen.add(entry.number)
    *earlier, last = entries
    if len(last.parts) > max((len(entry.parts) for entry in earlier), default=1):
        doubts.append(_doubt(last, f"text behind the list is taken for a part of reference {last.number}"))
    return doubts


def _doubt(entry: _Entry, reason: str) -> Doubt:
    return Doubt(entry.start, entry.end, reason)


def _labelled(text: str, blocks: Sequence[Block]) -> Iterator[References]:
    """Yield the entries labelled [1], [^1]: or ¹ that end a document without a heading; one alone has the colon.

    What is raised may be the notes of a table as well, which are text unless they name works.
    """
    first = len(blocks)
    while first and _solid_label(text, blocks[first - 1]):
        first -= 1
    end, entries = _entries(text, blocks, first)
    if len(entries) >= _FEWEST or (entries and _DEFINED.match(text, blocks[first].start)):
        found = _list(first, end, entries, named=False)
        if not (found.loose and _RAISED_LABEL.match(text, blocks[first].start)):
            yield found


def _solid_label(text: str, block: Block) -> bool:
    return block.kind is not BlockKind.HEADING and bool(_SOLID_LABEL.match(text, block.start, block.end))
