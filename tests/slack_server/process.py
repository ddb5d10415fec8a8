"""The bot as its administrator runs it: `citebot run` in a process of its own."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.slack_server.server import LocalSlack

ROOT = Path(__file__).resolve().parents[2]


class BotProcess:
    """`citebot run` as a process of its own."""

    def __init__(self, slack: LocalSlack, folder: Path, corpus: Path, **environment: str) -> None:
        given = {
            "PATH": os.environ["PATH"],
            "CITEBOT_SLACK_API_URL": slack.url,
            "CITEBOT_DATA_DIR": str(folder),
            **environment,
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot", "run", "--corpus", str(corpus)],
            cwd=folder,
            env={**given, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def end(self) -> str:
        """End it as an orchestrator does; return everything it wrote."""
        self.process.send_signal(signal.SIGTERM)
        output, _ = self.process.communicate(timeout=20)
        return output

    def kill(self) -> None:
        """End it at once, if it still runs."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.communicate()
