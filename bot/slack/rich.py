"""Rich text: the one block type in which Slack parses nothing, so that words of documents stay words."""

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote, urlsplit

from bot.slack.inert import visible
from corpus.model import Reference
from index.codes import codes_in

Block = dict[str, Any]


def rich(*elements: Block) -> Block:
    """Return a rich text block."""
    return {"type": "rich_text", "elements": list(elements)}


def section(*parts: Block) -> Block:
    """Return one paragraph of rich text."""
    return {"type": "rich_text_section", "elements": list(parts)}


def line(words: str, *, bold: bool = False, italic: bool = False) -> Block:
    """Return a paragraph of one run of text with a line break after it."""
    return section(text(f"{visible(words)}\n", bold=bold, italic=italic))


def quoted(parts: Iterable[Block]) -> Block:
    """Return a quotation."""
    return {"type": "rich_text_quote", "elements": list(parts)}


def text(words: str, *, bold: bool = False, italic: bool = False, code: bool = False) -> Block:
    """Return a run of text as it is; the caller has made it visible."""
    if not (bold or italic or code):
        return {"type": "text", "text": words}
    style = {"bold": bold, "italic": italic, "code": code}
    return {"type": "text", "text": words, "style": {name: True for name, on in style.items() if on}}


def with_codes(words: str, *, bold: bool = False) -> Iterator[Block]:
    """Yield a text with the codes that it prints in code style; the caller has made it visible."""
    codes = sorted(codes_in(words), key=len, reverse=True)
    if not codes:
        yield text(words, bold=bold)
        return
    printed = re.compile(rf"(?<![\w.$/-])({'|'.join(map(re.escape, codes))})(?![\w%])")
    for i, part in enumerate(printed.split(words)):
        if part:
            yield text(part, bold=bold, code=i % 2 == 1)


def link(url: str, words: str) -> Block:
    """Return a link that says what it leads to; text alone where the address is none that we open."""
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname or len(url) > 2_000 or visible(url) != url:
        return text(visible(words))
    return {"type": "link", "url": url, "text": visible(words)}


def mention(user: str) -> Block:
    """Return a mention of a person that we mean; Slack tells them."""
    return {"type": "user", "user_id": user}


def reference_links(reference: Reference) -> Iterator[Block]:
    """Yield the links of a reference: its DOI, its PubMed entry, its address."""
    if reference.doi:
        yield text(" ")
        yield link(f"https://doi.org/{quote(reference.doi, safe='/:;()._-')}", f"doi:{reference.doi}")
    if reference.pmid and reference.pmid.isdigit():
        yield text(" ")
        yield link(f"https://pubmed.ncbi.nlm.nih.gov/{reference.pmid}/", f"PMID {reference.pmid}")
    if reference.url and not reference.doi:
        yield text(" ")
        yield link(reference.url, urlsplit(reference.url).hostname or reference.url)
