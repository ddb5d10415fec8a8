"""The cues of all intents, put together so that they are found fast."""

import re
import tomllib
from importlib import resources

import pytest

from index.questions.intents import all_intents, intents_of


def test_cues_put_together_find_what_each_finds() -> None:
    """A question that has a cue, and one that does not, are told apart as by the cues one by one."""
    table = tomllib.loads(resources.files("index.lexicon").joinpath("intents.toml").read_text("utf-8"))
    words = {word for entry in table.values() for cue in entry["cues"] for word in re.findall(r"[a-z]{2,}", cue)}
    asked = [
        f"{start} {word}{end}" for word in sorted(words) for start in ("what is the", "a") for end in ("", " for it")
    ]
    for question in asked:
        found = [intent.name for intent in all_intents() if intent.cues.are_in(question)]
        assert found == [name for name, entry in table.items() if any(re.search(c, question) for c in entry["cues"])]
        beaten = {other for name in found for other in table[name].get("beats", ())}
        if found:
            assert [intent.name for intent in intents_of(question)] == [name for name in found if name not in beaten]


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("what are the 7 things a physician must document", {"documentation"}),
        ("what are warning signs", {"definition", "symptoms"}),
        ("norovirus, back to work when", {"duration"}),
        ("does it work for pain", {"efficacy", "permission"}),
        ("p2p hours", {"hours"}),
        ("how many hours is it monitored", {"duration", "frequency"}),
        ("who gets a copy of the form", {"destination"}),
        ("who gets the block", {"indications"}),
        ("got poked, who do i tell", {"destination"}),
        ("who can I talk to about my paycheck", {"destination"}),
        ("MRI copay", {"money"}),
        ("when do we collect the copay", set()),
        ("2 taken by snare, how many units of 45385", {"units"}),
        ("how many units of insulin do we give", {"dose", "frequency"}),
        ("how big must the vein be", {"length"}),
        ("how big is the risk", {"frequency", "harms"}),
        ("PT plan every 60 days", set()),
        ("what does a payer want", {"coverage"}),
        ("does the plan want a letter", {"permission"}),
        ("patient paid us twice", set()),
        ("copay per session", {"money"}),
        ("rate for a D2740 crown", {"payment"}),
        ("will she get a copay?", set()),
    ],
)
def test_asks_for(question: str, names: set[str]) -> None:
    """Words of everyday use ask for one thing here and for another there."""
    assert {intent.name for intent in intents_of(question)} == names
