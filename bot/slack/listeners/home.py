"""App Home: drawn when it is opened; its buttons; and, in the messages tab, prompts made from the headings."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import App, BoltContext

from bot.examples import example_questions
from bot.logs import bind_request
from bot.slack import wording
from bot.slack.client import SlackClient
from bot.slack.delivery import call
from bot.slack.home import FORGET, NEWER, OLDER, OVERVIEW, PINS, Visitor, home_view, pins_view
from bot.slack.inert import shortened
from bot.slack.interaction import Click, draw_home, knowing, tell
from bot.slack.listeners.channel import CHOOSE
from bot.slack.listeners.clicking import for_owners, on_click
from bot.slack.pinning import DISCARD
from bot.slack.rich import Block
from bot.slack.service import Service
from corpus.plurals import counted

_RECENT = 5
_PROMPTS = 4  # as many as Slack shows


def register(app: App, service: Service) -> None:
    """Listen to the opening of the tabs and to the home tab's buttons."""

    def opened(event: Mapping[str, Any], context: BoltContext, client: SlackClient) -> None:
        bind_request()
        if event.get("tab") == "messages":
            _suggest(service, context.team_id or "", event, client)
        else:
            view = _overview(service, context.team_id or "", event["user"], client)
            call(client.views_publish, user_id=event["user"], view=knowing(view, event.get("channel", "")))

    def overview(click: Click, client: SlackClient) -> None:
        draw_home(click, client, _overview(service, click.team, click.user, client))

    def pins(click: Click, client: SlackClient) -> None:
        start = int(click.value) if click.value.isdecimal() else 0
        draw_home(click, client, pins_view(service.state.pins.all(click.team), DISCARD, start))

    def forget(click: Click, client: SlackClient) -> None:
        rows = service.state.forget(click.team, click.user)
        tell(click, client, wording.FORGOTTEN.format(entries=counted(rows, "entry")))
        overview(click, client)

    app.event("app_home_opened")(opened)
    for action, work in (
        (OVERVIEW, overview),
        (PINS, for_owners(service, pins)),
        (NEWER, for_owners(service, pins)),
        (OLDER, for_owners(service, pins)),
        (FORGET, forget),
    ):
        app.action(action)(on_click(action, work))


def _refused(service: Service, team: str, user: str, client: SlackClient) -> str:
    """Return what somebody is told who must not know what there is in the sources; "" if they may."""
    person = service.guard.person(team, user, client)
    if not person.known:
        return wording.UNKNOWN_PERSON
    return wording.GUEST if person.stranger or (person.guest and not service.settings.allow_guests) else ""


def _overview(service: Service, team: str, user: str, client: SlackClient) -> Block:
    if refused := _refused(service, team, user, client):
        return home_view({}, service.settings, Visitor(owner=False, administrator=False, refused=refused), CHOOSE)
    visitor = Visitor(
        owner=service.guard.is_owner(team, user, client),
        administrator=service.guard.is_administrator(team, user, client),
        recent=service.state.threads.recent(team, user, _RECENT) if service.text_seconds else (),
    )
    return home_view(service.knowledge.holdings(), service.settings, visitor, CHOOSE)


def _suggest(service: Service, team: str, event: Mapping[str, Any], client: SlackClient) -> None:
    """Offer prompts made from the collection's own headings; without a thread, as Slack's agent view wants it."""
    if _refused(service, team, event["user"], client):
        return
    examples = example_questions(service.answers.engine, _PROMPTS)
    prompts = [{"title": shortened(example, 70), "message": shortened(example, 300)} for example in examples]
    if prompts:
        call(client.assistant_threads_setSuggestedPrompts, channel_id=event["channel"], prompts=prompts)
