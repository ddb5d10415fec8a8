"""`citebot index`, entered as a person does."""

import subprocess
from pathlib import Path

from tests.command_line import PROGRAM

PLAIN = "The tibial block is reported once for each foot [1].\n\nReferences\n\n1. Smith J. Blocks of the foot. 2020.\n"


def index(folder: Path, *options: str) -> "subprocess.CompletedProcess[str]":
    """Run the command on a folder, with the index beside it."""
    command = [*PROGRAM, "index", str(folder), "--index", str(folder.parent / "index"), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
