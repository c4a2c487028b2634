"""Dates and reasons as people type them."""

from datetime import date

import pytest

from data.units.directory import UnitDirectory
from handlers.reporting.wishes import Wish, later_by, read_wish
from handlers.understanding.vocabulary import RegionVocabulary, Vocabulary

TODAY = date(2020, 9, 10)
REGION = RegionVocabulary(1, "东至县", UnitDirectory("东至县", ()))
VOCABULARY = Vocabulary((REGION,))


@pytest.mark.parametrize(
    ("text", "until", "reason"),
    [
        ("11月15日，材料没到齐", date(2020, 11, 15), "材料没到齐"),
        ("（9）申请延期到11月15日，因为材料没到齐", date(2020, 11, 15), "材料没到齐"),
        ("第9项申请延期到11月15日。原因：等待省里文件", date(2020, 11, 15), "等待省里文件"),
        ("2020-11-15 因人手不够", date(2020, 11, 15), "人手不够"),
        ("延到年底", date(2020, 12, 31), None),
        ("到11月底，由于疫情，无法进场", date(2020, 11, 30), "疫情，无法进场"),
        ("3月1日，跨年项目", date(2021, 3, 1), "跨年项目"),
        ("材料没到齐", None, "材料没到齐"),
        ("申请延期第9项", None, None),
        (
            "please extend item 9 to 15 November because materials are late",
            date(2020, 11, 15),
            "materials are late",
        ),
    ],
)
def test_a_wish(text: str, until: date | None, reason: str | None) -> None:
    assert read_wish(text, REGION, VOCABULARY, TODAY) == Wish(until, reason)


@pytest.mark.parametrize(
    ("text", "due", "later"),
    [
        ("延期两周", date(2020, 9, 30), date(2020, 10, 14)),
        ("第9项延期一个月", date(2020, 10, 31), date(2020, 11, 30)),
        ("延期10天", date(2020, 9, 30), date(2020, 10, 10)),
        ("延期一个月", date(2020, 2, 29), date(2020, 3, 31)),
        ("延期三个月", date(2020, 11, 15), date(2021, 2, 15)),
        ("延长半个月", date(2020, 9, 15), date(2020, 9, 30)),
        ("extend by 2 weeks", date(2020, 9, 30), date(2020, 10, 14)),
        ("申请延期到11月15日", date(2020, 9, 30), None),
        ("延期，10天没有下雨", date(2020, 9, 30), None),
    ],
)
def test_so_much_later_than_the_due_date(text: str, due: date, later: date | None) -> None:
    assert later_by(text, due) == later


@pytest.mark.parametrize(
    ("text", "until", "reason"),
    [
        ("申请延期到11月15日，材料11月10日才到齐", date(2020, 11, 15), "材料11月10日才到齐"),
        ("由于疫情影响，第9项申请延期到11月15号", date(2020, 11, 15), "疫情影响"),
        ("第9项从10月31日延期到11月15日，佐证不全，请补充文件", date(2020, 11, 15), "佐证不全，请补充文件"),
        ("佐证不全；请补充：一、纪要；二、照片，谢谢", None, "佐证不全；请补充：一、纪要；二、照片"),
        ("第9项延期到昨天，没办完", date(2020, 9, 9), "没办完"),
        ("第9项请予延期", None, None),
        ("the extension of item 9", None, None),
        ("can we extend item 9 to Nov 15?", date(2020, 11, 15), None),
    ],
)
def test_a_reason_is_kept_as_it_was_said(text: str, until: date | None, reason: str | None) -> None:
    assert read_wish(text, REGION, VOCABULARY, TODAY) == Wish(until, reason)


@pytest.mark.parametrize("text", ["11月底，忙", "延期11月底，忙", "15日，忙"])
def test_a_date_is_no_length_of_time(text: str) -> None:
    assert later_by(text, date(2020, 9, 30)) is None
