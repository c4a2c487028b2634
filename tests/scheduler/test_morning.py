"""What the operator reads in the morning: figures that add up, and what needs a person."""

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from day_office import STORED, WEDNESDAY, DayOffice, at
from sqlalchemy import select

from data.database import Database, open_database
from data.dates.workdays import DAY
from data.models import Chat, Notice, NoticeKind, NoticeState, Person
from data.repositories.operations import OperationsRepository
from data.statuses import Status
from data.wording.operator import DayFigures, ListedNotice, Morning, say_morning
from scheduler.morning import count_day, report_morning, tell_gone
from scheduler.outbox import Outbox

OPERATOR, STRANGER = 1, 2


@pytest.fixture
def office(sqlite_template: Path, tmp_path: Path) -> Iterator[DayOffice]:
    shutil.copy(sqlite_template, tmp_path / "duban.db")
    database = open_database(f"sqlite:///{tmp_path / 'duban.db'}")
    yield started(DayOffice(database))
    database.close()


@pytest.fixture
def office_on_both(database: Database) -> DayOffice:
    return started(DayOffice(database))


def started(office: DayOffice) -> DayOffice:
    with office.database.transaction() as session:
        session.add(Person(telegram_id=OPERATOR, name="管理员", started_at=at(STORED)))
        session.add(Person(telegram_id=STRANGER, name="路人", started_at=None))
    return office


def report(office: DayOffice, day: date = WEDNESDAY + DAY, hour: int = 8) -> list[str]:
    """Let the morning come; return what the operator is owed."""
    with office.database.transaction() as session:
        report_morning(session, (OPERATOR, STRANGER), at(day, hour, 0))
    with office.database.read() as session:
        told = session.scalars(select(Notice).where(Notice.kind == NoticeKind.OPERATOR, Notice.day == day))
        return [row.payload["text"] for row in told]


def figures(office: DayOffice, day: date = WEDNESDAY) -> DayFigures:
    with office.database.read() as session:
        return count_day(day, OperationsRepository(session).of_day(day))


def test_it_comes_also_when_all_is_equal_and_once_a_day(office_on_both: DayOffice) -> None:
    office = office_on_both
    office.run(at(WEDNESDAY))
    assert report(office) == ["昨天（9月23日周三）应发1条，已发1条。"]
    assert len(report(office, hour=9)) == 1


def test_a_day_without_messages_is_said_too(office: DayOffice) -> None:
    assert report(office, date(2020, 9, 28)) == ["昨天（9月27日周日）没有应发的消息。"]


def test_after_a_stop_it_says_from_when_to_when(office_on_both: DayOffice) -> None:
    office = office_on_both
    report(office, WEDNESDAY)
    office.run(at(WEDNESDAY))
    assert report(office, WEDNESDAY + 5 * DAY) == [
        "程序停过：9月23日周三08:30之后没有运行过的记录，今天08:00恢复。"
        "应发而没发的，下一次发送时补发，每个群一条，注明“补发”。"
    ]


def test_what_was_caught_up_before_the_report_is_counted(office: DayOffice) -> None:
    report(office, WEDNESDAY - DAY)
    office.run(at(WEDNESDAY + DAY, 10))
    (text,) = report(office, WEDNESDAY + DAY, hour=10)
    assert "9月22日周二08:00之后没有运行过的记录，今天10:00恢复。今天已补发1条" in text


def test_what_was_taken_back_was_not_owed(office: DayOffice) -> None:
    office.tick(at(WEDNESDAY))
    office.act(Status.DONE, at(WEDNESDAY, 9))
    office.tick(at(WEDNESDAY, 9))
    assert figures(office).planned == 0


def test_what_did_not_leave_is_told_before_and_after_it_is_planned_anew(office_on_both: DayOffice) -> None:
    office = office_on_both
    office.tick(at(WEDNESDAY))
    office.deliver(at(WEDNESDAY), away=True)
    assert figures(office) == DayFigures(WEDNESDAY, waiting=1)
    office.run(at(WEDNESDAY + DAY))
    assert figures(office) == DayFigures(WEDNESDAY, carried=1)
    assert figures(office, WEDNESDAY + DAY) == DayFigures(WEDNESDAY + DAY, sent=1, late=1)


def test_what_left_hours_after_it_should_is_late(office: DayOffice) -> None:
    office.run(at(WEDNESDAY, 11))
    assert figures(office) == DayFigures(WEDNESDAY, sent=1, late=1)


def test_doubts_are_listed_with_a_button_to_send_again(office: DayOffice) -> None:
    office.tick(at(WEDNESDAY))
    with office.database.transaction() as session:
        outbox = Outbox(session, "me")
        for _ in range(2):
            (claimed,) = outbox.claim(at(WEDNESDAY), 1)
            outbox.doubt(claimed, at(WEDNESDAY), "没有收到答复")
    (text,) = report(office)
    assert "应发1条，已发0条，1条不知是否送达。" in text
    assert "不知是否送达：\n1. 群-2，9月23日：县住建局 · 9月23日周三（没有收到答复）" in text
    with office.database.read() as session:
        row = session.scalars(select(Notice).where(Notice.key == f"day:{office.chat}:2020-09-23:1")).one()
        told = session.scalars(select(Notice).where(Notice.kind == NoticeKind.OPERATOR)).one()
    assert told.payload["offers"] == [{"label": "重发", "says": f"/resend {row.id}"}]


def test_a_chat_that_is_gone_is_told_on_the_same_day_once(office_on_both: DayOffice) -> None:
    office = office_on_both
    with office.database.transaction() as session:
        session.get_one(Chat, office.chat).left_at = at(WEDNESDAY, 9)
    for minute in (1, 2):
        with office.database.transaction() as session:
            assert tell_gone(session, (OPERATOR,), at(WEDNESDAY, 9, minute)) == 2 - minute
    (text,) = report(office)
    assert "发不进去的群（催办已改发督办机构）：东至县 县住建局。" in text


def test_the_words_name_what_needs_a_person() -> None:
    listed = tuple(
        ListedNotice(n, WEDNESDAY, "住建局群", "县住建局 · 9月23日周三", "没有答复", n < 3)
        for n in range(1, 5)
    )
    figures = DayFigures(WEDNESDAY, sent=6, late=2, unknown=2, failed=2, carried=1, waiting=1)
    text, offers = say_morning(
        Morning(WEDNESDAY + DAY, figures, listed, ("东至县 县财政局",), (("某区", 3),), 2027)
    )
    assert text.splitlines()[0] == (
        "昨天（9月23日周三）应发12条，已发6条（其中2条晚发），2条不知是否送达，2条未能送达，"
        "1条没能发出、内容今天补发，1条还在等待发送。"
    )
    assert "某区今天有3项提醒没有群可发：单位和督办机构都没有绑定群。" in text
    assert "还没有2027年的节假日安排" in text
    assert [offer.label for offer in offers] == ["1 重发", "2 重发", "3 重发", "4 重发"]
    assert figures.planned == 12


def test_what_is_older_than_a_week_is_asked_about_no_more(office: DayOffice) -> None:
    office.tick(at(WEDNESDAY))
    with office.database.transaction() as session:
        (claimed,) = Outbox(session, "me").claim(at(WEDNESDAY), 1)
        Outbox(session, "me").fail(claimed, "内容被拒绝")
    assert "内容被拒绝" in report(office)[0]
    assert "内容被拒绝" not in report(office, WEDNESDAY + timedelta(days=8))[0]
    assert figures(office) == DayFigures(WEDNESDAY, failed=1)
    assert office.rows(NoticeState.FAILED)
