"""Rules for dates and ranges: 9月底前, 12月下旬, 9月-11月, 2020年第三季度."""

import re
from datetime import date, timedelta

from data.dates.deadlines.cell import Cell, Found, Match, Read, at_boundary, clause_before, compiled
from data.dates.deadlines.points import (
    BEFORE,
    PARTS,
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
POINT = rf"{point(1)}{SUFFIX}"
RANGE = rf"{point(1)}{SEP}{point(2)}{SUFFIX}"
RANGE_DAYS = rf"(?:{year(1)})?(?P<m1>{SMALL})月(?P<d1>{SMALL})[日号]?{SEP}(?P<d2>{SMALL})[日号]{SUFFIX}"
RANGE_MONTHS = rf"(?:{year(1)})?(?P<m1>{SMALL}){SEP}(?P<m2>{SMALL})月份?(?P<p2>上旬|中旬|下旬|底|末)?{SUFFIX}"
_Q = "[1-4一二三四]"
RANGE_QUARTERS = rf"(?:{year(1)})?第?(?P<q1>{_Q})(?:季度)?[-~至到]第?(?P<q2>{_Q})季度[末底]?{SUFFIX}"
RANGE_PARTS = rf"(?:{year(1)})?(?P<m1>{SMALL})月(?P<p1>上旬|中旬|初){SEP}(?P<p2>上旬|中旬|下旬|底|末){SUFFIX}"
RANGE_SHORT = (
    r"(?:(?P<y1>20\d\d)[./])?(?P<m1>\d{1,2})[./](?P<d1>\d{1,2})(?:至|到|-|~)+"
    rf"(?P<m2>\d{{1,2}})[./](?P<d2>\d{{1,2}})(?![\d.]){SUFFIX}"
)
RANGE_SHORT_MONTHS = (
    rf"(?P<y1>20\d\d)[./](?P<m1>\d{{1,2}})(?:至|到|-|~)+(?P<m2>\d{{1,2}})(?![\d./])月?{SUFFIX}"
)
DIGITS = rf"(?P<y1>20\d\d)(?P<m1>0[1-9]|1[0-2])(?P<d1>[0-3]\d)(?!\d)日?{SUFFIX}"
RANGE_YEARS = rf"(?P<y1>20\d\d)年?{SEP}(?P<y2>20\d\d)(?:年年?[底末内]?|(?=$|[，,。；;]))(?:期间)?{SUFFIX}"

_NOUNS = (
    "(?:的|份|全年|年度)*(?:政务公开|重点|主要|各项|全部|本单位|工作|任务|目标)*"
    "(?:情况|总结|报告|报表|数据|进展|要点|计划|任务|目标|工作|台账|清单|考核|通报|预算|决算|评估|绩效|自查|成效)"
)
_VERBS = "(?:报送|上报|汇总|总结|通报|公开|公布|反馈|梳理|纳入|报|对|将)$"


def read_date(match: Match, cell: Cell) -> Read | None:
    """Read one point: by its last day, from its first (起), or a range (下旬)."""
    target = read_point(match, 1, cell)
    suffix = match["s"]
    if suffix is None and _is_attribute(match, target, cell):
        return Read()
    first, last = locate(target, cell)
    notes = _weekday_note(match["w"], last)
    if suffix and not compiled(BEFORE).fullmatch(suffix):
        start = last + timedelta(days=1) if suffix.endswith("后") else first
        cell.settle(last, match.end(), printed=target.year is not None)
        return Read([Found(MilestoneKind.FROM, start=start)], notes)
    cell.settle(last, match.end(), printed=target.year is not None)
    if suffix is None and target.part in PARTS:
        return Read([Found(MilestoneKind.RANGE, start=first, due=last)], notes)
    return Read([Found(MilestoneKind.BY, due=last)], notes)


def _is_attribute(match: Match, target: Point, cell: Cell) -> bool:
    """Whether a bare period only says which year or quarter a report is about (报送三季度情况)."""
    if target.day is not None or target.part is not None or target.year_part is not None:
        return False
    text, end = cell.text, match.end()
    if at_boundary(text, end):
        return False
    before = clause_before(text, match.start())
    if before and compiled(_NOUNS).match(text, end):
        return True
    if compiled(_VERBS).search(before):
        return True
    return target.month is None and cell.latest_end > match.start() - len(before)


def _weekday_note(printed: str | None, day: date) -> list[str]:
    """Say that the printed weekday is not that of the day."""
    if printed is None or "一二三四五六日".index(printed.replace("天", "日")) == day.weekday():
        return []
    return [f"{day.isoformat()}不是星期{printed}，请核对"]


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
        if due < start and end.year is None:
            due = bounds(end, start.year + 1)[1]
    if due < start:
        return Read([], ["起止日期颠倒，请核对"])
    cell.settle(due, match.end(), printed=begin.year is not None or end.year is not None)
    return Read([Found(MilestoneKind.RANGE, start=start, due=due)], _weekday_note(match["w"], due))


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


def read_digits(match: Match, cell: Cell) -> Read | None:
    """Read 20201031."""
    day = Point(int(match["y1"]), int(match["m1"]), int(match["d1"]))
    due = locate(day, cell)[1]
    cell.settle(due, match.end(), printed=True)
    return Read([Found(MilestoneKind.BY, due=due)])


def read_year_range(match: Match, cell: Cell) -> Read | None:
    """Read 2020-2022年."""
    return _range(match, Point(int(match["y1"])), Point(int(match["y2"])), cell)


BARE_YEAR = rf"{year(1)}{SUFFIX}"
ALL_YEAR = rf"(?:贯穿)?(?:{year(1)})?全年(?:度)?(?:内)?(?:持续|常态化?)?(?:推进|开展|坚持|进行|落实|实施)?"


def read_bare_year(match: Match, cell: Cell) -> Read | None:
    """Read a year without month: by its last day, unless it only says which year something is about."""
    text, end = cell.text, match.end()
    before = clause_before(text, match.start()).strip("于在至到自从截")
    if match["s"] is None and not at_boundary(text, end) and (before or compiled(_NOUNS).match(text, end)):
        return Read()
    if match["s"] is None and before and (match["r1"] or compiled(_VERBS).search(before)):
        return Read()
    printed = read_year(match, 1, cell)
    if printed is None:
        return None
    last = date(printed, 12, 31)
    if match["s"] and not compiled(BEFORE).fullmatch(match["s"]):
        start = date(printed + 1, 1, 1) if match["s"].endswith("后") else date(printed, 1, 1)
        return Read([Found(MilestoneKind.FROM, start=start)])
    cell.settle(last, match.end(), printed=match["r1"] is None)
    return Read([Found(MilestoneKind.BY, due=last)])


def read_all_year(match: Match, cell: Cell) -> Read | None:
    """Read 全年 as the range of the plan's year."""
    if clause_before(cell.text, match.start()):
        return None
    running = read_year(match, 1, cell) or cell.running_year()
    return Read([Found(MilestoneKind.RANGE, start=date(running, 1, 1), due=date(running, 12, 31))])


MONTH_LIST = rf"(?:{year(1)})?(?P<list>{SMALL}(?:[、和及]{SMALL})+)月份?(?P<p1>上旬|中旬|下旬|底|末)?{SUFFIX}"


def read_month_list(match: Match, cell: Cell) -> Read | None:
    """Read 9、12月底前: one date for each month."""
    printed = read_year(match, 1, cell)
    read = Read()
    for name in re.split("[、和及]", match["list"]):
        due = locate(Point(printed, read_number(name), part=match["p1"]), cell)[1]
        cell.settle(due, match.end(), printed=printed is not None)
        read.found.append(Found(MilestoneKind.BY, due=due))
    return read


QUARTER_LIST = (
    rf"(?:{year(1)})?(?P<list>第?{_Q}(?:季度)?(?:[、和及]第?{_Q}(?:季度)?)+)(?<=季度)[末底]?{SUFFIX}"
)


def read_quarter_list(match: Match, cell: Cell) -> Read | None:
    """Read 第三、四季度: one date for each quarter."""
    printed = read_year(match, 1, cell)
    read = Read()
    for name in re.findall("[1-4一二三四]", match["list"]):
        due = locate(Point(printed, quarter=read_number(name)), cell)[1]
        cell.settle(due, match.end(), printed=printed is not None)
        read.found.append(Found(MilestoneKind.BY, due=due))
    return read


DAY_ALONE = rf"(?P<d>{SMALL})[日号]{SUFFIX}"
PART_ALONE = rf"(?P<p>月底|月末|上旬|中旬|下旬){SUFFIX}"


HALF_LIST = rf"(?:{year(1)})?上半?年?[、和及]?下半年{SUFFIX}"


def read_half_list(match: Match, cell: Cell) -> Read | None:
    """Read 上、下半年: one date for each half."""
    printed = read_year(match, 1, cell)
    dues = [locate(Point(printed, half=half), cell)[1] for half in ("上半年", "下半年")]
    cell.settle(dues[-1], match.end(), printed=printed is not None)
    return Read([Found(MilestoneKind.BY, due=due) for due in dues])


def read_day_alone(match: Match, cell: Cell) -> Read | None:
    """Read 20日前 behind another date: the same month, or the next one if that day has passed."""
    joined = match.start() == cell.latest_end + 1 and cell.text[match.start() - 1] in "、和及"
    if match["s"] is None and not joined:
        return None
    if cell.latest is None:
        return Read([], ["没有写明月份"])
    day, latest = read_number(match["d"]), cell.latest
    assert day is not None  # noqa: S101 - the pattern holds a number
    months = latest.year * 12 + latest.month - 1 + (day <= latest.day)
    due = bounds(Point(None, months % 12 + 1, day), months // 12)[1]
    cell.settle(due, match.end(), printed=False)
    return Read([Found(MilestoneKind.BY, due=due)])


def read_part_alone(match: Match, cell: Cell) -> Read | None:
    """Read 月底前 or 中旬 without its month: that of the date before, else that of the issue."""
    near = cell.latest or cell.issued
    if match["s"] is None and not at_boundary(cell.text, match.end()):
        return None
    if near is None:
        return Read([], ["没有写明月份"])
    part = match["p"].removeprefix("月")
    due = bounds(Point(None, near.month, part=part), near.year)[1]
    notes = [] if cell.latest else ["没有写明月份，按方案印发的当月读"]
    cell.settle(due, match.end(), printed=False)
    return Read([Found(MilestoneKind.BY, due=due)], notes)
