"""Questions about the sample plans whose answers are more than a set of tasks."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from data.clock import ZONE
from data.database import open_database
from handlers.conversation import respond
from handlers.message import ChatRole, Incoming, Reply, Seat
from handlers.services import Services
from handlers.understanding.query import Intent

NOW = datetime(2020, 12, 10, 12, tzinfo=ZONE)
TELEGRAM_UNITS = 4096


@pytest.fixture(scope="module")
def services(sample_file: Path) -> Iterator[Services]:
    database = open_database(f"sqlite:///{sample_file}")
    yield Services(database)
    database.close()


def ask(text: str, services: Services, region: str | None = "东至县", unit: str | None = None) -> Reply:
    return respond(Incoming(text, Seat(ChatRole.OPERATOR, region, unit), NOW), services)


def items(reply: Reply) -> set[str]:
    assert reply.answer is not None
    return {task.item for task in reply.answer.tasks}


@pytest.mark.parametrize(
    "text", ["政府网站规范化那几项是谁负责", "政府网站规范化什么时候完成", "政府网站规范化工作的具体内容"]
)
def test_a_phrase_of_a_heading_means_all_of_its_rows(text: str, services: Services) -> None:
    assert items(ask(text, services)) == {"18", "19"}


@pytest.mark.parametrize("text", ["区工管办（宣传）负责哪些", "区工管办宣传有哪些任务"])
def test_a_unit_with_its_part_has_the_tasks_of_that_part(text: str, services: Services) -> None:
    reply = ask(text, services, "南昌经开区")
    assert items(reply) == {"5", "12", "13", "14", "16", "17", "24", "27"}
    assert reply.text.startswith("区工管办（宣传）任务共8项")


def test_a_part_alone_is_named_with_its_unit(services: Services) -> None:
    reply = ask("行政服务中心有哪些任务", services, "南昌经开区")
    assert items(reply) == {"1", "2", "15", "22", "23"}
    assert reply.text.startswith("区工管办（行政服务中心）")


def test_progress_of_a_part_is_that_of_the_whole_unit(services: Services) -> None:
    part, whole = (ask(f"{unit}完成率", services, "南昌经开区") for unit in ("区工管办（宣传）", "区工管办"))
    assert part.text == whole.text


@pytest.mark.parametrize(
    "text", ["哪些单位逾期最多", "哪个单位逾期最多", "各单位逾期排名", "which units are most overdue"]
)
def test_units_are_compared_by_what_is_overdue(text: str, services: Services) -> None:
    reply = ask(text, services)
    assert reply.answer is not None
    assert reply.answer.query.intent is Intent.PROGRESS
    late = [unit.overdue for unit in reply.answer.ranking]
    assert late[0] == 7
    assert late == sorted(late, reverse=True)


def test_no_unit_sees_how_the_others_do(services: Services) -> None:
    reply = ask("哪个单位逾期最多", services, unit="县财政局")
    assert reply.answer is not None
    assert not reply.answer.ranking
    assert "只在督办机构和领导的群里看" in reply.text


def test_what_is_open_is_listed_behind_the_figures_the_late_first(services: Services) -> None:
    reply = ask("还有哪些没办结", services)
    assert reply.answer is not None
    assert "32件中还有32件没办结" in reply.text
    days = [task.due for task in reply.answer.tasks if task.due is not None]
    assert len(days) == len(reply.answer.tasks) == 32
    assert days == sorted(days)


def test_an_item_of_many_scopes_is_told_once(services: Services) -> None:
    reply = ask("第1项有哪些领域", services, "州")
    assert reply.text.count("各县市人民政府和乡镇") + reply.text.count("责任单位") == 1
    assert "18. 税收管理：州税务局" in reply.text
    assert not reply.more


def test_a_text_that_says_quarterly_beside_another_deadline_is_mentioned(services: Services) -> None:
    reply = ask("每季度要做的有哪些", services)
    assert items(reply) == set()
    assert "第36项" in reply.text
    assert "持续推进" in reply.text


@pytest.mark.parametrize("text", ["东至县有哪些逾期的任务", "东至有哪些逾期的"])
def test_the_name_of_the_region_means_all_of_it(text: str, services: Services) -> None:
    reply = ask(text, services, unit="县政务信息中心")
    assert items(reply) >= {"1", "2", "33"}


def test_a_subject_that_no_plan_prints_is_said_as_it_was_typed(services: Services) -> None:
    assert "“无人机巡查”" in ask("无人机巡查谁负责", services).text


@pytest.mark.parametrize(
    "text",
    [
        "县" * 10000,
        "第1项" * 3000,
        "🙂" * 5000,
        "\u202e\u200f县住建局本月任务\x00",
        "'; DROP TABLE task; --",
        "<script>alert(1)</script>",
        "。。。！！！",
        "第99999999999999999999项谁负责",
        "9999年99月",
        "（" * 9999,
    ],
    ids=["long", "items", "pictures", "marks", "sql", "html", "signs", "number", "date", "brackets"],
)
@pytest.mark.parametrize("region", ["东至县", None])
def test_whatever_is_typed_gets_an_answer_that_fits(
    text: str, region: str | None, services: Services
) -> None:
    reply = ask(text, services, region)
    assert reply.text
    assert all(len(page.encode("utf-16-le")) // 2 <= TELEGRAM_UNITS for page in (reply.text, *reply.more))
