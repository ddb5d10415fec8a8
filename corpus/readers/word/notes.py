"""Footnotes and endnotes of a Word document: its references where they can be, else text behind what calls them."""

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import NamedTuple

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

from corpus.citations import read_citations
from corpus.model import Certainty, Content
from corpus.readers.word.styles import Styles
from corpus.readers.word.unread import unread
from corpus.readers.word.view import show
from corpus.references import find_references
from corpus.vancouver import find_doi, find_https, find_pmid

_KINDS = ("endnote", "footnote")  # where both are called, endnotes are the references
_NUMBERED = frozenset(["decimal", "lowerRoman", "upperRoman"])  # others are letters and signs
_YEAR = re.compile(r"\b(?:19|20)\d\d[a-z]?\b")


Entry = tuple[int, Sequence[BaseOxmlElement]]  # the number of a reference and its paragraphs


class Note(NamedTuple):
    """A note and where the text calls it."""

    kind: str
    number: int | None  # None where it has a sign of its own
    call: BaseOxmlElement
    paragraphs: Sequence[BaseOxmlElement]


def called_notes(document: Document, styles: Styles) -> tuple[list[Note], list[str]]:
    """Return the notes that a document calls, in order, and remarks on what in them is not as it was."""
    calls = {qn(f"w:{kind}Reference"): kind for kind in _KINDS}
    remarks: list[str] = []
    told = {kind: dict(_paragraphs(document, kind, styles, remarks)) for kind in _KINDS}
    last = {kind: _first_number(document, kind) - 1 for kind in _KINDS}
    found = []
    for call in document.element.body.iter(*calls):
        kind, numbered = calls[call.tag], call.get(qn("w:customMarkFollows"), "0") in {"0", "false", "off"}
        last[kind] += numbered
        if paragraphs := told[kind].get(call.get(qn("w:id"))):
            found.append(Note(kind, last[kind] if numbered else None, call, paragraphs))
    return found, remarks


def citing(document: Document, notes: Sequence[Note], content: Content) -> str | None:
    """Return the kind of notes that are the references of a document; None where its own text cites otherwise."""
    if _cites(content):
        return None
    used = {note.kind for note in notes if note.number is not None}
    return next((kind for kind in _KINDS if kind in used and _counts_through(document, kind)), None)


def place(notes: Sequence[Note], kind: str | None, styles: Styles) -> list[Entry]:
    """Write numbers where notes of a kind are called and return these; the others are set behind what calls them.

    So are those that name no source, as they say something of their own ("Not in Ohio.").
    """
    listed = []
    ends: dict[BaseOxmlElement, BaseOxmlElement] = {}
    for note in reversed(notes):
        cited = note.kind == kind and note.number is not None
        if cited and note.number is not None:
            mark = OxmlElement("w:t")
            mark.text = f"[{note.number}]"
            note.call.addnext(mark)
            listed.append((note.number, note.paragraphs))
        if not cited or not _names_source(note):
            _set_behind(note, styles, ends)
    return listed[::-1]


def _cites(content: Content) -> bool:
    """Return whether a document has references or citations of its own, with which its notes would be mixed up."""
    if any(not found.loose for found in find_references(content.text, content.blocks)):
        return True
    read = read_citations(content.text, content.blocks, None).sentences
    return any(s.citations and s.certainty is Certainty.EXACT for found in read for s in found)


def _names_source(note: Note) -> bool:
    words = " ".join(text.text or "" for p in note.paragraphs for text in p.iter(qn("w:t")))
    return any(find(words) for find in (_YEAR.search, find_doi, find_pmid, find_https))


def _set_behind(note: Note, styles: Styles, ends: dict[BaseOxmlElement, BaseOxmlElement]) -> None:
    """Set a note behind the paragraph that calls it, or behind the list that this is an item of."""
    place = next(note.call.iterancestors(qn("w:p")), None)
    if place is None:
        return
    end = _end_of_list(place, styles, ends)
    for paragraph in reversed(note.paragraphs):
        end.addnext(deepcopy(paragraph))


def _end_of_list(
    place: BaseOxmlElement, styles: Styles, ends: dict[BaseOxmlElement, BaseOxmlElement]
) -> BaseOxmlElement:
    """Return the last paragraph of the list that one is an item of; `ends` holds what is known of those below it."""
    end = place
    while styles.lists(end) and (behind := end.getnext()) is not None and styles.lists(behind):
        end = ends.get(behind, behind)
        if behind in ends:
            break
    ends[place] = end
    return end


def _counts_through(document: Document, kind: str) -> bool:
    """Return whether the notes of a kind have numbers, each its own."""
    begins_anew = _said(document, kind, "w:numRestart") not in {None, "continuous"}
    return not begins_anew and (_said(document, kind, "w:numFmt") or "decimal") in _NUMBERED


def _first_number(document: Document, kind: str) -> int:
    said = _said(document, kind, "w:numStart") or ""
    return int(said) if said.isascii() and said.isdigit() else 1


def _said(document: Document, kind: str, tag: str) -> str | None:
    """Return what the document says on the numbers of its notes, in a section or for all."""
    holders = [*document.element.body.iter(qn("w:sectPr")), document.settings.element]
    plans = (plan for holder in holders for plan in holder.iterchildren(qn(f"w:{kind}Pr")))
    marks = (mark for plan in plans for mark in plan.iterchildren(qn(tag)))
    return next((mark.get(qn("w:val")) for mark in marks), None)


def _paragraphs(
    document: Document, kind: str, styles: Styles, remarks: list[str]
) -> Iterator[tuple[str, Sequence[BaseOxmlElement]]]:
    """Yield the identifier and the paragraphs of each note as Word shows them, those of its tables too; add remarks."""
    related = (rel for rel in document.part.rels.values() if rel.reltype.endswith(f"/{kind}s") and not rel.is_external)
    for rel in related:
        root = parse_xml(rel.target_part.blob)
        remarks += (f"in {kind}s: {remark}" for remark in (*show(root, styles), *unread(root)))
        for note in root.iterchildren(qn(f"w:{kind}")):
            if note.get(qn("w:type"), "normal") == "normal":  # others are lines between text and notes
                yield note.get(qn("w:id")), list(note.iter(qn("w:p")))
