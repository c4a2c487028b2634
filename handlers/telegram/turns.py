"""One thread finds answers: two would only take the interpreter from each other, and from Telegram.

A thread that is long at one answer (it reads a document, it waits for the database) holds up nobody: then
another one helps.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from time import monotonic
from typing import Any, TypeVar

Result = TypeVar("Result")

LONG = 0.25
"""Seconds after which an answer is a long one."""

MOST_HELPERS = 3

LINGERS = 1.0
"""Seconds that the thread waits for more: to start one takes longer than a short answer."""


@dataclass(frozen=True, slots=True)
class _Task:
    """Work, and who waits for what comes of it."""

    work: Callable[[], Any]
    waits: "asyncio.Future[Any]"

    def carry_out(self) -> None:
        try:
            result = self.work()
        except BaseException as error:
            self._tell(self.waits.set_exception, error)
        else:
            self._tell(self.waits.set_result, result)

    def _tell(self, tell: Callable[[Any], None], what: object) -> None:
        loop = self.waits.get_loop()
        if not loop.is_closed():
            loop.call_soon_threadsafe(lambda: None if self.waits.done() else tell(what))


class Turns:
    """Gives work to a thread, in the order in which it came."""

    def __init__(self, long: float = LONG) -> None:
        self._long = long
        self._tasks: SimpleQueue[_Task] = SimpleQueue()
        self._lock = Lock()
        self._is_served = False
        self._helpers = 0
        self._begun = 0.0

    async def take(self, work: Callable[[], Result]) -> Result:
        """Return what comes of `work`."""
        loop = asyncio.get_running_loop()
        waits: asyncio.Future[Result] = loop.create_future()
        self._tasks.put(_Task(work, waits))
        with self._lock:
            if not self._is_served:
                self._is_served = True
                Thread(target=self._serve, name="duban-answers", daemon=True).start()
        looks = loop.call_later(self._long, self._look)
        try:
            return await waits
        finally:
            looks.cancel()

    def _look(self) -> None:
        """Start a helper where something waits and those at work have been at it for long."""
        with self._lock:
            long = monotonic() - self._begun >= self._long
            if long and self._helpers < MOST_HELPERS and not self._tasks.empty():
                self._helpers += 1
                self._begun = monotonic()
                Thread(target=self._help, name="duban-helper", daemon=True).start()

    def _serve(self) -> None:
        """Carry out what comes; the thread ends when nothing has come for a while."""
        while True:
            try:
                task = self._tasks.get(timeout=LINGERS)
            except Empty:
                with self._lock:
                    if self._tasks.empty():
                        self._is_served = False
                        return
            else:
                self._begun = monotonic()
                task.carry_out()

    def _help(self) -> None:
        """Carry out what waits; the thread ends when nothing does."""
        while True:
            try:
                task = self._tasks.get_nowait()
            except Empty:
                with self._lock:
                    self._helpers -= 1
                return
            self._begun = monotonic()
            task.carry_out()
