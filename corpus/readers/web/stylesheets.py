"""What a page's own style sheets say of what is seen and what is struck out, written into its elements."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

_HEEDED = {"display": "display", "visibility": "visibility"} | dict.fromkeys(
    ("text-decoration", "text-decoration-line"), "text-decoration"
)
_MOST_RULES = 5_000
_MOST_MATCHES = 1_000_000  # of elements by rules: some seconds
_LONGEST = 2_000  # characters of the selectors of one rule
_SHOWN_ANYWAY = frozenset({"html", "body"})  # a script shows them; a page that is hidden whole is none
_SEEN_ON = re.compile(r"\s*(?:all|(?:only\s+)?screen)?\s*(?:,|$|and\b)", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_AT_RULE = re.compile(r"@[^{};@]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})")  # other media, moving pictures, fonts
_BETWEEN_SELECTORS = re.compile(r",(?![^()]*\))")
_IDS, _CLASSES, _TAGS = re.compile(r"#"), re.compile(r"[.\[]|(?<!:):(?!:)"), re.compile(r"(?:^|[\s>+~(])[a-z]", re.I)

_Rank = tuple[bool, int, int, int, int]  # important, inline, and how closely a selector tells what it means
_INLINE = (1, 0, 0, 0)


class _Said(NamedTuple):
    """What the closest rule says of one property."""

    rank: _Rank
    value: str


def apply_sheets(tree: LexborHTMLParser) -> None:
    """Write what the style sheets within a page say of sight into the `style` of its elements, as a browser has it.

    Rules for other media and selectors that lexbor does not know are left out.
    """
    found: dict[int, tuple[LexborNode, dict[str, _Said]]] = {}
    matched = ((node, *rule) for rule in _rules(tree) for node in _selected(tree, rule[0]))
    for node, selector, declared in islice(matched, _MOST_MATCHES):
        _, said = found.setdefault(node.mem_id, (node, {}))
        _weigh(said, declared, _closeness(selector))
    for node, said in found.values():
        style = _declared(node.attributes.get("style") or "")
        _weigh(said, {name: value for name, value in style.items() if name in _HEEDED}, _INLINE)
        kept = {name: value for name, value in style.items() if name not in _HEEDED}
        seen = {name: heeded.value for name, heeded in said.items()}
        node.attrs["style"] = ";".join(f"{name}:{value}" for name, value in {**kept, **seen}.items())


def _rules(tree: LexborHTMLParser) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield each selector of the sheets with what it says of sight, in order."""
    text = _AT_RULE.sub("", _COMMENT.sub("", "\n".join(_sheets(tree))))
    left = _MOST_RULES
    for rule in text.split("}"):
        before, _, declarations = rule.rpartition("{")
        selectors = before.rpartition("{")[2]
        heeded = {name: value for name, value in _declared(declarations).items() if name in _HEEDED}
        if heeded and left and len(selectors) <= _LONGEST:
            left -= 1
            yield from ((selector.strip(), heeded) for selector in _BETWEEN_SELECTORS.split(selectors))


def _sheets(tree: LexborHTMLParser) -> Iterator[str]:
    """Yield the sheets that hold on a screen where scripts run."""
    others = {node.mem_id for node in tree.css("noscript style, template style, svg style")}
    for node in tree.css("style"):
        if node.mem_id not in others and _SEEN_ON.match(node.attributes.get("media") or ""):
            yield node.text()


def _selected(tree: LexborHTMLParser, selector: str) -> list[LexborNode]:
    try:
        nodes = tree.css(selector)
    except SelectolaxError:  # "p::before", and whatever no page should say
        return []
    return [node for node in nodes if node.tag not in _SHOWN_ANYWAY]


def _declared(text: str) -> dict[str, str]:
    pairs = (declaration.partition(":") for declaration in text.split(";"))
    return {name.strip().lower(): value.strip() for name, _, value in pairs if value.strip()}


def _weigh(said: dict[str, _Said], declared: Mapping[str, str], closeness: tuple[int, int, int, int]) -> None:
    """Take in what a rule declares where no closer one says otherwise; of equal ones the last counts."""
    for name, value in declared.items():
        plain, important, _ = value.lower().partition("!important")
        new = _Said((bool(important), *closeness), plain.strip())
        heeded = _HEEDED[name]
        if heeded not in said or new.rank >= said[heeded].rank:
            said[heeded] = new


@lru_cache
def _closeness(selector: str) -> tuple[int, int, int, int]:
    """Return how closely a selector tells what it means: by how many names of elements, classes and kinds."""
    ids, classes, tags = (len(pattern.findall(selector)) for pattern in (_IDS, _CLASSES, _TAGS))
    return (0, ids, classes, tags)
