"""Files at our Slack: announced, uploaded, and nobody's until they are shared.

Stricter than Slack, which does not say what it does with a file that is longer or shorter than it was announced.
"""

import itertools
import json
import re
import threading
from dataclasses import dataclass

from tests.slack_server.web_api import Values

UPLOADS = "/upload/v1/"
_CHANNEL = re.compile("[CGDZ][A-Z0-9]*")  # a person's ID is refused
_LONGEST_ALT_TEXT = 1_000


@dataclass
class File:
    """One file. `channel` is "" until it is shared."""

    name: str
    length: int
    token: str
    alt_text: str
    data: bytes | None = None
    title: str = ""
    channel: str = ""
    comment: str = ""


class Files:
    """All files of a Slack."""

    def __init__(self) -> None:
        self.known: dict[str, File] = {}
        self.by_path: dict[str, File] = {}
        self._ids = itertools.count(1)
        self._lock = threading.Lock()

    @property
    def shared(self) -> list[File]:
        """Return the files that somebody sees, in the order in which they were announced."""
        return [file for file in self.known.values() if file.channel]

    def problem(self, method: str, values: Values, token: str) -> tuple[str, object] | None:
        """Return what is wrong with a call."""
        if method == "files.getUploadURLExternal":
            return self._announced_wrongly(values)
        if method == "files.completeUploadExternal":
            return self._shared_wrongly(values, token)
        return None

    @staticmethod
    def _announced_wrongly(values: Values) -> tuple[str, object] | None:
        if not re.fullmatch("[1-9][0-9]*", str(values["length"])) or not values["filename"]:
            return "invalid_arguments", values
        if len(values.get("alt_txt", "")) > _LONGEST_ALT_TEXT:
            return "alt_txt_too_large", len(values["alt_txt"])
        return None

    def _shared_wrongly(self, values: Values, token: str) -> tuple[str, object] | None:
        if not _CHANNEL.fullmatch(values.get("channel_id", "C")):
            return "invalid_arguments", "channel_id must match ^[CGDZ][A-Z0-9]{8,}$"
        wanted = json.loads(values["files"])
        if not wanted or any(set(about) - {"id", "title", "highlight_type"} for about in wanted):
            return "invalid_arguments", wanted
        for about in wanted:
            file = self.known.get(about.get("id", ""))
            if file is None or file.data is None or file.channel or file.token != token:
                return "file_not_found", about
        return None

    def announce(self, values: Values, token: str, url: str) -> Values:
        """Return where a file is uploaded to, and its ID."""
        with self._lock:
            number = next(self._ids)
            file = File(values["filename"], int(values["length"]), token, values.get("alt_txt", ""))
            self.known[f"F{number}"] = self.by_path[f"{UPLOADS}{number}"] = file
        return {"file_id": f"F{number}", "upload_url": f"{url}{UPLOADS.removeprefix('/')}{number}"}

    def upload(self, path: str, data: bytes) -> tuple[int, Values, Values | str]:
        """Return status, headers and reply to a file's bytes."""
        file = self.by_path.get(path)
        if file is None or file.data is not None:
            return 404, {}, "not found"
        if len(data) != file.length:
            return 400, {}, "wrong length"
        file.data = data
        return 200, {}, f"OK - {len(data)}"

    def share(self, values: Values) -> Values:
        """Share files; return what Slack says of them."""
        wanted = json.loads(values["files"])
        for about in wanted:
            file = self.known[about["id"]]
            file.title, file.channel = about.get("title", ""), values.get("channel_id", "")
            file.comment = values.get("initial_comment", "")
        return {"files": [{"id": about["id"], "title": about.get("title", "")} for about in wanted]}
