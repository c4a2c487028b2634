"""`duban demo`: a throw-away database with the sample plans, on a day in September 2020."""

import sys
import tempfile
from pathlib import Path

import typer

from bot.commands.options import read_instant
from bot.console import Talk, open_talk
from bot.seats import read_seat
from data.clock import ZONE, Clock, FixedClock
from data.database import open_database
from data.samples import SAMPLES, import_samples
from handlers.services import Services

DAY = "2020-09-10"
QUESTION = "县住建局本月有哪些任务到期"
CHAT = "东至县/县住建局"
WELCOME = f"""\
督办演示：{len(SAMPLES)} 份真实的任务分工表已导入临时数据库，日期设为 {DAY}。
这里是 {CHAT} 的群。"""


def command() -> None:
    """Show what Duban does, on five real plans of 2020; nothing is kept."""
    with tempfile.TemporaryDirectory(prefix="duban-demo-") as folder:
        database = open_database(f"sqlite:///{Path(folder) / 'demo.db'}")
        try:
            clock = FixedClock(read_instant(DAY, ZONE))
            with database.transaction() as session:
                import_samples(session, now=clock.now())
            _show(Services(database), clock)
        finally:
            database.close()


def _show(services: Services, clock: Clock) -> None:
    """Ask the one question that everybody asks, then let the person ask more where there is a terminal."""
    talk = Talk(services, read_seat(CHAT, services), clock)
    typer.echo(f"{WELCOME}\n\n> {QUESTION}\n{talk.say(QUESTION)}")
    if sys.stdin.isatty():
        open_talk(talk, write=typer.echo)
    else:
        typer.echo("在终端里运行可以接着提问：duban demo")
