"""Which paragraphs are questions that head the answers below them, in formats that tell paragraphs apart."""

from dataclasses import replace

from corpus.model import Block, BlockKind, Content
from corpus.readers.headings import asks, is_heading

_ANSWERS = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_ROW})


def with_questions_as_headings(content: Content) -> Content:
    """Return the content with each paragraph that is one question, and has its answer below it, as a heading.

    A question that stayed in the text would be what says most of the words that ask it, and be shown for its answer.
    """
    blocks: list[Block] = []
    level = 0  # of the last heading that is no question
    for number, block in enumerate(content.blocks):
        below = content.blocks[number + 1] if number + 1 < len(content.blocks) else None
        if block.kind is BlockKind.HEADING:
            level = block.level - asks(_words(content, block))
        elif block.kind is BlockKind.PARAGRAPH and below and _heads(content, block, below):
            block = replace(block, kind=BlockKind.HEADING, level=level + 1)  # noqa: PLW2901 - the same block
        blocks.append(block)
    return replace(content, blocks=tuple(blocks))


def question_and_answer(text: str, first_line: str) -> tuple[str, ...]:
    """Return the paragraphs that one is in truth: two where its first line is a question and the others answer it."""
    answer = text.removeprefix(first_line).strip()
    return (first_line, answer) if answer not in {"", text} and asks(first_line) else (text,)


def _heads(content: Content, block: Block, below: Block) -> bool:
    line = _words(content, block)
    return asks(line) and below.kind in _ANSWERS and is_heading(line, _words(content, below))


def _words(content: Content, block: Block) -> str:
    return content.text[block.start : block.end]
