"""What stands around the figures of a period: the plans, the units with a chat, the rows without units."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from data.models import (
    Assignment,
    Binding,
    Chat,
    NamedUnit,
    Plan,
    Responsibility,
    Task,
    Unit,
    UnitGroup,
    UnitGroupMember,
    Verdict,
    Watch,
)
from data.reports.weekly import Period
from data.repositories.reach import EXECUTING, is_unsettled
from data.repositories.watches import open_on, state_on
from data.repositories.weekly import Extent
from data.units.values import Certainty

DUTY = aliased(Responsibility)
"""What a row prints of who has it, apart from what decides whether anybody surely has."""


@dataclass(frozen=True, slots=True)
class WatchedPlan:
    """A plan that a summary counts; `began` is the day of issue or, where that is not known, of import.

    `state` is that of the day on which the summary is asked for.
    """

    id: int
    key: str
    name: str
    began: date
    office: str | None
    state: Watch


@dataclass(frozen=True, slots=True)
class UnnamedRow:
    """A row that only possible groups execute, with the groups as it prints them."""

    task_id: int
    plan: str
    plan_name: str
    item: str
    scope: str | None
    detail: str
    printed: tuple[str, ...]


class PlacesRepository:
    """The plans, chats and unnamed rows of one extent in one period, in the office's `zone`."""

    def __init__(self, session: Session, extent: Extent, period: Period, zone: tzinfo) -> None:
        self._session = session
        self._extent = extent
        self._period = period
        self._zone = zone

    def plans(self) -> list[WatchedPlan]:
        """Return all plans of the region, in the order in which they were imported."""
        statement = (
            select(
                Plan.id,
                Plan.key,
                Plan.short_name,
                Plan.issued,
                Plan.imported_at,
                Unit.name,
                Plan.state,
                Plan.paused_until,
            )
            .outerjoin(Unit, Unit.id == Plan.office_id)
            .where(Plan.region_id == self._extent.region_id)
            .order_by(Plan.id)
        )
        return [
            WatchedPlan(
                key,
                name,
                short,
                issued or at.astimezone(self._zone).date(),
                office,
                state_on(state, until, self._period.today),
            )
            for key, name, short, issued, at, office, state, until in self._session.execute(statement)
        ]

    def watched(self) -> list[WatchedPlan]:
        """Return the plans that are counted: the one that is named, else those that are open."""
        named = self._extent.plan_id
        return [
            plan for plan in self.plans() if (plan.state is Watch.OPEN if named is None else plan.id == named)
        ]

    def bound_units(self) -> frozenset[int]:
        """Return the units that had a chat at the end of the period."""
        statement = (
            select(Binding.unit_id)
            .join(Chat, Chat.id == Binding.chat_id)
            .where(Binding.region_id == self._extent.region_id, Binding.unit_id.is_not(None), self._holds())
        )
        return frozenset(key for key in self._session.scalars(statement) if key is not None)

    def unnamed(self) -> tuple[UnnamedRow, ...]:
        """Return the rows whose units nobody had named, in the order of their documents."""
        statement = (
            select(Task.id, Plan.key, Plan.short_name, Task.item, Task.scope, Task.detail, DUTY.printed)
            .join(Plan, Plan.id == Task.plan_id)
            .join(DUTY, DUTY.task_id == Task.id)
            .where(DUTY.role.in_(EXECUTING), Plan.region_id == self._extent.region_id)
            .where(Task.position.is_not(None), *open_on(self._period.today, Task))
            .where(is_unsettled(self._then), *self._scope())
            .order_by(Plan.id, Task.position, DUTY.position)
        )
        rows: dict[int, UnnamedRow] = {}
        for task, plan, plan_name, item, scope, detail, name in self._session.execute(statement):
            former = rows[task].printed if task in rows else ()
            rows[task] = UnnamedRow(task, plan, plan_name, item, scope, detail, (*former, name))
        return tuple(rows.values())

    @property
    def _then(self) -> datetime | None:
        """The instant at which the period was over, None where it is not over yet."""
        if self._period.as_of == self._period.today:
            return None
        return self._after(self._period.as_of)

    def _after(self, day: date) -> datetime:
        return datetime.combine(day + timedelta(days=1), time.min, self._zone)

    def _holds(self) -> ColumnElement[bool]:
        then = self._then
        if then is None:
            return and_(Binding.holds.is_(True), Chat.left_at.is_(None))
        return and_(
            Binding.since < then,
            or_(Binding.ended_at.is_(None), Binding.ended_at >= then),
            or_(Chat.left_at.is_(None), Chat.left_at >= then),
        )

    def _scope(self) -> Iterable[ColumnElement[bool]]:
        named, whom, then = self._extent.plan_id, self._extent.whom, self._then
        yield from open_on(self._period.today, Plan) if named is None else (Plan.id == named,)
        if then is not None:
            stored = Assignment.stored_on
            was_there = or_(stored <= self._period.as_of, stored > self._period.today)
            yield or_(
                Plan.imported_at < then,
                Plan.imported_at >= self._after(self._period.today),
                exists().where(Assignment.plan_id == Plan.id, was_there),
            )
        if not whom.everyone:
            yield or_(self._may_mean(whom.units), DUTY.group_id.in_(whom.groups))

    def _may_mean(self, units: tuple[int, ...]) -> ColumnElement[bool]:
        """Choose the groups that may mean one of `units`, which nobody has excluded."""
        decided = aliased(NamedUnit)
        excluded = exists().where(
            decided.responsibility_id == DUTY.id,
            decided.unit_id == UnitGroupMember.unit_id,
            decided.verdict == Verdict.EXCLUDED,
        )
        return exists().where(
            UnitGroupMember.group_id == DUTY.group_id,
            UnitGroupMember.unit_id.in_(units),
            UnitGroupMember.certainty == Certainty.POSSIBLE,
            ~excluded,
        )


def find_group(session: Session, region_id: int, name: str) -> int | None:
    """Return the group that a document of the region prints under `name`."""
    statement = select(UnitGroup.id).where(UnitGroup.region_id == region_id, UnitGroup.name == name)
    return session.scalar(statement)
