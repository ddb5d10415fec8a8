"""Several workspaces: each installs the app by itself, is answered with its own token, and takes it away again."""

import json
import time
from typing import Any

import pytest

from bot.settings import Settings
from bot.slack.app import make_client
from bot.slack.installing import installation_flow
from bot.slack.manifest import Shape, manifest
from bot.state.channels import ChannelSettings
from bot.state.gaps import Gap, GapRecord
from bot.state.pins import Pin
from bot.state.schema import bots, channel_settings, gaps, installations, oauth_states, pinned_answers, questions
from bot.state.store import State
from tests.scenarios.workspaces.conftest import MakeWorkspaces
from tests.slack_server.driver import Workers
from tests.slack_server.grants import Grants
from tests.slack_server.http import Poster
from tests.slack_server.installing import QUESTION, begin, install, mention, posts_by
from tests.slack_server.server import LocalSlack


def test_each_workspace_is_answered_with_its_own_token(
    poster: Poster, slack: LocalSlack, grants: Grants, workers: Workers
) -> None:
    """And one that has not installed the app gets nothing."""
    assert install(poster, grants, "TONE").status == 200
    assert install(poster, grants, "TTWO").status == 200
    for team, ts, user in (("TONE", "1.0", "UONE"), ("TTWO", "2.0", "UTWO"), ("TTHREE", "3.0", "UX")):
        poster.json(mention(team, ts, user))
        workers.idle()
    assert posts_by(slack, grants) == ["TONE", "TTWO"]


def test_only_named_workspaces_may_install(poster: Poster, slack: LocalSlack, grants: Grants, state: State) -> None:
    """Whoever finds the page: the documents are not for everybody. The token is given back."""
    reply = install(poster, grants, "TSTRANGER")
    assert reply.status == 403
    assert "not among those" in reply.body
    assert grants.tokens == {}
    assert state.installations("1.2").bot_of("TSTRANGER") is None


def test_a_workspace_that_is_named_no_more_is_served_no_more(
    poster: Poster, grants: Grants, state: State, make_workspaces: MakeWorkspaces
) -> None:
    """Its installation is still there: put back into the settings, it is served again."""
    grants.lifetime = 3_600  # so that its token is due to be exchanged
    for team in ("TONE", "TTWO"):
        install(poster, grants, team)
    left = make_workspaces(state, permitted=("TTWO",))
    assert left.authorize("TONE") is None
    assert left.client_for("TONE") is None
    left.renew_tokens()
    assert grants.exchanges == 1
    assert left.client_for("TTWO") is not None
    assert make_workspaces(state, permitted=("*",)).authorize("TONE") is not None


def test_an_installation_for_a_whole_organisation_is_said_to_be_none_of_ours(
    poster: Poster, grants: Grants, state: State
) -> None:
    """To add its workspace to the settings would not help; the token is given back."""
    grants.whole_organisation = True
    reply = install(poster, grants, "TONE")
    assert reply.status == 403
    assert "install it in single workspaces" in reply.body
    assert grants.tokens == {}
    with state.engine.connect() as connection:
        assert connection.execute(bots.select()).all() == []


@pytest.mark.parametrize(
    ("query", "cookie", "said"),
    [
        ("code={code}&state=forged", False, "another browser"),
        ("code={code}&state={state}", False, "another browser"),
        ("state={state}", True, "no code"),
        ("code=forged&state={state}", True, "did not accept"),
        ("error=access_denied&state={state}", True, "cancelled"),
        ("error=<script>&state={state}", True, "&lt;script&gt;"),
    ],
)
def test_an_installation_that_is_not_genuine_is_refused(
    poster: Poster, grants: Grants, state: State, query: str, *, cookie: bool, said: str
) -> None:
    """With words for the person, and nothing stored."""
    issued, cookies = begin(poster)
    address = f"/slack/oauth_redirect?{query.format(code=grants.code('TONE'), state=issued)}"
    reply = poster.get(address, cookies if cookie else {})
    assert said in reply.body
    assert state.installations("1.2").bot_of("TONE") is None


def test_a_state_is_good_once(poster: Poster, grants: Grants) -> None:
    """A second use is refused, and states that were never used are dropped in time."""
    issued, cookie = begin(poster)
    address = f"/slack/oauth_redirect?code={{}}&state={issued}"
    assert poster.get(address.format(grants.code("TONE")), cookie).status == 200
    assert poster.get(address.format(grants.code("TONE")), cookie).status == 401


def test_beginnings_without_end_are_dropped(poster: Poster, state: State) -> None:
    """After ten minutes."""
    begin(poster)
    with state.engine.connect() as connection:
        assert len(connection.execute(oauth_states.select()).all()) == 1
    state.clock = lambda: time.time() + 700
    state.expire()
    with state.engine.connect() as connection:
        assert connection.execute(oauth_states.select()).all() == []


@pytest.mark.parametrize("owner", [{"team_id": "TONE"}, {"team_id": "TTWO", "deleted": True}, None])
def test_administrators_are_owners_where_a_workspace_has_none(
    poster: Poster, grants: Grants, slack: LocalSlack, workers: Workers, owner: dict[str, Any] | None
) -> None:
    """The owner of the settings is another workspace's, has left, or is nobody that Slack knows there."""
    del slack.world.users["UOWNER"]
    if owner:
        slack.world.users["UOWNER"] = owner
    slack.world.users["UADMIN"] = {"is_admin": True}
    for team in ("TONE", "TTWO"):
        install(poster, grants, team)
        opened = {"type": "app_home_opened", "user": "UADMIN", "channel": "D1", "tab": "home", "event_ts": "1.0"}
        poster.json({**mention(team, "1.0", "UADMIN"), "event_id": f"EvHome{team}", "event": opened})
        workers.idle()
    offered = ["home_gaps" in json.dumps(view) for view in slack.views]
    assert offered == [owner is None or "deleted" in owner, True]


def test_a_person_is_offered_where_a_workspace_has_a_channel_for_it(
    poster: Poster, grants: Grants, slack: LocalSlack, workers: Workers
) -> None:
    """The settings name one for the first workspace alone."""
    for team, user in (("TONE", "UONE"), ("TTWO", "UTWO")):
        install(poster, grants, team)
        poster.json({**mention(team, f"{len(slack.posted)}.0", user), "event_id": f"Ev{team}"})
        workers.idle()
    assert ["person" in json.dumps(message["blocks"]) for message in slack.posted] == [True, False]


@pytest.mark.parametrize("event", [{"type": "app_uninstalled"}, {"type": "tokens_revoked", "tokens": {"bot": ["U"]}}])
def test_an_uninstalled_app_forgets_its_tokens(
    poster: Poster, slack: LocalSlack, grants: Grants, state: State, workers: Workers, event: dict[str, Any]
) -> None:
    """At once; the other workspace keeps its own."""
    install(poster, grants, "TONE")
    install(poster, grants, "TTWO")
    poster.json({**mention("TONE", "1.0", "UONE"), "event_id": "EvGone", "event": event})
    workers.idle()
    assert state.installations("1.2").bot_of("TONE") is None
    assert state.installations("1.2").bot_of("TTWO") is not None
    poster.json(mention("TONE", "2.0", "UONE"))
    workers.idle()
    assert slack.posted == []


def test_an_uninstalled_app_forgets_the_workspace(
    poster: Poster, grants: Grants, state: State, workers: Workers
) -> None:
    """Pinned answers, settings, questions; those of others stay. Revoked tokens alone are no farewell."""
    for team in ("TONE", "TTWO"):
        install(poster, grants, team)
        state.pins.approve(team, state.pins.propose(Pin(team, QUESTION, "64999", "U2")), "UOWNER")
        state.pins.propose(Pin(team, "lunch", "at noon", "U2"))
        state.channels.change(team, "C1", ChannelSettings(private=True), "UADMIN")
        state.threads.keep((team, "C1", "1.0"), "UONE", QUESTION, 1_000.0)
        state.threads.remember((team, "C1", "1.0"), "UONE", QUESTION)
        state.gaps.add(GapRecord(team, "C1", "UONE", Gap.UNANSWERED, "Heading", ("lunch",), "lunch"), 1_000.0)
    for event in ({"type": "tokens_revoked", "tokens": {"bot": ["U"]}}, {"type": "app_uninstalled"}):
        assert state.pins.any("TONE")
        poster.json({**mention("TONE", "1.0", "UONE"), "event_id": f"Ev{event['type']}", "event": event})
        workers.idle()
    with state.engine.connect() as connection:
        for table in (pinned_answers, channel_settings, questions, gaps):
            assert {row.team for row in connection.execute(table.select())} == {"TTWO"}
    assert not state.pins.any("TONE")
    assert not state.channels.of("TONE", "C1").private
    assert state.threads.asked(("TONE", "C1", "1.0")) == ()
    assert state.threads.asked(("TTWO", "C1", "1.0")) == (QUESTION,)


@pytest.mark.parametrize("event", [{"type": "app_uninstalled"}, {"type": "tokens_revoked", "tokens": {"bot": ["U"]}}])
def test_news_from_before_an_installation_do_not_end_it(
    poster: Poster, grants: Grants, state: State, workers: Workers, event: dict[str, Any]
) -> None:
    """Slack delivers again what failed at first; the app may be installed anew meanwhile."""
    install(poster, grants, "TONE")
    gone = {**mention("TONE", "1.0", "UONE"), "event": event}
    poster.json({**gone, "event_id": "EvOld", "event_time": int(time.time()) - 60})
    workers.idle()
    assert state.installations("1.2").bot_of("TONE") is not None
    poster.json({**gone, "event_id": "EvNew", "event_time": int(time.time())})
    workers.idle()
    assert state.installations("1.2").bot_of("TONE") is None


def test_a_persons_revoked_token_is_not_the_bots(
    poster: Poster, grants: Grants, state: State, workers: Workers
) -> None:
    """The app stays installed."""
    install(poster, grants, "TONE")
    gone = {"type": "tokens_revoked", "tokens": {"oauth": ["UONE"]}}
    poster.json({**mention("TONE", "1.0", "UONE"), "event": gone})
    workers.idle()
    assert state.installations("1.2").bot_of("TONE") is not None


def test_a_second_installation_takes_the_firsts_place(poster: Poster, grants: Grants, state: State) -> None:
    """No token is kept that nobody needs."""
    install(poster, grants, "TONE")
    time.sleep(0.01)
    install(poster, grants, "TONE")
    newest = list(grants.tokens)[-1]
    with state.engine.connect() as connection:
        for table in (bots, installations):
            assert [row.bot_token for row in connection.execute(table.select())] == [newest]


def test_the_flow_asks_for_the_manifests_scopes(
    state: State, settings: Settings, make_workspaces: MakeWorkspaces
) -> None:
    """No more and no fewer."""
    flow = installation_flow(state, make_workspaces(state), make_client(settings), "client-secret")
    assert list(flow.settings.scopes or ()) == manifest(Shape(several_workspaces=True))["oauth_config"]["scopes"]["bot"]
