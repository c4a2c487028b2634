"""What `duban doctor` finds, and how it says to mend it."""

import os
import socket
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from factories import make_plan, make_region, make_unit
from sqlalchemy import make_url

from bot.checks.finding import Finding, Grade
from bot.checks.machine import check_backups, check_calendar, check_disk, check_fonts
from bot.checks.network import check_proxy, check_skew
from bot.checks.office import check_chats, check_notices, check_planned, check_plans, check_scheduler
from bot.checks.people import check_people
from bot.checks.policies import check_policies
from bot.config import Config, RegionSettings
from data.clock import FixedClock
from data.database import Database
from data.dates.workdays import WorkCalendar, last_known_year
from data.models import NoticeKind, NoticeState, Watch
from data.owing import Letter, Recipient, owe
from data.repositories.chats import ChatRepository
from data.repositories.leases import SCHEDULER, LeaseRepository
from data.repositories.people import Name, PeopleRepository


def grades(findings: list[Finding]) -> list[tuple[str, Grade]]:
    return [(found.what, found.grade) for found in findings]


def test_who_has_not_started_the_bot_is_named(database: Database, clock: FixedClock) -> None:
    config = Config(
        folder=Path("/"),
        operators=(1, 2, 3),
        regions={"东至县": RegionSettings(leaders=(4,)), "西至县": RegionSettings(leaders=(5,))},
    )
    with database.transaction() as session:
        make_region(session)
        people = PeopleRepository(session)
        people.store(Name(1, "张三"), started_at=clock.now())
        people.store(Name(2, "李四"))
        people.store(Name(4, "王五"), started_at=clock.now())
    with database.read() as session:
        operators, leaders, unknown = check_people(session, config)
    assert operators.grade is Grade.DOUBT
    assert "李四（2）、3" in operators.says
    assert "张三" not in operators.says
    assert "/start" in operators.advice
    assert (leaders.what, leaders.grade) == ("东至县领导", Grade.GOOD)
    assert (unknown.what, unknown.grade) == ("地区 西至县", Grade.DOUBT)


def test_only_open_plans_need_an_office(database: Database, clock: FixedClock) -> None:
    with database.transaction() as session:
        region = make_region(session)
        make_plan(session, region, key="watched", office_id=make_unit(session, region).id)
        make_plan(session, region, key="open")
        make_plan(session, region, key="closed", state=Watch.CLOSED)
    with database.read() as session:
        assert grades(list(check_plans(session, clock.now().date()))) == [("方案 open", Grade.DOUBT)]


def test_the_process_that_plans_and_delivers_is_named(database: Database, clock: FixedClock) -> None:
    now = clock.now()
    with database.transaction() as session:
        assert check_scheduler(session, now).grade is Grade.DOUBT
        keeping = LeaseRepository(session)
        assert keeping.take(SCHEDULER, "host/7/a", now, timedelta(seconds=60))
        found = check_scheduler(session, now)
        assert (found.grade, "host/7/a" in found.says) == (Grade.GOOD, True)
        assert check_scheduler(session, now + timedelta(minutes=2)).grade is Grade.DOUBT


def test_a_region_that_is_planned_beyond_today_is_named(database: Database) -> None:
    with database.transaction() as session:
        make_region(session, "从化区", planned_until=date(2020, 9, 10))
        make_region(session, planned_until=date(2021, 9, 10))
        (found,) = check_planned(session, date(2020, 9, 10))
    assert (found.what, found.grade) == ("安排 东至县", Grade.DOUBT)


def test_a_chat_that_was_left_is_named(database: Database, clock: FixedClock) -> None:
    with database.transaction() as session:
        chats = ChatRepository(session)
        unit = make_unit(session, make_region(session))
        chats.bind_unit(chats.chat(-5, title="住建局工作群"), unit, by="张三", now=clock.now())
        assert list(check_chats(session)) == []
        chats.left(-5, clock.now())
        (found,) = check_chats(session)
    assert "东至县 县住建局" in found.what
    assert "住建局工作群" in found.says


@pytest.mark.parametrize(
    ("state", "age", "grade", "says"),
    [
        (NoticeState.PLANNED, timedelta(hours=1), Grade.GOOD, "待发 1 条"),
        (NoticeState.PLANNED, timedelta(days=2), Grade.DOUBT, "最早的一条 2020-09-08 12:00"),
        (NoticeState.UNKNOWN, timedelta(hours=1), Grade.DOUBT, "不知是否送达 1 条"),
        (NoticeState.FAILED, timedelta(hours=1), Grade.DOUBT, "未能送达 1 条"),
        (NoticeState.SENT, timedelta(days=2), Grade.GOOD, "待发 0 条"),
    ],
)
def test_what_does_not_leave_is_told(
    database: Database, clock: FixedClock, state: NoticeState, age: timedelta, grade: Grade, says: str
) -> None:
    now = clock.now()
    with database.transaction() as session:
        notice = owe(
            session,
            "key",
            NoticeKind.OPERATOR,
            Recipient(person=1),
            Letter("早"),
            day=now.date(),
            now=now - age,
        )
        assert notice is not None
        notice.state = state
        session.flush()
        (found,) = check_notices(session, now)
    assert found.grade is grade
    assert says in found.says


def test_next_years_calendar_is_asked_for_from_november_on() -> None:
    year = last_known_year()
    assert check_calendar(WorkCalendar(), date(year, 10, 31)).grade is Grade.GOOD
    found = check_calendar(WorkCalendar(), date(year, 11, 1))
    assert found.grade is Grade.DOUBT
    assert str(year + 1) in found.says
    own = WorkCalendar(days_off=frozenset({date(year + 1, 10, 1)}))
    assert check_calendar(own, date(year, 11, 1)).grade is Grade.GOOD


def test_the_carried_font_can_be_read() -> None:
    assert check_fonts().grade is Grade.GOOD


def test_an_old_backup_is_doubted_and_a_fresh_one_is_not(tmp_path: Path, clock: FixedClock) -> None:
    place, now = make_url(f"sqlite:///{tmp_path / 'duban.db'}"), clock.now()
    (tmp_path / "duban.db").touch()

    def checked() -> Grade:
        (found,) = check_backups(place, tmp_path, now)
        return found.grade

    assert checked() is Grade.DOUBT
    (tmp_path / "backup").mkdir()
    for name, days, grade in (("old.db", 20, Grade.DOUBT), ("fresh.db", 2, Grade.GOOD)):
        path = tmp_path / "backup" / name
        path.touch()
        made = (now - timedelta(days=days)).timestamp()
        os.utime(path, (made, made))
        assert checked() is grade


def test_the_room_is_that_of_the_databases_folder(tmp_path: Path) -> None:
    found = check_disk(make_url(f"sqlite:///{tmp_path / 'not yet' / 'duban.db'}"), Path("/"))
    assert str(tmp_path) in found.says


@pytest.mark.parametrize("stored", [False, True])
def test_where_copies_of_proof_cannot_be_laid_is_told_if_a_region_wants_them(
    database: Database, tmp_path: Path, *, stored: bool
) -> None:
    wanted = {"keep_proof": True}
    regions = {} if stored else {"东至县": RegionSettings.model_validate({"reports": wanted})}
    config = Config(folder=Path("/"), regions=regions)
    (tmp_path / "file").touch()
    with database.transaction() as session:
        make_region(session, "从化区")
        assert list(check_policies(session, config, tmp_path / "file")) == []
        make_region(session, policies={"reports": wanted} if stored else {})
        assert grades(list(check_policies(session, config, tmp_path / "not yet"))) == [
            ("佐证副本", Grade.GOOD)
        ]
        (found,) = check_policies(session, config, tmp_path / "file" / "proofs")
    assert found.grade is Grade.BAD
    assert "state =" in found.advice
    assert not (tmp_path / "not yet").exists()


def test_what_is_stored_for_a_region_and_does_not_fit_is_told(database: Database, tmp_path: Path) -> None:
    with database.transaction() as session:
        make_region(session, policies={"nudges": {"at": "half past"}})
        (found,) = check_policies(session, Config(folder=Path("/")), tmp_path)
    assert (found.what, found.grade) == ("设置 东至县", Grade.BAD)


def test_a_proxy_that_nobody_listens_at_is_told_without_its_password() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        proxy = f"socks5://me:pass-7@127.0.0.1:{port}"
        assert check_proxy(proxy, ("pass-7",)).grade is Grade.GOOD
    found = check_proxy(proxy, ("pass-7",))
    assert found.grade is Grade.BAD
    assert "pass-7" not in found.says
    assert "proxy" in found.advice


@pytest.mark.parametrize(
    ("seconds", "grade", "says"),
    [(5, Grade.GOOD, "一致"), (300, Grade.BAD, "快 300 秒"), (-300, Grade.BAD, "慢 300 秒")],
)
def test_a_clock_that_is_wrong_is_told(clock: FixedClock, seconds: int, grade: Grade, says: str) -> None:
    there: datetime = clock.now()
    found = check_skew(there + timedelta(seconds=seconds), there)
    assert found.grade is grade
    assert says in found.says
