"""The one function that keeps the stored assignments up to what is owed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, Update, bindparam, case, delete, exists, insert, or_, select, update
from sqlalchemy.orm import Session

from data.memberships import refresh_members
from data.models import Assignment, ExtensionRequest, History, Plan, Proof, Region, Task, Unit, Watch
from data.obligations import Dated, Owed, Terms, find_dates, find_owed
from data.statuses import Status

CHUNK = 500
"""How many keys one statement names; databases limit it."""


@dataclass(frozen=True, slots=True)
class RefreshResult:
    """How many assignments were added, removed and changed, and how many members of groups changed."""

    added: int = 0
    removed: int = 0
    changed: int = 0
    members: int = 0

    @property
    def anything(self) -> bool:
        """Whether anything was written."""
        return bool(self.added or self.removed or self.changed or self.members)


@dataclass(frozen=True, slots=True)
class _Stored:
    """An assignment as it is stored; `removable` where no person has touched it."""

    id: int
    terms: Terms
    extended: bool
    removable: bool

    def differs(self, terms: Terms) -> bool:
        """Whether it is owed on other `terms`; the due date that a person moved is its own."""
        return self.terms != (terms._replace(due=self.terms.due) if self.extended else terms)


def refresh(session: Session, region_id: int, today: date) -> RefreshResult:
    """Bring group members and assignments of a region up to date; a second call changes nothing.

    Every definite executing unit gets an assignment for each milestone, for a recurring one from its first
    occurrence to HORIZON after `today`. What people touched stays, whatever is owed, and follows the date of
    its milestone; the assignments of closed plans, items and units are left as they are, to go on from there.
    """
    session.flush()
    hold_region(session, region_id)
    members = refresh_members(session, region_id)
    dates = find_dates(session, region_id, today)
    owed = find_owed(session, region_id, dates)
    stored = _stored(session, region_id)
    removed = _remove(session, [stored[key] for key in stored.keys() - owed.keys()])
    kept = {key: one for key, one in stored.items() if one.id not in removed}
    result = RefreshResult(
        added=_add(session, region_id, {key: owed[key] for key in owed.keys() - stored.keys()}, today),
        changed=_change(
            session, [(one, owed.get(key) or _dated(one, key, dates)) for key, one in kept.items()]
        ),
        removed=len(removed),
        members=members,
    )
    if result.anything:
        session.execute(update(Region).where(Region.id == region_id).values(version=Region.version + 1))
    # What was loaded before may have changed under the session.
    session.expire_all()
    return result


def _dated(one: _Stored, key: Owed, dates: Mapping[tuple[int, date], Dated]) -> Terms:
    """Give what is no longer owed, and stays since people touched it, the date of its milestone."""
    dated = dates.get((key.milestone, key.occurrence))
    return one.terms if dated is None else one.terms._replace(due=dated.due, printed=dated.printed)


def hold_region(session: Session, region_id: int) -> None:
    """Let one at a time change what a region owes; people go on reporting meanwhile."""
    query = select(Region.id).where(Region.id == region_id).with_for_update(key_share=True)
    session.execute(query).one_or_none()


def _stored(session: Session, region_id: int) -> dict[Owed, _Stored]:
    """Read the assignments of the region's open and paused plans, items and units."""
    one = Assignment.__table__.c
    query = (
        select(*one)
        .join(Plan, Plan.id == one.plan_id)
        .join(Task, Task.id == one.task_id)
        .outerjoin(Unit, Unit.id == one.unit_id)
        .where(
            one.region_id == region_id,
            Plan.state != Watch.CLOSED,
            Task.state != Watch.CLOSED,
            or_(one.unit_id.is_(None), Unit.state != Watch.CLOSED),
        )
    )
    return {
        Owed(row.milestone_id, row.occurrence, row.unit_id, row.group_id): _Stored(
            id=row.id,
            terms=Terms(row.plan_id, row.task_id, row.responsibility_id, row.due, row.printed_due),
            extended=row.extended,
            removable=row.status is Status.PENDING and not row.touched and not row.extended,
        )
        for row in session.execute(query)
    }


def _add(session: Session, region_id: int, missing: Mapping[Owed, Terms], today: date) -> int:
    """Store the assignments that are owed and not there yet."""
    rows = [
        {
            "region_id": region_id,
            "plan_id": terms.plan,
            "task_id": terms.task,
            "milestone_id": key.milestone,
            "occurrence": key.occurrence,
            "unit_id": key.unit,
            "group_id": key.group,
            "responsibility_id": terms.responsibility,
            "due": terms.due,
            "printed_due": terms.printed,
            "stored_on": today,
        }
        for key, terms in sorted(missing.items(), key=lambda pair: (pair[0][:2], pair[0][2] or 0))
    ]
    if rows:
        session.execute(insert(Assignment), rows)
    return len(rows)


def _change(session: Session, pairs: Iterable[tuple[_Stored, Terms]]) -> int:
    """Correct terms that the document, an event or a person has changed; a granted extension stays."""
    rows = [
        {"key": one.id, "holder": terms.responsibility, "printed": terms.printed, "owed": terms.due}
        for one, terms in pairs
        if one.differs(terms)
    ]
    # In one order, so that two who change the same rows never wait for each other.
    rows.sort(key=lambda row: row["key"] or 0)
    if rows:
        session.connection().execute(_changing(), rows)
    return len(rows)


def _changing() -> Update:
    """Write new terms; an extension that somebody granted a moment ago is seen by the statement itself."""
    owed = bindparam("owed", type_=Assignment.due.type)
    return (
        update(Assignment)
        .where(Assignment.id == bindparam("key"))
        .values(
            responsibility_id=bindparam("holder"),
            printed_due=bindparam("printed"),
            due=case((Assignment.extended, Assignment.due), else_=owed),
        )
    )


def _remove(session: Session, surplus: Iterable[_Stored]) -> set[int]:
    """Remove what is no longer owed and no person has left a trace on; return the keys of what went."""
    ids = [one.id for one in surplus if one.removable]
    removed: set[int] = set()
    for chunk in (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK)):
        traced = {key for (key,) in session.execute(_traced(chunk))}
        free = [key for key in chunk if key not in traced]
        session.execute(
            # What somebody touched a moment ago is seen by the statement itself.
            delete(Assignment)
            .where(Assignment.id.in_(free), Assignment.touched.is_(False))
            .execution_options(synchronize_session=False)
        )
        removed.update(free)
    return removed


def _traced(ids: Sequence[int]) -> Select[int]:
    """Choose those of `ids` that a person's record refers to."""
    traces = (History, ExtensionRequest, Proof)
    return select(Assignment.id).where(
        Assignment.id.in_(ids),
        or_(*(exists().where(trace.assignment_id == Assignment.id) for trace in traces)),
    )
