"""A workspace that takes the app away: its tokens and all that is known of it are forgotten at once."""

import logging
from collections.abc import Mapping
from typing import Any

from slack_bolt import App, BoltContext

from bot.state.installations import Installations
from bot.state.store import State

log = logging.getLogger(__name__)

_ROUNDED = 1.0  # seconds: Slack tells times of events without fractions


def register(app: App, installations: Installations, state: State) -> None:
    """Listen to uninstallations and to the revocation of the bot's token, which alone is no farewell."""

    def on_uninstalled(body: Mapping[str, Any], context: BoltContext) -> None:
        if team := _forget(body, context):
            state.forget_team(team)

    def on_revoked(event: Mapping[str, Any], body: Mapping[str, Any], context: BoltContext) -> None:
        if (event.get("tokens") or {}).get("bot"):
            _forget(body, context)

    def _forget(body: Mapping[str, Any], context: BoltContext) -> str | None:
        """Forget the tokens of a workspace; return it, None if it is still there."""
        team, at = context.team_id, body.get("event_time")
        if not team:
            return None
        if at and installations.newer_than(team, float(at) + _ROUNDED):  # Slack delivers again what failed at first
            log.info("installed anew since it was uninstalled", extra={"team": team})
            return None
        installations.remove(team)
        log.info("uninstalled", extra={"team": team})
        return team

    app.event("app_uninstalled")(on_uninstalled)
    app.event("tokens_revoked")(on_revoked)
