"""What is known of a document beside its text: from NAME.meta.toml, its front matter, and its folders' defaults."""

import tomllib
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date, datetime
from pathlib import Path, PurePosixPath

from corpus.errors import UnreadableFile
from corpus.model import DocumentKind, Metadata

META_SUFFIX = ".meta.toml"
FOLDER_DEFAULTS = "folder.meta.toml"
_FENCE = "---"
_KNOWN = ("title", *(field.name for field in fields(Metadata)))
_DATES = frozenset({"effective", "revised", "retired"})


def described(root: Path, name: str, own: Metadata, front_matter: Mapping[str, object]) -> tuple[str | None, Metadata]:
    """Return the title that was given for a document, if any, and its metadata; the nearest source wins.

    Order: NAME.meta.toml (or NAME.EXT.meta.toml), front matter, the folder.meta.toml of its folder and of those above,
    the document's own properties. Raises UnreadableFile, which names the file and the key that is wrong.
    """
    title: str | None = None
    metadata = own
    for source, values in [*_defaults(root, name), (name, front_matter), *_sidecars(root, name)]:
        title, metadata = _with(title, metadata, values, source)
    return title, metadata


def front_matter(text: str) -> Mapping[str, object]:
    """Return the "key: value" lines between --- lines at the start of a text; {} if there are none."""
    lines = text.lstrip("\ufeff").splitlines()
    if not lines or lines[0].strip() != _FENCE or _FENCE not in (line.strip() for line in lines[1:]):
        return {}
    end = next(i for i, line in enumerate(lines[1:], start=1) if line.strip() == _FENCE)
    pairs = (line.partition(":") for line in lines[1:end] if ":" in line and not line.startswith((" ", "#", "-")))
    return {key.strip().lower(): value.strip().strip("\"'") for key, _, value in pairs if key.strip().lower() in _KNOWN}


def _defaults(root: Path, name: str) -> list[tuple[str, Mapping[str, object]]]:
    parents = [*reversed(PurePosixPath(name).parents)]
    files = (f"{parent / FOLDER_DEFAULTS}" for parent in parents)
    return [(file, _load(root / file, file)) for file in files if (root / file).is_file()]


def _sidecars(root: Path, name: str) -> list[tuple[str, Mapping[str, object]]]:
    files = (f"{PurePosixPath(name).with_suffix('')}{META_SUFFIX}", f"{name}{META_SUFFIX}")
    return [(file, _load(root / file, file)) for file in files if (root / file).is_file()]


def _load(path: Path, name: str) -> Mapping[str, object]:
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise UnreadableFile(name, f"no valid TOML: {error}") from None
    except (OSError, UnicodeDecodeError):
        raise UnreadableFile(name, "cannot be read as UTF-8") from None
    for key in values:
        if key not in _KNOWN:
            raise UnreadableFile(name, f'"{key}" is not known; expected one of {", ".join(_KNOWN)}')
    return values


def _with(
    title: str | None, metadata: Metadata, values: Mapping[str, object], source: str
) -> tuple[str | None, Metadata]:
    changes = {key: _value(key, value, source) for key, value in values.items() if key != "title" and value != ""}
    named = values.get("title")
    return str(named) if named else title, replace(metadata, **changes)  # type: ignore[arg-type]  # checked by _value


def _value(key: str, value: object, source: str) -> object:
    if key in _DATES:
        return _date(key, value, source)
    if not isinstance(value, str):
        raise UnreadableFile(source, f"{key} is no text")
    if key == "kind":
        return _kind(value, source)
    if key == "url" and not value.startswith("https://"):
        raise UnreadableFile(source, "url does not begin with https://")
    return value


def _kind(value: str, source: str) -> DocumentKind:
    try:
        return DocumentKind(value.strip().lower())
    except ValueError:
        raise UnreadableFile(source, f"kind is none of {', '.join(DocumentKind)}") from None


def _date(key: str, value: object, source: str) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise UnreadableFile(source, f"{key} is no date such as 2026-01-31") from None
