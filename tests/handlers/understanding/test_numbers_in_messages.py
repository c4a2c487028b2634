"""Numbers of items, headings and chapters, and what only looks like one."""

import pytest

from handlers.understanding.cleaning import clean
from handlers.understanding.numbers import Numbering, find_numbers, han_numeral
from handlers.understanding.query import ItemKind

CONGHUA = Numbering(frozenset(map(str, range(1, 37))), frozenset({"一", "十二", "二十一"}))
SECTIONS = Numbering(frozenset({"二-3", "1"}))

ITEMS = [
    ("第27项", ["27"]),
    ("第二十七项", ["27"]),
    ("第２７项", ["27"]),
    ("27项谁负责", ["27"]),
    ("（5）", ["5"]),
    ("(12)什么时候", ["12"]),
    ("⑿是什么", ["12"]),
    ("item 12", ["12"]),
    ("Item #12", ["12"]),
    ("items 3 and 4", ["3", "4"]),
    ("items 3-5", ["3", "4", "5"]),
    ("No. 12", ["12"]),
    ("#12", ["12"]),
    ("任务12", ["12"]),
    ("7号任务", ["7"]),
    ("第3、5项", ["3", "5"]),
    ("第3到5项", ["3", "4", "5"]),
    ("第3项和第5项", ["3", "5"]),
    ("extend item 9 to 15 November", ["9"]),
    ("第12谁负责", ["12"]),
    ("9什么时候截止", ["9"]),
]
NO_ITEMS = [
    "还有3项没完成",
    "完成了3项",
    "一共27项任务",
    "哪一项",
    "下一项",
    "2020年9月30日",
    "9月底前",
    "26个领域",
    "第一季度",
    "第二阶段",
    "第一时间",
    "2-3个村",
    "12号之前",
    "工作3天",
    "任务一览",
    "〔2020〕64号",
    "3 tasks",
]


@pytest.mark.parametrize(("text", "labels"), ITEMS, ids=[text for text, _ in ITEMS])
def test_an_item_number_is_found(text: str, labels: list[str]) -> None:
    found = find_numbers(clean(text), CONGHUA)
    assert [ref.label for number in found for ref in number.refs] == labels
    assert all(ref.kind is ItemKind.ITEM for number in found for ref in number.refs)


@pytest.mark.parametrize("text", NO_ITEMS)
def test_a_count_or_date_is_no_item(text: str) -> None:
    assert find_numbers(clean(text), CONGHUA) == ()


@pytest.mark.parametrize(
    "text", ["方案项目（十二）", "方案项目十二", "项目（十二）", "方案项目12", "方案第十二项"]
)
def test_a_chapter_is_known_by_the_word_beside_it(text: str) -> None:
    (number,) = find_numbers(clean(text), CONGHUA)
    assert (number.refs[0].label, number.refs[0].kind) == ("十二", ItemKind.CHAPTER)


def test_a_bracketed_numeral_alone_may_be_a_chapter() -> None:
    (number,) = find_numbers(clean("（十二）"), CONGHUA)
    assert number.bracketed


def test_a_bracketed_numeral_is_an_item_where_no_chapters_are_printed() -> None:
    (number,) = find_numbers(clean("（十二）"), Numbering())
    assert not number.bracketed


def test_a_heading_is_no_item() -> None:
    (number,) = find_numbers("第3大项", CONGHUA)
    assert number.refs[0].kind is ItemKind.HEADING


def test_a_label_with_its_section_is_found_where_it_is_printed() -> None:
    assert [n.refs[0].label for n in find_numbers("二-3谁负责", SECTIONS)] == ["二-3"]
    assert find_numbers("二-3谁负责", CONGHUA) == ()


@pytest.mark.parametrize(
    ("text", "place"),
    [("第2个", 2), ("第二个任务", 2), ("最后一个", -1), ("the third one", 3), ("2nd one", 2)],
)
def test_a_position_counts_in_the_last_answer(text: str, place: int) -> None:
    (number,) = find_numbers(text, CONGHUA)
    assert number.position == place


@pytest.mark.parametrize("text", ["第2个月", "第二个季度", "第2个工作日"])
def test_a_position_in_time_is_none(text: str) -> None:
    assert not any(number.position for number in find_numbers(text, CONGHUA))


def test_numerals_are_written_as_printed() -> None:
    assert [han_numeral(n) for n in (1, 10, 12, 20, 36)] == ["一", "十", "十二", "二十", "三十六"]
