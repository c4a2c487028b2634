"""`duban demo`: a throw-away database with the sample plans, on a day in September 2020."""

import sys
import tempfile
from pathlib import Path

import typer

from bot.commands.options import ConfigFile, DatabaseUrl, Now, clock_for
from bot.config import absolute_url, load_config
from bot.console import Talk, open_talk
from bot.seats import read_seat
from data.clock import Clock
from data.database import open_database
from data.samples import SAMPLES, import_samples
from handlers.services import Services

DAY = "2020-09-10"
QUESTION = "县住建局本月有哪些任务到期"
CHAT = "东至县/县住建局"
WELCOME = "督办演示：{plans} 份真实的任务分工表已导入，日期设为 {day}。这里是 {chat} 的群。"


def command(now: Now = None, db: DatabaseUrl = None, config: ConfigFile = None) -> None:
    """Show what Duban does, on five real plans of 2020; nothing is kept, unless --db says where."""
    zone = load_config(config).tzinfo()
    clock = clock_for(now or DAY, zone)
    with tempfile.TemporaryDirectory(prefix="duban-demo-") as folder:
        url = absolute_url(db, Path.cwd()) if db else f"sqlite:///{Path(folder) / 'demo.db'}"
        database = open_database(url)
        try:
            with database.transaction() as session:
                import_samples(session, now=clock.now())
            _show(Services(database), clock)
        finally:
            database.close()


def _show(services: Services, clock: Clock) -> None:
    """Ask the one question that everybody asks, then let the person ask more where there is a terminal."""
    talk = Talk(services, read_seat(CHAT, services), clock)
    welcome = WELCOME.format(plans=len(SAMPLES), day=clock.today(), chat=CHAT)
    typer.echo(f"{welcome}\n\n> {QUESTION}\n{talk.say(QUESTION)}")
    if sys.stdin.isatty():
        open_talk(talk, write=typer.echo)
    else:
        typer.echo("在终端里运行可以接着提问：duban demo")
