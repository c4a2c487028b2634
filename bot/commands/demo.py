"""`duban demo`: a throw-away database with the sample plans, on a day in September 2020."""

import functools
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import typer
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.app import build_services
from bot.commands.options import ConfigFile, DatabaseUrl, Now, clock_for
from bot.config import Config, absolute_url, load_config
from bot.console import Talk, open_talk
from bot.nudge_table import say_day_messages
from bot.policies import policies_for
from bot.seats import read_seat
from data.clock import Clock
from data.database import Database, open_database
from data.models import Binding, BindingKind, Chat, Region, Unit
from data.reports.spans import week_of
from data.reports.summaries import summarise
from data.repositories.nudging import WatchedRegion
from data.samples import SAMPLES, import_samples
from data.wording.weekly import say_summary
from handlers.services import Services
from scheduler.policy import Rules
from scheduler.preview import preview_days

DAY = "2020-09-10"
QUESTION = "县住建局本月有哪些任务到期"
REGION, UNIT, OFFICE = "东至县", "县住建局", "县政府办公室"
CHAT = f"{REGION}/{UNIT}"
WELCOME = "督办演示：{plans} 份真实的任务分工表已导入，日期设为 {day}。这里是 {chat} 的群。"
FOUR_WEEKS = timedelta(days=27)
"""How long the plans have been known on the day of the demonstration: they were issued on 14 August."""


def command(now: Now = None, db: DatabaseUrl = None, config: ConfigFile = None) -> None:
    """Show what Duban does, on five real plans of 2020; nothing is kept, unless --db says where."""
    settings = load_config(config)
    clock = clock_for(now or DAY, settings.tzinfo())
    with tempfile.TemporaryDirectory(prefix="duban-demo-") as folder:
        url = absolute_url(db, Path.cwd()) if db else f"sqlite:///{Path(folder) / 'demo.db'}"
        database = open_database(url, settings.state_folder(url))
        try:
            begun = clock.now() - FOUR_WEEKS
            with database.transaction() as session:
                import_samples(session, now=begun)
                if db is None:
                    _bind(session, begun)
            _show(build_services(settings, database), clock, settings)
        finally:
            database.close()


def _bind(session: Session, since: datetime) -> None:
    """Give the unit, the office and the leaders a chat; nobody will ever write to them."""
    regions = {one.name: one.id for one in session.scalars(select(Region))}
    units = {one.name: one.id for one in session.scalars(select(Unit)) if one.region_id == regions[REGION]}
    for number, unit in enumerate((UNIT, OFFICE, None), 1):
        chat = Chat(telegram_id=-number, title=f"{unit or '县领导'}工作群")
        session.add(chat)
        session.flush()
        binding = Binding(
            chat_id=chat.id,
            region_id=regions[REGION],
            kind=BindingKind.UNIT if unit else BindingKind.LEADERS,
            unit_id=units[unit] if unit else None,
            bound_by="演示",
            since=since,
        )
        session.add(binding)


def _show(services: Services, clock: Clock, config: Config) -> None:
    """Ask the one question that everybody asks, show the day's nudges and the week, then let one ask more."""
    talk = Talk(services, read_seat(CHAT, services), clock)
    welcome = WELCOME.format(plans=len(SAMPLES), day=clock.today(), chat=CHAT)
    typer.echo(f"{welcome}\n\n> {QUESTION}\n{talk.say(QUESTION)}")
    for line in (*_say_nudges(services.database, clock, config), *_say_week(services.database, clock)):
        typer.echo(line)
    if sys.stdin.isatty():
        open_talk(talk, write=typer.echo)
    else:
        typer.echo("\n在终端里运行可以接着提问：duban demo")


def _say_nudges(database: Database, clock: Clock, config: Config) -> Iterator[str]:
    """Say what leaves on the day, as the chats read it."""
    day = clock.today()
    yield "\n今天会主动发出的消息："
    rules = functools.partial(_rules, config)
    for preview in preview_days(database, rules, day, day, config.tzinfo(), REGION):
        yield from say_day_messages(preview)


def _rules(config: Config, region: WatchedRegion) -> Rules:
    return policies_for(config, region.name, region.policies)


def _say_week(database: Database, clock: Clock) -> Iterator[str]:
    """Say how the week stands, as leaders read it on a Monday."""
    today = clock.today()
    start, end = week_of(today)
    with database.read() as session:
        region = session.scalars(select(Region.id).where(Region.name == REGION)).one()
        yield "\n领导和督办机构每周看到的汇总："
        yield say_summary(summarise(session, region, start, end, today), today)
