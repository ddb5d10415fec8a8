"""Buttons of an answer that was given before the documents changed."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from bot.answer import Answerer
from bot.model import Answer
from index.engine import Engine
from tests.answering import answerer_over
from tests.scenarios.conftest import MakePeople
from tests.slack_server.driver import People, element_of, words
from tests.slack_server.server import LocalSlack

QUESTION = "is botox for migraine covered?"
COVERED = "Botox for chronic migraine is covered under code J0585 after two failed drugs."
POLICY = f"# Botox policy\n\n## Coverage\n\n{COVERED}\n\n## Denials\n\nCosmetic use of botox is denied.\n"
SEVERAL = {
    f"{i}.md": f"# Botox policy {i}\n\n## Coverage\n\nBotox for migraine is covered by plan {i} after {i} failed drugs."
    for i in range(8)
}


class Changing:
    """An answerer whose documents change."""

    def __init__(self, folder: Path, documents: Mapping[str, str]) -> None:
        self._folder, self._versions = folder, 0
        self.now = self._over(documents)

    @property
    def engine(self) -> Engine:
        """Return what the answers come from."""
        return self.now.engine

    def answer(self, question: str, thread: Sequence[str] = (), k: int = 3, **how: Any) -> Answer:
        """Return the answer as it is now."""
        return self.now.answer(question, thread, k, **how)

    def change(self, documents: Mapping[str, str]) -> None:
        """Put other documents in the place of those before."""
        self.now = self._over(documents)

    def _over(self, documents: Mapping[str, str]) -> Answerer:
        self._versions += 1
        folder = self._folder / str(self._versions)
        folder.mkdir()
        for name, text in documents.items():
            (folder / name).write_text(text, "utf-8")
        return answerer_over(folder)


@pytest.mark.parametrize(
    "after",
    [
        POLICY.replace("## Coverage", "## Notice\n\nThis policy was rewritten in May.\n\n## Coverage"),
        POLICY.replace(COVERED, "Botox for chronic migraine is not covered any more."),
        POLICY.replace("## Coverage", "## No longer in force"),
    ],
)
def test_another_passage_in_the_place_of_the_cited_one_is_not_shown_for_it(
    make_people: MakePeople, slack: LocalSlack, tmp_path: Path, after: str
) -> None:
    """A passage is known by its place in the document, where another one may stand by now."""
    answers = Changing(tmp_path, {"policy.md": POLICY})
    people = make_people(answers)
    people.mention(QUESTION)
    people.click(slack.posted[0], "context")
    assert COVERED in words(slack.views[0]["blocks"])
    answers.change({"policy.md": after})
    people.click(slack.posted[0], "context")
    assert "the document has changed" in words(slack.views[1]["blocks"])
    assert "botox" not in words(slack.views[1]["blocks"]).lower()


def test_a_modal_that_is_open_notices_it_too(make_people: MakePeople, slack: LocalSlack, tmp_path: Path) -> None:
    """It leads to the answer's other passages."""
    answers = Changing(tmp_path, SEVERAL)
    people = make_people(answers)
    people.mention(QUESTION)
    people.click(slack.posted[0], "context")
    answers.change({name: text.replace("covered", "denied") for name, text in SEVERAL.items()})
    people.click(slack.views[0], "other:1")
    assert "the document has changed" in words(slack.views[1]["blocks"])


def test_a_button_of_a_former_version_still_works(people: People, slack: LocalSlack) -> None:
    """It does not say what the passage said."""
    people.mention("what code for ganglion impar?")
    message = slack.posted[0]
    element_of(message["blocks"], "context")["value"] = '{"q":"x","p":["ganglion-impar-block.md#1"],"l":"A"}'
    people.click(message, "context")
    assert "Passage A" in words(slack.views[0]["blocks"])
    assert "no longer" not in words(slack.views[0]["blocks"])


@pytest.mark.parametrize("way", ["message", "modal"])
def test_paging_to_passages_that_are_gone_leaves_what_is_shown(
    make_people: MakePeople, slack: LocalSlack, tmp_path: Path, way: str
) -> None:
    """An answer without any passage must not take its place."""
    answers = Changing(tmp_path, SEVERAL)
    people = make_people(answers)
    if way == "message":
        people.mention(QUESTION)
        shown = slack.posted[0]
    else:
        people.shortcut("find_source", QUESTION)
        shown = slack.views[0]
    answers.change({name: text for name, text in SEVERAL.items() if name < "2"})
    people.click(shown, "more")
    if way == "message":
        assert slack.updated == []
        assert "have changed" in slack.whispered[0]["text"]
    else:
        assert "have changed" in words(slack.views[-1]["blocks"])
        assert words(shown["blocks"]) in words(slack.views[-1]["blocks"])
