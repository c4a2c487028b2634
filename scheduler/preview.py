"""What would be said unasked on a day, of the database as it stands: nothing is sent, nothing is stored."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo

from sqlalchemy.orm import Session

from data.assignments import refresh
from data.clock import ZONE
from data.database import Database
from data.dates.workdays import DAY
from data.obligations import HORIZON
from data.repositories.nudging import WatchedRegion, watched_regions
from scheduler.deciding import Settled
from scheduler.gathering import SLACK, gather
from scheduler.messages import DayPlan
from scheduler.planning import plan_day
from scheduler.policy import Rules


@dataclass(frozen=True, slots=True)
class DayPreview:
    """The plans of all regions for one day; `unknown_year` says that its holidays are not known."""

    day: date
    works: bool
    plans: tuple[DayPlan, ...] = ()
    unknown_year: bool = False


def preview_days(
    database: Database,
    rules_of: Callable[[WatchedRegion], Rules],
    first: date,
    last: date,
    zone: tzinfo = ZONE,
    only: str | None = None,
) -> list[DayPreview]:
    """Plan each day from `first` to `last`, as if each day before had been sent.

    What was stored later than a day is taken as stored before it. Occurrences that are not stored yet come
    from the same bringing up to date that the scheduler does daily, which is rolled back.
    """
    with database.read() as session:
        regions = [one for one in watched_regions(session, zone) if only in (None, one.name)]
    rules = {one.id: rules_of(one) for one in regions}
    with _opened(database, regions, rules, last) as session:
        return [
            _preview(session, [(one, rules[one.id]) for one in regions], first + timedelta(days=at), zone)
            for at in range((last - first).days + 1)
        ]


@contextmanager
def _opened(
    database: Database, regions: Sequence[WatchedRegion], rules: dict[int, Rules], last: date
) -> Iterator[Session]:
    """Give a session in which all is stored that stages up to the day `last` are about."""
    short = [one for one in regions if _reaches_beyond(one, rules[one.id], last)]
    if not short:
        with database.read() as session:
            yield session
        return
    with database.transaction() as session:
        for region in short:
            refresh(session, region.id, last)
        yield session
        session.rollback()


def _reaches_beyond(region: WatchedRegion, rules: Rules, last: date) -> bool:
    """Whether a stage up to `last` may be about an occurrence that is not assigned yet."""
    if region.imported_on is None:
        return False
    reach = last + timedelta(days=rules.policy.farthest_ahead) + SLACK
    return reach > region.imported_on + HORIZON


def _preview(
    session: Session, regions: Sequence[tuple[WatchedRegion, Rules]], day: date, zone: tzinfo
) -> DayPreview:
    settled = Settled(until=day - DAY)
    plans = []
    for region, rules in regions:
        facts = gather(session, region.id, rules.policy, rules.calendar, day, settled, zone)
        plans.append(plan_day(facts, rules.policy, rules.calendar, day, settled))
    return DayPreview(
        day,
        works=any(rules.calendar.is_workday(day) for _, rules in regions),
        plans=tuple(plans),
        unknown_year=any(not rules.calendar.covers(day.year) for _, rules in regions),
    )
