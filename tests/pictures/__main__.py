"""Draws the pictures of the documentation from the app's real blocks: python -m tests.pictures [FOLDER]

Each is what the app posts to the local Slack of the tests; only the drawing is ours. Needs Chromium.
"""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from bot.settings import Settings
from bot.slack.client import SlackClient
from bot.state.store import open_state
from tests.answering import answerer_over
from tests.browser import browse
from tests.pictures.documents import write_documents
from tests.pictures.render import message, page, view
from tests.scenarios.conftest import SAMPLE
from tests.slack_server.app import build_app
from tests.slack_server.driver import People, Workers
from tests.slack_server.server import LocalSlack

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "pictures"
_WIDTH = 796
_QUESTION, _TYPED = "what code for ganglion impar?", "ganglian impar cpt"


def main() -> None:
    """Write every picture."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, source in pages():
        draw(source, folder / f"{name}.png")
        sys.stdout.write(f"{folder / name}.png\n")


def pages() -> Iterator[tuple[str, str]]:
    """Yield the name and the page of every picture."""
    with TemporaryDirectory() as folder:
        documents = Path(folder) / "documents"
        shutil.copytree(SAMPLE, documents)
        write_documents(documents)
        slack, workers = LocalSlack(), Workers()
        settings = Settings(slack_api_url=slack.url, help_channel=("CHELP",), _env_file=None)  # type: ignore[call-arg]
        state = open_state(f"sqlite:///{folder}/state.sqlite")
        client = SlackClient("xoxb-pictures", slack.url)
        people = People(build_app(answerer_over(documents), settings, state, client, workers), slack, workers)
        yield from _pages(people, slack)
        workers.shutdown()
        state.close()
        slack.stop()


def _pages(people: People, slack: LocalSlack) -> Iterator[tuple[str, str]]:
    yield "answer", _asked(people, slack, _TYPED)
    answer = slack.posted[-1]
    people.click(answer, "context")
    yield "in-context", page(view(slack.views[-1]))
    yield "not-found", _not_found(people, slack, "which modifier for a bilateral genicular nerve ablation?")
    yield "disagreement", _asked(people, slack, "what code for genicular nerve ablation?")
    people.opens_home("UADMIN")
    yield "home", page(view(slack.views[-1]))


def _asked(people: People, slack: LocalSlack, question: str) -> str:
    return page(*_messages(people, slack, question))


def _not_found(people: People, slack: LocalSlack, question: str) -> str:
    """Return a refusal with what the button under it shows to who clicks."""
    messages = _messages(people, slack, question)
    people.click(slack.posted[-1], "nearest")
    return page(*messages, message("citebot", slack.whispered[-1]["blocks"], app=True, alone=True))


def _messages(people: People, slack: LocalSlack, question: str) -> tuple[str, str]:
    people.mention(question)
    typed = {"type": "text", "text": f"@citebot {question}"}
    asked = [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [typed]}]}]
    return message("Dana", asked), message("citebot", slack.posted[-1]["blocks"], app=True)


def draw(source: str, picture: Path) -> None:
    """Write a page as a PNG, as high as it needs to be. Raises RuntimeError without Chromium."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "page.html"
        file.write_text(source, "utf-8")
        height = _height(file, Path(folder))
        shot = Path(folder) / "shot.png"
        browse(file, Path(folder), f"--screenshot={shot}", f"--window-size={_WIDTH},{height}")
        with Image.open(shot) as image:  # few colours: a third of the bytes
            image.convert("RGB").quantize(64, dither=Image.Dither.NONE).save(picture, optimize=True)


def _height(file: Path, folder: Path) -> int:
    """Return how high a page is: it is asked to say so in its own text."""
    told = "<script>document.title=document.documentElement.scrollHeight</script>"
    measured = folder / "measured.html"
    measured.write_text(file.read_text("utf-8") + told, "utf-8")
    text = browse(measured, folder, "--dump-dom", f"--window-size={_WIDTH},200")
    return int(text.split("<title>")[1].split("</title>")[0])


if __name__ == "__main__":
    main()
