"""Conversations about the sample plans: what was said, and what is said back."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from data.assignments import refresh
from data.clock import ZONE
from data.database import Database, open_database
from data.models import Region, Unit
from handlers.commands import read_command
from handlers.conversation import respond
from handlers.message import ChatRole, Incoming, Reply, Seat
from handlers.services import Services
from tests.factories import make_milestone, make_plan, make_task

NOVEMBER = datetime(2020, 11, 10, 12, tzinfo=ZONE)
DONGZHI = Seat(ChatRole.OPERATOR, "东至县")
LEADERS = Seat(ChatRole.LEADERS, "东至县")
OFFICE = Seat(ChatRole.UNIT, "东至县", "县政府办公室")
HOUSING = Seat(ChatRole.UNIT, "东至县", "县住建局")
NOWHERE = Seat(ChatRole.OPERATOR)


@pytest.fixture(scope="module")
def services(sample_file: Path) -> Iterator[Services]:
    database = open_database(f"sqlite:///{sample_file}")
    yield Services(database)
    database.close()


def talk(services: Services, seat: Seat, *said: str) -> list[Reply]:
    """Say one thing after the other, each continuing what was understood before."""
    replies: list[Reply] = []
    for text in said:
        before = replies[-1].answer.query if replies and replies[-1].answer else None
        replies.append(respond(Incoming(text, seat, NOVEMBER, before=before), services))
    return replies


def first_lines(replies: list[Reply]) -> list[str]:
    return [reply.text.split("\n")[0] for reply in replies]


@pytest.mark.parametrize(
    ("seat", "dialogue"),
    [
        (
            DONGZHI,
            [
                ("县住建局本月有哪些任务到期", "县住建局本月（11月1日至11月30日）到期1项，另有1项可能涉及："),
                ("第2个谁负责", "第33项："),
                ("第1个呢", "第29项 汇总编制办事一本通"),
            ],
        ),
        (
            DONGZHI,
            [
                ("资源局有哪些任务", "请问指的是哪一个？"),
                ("县数据资源管理局", "县数据资源管理局任务共14项，另有8项可能涉及："),
            ],
        ),
        (
            NOWHERE,
            [
                ("财政局有哪些任务", "请问指的是哪一个？"),
                ("州 州财政局", "州财政局任务共1项，另有1项可能涉及："),
            ],
        ),
        (
            DONGZHI,
            [
                ("第29项谁负责", "第29项："),
                ("什么时候完成", "第29项：11月30日周一，还有20天"),
                ("主管单位呢", "第29项主管单位：县数据资源管理局"),
            ],
        ),
        (
            NOWHERE,
            [
                ("本月有哪些任务到期", "请问指的是哪一个？"),
                ("从化区", "从化区本月（11月1日至11月30日）到期3项："),
            ],
        ),
        (HOUSING, [("我们有没有逾期的", "县住建局（本群单位）逾期6项（截至11月10日）：")]),
        (LEADERS, [("有哪些逾期的任务", "东至县逾期8项（截至11月10日）：")]),
        (OFFICE, [("有哪些逾期的任务", "东至县逾期8项（截至11月10日）：")]),
        (OFFICE, [("我单位有没有逾期的", "县政府办公室（本群单位）没有逾期的任务（截至11月10日）。")]),
        (DONGZHI, [("区住建局有哪些任务", "区住建局不在东至县，这里查不到它的任务。")]),
        (DONGZHI, [("第99项谁负责", "没有找到第99项。")]),
        (DONGZHI, [("谢谢", "不客气。")]),
        (DONGZHI, [("你好", "您好，我在。问我任务和期限就行。")]),
    ],
    ids=lambda value: value[0][0] if isinstance(value, list) else None,
)
def test_dialogue(services: Services, seat: Seat, dialogue: list[tuple[str, str]]) -> None:
    replies = talk(services, seat, *(said for said, _ in dialogue))
    assert first_lines(replies) == [expected for _, expected in dialogue]


def test_a_text_that_was_not_understood_yet_is_understood_first(services: Services) -> None:
    incoming = Incoming("那下个月呢", DONGZHI, NOVEMBER, follows="县住建局本月有哪些任务到期")
    assert respond(incoming, services).text.startswith("县住建局下个月（12月1日至12月31日）到期")


@pytest.fixture
def two_plans(sample_database: Database) -> Services:
    """东至县 with a second open plan, whose items are numbered as the first one's are."""
    with sample_database.transaction() as session:
        region = session.scalars(select(Region).where(Region.name == "东至县")).one()
        housing = session.scalars(select(Unit).where(Unit.name == "县住建局")).one()
        plan = make_plan(session, region, key="roads", title="道路建设任务分工表", short_name="道路建设")
        for item in ("3", "4"):
            task = make_task(session, plan, housing, item=item, item_number=int(item), detail=f"修路{item}")
            make_milestone(session, task, date(2020, 12, 1))
        refresh(session, region.id, date(2020, 9, 1))
    return Services(sample_database)


def test_an_item_of_several_plans_is_asked_back_and_a_choice_answers_it(two_plans: Services) -> None:
    asked = talk(two_plans, DONGZHI, "第3项谁负责")
    labels = ["基层政务公开标准化规范化 第3项", "道路建设 第3项"]
    assert [choice.says for choice in asked[0].choices] == labels
    replies = talk(two_plans, DONGZHI, "第3项谁负责", labels[1])
    assert first_lines(replies)[1].startswith("道路建设 第3项")
    assert "县住建局" in replies[1].text


def test_an_item_belongs_to_the_plan_of_the_answer_before(two_plans: Services) -> None:
    replies = talk(two_plans, DONGZHI, "办事一本通谁负责", "第3项什么时候完成")
    assert first_lines(replies)[1].startswith("基层政务公开标准化规范化 第3项：10月31日")


def test_an_item_belongs_to_the_only_plan_in_which_the_chats_unit_has_it(two_plans: Services) -> None:
    (reply,) = talk(two_plans, HOUSING, "第4项什么时候完成")
    assert first_lines([reply]) == ["道路建设 第4项：12月1日周二，还有21天"]


@pytest.mark.parametrize("said", ["县住建局本月有哪些任务到期", "从化区有哪些任务", "帮助"])
def test_a_leader_of_a_region_that_there_is_not_gets_no_data(services: Services, said: str) -> None:
    reply = respond(Incoming(said, Seat(ChatRole.LEADERS, "东至"), NOVEMBER), services)
    assert "/bind" in reply.text
    assert reply.answer is None


@pytest.mark.parametrize("said", ["县住建局本月有哪些任务到期", "帮助", "第1项谁负责"])
def test_a_chat_that_is_not_bound_gets_no_data(services: Services, said: str) -> None:
    reply = respond(Incoming(said, Seat(ChatRole.UNBOUND), NOVEMBER), services)
    assert "/bind" in reply.text
    assert reply.answer is None


@pytest.mark.parametrize(
    "said",
    [
        "",
        "😀😀😀",
        "<script>alert(1)</script>",
        "'; DROP TABLE task; --",
        "\u202e县住建局\u0000\x07",
        "督" * 10_000,
        "你是傻子吗",
        "*_[](){}`~#+-=|.!",
    ],
    ids=["nothing", "emoji", "html", "sql", "control signs", "long", "abuse", "markup"],
)
def test_anything_gets_an_ordinary_reply_that_echoes_nothing(services: Services, said: str) -> None:
    reply = respond(Incoming(said, DONGZHI, NOVEMBER), services)
    assert 0 < len(reply.text) < 1000
    assert not set("<>\u202e\x00\x07") & set(reply.text)
    assert "DROP" not in reply.text


@pytest.mark.parametrize("seat", [DONGZHI, HOUSING, LEADERS, NOWHERE])
@pytest.mark.parametrize("said", ["帮助", "what can you do?"])
def test_every_example_that_help_gives_is_understood(services: Services, seat: Seat, said: str) -> None:
    help_reply = respond(Incoming(said, seat, NOVEMBER), services)
    assert help_reply.answer is not None
    assert help_reply.answer.examples
    for example in help_reply.answer.examples:
        answer = respond(Incoming(example, seat, NOVEMBER), services).answer
        assert answer is not None
        assert answer.query.intent not in ("help", "unknown", "clarify")
        assert answer.trouble is None


def test_every_choice_that_an_answer_offers_is_understood(services: Services) -> None:
    for said in ("县住建局年底前要完成哪些任务", "下一个截止日期是什么时候", "本周汇总", "办事一本通谁负责"):
        reply = respond(Incoming(said, DONGZHI, NOVEMBER), services)
        for choice in reply.choices:
            if choice.says == "更多" or read_command(choice.says) is not None:
                continue
            answer = respond(Incoming(choice.says, DONGZHI, NOVEMBER), services).answer
            assert answer is not None
            assert answer.tasks
