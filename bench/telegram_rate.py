"""The whole application against a loopback Bot API: questions a second beside a bare echo bot, and memory."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from bench.figures import Figure, Goal
from bench.workshop import ROOT, Workshop

if TYPE_CHECKING:
    from botapi.server import BotApi

QUESTIONS = (
    "县住建局本月有哪些任务到期",
    "县财政局有没有逾期的",
    "下一个截止日期是什么时候",
    "办事一本通谁负责",
    "东至县第12项具体内容",
)
PEOPLE = 120
EACH = 5
UPDATES = 100_000
BATCH = 500
ASKED = 20
"""Every so many updates one is a question; the others are what people say to each other."""

WARM = 0.1
"""The share of the updates after which the memory is first looked at."""

Command = Callable[["BotApi"], tuple[str, ...]]


def run(workshop: Workshop) -> list[Figure]:
    """Measure the rate of answers of both bots, and how much memory many updates leave behind."""
    sys.path.append(str(ROOT / "tests"))
    each = EACH if workshop.largest > UPDATES / 10 else 1
    theirs = _rate(_echo_bot, workshop, each)
    ours = _rate(_duban, workshop, each)
    updates = min(UPDATES, workshop.largest)
    return [
        Figure("answers on Telegram", ours, "a second", theirs, "echo bot", Goal(1 / 3, above=True)),
        Figure(
            f"growth over {updates:,} updates",
            _growth(workshop, updates),
            "MB",
            goal=Goal(10, of_ratio=False),
        ),
    ]


@contextmanager
def _bot(command: tuple[str, ...], api: "BotApi", database: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a bot before the server until the block ends."""
    given = {
        "DUBAN_TELEGRAM__TOKEN": api.token,
        "DUBAN_TELEGRAM__BASE_URL": api.base_url,
        "DUBAN_OPERATORS": str([*range(1, PEOPLE + 1)]),
        "DUBAN_DATABASE__URL": database,
    }
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | given, stdout=quiet, stderr=quiet)
    try:
        api.wait(lambda: api.made("deleteWebhook"), 60)
        yield process
    finally:
        process.kill()
        process.wait(10)


def _echo_bot(api: "BotApi") -> tuple[str, ...]:
    return (sys.executable, "-m", "bench.telegram_echo", api.base_url, api.token)


def _duban(_: "BotApi") -> tuple[str, ...]:
    # Before office hours: nothing leaves but answers, which are what is counted.
    return (sys.executable, "-m", "bot", "run", "--now", "2020-09-10T05:00")


def _rate(command: Command, workshop: Workshop, each: int) -> float:
    """Let everybody ask at once, and count the answers a second."""
    with _server() as api, _bot(command(api), api, workshop.samples()):
        _ask(api, 1)
        begun = perf_counter()
        _ask(api, each)
        return PEOPLE * each / (perf_counter() - begun)


def _ask(api: "BotApi", each: int) -> None:
    """Let everybody ask so many questions in private, and wait until all are answered."""
    before = api.count("sendMessage")
    with api.scene() as world:
        for person in range(1, PEOPLE + 1):
            for number in range(each):
                world.written(world.private(person), QUESTIONS[number % len(QUESTIONS)], person)
    api.wait(lambda: api.count("sendMessage") >= before + PEOPLE * each, 300)


def _growth(workshop: Workshop, updates: int) -> float:
    """Return by how many MB the process grows after the first of many updates."""
    with _server() as api, _bot(_duban(api), api, workshop.samples()) as process:
        warm = int(updates * WARM)
        _talk(api, warm, 0)
        before = _resident(process.pid)
        _talk(api, updates - warm, warm)
        return max(0.0, _resident(process.pid) - before)


def _talk(api: "BotApi", updates: int, since: int) -> None:
    """Let so many updates come: the talk of groups in which the bot hears all, and questions in between."""
    before, asked = api.count("sendMessage"), 0
    for begun in range(0, updates, BATCH):
        with api.scene() as world:
            group = world.group(-1000 - (since + begun) // BATCH, "群", bot="administrator")
            for number in range(since + begun, since + min(updates, begun + BATCH)):
                turn, other = divmod(number, ASKED)
                if other:
                    world.written(group, f"今天的第{number}句闲话", 1000 + number)
                else:
                    person, asked = 1 + turn % PEOPLE, asked + 1
                    world.written(world.private(person), QUESTIONS[turn % len(QUESTIONS)], person)
        api.wait(lambda before=before + asked: api.count("sendMessage") >= before, 120)
        api.wait(lambda: not api.world.owed, 120)
        api.forget()


def _resident(number: int) -> float:
    """Return the resident size of a process at present, in MB."""
    lines = Path(f"/proc/{number}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1e3


@contextmanager
def _server() -> "Iterator[BotApi]":
    # It lies with the tests, which are no package that the bench could import by itself.
    from botapi.server import BotApi

    with BotApi() as api:
        with api.scene() as world:
            for person in range(1, PEOPLE + 1):
                world.private(person)
        yield api
