"""What a view is opened with, in our Slack as in the real one: once, within three seconds."""

import pytest
from slack_sdk.errors import SlackApiError

from bot.slack.client import SlackClient
from bot.slack.forms import modal
from bot.slack.rich import line, rich
from tests.slack_server import server
from tests.slack_server.server import LocalSlack


def refused(client: SlackClient, trigger: str) -> str:
    """Return why a view is not opened, "" if it is."""
    try:
        client.views_open(trigger_id=trigger, view=modal("v", "View", [rich(line("words"))]))
    except SlackApiError as error:
        return str(error.response["error"])
    return ""


def test_a_trigger_is_good_once_and_not_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a modal that no person ever sees would pass for one that was opened."""
    slack = LocalSlack()
    client = SlackClient("xoxb-test", slack.url)
    trigger, late = slack.trigger_id(), slack.trigger_id()
    assert refused(client, trigger) == ""
    assert refused(client, trigger) == "exchanged_trigger_id"
    assert refused(client, "made up") == "invalid_trigger_id"
    monkeypatch.setattr(server, "_TRIGGER_SECONDS", 0.0)
    assert refused(client, late) == "expired_trigger_id"
    slack.stop()
