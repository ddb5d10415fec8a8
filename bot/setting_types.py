"""The kinds of values that settings have, each with what is expected in words."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, TypeVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_settings import NoDecode

Texts = TypeVar("Texts", str, str | None, tuple[str, ...])

USER_ID = re.compile(r"[UW][A-Z0-9]+")
GROUP_ID = re.compile(r"S[A-Z0-9]+")
_OF_WORKSPACE = r"(?:[TE][A-Z0-9]+/)?"  # before an ID that counts in one workspace
_HELPERS_ID = re.compile(_OF_WORKSPACE + r"[UWS][A-Z0-9]+")
_CHANNEL_ID = re.compile(_OF_WORKSPACE + r"[CGD][A-Z0-9]+")
_WORKSPACE_ID = re.compile(r"[TE][A-Z0-9]+|\*")
_HOST = re.compile(r"[\w.:%-]+")


@dataclass(frozen=True, slots=True)
class Expected:
    """What a person should have written, for an error."""

    words: str


def _separated(value: object) -> object:
    """Return IDs that were given in one text, separated by commas, as a tuple."""
    return tuple(filter(None, (part.strip() for part in value.split(",")))) if isinstance(value, str) else value


def _expanded(value: object) -> object:
    """Return a path with its ~ as the folder that it stands for."""
    if value is None:
        return None
    if not isinstance(value, (str, Path)) or not str(value).strip():
        raise ValueError("no path")
    try:
        return Path(value).expanduser()
    except RuntimeError as error:  # nobody's folder
        raise ValueError("no such home folder") from error


def _like(pattern: re.Pattern[str]) -> Callable[[Texts], Texts]:
    """Return what checks a text, or each of several, if there is any."""

    def checked(value: Texts) -> Texts:
        texts = (value,) if isinstance(value, str) else value or ()
        if not all(map(pattern.fullmatch, texts)):
            raise ValueError("of another form")
        return value

    return checked


def _one_each(values: tuple[str, ...]) -> tuple[str, ...]:
    """Return IDs of which each workspace has one at most, and all others together one. Raises ValueError."""
    workspaces = [workspace for workspace, _ in map(_parts, values)]
    if len(set(workspaces)) < len(workspaces):
        raise ValueError("several for one workspace")
    return values


def _parts(value: str) -> tuple[str, str]:
    workspace, _, bare = value.rpartition("/")
    return workspace, bare


def in_workspace(values: tuple[str, ...], team: str) -> str:
    """Return the ID that is given for a workspace, else the one that is given for all; "" for none."""
    given = dict(map(_parts, values))
    return given.get(team) or given.get("", "")


def web_address(value: str) -> str:
    """Return the address of a service on the web. Raises ValueError."""
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or not _HOST.fullmatch(parts.hostname):
        raise ValueError("no address")
    parts.hostname.encode("idna")  # raises UnicodeError, a ValueError, where a name could never be looked up
    return value


LogLevel = Annotated[
    Literal["DEBUG", "INFO", "WARNING", "ERROR"],
    BeforeValidator(lambda value: value.upper() if isinstance(value, str) else value),
    Expected("DEBUG, INFO, WARNING or ERROR"),
]
Days = Annotated[int, Field(ge=0, le=3650), Expected("a whole number from 0 to 3650")]
Rate = Annotated[int, Field(ge=1), Expected("a whole number, 1 or more")]
Port = Annotated[int, Field(ge=0, le=65535), Expected("a whole number from 0 to 65535")]
Choice = Annotated[bool, Expected("true or false")]
Text = Annotated[str | None, Expected("text in quotes")]
Folder = Annotated[Path, BeforeValidator(_expanded), Expected("a path in quotes, as in “var” or “~/citebot”")]
Documents = Annotated[
    Path | None, BeforeValidator(_expanded), Expected("a path in quotes, as in “policies” or “~/policies”")
]
UserIds = Annotated[
    tuple[str, ...],
    NoDecode,
    BeforeValidator(_separated),
    AfterValidator(_like(USER_ID)),
    Expected("Slack user IDs, as in U012AB3CD,U045EF6GH; “Copy member ID” in a person's profile tells them"),
]
WorkspaceIds = Annotated[
    tuple[str, ...],
    NoDecode,
    BeforeValidator(_separated),
    AfterValidator(_like(_WORKSPACE_ID)),
    Expected("IDs of workspaces, as in T012AB3CD,T045EF6GH, or *; they stand in the address of Slack in a browser"),
]
_EACH = "for several workspaces one each, as in"
ChannelIds = Annotated[
    tuple[str, ...],
    NoDecode,
    BeforeValidator(_separated),
    AfterValidator(_like(_CHANNEL_ID)),
    AfterValidator(_one_each),
    Expected(
        "the ID of a channel, as in C012AB3CD; it stands at the end of the channel's details;"
        f" {_EACH} T012AB3CD/C012AB3CD,T045EF6GH/C045EF6GH"
    ),
]
HelpersIds = Annotated[
    tuple[str, ...],
    NoDecode,
    BeforeValidator(_separated),
    AfterValidator(_like(_HELPERS_ID)),
    AfterValidator(_one_each),
    Expected(
        "the ID of a user, as in U012AB3CD, or of a user group, as in S012AB3CD;"
        f" {_EACH} T012AB3CD/S012AB3CD,T045EF6GH/U045EF6GH"
    ),
]
Address = Annotated[str, AfterValidator(web_address), Expected("an address that begins with https:// or http://")]
Host = Annotated[str, AfterValidator(_like(_HOST)), Expected("an IP address or a host name, as in 127.0.0.1")]
