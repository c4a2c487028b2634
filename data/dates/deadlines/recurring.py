"""What the rules for recurring deadlines share, and those for any unit: 每两年, 一季度一次."""

import re
from datetime import date, timedelta

from data.dates.deadlines.cell import Cell, Found, Match, NoSuchDayError, Read
from data.dates.deadlines.points import CN, SMALL, SUFFIX, Point, bounds, read_year, year
from data.dates.numerals import read_number
from data.dates.recurrence import next_occurrence
from data.dates.values import MilestoneKind

# 每年1月、7月各一次: the count says nothing about the days.
ONCE = r"(?:各?(?:至少|不少于)?(?:开展)?[一1][次轮遍])?"
MONTHLY_END = "FREQ=MONTHLY;BYMONTHDAY=-1"
YEARLY_END = "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1"
QUARTERLY_END = "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"
HALF_YEARLY_END = "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1"
WEEKLY_END = "FREQ=WEEKLY;BYDAY=SU"
PART_ENDS = {"上旬": 10, "初": 10, "中旬": 20, "中": 20, "上半月": 15}
"""The last day of a part of a month; what is not here ends with the month."""
UNITS = {
    "年": YEARLY_END,
    "季度": QUARTERLY_END,
    "月": MONTHLY_END,
    "周": WEEKLY_END,
    "星期": WEEKLY_END,
    "日": "FREQ=DAILY",
    "天": "FREQ=DAILY",
}


def recur(cell: Cell, *rules: str) -> Read:
    """Give a recurring milestone for each rule, the first day not before the one the cell counts from."""
    since = cell.since or cell.issued or (date(cell.year, 1, 1) if cell.year else None)
    begin = max((day for day in (since, cell.first_day) if day), default=None)
    read = Read(start=cell.bounds_at)
    for plain in rules:
        rule = f"{plain};UNTIL={cell.last_day:%Y%m%d}" if cell.last_day else plain
        due = next_occurrence(rule, begin) if begin else None
        read.found.append(Found(MilestoneKind.RECURRING, start=cell.first_day, due=due, rrule=rule))
    cell.yearly, cell.first_day, cell.last_day, cell.bounds_at, cell.bare = False, None, None, None, None
    return read


def day_number(printed: str) -> int:
    """Read the number of a day of some month."""
    day = read_number(printed) or 0
    if not 1 <= day <= 31:
        raise NoSuchDayError(f"{printed}日")
    return day


_UNIT_NAMES = "日|周|旬|半?月|季|半?年"
_REGULAR = "调度|通报|督查|考核|小结|总结|汇总|汇报|报告|研判|会商|评估|检查|更新|统计"
# 一次, but in 一月一调度 the word behind is the deliverable.
ONE_OF_IT = rf"(?:至少|不少于)?[一1](?:[次轮遍]|度$|(?={_REGULAR}|报$))"
ONCE_A = rf"[一1]个?(?P<unit>年|季度?|月|周|天|日){ONE_OF_IT}{SUFFIX}"


def read_once_a(match: Match, cell: Cell) -> Read | None:
    """Read 一季度一次, which is no first quarter."""
    return recur(cell, UNITS["季度" if match["unit"] == "季" else match["unit"]])


EVERY_N = (
    rf"(?:每(?P<n>\d{{1,2}}|[两双{CN}]{{1,2}})个?|每隔(?P<gap>\d{{1,2}}|[两{CN}]{{1,2}})个?|每?隔(?=[周月季年日天]))"
    rf"(?P<unit>年|月|季度?|周|星期|日|天){SUFFIX}{ONCE}"
    rf"|(?P<few>[2-9]|10|[两{CN[1:]}])(?:个(?=[月季])|(?=[年周天]))(?P<of>年|月|季度|周|天)[一1][次轮遍]"
)


def read_every_n(match: Match, cell: Cell) -> Read | None:
    """Read 每两年, 每双周, 三个月一次, 每隔一年; months that divide the year are written as its months."""
    printed, unit = match["n"] or match["few"] or "双", match["unit"] or match["of"]
    number = 2 if printed == "双" else read_number(printed) or 0
    if match["gap"]:
        # 每隔一年 is every other year; 每隔3天 is said of every third day.
        number = max(2, read_number(match["gap"]) or 0)
    if number < 1:
        return None
    unit = "季度" if unit == "季" else unit
    months = number * {"月": 1, "季度": 3}.get(unit, 0)
    if months and 12 % months == 0:
        names = ",".join(str(month) for month in range(months, 13, months))
        return recur(cell, f"FREQ=YEARLY;BYMONTH={names};BYMONTHDAY=-1")
    if number == 1:
        return recur(cell, UNITS[unit])
    read = recur(cell, f"{MONTHLY_END};INTERVAL={months}" if months else f"{UNITS[unit]};INTERVAL={number}")
    read.unread.append("没有写明从何时起算，首次日期请核对")
    return read


_NAMED = rf"(?:{_UNIT_NAMES})(?:度?(?:{_REGULAR}|报)|度)"
BY_NAME = (
    rf"^(?:{_NAMED}(?:[、和及/，,]+{_NAMED})*"
    rf"|按?(?:{_UNIT_NAMES})度?(?:[、和及/，,]+按?(?:{_UNIT_NAMES})度)+)$"
)
NAMED_ENDS = {
    "旬": "FREQ=MONTHLY;BYMONTHDAY=10,20,-1",
    "半月": "FREQ=MONTHLY;BYMONTHDAY=15,-1",
    "季": QUARTERLY_END,
    "半年": HALF_YEARLY_END,
}


def read_by_name(match: Match, cell: Cell) -> Read | None:
    """Read 月报, 月度、季度、年度, where the cell says nothing else."""
    units = re.findall(_UNIT_NAMES, match[0])
    return recur(cell, *(NAMED_ENDS.get(unit) or UNITS[unit] for unit in units))


BOUNDS_AHEAD = (
    r"(?:(?P<from>20\d\d)年?(?:至|到|-|~)+(?P<to>20\d\d)年(?:期间)?"
    rf"|[自从]?(?:{year(1)}(?P<m>{SMALL})?月?|(?P<m2>{SMALL})月)份?(?:起|开始|及其?[以之]?后))[，,]?(?=每|按[季月年]|逐)"
)


def read_bounds_ahead(match: Match, cell: Cell) -> Read | None:
    """Read 2021年起，每年…, 9月起每月…: they bound the recurrence that follows."""
    cell.bounds_at = match.start()
    if match["from"]:
        cell.first_day, cell.last_day = date(int(match["from"]), 1, 1), date(int(match["to"]), 12, 31)
        return Read()
    printed, month = read_year(match, 1, cell), match["m"] or match["m2"]
    in_year = cell.plan_year() if printed is None else printed
    cell.first_day = bounds(Point(None, read_number(month)), in_year)[0] if month else date(in_year, 1, 1)
    return Read()


AFTERWARDS = r"(?:以后|之后|此后|随后|其后|今后)[，,]?(?=每|按[季月年]|逐)"


def read_afterwards(match: Match, cell: Cell) -> Read | None:
    """Read 9月底前完成，以后每年…: the recurrence begins behind the date read last."""
    if cell.latest is None:
        return None
    cell.first_day, cell.bounds_at = cell.latest + timedelta(days=1), match.start()
    return Read()
