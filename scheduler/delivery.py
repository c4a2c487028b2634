"""Delivery: claim and commit, send, record and commit; many chats at once, below Telegram's limits."""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from secrets import token_hex
from typing import TypeVar

from data.clock import Clock
from data.database import Database
from data.errors import DatabaseError
from scheduler.bookkeeping import Bookkeeping, Outcome
from scheduler.line import Line
from scheduler.outbox import LEASE, Claimed, MayLeave
from scheduler.pacing import Pace
from scheduler.retry import UNHURRIED, Patience
from scheduler.sender import (
    DeliveryError,
    NotEditable,
    Post,
    Refused,
    Sender,
    Throttled,
    Unavailable,
    Uncertain,
)

logger = logging.getLogger(__name__)

Result = TypeVar("Result")

TELLS_NOTHING = (Unavailable, Uncertain)
"""Errors that are nobody's in particular: the next message may fail just so."""

AT_ONCE = 24
"""How many messages are on their way at once: of the bot's connections some must be left for answers."""

GATHER = 0.04
"""Seconds in which what comes back is gathered, to be recorded in one transaction."""

LOOK = 0.25
"""Seconds after which a waiting delivery looks whether something more urgent is owed."""

LINGER = 3.0
"""A longer wait for the pace is left to the next run."""

TIDY = 15.0
"""Seconds between two looks for what is too old, or was left behind by a process that died."""

AWAY = 5.0
"""Seconds after which a database that is away is tried again."""

GRACE = 8.0
"""Seconds that messages on their way may take when the process is told to stop."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """What a run did with how many messages.

    `wait` is after how many seconds the next run can go on; None where nothing is left that may leave.
    """

    sent: int = 0
    retried: int = 0
    doubtful: int = 0
    failed: int = 0
    gone: int = 0
    moved: int = 0
    expired: int = 0
    released: int = 0
    wait: float | None = None


class Delivery:
    """Sends what may leave; `run_once` may be called as often as one likes, and one at a time runs.

    `holder` names the process. `may_leave` says from when on a kind of notice may leave in a region (quiet
    hours), None where it may now. `operators` are told of chats that are gone. `seconds` is a clock that
    never goes back, for the pace.
    """

    def __init__(
        self,
        database: Database,
        sender: Sender,
        pace: Pace,
        holder: str,
        clock: Clock,
        *,
        may_leave: MayLeave = lambda kind, region, now: None,
        operators: Sequence[int] = (),
        patience: Patience = UNHURRIED,
        lease: timedelta = LEASE,
        grace: float = GRACE,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        # Two processes that were given one name must not take what the other sends for their own.
        self.holder = f"{holder}/{token_hex(4)}"
        self._books = Bookkeeping(database, clock, self.holder, may_leave, operators, patience, lease)
        self._sender = sender
        self._clock = clock
        self._pace = pace
        self._line = Line(patience.line)
        self._timeout = lease.total_seconds() / 2
        self._tidy_every = min(TIDY, lease.total_seconds() / 2)
        self._grace = grace
        self._seconds = seconds
        self._one_at_a_time = asyncio.Lock()
        self._sending: dict[str, tuple[Claimed, asyncio.Task[None]]] = {}
        self._outcomes: list[Outcome] = []
        self._claiming: asyncio.Task[list[tuple[Claimed, Post | Refused]]] | None = None
        self._news = asyncio.Event()
        self._done: Counter[str] = Counter()
        self._tidied = float("-inf")

    async def run_once(self) -> Delivered:
        """Send everything that may leave now; what the pace holds back for long is left to the next run.

        No error in one notice, chat or sending ends the run. A database that is away ends it: what was sent
        meanwhile is recorded by the next one. Cancelled, it gives what is on its way a moment to arrive.
        """
        async with self._one_at_a_time:
            self._done, self._tidied = Counter(), float("-inf")
            self._line.begin()
            try:
                wait = await self._deliver()
            except Exception as error:
                known = isinstance(error, DatabaseError)
                logger.warning("delivery goes on later: %s", error, exc_info=None if known else error)
                await self._come_home()
                wait = AWAY
            except asyncio.CancelledError:
                await self._wind_up()
                raise
            return Delivered(**self._done, wait=wait)

    async def _deliver(self) -> float | None:
        """Take turns until nothing may leave any more; return the seconds until something may."""
        while True:
            await self._record()
            await self._tidy()
            begun = await self._begin()
            if not begun and not self._sending and not self._outcomes:
                wait = await self._next_wait()
                if wait is None or wait > LINGER:
                    return wait
                await asyncio.sleep(min(wait, LOOK))
            else:
                await self._gather()

    async def _begin(self) -> int:
        """Claim as much as the pace allows now, and begin to send it; return how much."""
        room = min(self._pace.room(self._seconds()), AT_ONCE - len(self._sending))
        if room <= 0 or not await self._is_there():
            return 0
        now = self._seconds()
        skip, trial = self._pace.held(now), not self._line.is_open(now)
        if not trial:
            claim = partial(self._books.claim, room, skip)
        elif self._line.may_try(now):
            doubtful = self._line.doubtful_wait(now) <= 0
            claim = partial(self._books.claim_trial, skip, set(self._line.failed), doubtful=doubtful)
        else:
            return 0
        self._claiming = asyncio.create_task(asyncio.to_thread(claim))
        # Were it cancelled while the thread commits, what it claims would be sent by nobody.
        claimed = await asyncio.shield(self._claiming)
        self._claiming = None
        for one, post in claimed:
            self._start(one, post, trial=trial)
        return len(claimed)

    async def _is_there(self) -> bool:
        """Ask Telegram whether it is there, where that is not known and something is to leave."""
        if not self._line.must_ask(self._seconds()):
            return True
        if not await asyncio.to_thread(self._books.waiting):
            return False
        answers = await self._answers()
        if answers is self._line.is_missed:
            logger.warning("Telegram answers again" if answers else "Telegram does not answer: all waits")
        if answers:
            self._line.reached(self._seconds())
        else:
            self._line.missed(self._seconds())
        return answers

    async def _answers(self) -> bool:
        """Ask Telegram; what it refuses is an answer too."""
        try:
            async with asyncio.timeout(self._timeout):
                await self._sender.ask()
        except Exception as error:
            logger.debug("asked whether it is there: %s", error)
            return isinstance(error, DeliveryError) and not isinstance(error, TELLS_NOTHING)
        return True

    def _start(self, one: Claimed, post: Post | Refused, *, trial: bool) -> None:
        if isinstance(post, Refused):
            self._outcomes.append(Outcome(one, post))
            return
        self._pace.used(post.telegram_id, self._seconds())
        if trial:
            self._line.tries()
        self._sending[one.bundle] = (one, asyncio.create_task(self._send(one, post, trial=trial)))

    def _note(self, one: Claimed, post: Post, result: int | DeliveryError, *, trial: bool) -> None:
        """Note what an outcome says of the pace, and of Telegram as a whole."""
        now = self._seconds()
        if isinstance(result, Throttled):
            self._pace.hold(post.telegram_id, now + result.wait.total_seconds())
        if not isinstance(result, TELLS_NOTHING):
            self._line.answered(now, trial=trial)
            return
        if not self._line.is_down:
            logger.warning("notice %s: %s; one is tried at a time until one arrives", one.notice_id, result)
        self._line.fails(post.telegram_id, now, trial=trial, doubtful=one.doubts > 0)

    async def _send(self, one: Claimed, post: Post, *, trial: bool) -> None:
        """Send one message, whatever happens, and keep what came of it."""
        result: int | DeliveryError = Uncertain("发送时程序停止，不知是否送达")
        try:
            async with asyncio.timeout(self._timeout):
                result = await self._carry(one, post)
        except DeliveryError as error:
            result = error
        except TimeoutError:
            result = Uncertain("太久没有答复，不知是否送达")
        except Exception as error:
            logger.exception("notice %s could not be sent", one.notice_id)
            result = Uncertain(f"发送出错（{type(error).__name__}），不知是否送达")
        finally:
            self._note(one, post, result, trial=trial)
            del self._sending[one.bundle]
            self._outcomes.append(Outcome(one, result))
            self._news.set()

    async def _carry(self, one: Claimed, post: Post) -> int:
        """Edit the message that this one replaces, else send a new one; return its number."""
        if one.edits is None:
            return await self._anew(post, 0)
        try:
            await self._sender.edit(post, one.edits)
        except NotEditable:
            return await self._anew(post, one.edits)
        except Uncertain as error:
            # To edit twice does no harm.
            raise Unavailable(str(error)) from error
        return one.edits

    async def _anew(self, post: Post, before: int) -> int:
        """Send a message of its own; what changes in one of an earlier day is not said anew."""
        day = post.letter.anew_on
        if day is not None and day != self._clock.today().isoformat():
            return before
        return await self._sender.send(post)

    async def _gather(self) -> None:
        """Wait until something came back or may leave."""
        if not self._outcomes:
            wait = self._pace.next_room(self._seconds()) or LOOK
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), max(GATHER, min(LOOK, wait)))
            except TimeoutError:
                return
        await asyncio.sleep(GATHER)

    async def _record(self) -> None:
        """Record what came back; it is kept until that has succeeded."""
        outcomes = list(self._outcomes)
        if outcomes:
            self._done += await asyncio.to_thread(self._books.record, outcomes)
            del self._outcomes[: len(outcomes)]

    async def _tidy(self) -> None:
        if self._seconds() - self._tidied >= self._tidy_every:
            mine = {*self._sending, *(outcome.claimed.bundle for outcome in self._outcomes)}
            self._done += await asyncio.to_thread(self._books.tidy, mine)
            self._tidied = self._seconds()

    async def _next_wait(self) -> float | None:
        """Return the seconds after which something that is due may leave; None where nothing is due."""
        waiting = await asyncio.to_thread(self._books.waiting)
        now = self._seconds()
        wait = min((max(GATHER, self._pace.wait_for(chat, now)) for chat in waiting), default=None)
        if wait is None or self._line.is_open(now):
            return wait
        # What is left now is in doubt already: had it been otherwise, it would have been tried.
        sparing = self._line.is_down and not self._line.must_ask(now)
        return max(wait, self._line.doubtful_wait(now) if sparing else self._line.wait(now))

    async def _come_home(self) -> None:
        """Wait for what is on its way, and record it if the database is back; else it is kept."""
        while self._sending:
            await asyncio.wait([task for _, task in self._sending.values()])
        try:
            await self._record()
        except Exception as error:
            logger.warning("%d outcomes are recorded later: %s", len(self._outcomes), error)

    async def _wind_up(self) -> None:
        """Let what is on its way arrive, give back what was not begun, and record all of it."""
        if self._claiming is not None:
            for one, _ in await self._claiming:
                self._outcomes.append(Outcome(one, Unavailable("未开始发送")))
            self._claiming = None
        tasks = [task for _, task in self._sending.values()]
        if tasks:
            await asyncio.wait(tasks, timeout=self._grace)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        # A task that was cancelled before its first step has sent nothing.
        self._outcomes += [Outcome(one, Unavailable("未开始发送")) for one, _ in self._sending.values()]
        self._sending.clear()
        try:
            await self._record()
        except Exception as error:
            logger.warning("%d outcomes could not be recorded: %s", len(self._outcomes), error)
