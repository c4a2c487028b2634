"""What each unit owes."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from data.models.base import Base
from data.models.plans import Milestone, Responsibility, Task
from data.models.units import Unit, UnitGroup
from data.statuses import Status, may_move

ONCE = date(1, 1, 1)
"""The occurrence of a milestone that comes only once; NULL would not be unique."""


class Assignment(Base):
    """One milestone occurrence for one executing unit (交办).

    A definite group without a registered member is one assignment of the group itself. `occurrence` is the
    printed due date of a recurring milestone's period, else ONCE. `due` is the current date, `printed_due`
    what the document says; `extended` tells that a person moved it. `touched` is set by whatever a person
    records: what is touched is never removed. `responsibility` is the one through which it is owed, directly
    where there is such. `plan_id` and `region_id` repeat the task's, for large databases.
    """

    __tablename__ = "assignment"
    __table_args__ = (
        UniqueConstraint("milestone_id", "occurrence", "unit_id"),
        UniqueConstraint("milestone_id", "occurrence", "group_id"),
        CheckConstraint("(unit_id IS NULL) <> (group_id IS NULL)", name="unit_or_group"),
        Index(None, "region_id", "due"),
        Index(None, "unit_id", "due"),
        Index(None, "group_id"),
        Index(None, "plan_id", "status"),
        Index(None, "task_id"),
        Index(None, "responsibility_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"))
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"))
    occurrence: Mapped[date] = mapped_column(default=ONCE)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("unit_group.id"))
    responsibility_id: Mapped[int | None] = mapped_column(
        ForeignKey("responsibility.id", ondelete="SET NULL")
    )
    status: Mapped[Status] = mapped_column(default=Status.PENDING)
    due: Mapped[date | None]
    printed_due: Mapped[date | None]
    extended: Mapped[bool] = mapped_column(default=False)
    touched: Mapped[bool] = mapped_column(default=False)
    stored_on: Mapped[date]
    moved_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]

    milestone: Mapped[Milestone] = relationship(lazy="raise")
    task: Mapped[Task] = relationship(lazy="raise")
    unit: Mapped[Unit | None] = relationship(lazy="raise")
    group: Mapped[UnitGroup | None] = relationship(lazy="raise")
    responsibility: Mapped[Responsibility | None] = relationship(lazy="raise")

    def move(self, to: Status, at: datetime) -> None:
        """Take the status `to` at the instant `at`; a move that is not allowed is a ValueError."""
        if not may_move(self.status, to):
            raise ValueError(f"an assignment cannot go from {self.status} to {to}")
        self.status = to
        self.moved_at = at
        self.done_at = at if to is Status.DONE else None
        self.touched = True
