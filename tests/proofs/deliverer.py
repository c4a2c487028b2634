"""A process that delivers until nothing is owed any more, and is forked anew each time it was killed.

`python deliverer.py DATABASE BASE_URL TOKEN SCALE SECONDS`, the last how long an answer may take: for each
line on standard input it forks a process that delivers, prints its number, waits for its end and prints its
status. Forking spares a killed process the seconds that its imports take; it shares nothing else.
"""

import asyncio
import os
import sys
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from telegram.ext import ExtBot

from bot.direct import Direct
from bot.sender import TelegramSender
from data.clock import SystemClock
from data.database import Database, connect
from data.errors import DatabaseError
from data.models import Notice, NoticeState
from handlers.memory.memory import Memory
from handlers.telegram.manners import Manners
from scheduler.delivery import Delivery
from scheduler.line import LineWaits
from scheduler.pacing import Pace, Rates
from scheduler.retry import Patience

PATIENCE = Patience(
    (timedelta(seconds=0.1), timedelta(seconds=0.3)),
    timedelta(seconds=0.2),
    LineWaits(asks=(0.05, 0.2), trials=(0, 0.05, 0.2), doubtful=(0.3, 0.6)),
)
USUAL = Rates()


def scaled(scale: float) -> Rates:
    """Return the usual pace, so many times as fast."""
    return Rates(USUAL.overall * scale, USUAL.chat_second * scale, int(USUAL.group_minute * scale))


async def _moved(before: int, to: int) -> None: ...


async def _deliver(database: Database, base_url: str, token: str, rates: Rates, seconds: float) -> None:
    request = Direct(pool=64, connect=5, answer=seconds, free=5)
    lease = timedelta(seconds=2.5 * seconds)
    bot = ExtBot(token, base_url=base_url, request=request, rate_limiter=Manners(_moved))
    await request.initialize()
    sender = TelegramSender(bot, Memory(database))
    delivery = Delivery(
        database, sender, Pace(rates), "proof", SystemClock(), lease=lease, patience=PATIENCE, grace=1
    )
    while await asyncio.to_thread(_is_owing, database):
        done = await delivery.run_once()
        await asyncio.sleep(min(done.wait or 0.05, 0.5))
    await request.shutdown()


def _is_owing(database: Database) -> bool:
    open_ones = Notice.state.in_((NoticeState.PLANNED, NoticeState.SENDING))
    try:
        with database.read() as session:
            return bool(session.scalar(select(func.count()).where(open_ones)))
    except (DatabaseError, SQLAlchemyError):
        return True  # It is away for a while.


def main() -> None:
    """Fork a process for each line that comes."""
    url, base_url, token, scale, seconds = sys.argv[1:]
    while sys.stdin.readline():
        child = os.fork()
        if not child:
            database = connect(url)
            asyncio.run(_deliver(database, base_url, token, scaled(float(scale)), float(seconds)))
            database.close()
            os._exit(0)
        _say(child)
        _, status = os.waitpid(child, 0)
        _say(os.waitstatus_to_exitcode(status))


def _say(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
