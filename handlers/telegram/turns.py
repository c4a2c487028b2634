"""One thread finds answers: two would only take the interpreter from each other, and from Telegram.

A thread that is long at one answer (it reads a document, it waits for the database) holds up nobody: then
another one helps.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from contextvars import copy_context
from dataclasses import dataclass
from threading import Lock, Thread
from time import monotonic
from typing import Any, TypeVar

Result = TypeVar("Result")

LONG = 0.1
"""Seconds after which an answer is a long one."""

MOST_HELPERS = 4


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
        self._tasks: deque[_Task] = deque()
        self._lock = Lock()
        self._threads = 0
        self._begun = 0.0

    async def take(self, work: Callable[[], Result]) -> Result:
        """Return what comes of `work`."""
        loop = asyncio.get_running_loop()
        waits: asyncio.Future[Result] = loop.create_future()
        context = copy_context()
        self._tasks.append(_Task(lambda: context.run(work), waits))
        self._help()
        looks = loop.call_later(self._long, self._help)
        try:
            return await waits
        finally:
            looks.cancel()

    def _help(self) -> None:
        """Start a thread where none is at work, or where those that are have been at it for long."""
        with self._lock:
            late = monotonic() - self._begun >= self._long
            if self._tasks and (not self._threads or (late and self._threads < MOST_HELPERS)):
                self._threads += 1
                self._begun = monotonic()
                Thread(target=self._work, name="duban-answers", daemon=True).start()

    def _work(self) -> None:
        """Carry out what waits; the thread ends when nothing does."""
        while True:
            with self._lock:
                if not self._tasks:
                    self._threads -= 1
                    return
                task, self._begun = self._tasks.popleft(), monotonic()
            task.carry_out()
