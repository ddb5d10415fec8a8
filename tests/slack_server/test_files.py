"""How our Slack takes files: announced, uploaded, and nobody's until they are shared."""

from collections.abc import Iterator
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from bot.slack.client import SlackClient
from tests.slack_server.server import LocalSlack


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    """A Slack that grants files."""
    local = LocalSlack(frozenset({"files:write"}))
    yield local
    local.stop()


@pytest.fixture
def client(slack: LocalSlack) -> SlackClient:
    """A client with a bot's token."""
    return SlackClient("xoxb-test", slack.url)


def announced(client: SlackClient, length: int = 3) -> tuple[str, str]:
    """Announce a file; return its ID and where it is uploaded to."""
    reply = client.files_getUploadURLExternal(filename="a.csv", length=length)
    return str(reply["file_id"]), str(reply["upload_url"])


def shared(client: SlackClient, file_id: str, **more: Any) -> str:
    """Share a file; return why Slack does not, "" if it does."""
    try:
        client.files_completeUploadExternal(files=[{"id": file_id, "title": "A"}], **{"channel_id": "D1", **more})
    except SlackApiError as error:
        return str(error.response["error"])
    return ""


def test_a_file_belongs_to_nobody_until_it_is_shared(slack: LocalSlack, client: SlackClient) -> None:
    """Then it has its bytes, whatever they are, and where it is seen."""
    file_id, url = announced(client)
    assert client.upload(url, b"\xff\x00,").status == 200
    assert slack.files.shared == []
    assert shared(client, file_id) == ""
    (file,) = slack.files.shared
    assert (file.data, file.channel, file.title) == (b"\xff\x00,", "D1", "A")


def test_what_was_not_uploaded_as_announced_is_not_shared(slack: LocalSlack, client: SlackClient) -> None:
    """Of another length, at another address, twice, or not at all."""
    file_id, url = announced(client)
    assert client.upload(url, b"four").status == 400
    assert client.upload(f"{url}9", b"abc").status == 404
    assert shared(client, file_id) == "file_not_found"
    assert shared(client, "F999") == "file_not_found"
    assert client.upload(url, b"abc").status == 200
    assert client.upload(url, b"abc").status == 404
    assert shared(client.with_token("xoxb-other"), file_id) == "file_not_found"
    assert shared(client, file_id) == ""
    assert shared(client, file_id) == "file_not_found"
    assert len(slack.files.shared) == 1


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"channel_id": "U1"}, "invalid_arguments"),
        ({"channel_id": "D9"}, "channel_not_found"),
        ({"channel_id": "CAWAY"}, "not_in_channel"),
        ({"colour": "red"}, "invalid_arguments"),
    ],
)
def test_a_wrong_place_is_refused(client: SlackClient, more: dict[str, str], error: str) -> None:
    """A person's ID too, other than for messages."""
    file_id, url = announced(client)
    client.upload(url, b"abc")
    assert shared(client, file_id, **more) == error


@pytest.mark.parametrize(
    "values", [{"length": 0}, {"length": 3, "colour": "red"}, {"length": 3, "alt_txt": "a" * 1_001}]
)
def test_a_wrong_announcement_is_refused(client: SlackClient, values: dict[str, Any]) -> None:
    """With no length, with what Slack does not know, or with too many words for those who do not see it."""
    with pytest.raises(SlackApiError):
        client.files_getUploadURLExternal(filename="a.csv", **values)


def test_both_calls_need_the_scope(slack: LocalSlack, client: SlackClient) -> None:
    """And one alone."""
    slack.scopes = frozenset({"chat:write"})
    with pytest.raises(SlackApiError) as caught:
        announced(client)
    assert caught.value.response["error"] == "missing_scope"
    assert shared(client, "F1") == "missing_scope"
