"""What would be said on a day, read from a database: nothing is stored by looking."""

from datetime import date

from sqlalchemy import func, select

from data.database import Database
from data.dates.workdays import DAY, WorkCalendar
from data.models import Assignment, Region
from scheduler.deciding import Settled
from scheduler.gathering import gather
from scheduler.policy import ReminderPolicy, Rules
from scheduler.preview import preview_days

RULES = Rules(ReminderPolicy(), WorkCalendar())


def count_assignments(database: Database) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(Assignment)) or 0


def test_looking_far_ahead_stores_nothing(sample_database: Database) -> None:
    before = count_assignments(sample_database)
    (found,) = preview_days(sample_database, lambda _: RULES, date(2024, 12, 25), date(2024, 12, 25))
    dues = {nudge.fact.due for plan in found.plans for nudge in plan.nudges}
    assert date(2024, 12, 25) in dues
    assert count_assignments(sample_database) == before


def test_a_year_whose_holidays_are_not_known_is_told(sample_database: Database) -> None:
    known, unknown = (
        preview_days(sample_database, lambda _: RULES, day, day)[0]
        for day in (date(2020, 9, 23), date(2040, 9, 24))
    )
    assert not known.unknown_year
    assert unknown.unknown_year


def test_only_what_a_stage_falls_due_for_is_read(sample_database: Database) -> None:
    day = date(2020, 9, 23)
    with sample_database.read() as session:
        region = session.scalars(select(Region.id).where(Region.name == "东至县")).one()
        settled = Settled(until=day - DAY)
        facts = gather(session, region, RULES.policy, RULES.calendar, day, settled)
    assert {str(fact.due) for fact in facts.assignments} == {"2020-09-30"}
    assert {one.printed for one in facts.supervisors[facts.assignments[0].task_id]} == {"县政府办公室"}
