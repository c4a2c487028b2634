"""What the ledger (台账) is written from and compared with; each query is for one region."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, String, and_, case, cast, func, not_, select
from sqlalchemy.orm import Session

from data.dates.values import MilestoneKind
from data.histories import HistoryFact
from data.models import (
    ONCE,
    UNSTATED,
    Assignment,
    Change,
    Event,
    History,
    Milestone,
    Plan,
    Proof,
    ProofKind,
    Region,
    Responsibility,
    Task,
    Unit,
    UnitGroup,
    Watch,
)
from data.repositories.histories import fact_of
from data.repositories.proofs import valid_proofs
from data.repositories.reach import AnySelect
from data.repositories.watches import in_document, is_owed, state_on
from data.statuses import Status
from data.units.values import Role

CHUNK = 500
"""How many keys one statement names; databases limit it."""

STREAMED = 2000
"""How many assignments are read at a time."""

WORDED = (Change.STATUS, Change.DUE, Change.PROGRESS)
"""The changes whose words stand in the ledger."""


@dataclass(frozen=True, slots=True)
class LedgerPlan:
    """A plan that has sheets in the ledger; `state` is that of the day on which it is written."""

    id: int
    key: str
    region_id: int
    region: str
    short_name: str
    title: str
    office: str | None
    state: Watch


class LedgerTask(NamedTuple):
    """A row of a plan, as each of its assignments repeats it."""

    item: str
    scope: str | None
    heading: str | None
    detail: str
    deadline: str | None
    supervisors: tuple[str, ...]


class LedgerFact(NamedTuple):
    """An assignment as stored; `via` is the printed group through which a unit has it.

    `dropped` tells that the document has the row, or the date, no more; `state` and `paused_until` are the
    item's; `owed` is false where a unit that was closed has not finished it.
    """

    id: int
    task_id: int
    plan_key: str
    item: str
    unit: str
    registered: bool
    role: Role | None
    via: str | None
    status: Status
    due: date | None
    printed_due: date | None
    done_at: datetime | None
    occurrence: date
    milestone_id: int
    kind: MilestoneKind
    start: date | None
    rrule: str | None
    event: str | None
    action: str | None
    soft: bool
    stated: bool
    milestones: int
    dropped: bool
    state: Watch
    paused_until: date | None
    owed: bool


class LedgerProof(NamedTuple):
    """A proof as it was given."""

    kind: ProofKind
    value: str
    name: str | None


class LedgerRepository:
    """The assignments of one region, as the ledger shows them."""

    def __init__(self, session: Session, region_id: int) -> None:
        self._session = session
        self._region_id = region_id

    def tasks(self, plan: LedgerPlan) -> dict[int, LedgerTask]:
        """Return the rows of a plan; where a row prints no supervising unit, the office is it."""
        supervisors: dict[int, list[str]] = {}
        printed = (
            select(Responsibility.task_id, Responsibility.printed)
            .join(Task, Task.id == Responsibility.task_id)
            .where(Task.plan_id == plan.id, Responsibility.role == Role.SUPERVISE)
            .order_by(Responsibility.task_id, Responsibility.position)
        )
        for task_id, name in self._session.execute(printed):
            supervisors.setdefault(task_id, []).append(name)
        office = [plan.office] if plan.office else []
        rows = self._session.execute(
            select(Task.id, Task.item, Task.scope, Task.heading, Task.detail, Task.deadline).where(
                Task.plan_id == plan.id
            )
        )
        return {row[0]: LedgerTask(*row[1:], tuple(supervisors.get(row[0], office))) for row in rows}

    def assignments(self, plan: LedgerPlan) -> Iterator[LedgerFact]:
        """Yield the assignments of a plan in the order of its rows, a few at a time."""
        statement = (
            self._facts()
            .where(Assignment.plan_id == plan.id)
            .order_by(
                Task.position.is_(None),
                Task.position,
                Task.id,
                Milestone.position,
                Assignment.occurrence,
                Responsibility.position,
                Assignment.id,
            )
            .execution_options(yield_per=STREAMED)
        )
        for row in self._session.execute(statement):
            yield LedgerFact._make(row)

    def of(self, ids: Collection[int]) -> dict[int, LedgerFact]:
        """Return the assignments with these `ids` that this region has."""
        return {
            row[0]: LedgerFact._make(row)
            for chunk in _chunks(ids)
            for row in self._session.execute(self._facts().where(Assignment.id.in_(chunk)))
        }

    def nearest(self, plan: LedgerPlan, today: date) -> dict[int, date]:
        """Return the next occurrence, not before `today`, of each recurring milestone of a plan."""
        statement = (
            select(Assignment.milestone_id, func.min(Assignment.occurrence))
            .where(Assignment.plan_id == plan.id, Assignment.occurrence != ONCE)
            .where(Assignment.occurrence >= today)
            .group_by(Assignment.milestone_id)
        )
        return {row[0]: row[1] for row in self._session.execute(statement)}

    def changes(self, plan: LedgerPlan) -> dict[int, HistoryFact]:
        """Return the newest row of history of each assignment of a plan that has one."""
        newest = (
            select(func.max(History.id))
            .join(Assignment, Assignment.id == History.assignment_id)
            .where(Assignment.region_id == self._region_id, Assignment.plan_id == plan.id)
            .group_by(History.assignment_id)
        )
        rows = self._session.scalars(select(History).where(History.id.in_(newest)))
        return {row.assignment_id: fact_of(row) for row in rows if row.assignment_id is not None}

    def words(self, plan: LedgerPlan) -> dict[int, str]:
        """Return what was last said about each assignment of a plan."""
        return self._words(Assignment.plan_id == plan.id)

    def words_of(self, ids: Collection[int]) -> dict[int, str]:
        """Return what was last said about each of `ids`."""
        found: dict[int, str] = {}
        for chunk in _chunks(ids):
            found |= self._words(Assignment.id.in_(chunk))
        return found

    def proofs(self, plan: LedgerPlan) -> dict[int, list[LedgerProof]]:
        """Return the proofs that count of a plan's assignments, in the order in which they were given."""
        given = (
            select(Proof.assignment_id)
            .join(Assignment, Assignment.id == Proof.assignment_id)
            .where(Assignment.region_id == self._region_id, Assignment.plan_id == plan.id)
            .distinct()
        )
        return self.proofs_of(list(self._session.scalars(given)))

    def proofs_of(self, ids: Collection[int]) -> dict[int, list[LedgerProof]]:
        """Return the proofs that count of `ids`, in the order in which they were given."""
        return {
            key: [LedgerProof(proof.kind, proof.value, proof.name) for proof in proofs]
            for key, proofs in valid_proofs(self._session, ids).items()
        }

    def _facts(self) -> AnySelect:
        siblings = (
            select(func.count())
            .where(Milestone.task_id == Task.id, Milestone.position.is_not(None))
            .correlate(Task)
            .scalar_subquery()
        )
        return (
            select(
                Assignment.id,
                Assignment.task_id,
                Plan.key,
                Task.item,
                func.coalesce(Unit.name, UnitGroup.name),
                Assignment.unit_id.is_not(None),
                Responsibility.role,
                _via(),
                Assignment.status,
                Assignment.due,
                Assignment.printed_due,
                Assignment.done_at,
                Assignment.occurrence,
                Milestone.id,
                Milestone.kind,
                Milestone.start,
                Milestone.rrule,
                Event.text,
                Milestone.action,
                Milestone.soft,
                Milestone.rule != UNSTATED,
                siblings,
                not_(and_(*in_document())),
                Task.state,
                Task.paused_until,
                is_owed(self._region_id),
            )
            .select_from(Assignment)
            .join(Milestone, Milestone.id == Assignment.milestone_id)
            .join(Task, Task.id == Assignment.task_id)
            .join(Plan, Plan.id == Assignment.plan_id)
            .outerjoin(Event, Event.id == Milestone.event_id)
            .outerjoin(Responsibility, Responsibility.id == Assignment.responsibility_id)
            .outerjoin(Unit, Unit.id == Assignment.unit_id)
            .outerjoin(UnitGroup, UnitGroup.id == Assignment.group_id)
            .where(Assignment.region_id == self._region_id)
        )

    def _words(self, chosen: ColumnElement[bool]) -> dict[int, str]:
        """Return the newest words, but for those that were taken back."""
        ours = (Assignment.region_id == self._region_id, chosen)
        rows = (
            select(History.id, History.assignment_id, History.why)
            .join(Assignment, Assignment.id == History.assignment_id)
            .where(*ours, History.change.in_(WORDED), History.why.is_not(None))
            .order_by(History.id)
        )
        taking = (
            select(History.details)
            .join(Assignment, Assignment.id == History.assignment_id)
            .where(*ours, cast(History.details, String).contains("takes_back"))
        )
        taken = {key for details in self._session.scalars(taking) for key in details.get("takes_back", ())}
        found = self._session.execute(rows)
        return {key: words for row, key, words in found if key is not None and words and row not in taken}


def ledger_plans(session: Session, today: date, region_id: int | None = None) -> list[LedgerPlan]:
    """Return the plans of one region or of all, in the order in which they were imported."""
    statement: Select[*tuple[Any, ...]] = (
        select(
            Plan.id,
            Plan.key,
            Plan.region_id,
            Region.name,
            Plan.short_name,
            Plan.title,
            Unit.name,
            Plan.state,
            Plan.paused_until,
        )
        .join(Region, Region.id == Plan.region_id)
        .outerjoin(Unit, Unit.id == Plan.office_id)
        .order_by(Plan.region_id, Plan.id)
    )
    if region_id is not None:
        statement = statement.where(Plan.region_id == region_id)
    found: list[LedgerPlan] = []
    for *named, state, until in session.execute(statement):
        values: tuple[Any, ...] = (*named, state_on(state, until, today))
        found.append(LedgerPlan(*values))
    return found


def regions_of(session: Session, ids: Collection[int]) -> dict[int, list[int]]:
    """Sort assignments by their region; what is not stored is left out."""
    found: dict[int, list[int]] = {}
    for chunk in _chunks(ids):
        rows = session.execute(select(Assignment.id, Assignment.region_id).where(Assignment.id.in_(chunk)))
        for key, region in rows:
            found.setdefault(region, []).append(key)
    return found


def _via() -> ColumnElement[str | None]:
    """Give the printed group between a unit and its task."""
    through = and_(Responsibility.group_id.is_not(None), Assignment.unit_id.is_not(None))
    return case((through, Responsibility.printed), else_=None)


def _chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    ordered = sorted(ids)
    return (ordered[start : start + CHUNK] for start in range(0, len(ordered), CHUNK))
