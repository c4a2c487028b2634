"""Rules for what recurs by months, weeks and days: 每月5日前, 每周五, 每天."""

import re

from data.dates.deadlines.cell import Cell, Match, Read
from data.dates.deadlines.points import SMALL, SUFFIX
from data.dates.deadlines.recurring import ONCE, PART_ENDS, WEEKLY_END, day_number, recur
from data.dates.numerals import read_number
from data.dates.recurrence import WEEKDAYS

_DAY = rf"(?:{SMALL}[日号]|上旬|中旬|下旬|月?[底末])"
MONTHLY = (
    r"(?:(?:每月)?次月|每一?个?月度?|逐月|按月(?!度?(?:计划|任务|目标)))的?"
    rf"(?:{SMALL}[日号]?(?:至|到|-|~)+(?P<last>{SMALL})[日号]"
    rf"|(?P<days>(?:{_DAY}|{SMALL}(?=[、和及]))(?:前?[、和及]{_DAY})*|{SMALL}(?=前))"
    r"|(?P<workday>最后一?个?工作日)|(?:第|前)(?P<nthwork>\d{1,2}|[一二三四五六七八九十])个?工作日|最后一?个?(?:周|星期)(?P<lastday>[一二三四五六日天])"
    r"|第(?P<nth>[一二三四])个?(?:周|星期)(?P<nthday>[一二三四五六日天])"
    r"|(?P<week>第[一二三四]周|最后一周)"
    rf"|(?:结束)?后的?(?P<after>{SMALL})个?(?:自然)?[日天]内?"
    r"|(?P<p>上半月|初|中(?=前|$|[，,。；;、])))?(?:内(?![部容]))?(?!结束)"
    rf"{SUFFIX}{ONCE}"
)


def read_monthly(match: Match, cell: Cell) -> Read | None:
    """Read 每月, 每月5日前, 每月最后一个工作日."""
    if match["last"]:
        return recur(cell, f"FREQ=MONTHLY;BYMONTHDAY={day_number(match['last'])}")
    if match["days"]:
        return recur(cell, f"FREQ=MONTHLY;BYMONTHDAY={','.join(_days_of(match['days']))}")
    if match["workday"]:
        return recur(cell, "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1")
    if match["nthwork"]:
        return recur(cell, f"FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS={day_number(match['nthwork'])}")
    if match["lastday"]:
        return recur(cell, f"FREQ=MONTHLY;BYDAY=-1{_weekday(match['lastday'])}")
    if match["nth"]:
        return recur(cell, f"FREQ=MONTHLY;BYDAY={read_number(match['nth'])}{_weekday(match['nthday'])}")
    if match["week"] and match["week"] != "最后一周":
        return recur(cell, f"FREQ=MONTHLY;BYMONTHDAY={7 * (read_number(match['week'][1]) or 0)}")
    if match["after"]:
        return recur(cell, f"FREQ=MONTHLY;BYMONTHDAY={day_number(match['after'])}")
    return recur(cell, f"FREQ=MONTHLY;BYMONTHDAY={PART_ENDS.get((match['p'] or '').removeprefix('月'), -1)}")


def _days_of(printed: str) -> list[str]:
    """Read 10日、25日 or 中旬和月底 as days of the month."""
    names = re.findall(rf"{SMALL}|上旬|中旬|下旬|[底末]", printed)
    return [
        str(day_number(name)) if read_number(name) is not None else str(PART_ENDS.get(name, -1))
        for name in names
    ]


WEEKLY = (
    r"(?:每个?|逐|按)周?(?:周|星期)(?P<days>[一二三四五六日天](?!次)"
    r"(?:[、和及至到-]?(?:周|星期)?[一二三四五六日天](?!次))*)?[末内]?"
    rf"{SUFFIX}{ONCE}"
)


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


DAILY = rf"(?:每(?:日|天)|逐日|按日|(?P<work>每个?工作日)){SUFFIX}{ONCE}"


def read_daily(match: Match, cell: Cell) -> Read | None:
    """Read 每天, 每个工作日."""
    return recur(cell, "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR" if match["work"] else "FREQ=DAILY")


HALF_MONTHLY = rf"(?:每半个?月|半个?月(?=[一1]次)){SUFFIX}{ONCE}"


def read_half_monthly(match: Match, cell: Cell) -> Read | None:
    """Read 每半月."""
    return recur(cell, "FREQ=MONTHLY;BYMONTHDAY=15,-1")


TEN_DAILY = rf"每旬[末底]?{SUFFIX}{ONCE}"


def read_ten_daily(match: Match, cell: Cell) -> Read | None:
    """Read 每旬."""
    return recur(cell, "FREQ=MONTHLY;BYMONTHDAY=10,20,-1")
