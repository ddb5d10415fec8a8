"""Answer -> Block Kit, within Slack's limits: whole passages are dropped, never half of one, and never a button."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from bot.model import Answer, Conflict, Headline, Repair, ShownPassage, Status, citation_label
from bot.nearest import TOLD
from bot.provenance import place, validity, whose
from bot.slack.inert import escaped, escaped_within, shortened, visible
from bot.slack.limits import MAX_CHARACTERS, MAX_TEXT, characters
from bot.slack.quoting import LONGEST_SENTENCE, quotation, without_numbers
from bot.slack.rich import Block, line, link, quoted, reference_parts, rich, section, text, with_codes
from corpus.model import Metadata, Passage, Reference, Sentence
from corpus.plurals import counted

AT_ONCE = 3  # passages in one message
_PASSAGES_SHARE = 0.75  # of the room; the rest is for their references
_LONGEST_REFERENCE = 400
_LINE = 100  # characters of a line's own structure, and room for the note on what was left out
_LONGEST_NAME = 300  # of a place, a heading, a missing word

Size = Callable[[Any], int]  # of blocks: `characters`, or what those cannot exceed


@dataclass(frozen=True, slots=True)
class Shown:
    """The blocks of an answer and which of its passages they hold: answer.passages[start:end]."""

    blocks: list[Block]
    start: int
    end: int
    is_whole: bool = True  # nothing was left out for want of room


def answer_blocks(
    answer: Answer, start: int = 0, count: int = AT_ONCE, *, room: int = MAX_CHARACTERS, size: Size = characters
) -> Shown:
    """Return the blocks of an answer with at most `count` passages from `start` on, in `room` as `size` counts it."""
    match answer.status:
        case Status.CHAT:
            return Shown([rich(line(answer.message), *_examples(answer))], 0, 0)
        case Status.NOT_FOUND:
            return Shown([rich(*_not_found(answer))], 0, 0)
        case Status.ANSWERED:
            return _answered(answer, start, count, room, size)


def answer_text(answer: Answer, room: int = MAX_TEXT) -> str:
    """Return the answer in words for notifications and screen readers, escaped, in `room` characters.

    Sentences are cut before the numbers and the sources that belong to them.
    """
    if answer.status is Status.ANSWERED:
        labels = {headline.label for headline in answer.headlines}
        told = [shown for shown in answer.passages if shown.label in labels]
        about = " ".join([_sources(told), *_reservations(answer)])
        each = (room - len(about) - 1) // max(1, len(answer.headlines))
        return f"{' '.join(_told(headline.sentence, each - 1) for headline in answer.headlines)} {about}"
    words = f"{'Not found. ' if answer.status is Status.NOT_FOUND else ''}{escaped(answer.message)}"
    return " ".join([words, *_reservations(answer)])


def nearest_text(answer: Answer) -> str:
    """Return what comes nearest to a question in words, as `answer_text` does for an answer."""
    return f"{TOLD} {_sources(answer.nearest)}"


def _sources(told: Sequence[ShownPassage]) -> str:
    """Return where passages stand, and whether that still holds, escaped."""
    half = _LONGEST_NAME // 2
    named = (
        f"{escaped_within(place_within(one, half), half)}, {_standing_within(one.metadata, half, escaped_within)}"
        for one in (shown.passage for shown in told)
    )
    each = list(dict.fromkeys(named))
    return f"{'Sources' if len(each) > 1 else 'Source'}: {'; '.join(each)}."


def _reservations(answer: Answer) -> Iterator[str]:
    """Yield what else has to be known of an answer, escaped: what it is to, that sources differ, what they lack."""
    for told in _changes_told(answer):
        yield escaped_within(told, _LONGEST_NAME // 2)  # so that all fits, beside a pinned answer too
    for conflict in answer.conflicts:
        values = ", ".join(value for value, _ in conflict.values)
        yield escaped_within(f"{conflict.told}: {values}.", _LONGEST_NAME)
    if answer.missing:
        yield escaped_within(f"Not in the sources: {_listed(answer.missing)}.", _LONGEST_NAME)


def _told(sentence: Sentence, room: int) -> str:
    label = escaped_within(citation_label(sentence), _LONGEST_NAME)
    return f"{escaped_within(sentence.text, max(1, room - len(label) - 1))} {label}"


def passage_block(shown: ShownPassage, told: Sequence[Sentence] = ()) -> Block:
    """Return a passage word for word under its place; the sentences that were told first stand in bold."""
    passage = shown.passage
    sentences = quotation(passage, lambda words, sentence: with_codes(words, bold=sentence in told))
    return rich(
        section(text(f"{shown.label}  ", bold=True), *_where(passage), text("\n")),
        *_standing(passage),
        quoted([*sentences, *without_numbers(passage)]),
    )


def _answered(answer: Answer, start: int, count: int, room: int, size: Size) -> Shown:
    top = rich(*_changes(answer), *chain.from_iterable(map(_headline, answer.headlines)), *_conflicts(answer))
    return _with_passages(top, answer, start, count, room, size)


def nearest_blocks(answer: Answer, *, room: int = MAX_CHARACTERS, size: Size = characters) -> Shown:
    """Return the blocks of the passages that come nearest to a question that was not found."""
    top = rich(line(TOLD, bold=True))
    return _with_passages(top, replace(answer, passages=answer.nearest), 0, AT_ONCE, room, size)


def _with_passages(top: Block, answer: Answer, start: int, count: int, room: int, size: Size) -> Shown:
    told = [headline.sentence for headline in answer.headlines]
    blocks, left, is_whole = [top], room - size(top), True
    free = left * _PASSAGES_SHARE
    end = start
    for shown in answer.passages[start : start + count]:
        block = passage_block(shown, told)
        taken = size(block)
        if taken > free:
            is_whole = False
            if end > start:
                break
            block = _too_long(shown)  # else no page would ever get past it
            taken = size(block)
        free, left = free - taken, left - taken
        blocks.append(block)
        end += 1
    lines, left_out = _references(answer, answer.passages[start:end], left, size)
    return Shown([*blocks, *_listed_references(lines, left_out)], start, end, is_whole and not left_out)


def _too_long(shown: ShownPassage) -> Block:
    where = section(text(f"{shown.label}  ", bold=True), *_where(shown.passage), text("\n"))
    return rich(where, line("This passage is too long to stand in a message: open “In context”.", italic=True))


def _headline(headline: Headline) -> Iterator[Block]:
    sentence = headline.sentence
    yield section(
        *with_codes(shortened(sentence.text, LONGEST_SENTENCE), bold=True), text(f"  {citation_label(sentence)}\n")
    )


def _changes(answer: Answer) -> Iterator[Block]:
    for told in _changes_told(answer):
        yield line(told, italic=True)
    if answer.missing:
        yield line(f"Not in the sources: {_listed(answer.missing)}.", italic=True)


def _changes_told(answer: Answer) -> Iterator[str]:
    """Yield what the answer is to in the place of what was asked."""
    if answer.message and answer.status is Status.ANSWERED:
        yield answer.message
    if changed := [repair for repair in answer.repairs if repair.why != "synonym"]:
        yield f"Showing results for {_listed_repairs(changed, 'instead of')}."
    if said := [repair for repair in answer.repairs if repair.why == "synonym"]:
        yield f"The sources say {_listed_repairs(said, 'for')}."
    if answer.inherited:
        words = shortened(", ".join(answer.inherited), _LONGEST_NAME)
        yield f"Taken over from your question before: {words}."


def _listed_repairs(repairs: Sequence[Repair], between: str) -> str:
    pairs = [(shortened(repair.used, _LONGEST_NAME), shortened(repair.found, _LONGEST_NAME)) for repair in repairs]
    return ", ".join(f"“{used}” {between} “{found}”" for used, found in pairs)


def _conflicts(answer: Answer) -> Iterator[Block]:
    for conflict in answer.conflicts:
        yield section(text(f"{conflict.told}: ", bold=True), *_sides(conflict), text("\n"))


def _sides(conflict: Conflict) -> Iterator[Block]:
    for i, (value, label) in enumerate(conflict.values):
        if i:
            yield text("; ")
        yield text(shortened(value, _LONGEST_NAME), code=True)
        yield text(f" in {label}")


def _not_found(answer: Answer) -> Iterator[Block]:
    yield line(f"Not found. {answer.message}", bold=True)
    yield from _changes(answer)
    if answer.suggestions:
        near = f"The nearest {'passages and headings' if answer.nearest else 'headings'} in the sources:"
        yield line("What the sources answer, for example:" if answer.examples else near)


def _examples(answer: Answer) -> Iterator[Block]:
    if answer.suggestions:
        yield line("For example:")


def _listed(words: Sequence[str]) -> str:
    return shortened(", ".join(shortened(word, 40) for word in words), _LONGEST_NAME)


def place_within(passage: Passage, longest: int) -> str:
    """Return where a passage stands in a number of characters: a long title leaves room for section and page."""
    where = place(passage)
    if len(where) <= longest:
        return visible(where)
    least = min(len(passage.document), longest // 2)
    below = shortened(where[len(passage.document) :], longest - least - 1)
    return f"{shortened(passage.document, longest - len(below) - 1)} {below}"


def _where(passage: Passage) -> Iterator[Block]:
    name = place_within(passage, _LONGEST_NAME)
    if passage.metadata.url:
        yield link(passage.metadata.url, name)
    else:
        yield text(name, bold=True)


def _standing(passage: Passage) -> Iterator[Block]:
    yield line(_standing_within(passage.metadata, _LONGEST_NAME, shortened), italic=True)


def _standing_within(metadata: Metadata, longest: int, cut: Callable[[str, int], str]) -> str:
    """Return how a document stands in a number of characters: long names leave room for what it is no longer."""
    holds = cut(validity(metadata), longest * 3 // 4)
    names = whose(metadata)
    return f"{cut(names, longest - len(holds) - 2)}, {holds}" if names else holds


def _references(answer: Answer, shown: Sequence[ShownPassage], room: float, size: Size) -> tuple[list[Block], int]:
    """Return the references that the shown passages cite, as many as there is room for, and how many there was not."""
    lines: list[Block] = []
    left_out = 0
    for entry in _entries(answer, shown):
        room -= size(entry) + _LINE
        if room > 0:
            lines.append(entry)
        else:
            left_out += 1
    return lines, left_out


def _listed_references(lines: Sequence[Block], left_out: int) -> Iterator[Block]:
    """Yield the block of references with a word on those that are left out."""
    more = [line(f"{counted(left_out, 'more reference')}: open “In context”.", italic=True)] if left_out else []
    if lines or more:
        yield rich(line("References", bold=True), *lines, *more)


def _entries(answer: Answer, shown: Sequence[ShownPassage]) -> Iterator[Block]:
    cited: dict[str, set[int]] = {}
    for item in shown:
        cited.setdefault(item.passage.doc_id, set()).update(item.passage.citations)
    titles = {item.passage.doc_id: item.passage.document for item in shown}
    several = len([numbers for numbers in cited.values() if numbers]) > 1
    for doc_id, numbers in cited.items():
        if several and numbers:
            yield line(f"of {shortened(titles[doc_id], _LONGEST_NAME)}", italic=True)
        known = answer.references.get(doc_id, {})
        for number in sorted(numbers):
            if reference := known.get(number):
                yield _entry(number, reference)
        if absent := [number for number in sorted(numbers) if known.get(number, number) is None]:
            yield without_entry(absent)


def without_entry(numbers: Sequence[int]) -> Block:
    """Return the line that says which numbers lead to nothing."""
    return line(f"[{', '.join(map(str, numbers))}] no entry in the source's list")


def _entry(number: int, reference: Reference) -> Block:
    words = shortened(reference.text, _LONGEST_REFERENCE)
    return section(*reference_parts(f"[{number}] {words}", reference), text("\n"))
