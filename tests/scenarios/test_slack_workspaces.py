"""Several workspaces: each installs the app by itself, is answered with its own token, and takes it away again."""

import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.answer import Answerer
from bot.settings import Settings
from bot.slack.app import make_client, wire_installed
from bot.slack.guard import Guard
from bot.slack.installing import installation_flow
from bot.slack.manifest import Shape, manifest, scopes
from bot.slack.reception import Reception
from bot.slack.server import WebServer
from bot.slack.signatures import Signatures
from bot.slack.web import SlackDoor, build_web
from bot.slack.workspaces import InstalledWorkspaces
from bot.state.channels import ChannelSettings
from bot.state.gaps import Gap, GapRecord
from bot.state.pins import Pin
from bot.state.schema import bots, channel_settings, gaps, installations, oauth_states, pinned_answers, questions
from bot.state.store import State, open_state
from tests.slack_server.driver import Workers
from tests.slack_server.grants import Grants
from tests.slack_server.http import SECRET, Poster, Reply
from tests.slack_server.server import LocalSlack

QUESTION = "what code for ganglion impar?"
HALF_A_DAY = 43_200
ALMOST_OVER = 60 * 60  # seconds: within the two hours in which a token is exchanged


@pytest.fixture
def grants() -> Grants:
    """What workspaces granted."""
    return Grants("1.2", "client-secret")


@pytest.fixture
def slack(grants: Grants) -> Iterator[LocalSlack]:
    """A Slack with several workspaces."""
    local = LocalSlack(frozenset(scopes(Shape(several_workspaces=True))), grants=grants)
    for user in ("UONE", "UTWO", "UADMIN"):
        local.world.users[user] = {}
    yield local
    local.stop()


@pytest.fixture
def workers() -> Iterator[Workers]:
    """The app's executor."""
    made = Workers()
    yield made
    made.shutdown()


MakeWorkspaces = Callable[[State], InstalledWorkspaces]


@pytest.fixture
def settings(slack: LocalSlack) -> Settings:
    """Settings of an app that two workspaces may install."""
    given = {"owners": "UOWNER", "help_channel": "TONE/CHELP", "help_group": "TONE/S1"}
    return Settings(slack_api_url=slack.url, workspaces=("TONE", "TTWO"), **given, _env_file=None)  # type: ignore


@pytest.fixture
def make_workspaces(settings: Settings) -> MakeWorkspaces:
    """Make another worker's view of the workspaces."""
    return lambda state: InstalledWorkspaces(state, "1.2", "client-secret", make_client(settings))


@pytest.fixture
def poster(
    settings: Settings, state: State, make_workspaces: MakeWorkspaces, sample_answerer: Answerer, workers: Workers
) -> Iterator[Poster]:
    """Browsers and Slack, at a running web server."""
    workspaces = make_workspaces(state)
    flow = installation_flow(state, workspaces, make_client(settings), settings.workspaces, "client-secret")
    app = wire_installed(
        Reception(sample_answerer, state, settings, Guard(settings)), make_client(settings), flow, workspaces, workers
    )
    running = WebServer(build_web(lambda: True, SlackDoor(app, Signatures(SECRET)), flow), "127.0.0.1", 0)
    running.start()
    yield Poster(running.port)
    running.stop()


def begin(poster: Poster) -> tuple[str, dict[str, str]]:
    """Open the installation page; return the state it gives and the browser's cookie."""
    page = poster.get("/slack/install")
    assert page.status == 200
    address = page.body.split('href="')[2].split('"')[0] if "data:," in page.body else page.body
    query = parse_qs(urlsplit(address.replace("&amp;", "&")).query)
    assert query["client_id"] == ["1.2"]
    assert "chat:write" in query["scope"][0]
    cookie = {k.lower(): v for k, v in page.headers.items()}["set-cookie"].split(";")[0]
    return query["state"][0], {"Cookie": cookie}


def install(poster: Poster, grants: Grants, team: str) -> Reply:
    """Go the whole way as an administrator of a workspace does."""
    state, cookie = begin(poster)
    return poster.get(f"/slack/oauth_redirect?code={grants.code(team)}&state={state}", cookie)


def mention(team: str, ts: str, user: str) -> dict[str, Any]:
    """Return the delivery of a mention in a workspace."""
    return {
        "type": "event_callback",
        "team_id": team,
        "api_app_id": "A1",
        "event_id": f"Ev{team}{ts}",
        "authorizations": [{"team_id": team, "user_id": f"UBOT{team}", "is_bot": True}],
        "event": {
            "type": "app_mention",
            "user": user,
            "channel": "C1",
            "ts": ts,
            "text": f"<@UBOT{team}> {QUESTION}",
            "team": team,
        },
    }


def posts_by(slack: LocalSlack, grants: Grants) -> list[str]:
    """Return by whose token each answer was posted."""
    calls = [call for call in slack.calls if call.method == "chat.postMessage"]
    return [call.token.split("-")[1] for call in calls]


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
    grants.client_secret, grants.delay = "changed", 1.0
    workspaces = make_workspaces(state)
    began = time.monotonic()
    for i in range(5):
        assert poster.json(mention("TONE", f"{i}.0", "UONE")).status == 200
    assert time.monotonic() - began < 1.0
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


def test_the_flow_asks_for_the_manifests_scopes(state: State, settings: Settings) -> None:
    """No more and no fewer."""
    workspaces = InstalledWorkspaces(state, "1.2", "client-secret", make_client(settings))
    flow = installation_flow(state, workspaces, make_client(settings), (), "client-secret")
    assert list(flow.settings.scopes or ()) == manifest(Shape(several_workspaces=True))["oauth_config"]["scopes"]["bot"]
