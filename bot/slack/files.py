"""Files for a person, in their direct messages with us: announced, uploaded, and shared all at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.slack.client import SlackClient
from bot.slack.delivery import Called, call, call_upload
from bot.slack.outcomes import Outcome


@dataclass(frozen=True, slots=True)
class File:
    """One file. `shows` is what a picture shows, for those who do not see it."""

    name: str
    title: str
    data: bytes
    shows: str | None = None


def send_files(client: SlackClient, files: Sequence[File], *, channel: str, words: str) -> Called:
    """Send files, and return what became of that and Slack's last reply.

    Nobody sees any of the files before the last call: UNCERTAIN is said of that one alone.
    """
    shared = []
    for file in files:
        outcome, reply = call(
            client.files_getUploadURLExternal, filename=file.name, length=len(file.data), alt_txt=file.shows
        )
        if outcome is Outcome.DONE:
            outcome = call_upload(client, str(reply.get("upload_url")), file.data)
        if outcome is not Outcome.DONE:
            return (Outcome.NOT_SENT if outcome is Outcome.UNCERTAIN else outcome), reply
        shared.append({"id": reply.get("file_id"), "title": file.title})
    return call(client.files_completeUploadExternal, files=shared, channel_id=channel, initial_comment=words)
