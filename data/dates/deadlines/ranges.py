"""Rules for ranges: 9月-11月, 10月15-20日, 8月中旬至下旬, 2020-2022年."""

from datetime import date

from data.dates.deadlines.cell import Cell, Found, Match, Read, at_boundary, clause_before, compiled
from data.dates.deadlines.points import (
    SMALL,
    SUFFIX,
    Point,
    bounds,
    locate,
    point,
    read_point,
    read_year,
    year,
)
from data.dates.numerals import read_number
from data.dates.values import MilestoneKind

SEP = r"(?:起?(?:至|到|-|~)+|(?<=[底末])(?=\d{1,2}月[初上]))"
RANGE = rf"{point(1)}{SEP}{point(2)}{SUFFIX}"
RANGE_DAYS = rf"(?:{year(1)})?(?P<m1>{SMALL})月(?P<d1>{SMALL})[日号]?{SEP}(?P<d2>{SMALL})[日号]{SUFFIX}"
RANGE_MONTHS = rf"(?:{year(1)})?(?P<m1>{SMALL}){SEP}(?P<m2>{SMALL})月份?(?P<p2>上旬|中旬|下旬|底|末)?{SUFFIX}"
QUARTER = "[1-4一二三四]"
RANGE_QUARTERS = (
    rf"(?:{year(1)})?第?(?P<q1>{QUARTER})(?:季度)?[-~至到]第?(?P<q2>{QUARTER})季度[末底]?{SUFFIX}"
)
RANGE_PARTS = rf"(?:{year(1)})?(?P<m1>{SMALL})月(?P<p1>上旬|中旬|初){SEP}(?P<p2>上旬|中旬|下旬|底|末){SUFFIX}"
RANGE_SHORT = (
    r"(?:(?P<y1>20\d\d)[./])?(?P<m1>\d{1,2})[./](?P<d1>\d{1,2})(?:至|到|-|~)+"
    rf"(?P<m2>\d{{1,2}})[./](?P<d2>\d{{1,2}})(?![\d.]){SUFFIX}"
)
RANGE_SHORT_MONTHS = (
    rf"(?P<y1>20\d\d)[./](?P<m1>\d{{1,2}})(?:至|到|-|~)+(?P<m2>\d{{1,2}})(?![\d./])月?{SUFFIX}"
)
RANGE_YEARS = rf"(?P<y1>20\d\d)年?{SEP}(?P<y2>20\d\d)(?:年年?[底末内]?|(?=$|[，,。；;]))(?:期间)?{SUFFIX}"

_RECURS = r"(?:期间)?[，,]?(?=每[月周季旬日天个]|逐[月季]|按[月季])"


def read_range(match: Match, cell: Cell) -> Read | None:
    """Read two points with 至 between them; a year that only one of them prints holds for both."""
    begin, end = read_point(match, 1, cell), read_point(match, 2, cell)
    return _range(match, begin, end, cell)


def _range(match: Match, begin: Point, end: Point, cell: Cell) -> Read:
    """Give the range from `begin` to `end`, over the turn of the year where it must be."""
    if begin.year is None and end.year is not None:
        start = _start_before(begin, bounds(end, end.year)[1], cell)
        due = bounds(end, end.year)[1]
    else:
        start = locate(begin, cell)[0]
        due = bounds(end, end.year or start.year)[1]
        if due < start and end.year is None and end.month != begin.month:
            due = bounds(end, start.year + 1)[1]
    if due < start:
        return Read([], ["起止日期颠倒，请核对"])
    if compiled(_RECURS).match(cell.text, match.end()):
        # 9月至12月每月25日前: the bounds of what recurs.
        cell.first_day, cell.last_day, cell.bounds_at = start, due, match.start()
        return Read()
    cell.settle(due, match.end(), printed=begin.year is not None or end.year is not None)
    return Read([Found(MilestoneKind.RANGE, start=start, due=due)], weekday_note(match["w"], due))


def _start_before(begin: Point, due: date, cell: Cell) -> date:
    """Give the start whose year is not printed: the plan's if that is not after the end, else the end's."""
    start = bounds(begin, due.year if cell.year is None else min(cell.year, due.year))[0]
    return start if start <= due else bounds(begin, due.year - 1)[0]


def read_day_range(match: Match, cell: Cell) -> Read | None:
    """Read 10月15-20日."""
    printed, month = read_year(match, 1, cell), read_number(match["m1"])
    begin = Point(printed, month, read_number(match["d1"]))
    return _range(match, begin, Point(printed, month, read_number(match["d2"])), cell)


def read_month_range(match: Match, cell: Cell) -> Read | None:
    """Read 9-11月."""
    begin = Point(read_year(match, 1, cell), read_number(match["m1"]))
    return _range(match, begin, Point(None, read_number(match["m2"]), part=match["p2"]), cell)


def read_quarter_range(match: Match, cell: Cell) -> Read | None:
    """Read 一至三季度."""
    begin = Point(read_year(match, 1, cell), quarter=read_number(match["q1"]))
    return _range(match, begin, Point(begin.year, quarter=read_number(match["q2"])), cell)


def read_part_range(match: Match, cell: Cell) -> Read | None:
    """Read 8月中旬至下旬."""
    printed, month = read_year(match, 1, cell), read_number(match["m1"])
    return _range(
        match, Point(printed, month, part=match["p1"]), Point(printed, month, part=match["p2"]), cell
    )


def read_short_range(match: Match, cell: Cell) -> Read | None:
    """Read 10.15-10.31, 2020.9.1—10.31: only where nothing but the range is meant."""
    if not at_boundary(cell.text, match.end()) or clause_before(cell.text, match.start()):
        return None
    printed = int(match["y1"]) if match["y1"] else None
    begin = Point(printed, int(match["m1"]), int(match["d1"]))
    return _range(match, begin, Point(None, int(match["m2"]), int(match["d2"])), cell)


def read_short_months(match: Match, cell: Cell) -> Read | None:
    """Read 2020.9-12."""
    begin = Point(int(match["y1"]), int(match["m1"]))
    return _range(match, begin, Point(None, int(match["m2"])), cell)


def read_year_range(match: Match, cell: Cell) -> Read | None:
    """Read 2020-2022年."""
    return _range(match, Point(int(match["y1"])), Point(int(match["y2"])), cell)


def weekday_note(printed: str | None, day: date) -> list[str]:
    """Say that the printed weekday is not that of the day."""
    if printed is None or "一二三四五六日".index(printed.replace("天", "日")) == day.weekday():
        return []
    return [f"{day.isoformat()}不是星期{printed}，请核对"]
