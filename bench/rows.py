"""The plans of a made region: tasks, who has them, and by when."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from bench import names
from data.dates.values import MilestoneKind
from data.models import Base, Milestone, Phase, Plan, Responsibility, Task, TaskTerm, Watch
from data.terms import pairs_of
from data.units.values import Role

Row = dict[str, Any]
TASKS = 35
"""Rows in a plan, as many as the sample plans have."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """Where the keys of each table go on from one region to the next."""

    units: Iterator[int] = field(default_factory=lambda: count(1))
    groups: Iterator[int] = field(default_factory=lambda: count(1))
    domains: Iterator[int] = field(default_factory=lambda: count(1))
    plans: Iterator[int] = field(default_factory=lambda: count(1))
    tasks: Iterator[int] = field(default_factory=lambda: count(1))
    milestones: Iterator[int] = field(default_factory=lambda: count(1))


@dataclass(slots=True)
class Rows:
    """What is to be inserted, table by table."""

    plans: list[Row] = field(default_factory=list)
    phases: list[Row] = field(default_factory=list)
    tasks: list[Row] = field(default_factory=list)
    milestones: list[Row] = field(default_factory=list)
    responsibilities: list[Row] = field(default_factory=list)
    terms: list[Row] = field(default_factory=list)

    def tables(self) -> tuple[tuple[type[Base], list[Row]], ...]:
        """Give the models with their rows, in the order in which they refer to each other."""
        return (
            (Plan, self.plans),
            (Phase, self.phases),
            (Task, self.tasks),
            (Milestone, self.milestones),
            (Responsibility, self.responsibilities),
            (TaskTerm, self.terms),
        )


def plan_rows(
    region: int,
    plans: int,
    units: Mapping[str, int],
    groups: Mapping[str, int],
    now: datetime,
    chance: random.Random,
    numbers: Numbers,
) -> Rows:
    """Make the rows of `plans` plans of one region, the newest first."""
    writer = _Writer(region, units, groups, now, chance, numbers)
    for place in range(plans):
        writer.add_plan(place)
    return writer.rows


@dataclass(slots=True)
class _Writer:
    region: int
    units: Mapping[str, int]
    groups: Mapping[str, int]
    now: datetime
    chance: random.Random
    numbers: Numbers
    rows: Rows = field(default_factory=Rows)

    def add_plan(self, place: int) -> None:
        """Add a plan: every fourth of the older ones is closed."""
        key = next(self.numbers.plans)
        subject = names.PLANS[place % len(names.PLANS)]
        issued = self.now.date() - timedelta(days=20 + place * 12)
        name = f"{issued.year}年{subject}任务分工表{names.CHINESE[place % 10]}"
        self.rows.plans.append(
            {
                "id": key,
                "region_id": self.region,
                "key": f"plan-{key}",
                "title": name,
                "short_name": name,
                "number": f"政办〔{issued.year}〕{place + 1}号",
                "year": issued.year,
                "issued": issued,
                "state": Watch.CLOSED if place > 10 and place % 4 == 0 else Watch.OPEN,
                "office_id": self.units[names.OFFICES[0]],
                "source_name": f"{name}.docx",
                "source_sha256": "0" * 64,
                "imported_at": self.now,
            }
        )
        for number, start in enumerate((issued, issued + timedelta(days=60)), 1):
            end = start + timedelta(days=59)
            phase = {"plan_id": key, "position": number, "name": f"第{names.CHINESE[number - 1]}阶段"}
            self.rows.phases.append({**phase, "start": start, "end": end, "text": ""})
        for position in range(1, TASKS + 1):
            self._add_task(key, position, issued)

    def _add_task(self, plan: int, position: int, issued: date) -> None:
        key = next(self.numbers.tasks)
        pick = self.chance.choice
        first = f"{pick(names.VERBS)}{pick(names.SCOPES)}的{pick(names.OBJECTS)}"
        detail = f"{first}，并{pick(names.VERBS)}{pick(names.OBJECTS)}"
        heading = names.HEADINGS[position * len(names.HEADINGS) // (TASKS + 1)]
        task = {
            "id": key,
            "plan_id": plan,
            "position": position,
            "item": str(position),
            "item_number": position,
            "heading": heading,
            "detail": detail,
        }
        deadline = self._add_milestones(key, issued)
        self.rows.tasks.append({**task, "deadline": deadline})
        self._add_responsibilities(key)
        pairs = sorted(pairs_of(detail) | pairs_of(heading))
        self.rows.terms += [{"region_id": self.region, "term": pair, "task_id": key} for pair in pairs]

    def _add_milestones(self, task: int, issued: date) -> str:
        """Add what the deadline says; return it as the row prints it."""
        draw = self.chance.random()
        if draw < 0.05:
            self._milestone(task, 1, MilestoneKind.ONGOING, None)
            return "持续推进"
        if draw < 0.2:
            rule, said, (month, day) = self.chance.choice(RECURRING)
            self._milestone(task, 1, MilestoneKind.RECURRING, date(issued.year, month, day), rrule=rule)
            return said
        dues = sorted(
            issued + timedelta(days=self.chance.randrange(10, 300)) for _ in range(1 + (draw > 0.85))
        )
        for place, due in enumerate(dues, 1):
            self._milestone(task, place, MilestoneKind.BY, due)
        return "，".join(f"{due.year}年{due.month}月{due.day}日前" for due in dues)

    def _milestone(
        self, task: int, position: int, kind: MilestoneKind, due: date | None, rrule: str | None = None
    ) -> None:
        key = next(self.numbers.milestones)
        row = {"id": key, "task_id": task, "position": position, "kind": kind, "due": due, "rrule": rrule}
        self.rows.milestones.append({**row, "text": "", "rule": "made"})

    def _add_responsibilities(self, task: int) -> None:
        for position, (name, role) in enumerate(self._holders(), 1):
            self.rows.responsibilities.append(
                {
                    "task_id": task,
                    "unit_id": self.units.get(name),
                    "group_id": self.groups.get(name),
                    "role": role,
                    "position": position,
                    "printed": name,
                }
            )

    def _holders(self) -> list[tuple[str, Role]]:
        """Choose who has a task: mostly a few departments, often all townships or all departments."""
        departments = self.chance.sample(names.DEPARTMENTS, 4)
        draw = self.chance.random()
        leads = [f"县{name}" for name in departments[: self.chance.randint(1, 2)]]
        if draw < 0.2:
            leads = [names.TOWNS_GROUP]
        elif draw < 0.35:
            leads = [names.DEPARTMENTS_GROUP]
        elif draw < 0.45:
            leads = [*leads[:1], names.TOWNS_GROUP]
        elif draw < 0.5:
            leads = [names.TOWNS_GROUP, names.DEPARTMENTS_GROUP]
        elif draw < 0.6:
            leads = [*leads[:1], names.SOME_GROUP]
        holders = [(name, Role.LEAD) for name in leads]
        holders.append((f"县{departments[2]}", Role.SUPERVISE))
        if draw > 0.8:
            holders.append((f"县{departments[3]}", Role.ASSIST))
        return holders


RECURRING: tuple[tuple[str, str, tuple[int, int]], ...] = (
    ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1", "每季度", (3, 31)),
    ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1", "每年12月底前", (12, 31)),
    ("FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=-1", "每年1月、7月各一次", (1, 31)),
)
"""Rules with what a cell prints for them and the first due date in the plan's year."""
