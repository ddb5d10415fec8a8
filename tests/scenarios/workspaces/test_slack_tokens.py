"""Tokens that end: exchanged in time, once, by whichever worker, and nobody waits for it."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.state.store import State, open_state
from tests.scenarios.workspaces.conftest import MakeWorkspaces
from tests.slack_server.driver import Workers
from tests.slack_server.grants import Grants
from tests.slack_server.http import Poster
from tests.slack_server.installing import install, mention
from tests.slack_server.server import LocalSlack

HALF_A_DAY = 43_200
ALMOST_OVER = 60 * 60  # seconds: within the two hours in which a token is exchanged


def test_an_exchange_of_tokens_is_no_installation(
    poster: Poster, grants: Grants, state: State, workers: Workers, make_workspaces: MakeWorkspaces
) -> None:
    """A workspace that leaves right before it leaves all the same."""
    grants.lifetime = ALMOST_OVER
    install(poster, grants, "TONE")
    time.sleep(1.1)
    left = int(time.time())
    time.sleep(1.1)
    grants.lifetime = HALF_A_DAY
    make_workspaces(state).renew_tokens()
    assert grants.exchanges == 1
    gone = {**mention("TONE", "1.0", "UONE"), "event": {"type": "app_uninstalled"}}
    poster.json({**gone, "event_id": "EvGone", "event_time": left})
    workers.idle()
    assert state.installations("1.2").bot_of("TONE") is None


@pytest.mark.parametrize("lifetime", [ALMOST_OVER, 1], ids=["soon", "ended"])
def test_a_token_that_ends_is_exchanged_once(
    poster: Poster, grants: Grants, state: State, make_workspaces: MakeWorkspaces, lifetime: int
) -> None:
    """By one worker, however many ask at the same time: stewards before its end, requests after it."""
    grants.lifetime = lifetime
    install(poster, grants, "TONE")
    grants.lifetime, grants.delay = HALF_A_DAY, 0.3
    others = [make_workspaces(open_state(state.engine.url.render_as_string())) for _ in range(2)]

    if lifetime == 1:
        time.sleep(1.1)

    def ask(i: int) -> object:
        if lifetime == ALMOST_OVER:
            others[i % 2].renew_tokens()
        return others[i % 2].client_for("TONE")

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, range(8)))
    assert grants.exchanges == 1
    assert (client := others[0].client_for("TONE"))
    assert client.token == list(grants.tokens)[-1]


def test_an_exchange_that_fails_keeps_no_event_waiting(
    poster: Poster, grants: Grants, state: State, slack: LocalSlack, workers: Workers, make_workspaces: MakeWorkspaces
) -> None:
    """Slack waits three seconds for an acknowledgement; the old token is good for an hour."""
    grants.lifetime = ALMOST_OVER
    install(poster, grants, "TONE")
    grants.client_secret, grants.held = "changed", threading.Event()
    workspaces = make_workspaces(state)
    try:
        for i in range(5):
            assert poster.json(mention("TONE", f"{i}.0", "UONE")).status == 200
    finally:
        grants.held.set()
    workers.idle()
    assert len(slack.posted) == 5
    for _ in range(3):
        workspaces.renew_tokens()
    assert grants.attempts == 1


def test_the_old_pair_stays_when_the_exchange_fails(
    poster: Poster, grants: Grants, state: State, make_workspaces: MakeWorkspaces, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is tried again after a while; a token that has ended is no token."""
    grants.lifetime = ALMOST_OVER
    install(poster, grants, "TONE")
    (old,) = grants.tokens
    workspaces = make_workspaces(state)
    grants.client_secret = "changed"
    workspaces.renew_tokens()
    assert (client := workspaces.client_for("TONE"))
    assert client.token == old
    grants.client_secret = "client-secret"
    monkeypatch.setattr("bot.slack.workspaces._AGAIN", 0.0)
    workspaces.renew_tokens()
    assert (client := workspaces.client_for("TONE"))
    assert client.token != old
    assert grants.exchanges == 1


def test_a_token_that_has_ended_is_none(
    poster: Poster, grants: Grants, state: State, make_workspaces: MakeWorkspaces
) -> None:
    """If it cannot be exchanged."""
    grants.lifetime = 1
    install(poster, grants, "TONE")
    assert make_workspaces(state).client_for("TONE")
    time.sleep(1.1)
    grants.client_secret = "changed"
    assert make_workspaces(state).client_for("TONE") is None


def test_a_dead_workers_exchange_is_anothers_in_time(state: State) -> None:
    """A lease ends by itself."""
    now = [1_000.0]
    first = open_state(state.engine.url.render_as_string(), lambda: now[0])
    second = open_state(state.engine.url.render_as_string(), lambda: now[0])
    assert first.leases.take("rotate/T1", 60)
    assert first.leases.take("rotate/T1", 60)
    assert not second.leases.take("rotate/T1", 60)
    now[0] += 61
    assert second.leases.take("rotate/T1", 60)
    second.leases.give_back("rotate/T1")
    assert first.leases.take("rotate/T1", 60)
