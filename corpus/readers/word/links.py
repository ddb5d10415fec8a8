"""Where the links of a Word document lead, by the paragraph that they stand in."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from corpus.readers.links import one_link


def addresses(document: Document) -> Mapping[BaseOxmlElement, str]:
    """Return the one address that the links of a paragraph lead to; asked before show() changes the tree."""
    found: defaultdict[BaseOxmlElement, list[str]] = defaultdict(list)
    for link in document.element.body.iter(qn("w:hyperlink")):
        holder = next(link.iterancestors(qn("w:p")), None)
        related = document.part.rels.get(link.get(qn("r:id"), ""))
        if holder is not None and related is not None and related.is_external:
            found[holder].append(related.target_ref)
    return dict(_single(found))


def _single(found: Mapping[BaseOxmlElement, list[str]]) -> Iterator[tuple[BaseOxmlElement, str]]:
    for paragraph, leads_to in found.items():
        if address := one_link(leads_to):
            yield paragraph, address
