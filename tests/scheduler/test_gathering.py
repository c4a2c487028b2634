"""What planning reads from the database, on both engines."""

import shutil
from contextlib import closing
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from factories import (
    make_group,
    make_milestone,
    make_plan,
    make_region,
    make_responsibility,
    make_task,
    make_unit,
)
from sqlalchemy.orm import Session

from data.assignments import refresh
from data.clock import ZONE
from data.database import Database, open_database
from data.dates.values import MilestoneKind
from data.dates.workdays import DAY, WorkCalendar
from data.models import (
    Assignment,
    Binding,
    BindingKind,
    Change,
    Chat,
    Event,
    History,
    NamedUnit,
    Plan,
    Region,
    Unit,
    Verdict,
    Watch,
)
from data.nudging import DayFacts
from data.statuses import Status
from data.units.values import Role
from scheduler.deciding import Settled
from scheduler.gathering import gather
from scheduler.planning import plan_day
from scheduler.policy import ReminderPolicy

STORED = date(2020, 8, 1)
WEDNESDAY = date(2020, 9, 23)
CALENDAR, POLICY = WorkCalendar(), ReminderPolicy()


def at(day: date, hour: int = 12) -> datetime:
    return datetime.combine(day, time(hour), ZONE)


def gathered(session: Session, region: Region, day: date = WEDNESDAY, until: date | None = None) -> DayFacts:
    return gather(session, region.id, POLICY, CALENDAR, day, Settled(until or day - DAY))


def stages(session: Session, region: Region, day: date = WEDNESDAY, until: date | None = None) -> list[str]:
    settled = Settled(until or day - DAY)
    facts = gather(session, region.id, POLICY, CALENDAR, day, settled)
    return [nudge.stage for nudge in plan_day(facts, POLICY, CALENDAR, day, settled).nudges]


class Office:
    """One region with one plan, one unit and one task that is due on 30 September."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.region = make_region(session)
        self.office = make_unit(session, self.region, "县政府办公室")
        self.unit = make_unit(session, self.region, "县住建局")
        self.plan: Plan = make_plan(session, self.region, office_id=self.office.id, imported_at=at(STORED))
        self.task = make_task(session, self.plan, self.unit)
        self.milestone = make_milestone(session, self.task, date(2020, 9, 30))
        self.keep_up()

    def keep_up(self, day: date = STORED) -> None:
        self.session.flush()
        refresh(self.session, self.region.id, day)

    @property
    def assignment(self) -> Assignment:
        return self.session.query(Assignment).filter_by(milestone_id=self.milestone.id).one()

    def bind(self, unit: Unit | None, since: date = STORED) -> Chat:
        chat = Chat(telegram_id=-(unit.id if unit else 99))
        self.session.add(chat)
        self.session.flush()
        kind = BindingKind.UNIT if unit else BindingKind.LEADERS
        binding = Binding(
            chat_id=chat.id, region_id=self.region.id, kind=kind, bound_by="甲", since=at(since)
        )
        binding.unit_id = unit.id if unit else None
        self.session.add(binding)
        self.session.flush()
        return chat


@pytest.fixture
def office(sqlite_template: Path, tmp_path: Path):
    shutil.copy(sqlite_template, tmp_path / "duban.db")
    url = f"sqlite:///{tmp_path / 'duban.db'}"
    with closing(open_database(url)) as database, database.transaction() as session:
        yield Office(session)


@pytest.fixture
def office_on_both(database: Database):
    """The same on both engines in turn, for what is asked in SQL of its own."""
    with database.transaction() as session:
        yield Office(session)


def test_a_due_assignment_is_read_with_all_that_is_said_of_it(office_on_both: Office) -> None:
    office = office_on_both
    make_responsibility(office.session, office.task, office.office, Role.SUPERVISE)
    chat = office.bind(office.unit)
    facts = gathered(office.session, office.region)
    (fact,) = facts.assignments
    assert (fact.unit, fact.due, fact.stored_on) == ("县住建局", date(2020, 9, 30), STORED)
    assert facts.supervisors[office.task.id][0].unit_id == office.office.id
    assert facts.chats[office.unit.id].id == chat.id
    assert facts.offices == {office.office.id}


def test_what_has_no_stage_on_the_day_is_not_read(office: Office) -> None:
    assert gathered(office.session, office.region, date(2020, 9, 24)).assignments == ()


@pytest.mark.parametrize("status", [Status.DONE, Status.VOID, Status.SUBMITTED])
def test_what_is_finished_or_reported_is_not_nudged(office: Office, status: Status) -> None:
    office.assignment.move(status, at(WEDNESDAY))
    assert stages(office.session, office.region) == []


def test_what_is_reported_waits_for_its_review(office: Office) -> None:
    office.assignment.move(Status.SUBMITTED, at(date(2020, 9, 22)))
    (review,) = gathered(office.session, office.region).reviews
    assert (review.assignment.unit, review.asked_on) == ("县住建局", date(2020, 9, 22))


@pytest.mark.parametrize("state", [Watch.PAUSED, Watch.CLOSED])
@pytest.mark.parametrize("what", ["plan", "task", "unit"])
def test_what_is_paused_or_closed_is_not_nudged(office: Office, what: str, state: Watch) -> None:
    getattr(office, what).state = state
    office.session.flush()
    assert stages(office.session, office.region) == []


@pytest.mark.parametrize("what", ["plan", "task", "unit"])
def test_a_pause_ends_after_its_last_day(office: Office, what: str) -> None:
    watched = getattr(office, what)
    watched.state, watched.paused_until = Watch.PAUSED, WEDNESDAY
    office.session.flush()
    assert stages(office.session, office.region) == []
    watched.paused_until = WEDNESDAY - DAY
    office.session.flush()
    assert stages(office.session, office.region) == ["ahead-7"]


def test_a_row_that_a_newer_document_lacks_is_not_nudged(office: Office) -> None:
    office.assignment.touched = True
    office.task.position = None
    office.session.flush()
    assert stages(office.session, office.region) == []


def test_an_extension_is_read_with_its_day(office_on_both: Office) -> None:
    office = office_on_both
    one = office.assignment
    one.due, one.extended = date(2020, 10, 23), True
    office.session.add(
        History(at=at(date(2020, 10, 15)), change=Change.DUE, assignment_id=one.id, by="督办机构", details={})
    )
    office.session.flush()
    # Under the new date 14 days ahead was 9 October, before it was granted.
    assert stages(office.session, office.region, date(2020, 10, 15), until=date(2020, 10, 8)) == []
    assert stages(office.session, office.region, date(2020, 10, 16)) == ["ahead-7"]


def test_a_returned_report_begins_again(office_on_both: Office) -> None:
    office = office_on_both
    one = office.assignment
    one.move(Status.SUBMITTED, at(date(2020, 9, 29)))
    one.move(Status.RETURNED, at(date(2020, 10, 12)))
    office.session.flush()
    assert stages(office.session, office.region, date(2020, 10, 13), until=date(2020, 9, 30)) == []
    assert stages(office.session, office.region, date(2020, 10, 14)) == ["overdue-14"]


def test_a_recorded_event_gives_a_date_and_says_where_it_stands(office_on_both: Office) -> None:
    office = office_on_both
    event = Event(region_id=office.region.id, text="实施意见出台")
    office.session.add(event)
    office.session.flush()
    task = make_task(office.session, office.plan, office.unit)
    make_milestone(
        office.session, task, None, kind=MilestoneKind.EVENT, event_id=event.id, offset="P10D", working=True
    )
    office.keep_up()
    event.date, event.recorded_at = date(2020, 9, 9), at(date(2020, 9, 9))
    office.keep_up(date(2020, 9, 9))
    # Due on 23 September, ten working days later: before the other one.
    assert stages(office.session, office.region, date(2020, 9, 10)) == ["standing-2020-09-09"]
    assert stages(office.session, office.region, date(2020, 9, 16)) == ["ahead-7", "ahead-14"]


def test_a_chat_that_was_left_hands_over_to_the_office(office: Office) -> None:
    own, offices = office.bind(office.unit), office.bind(office.office)
    assert {chat.id for chat in gathered(office.session, office.region).chats.values()} == {
        own.id,
        offices.id,
    }
    own.left_at = at(WEDNESDAY)
    office.session.flush()
    settled = Settled(WEDNESDAY - DAY)
    plan = plan_day(gathered(office.session, office.region), POLICY, CALENDAR, WEDNESDAY, settled)
    assert [nudge.chat and nudge.chat.id for nudge in plan.nudges] == [offices.id]


def test_a_chat_that_was_bound_late_reads_where_things_stand(office: Office) -> None:
    office.bind(office.unit, since=date(2020, 9, 18))
    assert stages(office.session, office.region, date(2020, 9, 21)) == ["standing-2020-09-18"]


def test_a_plan_that_came_late_is_told_with_what_is_overdue(office: Office) -> None:
    plan = make_plan(office.session, office.region, imported_at=at(WEDNESDAY))
    make_milestone(office.session, make_task(office.session, plan, office.unit), date(2020, 6, 30))
    office.keep_up(WEDNESDAY)
    assert stages(office.session, office.region, date(2020, 9, 24)) == ["standing-2020-09-23"]


def test_after_thirty_days_off_the_latest_stage_is_owed(office: Office) -> None:
    found = stages(office.session, office.region, WEDNESDAY + timedelta(days=5), until=date(2020, 8, 28))
    assert found == ["ahead-3"]


def test_a_group_whose_units_nobody_named_is_for_the_office_to_name(office_on_both: Office) -> None:
    office = office_on_both
    group = make_group(office.session, office.region, "有关部门")
    task = make_task(office.session, office.plan, group)
    make_milestone(office.session, task, date(2020, 9, 30))
    (naming,) = gathered(office.session, office.region).naming
    assert (naming.printed, naming.due, naming.office_id) == ("有关部门", date(2020, 9, 30), office.office.id)
    responsibility = naming.responsibility_id
    office.session.add(
        NamedUnit(
            responsibility_id=responsibility,
            unit_id=office.unit.id,
            verdict=Verdict.NAMED,
            said_by="甲",
            said_at=at(STORED),
        )
    )
    office.session.flush()
    assert gathered(office.session, office.region).naming == ()


def test_ongoing_tasks_are_read_when_a_quarter_ends(office_on_both: Office) -> None:
    office = office_on_both
    task = make_task(office.session, office.plan, office.unit)
    make_milestone(office.session, task, None, kind=MilestoneKind.ONGOING)
    office.keep_up()
    assert gathered(office.session, office.region).ongoing == ()
    (fact,) = gathered(office.session, office.region, date(2020, 9, 30)).ongoing
    assert fact.task_id == task.id


def test_of_another_region_nothing_is_read(office: Office) -> None:
    other = make_region(office.session, "从化区")
    assert gathered(office.session, other) == DayFacts(other.id, "从化区", plans_open=0)
