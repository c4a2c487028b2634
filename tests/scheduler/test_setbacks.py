"""A clock that ran far ahead for a few minutes: afterwards all is as if it had not."""

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from day_office import STORED, WEDNESDAY, DayOffice, at, jobs_of
from sqlalchemy import select

from data.assignments import refresh
from data.database import Database, open_database
from data.dates.workdays import DAY
from data.models import Assignment, Notice, NoticeKind, NoticeState, Person, Region
from data.owing import Letter, Recipient, owe

YEAR = timedelta(days=365)
OPERATOR = 1


@pytest.fixture
def office(database: Database) -> DayOffice:
    return DayOffice(database)


@pytest.fixture
def untroubled(sqlite_template: Path, tmp_path: Path) -> Iterator[DayOffice]:
    """The same office, whose clock is always right."""
    shutil.copy(sqlite_template, tmp_path / "untroubled.db")
    database = open_database(f"sqlite:///{tmp_path / 'untroubled.db'}")
    yield DayOffice(database)
    database.close()


def days(begin: date, count: int) -> list[date]:
    return [begin + number * DAY for number in range(count)]


@pytest.mark.parametrize("delivered", [True, False])
def test_what_fell_due_meanwhile_is_said_and_nothing_later_is_lost(
    office: DayOffice, untroubled: DayOffice, *, delivered: bool
) -> None:
    # It was down on Wednesday, when a stage fell due, and came up with a wrong clock on Thursday.
    leap = office.run if delivered else office.tick
    leap(at(WEDNESDAY + DAY + YEAR))
    for day in (*days(WEDNESDAY + DAY, 30), *days(WEDNESDAY + YEAR - 14 * DAY, 30)):
        assert (day, office.run(at(day))) == (day, untroubled.run(at(day)))
    assert any("补发" in text or "晚" in text for _, text in untroubled.said[:2])


def test_what_left_before_the_leap_does_not_leave_again(office: DayOffice) -> None:
    assert len(office.run(at(WEDNESDAY))) == 1
    office.run(at(WEDNESDAY + YEAR, 9))
    assert [office.run(at(WEDNESDAY, 9, 10)), office.run(at(WEDNESDAY + DAY))] == [[], []]


def test_a_leap_twice_to_the_same_day_is_mended_twice(office: DayOffice) -> None:
    for minute in (0, 10):
        assert office.run(at(WEDNESDAY + YEAR, 9, minute))
        office.run(at(WEDNESDAY, 9, minute + 5))
    assert len([text for _, text in office.said if "9月23日周三" in text]) == 1


def test_messages_of_today_that_were_called_too_old_leave(office: DayOffice) -> None:
    office.tick(at(WEDNESDAY))
    office.run(at(WEDNESDAY + YEAR))
    ((chat, text),) = office.run(at(WEDNESDAY, 9))
    assert (chat, text.startswith("县住建局 · 9月23日周三")) == (office.chat, True)


def test_letters_that_were_put_off_or_called_too_old_leave(office: DayOffice) -> None:
    with office.database.transaction() as session:
        for number, wait in enumerate((timedelta(), YEAR)):
            owe(
                session,
                f"reminder:{number}",
                NoticeKind.REMINDER,
                Recipient(chat_id=office.chat, region_id=office.region),
                Letter(f"催办{number}"),
                day=WEDNESDAY,
                now=at(WEDNESDAY, 7),
                not_before=at(WEDNESDAY, 8) + wait,
                expires_at=at(WEDNESDAY + 2 * DAY) + wait,
            )
    office.tick(at(WEDNESDAY + YEAR))
    said = [text for _, text in office.run(at(WEDNESDAY))]
    assert set(said) >= {"催办0", "催办1"}


def test_what_was_stored_meanwhile_has_its_stages(office: DayOffice) -> None:
    with office.database.transaction() as session:
        session.query(Assignment).delete()
        refresh(session, office.region, WEDNESDAY + YEAR)
    office.tick(at(WEDNESDAY + YEAR))
    office.tick(at(WEDNESDAY))
    with office.database.read() as session:
        assert session.scalars(select(Assignment.stored_on)).all() == [WEDNESDAY]


def test_the_operator_is_told_once(office: DayOffice) -> None:
    with office.database.transaction() as session:
        session.add(Person(telegram_id=OPERATOR, name="管理员", started_at=at(STORED)))
    jobs, clock = jobs_of(office, at(WEDNESDAY + YEAR))
    jobs.queue()
    clock.at = at(WEDNESDAY)
    for _ in range(3):
        jobs.queue()
        clock.wait(minutes=1)
    with office.database.read() as session:
        (told,) = session.scalars(select(Notice).where(Notice.key.startswith("clock:")))
        assert "2021年9月23日" in told.payload["text"]
        assert "时间同步" in told.payload["text"]
        assert told.state is NoticeState.PLANNED
        assert session.scalars(select(Region.planned_until)).all() == [WEDNESDAY]
