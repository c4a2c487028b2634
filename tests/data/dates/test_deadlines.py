"""Deadline cells, read by the rule table.

A line of the corpus is `"cell" = [milestones…, "? unread fragment"…]`; a milestone is written as
`by DUE`, `range START..DUE`, `from START`, `ongoing`, `recurring RRULE first DUE`, `event EVENT OFFSET`,
with `soft` in front, `working` or `due DUE` behind an offset, and `: action` at the end.
"""

import re
import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.dates.deadlines import RULES, read_deadline
from data.dates.values import DeadlineReading, Milestone, MilestoneKind

CORPUS = Path(__file__).parents[2] / "corpus"


def written(milestone: Milestone) -> str:
    words = ["soft"] if milestone.soft else []
    words.append(milestone.kind.value)
    match milestone.kind:
        case MilestoneKind.BY:
            words.append(f"{milestone.due}")
        case MilestoneKind.RANGE:
            words.append(f"{milestone.start or ''}..{milestone.due}")
        case MilestoneKind.FROM:
            words.append(f"{milestone.start}")
        case MilestoneKind.RECURRING:
            words += [milestone.rrule or "", "first", f"{milestone.due}"]
        case MilestoneKind.EVENT:
            words += [milestone.event or "", milestone.offset or ""]
            words += ["working"] * milestone.working
            words += [f"due {milestone.due}"] * (milestone.due is not None)
    action = f": {milestone.action}" if milestone.action else ""
    return " ".join(words) + action


def as_written(reading: DeadlineReading) -> list[str]:
    unread = list(dict.fromkeys(f"? {piece.text}" for piece in reading.unread))
    return [written(milestone) for milestone in reading.milestones] + unread


def cases(file: str) -> list[object]:
    with (CORPUS / file).open("rb") as stream:
        parts = tomllib.load(stream)["documents"]
    return [
        pytest.param(cell, known, expected, id=f"{part['name']}: {cell}")
        for part in parts
        for known in [{name: part.get(name) for name in ("year", "issued", "since")}]
        for cell, expected in part["cells"].items()
    ]


@pytest.mark.parametrize(("cell", "known", "expected"), cases("deadlines.toml"))
def test_each_cell_of_the_five_documents_reads_as_it_means(cell, known, expected):
    assert as_written(read_deadline(cell, **known)) == expected


@pytest.mark.parametrize(("cell", "known", "expected"), cases("deadlines_elsewhere.toml"))
def test_each_cell_that_officials_write_elsewhere_reads_as_it_means(cell, known, expected):
    assert as_written(read_deadline(cell, **known)) == expected


@pytest.mark.parametrize(("cell", "known", "expected"), cases("deadlines_more.toml"))
def test_each_cell_of_a_second_reader_reads_as_it_means(cell, known, expected):
    assert as_written(read_deadline(cell, **known)) == expected


def test_a_milestone_names_its_rule_and_the_printed_words():
    (milestone,) = read_deadline("各镇（街）１１月３０日 前报区民政局汇总", year=2020).milestones
    assert (milestone.text, milestone.rule) == ("１１月３０日前", "date")


def test_a_text_too_long_for_a_cell_is_read_in_part_and_says_so():
    text = "9月底前完成。" + "1、" * 5000
    reading = read_deadline(text, year=2020)
    assert reading.milestones[0].due == date(2020, 9, 30)
    assert reading.unread[-1].why == "太长，只读了前2000个字，后面的没有读"
    assert text.endswith(reading.unread[-1].text)


def test_every_rule_has_a_name_of_its_own():
    names = [rule.name for rule in RULES]
    assert len(set(names)) == len(names)


def test_each_unread_piece_says_why_in_chinese():
    for cell in ("汛期前", "9月31日前", "本月底", "立即", "按要求", "—", "季度末前"):
        for piece in read_deadline(cell, year=2020).unread:
            assert piece.why
            assert any("\u4e00" <= char <= "\u9fff" for char in piece.why)


def test_without_any_year_a_date_is_a_warning_and_no_guess():
    reading = read_deadline("9月底前", year=None)
    assert reading.milestones == ()
    assert "年份" in reading.unread[0].why


def test_the_issue_date_gives_the_year_where_none_is_stated():
    assert as_written(read_deadline("9月底前", year=None, issued=date(2020, 8, 14))) == ["by 2020-09-30"]


def test_a_period_beyond_the_calendar_is_a_warning():
    reading = read_deadline("9999年内", year=2020, issued=date(2020, 8, 14))
    assert (reading.milestones, len(reading.unread)) == ((), 1)


def test_an_empty_cell_has_nothing_to_warn_of():
    reading = read_deadline(" \n", year=2020)
    assert (reading.milestones, reading.unread) == ((), ())


@pytest.mark.parametrize(
    ("cell", "first"),
    [("每年1月10日前", date(2021, 1, 10)), ("每季度", date(2020, 9, 30)), ("每月5日前", date(2020, 9, 5))],
)
def test_a_recurrence_begins_at_the_first_day_not_before_the_issue(cell, first):
    assert read_deadline(cell, year=2020, issued=date(2020, 8, 14)).milestones[0].due == first


def test_since_wins_over_the_issue_date():
    reading = read_deadline("每月底前", year=2020, issued=date(2020, 8, 14), since=date(2020, 10, 31))
    assert reading.milestones[0].due == date(2020, 10, 31)


def test_a_recurrence_without_any_year_has_its_rule_and_no_first_day():
    (milestone,) = read_deadline("每年12月25日前", year=None).milestones
    assert (milestone.rrule, milestone.due) == ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25", None)


DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
CHINESE = "〇一二三四五六七八九"


def chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens < 1 else "十" if tens == 1 else CHINESE[tens] + "十") + (CHINESE[ones] if ones else "")


FORMS = {
    "{d.year}年{d.month}月{d.day}日前": True,
    "{d.year}年{d.month:02}月{d.day:02}日": True,
    "{d.year}年{d.month}月{d.day}号之前": True,
    "{d.year}.{d.month}.{d.day}前": True,
    "{d.year}-{d.month:02}-{d.day:02}": True,
    "{d.year}/{d.month}/{d.day}": True,
    "截至{d.year}年{d.month}月{d.day}日24时": True,
    "{d.month}月{d.day}日前": False,
    "{d.month}.{d.day}前": False,
    "{month}月{day}日前完成编制": False,
    "于{d.month}月{d.day}日下班前报送": False,
}


@given(day=DAYS, form=st.sampled_from(sorted(FORMS)), other=st.integers(1990, 2060))
def test_a_real_date_reads_back_in_every_common_form(day, form, other):
    printed = form.format(d=day, month=chinese(day.month), day=chinese(day.day))
    reading = read_deadline(printed, year=other if FORMS[form] else day.year)
    assert [(m.kind, m.due) for m in reading.milestones] == [(MilestoneKind.BY, day)]
    assert reading.unread == ()


@given(day=DAYS)
def test_a_date_in_chinese_numerals_reads_back(day):
    year = "".join(CHINESE[int(digit)] for digit in str(day.year))
    if day.year >= 2000:
        reading = read_deadline(f"{year}年{chinese(day.month)}月{chinese(day.day)}日前", year=2020)
        assert [m.due for m in reading.milestones] == [day]


@given(start=DAYS, length=st.integers(0, 700))
def test_a_range_reads_back_with_both_its_ends(start, length):
    end = start + timedelta(days=length)
    printed = f"{start.year}年{start.month}月{start.day}日至{end.year}年{end.month}月{end.day}日"
    (milestone,) = read_deadline(printed, year=2020).milestones
    assert (milestone.start, milestone.due) == (start, end)


@given(year=st.integers(2000, 2040), month=st.integers(1, 14), day=st.integers(1, 35))
def test_a_day_that_does_not_exist_is_never_a_milestone(year, month, day):
    try:
        expected = [date(year, month, day)]
    except ValueError:
        expected = []
    reading = read_deadline(f"{year}年{month}月{day}日前", year=2020)
    assert [m.due for m in reading.milestones] == expected
    assert len(reading.unread) == (not expected)


PIECES = st.lists(
    st.sampled_from(
        [
            "2020年",
            "9月",
            "底",
            "前",
            "15日",
            "至",
            "-",
            "、",
            "，",
            "；",
            "每",
            "年",
            "季度",
            "月",
            "周",
            "五",
            "上半年",
            "下旬",
            "起",
            "即日起",
            "持续",
            "长期",
            "完成",
            "报送",
            "区政府",
            "2个",
            "工作日",
            "内",
            "后",
            "出台",
            "春节",
            "国庆",
            "半",
            "次",
            "一",
            "三",
            "十",
            "第",
            ".",
            "/",
            "(",
            "（",
            "）",
            "本",
            "明年",
            "各",
            "一次",
            "31",
            "2",
            "0",
            "号",
            "\n",
            "争取",
            "中",
            "初",
        ]
    ),
    max_size=14,
).map("".join)


@settings(max_examples=400)
@given(
    text=PIECES | st.text(max_size=30),
    year=st.none() | st.integers(1950, 2090),
    issued=st.none() | st.dates(date(1950, 1, 1), date(2090, 1, 1)),
)
def test_no_text_makes_the_reader_fail(text, year, issued):
    reading = read_deadline(text, year=year, issued=issued)
    assert reading.milestones or reading.unread or not text.strip() or not text.strip("\u200b\ufeff \n")


@settings(max_examples=300)
@given(text=st.text(alphabet="，。；完成报送编制公开区政府门户网站（）、将情况", max_size=30))
def test_text_without_any_time_gives_no_date(text):
    assert all(m.due is None and m.rrule is None for m in read_deadline(text, year=2020).milestones)


@settings(max_examples=300)
@given(text=PIECES, year=st.integers(2000, 2040))
def test_a_due_date_lies_near_a_year_that_is_printed_or_given(text, year):
    bare = "".join(text.split())
    known = {
        year,
        *map(int, re.findall(r"20\d\d", bare)),
        *(2000 + int(y) for y in re.findall(r"\d\d(?=年)", bare)),
    }
    for milestone in read_deadline(text, year=year).milestones:
        if milestone.due:
            assert min(abs(milestone.due.year - near) for near in known) <= 2


CELLS = [case.values[0] for file in ("deadlines.toml", "deadlines_elsewhere.toml") for case in cases(file)]
WIDE = str.maketrans("0123456789./-~", "０１２３４５６７８９．／－～")


@settings(max_examples=300)
@given(
    cell=st.sampled_from(CELLS), blank=st.sampled_from([" ", "\u3000", "\n", "\t", "\xa0"]), data=st.data()
)
def test_white_space_inside_a_cell_changes_nothing(cell, blank, data):
    if any(char.isascii() and char.isalpha() for char in cell) or "\n" in cell:
        return
    at = data.draw(st.integers(0, len(cell)))
    spaced = read_deadline(cell[:at] + blank + cell[at:], year=2020)
    plain = read_deadline(cell, year=2020)
    assert (spaced.milestones, spaced.unread) == (plain.milestones, plain.unread)


@pytest.mark.parametrize("cell", CELLS)
def test_full_width_digits_read_as_plain_ones(cell):
    wide, plain = read_deadline(cell.translate(WIDE), year=2020), read_deadline(cell, year=2020)

    def dates(reading: DeadlineReading) -> list[tuple[object, ...]]:
        return [(m.kind, m.start, m.due, m.rrule, m.offset, m.soft) for m in reading.milestones]

    assert dates(wide) == dates(plain)
