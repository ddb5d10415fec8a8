"""App Home: what citebot knows, how to ask, what becomes of a question; for owners, what the sources leave open."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.gaps import Topic, complaint_line, day, sparkline, verdicts
from bot.settings import Settings
from bot.slack.buttons import actions, button
from bot.slack.forms import plain
from bot.slack.handles import packed
from bot.slack.inert import shortened, shortened_lines
from bot.slack.knowledge import Holdings
from bot.slack.manifest import COMMAND
from bot.slack.rich import Block, line, rich, section, text, with_styles
from bot.state.feedback import Complaint
from bot.state.gaps import Gap
from bot.state.pins import Pin
from corpus.plurals import counted

OVERVIEW, OPEN_GAPS, PINS, FORGET = "home_overview", "home_gaps", "home_pins", "forget_me"
SEND = "home_gaps_send"
NEWER, OLDER = "home_pins_newer", "home_pins_older"
_MOST = 20  # collections, topics, pins of a page that are listed
_TO_OWNERS = " The owners of the documents read which questions were left open, and may have them as a file."
_KINDS = {
    Gap.UNANSWERED: "not in the sources",
    Gap.REFUSED: "no sentence answers",
    Gap.DISLIKED: "not helpful",
    Gap.ESCALATED: "passed to a person",
}


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who looks at the Home, and what they may see there."""

    owner: bool
    administrator: bool
    recent: tuple[str, ...] = ()
    refused: str = ""  # why nothing of the sources is told


@dataclass(frozen=True, slots=True)
class AsFiles:
    """The button that sends a page as files: its label and value, and a remark on the page; "" for none."""

    words: str = ""
    value: str = ""
    said: str = ""


def home_view(holdings: Mapping[str, Holdings], settings: Settings, visitor: Visitor, choose: str) -> Block:
    """Return the home tab; `choose` is the action that opens a channel's settings."""
    if visitor.refused:
        return _home([rich(line(visitor.refused)), *_privacy(settings)])
    return _home(
        [
            *_rooms(visitor, choose),
            *_known(holdings),
            *_how(),
            *_recent(visitor, settings),
            *_privacy(settings),
        ]
    )


def gaps_view(
    found: Sequence[Topic],
    weeks: Sequence[int],
    counts: Mapping[str, int],
    complaints: Sequence[Complaint],
    *,
    text_kept: bool,
    files: AsFiles,
) -> Block:
    """Return the owners' tab on what the sources leave open, and what people said was wrong."""
    total = sum(topic.total for topic in found)
    head = [
        line(f"{counted(total, 'question')} left open in {counted(len(weeks), 'week')}, by week: {sparkline(weeks)}"),
        line(verdicts(counts)),
    ]
    if not text_kept:
        head.append(line("No text of questions is kept here: topics are the nearest headings.", italic=True))
    if files.said:
        head.append(line(files.said, bold=True))
    blocks = [_header("What the sources leave open"), rich(*head), *(_topic(topic) for topic in found[:_MOST])]
    if len(found) > _MOST:
        blocks.append(rich(line(f"{len(found) - _MOST} more, which the table holds", italic=True)))
    if complaints:
        blocks += [_header("What people called wrong"), *map(_complaint, complaints)]
    row = [button(OVERVIEW, "Back", "-"), *([button(SEND, files.words, files.value)] if files.words else [])]
    return _home([*actions(row), *blocks])


def pins_view(pins: Sequence[Pin], discard: str, start: int = 0) -> Block:
    """Return the owners' tab with the pinned answers from `start` on; `discard` is the action that removes one."""
    start = max(0, min(start, (len(pins) - 1) // _MOST * _MOST))  # removals may have taken away the last page
    blocks: list[Block] = [_header("Pinned answers")]
    for pin in pins[start : start + _MOST]:
        state = f"approved {day(pin.approved_at)}" if pin.approved_at else "waits for approval"
        question, answer = shortened(pin.question, 300), shortened_lines(pin.answer, 500)
        blocks += [
            rich(section(text(f"{question}\n", bold=True), *with_styles(f"{answer}\n"), text(state, italic=True))),
            *actions([button(discard, "Remove", str(pin.pin_id), style="danger")]),
        ]
    if not pins:
        blocks.append(rich(line("There are none. A person's reply to a question can be kept as one.")))
    view = _home([*actions([button(OVERVIEW, "Back", "-")]), *blocks, *_pages(start, len(pins))])
    return {**view, "private_metadata": packed({"start": start})}


def _pages(start: int, total: int) -> Iterator[Block]:
    """Yield which pins of how many a page shows, and the ways to the others."""
    if total <= _MOST:
        return
    end = min(start + _MOST, total)
    yield rich(line(f"{start + 1} to {end} of {total}", italic=True))
    newer = [button(NEWER, "Newer", str(start - _MOST))] if start else []
    older = [button(OLDER, "Older", str(end))] if end < total else []
    yield from actions([*newer, *older])


def _home(blocks: list[Block]) -> Block:
    return {"type": "home", "blocks": blocks}


def _header(words: str) -> Block:
    return {"type": "header", "text": plain(words)}


def _rooms(visitor: Visitor, choose: str) -> Iterator[Block]:
    row = [button(choose, "Channel settings", "-")] if visitor.administrator else []
    if visitor.owner:
        row += [button(OPEN_GAPS, "What is missing", "-"), button(PINS, "Pinned answers", "-")]
    yield from actions(row)


def _known(holdings: Mapping[str, Holdings]) -> Iterator[Block]:
    yield _header("What I know")
    alone = len(holdings) == 1
    lines = [line(f"{_collection(name, alone=alone)}{_holding(held)}") for name, held in list(holdings.items())[:_MOST]]
    if len(holdings) > _MOST:
        lines.append(line(f"and {counted(len(holdings) - _MOST, 'more collection')}", italic=True))
    yield rich(*(lines or [line("There are no documents yet.")]))


def _collection(name: str, *, alone: bool) -> str:
    if not name and alone:
        return ""
    return f"{shortened(name, 80) or 'in no collection'}: "


def _holding(held: Holdings) -> str:
    parts = [counted(held.documents, "document"), counted(held.passages, "passage")]
    if held.newest:
        parts.append(f"newest dated {held.newest}")
    if held.out_of_force:
        parts.append(f"{held.out_of_force} retired or superseded (shown as such, ranked below)")
    return ", ".join(parts)


def _how() -> Iterator[Block]:
    yield _header("How to ask")
    yield rich(
        line("Mention me in a channel: I answer in the thread, and follow-ups there need no mention. “stop” ends it."),
        line("Write to me under Messages: the answer is between us."),
        line(f"{COMMAND} with a question: an answer for you alone, anywhere, with a button to share it."),
        line("On somebody's message, choose “Find the source”."),
        line(
            "You get the sources' own words with the citation numbers that they print. This is reference lookup, "
            "not coding or medical advice: a person decides.",
            italic=True,
        ),
    )


def _recent(visitor: Visitor, settings: Settings) -> Iterator[Block]:
    yield _header("Your recent questions")
    lines = [line(shortened(question, 300)) for question in visitor.recent]
    none = "None yet." if settings.keep_questions_days else "None are listed: the text of questions is not stored here."
    yield rich(*(lines or [line(none, italic=True)]))


def _privacy(settings: Settings) -> Iterator[Block]:
    days = settings.keep_questions_days
    kept = (
        f"The text of questions is kept for {counted(days, 'day')}, for follow-ups and for the owners of the documents."
        if days
        else "The text of questions is not stored; those of a thread are held in memory for a day, for follow-ups."
    )
    yield _header("Privacy")
    yield rich(
        line("Please ask without anything that names a patient: no name, number or date of birth."),
        line(kept),
        line("Questions and passages are never written to a log, and sent nowhere but to the conversation in Slack."),
        line(f"What you pass to a person is posted where those who help read it.{_TO_OWNERS if days else ''}"),
    )
    confirm = {
        "title": plain("Forget me"),
        "text": plain(
            "Delete your kept questions, verdicts and open questions to people? Replies to those do not reach you then."
        ),
        "confirm": plain("Delete"),
        "deny": plain("Keep"),
    }
    yield from actions([{**button(FORGET, "Forget me", "-", style="danger"), "confirm": confirm}])


def _topic(topic: Topic) -> Block:
    kinds = ", ".join(f"{count} {_KINDS[kind]}" for kind, count in topic.kinds.most_common())
    name = text(f"{topic.total}  {shortened(topic.name, 200)}\n", bold=True)
    lines = [section(name, text(f"{kinds}; last {day(topic.newest)}\n"))]
    lines += [line(f"“{shortened(question, 200)}”", italic=True) for question in topic.questions[:3]]
    return rich(*lines)


def _complaint(complaint: Complaint) -> Block:
    lines = [line(shortened(complaint_line(complaint), 400))]
    if complaint.verdict.correction:
        lines.append(line(f"“{shortened(complaint.verdict.correction, 500)}”", italic=True))
    return rich(*lines)
