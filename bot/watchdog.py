"""Watching over the connection to Telegram: signs of life, and what to do when there are none."""

import logging
import os
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

logger = logging.getLogger(__name__)

WRITE_EVERY = 5.0
"""Seconds between two signs of life; polls follow each other faster when there is much to do."""


class Step(Enum):
    """What to do about a silence."""

    WAIT = "wait"
    RECONNECT = "reconnect"
    GIVE_UP = "give up"


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a silence may last, in seconds, and how often a new connection is tried.

    A poll lasts at most 30 seconds and its answer 20, so `quiet` must be more than 50. `newcomer` is how long
    after its start this process counts as the second instance, where Telegram tells of two.
    """

    quiet: float = 90.0
    reconnects: int = 3
    look: float = 1.0
    newcomer: float = 5.0
    contested: float = 60.0
    conflicts: int = 3
    starts: tuple[float, ...] = (1.0, 2.0, 4.0, 8.0, 15.0)
    """Seconds to wait before each further attempt to start."""


def decide(silence: float, reconnects: int, patience: Patience) -> Step:
    """Decide about a silence of so many seconds, after so many new connections."""
    if silence < patience.quiet * (reconnects + 1):
        return Step.WAIT
    return Step.RECONNECT if reconnects < patience.reconnects else Step.GIVE_UP


def must_yield(age: float, conflicts: int, patience: Patience, *, heard: bool) -> bool:
    """Decide whether this process is the second instance and ends, `conflicts` being those in a row.

    The one that runs longer stays: its newcomer meets it within a second, when it polls again, and mostly
    before any poll of its own was answered (`heard`).
    """
    if age < patience.newcomer and not heard:
        return True
    return age < patience.contested and conflicts >= patience.conflicts


@dataclass
class Signs:
    """Where signs of life go: a file, and the supervisor's socket where there is one (systemd's protocol)."""

    file: Path | None = None
    address: str | None = field(default_factory=lambda: os.environ.get("NOTIFY_SOCKET"))

    def ready(self) -> None:
        """Tell the supervisor that the bot is up."""
        self._notify("READY=1\nSTATUS=connected")

    def alive(self) -> None:
        """Tell the supervisor, and everybody who looks at the file, that Telegram was just heard."""
        self._notify("WATCHDOG=1")
        if self.file is not None:
            self._write(self.file)

    def stopping(self) -> None:
        """Tell the supervisor that the bot ends by itself, and take the file away."""
        self._notify("STOPPING=1")
        if self.file is not None:
            with suppress(OSError):
                self.file.unlink()

    def _write(self, file: Path) -> None:
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"{time.time():.0f}\n", encoding="ascii")
        except OSError as error:
            # A disk that is full, or a folder that is not ours, is no reason to fall silent.
            logger.warning("no heartbeat can be written to %s: %s", file, error.strerror)

    def _notify(self, words: str) -> None:
        if not self.address:
            return
        # A leading @ stands for the zero byte of an abstract address.
        address = f"\0{self.address[1:]}" if self.address.startswith("@") else self.address
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as supervisor:
            try:
                supervisor.sendto(words.encode(), address)
            except OSError:
                # A supervisor that has gone away is no reason to stop.
                self.address = None


class Pulse:
    """Remembers when Telegram was last heard; `beat` comes only after a poll that succeeded."""

    def __init__(self, signs: Signs, clock: Callable[[], float] = time.monotonic) -> None:
        self._signs = signs
        self._clock = clock
        self._begun = self._heard = clock()
        self._written: float | None = None
        self.reconnects = 0
        self.conflicts = 0
        self.heard = False

    def start(self) -> None:
        """Count from now: polling begins."""
        self._begun = self._heard = self._clock()

    def beat(self) -> None:
        """Note that Telegram was heard, and show a sign of life now and then."""
        self._heard = self._clock()
        self.heard = True
        self.reconnects = self.conflicts = 0
        if self._written is None:
            self._signs.ready()
        if self._written is None or self._heard - self._written >= WRITE_EVERY:
            self._written = self._heard
            self._signs.alive()

    def end(self) -> None:
        """Note that the process ends as it should."""
        self._signs.stopping()

    @property
    def silence(self) -> float:
        """Seconds since Telegram was last heard."""
        return self._clock() - self._heard

    @property
    def age(self) -> float:
        """Seconds since polling began."""
        return self._clock() - self._begun

    def next_step(self, patience: Patience) -> Step:
        """Decide what to do now, and count a new connection."""
        step = decide(self.silence, self.reconnects, patience)
        if step is Step.RECONNECT:
            self.reconnects += 1
        return step


@dataclass(frozen=True, slots=True)
class Watch:
    """What watches over the running bot."""

    pulse: Pulse = field(default_factory=lambda: Pulse(Signs()))
    patience: Patience = field(default_factory=Patience)
