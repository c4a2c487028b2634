"""The one place that builds: settings, database, services and scheduler, handed down from here."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.config import Config, absolute_url, load_config
from data.clock import SystemClock
from data.database import Database, open_database
from handlers.policies import Policies
from handlers.services import Services

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from handlers.telegram.registry import Bot
    from scheduler.pacing import Pace
    from scheduler.timetable import Timetable


@dataclass(frozen=True, slots=True)
class House:
    """What a command works with."""

    config: Config
    database: Database
    services: Services


@contextmanager
def open_house(config_file: Path | None, database_url: str | None) -> Iterator[House]:
    """Read the settings and open the database, and close it in the end.

    `database_url` stands for the one in the settings; its relative path counts from the working folder.
    """
    config = load_config(config_file)
    url = absolute_url(database_url, Path.cwd()) if database_url else config.database_url()
    database = open_database(url, config.state_folder(url))
    try:
        yield House(config, database, build_services(config, database))
    finally:
        database.close()


def build_services(config: Config, database: Database) -> Services:
    """Build what conversations need, by the settings."""
    return Services(database, policies=partial(_talk_policies, config))


def _talk_policies(config: Config, session: "Session", region: str) -> Policies:
    # Loaded here: a question needs no policies.
    from bot.policies import talk_policies

    return talk_policies(config, session, region)


def open_scheduler(
    config: Config, database: Database, clock: SystemClock, application: "Bot", pace: "Pace"
) -> "Timetable":
    """Build the scheduler that plans and delivers, by the office's `clock`, with the application's bot."""
    # Loaded here: only processes that run for long have a scheduler.
    from bot.pictures import Drawer
    from bot.policies import policies_for
    from bot.sender import TelegramSender
    from handlers.memory.memory import Memory
    from handlers.telegram.context import HOUSE
    from scheduler.delivery import Delivery
    from scheduler.jobs import Jobs, Office
    from scheduler.lease import LeaseKeeper
    from scheduler.timetable import Timetable
    from scheduler.weekly import tell_week

    # It says each time it wakes a job, and delivery wakes every other second.
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    zone = config.tzinfo()
    lease = LeaseKeeper(database)
    office = Office(
        database,
        clock,
        lambda region: policies_for(config, region.name, region.policies),
        config.operators,
        zone,
        policies_for(config, "", {}).calendar,
        lambda session, region, monday, today: tell_week(session, region, monday, today, zone),
    )
    jobs = Jobs(office, lease)
    sender = TelegramSender(application.bot, Memory(database), Drawer(database, clock, zone), clock)
    delivery = Delivery(
        database,
        sender,
        pace,
        lease.holder,
        clock,
        may_leave=jobs.may_leave,
        operators=config.operators,
    )
    timetable = Timetable(jobs, delivery, zone, clock.shift)
    application.bot_data[HOUSE].services.running.jobs = timetable.upcoming
    return timetable
