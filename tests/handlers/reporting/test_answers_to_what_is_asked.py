"""What was asked for is answered by whatever message says it, and a claim reaches who confirms it."""

from county import HOUSING, OFFICE, PLACES, County


def replies(county: County, text: str, *items: int) -> str:
    behind = county.nudge(HOUSING, *(county.assignment(item) for item in items))
    return "\n".join(county.says(text, person=HOUSING, chat=PLACES[HOUSING], **behind))


def test_a_date_typed_in_reply_to_the_nudge_completes_the_request(county: County) -> None:
    assert "延到哪天" in county.tell(HOUSING, "第9项申请延期")

    assert "申请延期到11月15日" in replies(county, "11月15日，材料没到齐", 7, 9)


def test_a_date_typed_by_itself_completes_the_request_and_then_the_reason(county: County) -> None:
    county.tell(HOUSING, "第9项申请延期")

    assert "为什么" in county.tell(HOUSING, "11月15日")
    assert "理由：材料没到齐" in county.tell(HOUSING, "材料没到齐")


def test_another_report_in_reply_to_the_nudge_is_no_reason(county: County) -> None:
    county.tell(HOUSING, "第9项申请延期到11月15日")

    assert "办结" in replies(county, "已办结", 9)
    assert county.status(9) == "submitted"


def test_a_promise_in_reply_to_a_nudge_is_noted(county: County) -> None:
    assert "进展：明天交" in replies(county, "明天交", 9)
    assert "进展：还没，下周弄" in replies(county, "还没，下周弄", 9)
    assert "进展：下周五前报" in replies(county, "下周五前报", 9)
    assert "哪一项" in replies(county, "明天交", 7, 9)
    assert county.status(9) == "doing"


def test_a_claim_reaches_the_office_with_a_button_to_confirm_it(county: County) -> None:
    county.tell(HOUSING, "第20项我们涉及")

    letters = [text for title, text in county.letters() if "自认涉及" in text]
    assert len(letters) == 1
    assert "县住建局自认涉及第20项" in letters[0]
    assert "指定单位" in county.tell(OFFICE, "指定单位")


def test_words_about_no_event_record_none(county: County) -> None:
    assert "事件" not in county.tell(OFFICE, "省级标准指引9月8日出台了")
