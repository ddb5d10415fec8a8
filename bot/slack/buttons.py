"""The buttons under an answer. Each carries what it needs, so that it works after a restart and in every replica."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from bot.model import Answer, ShownPassage, Status
from bot.provenance import topic
from bot.slack.handles import QUESTION, Asked, digest, packed
from bot.slack.inert import shortened
from bot.slack.limits import MAX_BUTTON, MAX_VALUE
from bot.slack.rich import Block

MORE, BACK, EXACT, CONTEXT, NEAREST = "more", "back", "exact", "context", "nearest"
SHARE, PERSON, FEEDBACK, HEADING, ALONE = "share", "person", "feedback", "heading", "alone"
_LONGEST_HEADING = 300  # characters that are asked for, of which a button shows 75
_PERSON_LONGEST = 900  # characters: half of MAX_VALUE, as the letters of some scripts are escaped
HELPFUL, NOT_HELPFUL = "helpful", "not helpful"


@dataclass(frozen=True, slots=True)
class Offer:
    """What a message offers besides the answer."""

    share: bool = False  # the asker alone sees it
    person: bool = False  # there is somebody to ask
    rating: bool = True  # Slack has no feedback buttons in modals
    headings: bool = True  # those nearest to a question that was not found, and the nearest passages


def button(action_id: str, words: str, value: str, *, style: str = "") -> Block:
    """Return a button."""
    face = {"type": "plain_text", "text": shortened(words, MAX_BUTTON), "emoji": False}
    found: Block = {"type": "button", "action_id": action_id, "text": face, "value": value}
    return {**found, "style": style} if style else found


def actions(elements: Sequence[Block]) -> Iterator[Block]:
    """Yield a row of buttons, if there are any."""
    if elements:
        yield {"type": "actions", "elements": list(elements)}


class AnswerButtons:
    """The rows of buttons under an answer, whichever of its passages are shown."""

    def __init__(self, answer: Answer, asked: Asked, offer: Offer, shared: str | None = None) -> None:
        """Draw them; `shared` is the value of "Share"."""
        self._answer, self._asked = answer, asked
        near = chain(_nearest(answer, asked), _headings(answer, asked), _alone(answer, asked))
        self._near = tuple(near) if offer.headings else ()
        self._onward = () if answer.status is Status.CHAT else tuple(_onward(asked, offer, shared))
        rated = offer.rating and answer.status is not Status.CHAT
        self._rating = tuple(_rating(answer, asked)) if rated else ()

    def under(self, start: int, end: int) -> list[Block]:
        """Return the rows under the passages from `start` to `end`."""
        answered = self._answer.status is Status.ANSWERED
        near = _around(self._answer, self._asked, start, end) if answered else self._near
        return [*actions([*near, *self._onward]), *self._rating]


def _around(answer: Answer, asked: Asked, start: int, end: int) -> Iterator[Block]:
    """Yield the buttons that show more of the same sources."""
    shown = answer.passages[start:end] or answer.passages[:1]
    if end < len(answer.passages) and (value := asked.handle(end)):
        yield button(MORE, "More passages", value)
    if start and (value := asked.handle(0)):
        yield button(BACK, "Back to the first", value)
    yield button(CONTEXT, "In context", context_value(_searched(asked, answer), shown))
    if any(repair.why != "synonym" for repair in answer.repairs) and (value := _exactly(asked).handle()):
        yield button(EXACT, "Search exactly", value)


def _onward(asked: Asked, offer: Offer, shared: str | None) -> Iterator[Block]:
    """Yield the buttons that lead to other people."""
    value = asked.handle()
    if offer.share and shared:
        yield button(SHARE, "Share to channel", shared)
    if offer.person:
        # the form begins with the question: of all buttons this one carries the longest, though no thread with it
        yield button(PERSON, "Ask a person", value or packed({"q": shortened(asked.question, _PERSON_LONGEST)}))


def _alone(answer: Answer, asked: Asked) -> Iterator[Block]:
    """Yield the button for a question that was not found with what it took over, and may have begun a new topic."""
    value = Asked(asked.question, exact=asked.exact, over=QUESTION, below=asked.below).handle()
    if answer.status is Status.NOT_FOUND and answer.inherited and value:
        yield button(ALONE, "Without the question before", value)


def _nearest(answer: Answer, asked: Asked) -> Iterator[Block]:
    if answer.nearest and (value := asked.handle()):
        yield button(NEAREST, "Nearest passages", value)


def under_nearest(answer: Answer, asked: Asked) -> list[Block]:
    """Return the row of buttons under the passages that come nearest to a question that was not found."""
    return list(actions([button(CONTEXT, "In context", context_value(_searched(asked, answer), answer.nearest))]))


def _headings(answer: Answer, asked: Asked) -> Iterator[Block]:
    for i, heading in enumerate(answer.suggestions):
        if value := Asked(shortened(heading, _LONGEST_HEADING), over=QUESTION, below=asked.below).handle():
            yield button(f"{HEADING}:{i}", heading, value)


def _rating(answer: Answer, asked: Asked) -> Iterator[Block]:
    told = answer.headlines[0].label if answer.headlines else ""
    passage = next((shown.passage.passage_id for shown in answer.passages if shown.label == told), "")
    form = {"q": asked.question, "p": passage, "h": heading_of(answer)}
    value = _fitting(form, "q")

    def side(words: str, label: str, verdict: str) -> Block:
        return {
            "text": {"type": "plain_text", "text": words, "emoji": False},
            "accessibility_label": label,
            "value": packed({"v": verdict, **value}),
        }

    yield {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": FEEDBACK,
                "positive_button": side("Helpful", "This answer was helpful", HELPFUL),
                "negative_button": side("Not helpful", "This answer was not helpful", NOT_HELPFUL),
            }
        ],
    }


def heading_of(answer: Answer) -> str:
    """Return the heading that an answer stands under, or that is nearest to a question without one; "" if none is."""
    if answer.passages:
        return shortened(topic(answer.passages[0].passage), 200)
    return shortened(answer.suggestions[0], 200) if answer.suggestions and not answer.examples else ""


def _searched(asked: Asked, answer: Answer) -> str:
    """Return the question with the words that were searched in place of its own."""
    return " ".join([asked.question, *answer.inherited, *(repair.used for repair in answer.repairs)])


def context_value(searched: str, shown: Sequence[ShownPassage]) -> str:
    """Return what "In context" needs: which passages, what they said, and the words that are marked in them."""
    form: dict[str, Any] = {
        "q": searched,
        "p": [item.passage.passage_id for item in shown],
        "d": [digest(item.passage) for item in shown],
        "l": shown[0].label,
    }
    while len(form["p"]) > 1 and len(packed(form)) > MAX_VALUE:
        form |= {name: form[name][:-1] for name in ("p", "d")}
    return packed(_fitting(form, "q"))


def _fitting(form: Mapping[str, object], less: str) -> Mapping[str, object]:
    """Return the form without one of its entries if it is too long for a button with it."""
    room = MAX_VALUE // 2
    return form if len(packed(form)) < room else {k: v for k, v in form.items() if k != less}


def _exactly(asked: Asked) -> Asked:
    return replace(asked, exact=True)
