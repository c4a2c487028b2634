"""What a day's plan is made from, read from the database: as much as is due, not as much as is stored."""

from dataclasses import replace
from datetime import date, timedelta, tzinfo

from sqlalchemy.orm import Session

from data.clock import ZONE
from data.dates.workdays import WorkCalendar
from data.nudging import DayFacts
from data.repositories.nudging import NudgingRepository
from data.repositories.plans import region_name
from data.repositories.reviewing import with_reports
from scheduler.deciding import Settled
from scheduler.policy import ReminderPolicy
from scheduler.stages import Window, quarter_ends

SLACK = timedelta(days=31)
"""How much earlier than by the calendar a stage may be sent, since days off lie before it."""


def gather(
    session: Session,
    region_id: int,
    policy: ReminderPolicy,
    calendar: WorkCalendar,
    day: date,
    settled: Settled,
    zone: tzinfo = ZONE,
) -> DayFacts:
    """Read what may be owed on `day` in a region, of what fell due since `settled.until`."""
    found = NudgingRepository(session, region_id, day, zone)
    chats = found.chats()
    facts = DayFacts(
        region_id=region_id,
        region=region_name(session, region_id),
        chats={chat.unit_id: chat for chat in chats if chat.unit_id is not None},
        leaders=tuple(chat for chat in chats if chat.unit_id is None),
        offices=found.offices(),
        plans_open=found.count_open_plans(),
    )
    if not calendar.is_workday(day):
        return facts
    window = Window(calendar, settled.until + timedelta(days=1), day)
    oldest = found.oldest_due() or day
    dues = window.due_dates(policy, oldest)
    since = calendar.before(window.begin)
    horizon = day + timedelta(days=policy.farthest_ahead) + SLACK
    asked = {fact.id: fact for fact in found.due_on(dues)}
    asked |= {fact.id: fact for fact in found.begun(since, horizon)}
    reviews = tuple(with_reports(session, found.reviews()))
    prompts = policy.ongoing_prompt and quarter_ends(calendar, window.begin, day)
    tasks = {fact.task_id for fact in asked.values()} | {one.assignment.task_id for one in reviews}
    return replace(
        facts,
        assignments=tuple(asked.values()),
        ongoing=tuple(found.ongoing()) if prompts else (),
        reviews=reviews,
        naming=tuple(found.naming(dues, since)),
        supervisors=found.supervisors(tasks),
    )
