"""Follow-ups to what this process does not hold: asked before a restart, or of another replica."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.answer import Answerer
from bot.state.channels import ChannelSettings
from bot.state.store import State, open_state
from tests.answering import answerer_over
from tests.scenarios.asking import ANSWERED
from tests.scenarios.conftest import MakePeople
from tests.slack_server.driver import People, elements, words
from tests.slack_server.server import LocalSlack

LEANING = "and how long does it last?"

MakeWorker = Callable[[], State]


@pytest.fixture
def make_worker(state: State) -> Iterator[MakeWorker]:
    """Open the state as another process does, which holds nothing in memory."""
    opened: list[State] = []

    def make() -> State:
        opened.append(open_state(state.engine.url.render_as_string()))
        return opened[-1]

    yield make
    for worker in opened:
        worker.close()


@pytest.fixture
def others(make_people: MakePeople, make_worker: MakeWorker) -> People:
    """People around the same app in another process."""
    return make_people(held=make_worker())


def test_a_follow_up_knows_its_subject_after_a_restart(
    people: People, others: People, slack: LocalSlack, caplog: pytest.LogCaptureFixture
) -> None:
    """Slack is asked what the thread is about, once; what colleagues say there is no question."""
    ts = people.mention(ANSWERED)
    slack.says({"channel": "C1", "ts": people.ts(), "thread_ts": ts, "user": "U1", "text": "I'll check with Maria"})
    others.message(LEANING, thread_ts=ts, user="U2")
    assert "lasts 3–6 months" in slack.posted[1]["text"]
    assert "ganglion, impar" in words(slack.posted[1]["blocks"][0])
    others.message("and is it safe?", thread_ts=ts)
    assert "counts as safe" in slack.posted[2]["text"]
    assert len(slack.called("conversations.replies")) == 1
    assert "ganglion" not in caplog.text


def test_a_direct_message_knows_its_subject_after_a_restart(people: People, others: People, slack: LocalSlack) -> None:
    """There is no thread; what was asked in one is another matter."""
    people.direct(ANSWERED)
    people.direct("what are the risks of steroids?", thread_ts="5.0")
    others.direct(LEANING)
    assert "lasts 3–6 months" in slack.posted[2]["text"]
    assert slack.called("conversations.history")


def test_what_another_replica_answered_meanwhile_is_leaned_on(
    make_people: MakePeople, make_worker: MakeWorker, slack: LocalSlack, tmp_path: Path
) -> None:
    """A worker that answered first must not hold on to its subject, as people have gone on to another."""
    documents = {
        "a.txt": "A ganglion impar block lasts three months. It is reported with 64999.",
        "b.txt": "A ketamine infusion lasts four hours. It is reported with 96365.",
    }
    answerer = answerer_over(tmp_path, documents)
    one, other = (make_people(answerer, held=make_worker()) for _ in range(2))
    ts = one.mention("what code for a ganglion impar block?")
    other.message("what code for a ketamine infusion?", thread_ts=ts)
    one.message(LEANING, thread_ts=ts)
    assert "four hours" in slack.posted[2]["text"]
    assert "ganglion" not in words(slack.posted[2]["blocks"][0])


def test_a_mention_may_lean_on_what_its_author_asked_colleagues(people: People, slack: LocalSlack) -> None:
    """In a thread that was none of ours; what others asked there is theirs."""
    root = people.message(ANSWERED)
    people.message("is Maria at lunch?", thread_ts=root, user="U2")
    people.mention(LEANING, thread_ts=root)
    assert "lasts 3–6 months" in slack.posted[0]["text"]


def test_what_the_sources_do_not_hold_is_not_leaned_on(people: People, others: People, slack: LocalSlack) -> None:
    """Nor is a greeting, before a restart or after it."""
    ts = people.mention(ANSWERED)
    people.message("and what about lunch in Wyoming?", thread_ts=ts)
    people.mention("hello", thread_ts=ts)
    others.message("and is it safe?", thread_ts=ts)
    assert "counts as safe" in slack.posted[-1]["text"]
    assert "Wyoming" not in words(slack.posted[-1]["blocks"])


def test_a_subject_that_nobody_can_tell_is_asked_for(people: People, others: People, slack: LocalSlack) -> None:
    """Without the right to read channels: no guess, which may be of another subject. What reads alone is answered."""
    ts = people.mention(ANSWERED)
    slack.fail("conversations.replies", error="missing_scope", times=2)
    others.message(LEANING, thread_ts=ts)
    assert len(slack.posted) == 1
    assert (slack.whispered[0]["user"], slack.whispered[0]["thread_ts"]) == ("U1", ts)
    assert "ask the whole question" in slack.whispered[0]["text"]
    others.message("How long does a ganglion impar block last?", thread_ts=ts)
    assert "lasts 3–6 months" in slack.posted[1]["text"]


@pytest.mark.parametrize("worker", ["people", "others"])
@pytest.mark.parametrize("before", ["what is the lunch menu in Wyoming?", "hello"])
def test_what_points_back_at_nothing_asks_for_its_subject(
    people: People, slack: LocalSlack, request: pytest.FixtureRequest, worker: str, before: str
) -> None:
    """To who asked of one thing, an answer on another would look like one on theirs. What reads alone is answered."""
    after: People = request.getfixturevalue(worker)
    ts = people.mention(before)
    after.message(LEANING, thread_ts=ts)
    assert len(slack.posted) == 1
    assert "ask the whole question" in slack.whispered[0]["text"]
    after.message("How long does a ganglion impar block last?", thread_ts=ts)
    assert "lasts 3–6 months" in slack.posted[1]["text"]


def test_what_names_its_subject_is_answered_behind_what_was_not_found(people: People, slack: LocalSlack) -> None:
    """Short as it is, and though it goes on: in direct messages the day's questions stand below each other."""
    people.direct("lunch menu in Wyoming?")
    people.direct("and what about 64999?")
    assert "64999" in slack.posted[-1]["text"]


def test_a_question_that_was_deleted_is_leaned_on_no_more(people: People, others: People, slack: LocalSlack) -> None:
    """Whoever took it back did so for a reason."""
    ts = people.mention(ANSWERED)
    slack.world.channels["C1"]["messages"].clear()
    others.message(LEANING, thread_ts=ts)
    assert len(slack.posted) == 1
    assert "ask the whole question" in slack.whispered[0]["text"]


def test_where_answers_are_private_a_follow_up_leans_on_its_own_author(
    people: People, others: People, slack: LocalSlack, state: State
) -> None:
    """Nobody sees those answers, Slack's history neither; a question that names a patient is passed over."""
    state.channels.change("T1", "C1", ChannelSettings(private=True), "UADMIN")
    ts = people.mention(ANSWERED)
    people.mention("what code for mrn 12345678?", thread_ts=ts)
    people.message("could <@U2> look at the lunch menu?", thread_ts=ts)
    others.message(LEANING, thread_ts=ts)
    assert "lasts 3–6 months" in slack.whispered[-1]["text"]


@pytest.mark.parametrize("worker", ["people", "others"])
def test_what_a_forgotten_person_asked_is_leaned_on_no_more(
    people: People, others: People, slack: LocalSlack, worker: str
) -> None:
    """Slack still holds the message; that is for the person to delete."""
    ts = people.mention(ANSWERED)
    people.command("forget me")
    {"people": people, "others": others}[worker].message(LEANING, thread_ts=ts, user="U2")
    assert len(slack.posted) == 1
    assert "ask the whole question" in slack.whispered[0]["text"]


def test_kept_questions_need_no_reading(make_people: MakePeople, make_worker: MakeWorker, slack: LocalSlack) -> None:
    """Where the settings keep them, every worker knows them."""
    one, other = (make_people(held=make_worker(), keep_questions_days=30) for _ in range(2))
    ts = one.mention(ANSWERED)
    other.message(LEANING, thread_ts=ts)
    assert "lasts 3–6 months" in slack.posted[1]["text"]
    assert slack.called("conversations.replies") == []


def test_a_long_thread_is_read_to_its_end(people: People, others: People, slack: LocalSlack) -> None:
    """Slack gives a thread from its beginning, page by page."""
    slack.page_size = 2
    root = people.message("good morning")
    for i in range(5):
        people.message(f"talk {i}", user="U2", thread_ts=root)
    people.mention(ANSWERED, thread_ts=root)
    others.message(LEANING, thread_ts=root)
    assert "lasts 3–6 months" in slack.posted[1]["text"]
    assert len(slack.called("conversations.replies")) > 2


@pytest.fixture
def headings(tmp_path: Path) -> Answerer:
    """An answerer over two documents that each tell how long something lasts."""
    folder = tmp_path / "documents"
    folder.mkdir()
    documents = {
        "a.md": "# Infusions\n\n## Zoledronate infusion\n\nAn infusion of zoledronate lasts 15 minutes.",
        "b.md": "# Nerves\n\n## Ganglion impar block\n\nA block of the ganglion impar lasts 40 minutes.",
    }
    for name, text in documents.items():
        (folder / name).write_text(text, "utf-8")
    return answerer_over(folder)


def choose(people: People, slack: LocalSlack, heading: str) -> None:
    """Click the button of a heading under the newest answer; share what it shows where others read along."""
    answer = slack.posted[-1]
    buttons = [e for e in elements(answer["blocks"]) if e["action_id"].startswith("heading")]
    named = next(e["action_id"] for e in buttons if heading in e["text"]["text"])
    people.click(answer, named)
    if answer["channel"] == "D1":
        assert heading in words(slack.updated[-1]["blocks"])
        return
    people.click({**slack.whispered[-1], "ts": people.ts()}, "share")
    assert heading in words(slack.posted[-1]["blocks"])
    assert slack.whispered[-1]["text"] == "Shared."


@pytest.mark.parametrize("restarted", [False, True])
@pytest.mark.parametrize("direct", [False, True])
def test_a_follow_up_leans_on_the_heading_that_was_chosen(
    make_people: MakePeople,
    make_worker: MakeWorker,
    headings: Answerer,
    slack: LocalSlack,
    direct: bool,
    restarted: bool,
) -> None:
    """The message shows another answer than the question's, and that is what "it" is."""
    people, others = make_people(headings), make_people(headings, held=make_worker())
    ts = people.direct("lunch menu") if direct else people.mention("lunch menu")
    choose(people, slack, "Zoledronate")
    asks = others if restarted else people
    if direct:
        asks.direct(LEANING)
    else:
        asks.message(LEANING, thread_ts=ts)
    assert "15 minutes" in slack.posted[-1]["text"]
    assert "ask the whole question" not in str(slack.whispered)


def test_what_one_person_alone_saw_of_the_headings_is_not_leaned_on(
    make_people: MakePeople, headings: Answerer, slack: LocalSlack
) -> None:
    """Others in the thread would be told of what they never read."""
    people = make_people(headings)
    ts = people.mention("how long does a ganglion impar block last?")
    people.mention("lunch menu", thread_ts=ts)
    buttons = [e for e in elements(slack.posted[-1]["blocks"]) if e["action_id"].startswith("heading")]
    named = next(e["action_id"] for e in buttons if "Zoledronate" in e["text"]["text"])
    people.click(slack.posted[-1], named)
    people.click({**slack.posted[-1], "user": "U1"}, named)  # as below "not found" that one person alone sees
    people.message(LEANING, thread_ts=ts, user="U2")
    assert "40 minutes" in slack.posted[-1]["text"]


def test_other_replicas_know_of_the_heading_that_was_chosen(
    make_people: MakePeople, make_worker: MakeWorker, headings: Answerer, slack: LocalSlack
) -> None:
    """A click reaches one of them, the follow-up another, which holds what was asked before."""
    people, others = make_people(headings), make_people(headings, held=make_worker())
    ts = people.mention("lunch menu")
    others.mention("how long does a ganglion impar block last?", thread_ts=ts)
    assert "40 minutes" in slack.posted[-1]["text"]
    people.click(slack.posted[0], "heading:0")
    assert "Zoledronate" in words(slack.whispered[-1]["blocks"])
    people.mention("lunch menu", thread_ts=ts)
    choose(people, slack, "Zoledronate")
    others.message(LEANING, thread_ts=ts)
    assert "15 minutes" in slack.posted[-1]["text"]


def test_a_heading_in_a_thread_that_was_stopped_does_not_have_it_followed(
    make_people: MakePeople, headings: Answerer, slack: LocalSlack, state: State
) -> None:
    """Who said "stop" meant it."""
    people = make_people(headings)
    ts = people.mention("lunch menu")
    people.message("stop", thread_ts=ts)
    choose(people, slack, "Zoledronate")
    assert not state.threads.is_engaged(("T1", "C1", ts))


@pytest.mark.parametrize("code", ["64999", "cpt 64999?", "64999 units"])
def test_a_code_is_looked_up_whatever_was_asked_before(people: People, slack: LocalSlack, code: str) -> None:
    """Who types one code after the other, in one direct conversation all day, asks for each by itself."""
    people.direct("is a steroid safe in pregnancy?")
    people.direct(code)
    assert "64999" in slack.posted[-1]["text"]
    assert "Taken over" not in words(slack.posted[-1]["blocks"])


def test_a_code_that_points_back_leans_on_what_was_asked(people: People, slack: LocalSlack) -> None:
    """ "And" says so."""
    people.direct("how long does relief last?")
    people.direct("and with 64999?")
    assert "Taken over" in words(slack.posted[-1]["blocks"])


def test_a_short_question_that_took_over_too_much_can_be_asked_alone(
    make_people: MakePeople, slack: LocalSlack, tmp_path: Path
) -> None:
    """It began a new topic, which nobody can tell from its words."""
    documents = {
        "consent.md": "# Consent\n\nThe consent is signed by the surgeon.",
        "code.md": "# Heel block\n\nThe heel block is reported with CPT code 64999.",
    }
    people = make_people(answerer_over(tmp_path, documents))
    people.direct("what code for the heel block?")
    people.direct("who signs the consent?")
    refused = slack.posted[-1]
    assert refused["text"].startswith("Not found")
    actions = [element["action_id"] for element in elements(refused["blocks"])]
    assert actions.index("alone") > actions.index("heading:0")  # which a line above is to
    people.click(refused, "alone")
    shown = words(slack.updated[-1]["blocks"])
    assert "For “who signs the consent?”:" in shown
    assert "signed by the surgeon" in shown
    assert "Taken over" not in shown


def test_what_took_nothing_over_is_not_offered_alone(people: People, slack: LocalSlack) -> None:
    """The button would lead to the same."""
    people.direct("lunch menu")
    assert "alone" not in [element["action_id"] for element in elements(slack.posted[-1]["blocks"])]
