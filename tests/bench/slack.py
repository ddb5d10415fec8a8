"""The load that a Slack workspace makes: python -m tests.bench.slack [EVENTS]

First citebot beside a bare Bolt app that posts a constant: processor time per event, events a second, and the time
from event in to post out; both run at once and are asked in turns, so that other work on the machine weighs on both.
Slack is played by this process, which in the comparison checks no blocks: it would have more to do than the bot.
Then an hour's worth of events in bursts, with duplicates, broken connections and rate limits: none may be lost or
answered twice.
"""

import itertools
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
from rich.console import Console
from rich.progress import track

from bot.answer import Answerer
from bot.garbage import Garbage, search_seldom
from bot.slack.buttons import Offer
from bot.slack.handles import Asked
from bot.slack.messages import LOOK_AHEAD, answer_message
from index.analyzer import Analyzer
from index.disk import open_index
from tests.bench import rivals
from tests.bench.collection import documents, questions
from tests.slack_server.process import BotProcess
from tests.slack_server.server import LocalSlack
from tests.slack_server.socket import SocketServer

PASSAGES = 1_000
ROUNDS, EVENTS_A_ROUND, IN_FLIGHT = 7, 300, 8
HOUR = 30_000  # events: as many as Slack delivers in an hour
BURST = 500
CHANNELS, PEOPLE = 2_000, 300
_TOKENS = {"SLACK_BOT_TOKEN": "xoxb-bench", "SLACK_APP_TOKEN": "xapp-bench", "CITEBOT_QUESTIONS_PER_MINUTE": "1000000"}
_out = Console(highlight=False)


@dataclass(frozen=True, slots=True)
class Round:
    """One turn of one app."""

    cpu_ms: float  # per event
    per_second: float
    latencies: Sequence[float]  # seconds from event in to post out


class Side:
    """One app, and the Slack that it talks to."""

    def __init__(self, slack: LocalSlack, server: SocketServer, bot: BotProcess) -> None:
        self.slack, self.server = slack, server
        self.process = psutil.Process(bot.process.pid)

    def cpu(self) -> float:
        """Return the processor seconds used so far."""
        times = self.process.cpu_times()
        return float(times.user + times.system)

    def memory(self) -> float:
        """Return the resident memory in MB."""
        return float(self.process.memory_info().rss / 1e6)


def main() -> None:
    """Print both measurements."""
    hour = int(sys.argv[1]) if len(sys.argv) > 1 else HOUR
    with TemporaryDirectory() as folder:
        generated = list(documents(PASSAGES))
        asked = questions([p for document in generated for p in document.passages], 3_000)
        rivals.build_citebot(Path(folder) / "citebot" / "index", generated)
        _compare(Path(folder), asked)
        _bursts(Path(folder) / "bursts", Path(folder), asked, hour)


def _compare(folder: Path, asked: Sequence[str]) -> None:
    numbers = itertools.count(1)
    (folder / "constant").mkdir()
    with (
        _side(folder / "constant", ("-m", "tests.bench.constant_app"), careful=False) as constant,
        _side(folder / "citebot", ("-m", "bot", "run"), careful=False) as citebot,
    ):
        for side in (constant, citebot):
            _round(side, asked, numbers, 100)  # warm
        rounds = [
            (_round(constant, asked, numbers), _round(citebot, asked, numbers))
            for _ in track(range(ROUNDS), "citebot and the constant app in turns", console=Console(stderr=True))
        ]
        found = Counter("not found" if m["text"].startswith("Not found") else "answered" for m in citebot.slack.posted)
    _out.print(f"\n{PASSAGES:,} passages, {EVENTS_A_ROUND} events a round, {ROUNDS} rounds; {dict(found)}")
    _out.print(f"{'':16} {'CPU ms/event':>12} {'events/s':>9} {'p50 ms':>7} {'p99 ms':>7}")
    for name, turns in zip(("constant app", "citebot"), zip(*rounds, strict=True), strict=True):
        latencies = sorted(latency for turn in turns for latency in turn.latencies)
        p50, p99 = (latencies[int(len(latencies) * share)] * 1000 for share in (0.5, 0.99))
        cpu, rate = (statistics.median(getattr(turn, n) for turn in turns) for n in ("cpu_ms", "per_second"))
        _out.print(f"{name:16} {cpu:12.2f} {rate:9.0f} {p50:7.1f} {p99:7.1f}")
    whole = statistics.median(ours.cpu_ms / theirs.cpu_ms for theirs, ours in rounds)
    alone = _answer_alone(folder / "citebot" / "index", asked) / statistics.median(r.cpu_ms for r, _ in rounds)
    _out.print(f"CPU per event, citebot to the constant app: {whole:.2f}")
    _out.print(f"of it, finding the answer and drawing its blocks: {alone:.2f}")


def _answer_alone(index: Path, asked: Sequence[str]) -> float:
    """Return the processor milliseconds from a question to the message, without Slack."""
    analyzer = Analyzer()
    answerer = Answerer(open_index(index, analyzer), analyzer)

    def message(question: str) -> object:
        return answer_message(answerer.answer(question, k=LOOK_AHEAD), Asked(question), Offer())

    for question in asked[:200]:
        message(question)
    search_seldom()
    Garbage(lambda: answerer.engine.version).settle()  # as the bot does, and here there is Slack's side to look through
    return statistics.median(_cpu_ms(message, asked[start : start + 200]) for start in range(200, 2_200, 200))


def _cpu_ms(message: Callable[[str], object], asked: Sequence[str]) -> float:
    """Return the processor milliseconds per question."""
    began = time.process_time()
    for question in asked:
        message(question)
    return (time.process_time() - began) / len(asked) * 1_000


def _bursts(folder: Path, data: Path, asked: Sequence[str], hour: int) -> None:
    """Deliver an hour's events in bursts, every tenth twice, the connection broken now and then."""
    numbers = itertools.count(1)
    memory = []
    folder.mkdir()
    (folder / "index").symlink_to(data / "citebot" / "index")
    with _side(folder, ("-m", "bot", "run"), rate_limited=True) as side:
        began = time.monotonic()
        for start in track(range(0, hour, BURST), f"{hour:,} events in bursts", console=Console(stderr=True)):
            count = min(BURST, hour - start)
            _burst(side, asked, [next(numbers) for _ in range(count)])
            _settle(side, start + count)
            memory.append(side.memory())
            if start // BURST % 5 == 4:
                side.server.disconnect(politely=start // BURST % 10 == 4)
                side.server.wait_connected(side.server.opened + 1, 60)
        seconds = time.monotonic() - began
        answers = Counter(message["thread_ts"] for message in side.slack.posted)
    lost, doubled = hour - len(answers), sum(count - 1 for count in answers.values())
    early = memory[min(len(memory) // 5, len(memory) - 1)]
    _out.print(f"\n{hour:,} events in bursts of {BURST} ({seconds:.0f} s): {lost} lost, {doubled} answered twice")
    _out.print(f"memory after a fifth of them {early:.0f} MB, at the end {memory[-1]:.0f} MB")


def _burst(side: Side, asked: Sequence[str], numbers: Sequence[int]) -> None:
    for number in numbers:
        side.server.deliver(_mention(number, asked), twice=number % 10 == 0)


def _settle(side: Side, expected: int, seconds: float = 120.0) -> None:
    """Wait until all answers are there, or none has come for long: then they are lost."""
    end = time.monotonic() + seconds
    while side.slack.post_count < expected and time.monotonic() < end:
        time.sleep(0.02)


def _round(side: Side, asked: Sequence[str], numbers: Iterator[int], count: int = EVENTS_A_ROUND) -> Round:
    """Deliver events, a few at a time, and wait for their answers."""
    sent: dict[str, float] = {}
    first = len(side.slack.posted)
    cpu, began = side.cpu(), time.monotonic()
    for _ in range(count):
        while len(sent) - (side.slack.post_count - first) >= IN_FLIGHT:
            time.sleep(0.0005)
        event = _mention(next(numbers), asked)
        sent[event["ts"]] = time.monotonic()
        side.server.deliver(event)
    _settle(side, first + count)
    seconds, cpu = time.monotonic() - began, side.cpu() - cpu
    posts = [call for call in side.slack.calls if call.method == "chat.postMessage"][first:]
    return Round(cpu / count * 1000, count / seconds, [call.at - sent[call.values["thread_ts"]] for call in posts])


def _mention(number: int, asked: Sequence[str]) -> dict[str, str]:
    return {
        "type": "app_mention",
        "user": f"U{number % PEOPLE}",
        "channel": f"C{number % CHANNELS}",
        "ts": f"{number}.000100",
        "text": f"<@UBOT> {asked[number % len(asked)]}",
    }


@contextmanager
def _side(folder: Path, command: Sequence[str], *, rate_limited: bool = False, careful: bool = True) -> Iterator[Side]:
    slack = LocalSlack(rate_limited=rate_limited, careful=careful)
    slack.world.users |= {f"U{i}": {"team_id": "T1"} for i in range(PEOPLE)}
    slack.world.channels |= {f"C{i}": {"kind": "channel"} for i in range(CHANNELS)}
    server = SocketServer(slack)
    bot = BotProcess(slack, folder, command, **_TOKENS)
    try:
        server.wait_connected(1, 60)
        yield Side(slack, server, bot)
    finally:
        bot.kill()
        server.stop()
        slack.stop()


if __name__ == "__main__":
    main()
