"""Slack's OAuth: codes for tokens, tokens that end, refresh tokens that are good once."""

import itertools
import threading
import time
from typing import Any

Values = dict[str, Any]


class Grants:
    """What workspaces granted to one app. `exchanges` counts the refreshes that were accepted, `attempts` all."""

    def __init__(self, client_id: str, client_secret: str, *, lifetime: int | None = None) -> None:
        self.client_id, self.client_secret, self.lifetime = client_id, client_secret, lifetime
        self.tokens: dict[str, tuple[str, float | None]] = {}  # token -> workspace, when it ends
        self.exchanges = self.attempts = 0
        self.delay = 0.0  # seconds that an exchange takes
        self.held: threading.Event | None = None  # what an exchange waits for
        self.whole_organisation = False  # whether an installation is for all workspaces of one
        self._codes: dict[str, str] = {}
        self._refresh: dict[str, str] = {}
        self._ids = itertools.count(1)
        self._lock = threading.Lock()

    def code(self, team: str) -> str:
        """Return the code that Slack sends a workspace's administrator back with."""
        code = f"code-{next(self._ids)}"
        self._codes[code] = team
        return code

    def problem(self, token: str) -> str | None:
        """Return what is wrong with a token."""
        if token not in self.tokens:
            return "invalid_auth"
        ends = self.tokens[token][1]
        return "token_expired" if ends is not None and ends <= time.time() else None

    def team_of(self, token: str) -> str:
        """Return the workspace of a token."""
        return self.tokens[token][0]

    def revoke(self, token: str) -> None:
        """End a token."""
        del self.tokens[token]

    def access(self, values: Values) -> Values:
        """Return the reply of oauth.v2.access."""
        self.attempts += values.get("grant_type") == "refresh_token"
        reply = self._reply(values)
        time.sleep(self.delay)
        if self.held:
            self.held.wait()
        return reply

    def _reply(self, values: Values) -> Values:
        if (values.get("client_id"), values.get("client_secret")) != (self.client_id, self.client_secret):
            return {"ok": False, "error": "bad_client_secret"}
        with self._lock:
            if values.get("grant_type") == "refresh_token":
                team = self._refresh.pop(str(values.get("refresh_token")), None)
                self.exchanges += team is not None
            else:
                team = self._codes.pop(str(values.get("code")), None)
            if team is None:
                return {"ok": False, "error": "invalid_code" if "code" in values else "invalid_refresh_token"}
            return self._grant(team)

    def _grant(self, team: str) -> Values:
        token, refresh = f"xoxb-{team}-{next(self._ids)}", f"xoxe-{next(self._ids)}"
        ends = time.time() + self.lifetime if self.lifetime is not None else None
        self.tokens[token] = (team, ends)
        rotation: Values = {}
        if self.lifetime is not None:
            self._refresh[refresh] = team
            rotation = {"refresh_token": refresh, "expires_in": self.lifetime}
        return {
            "ok": True,
            "access_token": token,
            "token_type": "bot",
            "scope": "chat:write",
            "bot_user_id": f"UBOT{team}",
            "app_id": "A1",
            "team": None if self.whole_organisation else {"id": team, "name": team},
            "enterprise": {"id": "E1", "name": "e"} if self.whole_organisation else None,
            "is_enterprise_install": self.whole_organisation,
            "authed_user": {"id": "UADMIN"},
            **rotation,
        }
