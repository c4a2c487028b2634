"""催办 that a person asks for; on both databases."""

import pytest
from county import DATA, FAR, FINANCE, HOUSING, LEADERS, OFFICE, County
from sqlalchemy import select
from town import OPERATOR

from data.models import Notice, NoticeKind


def test_a_reminder_is_shown_before_it_leaves(county: County) -> None:
    said = county.tell(OFFICE, "催一下县财政局")
    assert "县财政局有1项未办结" in said
    assert county.letters() == []
    assert "已催办：县财政局（1项）" in county.press(OFFICE, "确认催办")
    ((chat, letter),) = county.letters()
    assert chat == "县财政局"
    assert letter.startswith("📣 县政府办公室催办")
    assert "回复“第7项已办结”" in letter


def test_it_can_be_left(county: County) -> None:
    county.tell(OFFICE, "催一下县财政局")
    county.press(OFFICE, "取消")
    assert county.letters() == []


def test_the_same_unit_is_not_urged_twice_within_an_hour(county: County) -> None:
    county.tell(OFFICE, "催一下县财政局")
    county.press(OFFICE, "确认催办")
    county.clock.wait(minutes=59)
    assert "今天12:00已经催过" in county.tell(OFFICE, "催一下县财政局")
    county.clock.wait(minutes=2)
    assert "发一条催办" in county.tell(OFFICE, "催一下县财政局")


def test_whoever_asked_is_told_when_it_is_done(county: County) -> None:
    county.tell(OFFICE, "催一下县财政局")
    county.press(OFFICE, "确认催办")
    county.tell(FINANCE, "第7项已办结")
    county.tell(DATA, "第7项县财政局的通过")
    told = [text for chat, text in county.letters() if chat == "县政府办公室"]
    assert told == ["✅ 您催办的已办结：县财政局 第7项 规范政务新媒体管理"]


def test_a_supervisor_urges_its_own_items_only(county: County) -> None:
    assert "县财政局有1项未办结" in county.tell(DATA, "催一下县财政局")
    said = county.tell(DATA, "催一下县住建局")
    assert "第7项" in said
    assert "第9项" not in said


@pytest.mark.parametrize("who", [HOUSING, FINANCE, LEADERS, FAR])
def test_nobody_else_urges(county: County, who: int) -> None:
    assert "确认催办" not in str(county.tell(who, "催一下县财政局"))
    assert county.letters() == []


def test_a_unit_without_a_chat_is_left_to_the_office(county: County) -> None:
    assert "县教体局还没有绑定群，催办发不出去，请另行告知。" in county.tell(OFFICE, "催一下县教体局")
    said = county.says("东至县催一下县教体局", person=OPERATOR, chat=OPERATOR)[0]
    assert "请县政府办公室代为转达" in said


def test_what_is_done_is_not_urged(county: County) -> None:
    county.tell(FINANCE, "第7项已办结")
    assert "不用催" in county.tell(OFFICE, "催一下县财政局第7项")


def test_an_item_is_urged_of_all_its_units(county: County) -> None:
    said = county.tell(OFFICE, "催办第7项")
    assert "要催2个单位" in said
    county.press(OFFICE, "确认催办")
    assert {chat for chat, _ in county.letters()} == {"县住建局", "县财政局"}


def test_a_misspelt_name_is_shown_as_it_was_read(county: County) -> None:
    assert "按“县财政局”理解“县财正局”" in county.tell(OFFICE, "催一下县财正局")


def test_without_a_unit_it_is_asked_for(county: County) -> None:
    assert "请写明催哪个单位" in county.tell(OFFICE, "/nudge")


def test_it_is_a_reminder(county: County) -> None:
    county.tell(OFFICE, "/nudge 县财政局 7")
    county.press(OFFICE, "确认催办")
    with county.database.read() as session:
        assert session.scalars(select(Notice.kind)).all() == [NoticeKind.REMINDER]
