"""Which of the links of a paragraph leads to what it tells of, as the entry of a list of references does."""

from collections.abc import Iterable

from corpus.vancouver import find_doi, find_https


def one_link(addresses: Iterable[str]) -> str | None:
    """Return the one https address among them, of several the one that names a DOI; else None."""
    found = list(dict.fromkeys(address for address in addresses if find_https(address) == address))
    works = [address for address in found if find_doi(address)] if len(found) > 1 else found
    return works[0] if len(works) == 1 else None
