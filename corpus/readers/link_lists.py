"""Lists of links of a page, which lead elsewhere and say nothing: "Related: …", and what stands below "See also"."""

import re

from corpus.model import BlockKind
from corpus.readers.builder import ContentBuilder

_LABEL = re.compile(
    r"(?:(?:learn|read|see|explore|view|find out) more|(?:keep|continue) reading|(?:read|up) next"
    r"|(?:see|read) also|also (?:see|read)|you (?:may|might) also (?:like|be interested in|want to read)"
    r"|related(?: (?:articles?|contents?|guides|information|links?|pages?|posts?|reading|resources|stories|topics?))?"
    r"|more (?:articles|on this(?: topic)?|posts|stories)|(?:popular|recent|recommended)(?: (?:articles|posts|reading))"
    r"|recommended for you|(?:quick|useful|helpful) links|(?:on|in) this (?:page|article|section|guide)"
    r"|(?:table of )?contents|jump to|share this(?: page| article)?)\W*",
    re.IGNORECASE,
)


class LinkLists:
    """Adds the blocks of a page to what is collected of it, but what only leads elsewhere as asides."""

    def __init__(self, builder: ContentBuilder) -> None:
        self._builder = builder
        self._label: tuple[BlockKind, str, int] | None = None  # what may head links, with its level, until we know
        self._within = False
        self._level = 0  # of the heading that labels

    def add(
        self, kind: BlockKind, text: str, *, unlinked: str, level: int = 0, marker: str = "", link: str | None = None
    ) -> None:
        """Add a block as the builder does; `unlinked` are those of its words that are no link."""
        if not text:
            return
        said = " ".join(unlinked.split())
        labels = _LABEL.fullmatch(text) is not None
        if kind is BlockKind.HEADING and level <= self._level:
            self.settle()
        if labels and (kind is BlockKind.HEADING or said == text):
            self.settle()
            self._label, self._level = (kind, text, level), level
        elif not any(map(str.isalnum, said)) and (self._label or self._within or labels):
            self._pass_over(text)
        else:
            builder = self.settle()
            if said != text and _LABEL.fullmatch(said):
                builder.aside(text)
            else:
                builder.add(kind, text, level=level, marker=marker, link=link)

    def settle(self) -> ContentBuilder:
        """Add the label that headed no links after all; return where what comes next is added."""
        if self._label:
            kind, text, level = self._label
            self._builder.add(kind, text, level=level)
        self._label, self._within, self._level = None, False, 0
        return self._builder

    def _pass_over(self, text: str) -> None:
        if self._label:
            self._builder.aside(self._label[1])
            self._label, self._within = None, True
        self._builder.aside(text)
