"""How long many notices take to leave, beside the shortest time that the pace allows.

Telegram must have no cause to object meanwhile.

The pace and the limits of the loopback server are raised alike, so that nobody waits for minutes. Run as
`python -m bench.delivery DATABASE BASE_URL TOKEN SCALE` this is the process that delivers.
"""

import asyncio
import os
import subprocess
import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from bench.figures import Figure, Goal
from bench.today import TODAY
from bench.workshop import ROOT, Workshop
from data.clock import SystemClock
from data.database import Database, open_database
from data.models import Notice, NoticeKind, NoticeState, Region, Unit
from data.owing import Letter, Offer, Recipient, owe
from data.repositories.chats import ChatRepository
from data.units.values import UnitKind
from scheduler.delivery import Delivery
from scheduler.pacing import Pace, Rates

if TYPE_CHECKING:
    from botapi.server import BotApi

NOTICES, CHATS = 2_000, 500
SCALE = 2
"""How many times as fast as in earnest: 40 messages a second, where 60 are too many."""

OVERALL_LIMIT, GROUP_LIMIT = 30, 20
"""What Telegram takes: messages a second over all, and a minute in a group."""

USUAL = Rates()
FASTER = Rates(USUAL.overall * SCALE, USUAL.chat_second * SCALE, USUAL.group_minute * SCALE)


def run(workshop: Workshop) -> list[Figure]:
    """Deliver to groups, each message with buttons, and compare with the pace."""
    sys.path.append(str(ROOT / "tests"))
    # They lie with the tests, which are no package that the bench could import by itself.
    from botapi.server import BotApi, Limits

    notices = min(NOTICES, workshop.largest // 20)
    chats = min(CHATS, notices // 4)
    url = f"sqlite:///{workshop.folder / 'delivery.db'}"
    with BotApi() as api, closing(open_database(url)) as database:
        _owe(database, api, notices, chats)
        api.limits = Limits(GROUP_LIMIT * SCALE, OVERALL_LIMIT * SCALE)
        seconds = _deliver(api, url, notices)
        refused = sum(call.refused is not None for call in api.made("sendMessage"))
    name = f"{notices:,} notices to {chats} chats"
    return [
        Figure(
            name,
            seconds * 1e3,
            "ms",
            FASTER.shortest(notices) * 1e3,
            f"the pace of {FASTER.overall:g} a second",
            Goal(1.05),
        ),
        Figure(f"{name}, told to wait", refused, "times", goal=Goal(1, of_ratio=False)),
    ]


def _owe(database: Database, api: "BotApi", notices: int, chats: int) -> None:
    """Bind groups, and owe each of them its share."""
    numbers = [-1000 - number for number in range(chats)]
    with api.scene() as world:
        for number in numbers:
            world.group(number, f"群{number}")
    with database.transaction() as session:
        region = Region(name="某县", prefix="县")
        session.add(region)
        session.flush()
        recipients = []
        for number in numbers:
            unit = Unit(region_id=region.id, name=f"县第{-number}局", kind=UnitKind.DEPARTMENT)
            session.add(unit)
            session.flush()
            chat = ChatRepository(session).chat(number)
            ChatRepository(session).bind_unit(chat, unit, by="bench", now=TODAY)
            recipients.append(Recipient(chat_id=chat.id, region_id=region.id))
        letter = Letter("本周有1项到期", (Offer("已办结", "/report 1 办结"),), (1,))
        for number in range(notices):
            to, key = recipients[number % chats], f"n{number}"
            owe(session, key, NoticeKind.NUDGE, to, letter, day=TODAY.date(), now=TODAY)


def _deliver(api: "BotApi", url: str, notices: int) -> float:
    """Let a process of its own deliver; return the seconds between the first message and the last."""
    command = (sys.executable, "-m", "bench.delivery", url, api.base_url, api.token)
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ)
    try:
        api.wait(lambda: api.count("sendMessage"), 60)
        begun = time.perf_counter()
        api.wait(lambda: api.count("sendMessage") >= notices, 300)
        return time.perf_counter() - begun
    finally:
        process.wait(60)


async def _send_all(url: str, base_url: str, token: str) -> None:
    """Deliver until nothing is owed any more."""
    # They are needed in the process that delivers alone.
    from telegram.ext import ExtBot

    from bot.direct import Direct
    from bot.sender import TelegramSender
    from handlers.memory.memory import Memory
    from handlers.telegram.manners import Manners

    async def moved(before: int, to: int) -> None: ...

    request = Direct(pool=64, connect=10, answer=20, free=20)
    bot = ExtBot(token, base_url=base_url, request=request, rate_limiter=Manners(moved))
    with closing(open_database(url)) as database:
        sender = TelegramSender(bot, Memory(database))
        delivery = Delivery(database, sender, Pace(FASTER), "bench", SystemClock())
        await request.initialize()
        while _left(database):
            done = await delivery.run_once()
            await asyncio.sleep(done.wait or 0.05)
        await request.shutdown()


def _left(database: Database) -> int:
    with database.read() as session:
        planned = select(func.count()).where(Notice.state == NoticeState.PLANNED)
        return session.scalar(planned) or 0


if __name__ == "__main__":
    asyncio.run(_send_all(*sys.argv[1:]))
