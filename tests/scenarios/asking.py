"""A question that goes to a person, and the reply that is proposed as a pinned answer."""

from typing import Any

from tests.slack_server.driver import People
from tests.slack_server.server import LocalSlack

ANSWERED = "what code for ganglion impar?"
UNANSWERED = "lunch menu"


def mention(ts: str, text: str = ANSWERED, channel: str = "C1") -> dict[str, Any]:
    """Return the event of a mention, for tests that deliver it themselves."""
    return {"type": "app_mention", "user": "U1", "channel": channel, "ts": ts, "text": f"<@UBOT> {text}"}


def opened_form(people: People, slack: LocalSlack) -> dict[str, Any]:
    """Open the form for a question to a person; return it."""
    people.mention(UNANSWERED)
    people.click(slack.posted[0], "person")
    return slack.views[0]


def ask(people: People, slack: LocalSlack) -> str:
    """Ask a person about a question that was not found; return its thread."""
    ts = people.mention(UNANSWERED)
    people.click(slack.posted[0], "person")
    people.submit(slack.views[0], {"question": {"value": UNANSWERED}})
    return ts


def reply(people: People, slack: LocalSlack, text: str, user: str = "U2", **more: object) -> str:
    """Reply in the thread of those who help, to the first question there; return the reply's timestamp."""
    help_post = slack.posted_in("CHELP")[0]
    return people.message(text, channel="CHELP", user=user, thread_ts=help_post["ts"], **more)


def offered(slack: LocalSlack) -> dict[str, Any]:
    """Return what a helper was told of the newest reply, with the offer to keep it."""
    return [message for message in slack.whispered if message["user"] == "U2"][-1]


def propose(people: People, slack: LocalSlack) -> dict[str, object]:
    """Keep a helper's reply; return the proposal as it was posted."""
    ask(people, slack)
    help_ts = slack.posted[1]["ts"]
    people.message("At noon, see <!here> the board.", channel="CHELP", user="U2", thread_ts=help_ts)
    offer = next(message for message in slack.whispered if message["user"] == "U2")
    people.click(offer, "keep", user="U2")
    view = slack.views[-1]
    assert element_value(view, "question") == UNANSWERED
    assert element_value(view, "answer") == "At noon, see the board."
    people.submit(view, {"question": {"value": UNANSWERED}, "answer": {"value": "At noon, see the board."}}, user="U2")
    return slack.posted[-1]


def element_value(view: dict[str, object], block_id: str) -> object:
    """Return what a field of a form holds at first."""
    blocks = view["blocks"]
    assert isinstance(blocks, list)
    return next(block["element"].get("initial_value") for block in blocks if block.get("block_id") == block_id)
