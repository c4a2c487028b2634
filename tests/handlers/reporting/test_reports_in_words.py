"""Reports as clerks say them, and what comes back; on both databases."""

import pytest
from county import DATA, FAR, FINANCE, HOUSING, LEADERS, OFFICE, PLACES, County
from town import OPERATOR

AS_GROUP = {"sender_chat": {"id": -100, "type": "supergroup", "title": "住建局工作群"}}


def test_a_clear_report_is_done_at_once_and_read_back(county: County) -> None:
    said = county.tell(HOUSING, "第7项已完成，链接https://a.gov.cn/x")
    assert said == "已登记：县住建局 第7项 办结，等县数据资源管理局审核。佐证：1个链接。"
    assert county.status(7) == "submitted"


@pytest.mark.parametrize(
    "said",
    [
        "item 7 is done",
        "（7）已完成",
        "第七项办完了",
        "我单位第7项已办结",
        "/done 7",
        "/done 第7项 https://a.cn",
    ],
)
def test_a_report_is_known_in_many_words(county: County, said: str) -> None:
    county.tell(HOUSING, said)
    assert county.status(7) == "submitted"


def test_an_english_report_is_answered_in_english(county: County) -> None:
    said = county.tell(HOUSING, "item 9 is done, see https://a.cn")
    assert said == "Recorded: 县住建局 item 9 done, waiting for review by 县政府办公室. Proof: 1 link."


def test_a_wrong_tap_can_be_taken_back_for_ten_minutes(county: County) -> None:
    county.tell(HOUSING, "第7项已办结")
    assert "未开始" in county.press(HOUSING, "撤回")
    assert county.status(7) == "pending"
    county.tell(HOUSING, "第7项已办结")
    county.clock.wait(minutes=11)
    assert "10分钟" in county.press(HOUSING, "撤回")
    assert county.status(7) == "submitted"


def test_nobody_else_takes_it_back(county: County) -> None:
    county.tell(HOUSING, "第7项已办结")
    assert "本人" in county.press(99, "撤回")
    assert county.status(7) == "submitted"


def test_a_report_said_twice_is_recorded_once(county: County) -> None:
    county.tell(HOUSING, "第7项已办结")
    assert "已经登记过了" in county.tell(HOUSING, "第7项已办结")


def test_a_late_link_is_added_to_the_report_that_waits(county: County) -> None:
    county.tell(HOUSING, "第7项已办结")
    assert "已补充" in county.tell(HOUSING, "第7项已办结，链接https://a.gov.cn/late")


def test_an_extension_with_date_and_reason(county: County) -> None:
    said = county.tell(HOUSING, "（9）申请延期到11月15日，因为材料没到齐")
    assert said.startswith("已登记：县住建局 第9项 申请延期到11月15日周日（现期限10月31日）")
    assert said.endswith("，等县政府办公室审核。理由：材料没到齐。")
    assert county.due(9) == "2020-10-31"


def test_what_is_missing_is_asked_for_and_the_next_message_completes_it(county: County) -> None:
    assert "请说明延到哪天、为什么" in county.tell(HOUSING, "申请延期第9项")
    said = county.answer(HOUSING, "11月15日，材料没到齐")
    assert "申请延期到11月15日周日" in said
    assert "理由：材料没到齐。" in said


def test_a_date_counted_from_the_due_date_is_kept_while_the_reason_is_asked_for(county: County) -> None:
    assert "请说明为什么要延期" in county.tell(HOUSING, "第9项延期一个月")
    assert "申请延期到11月30日周一" in county.answer(HOUSING, "疫情影响")


def test_another_message_in_between_is_no_answer_to_what_was_asked(county: County) -> None:
    county.tell(HOUSING, "申请延期第9项")
    assert "办结，等" in county.tell(HOUSING, "第7项已办结")
    county.tell(HOUSING, "申请延期第9项")
    assert "没有登记" in county.tell(HOUSING, "算了")
    assert county.status(9) == "pending"


def test_a_new_date_that_is_not_later_is_refused(county: County) -> None:
    assert "10月31日" in county.tell(HOUSING, "第9项申请延期到10月20日，因为材料没到齐")


def test_progress_is_kept_as_it_was_said(county: County) -> None:
    assert county.tell(HOUSING, "第9项进展：已完成 Draft 2，正在征求意见") == (
        "已记下：县住建局 第9项 进展：已完成 Draft 2，正在征求意见"
    )
    assert county.status(9) == "doing"


def test_several_items_at_once_are_read_back_first(county: County) -> None:
    said = county.tell(HOUSING, "第3、9项都办完了")
    assert "请确认报办结" in said
    assert county.status(9) == "pending"
    assert county.press(HOUSING, "确认报办结").count("已登记") == 2
    assert county.status(9) == "submitted"


def test_of_several_dates_the_next_one_is_meant(county: County) -> None:
    assert "10月15日" in county.tell(HOUSING, "第3项已办结")


def test_an_earlier_date_that_is_open_is_asked_about(county: County) -> None:
    assert "请问是哪一个" in county.tell(HOUSING, "第4项已办结")
    assert county.status(4) == "pending"
    assert "9月1日" in county.press(HOUSING, "第4项 9月1日周二到期")
    assert county.status(4) == "submitted"


def test_without_an_item_it_is_asked_which_one(county: County) -> None:
    assert "请问是哪一项" in county.tell(HOUSING, "已办结")
    assert "请确认" in county.tell(FINANCE, "已办结")
    assert county.status(7, "县财政局") == "pending"
    county.press(FINANCE, "确认报办结")
    assert county.status(7, "县财政局") == "submitted"


def test_another_units_item_is_not_reported(county: County) -> None:
    assert "要由县住建局的群来报" in county.tell(FINANCE, "第7项县住建局已办结")
    assert "没有列县财政局" in county.tell(FINANCE, "第9项已办结")
    assert county.status(7) == county.status(9) == "pending"


def test_an_unknown_item_changes_nothing(county: County) -> None:
    assert "没有找到第99项" in county.tell(HOUSING, "第99项已办结")


def test_an_overseer_closes_in_a_units_place_after_confirming(county: County) -> None:
    assert "登记为已办结（销号）？" in county.tell(OFFICE, "第7项县财政局已办结")
    assert county.status(7, "县财政局") == "pending"
    county.press(OFFICE, "确认登记为已办结（销号）")
    assert county.status(7, "县财政局") == "done"


def test_a_mended_name_is_confirmed(county: County) -> None:
    assert "按“县财政局”理解“县财正局”" in county.tell(OFFICE, "县财正局第7项已办结")
    assert county.status(7, "县财政局") == "pending"


def test_an_item_of_some_departments_is_claimed_first(county: County) -> None:
    assert "还没有指定县住建局" in county.tell(HOUSING, "第20项已办结")
    assert "自认涉及" in county.press(HOUSING, "涉及")


def test_not_concerned_needs_a_reason(county: County) -> None:
    assert "为什么不涉及" in county.tell(HOUSING, "第9项不涉及我们")
    assert "报不涉及" in county.answer(HOUSING, "职能已划转到县民政局")
    assert county.status(9) == "submitted"


def test_a_report_can_be_withdrawn(county: County) -> None:
    county.tell(HOUSING, "第9项已办结")
    assert "已撤回" in county.tell(HOUSING, "撤回第9项办结")
    assert county.status(9) == "pending"


@pytest.mark.parametrize("replies", [True, False])
def test_received_means_the_nudge_and_is_answered_with_a_reaction(county: County, replies: bool) -> None:
    reply = county.nudge(HOUSING, county.assignment(7), county.assignment(9))
    text = "收到" if replies else "@duban_bot 收到"
    assert county.says(text, person=HOUSING, chat=PLACES[HOUSING], **(reply if replies else {})) == []
    for item in (7, 9):
        assert "收到" in county.tell(HOUSING, f"/history {item}")


def test_the_second_of_a_nudge_is_counted_in_it(county: County) -> None:
    reply = county.nudge(HOUSING, county.assignment(7), county.assignment(9))
    said = "\n".join(county.says("第2个办结了", person=HOUSING, chat=PLACES[HOUSING], **reply))
    assert "第9项 办结" in said
    assert county.status(9) == "submitted"


@pytest.mark.parametrize(
    "said", ["第7项已办结", "催一下县财政局", "/done 7", "第9项申请延期到11月15日，因为忙"]
)
def test_an_anonymous_report_changes_nothing_until_somebody_says_who_it_was(
    county: County, said: str
) -> None:
    text = county.tell(HOUSING, said, **AS_GROUP)
    assert "认不出是谁" in text
    assert county.status(7) == county.status(9) == "pending"
    assert "认不出是谁" not in county.press(HOUSING, "是我发的")


def test_leaders_and_strangers_report_nothing(county: County) -> None:
    assert "没有改动" in county.tell(LEADERS, "第7项县住建局已办结")
    county.says("第7项县住建局已办结", person=98, chat=98)
    assert county.status(7) == "pending"


def test_another_region_has_its_own_item_of_the_same_number(county: County) -> None:
    assert "区住建局 第7项" in county.tell(FAR, "第7项已办结")
    assert county.status(7) == "pending"


def test_in_private_somebody_of_several_chats_is_asked_which(county: County) -> None:
    for chat in (PLACES[HOUSING], PLACES[FINANCE]):
        county.says("@duban_bot 帮助", person=50, chat=chat)
    assert "哪一个" in county.says("第7项已办结", person=50, chat=50)[0]
    assert "县财政局 第7项" in county.press(50, "东至县 县财政局")
    assert county.status(7) == "pending"


def test_an_operator_in_private_closes_after_confirming(county: County) -> None:
    said = county.says("东至县第9项县住建局已办结", person=OPERATOR, chat=OPERATOR)[0]
    assert "销号" in said
    county.press(OPERATOR, "确认登记为已办结（销号）")
    assert county.status(9) == "done"


def test_a_supervisor_is_no_overseer_of_other_items(county: County) -> None:
    county.tell(DATA, "第9项县住建局已办结")
    assert county.status(9) == "pending"
