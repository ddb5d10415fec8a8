"""People at their Slack: what they type and click, delivered to the app as Slack delivers it."""

import itertools
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

from slack_bolt import App, BoltRequest, BoltResponse

from tests.slack_server.server import APP, LocalSlack
from tests.slack_server.world import TEAM

Values = dict[str, Any]


class Workers(ThreadPoolExecutor):
    """An executor that can be waited for."""

    def __init__(self, workers: int = 4) -> None:
        super().__init__(workers)
        self._running: set[Future[Any]] = set()
        self._guard = threading.Lock()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Run, and remember it until it is done."""
        future = super().submit(fn, *args, **kwargs)
        with self._guard:
            self._running = {f for f in self._running if not f.done()} | {future}
        return future

    def idle(self) -> None:
        """Wait until all work is done."""
        while True:
            with self._guard:
                running = {f for f in self._running if not f.done()}
            if not running:
                return
            wait(running)


_IDS = itertools.count(1)  # of events and clicks: Slack uses none twice, whatever the app


class People:
    """Drives an app."""

    def __init__(self, app: App, slack: LocalSlack, workers: Workers) -> None:
        self.app, self.slack, self.workers = app, slack, workers

    def ts(self) -> str:
        """Return a new timestamp."""
        return self.slack.now()

    def send(self, body: Values, *, idle: bool = True) -> BoltResponse:
        """Deliver a payload and wait until its work is done."""
        response: BoltResponse = self.app.dispatch(BoltRequest(mode="socket_mode", body=body))
        if idle:
            self.workers.idle()
        return response

    def event(self, event: Values, *, event_id: str | None = None, idle: bool = True, **outer: Any) -> BoltResponse:
        """Deliver an event."""
        body = {
            "type": "event_callback",
            "team_id": TEAM,
            "api_app_id": APP,
            "event_id": event_id or f"Ev{next(_IDS)}",
            "authorizations": [{"team_id": TEAM, "user_id": "UBOT", "is_bot": True}],
            "event": event,
            **outer,
        }
        return self.send(body, idle=idle)

    def mention(self, text: str, channel: str = "C1", user: str = "U1", **more: Any) -> str:
        """Mention the bot; return the message's timestamp."""
        ts = more.pop("ts", None) or self.ts()
        outer = {name: more.pop(name) for name in ("is_ext_shared_channel", "event_id") if name in more}
        event = {"type": "app_mention", "user": user, "channel": channel, "ts": ts, "text": f"<@UBOT> {text}", **more}
        self.slack.says(event)
        self.event(event, **outer)
        return ts

    def direct(self, text: str, user: str = "U1", **more: Any) -> str:
        """Write to the bot directly."""
        return self.message(text, channel="D1", user=user, channel_type="im", **more)

    def message(self, text: str, channel: str = "C1", user: str = "U1", **more: Any) -> str:
        """Write in a channel that the bot reads."""
        ts = more.pop("ts", None) or self.ts()
        outer = {name: more.pop(name) for name in ("is_ext_shared_channel", "event_id") if name in more}
        event = {"type": "message", "channel_type": "channel", "user": user, "channel": channel, "ts": ts, "text": text}
        self.slack.says({**event, **more})
        self.event({**event, **more}, **outer)
        return ts

    def command(self, text: str, channel: str = "C1", user: str = "U1") -> BoltResponse:
        """Type /cite."""
        return self.send(
            {
                "command": "/cite",
                "text": text,
                "team_id": TEAM,
                "channel_id": channel,
                "channel_name": "general",
                "user_id": user,
                "api_app_id": APP,
                "trigger_id": self.slack.trigger_id(),
                "response_url": self.slack.response_url(),
            }
        )

    def shortcut(self, callback_id: str, text: str, channel: str = "C1", user: str = "U1", **more: Any) -> BoltResponse:
        """Choose a message shortcut on a message."""
        return self.send(
            {
                "type": "message_action",
                "callback_id": callback_id,
                "team": {"id": TEAM},
                "user": {"id": user, "team_id": TEAM},
                "channel": {"id": channel, "name": "general"},
                "message": {"type": "message", "user": "U2", "ts": self.ts(), "text": text, **more},
                "message_ts": self.ts(),
                "trigger_id": self.slack.trigger_id(),
                "response_url": self.slack.response_url(),
                "api_app_id": APP,
            }
        )

    def click(self, container: Values, action_id: str, user: str = "U1", **more: Any) -> BoltResponse:
        """Click a button of a message (as it was posted) or of a view. `more` goes into the action."""
        element = element_of(container["blocks"], action_id)
        action = {"action_id": action_id, "block_id": "b", "type": element["type"], "action_ts": self.ts()}
        if "value" in element:
            action["value"] = element["value"]
        body = {
            "type": "block_actions",
            "team": {"id": TEAM},
            "user": {"id": user, "team_id": TEAM},
            "api_app_id": APP,
            "trigger_id": self.slack.trigger_id(),
            "actions": [{**action, **more}],
            **self._container(container),
        }
        return self.send(body)

    def _container(self, container: Values) -> Values:
        if container.get("type") in ("modal", "home"):
            view = {"id": "V1", "hash": "h1", "state": {"values": {}}, "private_metadata": "", **container}
            return {"container": {"type": "view", "view_id": "V1"}, "view": view}
        channel = container.get("channel", "C1")
        ephemeral = "user" in container or "path" in container
        place = {"type": "message", "message_ts": container.get("ts") or "1.0", "channel_id": channel}
        if "thread_ts" in container:
            place["thread_ts"] = container["thread_ts"]
        body: Values = {
            "container": {**place, "is_ephemeral": ephemeral},
            "channel": {"id": channel, "name": "general"},
            "response_url": self.slack.response_url(),
        }
        if not ephemeral:  # Slack sends no content of a message that one person sees
            body["message"] = {"type": "message", "user": "UBOT", **container}
        return body

    def submit(self, view: Values, values: dict[str, Values] | None = None, user: str = "U1") -> BoltResponse:
        """Submit a form; `values` holds the state by block_id."""
        state = {block_id: {"value": value} for block_id, value in (values or {}).items()}
        return self.send(
            {
                "type": "view_submission",
                "team": {"id": TEAM},
                "user": {"id": user, "team_id": TEAM},
                "api_app_id": APP,
                "trigger_id": self.slack.trigger_id(),
                "view": {"id": "V1", "hash": "h1", "private_metadata": "", **view, "state": {"values": state}},
            }
        )

    def opens_home(self, user: str = "U1", tab: str = "home") -> None:
        """Open the app's home or messages tab."""
        self.event({"type": "app_home_opened", "user": user, "channel": "D1", "tab": tab, "event_ts": self.ts()})


def elements(blocks: list[Values]) -> Iterator[Values]:
    """Yield every interactive element of the blocks."""
    for block in blocks:
        yield from (e for e in block.get("elements", []) if "action_id" in e)
        yield from (block[name] for name in ("accessory", "element") if "action_id" in block.get(name, {}))


def element_of(blocks: list[Values], action_id: str) -> Values:
    """Return the element with an action_id."""
    return next(element for element in elements(blocks) if element["action_id"] == action_id)


def words(value: Any) -> str:
    """Return everything that a person reads in a payload, in order."""
    if isinstance(value, dict):
        shown = [value["text"]] if isinstance(value.get("text"), str) else []
        return "".join([*shown, *(words(v) for k, v in value.items() if not (k == "text" and shown) and k != "value")])
    return "".join(map(words, value)) if isinstance(value, list) else ""
