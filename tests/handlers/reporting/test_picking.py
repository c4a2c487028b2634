"""Which words pick what was offered, and which do not."""

import pytest

from handlers.message import Choice
from handlers.reporting.picking import picked

YES, NO = Choice("确认报办结", "/report 5,6 办结 ok"), Choice("取消", "/report 5 取消")
ONE = (YES, NO)
SEVEN, NINE = Choice("第7项", "/report 5 办结 ok"), Choice("第9项", "/report 6 办结 ok")
ALL = Choice("全部2项", "/report 5,6 办结")
SEVERAL = (SEVEN, NINE, ALL, NO)


@pytest.mark.parametrize("text", ["是的", "对", "确认", "好的。", "确认报办结", "yes"])
def test_a_single_offer_is_taken(text: str) -> None:
    assert picked(text, ONE) == YES


@pytest.mark.parametrize("text", ["不", "不对", "取消", "算了", "no"])
def test_an_offer_is_left(text: str) -> None:
    assert picked(text, ONE) == NO


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("第2个", NINE),
        ("1", SEVEN),
        ("二", NINE),
        ("第9项", NINE),
        ("（7）", SEVEN),
        ("全部", ALL),
        ("都是", ALL),
    ],
)
def test_one_of_several_is_picked(text: str, choice: Choice) -> None:
    assert picked(text, SEVERAL) == choice


@pytest.mark.parametrize(
    "text", ["确认吗？", "是的，第9项也是", "收到", "第3个", "第8项", "第9项谁负责", "是的吗", ""]
)
def test_other_words_pick_nothing(text: str) -> None:
    assert picked(text, SEVERAL) is None


def test_buttons_that_ask_something_are_not_picked() -> None:
    assert picked("1", (Choice("县住建局", "县住建局有哪些任务"),)) is None


def test_the_buttons_of_a_nudge_are_not_picked() -> None:
    assert picked("好的", (Choice("已办结", "/report 5 办结"),)) is None
