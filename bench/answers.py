"""A question from its text to the text of the reply, beside the bare SQL that fetches the same rows."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from statistics import median
from typing import Any

from sqlalchemy import Engine, event

from bench.figures import Figure, Goal, percentile, times_of
from bench.questions import MIX, incoming
from bench.today import TODAY
from bench.workshop import Workshop
from data.database import Database
from handlers.conversation import respond
from handlers.message import Incoming
from handlers.services import Services

REPEATS = 15
GREAT = 1_000_000
"""The size for which the goals are set."""

Statement = tuple[str, tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Timed:
    """One question's times, and those of its bare SQL, in seconds."""

    text: str
    answered: list[float]
    fetched: list[float]

    @property
    def ratio(self) -> float:
        """How many times its SQL a question takes, by the medians."""
        return median(self.answered) / median(self.fetched)


def run(workshop: Workshop) -> list[Figure]:
    """Measure the mix on each size."""
    return [figure for size in workshop.sizes for figure in _measure(workshop, size)]


def _measure(workshop: Workshop, size: int) -> list[Figure]:
    with closing(workshop.database(size)) as database:
        timed = time_mix(database)
    for one in sorted(timed, key=lambda one: -median(one.answered)):
        times = f"{median(one.answered) * 1e3:8.2f} ms, bare {median(one.fetched) * 1e3:7.2f} ms"
        workshop.told(f"  {times}, ratio {one.ratio:5.1f}  {one.text}")
    answered = [seconds * 1e3 for one in timed for seconds in one.answered]
    fetched = [seconds * 1e3 for one in timed for seconds in one.fetched]
    great = size >= GREAT
    return [
        Figure(
            f"a question at {size:,}, median",
            median(answered),
            "ms",
            median(fetched),
            "bare SQL",
            Goal(3) if great else None,
        ),
        Figure(
            f"a question at {size:,}, p99",
            percentile(answered, 0.99),
            "ms",
            percentile(fetched, 0.99),
            "bare SQL",
            Goal(100, of_ratio=False) if great else None,
        ),
    ]


def time_mix(database: Database) -> list[Timed]:
    """Time every question of the mix, with the services warm."""
    services = Services(database)
    return [_time(incoming(asked, TODAY), database, services) for asked in MIX]


def _time(message: Incoming, database: Database, services: Services) -> Timed:
    respond(message, services)
    with noted(database.engine) as statements:
        respond(message, services)
    with closing(sqlite3.connect(str(database.url.database))) as driver:
        # In turn, so that a busy moment of the machine meets both.
        pairs = [
            (
                *times_of(lambda: respond(message, services), 1),
                *times_of(lambda: fetch(driver, statements), 1),
            )
            for _ in range(REPEATS)
        ]
    answered, fetched = map(list, zip(*pairs, strict=True))
    return Timed(message.text, answered, fetched)


@contextmanager
def noted(engine: Engine) -> Iterator[list[Statement]]:
    """Note every statement with its parameters."""
    statements: list[Statement] = []

    def note(connection: object, cursor: object, sql: str, given: Any, *rest: object) -> None:  # noqa: ANN401 - the driver's own
        if sql != "BEGIN":
            statements.append((sql, given))

    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)


def fetch(driver: sqlite3.Connection, statements: list[Statement]) -> int:
    """Fetch what the statements select, through the driver alone."""
    return sum(len(driver.execute(sql, given).fetchall()) for sql, given in statements)
