"""The app to compare with: bare Bolt, Socket Mode, a constant for every mention. python -m tests.bench.constant_app"""

import os
import signal
import threading
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient


def main() -> None:
    """Answer until SIGTERM."""
    client = WebClient(token=os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["CITEBOT_SLACK_API_URL"])
    app = App(client=client)

    @app.event("app_mention")
    def answer(event: dict[str, Any], say: Any) -> None:
        say(text="The same answer to everything.", thread_ts=event["ts"])

    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    handler = SocketModeHandler(app, os.environ["SLACK_APP_TOKEN"])
    handler.connect()  # type: ignore[no-untyped-call]
    ended.wait()
    handler.close()  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    main()
