"""Rules for what counts from the day of issue or hangs on a holiday: 即日起至…, 本月底, 春节前."""

from datetime import date, timedelta

from data.dates.deadlines.cell import (
    Cell,
    Found,
    Match,
    Read,
    UnknownHolidayError,
    at_boundary,
    compiled,
)
from data.dates.deadlines.points import SMALL, SUFFIX, Point, bounds, locate, named_year, point, read_point
from data.dates.deadlines.recurring import recur
from data.dates.numerals import last_day
from data.dates.values import MilestoneKind

_ISSUE = "[本此]?(?:方案|通知|意见|文件|办法)?(?:印发|发布|发文|下发|公布)"
ISSUE_START = rf"(?:(?:即日|现在|现)起?|{_ISSUE}(?:之日|之时)?起?)"
SINCE_ISSUE = rf"{ISSUE_START}(?:至|到|-|~)+{point(1)}{SUFFIX}"
FROM_ISSUE = (
    rf"(?:即日|{_ISSUE}之日)起"
    rf"(?!\d|(?:{SMALL}|两|半)个?半?(?:工作|自然)?[日天周月年季])"
)


def read_since_issue(match: Match, cell: Cell) -> Read | None:
    """Read 即日起至…: a range that starts on the day of issue."""
    target = read_point(match, 1, cell)
    due = locate(target, cell)[1]
    cell.settle(due, match.end(), printed=target.year is not None)
    notes = [] if cell.issued else ["不知道方案的印发日期，起始日未定"]
    return Read([Found(MilestoneKind.RANGE, start=cell.issued, due=due)], notes)


def read_from_issue(match: Match, cell: Cell) -> Read | None:
    """Read 即日起 alone."""
    notes = [] if cell.issued else ["不知道方案的印发日期，起始日未定"]
    return Read([Found(MilestoneKind.FROM, start=cell.issued)], notes)


RELATIVE = (
    r"(?P<which>本|当|下个?)(?P<unit>月|周|星期|季度?)(?:(?P<d>\d{1,2})[日号]|(?P<wd>[一二三四五六日天])|(?P<p>上旬|中旬|下旬|[底末初]))?"
    + SUFFIX
)


def read_relative(match: Match, cell: Cell) -> Read | None:
    """Read 本月底, 下周五, 本季度内: they need the day of issue."""
    if (
        match["s"] is None
        and match["p"] is None
        and match["d"] is None
        and not at_boundary(cell.text, match.end())
    ):
        return None
    if cell.issued is None:
        return Read([], [f"“{match['which']}{match['unit']}”要从印发日期算起，印发日期不详"])
    due = _relative_end(match, cell.issued, later=match["which"].startswith("下"))
    cell.settle(due, match.end(), printed=False)
    return Read([Found(MilestoneKind.BY, due=due)])


def _relative_end(match: Match, issued: date, *, later: bool) -> date:
    """Return the last day of the running or the next week, month or quarter."""
    if match["unit"] in ("周", "星期"):
        monday = issued - timedelta(days=issued.weekday()) + timedelta(days=7 * later)
        return monday + timedelta(days="一二三四五六日".index((match["wd"] or "日").replace("天", "日")))
    index = issued.year * 12 + issued.month - 1
    if match["unit"] == "月":
        index += later
        part = match["p"] or "底"
        day = int(match["d"]) if match["d"] else None
        return bounds(Point(None, index % 12 + 1, day, part), index // 12)[1]
    index = index - index % 3 + 2 + 3 * later
    return date(index // 12, index % 12 + 1, last_day(index // 12, index % 12 + 1))


LUNAR = r"(?:农历|阴历)[^，,。；;）)]*"


def read_lunar(match: Match, cell: Cell) -> Read | None:
    """Refuse a date of the lunar calendar: 农历八月十五 is not 15 August."""
    # 9月20日（农历八月初四）: the date stands before it.
    if cell.latest is not None and match.start() == cell.latest_end + 1:
        return Read()
    return Read([], ["是农历日期，请写明公历日期"])


_KEY = (
    "春节|除夕|元宵|元旦|清明|劳动节|端午|中秋|国庆|建党节|建军节|教师节|重阳|妇女节|青年节|儿童节"
    "|[五六七八十]一|三八|五四"
)
_NAME = rf"“?(?:{_KEY})”?(?:国际)?节?(?:假期|长假|期间)?"
# 中秋、国庆节前 is two days.
_HOLIDAYS = rf"(?P<names>{_NAME}(?:[、和及]?{_NAME})*)(?:之|以)?前(?![后期])"
# 10月1日国庆节前: the holiday is the deadline.
_HOLIDAY_YEAR = r"(?:(?P<y1>20\d\d)年|(?P<r1>今年|本年|当年|明年|次年|翌年|来年)的?)?(?:\d{1,2}月\d{1,2}日)?"
HOLIDAY = rf"{_HOLIDAY_YEAR}{_HOLIDAYS}"


def read_holiday(match: Match, cell: Cell) -> Read | None:
    """Read 春节前 as the day before it, one date for each holiday."""
    printed = int(match["y1"]) if match["y1"] else named_year(match["r1"], cell) if match["r1"] else None
    eves = dict.fromkeys(_eve(name, printed, cell) for name in compiled(_KEY).findall(match["names"]))
    for due in eves:
        cell.settle(due, match.end(), printed=printed is not None)
    return Read([Found(MilestoneKind.BY, due=due) for due in eves])


def _eve(name: str, printed: int | None, cell: Cell) -> date:
    """Return the day before a holiday; without a year, of the first after the issue or near the last date.

    New Year's Day of the plan's year lies before every plan of that year, so 元旦前 is its last day.
    """
    is_new_year = name.startswith("元旦")
    running = printed or cell.running_year()
    day = _holiday(name, running + (printed is None and is_new_year))
    near = cell.latest or cell.issued
    if printed is None and near is not None:
        if is_new_year:
            day = _holiday(name, near.year + (_holiday(name, near.year) <= near))
        elif day <= near - timedelta(days=_HALF_A_YEAR if cell.latest else 0):
            day = _holiday(name, near.year + 1)
    return day - timedelta(days=1)


_HALF_A_YEAR = 183
RANGE_TO_HOLIDAY = rf"(?:{ISSUE_START}|{point(2)})(?:起?(?:至|到|-|~)+){HOLIDAY}"


def read_range_to_holiday(match: Match, cell: Cell) -> Read | None:
    """Read 11月至2021年春节前, 即日起至国庆节前."""
    is_dated = any(match[f"{group}2"] for group in ("nm", "sm", "m", "q", "h", "e"))
    start = locate(read_point(match, 2, cell), cell)[0] if is_dated else cell.issued
    if is_dated:
        cell.settle(start or date.min, match.start(), printed=match["y2"] is not None)
    read = read_holiday(match, cell)
    if read is None or not read.found:
        return read
    due = read.found[-1].due
    if start and due and due < start:
        return Read([], ["起止日期颠倒，请核对"])
    notes = [] if start else ["不知道方案的印发日期，起始日未定"]
    return Read([Found(MilestoneKind.RANGE, start=start, due=due)], notes)


EVERY_HOLIDAY = rf"每年度?的?{_HOLIDAYS}"


def read_every_holiday(match: Match, cell: Cell) -> Read | None:
    """Read 每年国庆节前; a festival of the lunar calendar falls on no fixed day."""
    rules = dict[str, None]()
    for name in compiled(_KEY).findall(match["names"]):
        days = {_holiday(name, in_year).replace(year=2001) for in_year in range(2018, 2023)}
        if len(days) > 1:
            return Read([], ["每年日期不同，请写明日期"])
        eve = days.pop() - timedelta(days=1)
        rules[f"FREQ=YEARLY;BYMONTH={eve.month};BYMONTHDAY={eve.day}"] = None
    return recur(cell, *rules)


def _holiday(name: str, in_year: int) -> date:
    """Return the first day of a holiday in a year."""
    # Loaded here: few cells name a holiday.
    from data.dates.holidays import day_of_holiday

    day = day_of_holiday(name.replace("十一", "国庆"), in_year)
    if day is None:
        raise UnknownHolidayError(name)
    return day
