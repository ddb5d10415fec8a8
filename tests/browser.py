"""A real browser, which some tests and the pictures of the documentation need."""

import shutil
import subprocess
from pathlib import Path

_FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync --hide-scrollbars"
)


def chromium() -> str | None:
    """Return the browser's command, if there is one."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def browse(file: Path, folder: Path, *arguments: str) -> str:
    """Have the browser open a file and return what it writes; its profile is kept in a folder.

    Raises RuntimeError without Chromium.
    """
    browser = chromium()
    if browser is None:
        raise RuntimeError("no Chromium. Install it, as with: apt-get install chromium")
    command = [browser, *_FLAGS.split(), f"--user-data-dir={folder / 'profile'}", *arguments, file.as_uri()]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
