"""Questions to people that are resolved while Slack is out of reach, or by whose worker's death."""

import pytest

from bot.slack.recovery import Recovery
from bot.state.claims import LEASE
from bot.state.escalations import Progress
from bot.state.store import State
from tests.clock import Clock
from tests.scenarios.asking import UNANSWERED, ask, reply
from tests.scenarios.conftest import MakePeople
from tests.scenarios.recovery.conftest import Outage
from tests.slack_server.driver import People, Values, elements, words
from tests.slack_server.server import LocalSlack


@pytest.fixture
def people(make_people: MakePeople) -> People:
    """People around an app with somebody to ask."""
    return make_people(help_channel="CHELP")


def closings(slack: LocalSlack) -> int:
    """Return how many posts tell that a question is resolved."""
    return sum("is marked as resolved" in message["text"] for message in slack.posted)


def shown(slack: LocalSlack) -> str:
    """Return what the post of the question says by now."""
    last = slack.updated[-1]
    assert last["ts"] == slack.posted[1]["ts"]
    assert list(elements(last["blocks"])) == []
    assert last["metadata"] == slack.posted[1]["metadata"]
    return words(last["blocks"])


@pytest.mark.parametrize("method", ["chat.update", "chat.postMessage", ""])
def test_a_question_that_is_resolved_in_an_outage_is_shown_to_be_later(
    people: People, recovery: Recovery, slack: LocalSlack, state: State, clock: Clock, outage: Outage, method: str
) -> None:
    """The button goes, and the asker hears of it once."""
    ask(people, slack)
    reply(people, slack, "At noon.")
    outage.method, outage.left = method, 1_000
    people.click(slack.posted[1], "resolve", user="U2")
    outage.left = 0
    for _ in range(2):
        clock.now += LEASE + 1
        recovery.take_over()
    assert UNANSWERED in shown(slack)
    assert slack.updated[-1]["blocks"][0]["elements"][0]["elements"][1]["user_id"] == "U2"
    assert closings(slack) == 1
    found = state.escalations.at("T1", "CHELP", slack.posted[1]["ts"])
    assert found is not None
    assert found.progress is Progress.RESOLVED
    clock.now += LEASE + 1
    assert state.claims.take_over() == []


@pytest.mark.usefixtures("outage")  # no pauses
@pytest.mark.parametrize("failure", [{"error": "internal_error", "times": 4}, {"status": 429, "retry_after": 3_600}])
def test_a_second_click_shows_what_the_first_one_could_not(
    people: People, recovery: Recovery, slack: LocalSlack, clock: Clock, failure: Values
) -> None:
    """Whoever clicks: it names the one who resolved it, and the asker is told once."""
    ask(people, slack)
    slack.fail("chat.update", **failure)
    people.click(slack.posted[1], "resolve", user="U2")
    assert "as soon as it does" in slack.whispered[-1]["text"]
    people.click(slack.posted[1], "resolve", user="UOWNER")
    assert slack.updated[-1]["blocks"][0]["elements"][0]["elements"][1]["user_id"] == "U2"
    assert UNANSWERED in shown(slack)
    clock.now += LEASE + 1
    recovery.take_over()
    people.click(slack.posted[1], "resolve", user="U2")
    assert closings(slack) == 1


@pytest.mark.parametrize("refused", [True, False])
def test_a_question_that_a_former_version_resolved_can_be_shown_to_be(
    people: People, slack: LocalSlack, state: State, refused: bool
) -> None:
    """The asker, who was told, is not told again."""
    ask(people, slack)
    help_post = slack.posted[1]
    if refused:
        slack.fail("chat.update", error="some_new_error")
    people.click(help_post, "resolve", user="U2")
    with state.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM claims")
    people.click(help_post, "resolve", user="U2")
    assert UNANSWERED in shown(slack)
    assert closings(slack) == 1


def test_a_resolve_whose_worker_died_is_done(
    people: People, recovery: Recovery, slack: LocalSlack, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before anything was written but the claim."""
    ask(people, slack)
    with monkeypatch.context() as dying:
        dying.setattr("bot.slack.listeners.escalation.close", lambda *_: None)
        dying.setattr("bot.state.claims.Claims.finish", lambda *_: None)
        people.click(slack.posted[1], "resolve", user="U2")
    clock.now += LEASE + 1
    recovery.take_over()
    assert UNANSWERED in shown(slack)
    assert closings(slack) == 1


def test_without_the_right_to_read_the_asker_is_told_all_the_same(
    people: People, recovery: Recovery, slack: LocalSlack, clock: Clock, outage: Outage
) -> None:
    """The post alone holds the question, so that it stays as it is, and the helper knows."""
    ask(people, slack)
    reply(people, slack, "At noon.")
    outage.left = 1_000
    people.click(slack.posted[1], "resolve", user="U2")
    outage.left = 0
    slack.fail("conversations.replies", error="missing_scope")
    clock.now += LEASE + 1
    recovery.take_over()
    assert slack.updated == []
    assert closings(slack) == 1
    assert "did not change the message" in slack.whispered[-1]["text"]
