"""What people read: the answer first, one phone screen, in the language of the question."""

from dataclasses import replace
from datetime import date

import pytest
from summaries import summary_of, unit_rows

from data.dates.values import Period
from data.progress import Counts
from data.units.values import Certainty, Role
from handlers.answers.values import (
    ActionAnswer,
    Answer,
    DomainAnswer,
    GuidelineAnswer,
    PhaseAnswer,
    TaskEntry,
    Trouble,
    UnitAnswer,
    UnitStatus,
)
from handlers.message import Reply
from handlers.replies import word_answer, word_unbound
from handlers.understanding.query import (
    ActionKind,
    ActionRequest,
    Intent,
    ItemRef,
    Language,
    Option,
    Query,
    UnitRef,
)

TODAY = date(2020, 9, 10)
SEPTEMBER = Period(date(2020, 9, 1), date(2020, 9, 30), text="本月")
TASK = TaskEntry(
    task_id=2,
    milestone_id=2,
    plan="dongzhi-2020",
    plan_name="基层政务公开分工表",
    item="2",
    scope=None,
    heading="编制政务公开事项目录",
    detail="完成26个领域政务公开事项梳理、目录编制及信息发布",
    role=Role.LEAD,
    via="26个领域涉及的县直单位",
    due=date(2020, 9, 30),
    kind="by",
    days_left=20,
    deadline="2020年9月底",
)


def query(intent: Intent, **fields: object) -> Query:
    return replace(Query("", intent, units=(UnitRef("县住建局", 1),)), **fields)


def answer(intent: Intent, *tasks: TaskEntry, language: Language = Language.ZH, **fields: object) -> Answer:
    given = {"region": "东至县", "units": ("县住建局",), "tasks": tasks}
    return Answer(query(intent, language=language), **{**given, **fields})


def lines(reply: Reply) -> list[str]:
    return reply.text.split("\n")


def test_the_flagship_answer():
    assert lines(word_answer(answer(Intent.DUE, TASK, period=SEPTEMBER), TODAY)) == [
        "县住建局本月（9月1日至9月30日）到期1项：",
        "第2项 完成26个领域政务公开事项梳理…",
        "   9月30日周三，还有20天 · 经“26个领域涉及的县直单位”",
        "来源：基层政务公开分工表",
    ]


def test_the_same_in_english_keeps_names_and_titles_as_printed():
    spoken = word_answer(answer(Intent.DUE, TASK, language=Language.EN, period=SEPTEMBER), TODAY)
    assert lines(spoken) == [
        "县住建局: 1 task due 1 Sep – 30 Sep:",
        "item 2 完成26个领域政务公开事项梳理…",
        "   Wed 30 Sep, 20 days left · via 26个领域涉及的县直单位",
        "Source: 基层政务公开分工表",
    ]


def test_possible_tasks_are_counted_apart_and_marked():
    possible = replace(TASK, task_id=3, item="3", via="有关部门", certainty=Certainty.POSSIBLE)
    spoken = lines(word_answer(answer(Intent.DUE, TASK, possible, period=SEPTEMBER), TODAY))
    assert spoken[0] == "县住建局本月（9月1日至9月30日）到期1项，另有1项可能涉及："
    assert spoken[4] == "   9月30日周三，还有20天 · 经“有关部门” · 可能涉及"


def test_a_region_wide_row_without_units_waits_for_them():
    row = replace(TASK, role=None, via=None, certainty=Certainty.POSSIBLE)
    spoken = word_answer(replace(answer(Intent.DUE, row, period=SEPTEMBER), units=()), TODAY)
    assert lines(spoken)[0] == "东至县本月（9月1日至9月30日）到期1项（均待指定单位）："
    assert "待指定单位" in lines(spoken)[2]


def test_a_possible_task_whose_date_has_passed_is_not_called_overdue():
    row = replace(TASK, certainty=Certainty.POSSIBLE, due=date(2020, 8, 31), overdue=True)
    reply = word_answer(answer(Intent.LIST, row, replace(row, task_id=3)), TODAY)
    assert "8月31日周一，期限已过" in reply.text
    assert "逾期" not in reply.text
    assert [choice.label for choice in reply.choices] == []


def test_the_role_that_was_asked_for_is_said():
    asked = query(Intent.LIST, roles=frozenset({Role.SUPERVISE}))
    row = replace(TASK, role=Role.SUPERVISE, via=None)
    reply = word_answer(replace(answer(Intent.LIST, row), query=asked), TODAY)
    assert lines(reply)[0] == "县住建局主管的任务共1项："


def test_rows_of_one_item_that_are_due_the_same_day_are_told_once():
    rows = [replace(TASK, task_id=at, scope=f"领域{at}") for at in range(18)]
    spoken = lines(word_answer(answer(Intent.WHEN, *rows), TODAY))
    assert spoken[0] == "第2项（18行）：9月30日周三，还有20天"


def test_a_role_that_nobody_has_is_said():
    asked = query(Intent.WHO, roles=frozenset({Role.SUPERVISE}))
    reply = word_answer(replace(answer(Intent.WHO, TASK), query=asked), TODAY)
    assert lines(reply)[0] == "第2项：表中没有写明主管单位"


def test_an_empty_answer_says_what_was_looked_for_and_what_is_nearest():
    spoken = word_answer(answer(Intent.DUE, period=SEPTEMBER, nearest=(TASK,)), TODAY)
    assert lines(spoken)[:3] == [
        "县住建局本月（9月1日至9月30日）没有到期的任务。",
        "最近的是9月30日周三（还有20天），1项：",
        "第2项 完成26个领域政务公开事项梳理…",
    ]


def test_passed_possible_tasks_end_the_answer():
    spoken = word_answer(answer(Intent.OVERDUE, passed_possible=2), TODAY)
    assert lines(spoken) == [
        "县住建局没有逾期的任务（截至9月10日）。",
        "另有2项可能涉及，期限已过，待指定单位。",
    ]


def test_a_mended_name_and_an_implied_unit_are_said():
    mended = replace(
        answer(Intent.OVERDUE),
        query=query(Intent.OVERDUE, units=(UnitRef("县财政局", 1, mended="县财正局"),)),
    )
    assert "（按“县财政局”理解“县财正局”）" in word_answer(mended, TODAY).text
    implied = replace(
        answer(Intent.OVERDUE), query=query(Intent.OVERDUE, units=(UnitRef("县住建局", 1, implied=True),))
    )
    assert word_answer(implied, TODAY).text.startswith("县住建局（本群单位）没有逾期的任务")


def test_with_two_open_plans_each_line_shows_its_plan():
    spoken = word_answer(answer(Intent.DUE, TASK, period=SEPTEMBER, plans_open=2), TODAY)
    assert lines(spoken)[2].endswith("· 基层政务公开分工表")
    assert "来源" not in spoken.text


def test_a_long_answer_goes_on_by_a_button():
    many = [replace(TASK, task_id=at, item=str(at)) for at in range(1, 20)]
    reply = word_answer(answer(Intent.LIST, *many), TODAY)
    assert lines(reply)[-2:] == ["还有11项。", "来源：基层政务公开分工表"]
    assert [choice.says for choice in reply.choices] == ["更多"]
    assert len(reply.more) == 2
    assert reply.more[0].startswith("9. 第9项")
    assert reply.more[-1].startswith("17. 第17项")


@pytest.mark.parametrize("intent", [Intent.LIST, Intent.DETAIL, Intent.WHO])
def test_no_text_is_longer_than_telegram_takes(intent):
    many = [replace(TASK, task_id=at, item=str(at), detail="督办" * 3000) for at in range(30)]
    units = tuple(UnitAnswer(f"第{at}局" * 50, Role.LEAD, task_id=0) for at in range(60))
    reply = word_answer(answer(intent, *many, units_answer=units), TODAY)
    assert max(len(text) for text in (reply.text, *reply.more)) <= 3500


def test_a_whole_row_longer_than_one_message_is_not_cut():
    row = replace(TASK, detail="督办" * 3000)
    reply = word_answer(answer(Intent.DETAIL, row), TODAY)
    assert "".join((reply.text, *reply.more)).count("督办") >= 3000


def test_who_names_the_units_by_role():
    units = (
        UnitAnswer("区工管办", Role.LEAD, part="行政服务中心", task_id=2),
        UnitAnswer("各有关部门", Role.LEAD, certainty=Certainty.POSSIBLE, task_id=2),
        UnitAnswer("县政府办公室", Role.SUPERVISE, task_id=2),
    )
    assert lines(word_answer(answer(Intent.WHO, TASK, units_answer=units), TODAY))[:3] == [
        "第2项：",
        "   责任单位：区工管办（行政服务中心）、各有关部门（待指定）",
        "   主管单位：县政府办公室",
    ]


def test_one_role_is_answered_in_one_line():
    units = (UnitAnswer("县数据资源管理局", Role.SUPERVISE, task_id=2),)
    spoken = word_answer(answer(Intent.WHO, TASK, units_answer=units), TODAY)
    assert lines(spoken)[0] == "第2项主管单位：县数据资源管理局"


def test_when_says_each_day_of_a_task():
    later = replace(TASK, milestone_id=3, due=date(2020, 12, 15), action="向社会公开")
    spoken = lines(word_answer(answer(Intent.WHEN, TASK, later), TODAY))
    assert spoken[1:3] == ["   9月30日周三，还有20天", "   12月15日周二，还有96天 · 向社会公开"]


def test_a_deadline_that_waits_for_an_event_says_so():
    row = replace(TASK, due=None, kind="event", event="标准指引出台", deadline="标准指引出台2个月内")
    assert "标准指引出台2个月内（日期待定）" in word_answer(answer(Intent.WHEN, row), TODAY).text


def test_detail_gives_the_whole_row():
    row = replace(TASK, inherited=True)
    spoken = word_answer(answer(Intent.DETAIL, row), TODAY)
    assert "具体事项：完成26个领域政务公开事项梳理、目录编制及信息发布" in lines(spoken)
    assert "完成时间：2020年9月底（沿用上一行）（9月30日周三，还有20天）" in lines(spoken)


def test_an_extension_shows_the_printed_day_beside_the_new_one():
    row = replace(TASK, due=date(2020, 10, 15), printed_due=date(2020, 9, 30))
    assert (
        "10月15日周四，还有35天（已延期，原定9月30日周三）"
        in word_answer(answer(Intent.LIST, row), TODAY).text
    )


def test_domains_and_guidelines():
    guideline = GuidelineAnswer("民政部办公厅关于印发…的通知", "民政部", "http://example.cn/a")
    domains = tuple(DomainAnswer(name, ("县民政局",), guideline) for name in ("社会救助", "养老服务"))
    asked = query(Intent.GUIDELINE, units=(), domains=("社会救助", "养老服务"))
    reply = word_answer(replace(answer(Intent.GUIDELINE, domains=domains), query=asked, units=()), TODAY)
    assert lines(reply)[0].startswith("社会救助、养老服务领域的标准指引：")
    assert "http://example.cn/a" in reply.text
    led = word_answer(answer(Intent.DOMAIN, domains=domains), TODAY)
    assert led.text == "县住建局牵头2个领域：社会救助、养老服务"


def test_progress_tells_leaders_items_and_assignments():
    counts = Counts(items_total=4, items_done=1, total=10, done=4, pending=6, rate=0.4, overdue=2)
    spoken = word_answer(answer(Intent.PROGRESS, counts=counts, period=SEPTEMBER), TODAY)
    assert lines(spoken)[:2] == [
        "县住建局本月（9月1日至9月30日）完成率40%：4件中还有3件没办结。",
        "按单位计10项次：已办结4、未开始6；逾期2",
    ]


def test_units_of_an_item_stand_under_their_status():
    asked = query(Intent.PROGRESS, items=(ItemRef("2"),))
    statuses = (UnitStatus("县财政局", "done"), UnitStatus("县住建局", "pending", overdue=True))
    reply = word_answer(replace(answer(Intent.PROGRESS, TASK, statuses=statuses), query=asked), TODAY)
    assert lines(reply)[0] == "第2项未办结1个单位，已办结1个："
    assert "未开始，已逾期：县住建局" in lines(reply)


def test_a_summary_fits_ten_lines():
    summary = summary_of(unit_rows(30, late=12))
    reply = word_answer(answer(Intent.SUMMARY, summary=summary), TODAY)
    assert len(lines(reply)) <= 10
    assert lines(reply)[0].startswith("东至县本周督办（截至9月10日）：")


@pytest.mark.parametrize(
    ("today", "language", "spoken"),
    [
        (date(2020, 10, 31), Language.ZH, "基础搭建阶段（8月14日至10月31日），今天是最后一天"),
        (TODAY, Language.ZH, "基础搭建阶段（8月14日至10月31日），还有51天结束"),
        (TODAY, Language.EN, "基础搭建阶段 (14 Aug – 31 Oct), 51 days left"),
    ],
)
def test_a_phase_says_until_when(today, language, spoken):
    phase = PhaseAnswer("基础搭建阶段", date(2020, 8, 14), date(2020, 10, 31))
    assert word_answer(answer(Intent.PHASE, language=language, phase=phase), today).text == spoken


def test_a_report_that_is_only_asked_about_says_that_nothing_was_changed():
    action = ActionAnswer(ActionRequest(ActionKind.EXTEND, until=date(2020, 10, 15)), "p", "2", "县住建局")
    reply = word_answer(answer(Intent.REPORT, TASK, action=action, offices=("县政府办公室",)), TODAY)
    assert lines(reply) == [
        "听懂了：县住建局申请延期到10月15日周四：第2项 完成26个领域政务公开事项梳理…。",
        "这里只说明会登记什么，没有改动。要登记，请在本单位的群里说同样的话。",
    ]


def test_a_report_on_an_item_of_others_says_so():
    action = ActionAnswer(ActionRequest(ActionKind.DONE), "p", "2", "县住建局")
    reply = word_answer(answer(Intent.REPORT, replace(TASK, role=None), action=action), TODAY)
    assert lines(reply)[1] == "注意：表中这一项没有列县住建局，请核对项号。"


def test_asking_back_offers_each_meaning_as_a_choice():
    options = (Option("县住建局", "东至县", "县住建局"), Option("区住建局", "南昌经开区", "区住建局"))
    reply = word_answer(answer(Intent.CLARIFY, choices=options), TODAY)
    assert lines(reply) == ["请问指的是哪一个？", "1. 县住建局", "2. 区住建局"]
    assert [choice.label for choice in reply.choices] == ["县住建局", "区住建局"]


def test_what_is_not_understood_gives_examples_that_fit():
    examples = ("我们本月有哪些任务到期", "我们有没有逾期的", "第2项具体内容", "本周汇总")
    reply = word_answer(answer(Intent.UNKNOWN, examples=examples), TODAY)
    assert lines(reply) == [
        "没听懂。可以这样问：",
        "· 我们本月有哪些任务到期",
        "· 我们有没有逾期的",
        "· 第2项具体内容",
    ]


@pytest.mark.parametrize(
    ("said", "spoken"), [("谢谢！", "不客气。"), ("你好", "您好，我在。问我任务和期限就行。")]
)
def test_small_talk_gets_one_line(said, spoken):
    greeting = replace(answer(Intent.UNKNOWN), query=query(Intent.UNKNOWN, text=said))
    assert word_answer(greeting, TODAY).text == spoken


def test_help_says_how_to_reach_the_bot_in_a_group():
    reply = word_answer(answer(Intent.HELP, examples=("我们本月有哪些任务到期",)), TODAY)
    assert "我们本月有哪些任务到期" in reply.text
    assert "空格" in reply.text


@pytest.mark.parametrize("trouble", list(Trouble))
@pytest.mark.parametrize("language", list(Language))
def test_every_trouble_is_said_in_one_sentence(trouble, language):
    reply = word_answer(answer(Intent.LIST, trouble=trouble, language=language), TODAY)
    assert len(lines(reply)) == 1
    assert (
        reply.text.isascii() or language is Language.ZH or "县住建局" in reply.text or "东至县" in reply.text
    )


def test_a_second_intent_is_named():
    asked = replace(answer(Intent.OVERDUE), query=query(Intent.OVERDUE, also=Intent.WHO))
    assert lines(word_answer(asked, TODAY))[-1] == "（您还问了由谁负责，请单独再发一条。）"


def test_an_unbound_chat_learns_how_it_is_bound_and_nothing_else():
    assert "/bind" in word_unbound(Language.ZH).text
    assert word_unbound(Language.EN).answer is None
