"""Answer -> Block Kit. Words of documents stand in rich text only, where Slack parses no mention, link or mark."""

from collections.abc import Iterator
from typing import Any

from bot.model import Answer, Headline, ShownPassage, Status
from bot.provenance import place, standing
from bot.slack.inert import escaped, visible
from bot.terminal import citation_label, reference_line
from corpus.model import Metadata

MAX_CHARACTERS = 10_000  # of all blocks together; Slack refuses messages well below its documented 12,000
_LONGEST_SENTENCE = 2_500

Block = dict[str, Any]


def answer_blocks(answer: Answer) -> list[Block]:
    """Return the blocks of an answer, within Slack's limits: whole passages are dropped, never half of one."""
    match answer.status:
        case Status.CHAT:
            return [_rich(_section(answer.message), *_examples(answer))]
        case Status.NOT_FOUND:
            return [_rich(*_not_found(answer))]
        case Status.ANSWERED:
            return _within_limits([_rich(*_changes(answer), *map(_headline, answer.headlines))], answer)


def answer_text(answer: Answer) -> str:
    """Return the answer for notifications and screen readers, escaped."""
    if answer.status is Status.ANSWERED:
        return " ".join(f"{escaped(h.sentence.text)} {citation_label(h.sentence)}" for h in answer.headlines)
    missing = f" Not in the sources: {', '.join(answer.missing)}." if answer.missing else ""
    return escaped(f"{'Not found. ' if answer.status is Status.NOT_FOUND else ''}{answer.message}{missing}")


def _within_limits(blocks: list[Block], answer: Answer) -> list[Block]:
    """Return the blocks with as many passages as fit, each with the references that it needs."""
    for count in range(len(answer.passages), -1, -1):
        shown = answer.passages[:count]
        whole = [*blocks, *map(_passage, shown), *_references(answer, shown)]
        if sum(map(_characters, whole)) <= MAX_CHARACTERS:
            return whole
    return blocks


def _characters(block: object) -> int:
    if isinstance(block, dict):
        return sum(_characters(value) for value in block.values())
    if isinstance(block, list):
        return sum(_characters(value) for value in block)
    return len(block) if isinstance(block, str) else 0


def _rich(*elements: Block) -> Block:
    return {"type": "rich_text", "elements": list(elements)}


def _section(text: str, **style: bool) -> Block:
    return {"type": "rich_text_section", "elements": [_text(f"{text}\n", **style)]}


def _text(text: str, **style: bool) -> Block:
    return {"type": "text", "text": text, "style": style} if style else {"type": "text", "text": text}


def _shortened(text: str) -> str:
    line = visible(text)
    return line if len(line) <= _LONGEST_SENTENCE else f"{line[:_LONGEST_SENTENCE]} …"


def _headline(headline: Headline) -> Block:
    return {
        "type": "rich_text_section",
        "elements": [
            _text(_shortened(headline.sentence.text), bold=True),
            _text(f"  {citation_label(headline.sentence)}\n"),
        ],
    }


def _changes(answer: Answer) -> Iterator[Block]:
    if answer.message and answer.status is Status.ANSWERED:
        yield _section(answer.message, italic=True)
    for repair in answer.repairs:
        yield _section(
            f"Showing results for “{visible(repair.used)}” instead of “{visible(repair.found)}”.", italic=True
        )
    if answer.inherited:
        yield _section(f"Taken over from your question before: {visible(', '.join(answer.inherited))}.", italic=True)
    if answer.missing:
        yield _section(f"Not in the sources: {visible(', '.join(answer.missing))}.", italic=True)


def _not_found(answer: Answer) -> Iterator[Block]:
    yield _section(f"Not found. {answer.message}", bold=True)
    yield from _changes(answer)
    if answer.suggestions:
        yield _section(f"Nearest headings: {visible('; '.join(answer.suggestions))}")


def _examples(answer: Answer) -> Iterator[Block]:
    if answer.suggestions:
        yield _section("For example:")
        items = [{"type": "rich_text_section", "elements": [_text(visible(s))]} for s in answer.suggestions]
        yield {"type": "rich_text_list", "style": "bullet", "elements": items}


def _passage(shown: ShownPassage) -> Block:
    passage = shown.passage
    quote: list[Block] = []
    for sentence in passage.sentences:
        quote += [_text(_shortened(sentence.text)), _text(f"  {citation_label(sentence)}\n", italic=True)]
    return _rich(
        _section(f"{shown.label}  {visible(place(passage))}", bold=True),
        *_standing(passage.metadata),
        {"type": "rich_text_quote", "elements": quote},
    )


def _standing(metadata: Metadata) -> Iterator[Block]:
    if known := standing(metadata):
        yield _section(visible(known), italic=True)


def _references(answer: Answer, shown: tuple[ShownPassage, ...]) -> Iterator[Block]:
    cited = {s.passage.doc_id: set[int]() for s in shown}
    for item in shown:
        cited[item.passage.doc_id].update(item.passage.citations)
    lines = [
        f"[{number}] {visible(reference_line(number, reference))}"
        for doc_id, entries in answer.references.items()
        for number, reference in entries.items()
        if number in cited.get(doc_id, ())
    ]
    if lines:
        yield _rich(_section("References", bold=True), *map(_section, lines))
