"""A workspace that takes the app away: its tokens are forgotten at once."""

import logging
from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import App, BoltContext

log = logging.getLogger(__name__)


def register(app: App, remove: Callable[[str], None]) -> None:
    """Listen to uninstallations and to the revocation of the bot's token."""

    def on_uninstalled(context: BoltContext) -> None:
        _forget(context)

    def on_revoked(event: Mapping[str, Any], context: BoltContext) -> None:
        if (event.get("tokens") or {}).get("bot"):
            _forget(context)

    def _forget(context: BoltContext) -> None:
        if context.team_id:
            remove(context.team_id)
            log.info("uninstalled", extra={"team": context.team_id})

    app.event("app_uninstalled")(on_uninstalled)
    app.event("tokens_revoked")(on_revoked)
