"""What people ask for a document by: its title, who issued it, whose rules it holds, its folder and file."""

from functools import lru_cache

from corpus.masthead import PARTS
from corpus.model import Passage


def full_title(passage: Passage) -> str:
    """Return the title of a passage's document and, line by line, the names that the title leaves out.

    The payer stands in a field beside the document, in the name of its folder or of its file, or in its first lines.
    """
    metadata = passage.metadata
    return _full_title(passage.document, metadata.issuer, metadata.payer, passage.collection, metadata.masthead)


@lru_cache(maxsize=20_000)
def _full_title(title: str, *names: str | None) -> str:
    named = {part.casefold() for part in PARTS.findall(title)}
    lines = [title]
    for name in names:
        wanting = [part for part in PARTS.findall(name or "") if part.casefold() not in named]
        if wanting:
            named.update(part.casefold() for part in wanting)
            lines.append(" ".join(wanting))
    return "\n".join(lines)
