"""A folder's files: which are documents, which stand beside them, which are passed over. Opens nothing but folders."""

import errno
import os
from collections.abc import Iterable, Iterator, Set
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from corpus.errors import IndexNamed, MissingCorpus
from corpus.sidecars import SIDECAR_SUFFIXES

LARGEST_FILE = 500_000_000  # bytes; a larger one is refused by name
INDEX = frozenset({"LOCK", "generations"})  # what every index folder holds (index.disk.manifest)
META_SUFFIX = ".meta.toml"
FOLDER_DEFAULTS = "folder.meta.toml"
_OF_THE_SYSTEM = frozenset({"desktop.ini", "ehthumbs.db", "thumbs.db"})  # Windows' own, which it hides
LEXICON = "lexicon.txt"  # of the folder's owner, read by index.questions.lexicon


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be said of a file; `reason` holds none of a document's text."""

    path: str  # below the corpus folder
    reason: str


@dataclass(frozen=True, slots=True)
class Folder:
    """What stands in a folder, by name below its root, in an order that does not depend on the disk."""

    root: Path
    documents: tuple[str, ...]
    skipped: tuple[Remark, ...] = ()
    refused: tuple[Remark, ...] = ()
    named: Path | None = None  # the one file that was named instead of a folder; no document if it is gone


def scan(path: Path) -> Folder:
    """Return the documents of a folder, or of one file; an index that stands in it is none.

    Raises MissingCorpus, or IndexNamed where the folder itself is an index.
    """
    if path.is_file():
        return Folder(path.parent, (path.name,), refused=tuple(_links_out(path.parent, path.name)), named=path)
    if not path.exists():
        raise MissingCorpus(path)
    if not path.is_dir():
        raise MissingCorpus(path, "neither a file nor a folder")
    if not os.access(path, os.R_OK | os.X_OK):
        raise MissingCorpus(path, "this folder may not be read")
    if is_index(entry.name for entry in path.iterdir()):
        raise IndexNamed(path)
    documents: list[str] = []
    skipped: list[Remark] = []
    refused: list[Remark] = []
    beside: list[str] = []
    for entry in _walk(path, refused, path):
        name = Path(entry.path).relative_to(path).as_posix()
        with suppress(FileNotFoundError):  # gone since its folder was listed
            if reason := _refusal(entry, name, path):
                refused.append(Remark(escaped(name), reason))
            elif reason := _passed_over(name):
                skipped.append(Remark(name, reason))
            else:
                (beside if _beside(name) else documents).append(name)
    skipped += _of_no_document(beside, {*documents, *(remark.path for remark in (*skipped, *refused))})
    return Folder(path, tuple(documents), tuple(skipped), tuple(refused))


def _walk(folder: Path, refused: list[Remark], root: Path) -> Iterator["os.DirEntry[str]"]:
    try:
        with os.scandir(folder) as listed:
            entries = sorted(listed, key=lambda entry: entry.name)
        if not os.access(folder, os.X_OK):  # listed, it may still be closed
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as error:
        name = folder.relative_to(root).as_posix()
        refused.append(Remark(escaped(name), f"this folder may not be read ({error.strerror})"))
        return
    if is_index(entry.name for entry in entries):
        return
    for entry in entries:
        if _is_hidden(entry.name):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), refused, root)
        else:
            yield entry


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() in _OF_THE_SYSTEM


def is_index(names: Iterable[str]) -> bool:
    """Return whether a folder that holds these names is an index, be it a damaged one."""
    return set(names) >= INDEX


def escaped(name: str) -> str:
    """Return a name that can be shown: one with a line break or a terminal's command could forge a report."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in name)


def _refusal(entry: "os.DirEntry[str]", name: str, root: Path) -> str | None:
    """Return why a file is not opened: it leads out of the folder, is no file, or has a name that no one can show.

    Raises FileNotFoundError.
    """
    if not name.isprintable():
        return "a name with unprintable characters; rename it"
    try:
        return _no_document(entry, root)
    except FileNotFoundError:
        raise
    except OSError as error:  # a link into a folder that is closed
        return f"cannot be read ({error.strerror})"


def _no_document(entry: "os.DirEntry[str]", root: Path) -> str | None:
    if entry.is_symlink() and (reason := _link_refusal(Path(entry.path), root)):
        return reason
    if not entry.is_file():
        return "no regular file (a pipe, a device or a broken link)"
    if entry.stat().st_size > LARGEST_FILE:
        return f"larger than {LARGEST_FILE // 1_000_000} MB; split it"
    return None


def _link_refusal(link: Path, root: Path) -> str | None:
    if _leads_round(link):
        return "a link that leads round in a circle"
    target = link.resolve()
    if not target.is_relative_to(root.resolve()):
        return "a link that leads out of the folder is not followed"
    return "a link to a folder is not followed" if target.is_dir() else None


def _links_out(root: Path, name: str) -> Iterator[Remark]:
    """Yield what is to be said of links beside a document that was named alone."""
    for companion in companions(root, name):
        with suppress(OSError):  # a name that is too long for a file
            if companion.is_symlink() and (reason := _link_refusal(companion, root)):
                yield Remark(companion.name, reason)


def _leads_round(link: Path) -> bool:
    try:
        link.stat()
    except OSError as error:
        return error.errno == errno.ELOOP
    return False


def _passed_over(name: str) -> str | None:
    if PurePosixPath(name).stem.upper() == "README":
        return "a README describes the folder; rename it to have it answer"
    if name == LEXICON:
        return "the owner's lexicon, read when questions are asked"
    return None


def left_out(root: Path, name: str) -> str | None:
    """Return why a file is no document where its folder is indexed; None if it is one."""
    file = root / name
    if file.is_symlink() and (reason := _link_refusal(file, root)):
        return reason
    if any(_is_hidden(part) for part in PurePosixPath(name).parts):
        return "hidden files and folders are passed over"
    if _beside(name):
        return "stands beside documents: index the one that it is of, or the folder"
    return _passed_over(name)


def _beside(name: str) -> bool:
    """Return whether a file belongs to a document: its references, its metadata, a folder's defaults."""
    return name.endswith((*SIDECAR_SUFFIXES, META_SUFFIX)) or PurePosixPath(name).name == FOLDER_DEFAULTS


def _of_no_document(beside: Iterable[str], others: Set[str]) -> Iterator[Remark]:
    """Yield what is to be said of files that describe a document of another name than any that stands there."""
    named = others | {str(PurePosixPath(name).with_suffix("")) for name in others}
    for name in beside:
        base = next((name.removesuffix(s) for s in (*SIDECAR_SUFFIXES, META_SUFFIX) if name.endswith(s)), name)
        if base not in named and PurePosixPath(name).name != FOLDER_DEFAULTS:
            yield Remark(name, "belongs to no document: none beside it has its name")


def is_beside(root: Path, name: str) -> bool:
    """Return whether a file stands beside a document: no name that is too long for one, and no link that leads out."""
    companion = root / name
    try:
        return companion.is_file() and not (companion.is_symlink() and _link_refusal(companion, root))
    except OSError as error:
        if error.errno != errno.ENAMETOOLONG:
            raise
        return False


def companions(root: Path, name: str) -> list[Path]:
    """Return the files beside a document that decide what is known of it, whether they exist or not."""
    pure = PurePosixPath(name)
    bases = (pure, pure.with_suffix(""))
    folders = [root, *(root / parent for parent in reversed(pure.parents[:-1]))]
    return [
        *(root / f"{base}{suffix}" for base in bases for suffix in (*SIDECAR_SUFFIXES, META_SUFFIX)),
        *(folder / FOLDER_DEFAULTS for folder in folders),
    ]
