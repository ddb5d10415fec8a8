"""Signatures of e-mails that are pages: what a mail program marks as one, and what stands below two dashes."""

import re
from dataclasses import replace

from corpus.model import BlockKind, Content
from corpus.readers.letters import Letter
from corpus.readers.mail.heads import places_unsigned

_MARKED = (
    ".gmail_signature, .gmail_signature_prefix, .moz-signature, .MsoAutoSig, .AppleMailSignature",
    ".protonmail_signature_block, #AppleMailSignature, #ms-outlook-mobile-signature, #Signature, #signature",
)
SIGNATURES = ", ".join((*_MARKED, *(re.sub(r"[.#]", r"\g<0>x_", names) for names in _MARKED)))  # x_: quoted by Outlook
_SIGNED = re.compile(r"--\s+\S.*[^.!?]")
_MOST_WORDS = 25  # of a signature whose lines are one paragraph


def without_signatures(content: Content) -> Content:
    """Return what a page says without what two dashes part from it; who greets and signs heads nothing."""
    texts = [content.text[block.start : block.end] for block in content.blocks]
    letter = Letter()
    kept = []
    for at in places_unsigned(texts):
        block, text, below = content.blocks[at], texts[at], next(iter(texts[at + 1 :]), None)
        frames = letter.frames(text, below) and block.kind is BlockKind.HEADING
        if not (_SIGNED.fullmatch(text) and len(text.split()) <= _MOST_WORDS):
            kept.append(replace(block, kind=BlockKind.PARAGRAPH, level=0) if frames else block)
    return replace(content, blocks=tuple(kept))
