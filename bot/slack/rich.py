"""Rich text: the one block type in which Slack parses nothing, so that words of documents stay words."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise
from typing import Any, NamedTuple, TypedDict, Unpack, cast
from urllib.parse import quote, urlsplit

from bot.slack.inert import visible
from corpus.model import Reference
from corpus.vancouver import find_pmid
from index.questions.codes import codes_in

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


class Styles(TypedDict, total=False):
    """The styles of a run of text that Slack knows."""

    bold: bool
    italic: bool
    strike: bool
    code: bool


def text(words: str, **styles: Unpack[Styles]) -> Block:
    """Return a run of text as it is, in some of bold, italic, strike and code; the caller has made it visible."""
    style = {name: True for name, on in styles.items() if on}
    run = {"type": "text", "text": words}
    return {**run, "style": style} if style else run


def with_codes(words: str, **styles: Unpack[Styles]) -> Iterator[Block]:
    """Yield a text with the codes that it prints in code style; the caller has made it visible."""
    printed = _printed_codes(words)
    if printed is None:
        yield text(words, **styles)
        return
    for i, part in enumerate(printed.split(words)):
        if part:
            coded: Styles = {**styles, "code": i % 2 == 1}
            yield text(part, **coded)


# what Slack writes of a message's styles; in an address the same signs are letters
_STYLED = re.compile(
    r"(?P<address>\bhttps?://\S+)"
    r"|(?<![\w*_~`])(?:```\s*(?P<block>[^`]*[^`\s])\s*```|`(?P<code>[^`\n]+)`"
    r"|\*(?=\S)(?P<bold>[^*\n]*[^*\s])\*|_(?=\S)(?P<italic>[^_\n]*[^_\s])_|~(?=\S)(?P<strike>[^~\n]*[^~\s])~)"
    r"(?![\w*_~`])"
)


def with_styles(words: str, **styles: Unpack[Styles]) -> Iterator[Block]:
    """Yield what a person wrote as they saw it: bold, struck out; codes as in `with_codes`. It is visible already."""
    at = 0
    for found in _STYLED.finditer(words):
        kind = found.lastgroup
        if kind is None or kind == "address":
            continue
        if found.start() > at:
            yield from with_codes(words[at : found.start()], **styles)
        if kind in ("code", "block"):
            coded: Styles = {**styles, "code": True}
            yield text(found[kind], **coded)
        else:
            yield from with_styles(found[kind], **cast("Styles", {**styles, kind: True}))
        at = found.end()
    if at < len(words):
        yield from with_codes(words[at:], **styles)


def with_marks(words: str, marked: Iterable[tuple[int, int]]) -> Iterator[Block]:
    """Yield a text as `with_codes` does, with some spans of it in bold; the caller has made it visible."""
    printed = _printed_codes(words)
    codes = [found.span() for found in printed.finditer(words)] if printed else []
    bold = list(marked)
    cuts = sorted({0, len(words), *chain.from_iterable((*bold, *codes))})
    for start, end in pairwise(cuts):
        yield text(words[start:end], bold=_within(start, bold), code=_within(start, codes))


def _printed_codes(words: str) -> re.Pattern[str] | None:
    """Return what finds the codes of a text where it prints them, in a group; None if there are none."""
    codes = codes_in(words)
    longest_first = sorted(codes, key=len, reverse=True)
    return re.compile(rf"(?<![\w.$/-])({'|'.join(map(re.escape, longest_first))})(?![\w%])") if codes else None


def _within(at: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)


def link(url: str, words: str) -> Block:
    """Return a link that says what it leads to; text alone where the address is none that we open."""
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname or len(url) > 2_000 or visible(url) != url:
        return text(visible(words))
    return {"type": "link", "url": url, "text": visible(words)}


def mention(user: str) -> Block:
    """Return a mention of a person that we mean; Slack tells them."""
    return {"type": "user", "user_id": user}


class _Address(NamedTuple):
    """Where a reference leads, how its entry may print that, and what is said where it does not."""

    url: str
    printed: str  # a pattern
    words: str


def reference_parts(words: str, reference: Reference) -> Iterator[Block]:
    """Yield an entry, made visible: the addresses that it prints are links, those that it lacks stand behind it."""
    spans: list[tuple[int, int, str]] = []
    lacking: list[_Address] = []
    for address in _addresses(reference):
        if found := re.search(address.printed, words, re.IGNORECASE):
            spans.append((*found.span(), address.url))
        elif address.words:
            lacking.append(address)
    at = 0
    for start, end, url in sorted(spans):
        if start >= at:  # an address that is the DOI's own is printed once
            yield text(words[at:start])
            yield link(url, words[start:end])
            at = end
    if at < len(words):
        yield text(words[at:])
    for address in lacking:
        yield text(" ")
        yield link(address.url, address.words)


def _addresses(reference: Reference) -> Iterator[_Address]:
    """Yield the DOI, the PubMed entry, and the address; that one is a link of its own where no other leads there."""
    if reference.doi:
        url = f"https://doi.org/{quote(reference.doi, safe='/:;()._-')}"
        printed = rf"(?:https?://(?:dx\.)?doi\.org/|\bdoi:?\s*)?{re.escape(reference.doi)}"
        yield _Address(url, printed, f"doi:{reference.doi}")
    if reference.pmid and reference.pmid.isdigit():
        url = f"https://pubmed.ncbi.nlm.nih.gov/{reference.pmid}/"
        printed = rf"(?:https://pubmed\.ncbi\.nlm\.nih\.gov/|\bPMID:?\s*){reference.pmid}\b/?"
        yield _Address(url, printed, f"PMID {reference.pmid}")
    if reference.url:
        known = reference.doi or (reference.pmid and find_pmid(reference.url) == reference.pmid)
        host = urlsplit(reference.url).hostname or reference.url
        yield _Address(reference.url, re.escape(reference.url), "" if known else host)
