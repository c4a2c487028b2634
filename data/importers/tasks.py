"""Printed rows → tasks: their units with roles, their milestones, and a warning for all that is doubtful."""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from data.dates.deadlines import read_deadline
from data.dates.numerals import last_day
from data.dates.values import DeadlineReading, Milestone, MilestoneKind
from data.importers.columns import Column
from data.importers.draft import ResponsibilityDraft, RowDraft, RowWarning
from data.importers.grid import compact
from data.importers.items import Labelled
from data.units.groups import read_group
from data.units.kinds import kind_of
from data.units.names import split_roles, split_units
from data.units.values import Role, UnitMention

_NOTHING = re.compile(r"[-—－–/\\无略×xX空]*")
_TICK = re.compile(r"[√✓✔☑○●◎▲★]+")
_NO_MONTH_SIGN = re.compile(r"\d{4}\s*年\s*\d{1,2}\s*(?:底|末|初|[上中下]旬)")
_BROKEN_NUMBER = re.compile(r"\d\s+\d+\s*年|\d{4}\s*年\s*\d\s+\d\s*月")
_OFTEN = re.compile(r"每(?:半年|季度|季|年|月|周|个月|两个月)(?:度|末|底)?")
_FIRST_LEADS = re.compile(r"(?:第一位|首位|排名第一|列第一|排第一|排在第一|排首位|排列第一)")
_LEAD_AND_ASSIST = re.compile(
    r"(?:牵头|主办|主责|承办).{0,4}[及和与、/(].{0,3}(?:配合|协办|参与|参加|协同|责任|协助)"
)
"""牵头及配合单位, 牵头（配合）单位: one column for both roles."""
_ORDINAL = re.compile(r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)]?[、.．]?\s*)(?=\D)")
_PERSONS = re.compile(r"责任人|负责人|领导|联系人|主任|局长")


@lru_cache(maxsize=1024)  # a plan prints the same few cells over and over
def _split(text: str) -> tuple[tuple[Role | None, UnitMention], ...]:
    """Split a unit cell into its units, with the roles that it prints inside."""
    spoken = split_roles(text)
    if any(role for role, _ in spoken):
        return tuple((role, unit) for role, units in spoken for unit in units)
    return tuple((None, unit) for unit in split_units(text))


@lru_cache(maxsize=1024)
def _read(
    text: str, year: int | None, issued: date | None = None, since: date | None = None
) -> DeadlineReading:
    return read_deadline(text, year=year, issued=issued, since=since)


class TaskReader:
    """Reads the rows of one plan; `year`, `issued` and `since` are the plan's."""

    def __init__(self, *, year: int | None, issued: date | None, since: date | None) -> None:
        self._year, self._issued, self._since = year, issued, since
        self.warnings: list[RowWarning] = []

    def read(self, labelled: Labelled, item: str, section: str | None) -> RowDraft:
        """Give the task that a printed row holds."""
        row = labelled.row
        persons: dict[str, str] = {}
        duties = self._duties(item, row.units, persons)
        if not row.units:
            duties = self._duty_of_section(row.section or section)
        milestones = [*self._milestones(item, row.deadline), *self._steps(item, row.steps)]
        if row.bound and row.deadline is None and not row.steps:
            self._warn(item, labelled.detail, "完成时间为空，上方也没有可沿用的时间")
        self._check_against(item, labelled.detail, row.deadline, milestones)
        return RowDraft(
            item=item,
            detail=labelled.detail,
            heading=row.heading,
            section=row.section or section,
            scope=row.scope,
            chapter=row.chapter,
            responsibilities=duties,
            deadline=row.deadline,
            inherited=row.inherited,
            milestones=tuple(milestones),
            extra=row.extra | persons,
        )

    def _warn(self, item: str | None, text: str, why: str) -> None:
        self.warnings.append(RowWarning(item, text, why))

    def _duties(
        self, item: str, cells: Sequence[tuple[Column, str]], persons: dict[str, str]
    ) -> tuple[ResponsibilityDraft, ...]:
        """Read the unit cells of a row; each unit has the role of its label or of its column.

        Under a head such as 责任单位及责任人 what stands beside a unit is a person, kept in `persons`.
        """
        duties: list[ResponsibilityDraft] = []
        for column, text in cells:
            role = column.role or Role.LEAD
            if not compact(text):
                if role is Role.LEAD:
                    self._warn(item, column.head, f"“{column.head}”为空，请补充责任单位")
                continue
            if _NOTHING.fullmatch(compact(text)):
                continue
            found = self._mentions(item, column, text)
            if beside := _PERSONS.search(column.head):
                named = [unit for _, unit in found if unit.part]
                several = len(named) > 1
                if named:
                    persons[beside[0]] = "、".join(
                        f"{unit.name} {unit.part}" if several else str(unit.part) for unit in named
                    )
                found = [(given, UnitMention(unit.name)) for given, unit in found]
            duties += [ResponsibilityDraft(unit.name, unit.part, given or role) for given, unit in found]
        return tuple(dict.fromkeys(duties))

    def _duty_of_section(self, section: str | None) -> tuple[ResponsibilityDraft, ...]:
        """Take the unit that a section or sheet is named after, where the table has no column of units."""
        name = _ORDINAL.sub("", re.sub(r"[（(][^（()）]*[)）]$", "", section or ""))
        found = kind_of(name) is not None and read_group(name) is None
        why = f"表中没有责任单位列，按“{section}”读取责任单位" if found else "表中没有责任单位列，请核对"
        if (note := RowWarning(None, section or "", why)) not in self.warnings:
            self.warnings.append(note)
        return (ResponsibilityDraft(name, None, Role.LEAD),) if found else ()

    def _mentions(self, item: str, column: Column, text: str) -> list[tuple[Role | None, UnitMention]]:
        """Split a unit cell; a name of no known kind is kept and warned about."""
        found = self._led(item, column, text, list(_split(text)))
        if not found:
            self._warn(item, text, f"“{column.head}”中未能读出单位")
        for _, unit in found:
            if kind_of(unit.name) is None and read_group(unit.name) is None:
                self._warn(item, unit.name, "不像单位名称，请核对")
        return found

    def _led(
        self, item: str, column: Column, text: str, found: list[tuple[Role | None, UnitMention]]
    ) -> list[tuple[Role | None, UnitMention]]:
        """Let the others assist where only one of a list leads: by its head, or since it is marked 牵头."""
        marked = any(role is Role.LEAD for role, _ in found) and "牵头" in text
        unmarked = [unit.name for role, unit in found if role is None]
        if marked and unmarked and column.role in (None, Role.LEAD):
            why = "同一栏中只有部分单位标明牵头，其余按配合单位读取，请核对"
            self._warn(item, "、".join(unmarked), why)
            return [(role or Role.ASSIST, unit) for role, unit in found]
        if len(unmarked) < 2 or len(unmarked) < len(found):
            return found
        if not _FIRST_LEADS.search(column.head):
            if not _LEAD_AND_ASSIST.search(compact(column.head)):
                return found
            why = f"“{column.head}”没有分别标明，第一个单位按牵头、其余按配合读取，请核对"
            self._warn(item, text, why)
        return [(Role.ASSIST if number else role, unit) for number, (role, unit) in enumerate(found)]

    def _milestones(self, item: str, deadline: str | None) -> tuple[Milestone, ...]:
        """Read the deadline cell, and say what in it was not read or was read against its letter."""
        if deadline is None or _NOTHING.fullmatch(compact(deadline)):
            return ()
        reading = _read(deadline, self._year, self._issued, self._since)
        for unread in reading.unread:
            self._warn(item, unread.text, unread.why)
        if not reading.milestones and not reading.unread:
            self._warn(item, deadline, "未能读出完成时间")
        if slip := _NO_MONTH_SIGN.search(deadline):
            self._warn(item, slip[0], "漏印“月”字，已按月份读取，请核对")
        if slip := _BROKEN_NUMBER.search(deadline):
            self._warn(item, slip[0], "数字中间有空格，已连起来读取，请核对")
        return reading.milestones

    def _steps(self, item: str, steps: Sequence[tuple[Column, str]]) -> list[Milestone]:
        """Give one milestone for each filled quarter or month column, due on its last day."""
        milestones = []
        for column, text in steps:
            year, month = column.year or self._year, column.month or 12
            if _NOTHING.fullmatch(compact(text)):
                continue
            if year is None:
                self._warn(item, f"{column.head}：{text}", "没有年份，请用 --year 指明")
                continue
            action = None if _TICK.fullmatch(compact(text)) else text
            due = date(year, month, last_day(year, month))
            milestones.append(
                Milestone(
                    MilestoneKind.BY, due=due, action=action, text=column.head, rule="column of a period"
                )
            )
        return milestones

    def _check_against(
        self, item: str, detail: str, deadline: str | None, milestones: Sequence[Milestone]
    ) -> None:
        """Warn where the row contradicts itself or the plan."""
        often = _OFTEN.search(detail)
        ongoing = any(milestone.kind is MilestoneKind.ONGOING for milestone in milestones)
        if often and deadline and ongoing and not any(milestone.rrule for milestone in milestones):
            self._warn(
                item,
                often[0],
                f"任务内容要求“{often[0]}”，完成时间却是“{deadline}”，按“{deadline}”处理，请核对",
            )
        for milestone in milestones:
            if milestone.due is None or milestone.kind is MilestoneKind.RECURRING:
                continue
            if self._issued and milestone.due < self._issued:
                self._warn(
                    item, milestone.text, f"完成时间早于印发日期（{self._issued.isoformat()}），请核对"
                )
            elif self._year and milestone.due.year < self._year:
                self._warn(item, milestone.text, f"完成时间早于计划年度（{self._year}年），请核对")


def first_dated(rows: Sequence[Labelled], *, year: int | None) -> date | None:
    """Find the first date of a plan: its recurring deadlines count from it without an issue date."""
    dues = [
        milestone.due
        for labelled in rows
        if labelled.row.deadline
        for milestone in _read(labelled.row.deadline, year).milestones
        if milestone.due and milestone.kind in (MilestoneKind.BY, MilestoneKind.RANGE)
    ]
    return min(dues, default=None)
