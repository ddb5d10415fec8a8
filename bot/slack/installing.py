"""The installation in further workspaces: Slack's OAuth, for those workspaces alone that the settings name."""

import html
import logging
from collections.abc import Callable, Sequence

from slack_bolt import BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.authorize import CallableAuthorize
from slack_bolt.error import BoltError
from slack_bolt.oauth import OAuthFlow
from slack_bolt.oauth.callback_options import FailureArgs
from slack_bolt.oauth.oauth_settings import OAuthSettings
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth.installation_store import Installation

from bot.slack.client import SlackClient
from bot.slack.manifest import INSTALL_PATH, REDIRECT_PATH, Shape, scopes
from bot.slack.workspaces import InstalledWorkspaces
from bot.state.installations import open_oauth_states
from bot.state.store import State

log = logging.getLogger(__name__)

_NOT_PERMITTED, _WHOLE_ORGANISATION = "not permitted", "whole organisation"
_REASONS = {
    "access_denied": "The installation was cancelled.",
    "invalid_browser": "This page was opened in another browser than the one that began.",
    "invalid_state": "The installation took longer than ten minutes or was begun elsewhere.",
    "missing_code": "Slack sent no code.",
    "invalid_code": "Slack did not accept the code.",
    _NOT_PERMITTED: "This workspace is not among those that may install the app. Its administrator can add it"
    " to the setting workspaces.",
    _WHOLE_ORGANISATION: "That was for a whole organisation. Please install it in single workspaces of it.",
}

# Bolt's flow writes Slack's codes into its warnings; ours say the reason alone
_quiet = logging.getLogger("bot.slack.installing.bolt")
_quiet.setLevel(logging.CRITICAL)


class InstallationFlow(OAuthFlow):
    """Bolt's flow, closed to workspaces that are not named."""

    def __init__(self, client: SlackClient, permits: Callable[[str], bool], settings: OAuthSettings) -> None:
        super().__init__(client=client, settings=settings, logger=_quiet)
        self._permits, self._calling = permits, client
        self.failure_handler = _failed

    def store_installation(self, request: BoltRequest, installation: Installation) -> None:
        """Keep an installation. Raises BoltError if the workspace is not permitted; its token is given back then."""
        team = installation.team_id or ""
        if refused := self._refused(installation):
            log.warning("installation refused", extra={"team": team, "reason": refused})
            self._give_back(installation)
            raise BoltError(refused)
        super().store_installation(request, installation)
        log.info("installed", extra={"team": team})

    def _refused(self, installation: Installation) -> str:
        """Return why an installation is not kept; "" if it is."""
        if installation.is_enterprise_install:
            return _WHOLE_ORGANISATION
        return "" if self._permits(installation.team_id or "") else _NOT_PERMITTED

    def _give_back(self, installation: Installation) -> None:
        try:
            self._calling.with_token(installation.bot_token).auth_revoke()
        except (SlackApiError, OSError) as error:
            log.warning("token not revoked", extra={"error": type(error).__name__})


def installation_flow(
    state: State, workspaces: InstalledWorkspaces, client: SlackClient, secret: str
) -> InstallationFlow:
    """Return the flow of an app; `client` has no token, `secret` is the client secret."""
    settings = OAuthSettings(
        client_id=workspaces.installations.client_id,
        client_secret=secret,
        # the optional ones too: whoever installs the app is asked about what the address names
        scopes=list(scopes(Shape(several_workspaces=True))),
        install_path=INSTALL_PATH,
        redirect_uri_path=REDIRECT_PATH,
        installation_store=workspaces.installations,
        installation_store_bot_only=True,
        state_store=open_oauth_states(state.engine),
        logger=_quiet,
    )
    settings.authorize = CallableAuthorize(logger=_quiet, func=_authorizing(workspaces))
    return InstallationFlow(client, workspaces.permits, settings)


def _authorizing(workspaces: InstalledWorkspaces) -> Callable[..., AuthorizeResult]:
    """Return the function that Bolt asks for the token of a request; it reads the names of the parameters."""

    def authorize(team_id: str | None) -> AuthorizeResult | None:
        return workspaces.authorize(team_id)

    return authorize  # type: ignore[return-value] # Bolt takes None for "not installed"


def _failed(args: FailureArgs) -> BoltResponse:
    reason = str(args.error) if args.error is not None else args.reason
    status = 403 if reason in (_NOT_PERMITTED, _WHOLE_ORGANISATION) else args.suggested_status_code
    log.info("installation failed", extra={"reason": args.reason})
    return BoltResponse(status=status, headers=_headers(args), body=_page(_REASONS.get(reason, reason)))


def _headers(args: FailureArgs) -> dict[str, str | Sequence[str]]:
    return {
        "Content-Type": "text/html; charset=utf-8",
        "Set-Cookie": args.settings.state_utils.build_set_cookie_for_deletion(),
    }


def _page(words: str) -> str:
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>citebot: not installed</title>'
        f'<h1>Not installed</h1><p>{html.escape(words)}</p><p><a href="{INSTALL_PATH}">Try again</a></p></html>'
    )
