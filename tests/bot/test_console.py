"""The terminal as a transport."""

import re
from dataclasses import replace
from pathlib import Path
from unicodedata import east_asian_width

import pytest

from bot.console import COLUMNS, Talk, open_talk
from bot.seats import read_seat
from data.clock import FixedClock
from data.database import Database
from data.errors import UsageError
from handlers.message import ChatRole
from handlers.services import Services


@pytest.fixture
def services(sample_database: Database) -> Services:
    return Services(sample_database)


def talk(services: Services, clock: FixedClock, chat: str | None) -> Talk:
    return Talk(services, read_seat(chat, services), clock)


def columns(line: str) -> int:
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in line)


def test_a_number_presses_a_button(services: Services, clock: FixedClock) -> None:
    talking = talk(services, clock, "东至县/县住建局")
    first = talking.say("我们有哪些任务")
    assert "[1] 更多" in first
    second = talking.say("1")
    assert second != first
    assert talking.say("1") not in (first, second)


def test_a_number_without_a_button_is_a_message(services: Services, clock: FixedClock) -> None:
    assert talk(services, clock, "东至县/县住建局").say("9")


def test_commands_work_as_in_a_group(services: Services, clock: FixedClock) -> None:
    assert talk(services, clock, "东至县/住建局").say("/due").startswith("县住建局")
    assert "管理员" in talk(services, clock, "东至县/县住建局").say("/units")
    assert "县住建局" in talk(services, clock, "东至县/县政府办公室").say("/units")
    operator = talk(services, clock, None)
    assert "[1] 下一页" in operator.say("/units 东至县")
    assert "第 2/" in operator.say("1")
    assert "绑定码：" in operator.say("/code 东至县 县住建局")


def test_context_does_not_pass_from_one_chat_to_another(services: Services, clock: FixedClock) -> None:
    talk(services, clock, "东至县/县住建局").say("县财政局本月有哪些任务到期")
    assert talk(services, clock, "东至县/县住建局").say("那下个月呢").startswith("县财政局")
    assert not talk(services, clock, "东至县/县教体局").say("那下个月呢").startswith("县财政局")


@pytest.mark.parametrize("said", ["帮助", "我们有哪些任务", "第1项具体内容", "/weekly", "办事一本通谁负责"])
def test_nothing_is_wider_than_a_terminal(services: Services, clock: FixedClock, said: str) -> None:
    printed = talk(services, clock, "东至县/县住建局").say(said)
    assert max(map(columns, printed.split("\n"))) <= COLUMNS


def test_a_mistyped_command_is_told_what_there_is(services: Services, clock: FixedClock) -> None:
    assert "是不是 /due" in talk(services, clock, "东至县/县住建局").say("/dew 本月")


def test_the_files_of_an_answer_are_laid_out(services: Services, clock: FixedClock, tmp_path: Path) -> None:
    talking = replace(talk(services, clock, "东至县/领导"), folder=tmp_path / "var")
    found = re.search(r"\[(\d+)\] 图", talking.say("/weekly"))
    assert found is not None
    printed = talking.say(found[1])
    (file,) = (tmp_path / "var").iterdir()
    assert file.read_bytes().startswith(b"\x89PNG")
    assert f"已保存：{file}" in printed.replace("\n", "")


@pytest.mark.parametrize(
    ("chat", "role", "unit"),
    [
        (None, ChatRole.OPERATOR, None),
        ("东至县", ChatRole.OPERATOR, None),
        ("东至县/领导", ChatRole.LEADERS, None),
        ("东至县/住建局", ChatRole.UNIT, "县住建局"),
    ],
)
def test_the_chat_to_play_is_named(
    services: Services, chat: str | None, role: ChatRole, unit: str | None
) -> None:
    seat = read_seat(chat, services)
    assert (seat.role, seat.unit) == (role, unit)


@pytest.mark.parametrize("chat", ["西至县", "东至县/县水产局", "东至县/资源局"])
def test_a_chat_that_is_not_known_is_refused(services: Services, chat: str) -> None:
    with pytest.raises(UsageError):
        read_seat(chat, services)


def test_the_talk_ends_when_the_person_leaves(services: Services, clock: FixedClock) -> None:
    lines, written = iter(["本月有哪些任务到期", "", "退出", "never read"]), []
    open_talk(talk(services, clock, "东至县/县住建局"), read=lambda prompt: next(lines), write=written.append)
    assert next(lines) == "never read"
    assert "第2项" in written[-1]
