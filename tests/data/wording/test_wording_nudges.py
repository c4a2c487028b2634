"""The day's message as a chat reads it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from nudge_facts import FINANCE, HOUSING, OFFICE, make_chat, make_day, make_fact

from data.dates.workdays import DAY, WorkCalendar
from data.nudges import DayMessage
from data.nudging import DayFacts, NamingFact, ReviewFact, Supervisor
from data.statuses import Status
from data.wording.boards import SIGNS_A_PART
from data.wording.nudges import say_message, say_why
from scheduler.deciding import Settled
from scheduler.planning import plan_day
from scheduler.policy import ReminderPolicy

WEDNESDAY = date(2020, 9, 23)


def message_to(chat: int, facts: DayFacts, day: date = WEDNESDAY, until: date | None = None) -> DayMessage:
    plan = plan_day(facts, ReminderPolicy(), WorkCalendar(), day, Settled(until or day - DAY))
    (found,) = [message for message in plan.messages if message.chat and message.chat.id == chat]
    return found


def said(chat: int, facts: DayFacts, **day: Any) -> str:
    (part,) = say_message(message_to(chat, facts, **day))
    return part.text


def test_a_unit_reads_how_many_are_due_when_and_what_to_do() -> None:
    soon = make_fact(date(2020, 9, 24), item="7", detail="对政府信息进行全生命周期的规范管理")
    later = make_fact(date(2020, 9, 30), item="2", action="报县政府办公室")
    facts = make_day(later, soon, supervisors={soon.task_id: (Supervisor("县数据资源局", FINANCE),)})
    assert said(HOUSING, facts) == (
        "县住建局 · 9月23日周三\n"
        "1项明天到期，1项9月30日到期。\n\n"
        "1. 🔴 第7项 对政府信息进行全生命周期的规范管理\n"
        "   9月24日周四，还有1天 · 主管：县数据资源局\n"
        "2. 🟡 第2项 编制基层政务公开事项标准目录\n"
        "   9月30日周三，还有7天 · 报县政府办公室\n\n"
        "请点对应序号的按钮，或回复“第7项已办结”；要延期请写明日期和原因。"
    )


def test_the_office_reads_the_units_of_a_task_together() -> None:
    one = make_fact(date(2020, 9, 30), unit=FINANCE, item="2", milestone_id=7)
    group = replace(one, id=900, unit_id=None, unit="各乡镇人民政府")
    assert said(OFFICE, make_day(one, group)) == (
        "县政府办公室 · 9月23日周三\n"
        "1项请转达。\n\n"
        "以下单位没有绑定群，请代为转达：\n"
        "🟡 第2项 编制基层政务公开事项标准目录\n"
        "   县财政局；各乡镇人民政府（名单未登记）\n"
        "   9月30日周三，还有7天"
    )


def test_what_is_escalated_is_not_told_twice_and_marks_who_has_no_chat() -> None:
    late = make_fact(date(2020, 9, 18), unit=FINANCE, item="2")
    assert said(OFFICE, make_day(late), day=date(2020, 9, 21)) == (
        "县政府办公室 · 9月21日周一\n"
        "1项逾期要督促。\n\n"
        "逾期未办结，请督促：\n"
        "🔴 第2项 编制基层政务公开事项标准目录\n"
        "   县财政局（没有群） · 9月18日周五，已逾期3天"
    )


def test_after_a_stop_it_says_that_it_is_late() -> None:
    text = said(
        HOUSING, make_day(make_fact(date(2020, 9, 30))), day=date(2020, 9, 25), until=date(2020, 9, 22)
    )
    assert "补发：前几天没能发出，请以现在为准。" in text
    assert "9月30日周三，还有5天\n   本应9月23日提醒" in text


def test_what_is_late_of_others_stands_in_its_usual_section() -> None:
    fact = make_fact(date(2020, 9, 30), unit=FINANCE, item="2")
    text = said(OFFICE, make_day(fact), day=date(2020, 9, 25), until=date(2020, 9, 22))
    assert "以下单位没有绑定群，请代为转达：\n🟡 第2项" in text
    assert "县财政局 · 9月30日周三，还有5天\n   补发，本应9月23日提醒" in text


def test_a_new_chat_reads_where_things_stand() -> None:
    facts = make_day(make_fact(date(2020, 9, 30), stored_on=date(2020, 9, 18)))
    assert "现状：刚登记到本群的任务，临近或已过期限。" in said(HOUSING, facts, day=date(2020, 9, 21))


def test_an_extension_keeps_the_printed_date_beside_it() -> None:
    fact = make_fact(date(2020, 9, 30), printed_due=date(2020, 9, 15), renewed_on=date(2020, 9, 14))
    assert "9月30日周三，还有7天（已延期，原定9月15日）" in said(HOUSING, make_day(fact))


def test_a_soft_target_is_not_called_a_deadline() -> None:
    assert "9月30日周三，争取完成，还有7天" in said(HOUSING, make_day(make_fact(soft=True)))


def test_with_two_open_plans_each_task_shows_its_plan() -> None:
    assert "东至县政务公开" in said(HOUSING, make_day(make_fact(), plans_open=2))
    assert "东至县政务公开" not in said(HOUSING, make_day(make_fact()))


def test_reviews_and_groups_to_be_named_ask_for_what_is_wanted() -> None:
    fact = make_fact(status=Status.SUBMITTED, item="7")
    naming = NamingFact(
        1,
        1,
        "有关部门",
        date(2020, 10, 30),
        False,
        1,
        "p",
        "东至",
        OFFICE,
        "5",
        5,
        5,
        None,
        "编制目录",
        date(2020, 9, 22),
    )
    asked = ReviewFact(fact, date(2020, 9, 20), 1, date(2020, 11, 15), "人员调整")
    text = said(OFFICE, make_day(reviews=(ReviewFact(fact, date(2020, 9, 22)), asked), naming=(naming,)))
    assert "2项待审核，1项待指定单位。" in text
    assert (
        "待审核，请通过或退回：\n1. ▫️ 第7项 编制基层政务公开事项标准目录\n   县住建局 · 已报办结，昨天报来"
        in text
    )
    assert "   县住建局 · 申请延期到11月15日，已等3天\n   理由：人员调整" in text
    assert "待指定单位，请说明具体是哪些：\n▫️ 第5项 编制目录\n   “有关部门” · 10月30日周五，还有37天" in text


def test_buttons_name_the_task_by_its_number() -> None:
    facts = [make_fact(date(2020, 9, 30), item=str(item)) for item in (2, 3)]
    (part,) = say_message(message_to(HOUSING, make_day(*facts)))
    assert [offer.label for offer in part.offers] == [
        f"{number} {verb}" for number in (1, 2) for verb in ("已办结", "申请延期", "详情")
    ]
    assert part.offers[3].says == f"/report {facts[1].id} 办结"


def test_a_single_task_needs_no_number() -> None:
    (part,) = say_message(message_to(HOUSING, make_day(make_fact(date(2020, 9, 30)))), received=True)
    assert [offer.label for offer in part.offers] == ["已办结", "申请延期", "详情", "收到"]


def test_of_many_tasks_the_most_urgent_have_buttons() -> None:
    facts = [make_fact(date(2020, 9, 30), item=str(item)) for item in range(1, 8)]
    (part,) = say_message(message_to(HOUSING, make_day(*facts)))
    assert len(part.offers) == 15
    assert "前5项可以点按钮，其余请回复“第N项已办结”" in part.text


def test_reviews_are_decided_by_buttons() -> None:
    fact = make_fact(status=Status.SUBMITTED, item="7")
    asked = ReviewFact(fact, date(2020, 9, 20), 4, date(2020, 11, 15), "人员调整")
    facts = make_day(reviews=(ReviewFact(fact, date(2020, 9, 22)), asked))
    (part,) = say_message(message_to(OFFICE, facts))
    assert [(offer.label, offer.says) for offer in part.offers] == [
        ("1 通过", f"/review {fact.id} 通过"),
        ("1 退回", f"/review {fact.id} 退回"),
        ("2 同意", "/review r4 同意"),
        ("2 不同意", "/review r4 不同意"),
        ("2 改期", "/review r4 改期"),
    ]


def test_rows_of_one_item_that_differ_in_scope_are_one_line_for_the_office() -> None:
    scopes = ("义务教育", "户籍管理")
    facts = [make_fact(date(2020, 9, 30), unit=FINANCE, item="1", scope=scope) for scope in scopes]
    text = said(OFFICE, make_day(*facts))
    assert "🟡 第1项 编制基层政务公开事项标准目录\n   县财政局 · 领域：义务教育、户籍管理\n" in text


def test_a_long_message_is_split_between_tasks() -> None:
    facts = [make_fact(date(2020, 9, 30), item=str(number), detail="甲" * 40) for number in range(1, 120)]
    parts = say_message(message_to(HOUSING, make_day(*facts)))
    assert len(parts) > 1
    assert all(len(part.text.encode("utf-16-le")) // 2 <= SIGNS_A_PART for part in parts)
    assert [key for part in parts for key in part.assignments] == [fact.id for fact in facts]
    assert all(part.text.count("🟡") == len(part.assignments) for part in parts)


@pytest.mark.parametrize(
    ("due", "day", "why"),
    [
        (date(2020, 9, 30), date(2020, 9, 23), "到期前7天"),
        (date(2020, 10, 5), date(2020, 9, 30), "到期当天，10月5日周一不上班，提前到9月30日周三"),
        (date(2020, 9, 30), date(2020, 10, 9), "逾期第7天，10月7日周三不上班，推后到10月9日周五"),
    ],
)
def test_why_a_nudge_is_sent_on_its_day(due: date, day: date, why: str) -> None:
    (nudge,) = message_to(
        HOUSING, replace(make_day(make_fact(due)), chats={HOUSING: make_chat(HOUSING)}), day
    ).nudges
    assert say_why(nudge) == why
