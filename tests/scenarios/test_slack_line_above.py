"""What stands over an answer: what it is to, and who shares it, on each of its pages."""

from typing import Any

from tests.scenarios.asking import ANSWERED
from tests.slack_server.driver import People, words
from tests.slack_server.server import LocalSlack


def over(message: dict[str, Any]) -> str:
    """Return what stands over an answer."""
    return words(message["blocks"][0]).strip()


def test_what_an_answer_is_to_stands_over_all_its_pages(people: People, slack: LocalSlack) -> None:
    """A heading's answer stands below another question, which its next passages would seem to be to."""
    people.mention("lunch menu")
    people.click(slack.posted[0], "heading:0")
    shown = slack.whispered[-1]
    for action in ("more", "back"):
        people.click({**shown, "channel": "C1"}, action)
        shown = slack.responses[-1]
        assert over(shown) == "For “What code for ganglion impar block?”:"


def test_who_shares_an_answer_stands_over_all_its_pages(people: People, slack: LocalSlack) -> None:
    """Nobody else would know whose it is, and to which question."""
    people.command("what codes for gangilon impar?")
    people.click({**slack.responses[-1], "channel": "C1", "ts": "5.0"}, "share")
    shared = slack.posted[0]
    assert shared["blocks"][0]["elements"][0]["elements"][0] == {"type": "user", "user_id": "U1"}
    people.click(shared, "more", user="U2")
    assert slack.updated[-1]["blocks"][0] == shared["blocks"][0]
    people.click(slack.updated[-1], "back", user="U2")
    assert slack.updated[-1]["blocks"][0] == shared["blocks"][0]
    people.click(shared, "exact", user="U2")  # which U2 alone sees, and U1 does not share
    assert over(slack.whispered[-1]).startswith("For “what codes for gangilon impar?”")


def test_what_was_asked_with_the_command_stands_over_its_answer(people: People, slack: LocalSlack) -> None:
    """Slack shows no command that was typed; a greeting is answered without."""
    people.command(ANSWERED)
    people.click({**slack.responses[-1], "channel": "C1"}, "more")
    assert [over(message) for message in slack.responses] == [f"For “{ANSWERED}”:"] * 2
    people.command("help")
    assert "For “" not in words(slack.responses[-1]["blocks"])
