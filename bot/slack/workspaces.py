"""Which workspaces we serve and with whose token: one by its bot token, or those that installed the app."""

import logging
import threading
import time
from collections import defaultdict
from collections.abc import Collection
from typing import Protocol

from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackTokenRotationError
from slack_sdk.oauth.installation_store import Bot
from slack_sdk.oauth.token_rotation import TokenRotator

from bot.slack.client import SlackClient
from bot.state.installations import Installations
from bot.state.store import State

log = logging.getLogger(__name__)

ANY = "*"
ROTATE_BEFORE = 120  # minutes before a token ends; Slack's live for twelve hours
_ROTATION_LEASE = 60.0  # seconds after which a rotation whose worker died is another's
_AGAIN, _AGAIN_ENDED = (
    60.0,
    5.0,
)  # seconds after which a failed rotation is tried again: while the token is good, and not
_PATIENCE = 10.0  # seconds to wait for another worker's rotation when our token has ended


def is_permitted(team: str, permitted: Collection[str]) -> bool:
    """Return whether a workspace is among those that the settings name."""
    return ANY in permitted or team in permitted


class Workspaces(Protocol):
    """What recovery and the steward need of workspaces."""

    def client_for(self, team: str) -> SlackClient | None:
        """Return a client with a workspace's token; None if it has none with us."""
        ...

    def renew_tokens(self) -> None:
        """Exchange the tokens that are about to end."""
        ...


class OneWorkspace:
    """The workspace of the bot token in the settings."""

    def __init__(self, client: SlackClient) -> None:
        self.client = client

    def client_for(self, team: str) -> SlackClient | None:  # noqa: ARG002 - there is only one
        """Return the client."""
        return self.client

    def renew_tokens(self) -> None:
        """Do nothing: the token of the settings is the administrator's to change."""


class InstalledWorkspaces:
    """The workspaces that installed the app and are `permitted`: who is taken out of the settings is served no more.

    Tokens are exchanged by one worker at a time, and long before they end. That is the steward's, as Slack waits three
    seconds for an acknowledgement; a request exchanges only what has ended.
    """

    def __init__(
        self, state: State, client_id: str, client_secret: str, client: SlackClient, *, permitted: Collection[str]
    ) -> None:
        self.installations: Installations = state.installations(client_id)
        self._state, self._client, self._permitted = state, client, frozenset(permitted)
        self._rotator = TokenRotator(client_id=client_id, client_secret=client_secret, client=client)
        self._guards: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._failed: dict[str, float] = {}  # when a workspace's exchange failed last

    def permits(self, team: str) -> bool:
        """Return whether a workspace may install the app and use it."""
        return is_permitted(team, self._permitted)

    def client_for(self, team: str) -> SlackClient | None:
        """Return a client with a workspace's token; None if it is not served, or its token has ended."""
        bot = self.bot_of(team)
        if bot is None:
            return None
        return self._client.with_token(bot.bot_token)

    def authorize(self, team_id: str | None) -> AuthorizeResult | None:
        """Return, for Bolt, the token of a request and who the bot is; None if the workspace is not served."""
        bot = self.bot_of(team_id) if team_id else None
        if bot is None:
            return None
        return AuthorizeResult(
            enterprise_id=bot.enterprise_id,
            team_id=bot.team_id,
            bot_user_id=bot.bot_user_id,
            bot_id=bot.bot_id,
            bot_token=bot.bot_token,
            bot_scopes=list(bot.bot_scopes),
        )

    def bot_of(self, team: str) -> Bot | None:
        """Return a workspace's bot with a token that is good; None if there is none, or the workspace is not served."""
        if not self.permits(team):
            return None
        bot = self.installations.bot_of(team)
        return bot if bot is None or not _ends_within(bot, 0) else self._rotated(team)

    def renew_tokens(self) -> None:
        """Exchange the tokens that end within two hours."""
        for team in filter(self.permits, self.installations.teams()):
            self._rotated(team)

    def _rotated(self, team: str) -> Bot | None:
        """Return a workspace's bot, its token exchanged if that is due and did not fail a moment ago."""
        with self._guards[team]:
            bot = self.installations.bot_of(team)
            if bot is None or not _ends_within(bot, ROTATE_BEFORE * 60):
                return bot
            ended = _ends_within(bot, 0)
            pause = _AGAIN_ENDED if ended else _AGAIN
            if time.monotonic() - self._failed.get(team, -pause) < pause:
                return None if ended else bot
            return self._rotated_once(team)

    def _rotated_once(self, team: str) -> Bot | None:
        lease = f"rotate/{team}"
        if not self._state.leases.take(lease, _ROTATION_LEASE):
            return self._of_another(team)
        try:
            bot = self.installations.bot_of(team)
            if bot is None or not _ends_within(bot, ROTATE_BEFORE * 60):
                return bot  # another worker was first
            return self._rotate(bot)
        finally:
            self._state.leases.give_back(lease)

    def _rotate(self, bot: Bot) -> Bot | None:
        """Exchange the tokens. The old pair stays until the new one is stored."""
        try:
            new = self._rotator.perform_bot_token_rotation(bot=bot, minutes_before_expiration=ROTATE_BEFORE)
        except (SlackTokenRotationError, OSError) as error:
            cause = getattr(error, "api_error", None)
            reason = cause.response.get("error") if cause is not None else type(error).__name__
            log.warning("token not rotated", extra={"team": bot.team_id, "error": reason})
            new = None
        if new is None:
            self._failed[bot.team_id or ""] = time.monotonic()
            return None if _ends_within(bot, 0) else bot
        self.installations.save_bot(new)
        log.info("token rotated", extra={"team": bot.team_id})
        return new

    def _of_another(self, team: str) -> Bot | None:
        """Return the token as it stands while another worker exchanges it; if it has ended, wait for the new one."""
        end = time.monotonic() + _PATIENCE
        while True:
            bot = self.installations.bot_of(team)
            if bot is None or not _ends_within(bot, 0):
                return bot
            if time.monotonic() > end:
                return None
            time.sleep(0.1)


def _ends_within(bot: Bot, seconds: float) -> bool:
    return bot.bot_token_expires_at is not None and bot.bot_token_expires_at <= time.time() + seconds
