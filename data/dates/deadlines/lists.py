"""Rules for lists of dates, and for what takes its month from the date before: 9、12月底前, 20日前."""

import re
from datetime import date

from data.dates.deadlines.cell import Cell, Found, Match, Read, at_boundary
from data.dates.deadlines.points import SMALL, SUFFIX, Point, bounds, locate, read_year, year
from data.dates.deadlines.ranges import QUARTER
from data.dates.numerals import read_number
from data.dates.values import MilestoneKind

MONTH_LIST = (
    rf"(?:{year(1)})?(?P<list>{SMALL}(?:[、和及]{SMALL})+)月份?"
    rf"(?:的?(?P<d1>{SMALL})[日号]|(?P<p1>上旬|中旬|下旬|底|末))?{SUFFIX}"
)
YEAR_LIST = rf"(?P<list>20\d\d(?:[、和及]20\d\d)+)年(?:年?[底末])?{SUFFIX}"


def read_year_list(match: Match, cell: Cell) -> Read | None:
    """Read 2023、2024年底前: one date for each year."""
    read = Read()
    for name in re.split("[、和及]", match["list"]):
        due = date(int(name), 12, 31)
        cell.settle(due, match.end(), printed=True)
        read.found.append(Found(MilestoneKind.BY, due=due))
    return read


DAY_OF_MONTHS = (
    rf"(?:{year(1)})?(?P<list>(?:{SMALL}月份?[、和及])+{SMALL}月份?)的(?P<d1>{SMALL})[日号]{SUFFIX}"
)


def read_month_list(match: Match, cell: Cell) -> Read | None:
    """Read 9、12月底前, 3、6月25日前, 3月、6月的25日前: one date for each month."""
    printed, said = read_year(match, 1, cell), match.groupdict()
    day = read_number(said["d1"]) if said["d1"] else None
    read = Read()
    for name in re.split("[、和及]", match["list"]):
        due = locate(Point(printed, read_number(name.rstrip("月份")), day, said.get("p1")), cell)[1]
        cell.settle(due, match.end(), printed=printed is not None)
        read.found.append(Found(MilestoneKind.BY, due=due))
    return read


QUARTER_LIST = (
    rf"(?:{year(1)})?(?P<list>第?{QUARTER}(?:季度)?(?:[、和及]第?{QUARTER}(?:季度)?)+)"
    rf"(?<=季度)[末底]?{SUFFIX}"
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
    day, latest = read_number(match["d"]), cell.latest
    if day is None:
        return None
    if latest is None:
        return Read([], ["没有写明月份"])
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
