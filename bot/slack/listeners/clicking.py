"""What all clicks share: acknowledged at once, guarded, and a fault told and never shown."""

import logging
from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack

from bot.logs import bind_request, fault, request_id
from bot.metrics import ACTIONS, REFUSALS
from bot.slack import wording
from bot.slack.audience import seen_by_others
from bot.slack.client import SlackClient
from bot.slack.interaction import Click, click_of, tell
from bot.slack.service import Service

log = logging.getLogger(__name__)

Work = Callable[[Click, SlackClient], None]
Listener = Callable[[Ack, Mapping[str, Any], SlackClient], None]
View = Mapping[str, Any]


def on_click(action: str, work: Work) -> Listener:
    """Return a listener that does some work for a click."""

    def listener(ack: Ack, body: Mapping[str, Any], client: SlackClient) -> None:
        acknowledge(action, ack)
        do(action, work, click_of(body), client)

    return listener


def on_form(callback: str, work: Work, errors: Callable[[View], dict[str, str]] = lambda _: {}) -> Listener:
    """Return a listener that does some work for a form, or leaves it open with the errors of its fields."""
    done = on_click(callback, work)

    def listener(ack: Ack, body: Mapping[str, Any], client: SlackClient) -> None:
        if found := _errors(callback, errors, body["view"]):
            ack(response_action="errors", errors=found)
            return
        done(ack, body, client)

    return listener


def _errors(callback: str, errors: Callable[[View], dict[str, str]], view: View) -> dict[str, str]:
    try:
        return errors(view)
    except Exception as error:  # noqa: BLE001 - whatever it is, the person is told and no text reaches the log
        return failed_form(callback, view, error)


def failed_form(callback: str, view: View, error: Exception) -> dict[str, str]:
    """Return the errors of a form that a fault of ours leaves open, by its first field: it may be sent again."""
    bind_request()
    log.error("form failed", extra={"action": callback, "error": fault(error)})
    first = next(block["block_id"] for block in view["blocks"] if block["type"] == "input")
    return {first: wording.TRY_AGAIN.format(request=request_id())}


def acknowledge(action: str, ack: Ack) -> None:
    """Acknowledge at once, as Slack waits three seconds, and count what is used."""
    ack()
    bind_request()
    ACTIONS.labels(action).inc()


def do(action: str, work: Work, click: Click, client: SlackClient) -> None:
    """Do the work; tell the person if it fails."""
    try:
        work(click, client)
    except Exception as error:  # noqa: BLE001 - whatever it is, the person is told and no text reaches the log
        log.error("action failed", extra={"action": action, "error": fault(error)})
        tell(click, client, wording.TRY_AGAIN.format(request=request_id()))


def admitted(service: Service, click: Click, client: SlackClient, *, asks: bool = True) -> bool:
    """Return whether the person may be shown anything; tell them if not. `asks` counts the click as a question."""
    channel = service.state.channels.of(click.team, click.origin)
    refusal = service.guard.person_refused(click.scene, channel, client, asks=asks)
    if refusal is None:
        return True
    REFUSALS.labels(refusal.reason).inc()
    if refusal.told:
        tell(click, client, refusal.told)
    return False


def shown_more(service: Service, click: Click, client: SlackClient) -> bool:
    """Return whether more of an answer may be shown to the person; tell them if not.

    None is where others may have come to see what we said for the members of the workspace.
    """
    if not admitted(service, click, client):
        return False
    everybody = not (click.private or click.view or service.settings.allow_shared_channels)
    if everybody and seen_by_others(click.channel, client):
        tell(click, client, wording.SHARED_CHANNEL)
        return False
    return True


def for_owners(service: Service, work: Work) -> Work:
    """Return work that is done for owners; others are told why it is not."""

    def guarded(click: Click, client: SlackClient) -> None:
        if refused := service.guard.owner_refused(click.team, click.user, client):
            tell(click, client, refused)
            return
        work(click, client)

    return guarded
