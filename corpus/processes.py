"""Processes of our own interpreter that work for us, each at the other end of a pipe."""

import os
import subprocess
import sys
from multiprocessing import Pipe
from multiprocessing.connection import Connection


def started(program: str, *arguments: str) -> "tuple[subprocess.Popen[bytes], Connection]":
    """Return a process that runs a program of ours, and our end of the pipe; its descriptor is the first argument.

    A process of its own instead of a fork: no thread or lock of ours, and a caller's script need not be importable.
    """
    ours, theirs = Pipe()
    process = subprocess.Popen(  # noqa: S603 - our own interpreter, no shell
        [sys.executable, "-P", "-c", program, str(theirs.fileno()), *arguments],
        pass_fds=[theirs.fileno()],
        env=_without_secrets(),
        stdin=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,  # a library that crashes may quote the document; reasons come by the pipe
    )
    theirs.close()
    return process, ours


def end(process: "subprocess.Popen[bytes]", pipe: Connection) -> None:
    """End a process, whatever it is doing."""
    pipe.close()
    process.kill()
    process.wait()


def _without_secrets() -> dict[str, str]:
    """Return the environment without our settings and tokens: whoever takes over such a process finds none."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("CITEBOT_", "SLACK_"))}
