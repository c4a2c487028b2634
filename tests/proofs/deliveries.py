"""A delivery of many notices before the strict Bot API: what is owed, what goes wrong, and what must hold."""

import os
import signal
import subprocess
import sys
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random

from botapi.errors import Refused
from botapi.server import BotApi, Fault, Limits
from notices import make_chats, owe_text
from sqlalchemy import select

from data.clock import SystemClock
from data.database import Database
from data.models import Notice, NoticeKind, NoticeState
from data.owing import Letter, Offer, Recipient
from data.wording.delivery import REPEATED
from scheduler.outbox import Outbox

ROOT = Path(__file__).resolve().parents[2]
KINDS = (NoticeKind.NUDGE, NoticeKind.NUDGE, NoticeKind.DECISION, NoticeKind.SUMMARY)
LONGEST = 300.0
"""Seconds after which a delivery that does not end is killed for good."""

PATIENT, HURRIED = 20.0, 1.5
"""Seconds that an answer may take, and where answers are made to be late."""

LATE = 1.9
"""Seconds that a late answer takes."""


class RandomFaults:
    """Faults of the server that come at random, with the share `often` of all messages."""

    def __init__(self, random: Random, often: float) -> None:
        self._random = random
        self._often = often

    def __iter__(self) -> Iterator[Fault]:
        if self._random.random() < self._often:
            yield self._random.choice(
                [
                    Fault("sendMessage", Refused(429, "Too Many Requests: retry after 1", retry_after=1)),
                    Fault("sendMessage", Refused(500, "Internal Server Error")),
                    Fault("sendMessage", lost=True),
                    Fault("sendMessage", dropped=True),
                    Fault("sendMessage", delay=LATE),
                ]
            )


def limits(scale: float) -> Limits:
    """Return Telegram's limits, raised like the pace."""
    return Limits(int(20 * scale), int(30 * scale))


def owe_many(database: Database, api: BotApi, notices: int, chats: int) -> None:
    """Owe so many notices to so many groups, in turn, every fifth with buttons."""
    numbers = [-1000 - number for number in range(chats)]
    now = SystemClock().now()
    with api.scene() as world:
        for number in numbers:
            world.group(number, f"群{number}")
    with database.transaction() as session:
        recipients: list[Recipient] = list(make_chats(session, *numbers).values())
        for number in range(notices):
            key = f"notice {number}."
            offers = (Offer("已办结", f"/report {number} 办结"),) if number % 5 == 0 else ()
            kind = KINDS[number % len(KINDS)]
            to = recipients[number % chats]
            owe_text(session, key, to, letter=Letter(key, offers), kind=kind, now=now, day=now.date())


@contextmanager
def deliverer(
    database: Database, api: BotApi, scale: float, seconds: float = PATIENT
) -> Iterator["Deliverer"]:
    """Give what starts processes that deliver, one at a time."""
    url = database.url.render_as_string(hide_password=False)
    command = (sys.executable, str(Path(__file__).with_name("deliverer.py")))
    process = subprocess.Popen(
        (*command, url, api.base_url, api.token, str(scale), str(seconds)),
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    given = Deliverer(process)
    watchdog = threading.Timer(LONGEST, given.stop)
    watchdog.start()
    try:
        yield given
    finally:
        watchdog.cancel()
        given.stop()
        process.communicate(timeout=10)


class Deliverer:
    """Starts a process that delivers, kills it, or waits for its end."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._child = 0

    def start(self) -> None:
        """Begin to deliver, in a new process."""
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        self._child = int(self._line())

    def kill(self) -> bool:
        """Kill it as a power failure would; False where it had ended by itself."""
        os.kill(self._child, signal.SIGKILL)
        return self.end() != 0

    def end(self) -> int:
        """Wait for its end, and return its status."""
        status = int(self._line())
        self._child = 0
        return status

    def stop(self) -> None:
        """End everything; whoever still waits for a line gets none."""
        if self._child:
            with suppress(ProcessLookupError):
                os.kill(self._child, signal.SIGKILL)
        self._process.kill()

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()


def check(database: Database, api: BotApi) -> dict[str, int]:
    """Compare what the database says with what the server saw; return the count of each state."""
    arrived: dict[str, list[dict[str, object]]] = defaultdict(list)
    for message in list(api.world.messages.values()):
        arrived[str(message["text"]).splitlines()[-1]].append(message)
    with database.read() as session:
        notices = session.scalars(select(Notice)).all()
        listed = {one.key for one in Outbox(session).listed()}
    counts: dict[str, int] = defaultdict(int)
    for notice in notices:
        counts[notice.state] += 1
        _check_one(notice, arrived.pop(notice.key, []), listed)
    assert not arrived, "something arrived that nobody owed"
    return dict(counts)


def _check_one(notice: Notice, arrived: list[dict[str, object]], listed: set[str]) -> None:
    marked = [message for message in arrived if str(message["text"]).startswith(REPEATED)]
    plain = [message for message in arrived if message not in marked]
    told = f"{notice.key} {notice.state}, doubts {notice.doubts}: {[one['text'] for one in arrived]}"
    assert len(plain) <= 1, told
    assert len(marked) <= 1, told
    assert not marked or notice.doubts, told
    if notice.state is NoticeState.SENT:
        (last,) = marked if notice.doubts else plain
        assert (last["message_id"], notice.key in listed) == (notice.message, False), told
    else:
        assert notice.state in (NoticeState.UNKNOWN, NoticeState.FAILED), told
        assert notice.key in listed, told
        assert notice.state is NoticeState.UNKNOWN or not arrived, told
