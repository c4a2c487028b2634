"""The day's messages in the outbox: owed once, replaced while they wait, late after a stop."""

import shutil
from collections.abc import Iterator
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from day_office import RULES, STORED, WEDNESDAY, DayOffice, at
from factories import make_unit
from sqlalchemy.orm import Session

from data.database import Database, open_database
from data.dates.workdays import DAY, WorkCalendar
from data.models import Chat, NoticeState, Plan, Region, Unit, Watch
from data.repositories.notices import NoticeRepository
from data.statuses import Status
from scheduler.boards import Told
from scheduler.policy import ReminderPolicy, Rules
from scheduler.queueing import may_plan

MONDAY = date(2020, 9, 21)


@pytest.fixture
def office(sqlite_template: Path, tmp_path: Path) -> Iterator[DayOffice]:
    shutil.copy(sqlite_template, tmp_path / "duban.db")
    database = open_database(f"sqlite:///{tmp_path / 'duban.db'}")
    yield DayOffice(database)
    database.close()


@pytest.fixture
def office_on_both(database: Database) -> DayOffice:
    return DayOffice(database)


def test_what_is_owed_leaves_once(office_on_both: DayOffice) -> None:
    office = office_on_both
    ((chat, text),) = office.run(at(WEDNESDAY))
    assert chat == office.chat
    assert text.startswith("县住建局 · 9月23日周三\n1项9月30日到期。")
    for minute in (31, 45, 59):
        assert office.run(at(WEDNESDAY, minute=minute)) == []
    assert office.run(at(WEDNESDAY + DAY)) == []
    assert office.rows(NoticeState.SENT) == [
        f"day:{office.chat}:2020-09-23:1",
        f"nudge:{office.chat}:1:ahead-7:2020-09-30",
    ]


@pytest.mark.parametrize(
    ("day", "hour", "minute", "may"),
    [
        (23, 8, 29, False),
        (23, 8, 30, True),
        (23, 19, 59, True),
        (23, 20, 0, False),
        (26, 9, 0, False),
        (27, 9, 0, True),
    ],
)
def test_messages_are_planned_on_working_days_in_the_open_hours(
    day: int, hour: int, minute: int, may: bool
) -> None:
    assert may_plan(RULES, at(date(2020, 9, day), hour, minute)) is may


def test_a_time_within_the_quiet_hours_waits_for_their_end() -> None:
    rules = Rules(ReminderPolicy(at=time(7)), WorkCalendar())
    assert not may_plan(rules, at(WEDNESDAY, 7, 30))
    assert may_plan(rules, at(WEDNESDAY, 8, 0))


def test_what_is_done_before_it_left_is_taken_back(office_on_both: DayOffice) -> None:
    office = office_on_both
    office.tick(at(WEDNESDAY))
    office.act(Status.DONE, at(WEDNESDAY, minute=31))
    assert office.tick(at(WEDNESDAY, minute=32)).withdrawn == 1
    assert office.deliver(at(WEDNESDAY, minute=33)) == []


def test_an_extension_withdraws_the_old_stages_and_starts_new_ones(office: DayOffice) -> None:
    office.tick(at(WEDNESDAY))
    office.extend(date(2020, 10, 23), at(WEDNESDAY, minute=31))
    office.tick(at(WEDNESDAY, minute=32))
    assert office.deliver(at(WEDNESDAY, minute=33)) == []
    ((_, text),) = office.run(at(date(2020, 10, 9)))
    assert "10月23日周五，还有14天（已延期，原定9月30日）" in text


def test_a_message_that_waits_follows_its_unit_to_another_chat(office_on_both: DayOffice) -> None:
    office = office_on_both
    office.tick(at(WEDNESDAY))
    chat = office.bind(office.unit, at(WEDNESDAY, minute=31))
    office.tick(at(WEDNESDAY, minute=32))
    assert [to for to, _ in office.deliver(at(WEDNESDAY, minute=33))] == [chat]


def test_what_surely_did_not_leave_is_planned_anew_with_what_is_so_by_then(office_on_both: DayOffice) -> None:
    office = office_on_both
    office.tick(at(WEDNESDAY))
    assert office.deliver(at(WEDNESDAY), away=True) == []
    ((_, text),) = office.run(at(WEDNESDAY + DAY))
    assert "补发：前几天没能发出，请以现在为准。" in text
    assert "9月30日周三，还有6天 · 主管：县政府办公室\n   本应9月23日提醒" in text
    assert office.run(at(date(2020, 9, 25))) == []


def test_what_waited_over_midnight_does_not_leave_with_the_wrong_number_of_days(office: DayOffice) -> None:
    office.tick(at(WEDNESDAY))
    assert office.deliver(at(WEDNESDAY + DAY, 8, 5)) == []
    ((_, text),) = office.run(at(WEDNESDAY + DAY))
    assert "还有6天" in text


@pytest.mark.parametrize("days", [2, 30])
def test_after_a_stop_each_chat_gets_one_late_message(office_on_both: DayOffice, days: int) -> None:
    office = office_on_both
    back = WorkCalendar().on_or_after(WEDNESDAY + timedelta(days=days))
    said = office.run(at(back))
    assert len([text for chat, text in said if chat == office.chat]) == 1
    assert len({chat for chat, _ in said}) == len(said)
    assert all("补发" in text for chat, text in said if chat == office.chat)
    assert office.run(at(back, 9)) == []


def test_a_chat_that_is_gone_hands_its_nudge_to_the_office_on_the_same_day(office_on_both: DayOffice) -> None:
    office = office_on_both
    ((chat, text),) = office.run(at(WEDNESDAY), gone=(office.chat,))
    assert chat == office.offices_chat
    assert "以下单位没有绑定群，请代为转达：" in text
    assert office.run(at(WEDNESDAY + DAY)) == []


def test_what_the_office_gets_later_in_the_day_is_edited_into_its_message(office_on_both: DayOffice) -> None:
    office = office_on_both
    with office.database.transaction() as session:
        finance = make_finance(office, session)
    said = office.run(at(WEDNESDAY), gone=(office.chat,))
    assert [chat for chat, _ in said] == [office.offices_chat]
    ((chat, text),) = office.edited
    assert chat == office.offices_chat
    assert "县住建局" in text
    assert finance in text
    assert office.run(at(WEDNESDAY + DAY)) == []


def make_finance(office: DayOffice, session: Session) -> str:
    """Give a unit without a chat a task that is due on the same day."""
    unit = make_unit(session, session.get_one(Region, office.region), "县财政局")
    office.add_task(session, unit)
    return unit.name


def test_a_chat_that_was_left_before_is_not_written_to(office: DayOffice) -> None:
    with office.database.transaction() as session:
        session.get_one(Chat, office.chat).left_at = at(STORED)
    assert [chat for chat, _ in office.run(at(WEDNESDAY))] == [office.offices_chat]


def test_a_clock_that_is_set_back_plans_nothing_twice(office_on_both: DayOffice) -> None:
    office = office_on_both
    assert len(office.run(at(WEDNESDAY))) == 1
    for day in (WEDNESDAY - DAY, WEDNESDAY - timedelta(days=30), WEDNESDAY, WEDNESDAY + DAY):
        assert [text for chat, text in office.run(at(WorkCalendar().on_or_after(day))) if "7天" in text] == []


def test_what_was_sent_late_before_the_clock_was_set_back_is_not_owed_again(
    office_on_both: DayOffice,
) -> None:
    office = office_on_both
    assert len(office.run(at(WEDNESDAY + DAY))) == 1
    assert [office.run(at(WEDNESDAY + days * DAY)) for days in range(3)] == [[], [], []]


def test_what_comes_after_the_days_messages_waits_for_its_next_stage(office: DayOffice) -> None:
    office.act(Status.DONE, at(STORED))
    assert office.run(at(WEDNESDAY)) == []
    with office.database.transaction() as session:
        make_finance(office, session)
    assert office.run(at(WEDNESDAY, 10)) == []


def test_of_a_paused_plan_nothing_leaves(office: DayOffice) -> None:
    office.tick(at(WEDNESDAY))
    with office.database.transaction() as session:
        session.get_one(Plan, office.plan).state = Watch.PAUSED
    office.tick(at(WEDNESDAY, minute=31))
    assert office.deliver(at(WEDNESDAY, minute=32)) == []


def test_the_weeks_summary_stands_first_in_the_offices_message(office_on_both: DayOffice) -> None:
    office = office_on_both
    office.bind(None)
    office.tell = lambda session, monday: Told(f"【周报】{monday}", "week:1:2020-09-21:2020-09-27")
    monday = date(2020, 9, 28)
    said = office.run(at(monday))
    assert [chat for chat, _ in said if chat != office.chat] == [office.offices_chat, 3] * 2
    texts = [text for chat, text in said if chat == 3]
    assert texts[0].startswith("东至县领导 · 9月28日周一\n\n【周报】2020-09-28")
    assert texts[1] == "week:1:2020-09-21:2020-09-27"
    assert office.run(at(monday, 9)) == []
    assert [text for _, text in office.run(at(monday + DAY)) if "周报" in text] == []


def test_a_summary_that_could_not_leave_on_monday_leaves_the_day_after(office: DayOffice) -> None:
    office.tell = lambda session, monday: Told(f"【周报】{monday}")
    monday = date(2020, 9, 28)
    office.tick(at(monday))
    said = office.run(at(monday + DAY))
    assert [chat for chat, text in said if "【周报】2020-09-28" in text] == [office.offices_chat]


def test_after_a_week_off_the_summary_comes_on_the_first_working_day(office: DayOffice) -> None:
    office.tell = lambda session, monday: Told(f"【周报】{monday}")
    for day in range(1, 9):
        assert office.run(at(date(2020, 10, day))) == []
    assert "【周报】2020-10-05" in "".join(text for _, text in office.run(at(date(2020, 10, 9))))


def test_what_was_planned_before_a_long_stop_is_not_lost(office_on_both: DayOffice) -> None:
    office = office_on_both
    office.act(Status.DONE, at(STORED))
    with office.database.transaction() as session:
        office.add_task(session, session.get_one(Unit, office.unit), date(2020, 11, 11))
        NoticeRepository(session, office.region).set_planned_until(date(2020, 10, 11))
    office.tick(at(date(2020, 10, 12)))
    assert office.rows(NoticeState.PLANNED)
    ((chat, text),) = office.run(at(date(2020, 10, 23)))
    assert chat == office.chat
    assert "11月11日周三，还有19天 · 主管：县政府办公室\n   本应10月12日提醒" in text


def test_what_waited_to_be_added_over_night_is_told_in_the_next_message(office_on_both: DayOffice) -> None:
    office = office_on_both
    with office.database.transaction() as session:
        make_finance(office, session)
    office.tick(at(WEDNESDAY))
    office.deliver(at(WEDNESDAY), gone=(office.chat,))
    office.tick(at(WEDNESDAY, 9))
    assert office.deliver(at(WEDNESDAY, 9), away=True) == []
    ((chat, text),) = office.run(at(WEDNESDAY + DAY))
    assert chat == office.offices_chat
    assert "县住建局" in text
    assert office.edited == []
