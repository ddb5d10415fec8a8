"""What all clicks share: acknowledged at once, guarded, and a fault told and never shown."""

import logging
from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.logs import bind_request, fault, request_id
from bot.metrics import ACTIONS, REFUSALS
from bot.slack import wording
from bot.slack.interaction import Click, click_of, tell
from bot.slack.reception import Reception

log = logging.getLogger(__name__)

Work = Callable[[Click, WebClient], None]


def on_click(action: str, work: Work) -> Callable[[Ack, Mapping[str, Any], WebClient], None]:
    """Return a listener that does some work for a click."""

    def listener(ack: Ack, body: Mapping[str, Any], client: WebClient) -> None:
        ack()
        bind_request()
        ACTIONS.labels(action).inc()
        do(action, work, click_of(body), client)

    return listener


def do(action: str, work: Work, click: Click, client: WebClient) -> None:
    """Do the work; tell the person if it fails."""
    try:
        work(click, client)
    except Exception as error:  # noqa: BLE001 - whatever it is, the person is told and no text reaches the log
        log.error("action failed", extra={"action": action, "error": fault(error)})
        tell(click, client, wording.TRY_AGAIN.format(request=request_id()))


def admitted(reception: Reception, click: Click, client: WebClient, *, asks: bool = True) -> bool:
    """Return whether the person may be shown anything; tell them if not. `asks` counts the click as a question."""
    channel = reception.state.channels.of(click.team, click.origin)
    refusal = reception.guard.person_refused(click.scene, channel, client, asks=asks)
    if refusal is None:
        return True
    REFUSALS.labels(refusal.reason).inc()
    if refusal.told:
        tell(click, client, refusal.told)
    return False
