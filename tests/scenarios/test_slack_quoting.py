"""How a passage is quoted: as its source sets it, in the post and in context."""

from pathlib import Path
from typing import Any

import pytest

from tests.answering import answerer_over
from tests.scenarios.conftest import MakePeople
from tests.slack_server.driver import People, words
from tests.slack_server.server import LocalSlack

STEPS = """\
# Hyperkalemia protocol

Hyperkalemia is treated in this order, by whoever is there first:

1. Give calcium gluconate for hyperkalemia. Repeat it after five minutes [1].
2. Give insulin with glucose, as in step 1.

- Call the renal team.
- Report hyperkalemia with code E87.5.
"""


def quotation(blocks: list[dict[str, Any]]) -> str:
    """Return the words of the first quotation."""
    quotes = (e for block in blocks for e in block.get("elements", []) if e.get("type") == "rich_text_quote")
    return words(next(quotes))


@pytest.fixture
def told(make_people: MakePeople, slack: LocalSlack, tmp_path: Path) -> list[str]:
    """The quotation of a passage in the post, and in context."""
    people: People = make_people(answerer_over(tmp_path, {"k.md": STEPS}))
    people.mention("how is hyperkalemia treated?")
    people.click(slack.posted[0], "context")
    return [quotation(slack.posted[0]["blocks"]), quotation(slack.views[0]["blocks"])]


def test_a_list_keeps_its_lines_and_its_numbers(told: list[str]) -> None:
    """ "As in step 1" says nothing without them; the sentences of one item stand together."""
    for quoted in told:
        assert quoted.splitlines() == [
            "Hyperkalemia is treated in this order, by whoever is there first:",
            "1. Give calcium gluconate for hyperkalemia. Repeat it after five minutes [1]. [1]",
            "2. Give insulin with glucose, as in step 1.",
            "• Call the renal team.",
            "• Report hyperkalemia with code E87.5.",
            "(sentences without a number: no citation in source)",
        ]


def test_numbered_paragraphs_and_other_marks_of_a_plain_text_stay(
    make_people: MakePeople, slack: LocalSlack, tmp_path: Path
) -> None:
    """A policy is cited by them: "under 4.2 this does not hold"."""
    lines = ["4.1. Gout is reported with M10.", "4.2 Gout needs a record.", "· Gout hurts.", "o Gout needs rest."]
    people = make_people(answerer_over(tmp_path, {"g.txt": "Gout policy\n\nGout holds:\n\n" + "\n".join(lines)}))
    people.mention("how is gout reported?")
    quoted = quotation(slack.posted[0]["blocks"])
    told = ["4.1. Gout is reported with M10.", "4.2 Gout needs a record.", "• Gout hurts.", "• Gout needs rest."]
    assert [line for line in quoted.splitlines() if line in told] == told


def test_a_code_stands_out_in_context_too(make_people: MakePeople, slack: LocalSlack, tmp_path: Path) -> None:
    """Beside the words of the question, which are bold; a code that was asked for is both."""
    people = make_people(answerer_over(tmp_path, {"k.md": STEPS}))
    people.mention("what does hyperkalemia E87.5 report?")
    people.click(slack.posted[0], "context")
    runs = [
        run
        for block in slack.views[0]["blocks"]
        for element in block.get("elements", [])
        for run in element.get("elements", [])
    ]
    (code,) = [run for run in runs if run.get("text") == "E87.5"]
    assert code["style"] == {"bold": True, "code": True}
    assert {"type": "text", "text": "hyperkalemia", "style": {"bold": True}} in runs


def test_references_that_context_has_no_room_for_are_counted(
    make_people: MakePeople, slack: LocalSlack, tmp_path: Path
) -> None:
    """The post sends there whoever misses one."""
    cited = " ".join(f"Gout finding {i} holds [{', '.join(str(4 * i + j) for j in range(1, 5))}]." for i in range(11))
    listed = "\n".join(f"{i}. Author A. Gout study {i}. J Gout. 2020;{i}:1-9." for i in range(1, 45))
    people = make_people(answerer_over(tmp_path, {"g.md": f"# Gout\n\n{cited}\n\n## References\n\n{listed}\n"}))
    people.mention("gout findings")
    people.click(slack.posted[0], "context")
    shown = words(slack.views[0]["blocks"])
    assert "[40] Author A." in shown
    assert "4 more references, from [41] on: in the document's own list." in shown
