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
