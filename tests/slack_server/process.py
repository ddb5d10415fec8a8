"""The bot as its administrator runs it: `citebot run` in a process of its own."""

import itertools
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.slack_server.server import LocalSlack

ROOT = Path(__file__).resolve().parents[2]
_NUMBERS = itertools.count(1)


class BotProcess:
    """A process; `command` is what Python runs, as in ("-m", "bot", "run")."""

    def __init__(self, slack: LocalSlack, folder: Path, command: Sequence[str], **environment: str) -> None:
        given = {
            "PATH": os.environ["PATH"],
            "CITEBOT_SLACK_API_URL": slack.url,
            "CITEBOT_DATA_DIR": str(folder),
            **environment,
        }
        # a file, as a pipe that nobody reads would stop the process once it is full
        self._output = folder / f"output-{next(_NUMBERS)}.txt"
        with self._output.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, *command],
                cwd=folder,
                env={**given, "PYTHONPATH": str(ROOT)},
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def output(self, seconds: float = 30.0) -> str:
        """Wait until it has ended; return everything it wrote."""
        self.process.wait(seconds)
        return self._output.read_text("utf-8")

    def end(self) -> str:
        """End it as an orchestrator does; return everything it wrote."""
        self.process.send_signal(signal.SIGTERM)
        return self.output(20.0)

    def kill(self) -> None:
        """End it at once, if it still runs."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
