"""The jobs: safe at any time and any number of times, held up by nothing in one region."""

import shutil
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from day_office import STORED, WEDNESDAY, DayOffice, at, jobs_of
from factories import make_region
from sqlalchemy import select

from data.database import open_database
from data.models import Assignment, Change, History, Notice, NoticeKind, NoticeState, Person
from data.statuses import Status
from scheduler.policy import ReminderPolicy
from scheduler.quiet import quiet_until

OPERATOR = 1


@pytest.fixture
def town(sqlite_template: Path, tmp_path: Path) -> Iterator[DayOffice]:
    shutil.copy(sqlite_template, tmp_path / "duban.db")
    database = open_database(f"sqlite:///{tmp_path / 'duban.db'}")
    yield DayOffice(database)
    database.close()


def test_assignments_are_kept_up_before_the_day_is_queued(town: DayOffice) -> None:
    with town.database.transaction() as session:
        session.query(Assignment).delete()
    jobs, _ = jobs_of(town, at(WEDNESDAY))
    jobs.queue()
    with town.database.read() as session:
        assert session.scalars(select(Assignment.due)).all() == [date(2020, 9, 30)]


def test_a_region_with_a_bad_setting_holds_up_no_other(
    town: DayOffice, caplog: pytest.LogCaptureFixture
) -> None:
    with town.database.transaction() as session:
        region = make_region(session, "从化区", policies={"nudges": {"at": "no"}})
        region.id = 0
    jobs, _ = jobs_of(town, at(WEDNESDAY))
    jobs.queue()
    assert town.rows(NoticeState.PLANNED)
    assert "从化区: queueing failed, and is tried again: 设置有误" in caplog.text


def test_who_does_not_hold_the_lease_does_nothing(town: DayOffice) -> None:
    one, _ = jobs_of(town, at(WEDNESDAY))
    other, clock = jobs_of(town, at(WEDNESDAY), "other")
    one.queue()
    assert one.may_deliver()
    other.queue()
    other.report()
    other.tidy()
    assert not other.may_deliver()
    clock.wait(minutes=2)
    assert not other.may_deliver()
    other.queue()
    assert other.may_deliver()


def test_nothing_is_delivered_before_it_was_planned_once(town: DayOffice) -> None:
    jobs, _ = jobs_of(town, at(WEDNESDAY))
    assert not jobs.may_deliver()
    jobs.queue()
    assert jobs.may_deliver()


def test_the_operator_is_told_from_eight_on(town: DayOffice) -> None:
    with town.database.transaction() as session:
        session.add(Person(telegram_id=OPERATOR, name="管理员", started_at=at(STORED)))
    jobs, clock = jobs_of(town, at(WEDNESDAY, 7, 59))
    jobs.report()
    assert town.rows() == []
    clock.wait(minutes=1)
    jobs.report()
    jobs.report()
    assert town.rows() == [f"operator:{OPERATOR}:2020-09-23"]


def test_the_operator_is_warned_of_what_reaches_nobody_and_of_a_missing_calendar(town: DayOffice) -> None:
    with town.database.transaction() as session:
        session.add(Person(telegram_id=OPERATOR, name="管理员", started_at=at(STORED)))
        session.execute(Notice.__table__.delete())
    town.bind(town.unit)
    jobs, _ = jobs_of(town, at(date(2040, 11, 1), 8, 0))
    jobs.report()
    with town.database.read() as session:
        text = session.scalars(select(Notice).where(Notice.kind == NoticeKind.OPERATOR)).one().payload["text"]
    assert "还没有2040年的节假日安排" in text


@pytest.mark.parametrize(
    ("hour", "until"),
    [(7, at(WEDNESDAY, 8, 0)), (8, None), (19, None), (20, at(WEDNESDAY + timedelta(days=1), 8, 0))],
)
def test_in_the_quiet_hours_everything_waits_for_their_end(
    town: DayOffice, hour: int, until: datetime | None
) -> None:
    jobs, _ = jobs_of(town, at(WEDNESDAY))
    jobs.queue()
    for region in (town.region, None):
        assert jobs.may_leave(NoticeKind.DECISION, region, at(WEDNESDAY, hour, 0)) == until


def test_quiet_hours_may_lie_within_a_day() -> None:
    policy = ReminderPolicy(quiet=(time(12), time(14)))
    assert quiet_until(policy, at(WEDNESDAY, 13)) == at(WEDNESDAY, 14, 0)
    assert quiet_until(policy, at(WEDNESDAY, 14, 0)) is None


def test_a_report_is_seen_at_the_next_look_and_a_look_without_news_is_short(town: DayOffice) -> None:
    jobs, clock = jobs_of(town, at(WEDNESDAY))
    for _ in range(3):
        jobs.queue()
        town.deliver(clock.now())
        clock.wait(minutes=1)
    with town.database.transaction() as session:
        one = session.scalars(select(Assignment)).one()
        one.move(Status.SUBMITTED, clock.now())
        session.add(History(at=clock.now(), change=Change.STATUS, assignment_id=one.id, by="甲", details={}))
    jobs.queue()
    assert [chat for chat, _ in town.deliver(clock.now())] == [town.offices_chat]
    assert "已报办结，待审核" in town.edited[-1][1]
