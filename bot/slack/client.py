"""The Web API over connections that are kept open, rate limits waited out, by posts in the line of their channel.

slack_sdk's own client connects anew for every call: over TLS that is two round trips more, and the certificates of
the machine are read again each time, 25 ms of processor time.
"""

import base64
import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import Any
from urllib.parse import urlencode, urlsplit

import orjson
from slack_sdk import WebClient
from slack_sdk.errors import SlackRequestError
from slack_sdk.web import SlackResponse

from bot.slack.connections import Connections, Reply
from bot.slack.ending import Ending
from bot.slack.lines import Lines, Place
from bot.slack.workers import aside

RATE_LIMIT_RETRIES = 8  # of a call that is no post
PATIENCE = 45.0  # seconds that it waits in all
Send = Callable[[], Reply]
_CLIENTS = 200  # workspaces whose clients are held
_SLACKS = (".slack.com", ".slack-gov.com")  # where Slack takes files, files.slack.com for most
_TOO_MANY = 429
_POST = "chat.postMessage"
_FORM = "application/x-www-form-urlencoded"
_JSON = "application/json;charset=utf-8"
_BYTES = "application/octet-stream"
_LIMITED = Reply(_TOO_MANY, {}, b'{"ok": false, "error": "ratelimited"}')  # to a post for which the line is too long
_ENDED = Reply(503, {}, b'{"ok": false, "error": "ended"}')  # to a call that was not made, as all ends


class NotSlack(SlackRequestError, ConnectionError):
    """Something else answered in Slack's place, such as a gateway with a page: Slack was not reached."""


class SlackClient(WebClient):
    """slack_sdk's client with calls of its own. `ending` tells when none is made any more."""

    def __init__(
        self,
        token: str | None,
        base_url: str,
        connections: Connections | None = None,
        *,
        ending: Ending | None = None,
        lines: Lines | None = None,
    ) -> None:
        super().__init__(token=token, base_url=base_url)
        self._connections = connections or Connections(self.proxy)
        self._ending = ending or Ending()
        self._lines = lines or Lines(self._ending.ended)
        self._others: OrderedDict[str, SlackClient] = OrderedDict()
        self._lock = threading.Lock()
        self._scopes: str | None = None  # of the token, as Slack said with the newest reply

    def with_token(self, token: str | None) -> "SlackClient":
        """Return a client with another token that shares the connections."""
        if token is None or token == self.token:
            return self
        with self._lock:
            known = self._others.pop(token, None) or self._other(token)
            self._others[token] = known
            if len(self._others) > _CLIENTS:
                self._others.popitem(last=False)
            return known

    def _other(self, token: str) -> "SlackClient":
        return SlackClient(token, self.base_url, self._connections, ending=self._ending, lines=self._lines)

    def granted(self, scope: str) -> bool:
        """Return whether the token has a scope, as far as Slack has said; True where it has said nothing yet."""
        return self._scopes is None or scope in {granted.strip() for granted in self._scopes.split(",")}

    def end(self, seconds: float = 0.0) -> bool:
        """Make no call any more, with whichever token; return whether those on their way were done in time."""
        return self._ending.end(seconds)

    def api_call(
        self,
        api_method: str,
        *,
        params: dict[str, Any] | None = None,
        data: dict[str, Any] | None = None,
        json: dict[str, Any] | None = None,
        **others: Any,  # noqa: ANN401 - files, auth and the HTTP verb, which Slack does not look at
    ) -> SlackResponse:
        """Return Slack's reply.

        Raises SlackApiError if it is an error, URLError if there is none, NotSlack if it is of something else.
        """
        if others.get("files"):
            return super().api_call(api_method, params=params, data=data, json=json, **others)
        url = f"{self.base_url}{api_method}"
        values = {**(params or {}), **(data or {}), **(json or {})}
        token = values.pop("token", None) or self.token
        kind, body = (_FORM, _form(values)) if json is None else (_JSON, _json(values))
        headers = {**self._headers(kind), **_authorization(token, others.get("auth"))}
        send = partial(self._once, url, body, headers)
        if api_method == _POST:
            reply = self._in_line((token or "", str(values.get("channel"))), send)
        else:
            reply = self._patiently(send)
        if token == self.token:
            self._scopes = reply.headers.get("x-oauth-scopes", self._scopes)
        return self._checked(url, reply)

    def _checked(self, url: str, reply: Reply) -> SlackResponse:
        """Return a reply as slack_sdk gives it. Raises SlackApiError if it is an error, NotSlack if none of Slack's."""
        response = SlackResponse(
            client=self,
            http_verb="POST",
            api_url=url,
            req_args={},
            data=_read(reply),
            headers=dict(reply.headers),
            status_code=reply.status,
        )
        response.validate()  # type: ignore[no-untyped-call]
        return response

    def _headers(self, content_type: str) -> dict[str, str]:
        return {"User-Agent": self.headers["User-Agent"], "Content-Type": content_type}

    def chat_postMessage(self, **values: Any) -> SlackResponse:  # noqa: N802, ANN401 - the SDK's name and arguments
        """Return Slack's reply to a message whose blocks are JSON already: the SDK would look through all of them."""
        return self.api_call(_POST, json={n: v for n, v in values.items() if v is not None})

    def respond(self, url: str, body: Mapping[str, Any]) -> Reply:
        """Return the reply to what is said through a response URL, which needs no token. Raises URLError."""
        return self._patiently(partial(self._once, url, _json(body), self._headers(_JSON)))

    def upload(self, url: str, data: bytes) -> Reply:
        """Return the reply to a file's bytes at the address that Slack gave for them, which is the permission too.

        Raises URLError, and NotSlack where the address is none of Slack's: nothing is sent there.
        """
        to, api = urlsplit(url), urlsplit(self.base_url)
        if (to.scheme, to.netloc) != (api.scheme, api.netloc) and not (
            to.scheme == "https" and (to.hostname or "").endswith(_SLACKS)
        ):
            raise NotSlack("the address to upload to is none of Slack's")
        return self._patiently(partial(self._once, url, data, self._headers(_BYTES)))

    def _in_line(self, place: Place, send: Send) -> Reply:
        """Return the reply to a post; where Slack takes no more in its channel, it waits behind those before it."""
        reply, seconds = _LIMITED, 0.0
        if not self._lines.at(place):
            reply = send()
            if reply.status != _TOO_MANY:
                return reply
            seconds = _seconds(reply)
        with self._lines.turn(place, seconds) as turn:
            while turn and turn.comes():
                reply = send()
                if reply.status != _TOO_MANY:
                    break
                turn.refused(_seconds(reply))
        return self._in_the_end(reply)

    def _patiently(self, send: Send) -> Reply:
        """Return the reply to a call, repeated as long as there are too many of them.

        A broken connection is no reason to repeat it: the call may have been done.
        """
        waited = 0.0
        for _ in range(RATE_LIMIT_RETRIES):
            reply = send()
            if reply.status != _TOO_MANY:
                return reply
            seconds = _seconds(reply)
            waited += seconds
            if waited > PATIENCE or self._ended_within(seconds):  # to ask sooner than Slack wants it is of no use
                return self._in_the_end(reply)
        return send()

    def _in_the_end(self, reply: Reply) -> Reply:
        """Return a reply; in place of "too many calls", that all ended, if the bot ended while it waited."""
        return _ENDED if reply.status == _TOO_MANY and self._ending.ended.is_set() else reply

    def _ended_within(self, seconds: float) -> bool:
        with aside():
            return self._ending.ended.wait(seconds)

    def _once(self, url: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        with self._ending.call() as allowed:
            return self._connections.post(url, body, headers) if allowed else _ENDED


def _authorization(token: str | None, app: Mapping[str, str] | None) -> Mapping[str, str]:
    """Return how a call says whose it is: the app itself, by its id and secret, or a workspace's bot."""
    if app:
        pair = f"{app['client_id']}:{app['client_secret']}"
        return {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}
    return {"Authorization": f"Bearer {token}"} if token else {}


def _seconds(reply: Reply) -> float:
    """Return how long Slack wants to be left alone."""
    retry_after = reply.headers.get("retry-after")
    return float(retry_after) if retry_after and retry_after.isdigit() else 1.0


def read_json(data: bytes | str) -> Any:  # noqa: ANN401 - JSON
    """Return what Slack sends. Raises ValueError if it is no JSON."""
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError:  # half a character, which a person's message may hold
        return json.loads(data)


def _json(values: Mapping[str, Any]) -> bytes:
    try:
        return orjson.dumps(values)
    except orjson.JSONEncodeError:  # lone surrogates, which only escapes can say
        return json.dumps(values).encode()


def _form(values: Mapping[str, Any]) -> bytes:
    known = {name: value for name, value in values.items() if value is not None}
    return urlencode({n: int(v) if isinstance(v, bool) else v for n, v in known.items()}).encode()


def _read(reply: Reply) -> Any:  # noqa: ANN401 - JSON
    read: Any = None
    with suppress(ValueError):
        read = read_json(reply.body)
    if isinstance(read, dict):
        return read
    if reply.status == _TOO_MANY:
        return {"ok": False, "error": "ratelimited"}
    raise NotSlack(f"what answers there is not Slack (status {reply.status})")
