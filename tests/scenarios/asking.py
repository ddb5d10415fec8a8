"""A question that goes to a person, and the reply that is proposed as a pinned answer."""

from tests.slack_server.driver import People
from tests.slack_server.server import LocalSlack

QUESTION = "lunch menu"


def ask(people: People, slack: LocalSlack) -> str:
    """Ask a person about a question that was not found; return its thread."""
    ts = people.mention(QUESTION)
    people.click(slack.posted[0], "person")
    people.submit(slack.views[0], {"question": {"value": QUESTION}})
    return ts


def propose(people: People, slack: LocalSlack) -> dict[str, object]:
    """Keep a helper's reply; return the proposal as it was posted."""
    ask(people, slack)
    help_ts = slack.posted[1]["ts"]
    people.message("At noon, see <!here> the board.", channel="CHELP", user="U2", thread_ts=help_ts)
    offer = next(message for message in slack.whispered if message["user"] == "U2")
    people.click(offer, "keep", user="U2")
    view = slack.views[-1]
    assert element_value(view, "question") == QUESTION
    assert element_value(view, "answer") == "At noon, see the board."
    people.submit(view, {"question": {"value": QUESTION}, "answer": {"value": "At noon, see the board."}}, user="U2")
    return slack.posted[-1]


def element_value(view: dict[str, object], block_id: str) -> object:
    """Return what a field of a form holds at first."""
    blocks = view["blocks"]
    assert isinstance(blocks, list)
    return next(block["element"].get("initial_value") for block in blocks if block.get("block_id") == block_id)
