"""What the sources leave open, by topic: for the owners, in Slack, in the terminal and as CSV."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import accumulate

from bot.state.feedback import Complaint
from bot.state.gaps import Gap, GapRecord
from corpus.plurals import counted

WEEK = 7 * 86_400.0
_BARS = "▁▂▃▄▅▆▇█"
_DIRECT = "direct messages"
_CELL = 32_700  # characters: of more than 32,767 in a cell Excel puts the rest into the rows below


@dataclass(frozen=True, slots=True)
class Topic:
    """The gaps of one topic."""

    name: str
    kinds: Counter[Gap]
    newest: float
    questions: tuple[str, ...]  # newest first, each once; empty where none are kept
    headings: tuple[str, ...]  # the nearest headings, most often first
    channels: tuple[str, ...]  # where they were asked, most often first

    @property
    def total(self) -> int:
        """Return how many questions were left open."""
        return self.kinds.total()


def topics(records: Sequence[GapRecord]) -> list[Topic]:
    """Return the topics, the one with most open questions first; equal ones by the newest."""
    groups: dict[str, list[GapRecord]] = {}
    for record in records:
        groups.setdefault(record.topic, []).append(record)
    found = [_topic(name, group) for name, group in groups.items()]
    return sorted(found, key=lambda topic: (-topic.total, -topic.newest, topic.name))


def _topic(name: str, group: Sequence[GapRecord]) -> Topic:
    newest_first = sorted(group, key=lambda record: -record.at)
    headings = Counter(record.heading for record in group if record.heading)
    return Topic(
        name,
        Counter(record.kind for record in group),
        newest_first[0].at,
        tuple(dict.fromkeys(record.question for record in newest_first if record.question)),
        tuple(heading for heading, _ in headings.most_common()),
        tuple(channel for channel, _ in Counter(map(_asked_in, group)).most_common()),
    )


def _asked_in(record: GapRecord) -> str:
    """Return the channel, by its id; that of a direct message would tell who asked."""
    return _DIRECT if record.channel.startswith("D") else record.channel


def weekly(records: Sequence[GapRecord], now: float, weeks: int) -> list[int]:
    """Return how many questions were left open in each of the last weeks, oldest first."""
    counts = [0] * weeks
    for record in records:
        ago = int((now - record.at) // WEEK)
        if 0 <= ago < weeks:
            counts[weeks - 1 - ago] += 1
    return counts


def sparkline(counts: Sequence[int]) -> str:
    """Return the counts as a row of bars."""
    top = max(counts, default=0)
    return "".join(_BARS[round(count / top * (len(_BARS) - 1))] if top else _BARS[0] for count in counts)


def verdicts(counts: Mapping[str, int]) -> str:
    """Return in words how many answers helped, how many did not, and why not."""
    reasons = ", ".join(f"{counts[reason]} {reason}" for reason in sorted({*counts} - {"helpful", "not helpful"}))
    why = f" ({reasons})" if reasons else ""
    return f"Answers called helpful: {counts.get('helpful', 0)}, not helpful: {counts.get('not helpful', 0)}{why}"


def complaint_line(complaint: Complaint) -> str:
    """Return in one line what was wrong with an answer: why, to which question, from which document, when."""
    verdict = complaint.verdict
    source = verdict.passage_id.rpartition("#")[0] if verdict.passage_id else ""
    asked = f": {verdict.question}" if verdict.question else ""
    return f"{verdict.reason}{asked}  ({', '.join(filter(None, [source, day(complaint.at)]))})"


def csv_of(found: Sequence[Topic], *, channels: bool = False) -> bytes:
    """Return the topics as CSV for a spreadsheet: none of its cells begins a formula, or is longer than Excel takes.

    In UTF-8 with the mark by which Excel knows it. `channels` are for who administers citebot: an owner need not be in
    each of them.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    more = ["channels"] if channels else []
    writer.writerow(["topic", "total", *(kind.value for kind in Gap), "newest", *more, "nearest headings", "questions"])
    for topic in found:
        kinds = [topic.kinds[kind] for kind in Gap]
        texts = [_listed(topic.headings), _listed(topic.questions)]
        if channels:
            texts.insert(0, _listed(topic.channels))
        writer.writerow([_plain(topic.name), topic.total, *kinds, day(topic.newest), *map(_plain, texts)])
    return out.getvalue().encode("utf-8-sig")


def _listed(texts: Sequence[str]) -> str:
    """Return as many texts as a cell takes, and how many more there are."""
    whole = "; ".join(texts)
    if len(whole) <= _CELL:
        return whole
    ends = accumulate(len(text) + len("; ") for text in texts)
    kept = sum(end <= _CELL for end in ends)
    return "; ".join([*texts[:kept], f"and {len(texts) - kept} more"])


def _plain(cell: str) -> str:
    return f"'{cell}" if cell[:1] in "=+-@\t\r" and cell else cell


def day(at: float) -> str:
    """Return the date of a time, as people write it in a table."""
    return datetime.fromtimestamp(at, UTC).date().isoformat()


def lines(found: Sequence[Topic], *, most: int = 25) -> Iterator[str]:
    """Yield the topics for a terminal."""
    for topic in found[:most]:
        kinds = ", ".join(f"{count} {kind.value}" for kind, count in topic.kinds.most_common())
        yield f"{topic.total:5}  {topic.name}  ({kinds}; last {day(topic.newest)})"
        for question in topic.questions[:3]:
            yield f"         {question}"
        yield f"         in {', '.join(topic.channels)}"
    if len(found) > most:
        yield f"       {counted(len(found) - most, 'more topic')}"
