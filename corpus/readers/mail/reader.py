"""E-mail (.eml) by the standard library: the subject is the title, its text is read as a page or a plain text is.

Whom it is from and to is no text: nobody looks for it, and it names people.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from email import message_from_bytes, policy
from email.headerregistry import HeaderRegistry
from email.message import MIMEPart

from corpus.errors import UnreadableFile
from corpus.model import Block, BlockKind, Content, Metadata
from corpus.plurals import counted
from corpus.readers.builder import ContentBuilder
from corpus.readers.decoding import decode
from corpus.readers.mail.heads import is_disclaimer, is_head, without_heads
from corpus.readers.mail.signatures import SIGNATURES, without_signatures
from corpus.readers.plain.lines import logical_lines
from corpus.readers.plain.reader import with_heading_levels
from corpus.readers.web.reader import LeftOut, add_page

_LARGEST = 60_000_000  # bytes; servers take half of it
_DEEPEST = 3  # messages within messages
_MOST_PARTS = 500
_BOM = b"\xef\xbb\xbf"
_ON_ITS_WAY = re.compile(r"(?:\s*(?:(?:re|fwd?|aw|wg)\s*:|\[(?:external|ext)\b[^\]]{0,20}\]:?))*\s*", re.IGNORECASE)
_FORWARDED = re.compile(r"\s*(?:fwd?|wg)\s*:", re.IGNORECASE)
_HEADERS = ("subject", "from", "to", "date", "mime-version", "received", "content-type")
_LONGEST_HEADER = 1_000  # characters that are looked at; the parser of headers takes minutes for long ones
_SEALED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted"})
_SIGNATURES = frozenset({"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"})
_TEXTS = frozenset({"text/plain", "text/html"})
_ENDING = re.compile(r"\.[a-z0-9]{1,5}")
_LARGE_PICTURE = 50_000  # bytes; smaller ones are logos
_HEADER_OF = HeaderRegistry()


def _header(name: str, value: str) -> str:
    """Return a header as the standard library has it, an empty one where its parser fails."""
    try:
        return _HEADER_OF(name, value[:_LONGEST_HEADER])
    except (AttributeError, LookupError, RecursionError, ValueError):
        return _HEADER_OF(name, "")


_POLICY = policy.default.clone(header_factory=_header)


class MailReader:
    """Reads an e-mail, and those that it forwards as they were sent."""

    def read(self, data: bytes, name: str) -> Content:
        """Return the content; raises UnreadableFile for what is no e-mail, encrypted, or larger than one."""
        if len(data) > _LARGEST:
            raise UnreadableFile(
                name, f"an e-mail of more than {_LARGEST // 1_000_000} MB; save its text as .txt or .pdf"
            )
        message = message_from_bytes(data.removeprefix(_BOM), policy=_POLICY)
        if not isinstance(message, MIMEPart) or not any(header in message for header in _HEADERS):
            raise UnreadableFile(name, "no e-mail: it begins with no header; save it again as .eml")
        if message.get_content_type() in _SEALED:
            raise UnreadableFile(
                name, "an e-mail that is encrypted or sealed (S/MIME, PGP); save its text as .txt or .pdf"
            )
        mail = _Mail(name)
        mail.add(message)
        subject = _subject(message)
        sent = None if _FORWARDED.match(subject) else _sent(message)
        title = _ON_ITS_WAY.sub("", subject, count=1) or None
        return mail.builder.build(title, Metadata(revised=sent), notes=tuple(mail.notes()))


class _Mail:
    """Collects what a message and those within it say."""

    def __init__(self, name: str) -> None:
        self.builder = ContentBuilder()
        self._name = name
        self._left_out = LeftOut()
        self._of_decoding: dict[str, None] = {}
        self._attached: Counter[str] = Counter()
        self._unread = 0  # messages
        self._parts = 0
        self._taken = 0  # blocks

    def notes(self) -> Iterator[str]:
        """Yield what is told of it."""
        yield from self._of_decoding
        yield from self._left_out.notes()
        if self._attached:
            kinds = ", ".join(_told(kind, count) for kind, count in sorted(self._attached.items()))
            number = counted(self._attached.total(), "attachment")
            yield f"{number} not read ({kinds}); save beside it what is to be found"
        if self._unread:
            yield f"{counted(self._unread, 'e-mail')} within it not read"

    def add(self, part: MIMEPart, depth: int = 0) -> None:
        """Add what a message says, or a part of one; `depth` tells within how many others it was sent."""
        kind = part.get_content_type()
        inner = [one for one in part.iter_parts() if isinstance(one, MIMEPart)] if part.is_multipart() else []
        self._parts += len(inner)
        if self._parts > _MOST_PARTS:
            raise UnreadableFile(
                self._name, f"an e-mail of more than {_MOST_PARTS} parts; save its text as .txt or .pdf"
            )
        if kind == "message/rfc822":
            self._forwarded(inner, depth + 1)
        elif kind == "multipart/alternative":
            self._first_that_says(sorted(inner, key=_is_no_page), depth)
        elif inner:
            for one in inner:
                self.add(one, depth)
        elif kind in _TEXTS and not part.is_attachment() and part.get_filename() is None:
            self._take(self._content(part))
        elif attached := _attached(part):
            self._attached[attached] += 1

    def _first_that_says(self, forms: Sequence[MIMEPart], depth: int) -> None:
        """Add the first of several forms of the same thing that holds words: a page of pictures has none."""
        before = self._taken
        for form in forms:
            self.add(form, depth)
            if self._taken > before:
                return

    def _forwarded(self, held: Sequence[MIMEPart], depth: int) -> None:
        if depth > _DEEPEST or len(held) != 1:
            self._unread += 1
            return
        self.builder.add(BlockKind.HEADING, _ON_ITS_WAY.sub("", _subject(held[0]), count=1), level=1)
        self.add(held[0], depth)

    def _content(self, body: MIMEPart) -> Content:
        """Return what the text of a message says."""
        builder, text = ContentBuilder(), self._text(body)
        if body.get_content_subtype() == "html":
            _, left_out = add_page(builder, text, unsaid=SIGNATURES)
            self._left_out += left_out
            return without_signatures(builder.build())
        for line in logical_lines(without_heads(text)):
            builder.add(line.kind, line.text, level=line.level, marker=line.marker)
        return with_heading_levels(builder.build())

    def _text(self, part: MIMEPart) -> str:
        """Return the words of a part in the encoding that it names, or in the one that fits."""
        data = part.get_payload(decode=True)
        held = data if isinstance(data, bytes) else b""
        try:
            named = held.decode(part.get_content_charset() or "utf-8")
        except (LookupError, ValueError):
            text, notes = decode(held, self._name)
            self._of_decoding.update(dict.fromkeys(notes))
            return text
        return decode(named.encode("utf-8", "replace"), self._name)[0]

    def _take(self, content: Content) -> None:
        for block in content.blocks:
            text = content.text[block.start : block.end]
            if not (is_head(text) or is_disclaimer(text)):
                self._taken += 1
                self.builder.add(
                    block.kind, text, level=block.level, marker=_marker(content.text, block), link=block.link
                )


def _marker(text: str, block: Block) -> str:
    return text[text.rfind("\n", 0, block.start) + 1 : block.start]


def _is_no_page(form: MIMEPart) -> bool:
    """Return whether a form of a message is poorer than a page, which has its tables."""
    return all(part.get_content_type() != "text/html" for part in form.walk())


def _attached(part: MIMEPart) -> str | None:
    """Return what an attachment is by the ending of its name, None for a logo, a signature or a remark of a server."""
    named = (part.get_filename() or "").lower()
    if part.get_content_type() in _SIGNATURES or not (named or part.is_attachment()):
        return None
    if part.get_content_maintype() == "image" and not part.is_attachment():
        return "picture" if len(part.get_payload(decode=True) or b"") >= _LARGE_PICTURE else None
    ending = named[named.rfind(".") :] if "." in named else ""
    return ending if _ENDING.fullmatch(ending) else "other"


def _told(kind: str, count: int) -> str:
    return f"{count} {kind}" if kind.startswith(".") else counted(count, kind)


def _subject(message: MIMEPart) -> str:
    return " ".join(str(message["subject"] or "").split())


def _sent(message: MIMEPart) -> date | None:
    """Return the day on which a message was sent, by its sender's clock."""
    said = getattr(message["date"], "datetime", None)
    return said.date() if said is not None else None
