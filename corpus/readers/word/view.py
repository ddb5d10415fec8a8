"""The tree of a Word document as Word shows it: changes accepted, all words in plain paragraphs and cells."""

from collections import Counter
from collections.abc import Iterator

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from corpus.plurals import counted
from corpus.readers.word.signs import spell_out
from corpus.readers.word.styles import Styles

_BRANCHES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_GONE = (qn("w:del"), qn("w:moveFrom"))
_COME = (qn("w:ins"), qn("w:moveTo"))
_WRAPPERS = (
    *_COME,
    *map(qn, ("w:sdt", "w:sdtContent", "w:smartTag", "w:customXml", "w:fldSimple", "w:hyperlink", "w:dir", "w:bdo")),
)
_MARKS = tuple(map(qn, ("w:rPr", "w:trPr", "w:tcPr", "w:numPr")))  # where a change is one of form, or of a whole row
_STRUCK = ("w:strike", "w:dstrike")


def show(root: BaseOxmlElement, styles: Styles) -> tuple[str, ...]:
    """Change a tree to what Word shows; return notes on what is not as it was."""
    for choice in list(root.iter(_BRANCHES)):
        _choose(choice)
    changes = _accept(root)
    for wrapper in reversed(list(root.iter(*_WRAPPERS))):
        if not _is_mark(wrapper):
            _open(wrapper)
    for box in reversed(list(root.iter(qn("w:txbxContent")))):
        _set_behind(box)
    return _notes(changes, _leave_out(root, styles), spell_out(root))


def _notes(changes: int, hidden: Counter[str], lost: Counter[str]) -> tuple[str, ...]:
    accepted = [f"{counted(changes, 'tracked change')} taken as accepted"] if changes else []
    parts = [f"{counted(count, f'{what} part')} left out" for what, count in hidden.items()]
    return (*accepted, *parts, *(f"{counted(count, what)} not read" for what, count in lost.items()))


def _choose(branches: BaseOxmlElement) -> None:
    """Put the first of several forms of the same thing in their place, the first with words if one has any."""
    worded = (branch for branch in branches if next(branch.iter(qn("w:t")), None) is not None)
    chosen = next(worded, next(iter(branches), None))
    if chosen is not None:
        _move(chosen, branches)
    branches.getparent().remove(branches)


def _accept(root: BaseOxmlElement) -> int:
    """Take away what was deleted or moved from here; return how many changes there are."""
    changes = 0
    for change in reversed(list(root.iter(*_GONE, *_COME, qn("w:cellDel")))):  # so that joined paragraphs move once
        holder = change.getparent()
        gone = change.tag not in _COME
        changes += 1
        if holder is None or not gone:
            continue
        if holder.tag == qn("w:trPr"):
            _remove(holder.getparent())
        elif holder.tag == qn("w:tcPr"):
            _empty(holder.getparent())
        elif holder.tag == qn("w:rPr"):
            _join(holder.getparent())
        else:
            holder.remove(change)
    return changes


def _is_mark(element: BaseOxmlElement) -> bool:
    return element.getparent() is None or element.getparent().tag in _MARKS


def _empty(cell: BaseOxmlElement) -> None:
    """Take the words from a cell that was deleted; the others keep their columns."""
    for run in list(cell.iter(qn("w:r"))):
        _remove(run)


def _join(properties: BaseOxmlElement) -> None:
    """Join a paragraph whose end was deleted to the one behind it."""
    paragraph = properties.getparent()
    behind = paragraph.getnext() if properties.tag == qn("w:pPr") else None
    if behind is None or behind.tag != qn("w:p"):
        return
    first = behind.find(qn("w:pPr"))
    for child in list(paragraph):
        if child.tag == qn("w:pPr"):
            continue
        if first is None:
            behind.insert(0, child)
        else:
            first.addnext(child)
        first = child
    _remove(paragraph)


def _open(wrapper: BaseOxmlElement) -> None:
    """Put what a wrapper holds in its place; a content control that nobody filled in holds but a request to do so."""
    properties = wrapper.find(qn("w:sdtPr"))
    if properties is None or properties.find(qn("w:showingPlcHdr")) is None:
        _move(wrapper, wrapper)
    _remove(wrapper)


def _set_behind(box: BaseOxmlElement) -> None:
    """Set the paragraphs of a text box behind the one that holds it."""
    holder = next(box.iterancestors(qn("w:p")), None)
    if holder is not None:
        for child in reversed(list(box)):
            holder.addnext(child)
    _remove(box)


def _leave_out(root: BaseOxmlElement, styles: Styles) -> Counter[str]:
    """Take away the runs that are hidden or struck out; return how many of each."""
    counts: Counter[str] = Counter()
    for run in list(root.iter(qn("w:r"))):
        for what in _reasons(run, styles):
            counts[what] += bool(run.text.strip())
            _remove(run)
            break
    return +counts


def _reasons(run: BaseOxmlElement, styles: Styles) -> Iterator[str]:
    if styles.says(run, "w:vanish"):
        yield "hidden"
    if any(styles.says(run, tag) for tag in _STRUCK):
        yield "struck-out"


def _move(holder: BaseOxmlElement, place: BaseOxmlElement) -> None:
    """Set what an element holds before another."""
    for child in list(holder):
        place.addprevious(child)


def _remove(element: BaseOxmlElement) -> None:
    if (holder := element.getparent()) is not None:
        holder.remove(element)
