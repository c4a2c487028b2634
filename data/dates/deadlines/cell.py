"""What the rules of the grammar share: the cell while it is read, and what a rule gives back."""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from data.dates.values import MilestoneKind

Match = re.Match[str]

MARKS = "，,。；;、：:！!（）()“”\"'"


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern when it is first needed: a cell needs few of them, a program's start none."""
    return re.compile(pattern)


class UnknownYearError(ValueError):
    """No year is printed beside the date, and the plan's year is not known."""

    def __init__(self) -> None:
        super().__init__("没有印年份，也不知道方案的年份，请说明年份")


class NoSuchDayError(ValueError):
    """The day or the month does not exist."""

    def __init__(self, printed: str) -> None:
        super().__init__(f"日历上没有这一天：{printed}")


class UnknownHolidayError(ValueError):
    """The calendar at hand does not say when the holiday falls."""

    def __init__(self, name: str) -> None:
        super().__init__(f"查不到{name}是哪一天，请写明日期")


@dataclass(slots=True)
class Cell:
    """A cell while it is read from left to right: what later dates take from earlier ones.

    `latest` is the due date read last, `printed` whether the cell has printed a year, `first_day` and
    `last_day` bound the next recurrence (2021年起，每年…) and are printed at `bounds_at`; `yearly` says that
    the last date recurs; `bare` is 每年 or 每半年 without its dates, with its start and end: they may follow.
    """

    text: str
    year: int | None
    issued: date | None
    since: date | None
    latest: date | None = None
    latest_end: int = -1
    printed: bool = False
    yearly: bool = False
    first_day: date | None = None
    last_day: date | None = None
    bounds_at: int | None = None
    bare: "tuple[int, int, Read] | None" = None
    notes: list[str] = field(default_factory=list)

    def plan_year(self) -> int:
        """Return the year that fills in a missing one."""
        if self.year is None:
            raise UnknownYearError
        return self.year

    def running_year(self) -> int:
        """Return the year of the date read last, or the plan's."""
        return self.latest.year if self.latest else self.plan_year()

    def settle(self, due: date, end: int, *, printed: bool = False) -> None:
        """Remember the date that was read last, where it ended, and whether its year was printed."""
        self.latest, self.latest_end, self.yearly, self.bare = due, end, False, None
        self.printed = self.printed or printed


@dataclass(slots=True)
class Found:
    """A milestone whose text and action are not known yet."""

    kind: MilestoneKind
    start: date | None = None
    due: date | None = None
    rrule: str | None = None
    event: str | None = None
    offset: str | None = None
    working: bool = False


@dataclass(slots=True)
class Read:
    """What a rule read: milestones, reasons for warnings, and where it began if that is before its match."""

    found: list[Found] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    start: int | None = None


def clause_before(text: str, position: int) -> str:
    """Return what stands between the last punctuation mark and `position`."""
    begin = position
    while begin > 0 and text[begin - 1] not in MARKS:
        begin -= 1
    return text[begin:position]


def at_boundary(text: str, position: int) -> bool:
    """Whether the text ends at `position`, or a punctuation mark stands there."""
    return position >= len(text) or text[position] in MARKS
