"""App Home: drawn when it is opened; its buttons; and, in the messages tab, prompts made from the headings."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import App, BoltContext

from bot.examples import example_questions
from bot.logs import bind_request
from bot.plurals import counted
from bot.slack import wording
from bot.slack.client import SlackClient
from bot.slack.delivery import call
from bot.slack.home import FORGET, NEWER, OLDER, OVERVIEW, PINS, Visitor, home_view, pins_view
from bot.slack.inert import shortened
from bot.slack.interaction import Click, draw_home, knowing, tell
from bot.slack.listeners.channel import CHOOSE
from bot.slack.listeners.clicking import for_owners, on_click
from bot.slack.pinning import DISCARD
from bot.slack.reception import Reception
from bot.slack.rich import Block

_RECENT = 5
_PROMPTS = 4  # as many as Slack shows


def register(app: App, reception: Reception) -> None:
    """Listen to the opening of the tabs and to the home tab's buttons."""

    def opened(event: Mapping[str, Any], context: BoltContext, client: SlackClient) -> None:
        bind_request()
        if event.get("tab") == "messages":
            _suggest(reception, context.team_id or "", event, client)
        else:
            view = _overview(reception, context.team_id or "", event["user"], client)
            call(client.views_publish, user_id=event["user"], view=knowing(view, event.get("channel", "")))

    def overview(click: Click, client: SlackClient) -> None:
        draw_home(click, client, _overview(reception, click.team, click.user, client))

    def pins(click: Click, client: SlackClient) -> None:
        start = int(click.value) if click.value.isdecimal() else 0
        draw_home(click, client, pins_view(reception.state.pins.all(click.team), DISCARD, start))

    def forget(click: Click, client: SlackClient) -> None:
        rows = reception.state.forget(click.team, click.user)
        tell(click, client, wording.FORGOTTEN.format(entries=counted(rows, "entry")))
        overview(click, client)

    app.event("app_home_opened")(opened)
    for action, work in (
        (OVERVIEW, overview),
        (PINS, for_owners(reception, pins)),
        (NEWER, for_owners(reception, pins)),
        (OLDER, for_owners(reception, pins)),
        (FORGET, forget),
    ):
        app.action(action)(on_click(action, work))


def _refused(reception: Reception, team: str, user: str, client: SlackClient) -> str:
    """Return what somebody is told who must not know what there is in the sources; "" if they may."""
    person = reception.guard.person(team, user, client)
    if not person.known:
        return wording.UNKNOWN_PERSON
    return wording.GUEST if person.stranger or (person.guest and not reception.settings.allow_guests) else ""


def _overview(reception: Reception, team: str, user: str, client: SlackClient) -> Block:
    if refused := _refused(reception, team, user, client):
        return home_view({}, reception.settings, Visitor(owner=False, administrator=False, refused=refused), CHOOSE)
    visitor = Visitor(
        owner=reception.guard.is_owner(team, user, client),
        administrator=reception.guard.is_administrator(team, user, client),
        recent=reception.state.threads.recent(team, user, _RECENT) if reception.text_seconds else (),
    )
    return home_view(reception.knowledge.holdings(), reception.settings, visitor, CHOOSE)


def _suggest(reception: Reception, team: str, event: Mapping[str, Any], client: SlackClient) -> None:
    """Offer prompts made from the collection's own headings; without a thread, as Slack's agent view wants it."""
    if _refused(reception, team, event["user"], client):
        return
    examples = example_questions(reception.answers.engine, _PROMPTS)
    prompts = [{"title": shortened(example, 70), "message": shortened(example, 300)} for example in examples]
    if prompts:
        call(client.assistant_threads_setSuggestedPrompts, channel_id=event["channel"], prompts=prompts)
