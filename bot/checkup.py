"""What `citebot doctor` looks at on this machine: settings, state, documents, and whether a question is answered."""

import errno
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bot.desk import Desk, open_desk
from bot.examples import example_questions
from bot.model import Status
from bot.settings import Settings
from bot.state.errors import shown
from bot.state.store import open_state_of, state_exists
from corpus.errors import CitebotError
from corpus.folder import LEXICON
from index.disk import index_exists
from index.freshness import freshness

_ROOM = 100_000  # bytes that the disk must still take
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_ROOM_NEEDED = "Make room there"
_RIGHTS_NEEDED = "Give the account that runs the bot the right to write there"


class Verdict(StrEnum):
    """What a check found."""

    OK = "ok"
    NOTE = "note"  # works, but should be known
    WRONG = "wrong"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Finding:
    """One check. What is told never holds a secret."""

    name: str
    verdict: Verdict
    told: str  # what was found and, if it is wrong, what mends it


def check_here(settings: Settings, corpus: Path | None, index: Path | None = None) -> Iterator[Finding]:
    """Yield what was found on this machine, in the order in which it should be mended."""
    yield _data_folder(settings.data_dir.absolute())
    yield _state(settings)
    yield from _documents(settings, corpus, index)
    named = corpus or index
    if settings.corpus and not named and index_exists(settings.index_dir) and not settings.corpus.exists():
        yield _no_corpus(settings.corpus)


def _data_folder(folder: Path) -> Finding:
    made_in = next(above for above in (folder, *folder.absolute().parents) if above.exists())  # looking makes nothing
    try:
        with tempfile.TemporaryFile(dir=made_in) as file:
            file.write(bytes(_ROOM))
    except OSError as error:
        told = f"{folder}: {error.strerror}. {_ROOM_NEEDED if error.errno in _FULL else _RIGHTS_NEEDED}"
        return Finding("data folder", Verdict.WRONG, f"{told}, or name another with CITEBOT_DATA_DIR")
    told = f"{folder} can be written" if made_in == folder else f"{folder} can be made, once there is something to keep"
    return Finding("data folder", Verdict.OK, told)


def _state(settings: Settings) -> Finding:
    try:
        if not state_exists(settings):
            return Finding("state", Verdict.OK, "none yet: the bot makes it when it is first connected to Slack")
        state = open_state_of(settings)
    except CitebotError as error:
        return Finding("state", Verdict.WRONG, str(error))
    except OSError as error:  # the folder may not be looked into
        return Finding("state", Verdict.WRONG, f"{error.filename}: {error.strerror}. {_RIGHTS_NEEDED}")
    state.close()
    return Finding("state", Verdict.OK, shown(state.engine.url))


def _documents(settings: Settings, corpus: Path | None, index: Path | None) -> Iterator[Finding]:
    unread: list[str] = []
    try:
        desk = open_desk(corpus, unread.append, index=index, settings=settings)
    except CitebotError as error:
        yield Finding("documents", Verdict.WRONG, str(error))
        return
    told = f"{desk.source}: {desk.holdings}"
    if not desk.passages:
        yield Finding("documents", Verdict.WRONG, f"{told}. Build an index with: citebot index FOLDER")
        return
    own = ". Build an index of your own documents with: citebot index FOLDER"
    hint = f"; no index in {desk.looked_in}{own}" if desk.is_sample else ""
    yield Finding("documents", Verdict.NOTE if desk.is_sample or unread else Verdict.OK, told + hint)
    yield from (Finding("documents", Verdict.NOTE, line) for line in unread)
    yield from _out_of_date(desk, index)
    yield _question(desk)


def _out_of_date(desk: Desk, named: Path | None) -> Iterator[Finding]:
    """Yield what changed in the folder since the index was built from it."""
    fresh = freshness(list(desk.answerer.engine.documents()))
    if fresh and fresh.is_behind:
        yield Finding("documents", Verdict.NOTE, fresh.told(named))


def _no_corpus(folder: Path) -> Finding:
    told = f"{folder}: no such folder, so no {LEXICON} of yours is read; answers come from the index"
    return Finding("corpus", Verdict.NOTE, f"{told}. Name the folder of your documents with CITEBOT_CORPUS")


def _question(desk: Desk) -> Finding:
    """Ask what the collection's own headings ask; the question is made of them, so it may be shown."""
    for question in example_questions(desk.answerer.engine):
        answer = desk.answerer.answer(question)
        if answer.status is Status.ANSWERED:
            return Finding("a question", Verdict.OK, f"“{question}” is answered in {answer.took_ms:.0f} ms")
    return Finding("a question", Verdict.NOTE, "none of the example questions made from the headings is answered")
