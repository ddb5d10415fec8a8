"""The same click, form or event at the same moment, in two replicas: nothing is done twice, and nobody is misled."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from bot.slack.deciding import deciding_of
from bot.slack.pinning import APPROVE
from bot.state.store import State, open_state
from tests.scenarios.asking import ANSWERED, UNANSWERED, ask, propose
from tests.scenarios.conftest import MakePeople
from tests.slack_server.driver import People, element_of
from tests.slack_server.server import LocalSlack

TIMES = 6

AtOnce = Callable[[Callable[[People], object]], None]


@pytest.fixture
def people(make_people: MakePeople) -> People:
    """People around the first replica."""
    return make_people(help_channel="CHELP", owners="UOWNER")


@pytest.fixture
def at_once(make_people: MakePeople, people: People, state: State) -> Iterator[AtOnce]:
    """Have something done several times at the same moment, by either replica."""
    second = open_state(state.engine.url.render_as_string())
    replicas = [people, make_people(held=second, help_channel="CHELP", owners="UOWNER")]

    def do(what: Callable[[People], object]) -> None:
        ready = Barrier(TIMES)

        def one(i: int) -> None:
            ready.wait()
            what(replicas[i % 2])

        with ThreadPoolExecutor(TIMES) as pool:
            list(pool.map(one, range(TIMES)))

    yield do
    second.close()


def test_a_mention_is_answered_once(slack: LocalSlack, at_once: AtOnce) -> None:
    """Delivered as a mention and as a message, under several event IDs."""
    at_once(lambda people: people.mention(ANSWERED, ts="7.0"))
    at_once(lambda people: people.message(f"<@UBOT> {ANSWERED}", ts="7.0"))
    assert len(slack.posted) == 1


def test_a_verdict_counts_once(people: People, slack: LocalSlack, state: State, at_once: AtOnce) -> None:
    """A double click is one complaint, and no error."""
    people.mention(ANSWERED)
    value = element_of(slack.posted[0]["blocks"], "feedback")["negative_button"]["value"]
    at_once(lambda replica: replica.click(slack.posted[0], "feedback", value=value))
    assert len(state.gaps.since(60)) == 1
    assert state.feedback.counts(86_400.0, "T1") == {"not helpful": 1}
    assert slack.whispered == []


def test_more_passages_are_shown_once(people: People, slack: LocalSlack, at_once: AtOnce) -> None:
    """Each click shows the same, and none is told that it failed."""
    people.mention(ANSWERED)
    at_once(lambda replica: replica.click(slack.posted[0], "more"))
    assert len({str(message["blocks"]) for message in slack.updated}) == 1
    assert slack.whispered == []


def test_an_answer_is_shared_once(people: People, slack: LocalSlack, at_once: AtOnce) -> None:
    """Whoever was later is told that it is shared, or being shared."""
    people.command(ANSWERED)
    private = {**slack.responses[0], "channel": "C1", "ts": "5.0"}
    at_once(lambda replica: replica.click(private, "share"))
    assert len(slack.posted) == 1
    told = [response["text"].partition(".")[0] for response in slack.responses[1:]]
    assert told.count("Shared") == 1
    assert set(told) <= {"Shared", "It is shared already", "It is being shared"}


def test_a_person_is_asked_once(people: People, slack: LocalSlack, at_once: AtOnce) -> None:
    """The form may be sent again."""
    people.mention(UNANSWERED)
    people.click(slack.posted[0], "person")
    form = slack.views[0]
    at_once(lambda replica: replica.submit(form, {"question": {"value": UNANSWERED}}))
    assert [message["channel"] for message in slack.posted] == ["C1", "CHELP"]
    assert len(slack.whispered) == 1


def test_a_question_is_resolved_once(people: People, slack: LocalSlack, at_once: AtOnce) -> None:
    """The asker hears of it once, and the others that it is not open any more."""
    ask(people, slack)
    help_post = slack.posted[1]
    at_once(lambda replica: replica.click(help_post, "resolve", user="U2"))
    assert [message["channel"] for message in slack.posted] == ["C1", "CHELP", "C1"]
    assert sum("not open any more" in message["text"] for message in slack.whispered) == TIMES - 1


def test_a_pin_is_approved_once(people: People, slack: LocalSlack, at_once: AtOnce) -> None:
    """By the first owner; the others are told. Whichever change comes last, the proposal says the same."""
    proposal = propose(people, slack)
    at_once(lambda replica: replica.click(proposal, "approve_pin", user="UOWNER"))
    assert [message["blocks"] for message in slack.updated] == [slack.updated[0]["blocks"]] * TIMES
    assert sum("already" in message["text"] for message in slack.whispered) == TIMES - 1


def test_who_decides_first_is_not_told_that_it_was_decided(people: People, slack: LocalSlack, state: State) -> None:
    """Though another click was taken a moment before and has done nothing yet."""
    propose(people, slack)
    proposal = slack.posted[-1]
    decision = (APPROVE, int(element_of(proposal["blocks"], APPROVE)["value"]))
    post = (proposal["ts"], proposal.get("thread_ts"))
    assert state.claims.take(deciding_of("T1", proposal["channel"], post, "UOWNER", decision))
    people.click(proposal, APPROVE, user="UOWNER")
    assert "Pinned" in slack.updated[0]["text"]
    assert not [message for message in slack.whispered if message["user"] == "UOWNER"]


def test_a_channel_is_set_by_the_last(people: People, slack: LocalSlack, state: State, at_once: AtOnce) -> None:
    """Two administrators may save at the same moment; each is told that it is saved."""
    people.command("settings", user="UADMIN")
    switches = {"switches": {"selected_options": [{"value": "private"}]}}
    at_once(lambda replica: replica.submit(slack.views[0], switches, user="UADMIN"))
    assert state.channels.of("T1", "C1").private
    assert {message["text"] for message in slack.posted} == {"The settings of the channel are saved."}
