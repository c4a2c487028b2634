"""The builders of the deadline grammar for what recurs: 每年, 每季度, 每月, 每周."""

import re
from datetime import date

from data.dates.deadlines.cell import Cell, Found, Match, NoSuchDayError, Read
from data.dates.deadlines.points import CN, SMALL, SUFFIX
from data.dates.deadlines.spans import SEP
from data.dates.numerals import last_day, read_number
from data.dates.recurrence import WEEKDAYS, next_occurrence
from data.dates.values import MilestoneKind

# 每年1月、7月各一次: the count says nothing about the days.
ONCE = r"(?:各?(?:至少|不少于)?(?:开展)?[一1]次)?"
ITEM = rf"{SMALL}月份?(?:{SMALL}[日号]?(?![\d{CN}个])|(?:上旬|中旬|下旬|上半月|下半月|[初底末]|中(?=前|$|[，,。；;、])))?"
QUARTERS = r"第?[1-4一二三四](?:[、和及]第?[1-4一二三四])*个?季度(?:[、和及]第?[1-4一二三四]个?季度)*[末底]?"

YEARLY = (
    rf"(?:每(?:一)?年度?(?!度?结束)的?|按年度?(?!计划|任务|目标|工作))(?:"
    rf"(?P<range>(?:{ITEM}|{SMALL}){SEP}(?P<last>{ITEM}))"
    rf"|(?P<items>{ITEM}(?:(?:[、和及与,，]|以及){ITEM})*)"
    rf"|(?P<months>{SMALL}(?:[、和及]{SMALL})+月(?:份|底|末)?)"
    rf"|(?P<quarters>{QUARTERS})"
    rf"|(?P<halves>上半年[、和及]下半年|上、下半年|上下半年|上半年|下半年)"
    rf"|(?P<end>年?[底末终]|岁末|年内)?)(?!结束)"
    rf"{SUFFIX}{ONCE}"
)
NEXT_YEARLY = rf"(?:次|翌)年(?P<items>{SMALL}月(?:{SMALL}[日号]|[底末])?){SUFFIX}"
QUARTERLY = (
    r"(?:每(?:一)?个?季度?(?!度?结束后?[^，。]{0,4}工作日)|逐季度?|按季度?(?!计划|任务|目标))的?"
    rf"(?:(?P<nth>首月|第一个月|第二个月|末月|第三个月|最后一?个?月)(?:的)?(?:(?P<d>{SMALL})[日号]|(?P<p>上旬|中旬|下旬|[初底末]))?"
    rf"|(?:结束)?后的?(?P<after>{SMALL})(?:个)?(?:自然)?[日天]内?|[末底初中])?(?:内(?![部容]))?(?!结束)"
    rf"{SUFFIX}{ONCE}"
)
HALF_YEARLY = rf"(?:每(?:个)?半年度?|按半年|半年(?=[一1]次)){SUFFIX}{ONCE}"
MONTHLY = (
    r"(?:(?:每月)?次月|每(?:一)?个?月度?|逐月|按月(?!度?(?:计划|任务|目标)))的?"
    rf"(?:(?P<days>{SMALL}[日号]?(?:[、和及]{SMALL}[日号]?)*(?<=[日号])|{SMALL}(?=前))"
    r"|(?P<workday>最后一?个?工作日)|最后一?个?(?:周|星期)(?P<lastday>[一二三四五六日天])"
    r"|(?P<week>第[一二三四]周|最后一周)"
    rf"|(?:结束)?后的?(?P<after>{SMALL})(?:个)?(?:自然)?[日天]内?"
    r"|(?P<p>上旬|中旬|下旬|上半月|月?[底末初]|中(?=前|$|[，,。；;、])))?(?:内(?![部容]))?(?!结束)"
    rf"{SUFFIX}{ONCE}"
)
WEEKLY = (
    r"(?:每个?|逐|按)(?:周|星期)(?P<days>[一二三四五六日天](?![次])(?:[、和及至到-]?(?:周|星期)?[一二三四五六日天](?!次))*)?[末内]?"
    rf"{SUFFIX}{ONCE}"
)
DAILY = rf"(?:每(?:日|天)|逐日|按日|(?P<work>每个?工作日)){SUFFIX}{ONCE}"
EVERY_N = rf"每(?P<n>\d{{1,2}}|[两{CN}]{{1,2}})(?:个)?(?P<unit>年|月|季度|周|星期|日|天){SUFFIX}{ONCE}"
HALF_MONTHLY = rf"每半个?月{SUFFIX}{ONCE}"
TEN_DAILY = rf"每旬{SUFFIX}{ONCE}"
ONCE_A = rf"[一1](?:个)?(?P<unit>年|季度|月|周|天)(?:至少|不少于)?[一1]次{SUFFIX}"
QUARTER_END = rf"季度?[末底]{SUFFIX}"
YEARS_AHEAD = rf"(?:(?P<y1>20\d\d)年?{SEP}(?P<y2>20\d\d)年(?:期间)?|(?:自|从)?(?P<y3>20\d\d)年度?(?:起|开始))[，,]?(?=每)"

MONTHLY_END = "FREQ=MONTHLY;BYMONTHDAY=-1"
YEARLY_END = "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1"
QUARTERLY_END = "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"
HALF_YEARLY_END = "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1"
WEEKLY_END = "FREQ=WEEKLY;BYDAY=SU"
PART_ENDS = {"上旬": 10, "初": 10, "中旬": 20, "中": 20, "上半月": 15}


def recur(cell: Cell, *rules: str) -> Read:
    """Give a recurring milestone for each rule, its first occurrence not before the day the cell counts from."""
    since = cell.since or cell.issued or (date(cell.year, 1, 1) if cell.year else None)
    start = date(cell.first_year, 1, 1) if cell.first_year else None
    read = Read()
    for plain in rules:
        rule = f"{plain};UNTIL={cell.last_year}1231" if cell.last_year else plain
        begin = max((day for day in (since, start) if day), default=None)
        due = next_occurrence(rule, begin) if begin else None
        read.found.append(Found(MilestoneKind.RECURRING, start=start, due=due, rrule=rule))
    read.start = cell.bounds_at
    cell.yearly, cell.first_year, cell.last_year, cell.bounds_at = True, None, None, None
    return read


def yearly_rule(days: list[tuple[int, int]]) -> list[str]:
    """Give as few rules as say the (month, day) pairs; -1 is a month's last day."""
    if len({day for _, day in days}) > 1:
        days = [(month, -1 if day == last_day(2001, month) else day) for month, day in days]
    by_day: dict[int, list[int]] = {}
    for month, day in days:
        by_day.setdefault(day, []).append(month)
    return [
        f"FREQ=YEARLY;BYMONTH={','.join(map(str, sorted(set(months))))};BYMONTHDAY={day}"
        for day, months in by_day.items()
    ]


_ITEM = re.compile(
    rf"(?P<m>{SMALL})月份?(?:(?P<d>{SMALL})[日号]?|(?P<p>上旬|中旬|下旬|上半月|下半月|初|中|底|末))?"
)


def month_days(printed: str) -> list[tuple[int, int]]:
    """Read 1月、7月10日 as (month, day) pairs."""
    days = []
    for match in _ITEM.finditer(printed):
        month = read_number(match["m"]) or 0
        day = read_number(match["d"]) if match["d"] else PART_ENDS.get(match["p"] or "", -1)
        if not 1 <= month <= 12 or day is None or not (day == -1 or 1 <= day <= last_day(2000, month)):
            raise NoSuchDayError(match[0])
        days.append((month, day))
    return days


def read_yearly(match: Match, cell: Cell) -> Read | None:
    """Read 每年 with months, days, quarters, halves, or alone: the year's last day."""
    if match["range"]:
        return recur(cell, *yearly_rule(month_days(match["last"])))
    if match["items"]:
        return recur(cell, *yearly_rule(month_days(match["items"])))
    if match["months"]:
        numbers = re.split("[、和及]", match["months"].rstrip("份底末").rstrip("月"))
        return recur(cell, *yearly_rule(month_days("、".join(f"{number}月" for number in numbers))))
    if match["quarters"]:
        quarters = re.findall(r"[1-4一二三四]", match["quarters"])
        return recur(cell, *yearly_rule([((read_number(quarter) or 0) * 3, -1) for quarter in quarters]))
    if match["halves"]:
        months = [month for word, month in (("上", 6), ("下", 12)) if word in match["halves"]]
        return recur(cell, *yearly_rule([(month, -1) for month in months]))
    return recur(cell, YEARLY_END)


# 每年汛期前 is no 每年.
UNFIXED = r"每年度?的?(?:主?汛期?|入[春夏秋冬]|[春夏秋冬]季|春耕|秋收|开学|暑[假期]|寒假|高考|中考|换届|供暖|采暖期?|雨季|旱季|年初)(?:[^，,。；;]{0,4}?(?:之|以)?前)?"


def read_unfixed(match: Match, cell: Cell) -> Read | None:
    """Refuse a yearly time that falls on no fixed day."""
    return Read([], ["每年没有固定的日期，请写明日期"])


def read_next_yearly(match: Match, cell: Cell) -> Read | None:
    """Read 次年1月10日前 behind 每年…: it recurs as well."""
    return recur(cell, *yearly_rule(month_days(match["items"]))) if cell.yearly else None


def read_quarterly(match: Match, cell: Cell) -> Read | None:
    """Read 每季度, 每季度首月10日前, 每季度结束后5日内."""
    if match["after"]:
        return recur(cell, f"FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY={_day(match['after'])}")
    if match["nth"]:
        first = {"首月": 1, "第一个月": 1, "第二个月": 2}.get(match["nth"], 3)
        months = ",".join(str(month) for month in range(first, 13, 3))
        day = _day(match["d"]) if match["d"] else PART_ENDS.get(match["p"] or "", -1)
        return recur(cell, f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY={day}")
    return recur(cell, QUARTERLY_END)


def read_monthly(match: Match, cell: Cell) -> Read | None:
    """Read 每月, 每月5日前, 每月最后一个工作日."""
    if match["days"]:
        days = ",".join(str(_day(day)) for day in re.findall(SMALL, match["days"]))
        return recur(cell, f"FREQ=MONTHLY;BYMONTHDAY={days}")
    if match["workday"]:
        return recur(cell, "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1")
    if match["lastday"]:
        return recur(cell, f"FREQ=MONTHLY;BYDAY=-1{_weekday(match['lastday'])}")
    if match["week"] and match["week"] != "最后一周":
        return recur(cell, f"FREQ=MONTHLY;BYMONTHDAY={7 * (read_number(match['week'][1]) or 0)}")
    if match["after"]:
        return recur(cell, f"FREQ=MONTHLY;BYMONTHDAY={_day(match['after'])}")
    return recur(cell, f"FREQ=MONTHLY;BYMONTHDAY={PART_ENDS.get((match['p'] or '').removeprefix('月'), -1)}")


def _day(printed: str) -> int:
    """Read a day of a month."""
    day = read_number(printed) or 0
    if not 1 <= day <= 31:
        raise NoSuchDayError(f"{printed}日")
    return day


def _weekday(printed: str) -> str:
    """Give the RFC 5545 name of 一 … 日."""
    return WEEKDAYS["一二三四五六日".index(printed.replace("天", "日"))]


def read_weekly(match: Match, cell: Cell) -> Read | None:
    """Read 每周, 每周五, 每周一、周四."""
    if not match["days"]:
        return recur(cell, WEEKLY_END)
    days = re.findall("[一二三四五六日天]", match["days"])
    if re.search("[至到-]", match["days"]):
        return recur(cell, f"FREQ=WEEKLY;BYDAY={_weekday(days[-1])}")
    return recur(cell, "FREQ=WEEKLY;BYDAY=" + ",".join(_weekday(day) for day in days))


def read_daily(match: Match, cell: Cell) -> Read | None:
    """Read 每天, 每个工作日."""
    return recur(cell, "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR" if match["work"] else "FREQ=DAILY")


def read_half_yearly(match: Match, cell: Cell) -> Read | None:
    """Read 每半年."""
    return recur(cell, HALF_YEARLY_END)


def read_half_monthly(match: Match, cell: Cell) -> Read | None:
    """Read 每半月."""
    return recur(cell, "FREQ=MONTHLY;BYMONTHDAY=15,-1")


def read_ten_daily(match: Match, cell: Cell) -> Read | None:
    """Read 每旬."""
    return recur(cell, "FREQ=MONTHLY;BYMONTHDAY=10,20,-1")


def read_once_a(match: Match, cell: Cell) -> Read | None:
    """Read 一季度一次, which is no first quarter."""
    rules = {"年": YEARLY_END, "季度": QUARTERLY_END, "月": MONTHLY_END, "周": WEEKLY_END, "天": "FREQ=DAILY"}
    return recur(cell, rules[match["unit"]])


def read_quarter_end(match: Match, cell: Cell) -> Read | None:
    """Read 季度末前 without 每 as every quarter's end, and say so."""
    read = recur(cell, QUARTERLY_END)
    read.unread.append("没有写明哪个季度，按每个季度读")
    return read


def read_every_n(match: Match, cell: Cell) -> Read | None:
    """Read 每两年, 每三个月; months that divide the year are written as its months."""
    number, unit = read_number(match["n"]) or 0, match["unit"]
    if number < 1:
        return None
    months = number * {"月": 1, "季度": 3}.get(unit, 0)
    if months and 12 % months == 0:
        return recur(cell, *yearly_rule([(month, -1) for month in range(months, 13, months)]))
    if months:
        rule = f"{MONTHLY_END};INTERVAL={months}"
    else:
        plain = {
            "年": YEARLY_END,
            "周": WEEKLY_END,
            "星期": WEEKLY_END,
            "日": "FREQ=DAILY",
            "天": "FREQ=DAILY",
        }[unit]
        rule = plain if number == 1 else f"{plain};INTERVAL={number}"
    read = recur(cell, rule)
    if number > 1:
        read.unread.append("没有写明从何时起算，首次日期请核对")
    return read


def read_years_ahead(match: Match, cell: Cell) -> Read | None:
    """Read 2021年起，每年…: the years bound the recurrence that follows."""
    cell.bounds_at = match.start()
    if match["y3"]:
        cell.first_year = int(match["y3"])
    else:
        cell.first_year, cell.last_year = int(match["y1"]), int(match["y2"])
    return Read()
