"""Naming the units that a possible group (有关部门) means: what a person decides, with its history."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.authors import Author
from data.errors import UsageError
from data.importers.settling import settle
from data.models import Change, History, NamedUnit, Verdict
from data.repositories.naming import NamingRepository, OpenGroup


def name_units(
    session: Session, group: OpenGroup, units: Collection[int], *, author: Author, now: datetime
) -> tuple[str, ...]:
    """Decide that `group` means `units` and no others of those it might mean; return their names.

    The assignments of the region follow. Raises UsageError where nobody is named, or a unit is another's.
    """
    candidates = {one.unit_id: one for one in NamingRepository(session, group.region_id).candidates(group)}
    if not units or not candidates.keys() >= set(units):
        raise UsageError("请从名单里至少选一个单位。", "Please choose at least one unit from the list.")
    stored = {
        row.unit_id: row
        for row in session.scalars(
            select(NamedUnit).where(NamedUnit.responsibility_id == group.responsibility_id)
        )
    }
    for unit_id in candidates:
        row = stored.get(unit_id)
        if unit_id not in units and row is None:
            continue
        verdict = Verdict.NAMED if unit_id in units else Verdict.EXCLUDED
        _decide(session, group, unit_id, row, verdict, author, now)
    session.flush()
    settle(session, group.region_id, now)
    return tuple(candidates[unit_id].name for unit_id in candidates if unit_id in units)


def _decide(
    session: Session,
    group: OpenGroup,
    unit_id: int,
    row: NamedUnit | None,
    verdict: Verdict,
    author: Author,
    now: datetime,
) -> None:
    """Store one verdict and its row of history; one that stands already is left alone."""
    before = row.verdict if row is not None else None
    if before is verdict:
        return
    if row is None:
        row = NamedUnit(responsibility_id=group.responsibility_id, unit_id=unit_id)
        session.add(row)
    row.verdict, row.said_by, row.said_at = verdict, author.by, now
    session.add(
        History(
            at=now,
            change=Change.NAMED,
            region_id=group.region_id,
            task_id=group.task_id,
            unit_id=unit_id,
            chat_id=author.chat_id,
            person=author.person,
            by=author.by,
            before=before.value if before else None,
            after=verdict.value,
            details={"printed": group.printed},
        )
    )
