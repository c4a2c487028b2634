"""Figures of progress and the assignments behind them: what a button says lists as many as it shows."""

import random
import re
from datetime import datetime

import pytest
from sqlalchemy import func, select, update

from data.clock import ZONE
from data.database import Database
from data.models import Assignment, Milestone, Plan, Region, Unit
from data.statuses import FINISHED, Status
from handlers.answers.values import Answer, Trouble
from handlers.conversation import respond
from handlers.message import ChatRole, Incoming, Reply, Seat
from handlers.services import Services
from handlers.understanding.query import Intent

NOW = datetime(2020, 9, 24, 12, tzinfo=ZONE)
LEADERS = {name: Seat(ChatRole.LEADERS, name) for name in ("东至县", "州", "南昌经开区", "从化区", "某区")}


@pytest.fixture
def services(sample_database: Database) -> Services:
    """The samples, with statuses as they fall."""
    chance = random.Random(9)
    with sample_database.transaction() as session:
        keys = session.scalars(select(Assignment.id).order_by(Assignment.id)).all()
        session.execute(
            update(Assignment), [{"id": key, "status": chance.choice(list(Status))} for key in keys]
        )
    return Services(sample_database)


def ask(services: Services, text: str, seat: Seat = LEADERS["东至县"]) -> Reply:
    return respond(Incoming(text=text, seat=seat, now=NOW), services)


def answer_of(reply: Reply) -> Answer:
    assert reply.answer is not None
    return reply.answer


QUESTIONS = (
    "完成率",
    "本月完成率",
    "还有几项没办结",
    "9月底前还有几项没办结",
    "10月完成率",
    "今年完成率",
    "已经办结了多少",
    "待审核的有几项",
    "逾期率是多少",
    "how many are not done",
    "how many are done this month",
)


@pytest.mark.parametrize("region", LEADERS)
@pytest.mark.parametrize("question", QUESTIONS)
def test_each_button_lists_as_many_as_its_figure(services: Services, region: str, question: str):
    seat = LEADERS[region]
    reply = ask(services, question, seat)
    answer = answer_of(reply)
    assert answer.counts is not None
    buttons = [choice for choice in reply.choices if re.search(r"\d+$", choice.label)]
    states = sum(
        int(choice.label.split()[-1].lstrip("待审核已退回未开始进行中办结"))
        for choice in buttons
        if is_state(choice.label)
    )
    assert states == answer.counts.total
    for choice in buttons:
        figure = int(re.findall(r"\d+", choice.label)[-1])
        listed = ask(services, choice.says, seat)
        behind = answer_of(listed)
        assert (choice.says, behind.query.intent, len(behind.tasks)) == (choice.says, Intent.PROGRESS, figure)
        assert len(set(listed.assignments)) == figure
        assert {entry.unit for entry in behind.tasks} - {None}


def is_state(label: str) -> bool:
    names = ("待审核", "已退回", "未开始", "进行中", "已办结", "Under", "Returned", "Not", "In", "Done")
    return label.startswith(names)


@pytest.mark.parametrize(
    "question", ["县财政局还有几项没办结", "县财政局完成率", "县财政局、县住建局完成率", "各乡镇完成率"]
)
def test_the_buttons_of_units_list_as_many_too(services: Services, question: str):
    reply = ask(services, question)
    buttons = [choice for choice in reply.choices if re.search(r"\d+$", choice.label)]
    assert buttons
    for choice in buttons:
        behind = answer_of(ask(services, choice.says))
        assert len(behind.tasks) == int(re.findall(r"\d+", choice.label)[-1]), choice.says


def test_figures_equal_a_count_by_hand(services: Services):
    with services.database.read() as session:
        region = session.scalar(select(Region.id).where(Region.name == "南昌经开区"))
        rows = session.execute(
            select(Assignment.status, Assignment.due, Milestone.soft)
            .join(Milestone, Milestone.id == Assignment.milestone_id)
            .where(Assignment.region_id == region, Assignment.due.is_not(None))
        ).all()
    counts = answer_of(ask(services, "完成率", LEADERS["南昌经开区"])).counts
    assert counts is not None
    assert counts.total == sum(status is not Status.VOID for status, _, _ in rows)
    assert counts.done == sum(status is Status.DONE for status, _, _ in rows)
    late = [1 for status, due, soft in rows if status not in FINISHED and due < NOW.date() and not soft]
    assert counts.overdue == len(late)
    assert counts.rate == round(counts.done / counts.total, 4)


def test_what_one_asks_for_is_said_first(services: Services):
    reply = ask(services, "待审核的有几项")
    counts = answer_of(reply).counts
    assert counts is not None
    assert reply.text.startswith(f"东至县待审核{counts.submitted}项次，占{counts.total}项次的")
    assert all(entry.unit is None for entry in answer_of(reply).tasks)
    assert ask(services, "逾期率").text.startswith(f"东至县逾期{counts.overdue}项次")


def test_who_has_not_reported_is_late_or_nearly_and_has_said_nothing(services: Services):
    answer = answer_of(ask(services, "谁还没报"))
    assert answer.tasks
    for entry in answer.tasks:
        assert entry.status == "pending"
        assert entry.days_left is not None
        assert entry.days_left <= 14
    with services.database.read() as session:
        silent = session.scalar(
            select(func.count())
            .select_from(Assignment)
            .join(Plan, Plan.id == Assignment.plan_id)
            .where(Plan.key == "dongzhi-2020", Assignment.status == Status.PENDING)
            .where(Assignment.due <= datetime(2020, 10, 8, tzinfo=ZONE).date())
        )
    assert len(answer.tasks) == silent
    assert len({entry.unit for entry in answer.tasks}) == int(
        re.search(r"还没报的单位(\d+)个", ask(services, "谁还没报").text)[1]
    )


def test_of_an_item_its_units_that_have_not_reported_are_named(services: Services):
    reply = ask(services, "第9项谁还没报")
    silent = [one.unit for one in answer_of(reply).statuses if one.status == "pending"]
    assert silent
    assert reply.text.startswith(f"第9项还有{len(silent)}个单位没报：")
    assert all(unit in reply.text for unit in silent)


def test_the_second_line_can_be_asked_about(services: Services):
    first = answer_of(ask(services, "逾期的项次"))
    follow = respond(
        Incoming(text="第2个详细说说", seat=LEADERS["东至县"], now=NOW, before=first.query), services
    )
    assert answer_of(follow).tasks[0].task_id == first.tasks[1].task_id


def test_a_list_of_all_units_is_not_for_a_units_chat(services: Services):
    seat = Seat(ChatRole.UNIT, "东至县", "县信访局")
    for text in ("谁还没报", "全县逾期的项次"):
        assert answer_of(ask(services, text, seat)).trouble is Trouble.NO_RANKING
    own = answer_of(ask(services, "待审核的项次", seat))
    assert own.trouble is None
    assert {entry.unit for entry in own.tasks} == {"县信访局"}
    supervisor = Seat(ChatRole.UNIT, "东至县", "县财政局")
    assert "县财政局（本群单位）主管的" in ask(services, "全县未开始的项次", supervisor).text
    office = Seat(ChatRole.UNIT, "东至县", "县政府办公室")
    assert answer_of(ask(services, "谁还没报", office)).tasks


def test_what_is_overseen_is_counted_where_it_is_asked_for(services: Services):
    with services.database.read() as session:
        unit = session.scalar(select(Unit.name).where(Unit.name == "县政府办公室"))
    answer = answer_of(ask(services, f"{unit}主管的任务完成率"))
    assert answer.counts is not None
    assert answer.counts.total > 100
    buttons = [
        choice for choice in ask(services, f"{unit}主管的任务完成率").choices if "逾期" in choice.label
    ]
    for choice in buttons:
        assert len(answer_of(ask(services, choice.says)).tasks) == answer.counts.overdue


def test_a_follow_up_keeps_what_is_asked_for(services: Services):
    before = answer_of(ask(services, "县财政局待审核的项次")).query
    said = Incoming(text="县住建局呢", seat=LEADERS["东至县"], now=NOW, before=before)
    query = answer_of(respond(said, services)).query
    assert (query.each, query.statuses) == (True, frozenset({"submitted"}))
    assert [unit.name for unit in query.units] == ["县住建局"]
