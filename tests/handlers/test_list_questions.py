"""Questions about progress that ask for a list: newly done, put off, units without a chat."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from data.clock import ZONE
from data.database import Database
from data.models import Assignment, Decision, ExtensionRequest, Plan, Task, Unit
from data.statuses import Status
from handlers.answers.values import Trouble
from handlers.conversation import respond
from handlers.message import ChatRole, Incoming, Reply, Seat
from handlers.services import Services

NOW = datetime(2020, 11, 10, 9, tzinfo=ZONE)
LEADERS = Seat(ChatRole.LEADERS, "东至县")
UNIT = Seat(ChatRole.UNIT, "东至县", "县公安局")


@pytest.fixture
def services(sample_database: Database) -> Services:
    """县公安局 had item 9 accepted last week, 县财政局 item 7 the week before; two asked for a later date."""
    with sample_database.transaction() as session:

        def owed(unit: str, item: str) -> Assignment:
            return session.scalars(
                select(Assignment)
                .join(Unit, Unit.id == Assignment.unit_id)
                .join(Task, Task.id == Assignment.task_id)
                .join(Plan, Plan.id == Task.plan_id)
                .where(Unit.name == unit, Task.item == item, Plan.key == "dongzhi-2020")
            ).one()

        for unit, item, days in (("县公安局", "9", 6), ("县财政局", "7", 10)):
            done = owed(unit, item)
            for status in (Status.SUBMITTED, Status.DONE):
                done.move(status, NOW - timedelta(days=days))
        for unit, decision in (("县教体局", Decision.GRANTED), ("县司法局", Decision.OPEN)):
            session.add(
                ExtensionRequest(
                    assignment_id=owed(unit, "10").id,
                    former_due=date(2020, 10, 31),
                    until=date(2020, 11, 20),
                    reason="材料未齐",
                    asked_by="张三",
                    asked_at=NOW - timedelta(days=14),
                    decision=decision,
                )
            )
    return Services(sample_database)


def ask(services: Services, text: str, seat: Seat = LEADERS) -> Reply:
    return respond(Incoming(text=text, seat=seat, now=NOW), services)


def owners(reply: Reply) -> list[tuple[str | None, str]]:
    assert reply.answer is not None
    return [(entry.unit, entry.item) for entry in reply.answer.tasks]


@pytest.mark.parametrize(
    "text", ["上周新办结的有哪些", "上周谁办结了", "哪些任务上周办结了", "what was completed last week"]
)
def test_what_was_done_in_a_week_counts_by_the_day_of_acceptance(services: Services, text: str) -> None:
    assert owners(ask(services, text)) == [("县公安局", "9")]


def test_what_was_done_in_a_month(services: Services) -> None:
    reply = ask(services, "10月办结了哪些")
    assert owners(reply) == [("县财政局", "7")]
    assert "10月31日" in reply.text
    assert owners(ask(services, "本月办结了哪些")) == [("县公安局", "9")]
    assert owners(ask(services, "县财政局本月办结了哪些")) == []


def test_who_asked_for_a_later_date(services: Services) -> None:
    reply = ask(services, "谁申请了延期")
    assert sorted(owners(reply)) == [("县司法局", "10"), ("县教体局", "10")]
    assert "待批" in reply.text
    assert "已同意" in reply.text
    assert owners(ask(services, "哪些延期了")) == [("县教体局", "10")]
    assert owners(ask(services, "which tasks were extended")) == [("县教体局", "10")]


def test_units_without_a_chat_are_named(services: Services) -> None:
    reply = ask(services, "哪些单位还没有群")
    assert reply.answer is not None
    names = [one.unit for one in reply.answer.units_answer]
    assert {"县公安局", "尧渡镇人民政府"} <= set(names)
    assert len(names) == reply.answer.units_counted
    assert "县公安局" in reply.text


@pytest.mark.parametrize("text", ["哪些单位还没有群", "全县上周办结了哪些", "谁申请了延期"])
def test_a_unit_sees_no_list_of_all_units(services: Services, text: str) -> None:
    answer = ask(services, text, UNIT).answer
    assert answer is not None
    assert answer.trouble is Trouble.NO_RANKING or not {
        one for one, _ in owners(ask(services, text, UNIT))
    } - {"县公安局"}
    assert not answer.units_answer


def test_a_unit_sees_what_it_did_itself(services: Services) -> None:
    assert owners(ask(services, "我们上周办结了哪些", UNIT)) == [("县公安局", "9")]
