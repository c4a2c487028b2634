"""The builders of the deadline grammar: what a matched date, range, event or phrase means."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from data.dates.deadline_points import (
    BEFORE,
    CN,
    SMALL,
    SUFFIX,
    Cell,
    Point,
    bounds,
    locate,
    named_year,
    point,
    read_point,
    read_year,
    year,
)
from data.dates.events import due_after
from data.dates.numerals import last_day, read_number
from data.dates.values import MilestoneKind

BOUNDARY = "，,。；;、：:！!（）()“”\"'"


@dataclass(slots=True)
class Found:
    """A milestone before its text and action are known; `keep` leaves the printed words in the action."""

    kind: MilestoneKind
    start: date | None = None
    due: date | None = None
    rrule: str | None = None
    event: str | None = None
    offset: str | None = None
    working: bool = False
    soft: bool = False


@dataclass(slots=True)
class Read:
    """What a rule read: milestones, reasons why something was not, and where it began if before its match."""

    found: list[Found] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    start: int | None = None
    end: int | None = None


Match = re.Match[str]

SEP = r"起?(?:至|到|-|~)+"
DAYS_OFF_BEFORE = timedelta(days=1)


def clause_before(text: str, position: int) -> str:
    """Return what stands between the last punctuation mark and `position`."""
    begin = position
    while begin > 0 and text[begin - 1] not in BOUNDARY:
        begin -= 1
    return text[begin:position]


def at_boundary(text: str, position: int) -> bool:
    """Whether the text ends at `position`, or a punctuation mark stands there."""
    return position >= len(text) or text[position] in BOUNDARY


def _settle(cell: Cell, match: Match, due: date, *, printed: bool) -> None:
    """Remember the date read last, for what follows it in the cell."""
    cell.latest, cell.latest_end, cell.yearly = due, match.end(), False
    cell.printed = cell.printed or printed


# -- points and ranges

POINT = rf"{point(1)}{SUFFIX}"
RANGE = rf"{point(1)}{SEP}{point(2)}{SUFFIX}"
RANGE_DAYS = rf"(?:{year(1)})?(?P<m1>{SMALL})月(?P<d1>{SMALL})[日号]?{SEP}(?P<d2>{SMALL})[日号]{SUFFIX}"
RANGE_MONTHS = rf"(?:{year(1)})?(?P<m1>{SMALL}){SEP}(?P<m2>{SMALL})月份?(?P<p2>上旬|中旬|下旬|底|末)?{SUFFIX}"
RANGE_QUARTERS = rf"(?:{year(1)})?第?(?P<q1>[1-4一二三四])(?:季度)?(?:-|~|至|到)第?(?P<q2>[1-4一二三四])季度[末底]?{SUFFIX}"
RANGE_YEARS = rf"(?P<y1>20\d\d)年?{SEP}(?P<y2>20\d\d)(?:年年?[底末内]?|(?=$|[，,。；;]))(?:期间)?{SUFFIX}"

_NOUNS = re.compile(
    "(?:的|份|全年|年度)*(?:政务公开|重点|主要|各项|全部|本单位|工作|任务|目标)*"
    "(?:情况|总结|报告|报表|数据|进展|要点|计划|任务|目标|工作|台账|清单|考核|通报|预算|决算|评估|绩效|自查|成效)"
)
_VERBS = re.compile("(?:报送|上报|汇总|总结|通报|公开|公布|反馈|梳理|纳入|报|对|将)$")


def read_date(match: Match, cell: Cell) -> Read | None:
    """Read one point: by its last day, from its first (起), or a range (下旬)."""
    target = read_point(match, 1, cell)
    suffix = match["s"]
    if suffix is None and _is_attribute(match, target, cell):
        return Read()
    first, last = locate(target, cell)
    notes = _weekday_note(match["w"], last)
    if suffix and not BEFORE.fullmatch(suffix):
        start = last + timedelta(days=1) if suffix.endswith("后") else first
        _settle(cell, match, last, printed=target.year is not None)
        return Read([Found(MilestoneKind.FROM, start=start)], notes)
    _settle(cell, match, last, printed=target.year is not None)
    if suffix is None and target.part in ("上旬", "中旬", "下旬", "初", "中", "上半月", "下半月"):
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
    if before and _NOUNS.match(text, end):
        return True
    if _VERBS.search(before):
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
    _settle(cell, match, due, printed=begin.year is not None or end.year is not None)
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


def read_year_range(match: Match, cell: Cell) -> Read | None:
    """Read 2020-2022年."""
    return _range(match, Point(int(match["y1"])), Point(int(match["y2"])), cell)


ISSUE_START = r"(?:(?:即日|现在|现)起?|(?:本|此)?(?:方案|通知|意见|文件|办法)?(?:印发|发布|发文|下发|公布)(?:之日|之时)?起?)"
SINCE_ISSUE = rf"{ISSUE_START}(?:至|到|-|~)+{point(1)}{SUFFIX}"
FROM_ISSUE = r"即日起"


def read_since_issue(match: Match, cell: Cell) -> Read | None:
    """Read 即日起至…: a range that starts on the day of issue."""
    target = read_point(match, 1, cell)
    due = locate(target, cell)[1]
    _settle(cell, match, due, printed=target.year is not None)
    notes = [] if cell.issued else ["不知道方案的印发日期，起始日未定"]
    return Read([Found(MilestoneKind.RANGE, start=cell.issued, due=due)], notes)


def read_from_issue(match: Match, cell: Cell) -> Read | None:
    """Read 即日起 alone."""
    notes = [] if cell.issued else ["不知道方案的印发日期，起始日未定"]
    return Read([Found(MilestoneKind.FROM, start=cell.issued)], notes)


BARE_YEAR = rf"{year(1)}{SUFFIX}"
ALL_YEAR = r"全年(?:度)?(?:内)?(?:持续|常态化?)?(?:推进|开展|坚持|进行|落实|实施)?"


def read_bare_year(match: Match, cell: Cell) -> Read | None:
    """Read a year without month: by its last day, unless it only says which year something is about."""
    text, end = cell.text, match.end()
    before = clause_before(text, match.start()).strip("于在至到自从截")
    if match["s"] is None and not at_boundary(text, end) and (before or _NOUNS.match(text, end)):
        return Read()
    if match["s"] is None and before and (match["r1"] or _VERBS.search(before)):
        return Read()
    printed = read_year(match, 1, cell)
    if printed is None:
        return None
    last = date(printed, 12, 31)
    if match["s"] and not BEFORE.fullmatch(match["s"]):
        start = date(printed + 1, 1, 1) if match["s"].endswith("后") else date(printed, 1, 1)
        return Read([Found(MilestoneKind.FROM, start=start)])
    _settle(cell, match, last, printed=match["r1"] is None)
    return Read([Found(MilestoneKind.BY, due=last)])


def read_all_year(match: Match, cell: Cell) -> Read | None:
    """Read 全年 as the range of the plan's year."""
    if clause_before(cell.text, match.start()):
        return None
    running = cell.running_year()
    return Read([Found(MilestoneKind.RANGE, start=date(running, 1, 1), due=date(running, 12, 31))])


MONTH_LIST = rf"(?:{year(1)})?(?P<list>{SMALL}(?:[、和及]{SMALL})+)月份?(?P<p1>上旬|中旬|下旬|底|末)?{SUFFIX}"


def read_month_list(match: Match, cell: Cell) -> Read | None:
    """Read 9、12月底前: one date for each month."""
    printed = read_year(match, 1, cell)
    read = Read()
    for name in re.split("[、和及]", match["list"]):
        due = locate(Point(printed, read_number(name), part=match["p1"]), cell)[1]
        _settle(cell, match, due, printed=printed is not None)
        read.found.append(Found(MilestoneKind.BY, due=due))
    return read


DAY_ALONE = rf"(?P<d>{SMALL})[日号]{SUFFIX}"
PART_ALONE = rf"(?P<p>月底|月末|上旬|中旬|下旬){SUFFIX}"


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
    _settle(cell, match, due, printed=False)
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
    _settle(cell, match, due, printed=False)
    return Read([Found(MilestoneKind.BY, due=due)], notes)


# -- what counts from the day of issue

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
    _settle(cell, match, due, printed=False)
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


HOLIDAY = (
    r"(?:(?P<y1>20\d\d)年|(?P<r1>今年|本年|当年|明年|次年|翌年|来年)(?:的)?)?"
    r"(?P<name>春节|除夕|元宵节?|元旦|清明节?|五一(?:劳动)?节?|“五一”|劳动节|端午节?|七一|八一|中秋节?|国庆节?|十一(?:国庆节?)?|“十一”|教师节|重阳节?)"
    r"(?:假期|长假|期间)?(?:之|以)?前"
)
_SOLAR = {"元旦": (1, 1), "五一": (5, 1), "“五": (5, 1), "劳动": (5, 1), "七一": (7, 1), "八一": (8, 1)} | {
    "教师": (9, 10),
    "国庆": (10, 1),
    "十一": (10, 1),
    "“十": (10, 1),
}
_LUNAR = {"春节": (1, 1), "除夕": (1, 1), "元宵": (1, 15), "端午": (5, 5), "中秋": (8, 15), "重阳": (9, 9)}


def read_holiday(match: Match, cell: Cell) -> Read | None:
    """Read 春节前 as the day before the holiday; without a year, the next one after issue or the date before."""
    printed = int(match["y1"]) if match["y1"] else named_year(match["r1"], cell) if match["r1"] else None
    running = printed or cell.running_year()
    near = cell.latest or cell.issued
    day = _holiday(match["name"], running)
    if printed is None and near is not None and day <= near:
        day = _holiday(match["name"], max(running, near.year) + (_holiday(match["name"], near.year) <= near))
    due = day - DAYS_OFF_BEFORE
    _settle(cell, match, due, printed=printed is not None)
    return Read([Found(MilestoneKind.BY, due=due)])


def _holiday(name: str, in_year: int) -> date:
    """Return the first day of a holiday in a year."""
    key = name[:2]
    if key in _SOLAR:
        return date(in_year, *_SOLAR[key])
    if key == "清明":
        return date(in_year, 4, 4 if in_year % 4 in (0, 1) else 5)
    # Loaded here: few cells name a festival of the lunar calendar.
    from lunardate import LunarDate

    day = LunarDate(in_year, *_LUNAR[key]).to_solar_date()
    return date(day.year, day.month, day.day)


# -- events

NUMBER = rf"(?:\d{{1,4}}|[{CN}两百]{{1,4}}|半)"
EVENT = (
    rf"(?P<n>{NUMBER})(?:个)?(?P<unit>工作日|日|天|周|星期|月|季度|年|小时)"
    r"(?:(?:之|以)?内|(?=[，,。；;]|$))"
)
_EVENT_END = re.compile(
    "(?:之日起?|之时起?|以?后的?|之后的?|以来|起的?|出台|完成|印发|发布|下发|公布|颁布|结束|召开|通过|批复|批准|启动|到位|实施|施行"
    "|成立|验收|审定|生效|发生|受理|立项|开工|竣工|闭幕|发文|收文|形成|确定|同意|办结|移交|上线|到期|发现|反馈|接到.*|收到.*)(?:的|，|,)?$"
)
_EVENT_TAIL = re.compile("(?:之日起?|之时起?|之?后的?|以后的?|以来|起的?|的|，|,)+$")
_EVENT_HEAD = re.compile(
    "^(?:并|且)?(?:自(?!然|治|查|主|愿|来|建|行)|从|在(?!线|建|册)|于|待|原则上|争取|力争|应|须|要)+"
)
_THE_ISSUE = re.compile(
    "(?:(?:本|此)[^，,]{0,12}|通知|文件)?(?:印发|发布|下发|发文|公布|出台)|(?:本方案|本通知|本意见|本文件)(?:实施|施行)"
)


def read_event(match: Match, cell: Cell) -> Read | None:
    """Read X出台2个月内: the event stands before the number, from the start of its clause."""
    text, begin = cell.text, match.start()
    if text[begin - 1 : begin] in ("，", ","):
        before = clause_before(text, begin - 1) + text[begin - 1]
    else:
        before = clause_before(text, begin)
    before = before[max(0, len(before) - (begin - max(cell.latest_end, 0))) :]
    offset, working = _offset(match)
    if _EVENT_END.search(before):
        event = _EVENT_HEAD.sub("", _EVENT_TAIL.sub("", before))
        return _event(
            match, cell, Found(MilestoneKind.EVENT, event=event, offset=offset, working=working), len(before)
        )
    if not match[0].endswith("内"):
        return None
    if before.strip("在于于应须要力争取原则上") and not before.endswith(("，", ",")):
        return None if cell.latest else Read([], ["没有写明从哪一天算起"])
    found = Found(MilestoneKind.EVENT, event="印发", offset=offset, working=working)
    read = _event(match, cell, found, 0)
    read.unread.append("没有写明从哪一天算起，按方案印发之日算")
    return read


def _event(match: Match, cell: Cell, found: Found, length: int) -> Read:
    """Give the event; where it is the plan's own issue and that day is known, its date is known too."""
    if not found.event:
        found.event = "印发"
    if cell.issued and not found.working and _THE_ISSUE.fullmatch(found.event):
        found.due = due_after(cell.issued, found.offset or "", working=False, is_workday=bool)
        _settle(cell, match, found.due, printed=False)
    else:
        cell.latest_end = match.end()
    return Read([found], [], match.start() - length)


def _offset(match: Match) -> tuple[str, bool]:
    """Return the ISO 8601 duration, and whether it counts working days."""
    unit = match["unit"]
    if match["n"] == "半":
        return {"年": ("P6M", False), "月": ("P15D", False)}.get(unit, ("P1D", False))
    number = read_number(match["n"]) or 0
    if unit == "季度":
        return f"P{number * 3}M", False
    if unit == "小时":
        return f"PT{number}H", False
    letter = {"工作日": "D", "日": "D", "天": "D", "周": "W", "星期": "W", "月": "M", "年": "Y"}[unit]
    return f"P{number}{letter}", unit == "工作日"


# -- what never ends

ONGOING = (
    r"(?:长期|持续|常态化?|长年|常年|经常性?|日常|随时|实时|即时|动态|滚动|全过程|贯穿全程)(?:性|化|地)?(?:有序|不断|深入|扎实|稳步)?"
    r"(?:坚持|推进|推动|开展|实施|落实|进行|保持|更新|调整|做好|抓好|抓实|任务|工作|有效|执行|运行|巩固|深化|长期|持续|常态化?|不断|不懈)*"
)
_GLUE = re.compile("(?:^|[并且后和需要须应、，,。；;：:（(）)]|确保|实行|做到)$")
_NOT_ONGOING = re.compile("(?:机制|稳定|的|性|规划|制度|监测|目标|平台|体系|办公|长效)")


def read_ongoing(match: Match, cell: Cell) -> Read | None:
    """Read 持续推进, 长期 where the clause says so; 建立常态化机制 is a deliverable."""
    text, begin, end = cell.text, match.start(), match.end()
    if not _GLUE.search(text[max(0, begin - 2) : begin]) or _NOT_ONGOING.match(text, end):
        return None
    return Read([Found(MilestoneKind.ONGOING)])


def is_compound(text: str, end: int) -> bool:
    """Whether the word that ends here is part of a name (常态化机制, 长期规划)."""
    return bool(_NOT_ONGOING.match(text, end))
