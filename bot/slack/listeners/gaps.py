"""What the sources leave open, for owners in App Home; as a table and a picture in their direct messages."""

import uuid
from collections.abc import Iterator, Sequence

from slack_bolt import App

from bot.drawing import draw_gaps
from bot.gaps import WEEK, csv_of, day, topics, weekly
from bot.plots import can_plot
from bot.slack import wording
from bot.slack.client import SlackClient
from bot.slack.files import File, send_files
from bot.slack.home import OPEN_GAPS, SEND, AsFiles, gaps_view
from bot.slack.interaction import Click, direct_messages, draw_home
from bot.slack.listeners.clicking import for_owners, on_click
from bot.slack.manifest import FILES
from bot.slack.outcomes import Outcome
from bot.slack.posting import once
from bot.slack.rich import Block
from bot.slack.service import Service
from bot.state.claims import CLICK, Place, Taken
from bot.state.gaps import GapRecord
from corpus.plurals import counted

_WEEKS = 12
_COMPLAINTS = 10
_DRAWN = 24  # characters that tell one drawn button from the others; a former version's button carries more


def register(app: App, service: Service) -> None:
    """Listen to the button that shows the page, and to the one that sends it."""

    def show(click: Click, client: SlackClient) -> None:
        draw_home(click, client, _page(service, click.team, client))

    def send(click: Click, client: SlackClient) -> None:
        said, offered = _sent(service, click, client)
        draw_home(click, client, _page(service, click.team, client, said, offered=offered))

    for action, work in ((OPEN_GAPS, show), (SEND, send)):
        app.action(action)(on_click(action, for_owners(service, work)))


def _page(service: Service, team: str, client: SlackClient, said: str = "", *, offered: bool = True) -> Block:
    """Return the page; `said` is what became of sending it, and `offered` whether that can be asked for again."""
    records = _records(service, team)
    feedback = service.state.feedback
    return gaps_view(
        topics(records),
        weekly(records, service.state.clock(), _WEEKS),
        feedback.counts(_WEEKS * WEEK, team),
        feedback.complaints(_WEEKS * WEEK, _COMPLAINTS, team),
        text_kept=bool(service.text_seconds),
        files=_offer(records, client, said, offered=offered),
    )


def _records(service: Service, team: str) -> Sequence[GapRecord]:
    return service.state.gaps.since(_WEEKS * WEEK, team)


def _offer(records: Sequence[GapRecord], client: SlackClient, said: str, *, offered: bool) -> AsFiles:
    if said and not offered:
        return AsFiles(said=said)
    if not records:
        return AsFiles()
    if not client.granted(FILES):
        return AsFiles(said=wording.NO_FILES_SCOPE)
    words = "Send me the table and picture" if can_plot() else "Send me the table"
    return AsFiles(words, uuid.uuid4().hex[:_DRAWN], said)  # each drawn button sends once


def _sent(service: Service, click: Click, client: SlackClient) -> tuple[str, bool]:
    """Send the page's files to the owner who clicked, once for each drawn button.

    Return what the owner is told, and whether to offer it again.
    """
    channel, told = direct_messages(click.view), ""
    if not channel:
        return wording.HOME_TOO_OLD, False

    def deliver(taken: Taken) -> Outcome:
        nonlocal told
        if taken is Taken.OVER:  # whoever was at it died, perhaps behind the sending
            told = wording.FILES_PERHAPS_SENT
            return Outcome.UNCERTAIN
        outcome, told = _delivered(service, click.team, channel, client)
        return outcome

    claim = Place(click.team, channel, f"files:{click.value[:_DRAWN]}", None, click.user, CLICK)
    if once(service.state.claims, claim, deliver) is None:
        return wording.FILES_ON_THEIR_WAY, False
    return told, told != wording.NO_FILES_SCOPE


def _delivered(service: Service, team: str, channel: str, client: SlackClient) -> tuple[Outcome, str]:
    """Return what became of the files, and what the owner is told of it."""
    records, now = _records(service, team), service.state.clock()
    if not records:  # past their time since the page was drawn
        return Outcome.DONE, ""
    picture = draw_gaps(records, now, _WEEKS)
    files = list(_files(records, now, picture))
    outcome, reply = send_files(client, files, channel=channel, words=_words(records))
    if outcome is Outcome.DONE:
        return outcome, _told(picture)
    if reply.get("error") == "missing_scope":
        return outcome, wording.NO_FILES_SCOPE
    told = {Outcome.NOT_PERMITTED: wording.FILES_FORBIDDEN, Outcome.UNCERTAIN: wording.FILES_PERHAPS_SENT}
    return outcome, told.get(outcome, wording.FILES_NOT_SENT)


def _files(records: Sequence[GapRecord], now: float, picture: bytes | None) -> Iterator[File]:
    name = f"open-questions-{day(now)}"
    yield File(f"{name}.csv", "Open questions by topic", csv_of(topics(records)))
    if picture:
        counts = ", ".join(map(str, weekly(records, now, _WEEKS)))
        shows = f"Bars: questions left open in each of the last {_WEEKS} weeks, oldest first: {counts}"
        yield File(f"{name}.png", "Open questions by week", picture, shows)


def _words(records: Sequence[GapRecord]) -> str:
    found = f"{counted(len(records), 'question')} left open in {counted(_WEEKS, 'week')}"
    return f"What the sources leave open: {found}, {counted(len(topics(records)), 'topic')}."


def _told(picture: bytes | None) -> str:
    if picture:
        return wording.FILES_SENT.format(what="the table and the picture are")
    why = wording.PICTURE_FAILED if can_plot() else wording.NO_PICTURE
    return f"{wording.FILES_SENT.format(what='the table is')} {why}"
