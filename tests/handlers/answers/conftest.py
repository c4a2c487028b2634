"""A small county with one plan, on both engines."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from sqlalchemy.orm import Session

from data.assignments import refresh
from data.database import Database
from data.dates.values import MilestoneKind
from data.models import Region, Task, TaskTerm, Unit, UnitGroup
from data.terms import pairs_of
from data.units.values import Role
from handlers.answers.table import find_answer
from handlers.answers.values import Answer
from handlers.understanding.query import Intent, Query, UnitRef
from tests.factories import (
    make_group,
    make_milestone,
    make_plan,
    make_region,
    make_responsibility,
    make_task,
    make_unit,
)


@dataclass
class County:
    """The county's rows, and a way to ask about them."""

    session: Session
    region: Region
    units: dict[str, Unit]
    groups: dict[str, UnitGroup]
    tasks: dict[str, Task]

    def ask(self, intent: Intent, *units: str, today: date = date(2020, 9, 10), **fields: object) -> Answer:
        """Ask about `units`, by name."""
        refs = tuple(
            UnitRef(name, self.units[name].id) if name in self.units else UnitRef(name) for name in units
        )
        query = Query(text="", intent=intent, region_id=self.region.id, region=self.region.name, units=refs)
        return find_answer(self.session, _with(query, fields), today)


def _with(query: Query, fields: dict[str, object]) -> Query:
    from dataclasses import replace

    return replace(query, **fields)


@pytest.fixture
def county(database: Database) -> Iterator[County]:
    """Ten items of one plan: by unit, by sure and possible group, recurring, undated."""
    with database.transaction() as session:
        yield _build(session)


def _build(session: Session) -> County:
    region = make_region(session)
    names = ("县住建局", "县财政局", "尧渡镇人民政府", "县政府办公室")
    units = {name: make_unit(session, region, name) for name in names}
    group_names = ("各乡镇人民政府", "县政府各部门", "有关部门")
    groups = {name: make_group(session, region, name) for name in group_names}
    office = units["县政府办公室"]
    plan = make_plan(session, region, key="county", short_name="县分工表", office_id=office.id)
    build = _Builder(session, region, plan)
    tasks = {
        "1": build.task("1", "制定工作方案", (units["县住建局"],), date(2020, 8, 31), heading="编制目录"),
        "2": build.task(
            "2", "完成目录编制及信息发布", (units["县住建局"],), date(2020, 9, 30), heading="编制目录"
        ),
        "3": build.task(
            "3", "汇总编制办事一本通", (groups["县政府各部门"],), date(2020, 11, 30), heading="办事公开"
        ),
        "4": build.task("4", "明确工作机构", (groups["有关部门"],), date(2020, 8, 31)),
        "5": build.task("5", "配备专职人员", (groups["有关部门"],), date(2020, 11, 30)),
        "6": build.task("6", "健全村（居）务公开制度", (groups["各乡镇人民政府"],), date(2020, 10, 31)),
        "7": build.task("7", "开展培训", (units["县财政局"],), None, kind=MilestoneKind.ONGOING),
        "8": build.task(
            "8",
            "报送自查报告",
            (units["县财政局"],),
            date(2020, 12, 25),
            kind=MilestoneKind.RECURRING,
            rrule="FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25",
        ),
        "9": build.task("9", "争取印发制度", (units["县财政局"],), date(2020, 9, 5), soft=True),
        "10": build.task("10", "督促指导", (groups["各乡镇人民政府"],), date(2020, 9, 20)),
    }
    make_responsibility(session, tasks["10"], units["县住建局"], Role.SUPERVISE)
    refresh(session, region.id, date(2020, 9, 1))
    session.flush()
    return County(session, region, units, groups, tasks)


@dataclass
class _Builder:
    session: Session
    region: Region
    plan: object

    def task(
        self,
        item: str,
        detail: str,
        holders: tuple,
        due: date | None,
        heading: str | None = None,
        **milestone,
    ):
        task = make_task(
            self.session,
            self.plan,
            *holders,
            item=item,
            item_number=int(item),
            position=int(item),
            detail=detail,
            heading=heading,
        )
        make_milestone(self.session, task, due, **milestone)
        terms = pairs_of(detail) | pairs_of(heading)
        self.session.add_all(TaskTerm(region_id=self.region.id, term=term, task_id=task.id) for term in terms)
        return task


@pytest.fixture
def items() -> Callable[[Answer], list[str]]:
    """Read the items of an answer, in its order."""
    return lambda answer: [entry.item for entry in answer.tasks]
