"""A Slack of our own on loopback: a Web API that is as strict as Slack, or stricter; web_api.py brings it the calls.

It refuses unknown arguments, missing scopes and blocks over the limits, keeps one message a second a channel if told
to, and fails in the ways that Slack fails when a test asks for it.
"""

import itertools
import json
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import Block

from tests.slack_server.blockkit import message_problems, metadata_problems, view_problems
from tests.slack_server.files import UPLOADS, Files
from tests.slack_server.grants import Grants
from tests.slack_server.methods import METHODS
from tests.slack_server.record import record
from tests.slack_server.web_api import Server, Values, arguments_of, client_of, token_of
from tests.slack_server.world import TEAM, World

BOT, BOT_ID, APP = "UBOT", "BBOT", "A1"
_RESPONSE_URL_USES = 5
_TRIGGER_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Call:
    """One call that was accepted."""

    method: str
    values: Values
    at: float
    token: str = ""


class LocalSlack:
    """The server. `posted`, `whispered`, `updated`, `views` and `responses` hold what was accepted.

    `careful` is whether blocks are checked, which takes longer than an answer.
    """

    def __init__(
        self,
        scopes: frozenset[str] | None = None,
        *,
        rate_limited: bool = False,
        grants: Grants | None = None,
        careful: bool = True,
    ) -> None:
        self.world, self.grants, self.files = World(), grants, Files()
        self.scopes, self.rate_limited, self.careful = scopes, rate_limited, careful
        self.calls: list[Call] = []
        self.refused: list[tuple[str, str, object]] = []  # method, error, detail: faults of the caller
        self.socket_url = ""
        self.page_size = 1_000  # messages of a conversation that are read at a time
        self.pace = 1.0  # seconds between posts in a channel, where they are limited
        self.clock_off = 0.0  # seconds that our time is from this machine's
        self.gone: set[tuple[str, str]] = set()  # channel and time of messages that were deleted before anybody replied
        self._faults: dict[str, deque[Values]] = defaultdict(deque)
        self._last_post: dict[str, float] = {}
        self._response_uses: dict[str, int] = defaultdict(int)
        self._triggers: dict[str, float | None] = {}  # when each was given, None once a view was opened with it
        self._ids = itertools.count(1)
        self._lock = threading.Lock()
        self._post_count = 0
        self._server = Server(self)
        self.url = f"{self._server.url}api/"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End."""
        self._server.shutdown()
        self._server.server_close()

    def fail(self, method: str, *, error: str = "", status: int = 200, times: int = 1, **more: Any) -> None:
        """Make the next calls of a method fail: with an error, a status, or `lost=True` (done, but no reply).

        `page` is what a gateway sends in Slack's place.
        """
        self._faults[method].extend([{"error": error, "status": status, **more}] * times)

    def called(self, method: str) -> list[Values]:
        """Return the arguments of all accepted calls of a method."""
        with self._lock:
            return [call.values for call in self.calls if call.method == method]

    @property
    def connections(self) -> int:
        """Return how many connections were opened to us."""
        return self._server.accepted

    @property
    def posted(self) -> list[Values]:
        """Return the messages that everybody sees."""
        return self.called("chat.postMessage")

    def posted_in(self, channel: str) -> list[Values]:
        """Return the messages that everybody in a channel sees."""
        return [message for message in self.posted if message["channel"] == channel]

    @property
    def post_count(self) -> int:
        """Return how many messages that everybody sees there are, at no cost."""
        return self._post_count

    @property
    def whispered(self) -> list[Values]:
        """Return the messages that one person sees."""
        return self.called("chat.postEphemeral")

    @property
    def updated(self) -> list[Values]:
        """Return the changes of messages."""
        return self.called("chat.update")

    @property
    def responses(self) -> list[Values]:
        """Return what was sent to response URLs."""
        return self.called("response_url")

    @property
    def views(self) -> list[Values]:
        """Return the views that were opened, pushed, changed or published, in order."""
        with self._lock:
            return [call.values["view"] for call in self.calls if call.method.startswith("views.")]

    def response_url(self) -> str:
        """Return a new response URL."""
        return f"{self.url.removesuffix('api/')}response/{next(self._ids)}"

    def trigger_id(self) -> str:
        """Return what a click, a command or a shortcut may open a view with: once, and soon."""
        trigger = f"{next(self._ids)}.{TEAM}.trigger"
        self._triggers[trigger] = time.monotonic()
        return trigger

    def answer(self, path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, Values, Values | str]:
        """Return status, headers and reply for a request."""
        for beside, name, take in (
            ("/response/", "response_url", self._respond),
            (UPLOADS, "upload", self.files.upload),
        ):
            if path.startswith(beside):
                fault = self._fault(name)
                return self._broken(fault) if fault else take(path, body)
        method = path.removeprefix("/api/")
        values = arguments_of(headers, body.decode())
        if method == "oauth.v2.access" and self.grants:
            return 200, {}, self.grants.access({**values, **client_of(headers)})
        fault = self._fault(method)
        if fault and not fault.get("lost"):
            return self._broken(fault)
        problem = self._problem(method, values, headers)
        if problem:
            return self._refusal(method, problem, values)
        reply = self._do(method, values, token_of(headers))
        if fault:
            return 0, {}, {}  # done, and the connection breaks
        granted = {"X-OAuth-Scopes": ",".join(sorted(self.scopes))} if self.scopes is not None else {}
        return 200, granted, {"ok": True, **reply}

    @staticmethod
    def _broken(fault: Values) -> tuple[int, Values, Values | str]:
        """Return how a call fails: its connection breaks, or a status, an error or a gateway's page says so."""
        if fault.get("lost"):
            return 0, {}, {}
        status = fault["status"]
        extra = {"Retry-After": str(fault.get("retry_after", 1))} if status == 429 else {}
        return status, extra, fault.get("page") or {"ok": False, "error": fault["error"] or "ratelimited"}

    def _fault(self, method: str) -> Values | None:
        with self._lock:
            return self._faults[method].popleft() if self._faults[method] else None

    def _refusal(self, method: str, problem: tuple[str, object], values: Values) -> tuple[int, Values, Values]:
        error, detail = problem
        if error == "ratelimited":
            return 429, {"Retry-After": f"{self.pace:.0f}"}, {"ok": False, "error": error}
        if error not in _STATES_OF_THE_WORLD:
            self.refused.append((method, error, detail))
        return 200, {}, {"ok": False, "error": error}

    def _problem(self, method: str, values: Values, headers: Mapping[str, str]) -> tuple[str, object] | None:
        known = METHODS.get(method)
        if known is None:
            return "unknown_method", method
        token = token_of(headers)
        if self.grants and not known.app_token and (problem := self.grants.problem(token)):
            return problem, token[:5]
        if not token.startswith("xapp-" if known.app_token else "xoxb-"):
            return "invalid_auth", token[:5]
        if unknown := set(values) - known.arguments - {"token", "team_id"}:
            return "invalid_arguments", sorted(unknown)
        if missing := known.required - set(values):
            return "invalid_arguments", f"missing {sorted(missing)}"
        return (
            self._permission(method, values)
            or self._content(method, values)
            or self.files.problem(method, values, token)
            or self._world_problem(method, values)
            or self._trigger_problem(method, values)
        )

    def _trigger_problem(self, method: str, values: Values) -> tuple[str, object] | None:
        if method not in ("views.open", "views.push"):
            return None
        trigger = str(values.get("trigger_id"))
        given = self._triggers.get(trigger, 0.0)
        if trigger not in self._triggers or given is None:
            return ("exchanged_trigger_id" if trigger in self._triggers else "invalid_trigger_id"), trigger
        if time.monotonic() - given > _TRIGGER_SECONDS:
            return "expired_trigger_id", trigger
        self._triggers[trigger] = None
        return None

    def _permission(self, method: str, values: Values) -> tuple[str, object] | None:
        if self.scopes is None:
            return None
        scopes = METHODS[method].scopes
        kind = self.world.channels.get(str(values.get("channel")), {}).get("kind", "")
        needed = scopes.get("") or scopes.get(kind)
        return ("missing_scope", needed) if needed and needed not in self.scopes else None

    def _content(self, method: str, values: Values) -> tuple[str, object] | None:
        if method.startswith("views."):
            found = view_problems(values["view"])
            return ("invalid_arguments", found) if found else None
        if method.startswith("chat.post") or method == "chat.update":
            if not values.get("text"):
                return "no_text", "text is what notifications and screen readers say"
            return _message_content(values) if self.careful else None
        return None

    def _world_problem(self, method: str, values: Values) -> tuple[str, object] | None:
        if method == "users.info" and values["user"] not in self.world.users:
            return "user_not_found", values["user"]
        channel = values.get("channel") or values.get("channel_id")
        if channel is None or (method == "chat.postMessage" and channel in self.world.users):
            return None  # a person's id stands for the direct message with them
        found = self.world.channels.get(channel)
        if found is None:
            return "channel_not_found", channel
        for flag, error in (("absent", "not_in_channel"), ("is_archived", "is_archived")):
            if found.get(flag) and method.startswith(("chat.", "files.")):
                return error, channel
        if method == "conversations.replies" and (channel, values["ts"]) in self.gone:
            return "thread_not_found", values["ts"]
        return self._rate_problem(method, channel)

    def _rate_problem(self, method: str, channel: str) -> tuple[str, object] | None:
        if not self.rate_limited or method != "chat.postMessage":
            return None
        now = time.monotonic()
        with self._lock:
            if now - self._last_post.get(channel, 0.0) < self.pace:
                return "ratelimited", channel
            self._last_post[channel] = now
        return None

    def _do(self, method: str, values: Values, token: str) -> Values:
        if method == "chat.postMessage" and (values["channel"], values.get("thread_ts")) in self.gone:
            del values["thread_ts"]  # Slack then posts beside where the thread was
        reply = self._reply(method, values, token)
        if self.grants and method == "auth.test":
            reply = {**reply, "team_id": self.grants.team_of(token)}
        if self.grants and method == "auth.revoke":
            self.grants.revoke(token)
        record(values)
        kept = {**values, "ts": values.get("ts") or reply.get("ts")}
        with self._lock:
            self.calls.append(Call(method, kept, time.monotonic(), token))
            self._post_count += method == "chat.postMessage"
        return reply

    def _reply(self, method: str, values: Values, token: str) -> Values:
        channel = values.get("channel", "")
        replies: dict[str, Callable[[], Values]] = {
            "auth.test": lambda: {"team_id": TEAM, "user_id": BOT, "bot_id": BOT_ID, "url": self.url, "team": "t"},
            "apps.connections.open": lambda: {"url": self.socket_url},
            "users.info": lambda: {"user": {"id": values["user"], **self.world.users[values["user"]]}},
            "conversations.info": lambda: self._channel(channel),
            "chat.getPermalink": lambda: {"permalink": f"https://example.slack.com/archives/{channel}/p1"},
            "conversations.replies": lambda: self._page(values, self.history(values)),
            "conversations.history": lambda: self._page(values, self.history(values)[::-1]),
            "chat.postEphemeral": lambda: {"message_ts": self.now()},
            "chat.postMessage": lambda: self._as_posted(values),
            "files.getUploadURLExternal": lambda: self.files.announce(values, token, self._server.url),
            "files.completeUploadExternal": lambda: self.files.share(values),
        }
        if method in replies:
            return replies[method]()
        if method.startswith("views."):
            return {"view": {"id": f"V{next(self._ids)}", **values["view"]}}
        return {"ts": values.get("ts") or self.now(), "channel": channel}

    def _as_posted(self, values: Values) -> Values:
        ts = self.now()
        message: Values = {"type": "message", "ts": ts, **{k: values[k] for k in ("text", "thread_ts") if k in values}}
        return {"ts": ts, "channel": self._conversation(values["channel"]), "message": message}

    @staticmethod
    def _conversation(channel: str) -> str:
        """Return where a message stands that is posted to a person."""
        return f"D{channel[1:]}" if channel.startswith("U") else channel

    def _channel(self, channel: str) -> Values:
        about = self.world.channels[channel]
        return {"channel": {"id": channel, "is_member": not about.get("absent"), **about}}

    def now(self) -> str:
        """Return a timestamp later than all before."""
        return f"{1_700_000_000 + next(self._ids)}.000100"

    def says(self, event: Values) -> None:
        """Keep a person's message, so that it can be read again."""
        channel = self.world.channels.setdefault(event["channel"], {"kind": "channel"})
        channel.setdefault("messages", []).append(
            {k: event[k] for k in ("ts", "thread_ts", "user", "text", "files", "attachments") if k in event}
        )

    def history(self, values: Values) -> list[Values]:
        """Return what a conversation or a thread holds, oldest first; tests put people's messages into `world`."""
        found = self.world.channels[values["channel"]].get("messages", [])
        deleted = {(m["channel"], m["ts"]) for m in self.called("chat.delete")}
        changes = {(m["channel"], m["ts"]): m for m in self.updated}
        ours = [
            {**m, **changes.get((m["channel"], m["ts"]), {}), "bot_id": BOT_ID, "user": BOT}
            for m in self.posted
            if self._conversation(m["channel"]) == values["channel"] and (m["channel"], m["ts"]) not in deleted
        ]
        thread = values.get("ts")
        wanted = [m for m in [*found, *ours] if thread is None or thread in (m["ts"], m.get("thread_ts"))]
        oldest, latest = float(values.get("oldest", 0)), float(values.get("latest", "inf"))
        edges = (oldest, latest) if values.get("inclusive") == "1" else ()
        within = [m for m in wanted if oldest < float(m["ts"]) < latest or float(m["ts"]) in edges]
        return sorted(within, key=lambda message: float(message["ts"]))

    def _page(self, values: Values, messages: list[Values]) -> Values:
        """Return a page of messages, and where the next one begins."""
        start = int(values.get("cursor", 0))
        end = start + min(self.page_size, int(values.get("limit", 100)))
        further = {"response_metadata": {"next_cursor": str(end)}} if end < len(messages) else {}
        return {"messages": messages[start:end], **further}

    def _respond(self, path: str, body: bytes) -> tuple[int, Values, Values | str]:
        values = json.loads(body)
        known = {"text", "blocks", "response_type", "replace_original", "delete_original", "thread_ts"}
        known |= {"unfurl_links", "unfurl_media", "attachments", "metadata", "mrkdwn"}
        if unknown := set(values) - known:
            self.refused.append(("response_url", "invalid_arguments", sorted(unknown)))
            return 400, {}, {"ok": False, "error": "invalid_arguments"}
        with self._lock:
            self._response_uses[path] += 1
            if self._response_uses[path] > _RESPONSE_URL_USES:
                return 404, {}, {"ok": False, "error": "used_url"}
        if problem := _message_content(values):
            self.refused.append(("response_url", *problem))
            return 400, {}, {"ok": False, "error": problem[0]}
        record(values)
        with self._lock:
            self.calls.append(Call("response_url", {**values, "path": path}, time.monotonic()))
        return 200, {}, {"ok": True}


_STATES_OF_THE_WORLD = frozenset(
    {
        "not_in_channel",
        "is_archived",
        "channel_not_found",
        "user_not_found",
        "expired_trigger_id",
        "ratelimited",
        "thread_not_found",
    }
)


def _message_content(values: Values) -> tuple[str, object] | None:
    blocks = values.get("blocks") or []
    if found := message_problems(blocks):
        too_long = any("characters" in problem and problem.startswith("blocks:") for problem in found)
        return ("msg_blocks_too_long" if too_long else "invalid_blocks"), found
    if values.get("metadata") and (found := metadata_problems(values["metadata"])):
        return "invalid_metadata_format", found
    for block in blocks:  # the SDK's own validators, which run in to_dict alone
        parsed = Block.parse(block)
        if parsed is None:
            return "invalid_blocks", block.get("type")
        parsed.to_dict()
    if len(values.get("text") or "") > 4_000:
        return "msg_too_long", len(values["text"])
    return None
