"""What planning a day needs of one region: by due date, through indexes, never all that is stored."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from typing import Any

from sqlalchemy import (
    ColumnElement,
    SQLColumnExpression,
    and_,
    case,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Session

from data.dates.values import MilestoneKind
from data.models import (
    UNSTATED,
    WHOLE_CHAT,
    Assignment,
    Binding,
    BindingKind,
    Change,
    Chat,
    Decision,
    Event,
    ExtensionRequest,
    History,
    Milestone,
    NamedUnit,
    Plan,
    Region,
    Responsibility,
    Task,
    Unit,
    UnitGroup,
    UnitGroupMember,
    Verdict,
)
from data.nudging import AssignmentFact, ChatFact, NamingFact, ReviewFact, Supervisor
from data.repositories.reach import EXECUTING, AnySelect
from data.repositories.watches import counts_on, open_on
from data.statuses import Status
from data.units.values import Certainty, Role

LATEST_CHANGE = (
    select(func.max(History.at))
    .where(History.assignment_id == Assignment.id, History.change == Change.DUE)
    .correlate(Assignment)
    .scalar_subquery()
)
LATEST_GRANT = (
    select(func.max(ExtensionRequest.decided_at))
    .where(ExtensionRequest.assignment_id == Assignment.id, ExtensionRequest.decision == Decision.GRANTED)
    .correlate(Assignment)
    .scalar_subquery()
)
COLUMNS: tuple[Any, ...] = (
    Assignment.id,
    Assignment.plan_id,
    Assignment.task_id,
    Assignment.milestone_id,
    Assignment.occurrence,
    Assignment.unit_id,
    func.coalesce(Unit.name, UnitGroup.name),
    Assignment.status,
    Assignment.due,
    # A corrected date is no extension, though the document prints another.
    case((Assignment.extended, Assignment.printed_due), else_=Assignment.due),
    Plan.key,
    Plan.short_name,
    Plan.office_id,
    Task.item,
    Task.item_number,
    Task.position,
    Task.scope,
    Task.heading,
    Task.detail,
    Milestone.kind,
    Milestone.soft,
    Milestone.action,
    Milestone.rrule,
    Assignment.stored_on,
    Event.recorded_at,
    case((Assignment.status == Status.RETURNED, Assignment.moved_at)),
    case((Assignment.extended, func.coalesce(LATEST_CHANGE, LATEST_GRANT))),
)
WIDTH = len(COLUMNS)

NUDGED = (Status.PENDING, Status.DOING, Status.RETURNED)
"""What still has to be done: a report that waits for its review is the reviewer's to act on."""

ONE_BY_ONE = 400
"""Up to so many due dates are asked for one by one, more as a range."""


@dataclass(frozen=True, slots=True)
class WatchedRegion:
    """A region with its own people's settings; assignments reach from `imported_on` to the horizon."""

    id: int
    name: str
    policies: dict[str, Any]
    imported_on: date | None


def watched_regions(session: Session, zone: tzinfo) -> list[WatchedRegion]:
    """Return all regions, in the order in which they came."""
    statement = (
        select(Region.id, Region.name, Region.policies, func.max(Plan.imported_at))
        .outerjoin(Plan, Plan.region_id == Region.id)
        .group_by(Region.id)
        .order_by(Region.id)
    )
    return [
        WatchedRegion(key, name, policies or {}, at.astimezone(zone).date() if at else None)
        for key, name, policies, at in session.execute(statement)
    ]


class NudgingRepository:
    """Assignments, chats and groups of one region as they stand for the nudges of one day."""

    def __init__(self, session: Session, region_id: int, day: date, zone: tzinfo) -> None:
        self._session = session
        self._region_id = region_id
        self._day = day
        self._zone = zone

    def oldest_due(self) -> date | None:
        """Return the earliest due date of the region."""
        return self._session.scalar(
            select(func.min(Assignment.due)).where(Assignment.region_id == self._region_id)
        )

    def due_on(self, days: Sequence[date]) -> list[AssignmentFact]:
        """Return what is unfinished of that which is due on one of `days`."""
        if not days:
            return []
        if len(days) <= ONE_BY_ONE:
            return self._facts(Assignment.due.in_(days))
        asked = set(days)
        found = self._facts(Assignment.due.between(min(days), max(days)))
        return [fact for fact in found if fact.due in asked]

    def begun(self, since: date, horizon: date) -> list[AssignmentFact]:
        """Return what came to be owed, or whose chat was bound, from `since` on and is due to `horizon`.

        What a roster added long after its due date has passed is left to its next stage.
        """
        instant = datetime.combine(since, time.min, self._zone)
        near = and_(Assignment.due <= horizon, Assignment.due.is_not(None))
        ways: list[ColumnElement[bool]] = [
            and_(Assignment.stored_on >= since, Assignment.due.between(self._day, horizon))
        ]
        plans = self._keys(select(Plan.id).where(self._of(Plan), Plan.imported_at >= instant))
        if plans:
            ways.append(and_(Assignment.plan_id.in_(plans), Assignment.stored_on >= since, near))
        units = self._keys(self._bound(select(Binding.unit_id)).where(Binding.since >= instant))
        if units:
            ways.append(and_(Assignment.unit_id.in_(units), near))
            watched = self._keys(select(Plan.id).where(self._of(Plan), Plan.office_id.in_(units)))
            ways += [and_(Assignment.plan_id == plan, near) for plan in watched]
        recorded = select(Milestone.id).join(Event, Event.id == Milestone.event_id)
        events = self._keys(recorded.where(self._of(Event), Event.recorded_at >= instant))
        if events:
            ways.append(and_(Assignment.milestone_id.in_(events), near))
        found = {fact.id: fact for way in ways for fact in self._facts(way)}
        return list(found.values())

    def of(self, ids: Collection[int]) -> list[AssignmentFact]:
        """Return those of the assignments `ids` that are unfinished."""
        return self._facts(Assignment.id.in_(ids)) if ids else []

    def ongoing(self) -> list[AssignmentFact]:
        """Return the unfinished 持续推进 tasks of the open plans; a row without a deadline is none."""
        return self._facts(
            Assignment.due.is_(None),
            Milestone.kind == MilestoneKind.ONGOING,
            Milestone.rule != UNSTATED,
        )

    def reviews(self) -> list[ReviewFact]:
        """Return the reports and requests on which nobody has decided."""
        waiting = and_(Assignment.plan_id.in_(self._open_plans()), Assignment.status == Status.SUBMITTED)
        found = [
            ReviewFact(fact, self._local(moved) or fact.stored_on)
            for fact, moved in self._rows(self._statement(Assignment.moved_at).where(waiting))
        ]
        one = ExtensionRequest
        asked = (
            self._statement(one.asked_at, one.id, one.until, one.reason)
            .join(one, one.assignment_id == Assignment.id)
            .where(one.decision == Decision.OPEN, Assignment.region_id == self._region_id)
        )
        return [
            *found,
            *(
                ReviewFact(fact, self._local(at) or self._day, key, until, why)
                for fact, at, key, until, why in self._rows(asked)
            ),
        ]

    def supervisors(self, tasks: Collection[int]) -> dict[int, tuple[Supervisor, ...]]:
        """Return who supervises each of `tasks`, as printed; a group stands for its definite members."""
        member = and_(
            UnitGroupMember.group_id == Responsibility.group_id,
            UnitGroupMember.certainty == Certainty.DEFINITE,
        )
        statement = (
            select(
                Responsibility.task_id,
                Responsibility.printed,
                func.coalesce(Responsibility.unit_id, UnitGroupMember.unit_id),
            )
            .outerjoin(UnitGroupMember, member)
            .where(Responsibility.role == Role.SUPERVISE)
            .order_by(Responsibility.task_id, Responsibility.position, UnitGroupMember.unit_id)
        )
        found: dict[int, tuple[Supervisor, ...]] = {}
        for chunk in _chunks(sorted(tasks)):
            for task, printed, unit in self._session.execute(
                statement.where(Responsibility.task_id.in_(chunk))
            ):
                found[task] = (*found.get(task, ()), Supervisor(printed, unit))
        return found

    def chats(self) -> list[ChatFact]:
        """Return the chats of the region that are bound and not left; a paused unit's is not written to."""
        statement = (
            self._bound(select(Chat, Binding.since, Binding.kind, Unit.id, Unit.name))
            .join(Chat, Chat.id == Binding.chat_id)
            .outerjoin(Unit, Unit.id == Binding.unit_id)
            .where(Chat.left_at.is_(None), or_(Unit.id.is_(None), *open_on(self._day, Unit)))
            .order_by(Binding.id)
        )
        return [
            ChatFact(
                id=chat.id,
                telegram_id=chat.telegram_id,
                topic=None if chat.topic == WHOLE_CHAT else chat.topic,
                title=chat.title,
                since=since.astimezone(self._zone).date(),
                unit_id=None if kind is BindingKind.LEADERS else unit,
                unit=name,
            )
            for chat, since, kind, unit, name in self._session.execute(statement)
        ]

    def naming(self, days: Sequence[date], since: date) -> list[NamingFact]:
        """Return the possible groups that execute a task of an open plan and whose units nobody named.

        Of tasks due on one of `days`, and of plans that came, or whose office's chat did, from `since` on.
        """
        named = exists().where(
            NamedUnit.responsibility_id == Responsibility.id, NamedUnit.verdict == Verdict.NAMED
        )
        instant = datetime.combine(since, time.min, self._zone)
        bound = self._bound(select(Binding.unit_id)).where(Binding.since >= instant)
        statement = (
            select(
                Responsibility.id,
                Milestone.id,
                Responsibility.printed,
                Milestone.due,
                Milestone.soft,
                Plan.id,
                Plan.key,
                Plan.short_name,
                Plan.office_id,
                Task.item,
                Task.item_number,
                Task.position,
                Task.scope,
                Task.detail,
                Plan.imported_at,
            )
            .join(UnitGroup, UnitGroup.id == Responsibility.group_id)
            .join(Task, Task.id == Responsibility.task_id)
            .join(Plan, Plan.id == Task.plan_id)
            .join(Milestone, Milestone.task_id == Task.id)
            .where(
                UnitGroup.region_id == self._region_id,
                UnitGroup.certainty == Certainty.POSSIBLE,
                Responsibility.role.in_(EXECUTING),
                ~named,
                or_(
                    Milestone.due.in_(days),
                    Plan.imported_at >= instant,
                    Plan.office_id.in_(self._keys(bound)),
                ),
                *open_on(self._day, Plan),
                *counts_on(self._day),
            )
            .order_by(Plan.id, Task.position, Responsibility.position, Milestone.position)
        )
        found = []
        for row in self._session.execute(statement):
            *printed, imported = tuple[Any, ...](row)
            values: tuple[Any, ...] = (*printed, self._local(imported))
            found.append(NamingFact(*values))
        return found

    def offices(self) -> frozenset[int]:
        """Return the units that keep watch over an open plan."""
        statement = select(Plan.office_id).where(
            self._of(Plan), Plan.office_id.is_not(None), *open_on(self._day, Plan)
        )
        return frozenset(key for key in self._session.scalars(statement) if key is not None)

    def count_open_plans(self) -> int:
        """Count the region's open plans: with several, each task names its own."""
        return len(self._open_plans())

    def _open_plans(self) -> list[int]:
        return self._keys(select(Plan.id).where(self._of(Plan), *open_on(self._day, Plan)))

    def _facts(self, *conditions: ColumnElement[bool]) -> list[AssignmentFact]:
        statement = self._statement().where(
            Assignment.region_id == self._region_id, Assignment.status.in_(NUDGED), *conditions
        )
        return [fact for (fact,) in self._rows(statement)]

    def _rows(self, statement: AnySelect) -> Iterable[tuple[Any, ...]]:
        for row in self._session.execute(statement):
            yield (self._fact(row), *row[WIDTH:])

    def _statement(self, *more: SQLColumnExpression[Any]) -> AnySelect:
        return (
            select(*COLUMNS, *more)
            .select_from(Assignment)
            .join(Task, Task.id == Assignment.task_id)
            .join(Plan, Plan.id == Assignment.plan_id)
            .join(Milestone, Milestone.id == Assignment.milestone_id)
            .outerjoin(Event, Event.id == Milestone.event_id)
            .outerjoin(Unit, Unit.id == Assignment.unit_id)
            .outerjoin(UnitGroup, UnitGroup.id == Assignment.group_id)
            .where(
                or_(Unit.id.is_(None), *open_on(self._day, Unit)),
                *open_on(self._day, Plan),
                *counts_on(self._day),
            )
        )

    def _fact(self, row: Sequence[Any]) -> AssignmentFact:
        stored, recorded, returned, moved = row[WIDTH - 4 : WIDTH]
        if recorded is not None:
            stored = max(stored, self._local(recorded))
        anew = returned if moved is None or (returned is not None and returned > moved) else moved
        values: tuple[Any, ...] = (*row[: WIDTH - 4], stored, self._local(anew))
        return AssignmentFact(*values)

    def _local(self, at: datetime | None) -> date | None:
        return at.astimezone(self._zone).date() if at is not None else None

    def _of(self, model: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a model with a region
        found: ColumnElement[bool] = model.region_id == self._region_id
        return found

    def _bound(self, statement: AnySelect) -> AnySelect:
        return statement.select_from(Binding).where(
            Binding.region_id == self._region_id, Binding.holds.is_(True)
        )

    def _keys(self, statement: AnySelect) -> list[int]:
        return [key for key in self._session.scalars(statement) if key is not None]


def _chunks(keys: list[int]) -> Iterable[list[int]]:
    return (keys[start : start + ONE_BY_ONE] for start in range(0, len(keys), ONE_BY_ONE))
