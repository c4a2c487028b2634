"""The one place that builds: settings, database and services, handed down from here."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.config import Config, absolute_url, load_config
from data.database import Database, open_database
from handlers.services import Services


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
    database = open_database(url)
    try:
        yield House(config, database, Services(database))
    finally:
        database.close()
