"""How a workspace installs the app, as its administrator does it in a browser, and asks."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.slack_server.grants import Grants
from tests.slack_server.http import Poster, Reply
from tests.slack_server.server import LocalSlack

QUESTION = "what code for ganglion impar?"


def begin(poster: Poster) -> tuple[str, dict[str, str]]:
    """Open the installation page; return the state it gives and the browser's cookie."""
    page = poster.get("/slack/install")
    assert page.status == 200
    address = page.body.split('href="')[2].split('"')[0] if "data:," in page.body else page.body
    query = parse_qs(urlsplit(address.replace("&amp;", "&")).query)
    assert query["client_id"] == ["1.2"]
    assert {"chat:write", "files:write"} <= set(query["scope"][0].split(","))  # required and optional
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
