"""Rules for dates and ranges: 9月底前, 12月下旬, 9月-11月, 2020年第三季度."""

from datetime import date, timedelta

from data.dates.deadlines.cell import Cell, Found, Match, Read, at_boundary, clause_before, compiled
from data.dates.deadlines.events import EVENT, offset_of
from data.dates.deadlines.points import (
    BEFORE,
    CN,
    PARTS,
    SUFFIX,
    Point,
    locate,
    point,
    read_point,
    read_year,
    year,
)
from data.dates.deadlines.ranges import weekday_note
from data.dates.events import due_after
from data.dates.numerals import read_number
from data.dates.values import MilestoneKind
from data.dates.workdays import is_workday

POINT = rf"{point(1)}{SUFFIX}"
DIGITS = rf"(?P<y1>20\d\d)(?P<m1>0[1-9]|1[0-2])(?P<d1>[0-3]\d)(?!\d)日?{SUFFIX}"
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
    notes = weekday_note(match["w"], last)
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


FOR_LONG = rf"[自从]?{point(1)}起?(?:至|到|-|~)+(?:长期|永久|今后|以后)(?![规目])"


def read_for_long(match: Match, cell: Cell) -> Read | None:
    """Read 2023年3月至长期: it starts then and is never due."""
    start = locate(read_point(match, 1, cell), cell)[0]
    return Read([Found(MilestoneKind.FROM, start=start)])


LENGTH_FROM = rf"[自从]?{point(1)}(?:(?:之日)?起|[之以]?后)的?(?P<length>{EVENT})"


def read_length_from(match: Match, cell: Cell) -> Read | None:
    """Read 2020年9月1日起6个月内: a range whose end is computed."""
    offset, working = offset_of(match)
    days = locate(read_point(match, 1, cell), cell)
    start = days[0] if "起" in match[0] else days[1]
    try:
        due = due_after(start, offset, working=working, is_workday=is_workday)
    except (ValueError, OverflowError):
        return Read([], ["期限超出了日历，请核对"])
    cell.settle(due, match.end(), printed=False)
    return Read([Found(MilestoneKind.RANGE, start=start, due=due)])


def read_digits(match: Match, cell: Cell) -> Read | None:
    """Read 20201031."""
    day = Point(int(match["y1"]), int(match["m1"]), int(match["d1"]))
    due = locate(day, cell)[1]
    cell.settle(due, match.end(), printed=True)
    return Read([Found(MilestoneKind.BY, due=due)])


BARE_YEAR = rf"{year(1)}(?:(?P<on>[及和]其?[以之]?后)(?!每)|{SUFFIX})"
ALL_YEAR = rf"(?:贯穿)?(?:{year(1)})?全年(?:度)?(?:内)?(?!持续|常态|坚持)(?:推进|开展|进行|落实|实施)?"
# 2021年秋季学期开学前, 2021年年初, 2021年第20周.
YEAR_UNFIXED = (
    rf"{year(1)}(?:[^\d，,。；;、：:（）()年月日]{{1,12}}?(?:之|以)?(?<![目提])前(?=$|[，,。；;、）)]|完成)"
    rf"|年?初(?=$|[，,。；;、）)前完制启])|[春夏秋冬](?:季(?!学期)|天|$)|第(?:\d{{1,2}}|[{CN}]{{1,3}})周)"
)
NO_YEAR = (
    r"(?P<no>\d{3,})年(?=\d|[上下]半|第?[1-4一二三四]季|年?[底末])"
    r"(?:\d{1,2}月?(?:\d{1,2}[日号])?|[上下]半年|第?[1-4一二三四]季度?)?[底末]?(?:之|以)?前?"
)


def read_year_unfixed(match: Match, cell: Cell) -> Read | None:
    """Refuse a time of a year that falls on no fixed day."""
    return Read([], ["没有固定的日期，请写明日期"])


def read_no_year(match: Match, cell: Cell) -> Read | None:
    """Refuse 20211年 and 202年, lest their month be read without them."""
    if len(match["no"]) == 4 and match["no"][:2] in ("19", "20"):
        return None
    return Read([], ["年份不对，请核对"])


def read_bare_year(match: Match, cell: Cell) -> Read | None:
    """Read a year without month: by its last day, unless it only says which year something is about."""
    text, end = cell.text, match.end()
    before = clause_before(text, match.start()).strip("于在至到自从截")
    is_bare = match["s"] is None and match["on"] is None
    if is_bare and not at_boundary(text, end) and (before or compiled(_NOUNS).match(text, end)):
        return Read()
    if is_bare and before and (match["r1"] or compiled(_VERBS).search(before)):
        return Read()
    printed = read_year(match, 1, cell)
    if printed is None:
        return None
    last = date(printed, 12, 31)
    if match["on"]:
        return Read([Found(MilestoneKind.FROM, start=date(printed, 1, 1))])
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


FIVE_YEARS = r"“?十(?P<n>[二三四五六])五”?(?:规划)?(?P<p>期间|时期|期内|[期时]?末)"


def read_five_years(match: Match, cell: Cell) -> Read | None:
    """Read “十四五”期间 as the range of its years, “十四五”末 as its last day."""
    first = 2001 + 5 * (read_number(match["n"]) or 0)
    last = date(first + 4, 12, 31)
    cell.settle(last, match.end(), printed=True)
    if match["p"].endswith("末"):
        return Read([Found(MilestoneKind.BY, due=last)])
    return Read([Found(MilestoneKind.RANGE, start=date(first, 1, 1), due=last)])
