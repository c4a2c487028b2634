"""One assignment, who reports and who decides, for the tests of actions."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from factories import make_milestone, make_plan, make_region, make_task, make_unit
from sqlalchemy import select

from data.assignments import refresh
from data.authors import Author
from data.clock import ZONE
from data.database import Database
from data.models import Assignment, Region
from data.repositories.histories import HistoryRepository
from data.wording.history import say_history

NOON = datetime(2020, 9, 10, 12, tzinfo=ZONE)
CLERK = Author("张三", person=1)
BOSS = Author("李四", person=2)


@dataclass
class Desk:
    """Works on one assignment of item 9, due on 30 September 2020; each action in its own transaction."""

    database: Database
    region: int
    assignment: int
    now: datetime = NOON
    clerk: Author = CLERK
    boss: Author = BOSS
    extra: dict[str, Any] = field(default_factory=dict)

    def do(self, action: Callable[..., Any], *args: Any, author: Author = CLERK, **fields: Any) -> Any:
        """Run an action on the assignment."""
        return self.run(action, self.assignment, *args, author=author, **fields)

    def run(self, action: Callable[..., Any], *args: Any, author: Author = CLERK, **fields: Any) -> Any:
        """Run an action in a transaction of its own."""
        with self.database.transaction() as session:
            return action(session, *args, author=author, now=self.now, **fields)

    def later(self, **duration: float) -> None:
        """Let time pass."""
        self.now += timedelta(**duration)

    def row(self, key: int | None = None) -> Assignment:
        """Read an assignment."""
        with self.database.read() as session:
            return session.get_one(Assignment, key or self.assignment)

    def rows(self, model: Any) -> list[Any]:
        """Read all rows of a model."""
        with self.database.read() as session:
            return list(session.scalars(select(model).order_by(model.id)))

    def history(self, key: int | None = None) -> list[Any]:
        """Read the history of an assignment."""
        with self.database.read() as session:
            return HistoryRepository(session, self.region).of_assignment(key or self.assignment)

    def lines(self, key: int | None = None) -> list[str]:
        """Say the history of an assignment."""
        return [say_history(fact, self.now) for fact in self.history(key)]


def set_desk(database: Database, **milestone: Any) -> Desk:
    """Store a region with one unit that has one assignment."""
    with database.transaction() as session:
        region = make_region(session)
        plan = make_plan(session, region)
        task = make_task(session, plan, make_unit(session, region), item="9", item_number=9)
        make_milestone(session, task, **milestone)
        refresh(session, region.id, NOON.date())
        found = session.scalars(select(Assignment.id)).first()
        region_id = session.scalars(select(Region.id)).one()
    assert found is not None
    return Desk(database, region_id, found)
