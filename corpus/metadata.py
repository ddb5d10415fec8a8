"""What is known of a document beside its text: from NAME.meta.toml, its front matter, and its folders' defaults."""

import tomllib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from corpus.dates.forms import day_order, read_date
from corpus.folder import FOLDER_DEFAULTS, META_SUFFIX, Remark, escaped, is_beside
from corpus.front_matter import KNOWN, is_ours, nearest
from corpus.model import Content, DocumentKind, Metadata

_DATES = frozenset({"effective", "revised", "reviewed", "retired"})
_LISTED = ", ".join(KNOWN)
_LONGEST_SHOWN = 40  # characters of a wrong key or value that are told

_Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Described:
    """What was said of a document, and what of it could not be used; each wrong key or value costs itself alone."""

    title: str | None
    metadata: Metadata
    problems: tuple[Remark, ...] = ()


def described(root: Path, name: str, content: Content) -> Described:
    """Return the title that was given for a document, if any, and its metadata; the nearest source wins.

    Order: NAME.meta.toml (or NAME.EXT.meta.toml), front matter, the folder.meta.toml of its folder and of those above,
    the document's own properties. Which number of a date is the day is told by the dates that the document prints.
    """
    problems: list[Remark] = []
    title: str | None = None
    metadata = content.metadata
    pure = PurePosixPath(name)
    defaults = (f"{parent / FOLDER_DEFAULTS}" for parent in reversed(pure.parents))
    beside = (f"{pure.with_suffix('')}{META_SUFFIX}", f"{name}{META_SUFFIX}")
    for source, values in [
        *_loaded(root, defaults, problems),
        (name, {key: value for key, value in content.front_matter.items() if is_ours(key)}),
        *_loaded(root, beside, problems),
    ]:
        known = _checked(source, values, content.text, problems)
        title = known.pop("title", title)
        metadata = replace(metadata, **known)
    return Described(title, metadata, tuple(problems))


def _loaded(root: Path, names: Iterable[str], problems: list[Remark]) -> list[tuple[str, _Values]]:
    return [(name, _load(root / name, name, problems)) for name in names if is_beside(root, name)]


def _load(path: Path, name: str, problems: list[Remark]) -> _Values:
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        problems.append(Remark(name, "cannot be read as UTF-8"))
        return {}
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        problems.append(Remark(name, f"no valid TOML: {escaped(str(error))}; lines that are valid by themselves count"))
        return _line_by_line(text)


def _line_by_line(text: str) -> _Values:
    """Return what the valid lines say: a slip in one must not hide that a document is retired."""
    found: dict[str, object] = {}
    for line in text.splitlines():
        with suppress(tomllib.TOMLDecodeError):
            found.update(tomllib.loads(line))
    return found


def _checked(source: str, values: _Values, text: str, problems: list[Remark]) -> dict[str, Any]:
    """Return the valid fields, and note what is wrong with the others; `text` is the document's."""
    known: dict[str, Any] = {}
    for key, value in values.items():
        try:
            if value != "":
                known[key] = _value(key, value, text)
        except ValueError as error:
            where = "" if source.endswith(META_SUFFIX) else "front matter, "  # the document itself is read
            problems.append(Remark(source, f"{where}{_shown(key)}: {error}"))
    return known


def _value(key: str, value: object, text: str) -> object:
    """Return a value as its field has it. Raises ValueError, which says what was expected."""
    if key not in KNOWN:
        near = nearest(key)
        raise ValueError(f"no such key; {f'did you mean {near}?' if near else f'expected one of {_LISTED}'}")
    if key in _DATES:
        return _date(value, text)
    if not isinstance(value, str):
        raise _unexpected(value, "text in quotation marks")
    if key == "kind":
        return _kind(value)
    if key == "url" and not value.startswith("https://"):
        raise _unexpected(value, "an address that begins with https://")
    return value


def _kind(value: str) -> DocumentKind:
    try:
        return DocumentKind(value.strip().lower())
    except ValueError:
        raise _unexpected(value, f"one of {', '.join(DocumentKind)}") from None


def _date(value: object, text: str) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    with suppress(ValueError):
        return datetime.fromisoformat(str(value)).date()
    day = read_date(str(value).strip(), day_order(text), datetime.now(UTC).astimezone().date())
    if day is None:
        raise _unexpected(value, "a date such as 2026-01-31")
    return day


def _unexpected(value: object, expected: str) -> ValueError:
    return ValueError(f"found “{_shown(str(value))}”, expected {expected}")


def _shown(words: str) -> str:
    return escaped(words if len(words) <= _LONGEST_SHOWN else f"{words[: _LONGEST_SHOWN - 1]}…")
