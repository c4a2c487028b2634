"""Questions about phases other than the running one, and about what another region has."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from data.clock import ZONE
from data.database import open_database
from handlers.conversation import respond
from handlers.message import ChatRole, Incoming, Seat
from handlers.services import Services

NOW = datetime(2020, 10, 25, 12, tzinfo=ZONE)


@pytest.fixture(scope="module")
def services(sample_file: Path) -> Iterator[Services]:
    database = open_database(f"sqlite:///{sample_file}")
    yield Services(database)
    database.close()


def ask(services: Services, text: str, follows: str | None = None, unit: str | None = "县住建局"):
    seat = Seat(ChatRole.UNIT if unit else ChatRole.OPERATOR, "东至县", unit)
    return respond(Incoming(text=text, seat=seat, now=NOW, follows=follows), services)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("现在是哪个阶段", "基础搭建阶段"),
        ("目前处于第几阶段，到什么时候结束", "基础搭建阶段"),
        ("下一个阶段什么时候开始", "规范提升阶段"),
        ("When does the next phase start?", "规范提升阶段"),
        ("第三阶段是什么时候", "全面推进阶段"),
        ("第4个阶段", "巩固深化阶段"),
        ("全面推进阶段到什么时候", "全面推进阶段"),
        ("最后一个阶段什么时候结束", "巩固深化阶段"),
        ("一共有几个阶段", "基础搭建阶段"),
    ],
)
def test_the_phase_that_is_asked_for_is_answered(services: Services, question: str, name: str) -> None:
    answer = ask(services, question).answer
    assert answer is not None
    assert answer.phase is not None
    assert answer.phase.name == name


@pytest.mark.parametrize("question", ["第五阶段什么时候", "上一阶段是什么"])
def test_a_phase_that_is_not_there_is_not_made_up(services: Services, question: str) -> None:
    reply = ask(services, question)
    assert reply.answer is not None
    assert reply.answer.phase is None
    assert "没有这个阶段" in reply.text


def test_all_phases_are_listed(services: Services) -> None:
    assert ask(services, "分为几个阶段").text.startswith("共4个阶段")


def test_another_regions_name_is_not_taken_for_this_chats_unit(services: Services) -> None:
    reply = ask(services, "从化区本月有哪些任务")
    assert reply.answer is not None
    assert reply.answer.tasks == ()
    assert "从化区不在东至县" in reply.text


def test_after_who_an_elliptic_question_is_about_the_chats_unit(services: Services) -> None:
    answer = ask(services, "有没有逾期的", follows="办事一本通谁负责").answer
    assert answer is not None
    assert answer.units == ("县住建局",)


def test_a_period_after_a_detail_asks_what_is_due_then(services: Services) -> None:
    answer = ask(services, "那下个月呢", follows="第12项具体内容").answer
    assert answer is not None
    assert answer.query.intent == "due"
    assert answer.period is not None
    assert str(answer.period.start) == "2020-11-01"
