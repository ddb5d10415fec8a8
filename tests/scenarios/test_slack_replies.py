"""What a person replies to a question, on its way to the asker."""

import pytest

from tests.scenarios.asking import ask, element_value, offered, reply
from tests.scenarios.conftest import MakePeople
from tests.slack_server.driver import People, element_of, words
from tests.slack_server.server import LocalSlack

LONG = f"The code is 64999.\n{'Note the details of the payer. ' * 250}\nIMPORTANT: do not bill 64520."


@pytest.fixture
def people(make_people: MakePeople) -> People:
    """People around an app with somebody to ask, and an owner."""
    return make_people(help_channel="CHELP", owners="UOWNER")


def test_a_long_reply_reaches_the_asker_whole(people: People, slack: LocalSlack) -> None:
    """What matters most may stand at its end; in several messages, of which one calls the asker."""
    ts = ask(people, slack)
    reply(people, slack, LONG)
    told = slack.posted[2:]
    assert {message["thread_ts"] for message in told} == {ts}
    quotes = [message["blocks"][0]["elements"][1]["elements"][0]["text"] for message in told]
    assert " ".join(quotes).split() == LONG.split()
    assert len(told) > 1
    assert f"replied to your question (2 of {len(told)})" in words(told[1]["blocks"])
    assert all(quote.split()[-1] in message["text"] for quote, message in zip(quotes, told, strict=True))
    mentions = [run for message in told for run in message["blocks"][0]["elements"][0]["elements"] if "user_id" in run]
    assert [run["user_id"] for run in mentions] == ["U1"]


def test_links_in_a_reply_keep_their_addresses(people: People, slack: LocalSlack) -> None:
    """A link's words alone lead nowhere; so in the form for a pinned answer."""
    ask(people, slack)
    reply(
        people,
        slack,
        ":memo: <https://intranet.example/policy/:12:?a=1&amp;b=2|the LCD>, <https://x.example/a>, "
        "<http://y.example|y.example> and <mailto:z@y.example|z@y.example>",
    )
    told = "the LCD (https://intranet.example/policy/:12:?a=1&b=2), https://x.example/a, y.example and z@y.example"
    assert told in words(slack.posted[2]["blocks"])
    people.click(offered(slack), "keep", user="U2")
    assert element_value(slack.views[-1], "answer") == told


@pytest.mark.parametrize("text", ['He said "yes". ' * 180, "a\n" * 900, LONG])
def test_a_reply_too_long_to_keep_is_shortened_and_said_to_be(people: People, slack: LocalSlack, text: str) -> None:
    """A pinned answer that ends in the middle of a sentence must not look whole."""
    ask(people, slack)
    reply(people, slack, text)
    people.click(offered(slack), "keep", user="U2")
    answer = str(element_value(slack.views[-1], "answer"))
    assert answer.endswith("…")
    assert text.startswith(answer[:-1])
    assert "ends below where it was cut" in words(slack.views[-1]["blocks"])


def test_a_reply_that_fits_is_not_said_to_be_cut(people: People, slack: LocalSlack) -> None:
    """Most replies are short."""
    ask(people, slack)
    reply(people, slack, "At noon …")
    people.click(offered(slack), "keep", user="U2")
    assert "cut" not in words(slack.views[-1]["blocks"])


def test_a_question_full_of_quotes_can_be_resolved(people: People, slack: LocalSlack) -> None:
    """A button's value has room for fewer of them than of letters."""
    people.mention("lunch menu")
    people.click(slack.posted[0], "person")
    people.submit(slack.views[0], {"question": {"value": '"a" \\b ' * 250}})
    assert element_of(slack.posted[1]["blocks"], "resolve")
