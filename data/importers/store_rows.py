"""The rows of a plan ↔ tasks: loading them as drafts, and writing what a newer document prints."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, delete, insert, select
from sqlalchemy.orm import Session, selectinload

from data.dates import values
from data.dates.values import MilestoneKind
from data.importers.changes import match_rows
from data.importers.draft import ResponsibilityDraft, RowDraft
from data.importers.register import UnitRegister, event_of
from data.models import (
    UNSTATED,
    Milestone,
    NamedUnit,
    Plan,
    Region,
    Responsibility,
    Task,
    TaskTerm,
    Unit,
)
from data.terms import pairs_of
from data.units.values import Role

PRINTED = ("item", "section", "heading", "detail", "scope", "chapter", "deadline", "inherited", "extra")
MILESTONE = ("kind", "start", "due", "rrule", "offset", "working", "action", "soft", "text", "rule")


def load_tasks(session: Session, plan_id: int) -> list[Task]:
    """Load the rows that a plan has at present, with all that they print."""
    return _load(session, Task.plan_id == plan_id, Task.position.is_not(None))


def _load(session: Session, *conditions: ColumnElement[bool]) -> list[Task]:
    query = (
        select(Task)
        .where(*conditions)
        .order_by(Task.position, Task.id)
        .options(
            selectinload(Task.milestones).selectinload(Milestone.event), selectinload(Task.responsibilities)
        )
        .execution_options(populate_existing=True)
    )
    return list(session.scalars(query))


def as_draft(task: Task) -> RowDraft:
    """Return a stored row as it was read from its document."""
    return RowDraft(
        **{name: getattr(task, name) for name in PRINTED},
        responsibilities=tuple(ResponsibilityDraft(*_printed_duty(one)) for one in task.responsibilities),
        milestones=tuple(_printed_value(one) for one in current(task) if _is_printed(one)),
    )


def current(task: Task) -> list[Milestone]:
    """Return the milestones that the document has at present."""
    return [one for one in task.milestones if one.position is not None]


def _identity(row: Task | RowDraft) -> tuple[str | None, ...]:
    return ("".join(row.detail.split()), row.item, row.scope, row.section)


def _is_printed(one: Milestone) -> bool:
    return one.printed_kind is not None if one.corrected else one.rule != UNSTATED


def _printed_value(one: Milestone) -> values.Milestone:
    """Return a milestone as the document prints it, whatever a person has corrected."""
    event = one.event.text if one.event else None
    given = {name: getattr(one, name) for name in MILESTONE}
    if one.corrected:
        given |= {"kind": one.printed_kind or MilestoneKind.ONGOING, "due": one.printed_due}
    return values.Milestone(**given, event=event)


def _printed_duty(one: Responsibility) -> tuple[str, str | None, Role]:
    """Return a responsibility as the document prints it: name, part, role."""
    return (one.printed_name or one.printed, one.part, one.printed_role or one.role)


class RowWriter:
    """Writes the rows of one plan."""

    def __init__(self, session: Session, region: Region, plan: Plan, register: UnitRegister) -> None:
        self._session = session
        self._region = region
        self._plan = plan
        self._register = register

    def write(self, rows: Sequence[RowDraft]) -> None:
        """Make the plan's tasks those of `rows`; a row that is gone is kept without a position.

        One that comes back is the one that had gone, with what people recorded on it.
        """
        tasks = load_tasks(self._session, self._plan.id)
        matching = match_rows([as_draft(task) for task in tasks], rows)
        gone = self._gone() if None in matching.found else {}
        for at in matching.left:
            tasks[at].position = None
        pairs = [
            (place, row, tasks[at] if at is not None else gone.pop(_identity(row), None))
            for place, (row, at) in enumerate(zip(rows, matching.found, strict=True), 1)
        ]
        for place, _, task in pairs:
            if task is not None and task.position != place:
                # A position is free again before another row takes it.
                task.position = None
        self._session.flush()
        written = [self._write_row(place, row, task) for place, row, task in pairs]
        self._session.flush()
        index_terms(self._session, self._region.id, written)

    def _gone(self) -> dict[tuple[str | None, ...], Task]:
        """Return the rows that earlier versions of the document had; of equal ones the latest."""
        left = _load(self._session, Task.plan_id == self._plan.id, Task.position.is_(None))
        return {_identity(task): task for task in left}

    def _write_row(self, place: int, row: RowDraft, task: Task | None) -> Task:
        if task is None:
            task = Task(plan_id=self._plan.id, milestones=[], responsibilities=[], detail=row.detail)
            self._session.add(task)
        _assign(task, {name: getattr(row, name) for name in PRINTED})
        number = int(row.item) if row.item.isdecimal() else None
        _assign(task, {"position": place, "item_number": number})
        self._session.flush()
        self._write_milestones(task, row.milestones)
        self._write_responsibilities(task, row.responsibilities)
        return task

    def _write_milestones(self, task: Task, printed: Sequence[values.Milestone]) -> None:
        """Match equal milestones, then those of one kind in their order; what is left over is gone."""
        wanted = printed or (values.Milestone(MilestoneKind.ONGOING, rule=UNSTATED),)
        stored = {one: replace(_printed_value(one), rule="") for one in current(task)}
        chosen: dict[int, Milestone] = {}
        for place, value in enumerate(wanted):
            same = next((one for one, held in stored.items() if held == replace(value, rule="")), None)
            if same is not None:
                chosen[place] = same
                del stored[same]
        for place, value in enumerate(wanted):
            alike = next((one for one, held in stored.items() if held.kind is value.kind), None)
            if place not in chosen and alike is not None:
                chosen[place] = alike
                del stored[alike]
        for one in stored:
            one.position = None
        self._place_milestones(task, wanted, chosen)

    def _place_milestones(
        self, task: Task, wanted: Sequence[values.Milestone], chosen: dict[int, Milestone]
    ) -> None:
        for place, one in chosen.items():
            if one.position != place + 1:
                one.position = None
        self._session.flush()
        for place, value in enumerate(wanted):
            one = chosen.get(place) or Milestone(task_id=task.id, kind=value.kind)
            self._session.add(one)
            event_id = event_of(self._session, self._region, value.event).id if value.event else None
            given = {name: getattr(value, name) for name in MILESTONE}
            if one.corrected:
                given = _beside_correction(given)
            _assign(one, {**given, "event_id": event_id, "position": place + 1})

    def _write_responsibilities(self, task: Task, printed: Sequence[ResponsibilityDraft]) -> None:
        """Match by who, part and role, since people may have named the units of a group there.

        One that a person corrected is matched by what it stands for in print, and stays as it is.
        """
        corrected = {_printed_duty(one): one for one in task.responsibilities if one.corrected}
        kept = {draft: corrected.pop(_duty(draft)) for draft in printed if _duty(draft) in corrected}
        stored = {
            (one.unit_id, one.group_id, one.part, one.role): one
            for one in task.responsibilities
            if one not in kept.values()
        }
        for place, draft in enumerate(printed, 1):
            if draft in kept:
                _assign(kept.pop(draft), {"position": place})
                continue
            holder = self._register.holder(draft.unit)
            unit_id = holder.id if isinstance(holder, Unit) else None
            group_id = None if isinstance(holder, Unit) else holder.id
            one = stored.pop((unit_id, group_id, draft.part, draft.role), None)
            if one is None:
                one = Responsibility(
                    task_id=task.id, unit_id=unit_id, group_id=group_id, part=draft.part, role=draft.role
                )
                self._session.add(one)
            as_printed = {"corrected": False, "printed_name": None, "printed_role": None}
            _assign(one, {"position": place, "printed": draft.unit, **as_printed})
        self._drop(stored.values())

    def _drop(self, left: Iterable[Responsibility]) -> None:
        for one in left:
            for named in self._session.scalars(
                select(NamedUnit).where(NamedUnit.responsibility_id == one.id)
            ):
                self._session.delete(named)
            self._session.flush()
            self._session.delete(one)


def index_terms(session: Session, region_id: int, tasks: Iterable[Task]) -> None:
    """Index the texts of `tasks` anew, for questions about a subject."""
    rows = []
    for task in tasks:
        session.execute(delete(TaskTerm).where(TaskTerm.task_id == task.id))
        terms = pairs_of(task.detail) | pairs_of(task.heading) | pairs_of(task.scope)
        rows += [{"region_id": region_id, "term": term, "task_id": task.id} for term in sorted(terms)]
    if rows:
        session.execute(insert(TaskTerm), rows)


def _duty(draft: ResponsibilityDraft) -> tuple[str, str | None, Role]:
    return (draft.unit, draft.part, draft.role)


def _beside_correction(given: dict[str, object]) -> dict[str, object]:
    """Keep what the document prints beside the date that a person corrected."""
    kind, due, rule = given.pop("kind"), given.pop("due"), given.pop("rule")
    return {**given, "printed_kind": None if rule == UNSTATED else kind, "printed_due": due}


def _assign(row: object, given: dict[str, object]) -> None:
    """Set what differs; what is equal is left alone, so that the same document again changes nothing."""
    for name, value in given.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
