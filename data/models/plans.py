"""Plans, their tasks, who must do them, and by when."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from data.dates.values import MilestoneKind
from data.models.base import Base
from data.models.units import Event, Region, Unit, UnitGroup, Watch
from data.units.values import Role


class Plan(Base):
    """One imported document (任务分工表)."""

    __tablename__ = "plan"
    __table_args__ = (Index(None, "region_id", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"))
    key: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    short_name: Mapped[str]
    number: Mapped[str | None]
    year: Mapped[int | None]
    year_inferred: Mapped[bool] = mapped_column(default=False)
    region_inferred: Mapped[bool] = mapped_column(default=False)
    issued: Mapped[date | None]
    state: Mapped[Watch] = mapped_column(default=Watch.OPEN)
    paused_until: Mapped[date | None]
    office_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    source_name: Mapped[str]
    source_sha256: Mapped[str]
    imported_at: Mapped[datetime]

    region: Mapped[Region] = relationship(lazy="raise")
    office: Mapped[Unit | None] = relationship(lazy="raise")
    tasks: Mapped[list["Task"]] = relationship(back_populates="plan", lazy="raise", order_by="Task.position")
    phases: Mapped[list["Phase"]] = relationship(lazy="raise", order_by="Phase.position")
    warnings: Mapped[list["PlanWarning"]] = relationship(lazy="raise", order_by="PlanWarning.position")


class Task(Base):
    """One row of a plan (具体事项).

    `position` is the row's place in the document, None once a newer version of the document lacks the row:
    it is kept for what people recorded, and left out of answers. `item_number` sorts the labels that are
    numbers. `deadline` is the cell as printed; `inherited` says that it was blank under a filled one.
    """

    __tablename__ = "task"
    __table_args__ = (UniqueConstraint("plan_id", "position"), Index(None, "plan_id", "item"))

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    position: Mapped[int | None]
    item: Mapped[str]
    item_number: Mapped[int | None]
    section: Mapped[str | None]
    heading: Mapped[str | None]
    detail: Mapped[str]
    scope: Mapped[str | None]
    chapter: Mapped[str | None]
    deadline: Mapped[str | None]
    inherited: Mapped[bool] = mapped_column(default=False)
    extra: Mapped[dict[str, str]] = mapped_column(default=dict)
    state: Mapped[Watch] = mapped_column(default=Watch.OPEN)
    paused_until: Mapped[date | None]

    plan: Mapped[Plan] = relationship(back_populates="tasks", lazy="raise")
    milestones: Mapped[list["Milestone"]] = relationship(
        back_populates="task", lazy="raise", order_by="Milestone.position"
    )
    responsibilities: Mapped[list["Responsibility"]] = relationship(
        back_populates="task", lazy="raise", order_by="Responsibility.position"
    )


UNSTATED = "unstated"
"""The rule of a milestone that stands in for a deadline which the document does not print."""


class Milestone(Base):
    """One due date, recurrence or event of a task (时间节点); all days are inclusive.

    `position` is None once the document no longer has it. An event-relative milestone has no `due`: it is
    computed from `event.date`, `offset` and `working`. Of a recurring one `due` is the first occurrence.
    A task without a printed deadline has one ongoing milestone of the rule UNSTATED, so that a unit can
    report on it. `corrected` says that a person changed the date: what the document prints stays in `text`,
    `printed_kind` (None where it prints no deadline) and `printed_due`, and the next import leaves the
    correction alone.
    """

    __tablename__ = "milestone"
    __table_args__ = (UniqueConstraint("task_id", "position"), Index(None, "event_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    position: Mapped[int | None]
    kind: Mapped[MilestoneKind]
    start: Mapped[date | None]
    due: Mapped[date | None]
    rrule: Mapped[str | None]
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"))
    offset: Mapped[str | None]
    working: Mapped[bool] = mapped_column(default=False)
    action: Mapped[str | None]
    soft: Mapped[bool] = mapped_column(default=False)
    text: Mapped[str] = mapped_column(default="")
    rule: Mapped[str] = mapped_column(default="")
    corrected: Mapped[bool] = mapped_column(default=False, server_default=false())
    printed_kind: Mapped[MilestoneKind | None]
    printed_due: Mapped[date | None]

    task: Mapped[Task] = relationship(back_populates="milestones", lazy="raise")
    event: Mapped[Event | None] = relationship(lazy="raise")


class Responsibility(Base):
    """What a unit, or a unit group, owes to a task (责任), under the name that is `printed`.

    `corrected` says that a person changed the unit or the role: the next import leaves that alone. `printed`
    is the corrected unit's name then, and what the document prints stays in `printed_name` and
    `printed_role`, each None where it was not corrected.
    """

    __tablename__ = "responsibility"
    __table_args__ = (
        Index(None, "task_id", "position"),
        CheckConstraint("(unit_id IS NULL) <> (group_id IS NULL)", name="unit_or_group"),
        Index(None, "unit_id", "role"),
        Index(None, "group_id", "role"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("unit_group.id"))
    part: Mapped[str | None]
    role: Mapped[Role]
    position: Mapped[int]
    printed: Mapped[str]
    corrected: Mapped[bool] = mapped_column(default=False, server_default=false())
    printed_name: Mapped[str | None]
    printed_role: Mapped[Role | None]

    task: Mapped[Task] = relationship(back_populates="responsibilities", lazy="raise")
    unit: Mapped[Unit | None] = relationship(lazy="raise")
    group: Mapped[UnitGroup | None] = relationship(lazy="raise")
    named: Mapped[list["NamedUnit"]] = relationship(lazy="raise")


class Verdict(StrEnum):
    """What was said about a unit that a possible group may mean."""

    CLAIMED = "claimed"  # 单位自认涉及，待确认
    DECLINED = "declined"  # 单位自认不涉及，待确认
    NAMED = "named"  # 已指定
    EXCLUDED = "excluded"  # 已排除


class NamedUnit(Base):
    """What people said about one unit and a responsibility of a possible group (待指定单位)."""

    __tablename__ = "named_unit"
    __table_args__ = (UniqueConstraint("responsibility_id", "unit_id"), Index(None, "unit_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    responsibility_id: Mapped[int] = mapped_column(ForeignKey("responsibility.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    verdict: Mapped[Verdict]
    said_by: Mapped[str]
    said_at: Mapped[datetime]

    unit: Mapped[Unit] = relationship(lazy="raise")


class Phase(Base):
    """A phase (阶段) of a plan; both days are inclusive."""

    __tablename__ = "phase"
    __table_args__ = (UniqueConstraint("plan_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    position: Mapped[int]
    name: Mapped[str]
    start: Mapped[date | None]
    end: Mapped[date | None]
    text: Mapped[str] = mapped_column(default="")


class PlanWarning(Base):
    """What could not be read in a plan's document, or contradicts itself."""

    __tablename__ = "plan_warning"
    __table_args__ = (UniqueConstraint("plan_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    position: Mapped[int]
    row: Mapped[str | None]
    text: Mapped[str]
    why: Mapped[str]


class TaskTerm(Base):
    """Two neighbouring signs of a task's text: the index behind questions about a subject."""

    __tablename__ = "task_term"
    __table_args__ = (Index(None, "task_id"), {"sqlite_with_rowid": False})

    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"), primary_key=True)
    term: Mapped[str] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id", ondelete="CASCADE"), primary_key=True)
