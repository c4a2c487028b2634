"""A draft → rows, and what changed since the last import of the same plan."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, count

from sqlalchemy import select, update
from sqlalchemy.orm import Session, aliased

from data.errors import UsageError
from data.importers.changes import PlanChanges, compare_rows, shared
from data.importers.corrections import kept_corrections
from data.importers.draft import ImportDraft, PhaseDraft, PlanDraft, RowWarning
from data.importers.journal import journal, take_back
from data.importers.register import UnitRegister, region_of
from data.importers.settling import settle
from data.importers.short_names import short_name
from data.importers.source import SourceFile as SourceFile
from data.importers.source import source_of as source_of
from data.importers.store_domains import note_scopes, store_domains
from data.importers.store_rows import RowWriter, as_draft, index_terms, load_tasks
from data.models import ImportBatch, ImportedRow, Phase, Plan, PlanWarning, Region, Task

SAME_TITLE = 0.3
"""With the same title, from this share of equal rows on a plan is a new version of a stored one."""

SAME_ROWS = 0.6
"""Under any title, from this share on."""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What was stored; `batch_id` is None where the database held all of it already."""

    batch_id: int | None
    plans: tuple[PlanChanges, ...]


def compare(session: Session, draft: ImportDraft) -> tuple[PlanChanges, ...]:
    """Say for each plan of the draft what storing it would change; nothing is stored."""
    changes: list[PlanChanges] = []
    claimed: set[int] = set()
    for plan in draft.plans:
        known = _find_plan(session, plan, claimed)
        if known is None:
            key = _free_key(session, plan.key, {change.key for change in changes})
            changes.append(PlanChanges(key, plan.title, plan.region, known=False, new=plan.rows))
            continue
        claimed.add(known.id)
        stored = [as_draft(task) for task in load_tasks(session, known.id)]
        changes.append(compare_rows(known.key, plan.title, plan.region, stored, plan.rows))
    return tuple(changes)


def store_draft(
    session: Session, draft: ImportDraft, *, source: SourceFile, by: str, now: datetime
) -> ImportResult:
    """Store all that a document holds as one batch; what people recorded on earlier versions stays."""
    changes = compare(session, draft)
    batch = ImportBatch(at=now, by=by, file_name=source.name, sha256=source.sha256, summary={})
    session.add(batch)
    session.flush()
    with journal(session, batch.id) as kept:
        regions = _write(session, draft, changes, source, now)
    if not kept.entries:
        session.delete(batch)
        session.flush()
        return ImportResult(None, changes)
    batch.summary = {change.key: _counts(change) for change in changes}
    session.flush()
    batch_id = batch.id
    for region_id in regions:
        settle(session, region_id, now)
    return ImportResult(batch_id, changes)


def undo_import(session: Session, batch_id: int, *, by: str, now: datetime) -> None:
    """Take back a batch whole; raise UsageError where it is not there, undone, or built upon."""
    batch = session.get(ImportBatch, batch_id)
    if batch is None or batch.undone_at is not None:
        raise UsageError(
            f"没有可以撤销的导入：第 {batch_id} 批不存在，或者已经撤销。",
            f"There is nothing to undo: import {batch_id} does not exist, or is undone already.",
        )
    later = _built_upon(session, batch_id)
    if later is not None:
        raise UsageError(
            f"之后的导入（第 {later} 批）改动了同样的内容：请先撤销那一批。",
            f"A later import ({later}) changed the same things: please undo that one first.",
        )
    with kept_corrections(session, batch_id):
        take_back(session, batch_id)
    session.execute(update(ImportBatch).where(ImportBatch.id == batch_id).values(undone_at=now, undone_by=by))
    for region_id in session.scalars(select(Region.id)).all():
        _index_again(session, region_id, batch_id)
        settle(session, region_id, now)


def _write(
    session: Session,
    draft: ImportDraft,
    changes: Collection[PlanChanges],
    source: SourceFile,
    now: datetime,
) -> list[int]:
    """Write the plans, then the domains and phases, which belong to the first plan; return the regions."""
    regions: list[int] = []
    claimed: set[int] = set()
    for number, (plan_draft, change) in enumerate(zip(draft.plans, changes, strict=True)):
        region = region_of(session, plan_draft.region)
        register = UnitRegister(session, region)
        plan = _write_plan(session, region, plan_draft, change, source, now)
        if number == 0:
            store_domains(session, region, draft.domains, register)
            _replace_phases(session, plan, draft.phases)
        RowWriter(session, region, plan, register).write(plan_draft.rows)
        note_scopes(session, region, (row.scope for row in plan_draft.rows))
        _watch(plan, plan_draft.office or (None if plan.office_id else region.office), register)
        _replace_warnings(session, plan, plan_draft.warnings)
        claimed.add(plan.id)
        regions.append(region.id)
    return list(dict.fromkeys(regions))


def _write_plan(
    session: Session, region: Region, draft: PlanDraft, change: PlanChanges, source: SourceFile, now: datetime
) -> Plan:
    plan = session.scalars(select(Plan).where(Plan.key == change.key)).one_or_none()
    if plan is None:
        plan = Plan(region_id=region.id, key=change.key)
        session.add(plan)
    facts = {"title": draft.title, "number": draft.number, "year": draft.year, "issued": draft.issued}
    differs = any(getattr(plan, name) != value for name, value in facts.items())
    if differs or change.new or change.changed or change.gone:
        for name, value in facts.items():
            setattr(plan, name, value)
        plan.short_name = _distinct_name(session, plan, short_name(draft.title, draft.region))
        plan.source_name, plan.source_sha256, plan.imported_at = source.name, source.sha256, now
    session.flush()
    return plan


def _distinct_name(session: Session, plan: Plan, name: str) -> str:
    """Give a name that no other plan of the region has: with the year, else with a number behind it."""
    with session.no_autoflush:
        query = select(Plan.short_name).where(Plan.region_id == plan.region_id, Plan.key != plan.key)
        taken = set(session.scalars(query))
    dated = f"{plan.year}年{name}" if plan.year else name
    names = chain((name, dated), (f"{dated}-{number}" for number in count(2)))
    return next(given for given in names if given not in taken)


def _watch(plan: Plan, office: str | None, register: UnitRegister) -> None:
    """Make the unit called `office` the plan's office."""
    unit = register.unit(office) if office else None
    if unit is not None and plan.office_id != unit.id:
        plan.office_id = unit.id


def _replace_phases(session: Session, plan: Plan, drafts: Collection[PhaseDraft]) -> None:
    query = select(Phase).where(Phase.plan_id == plan.id).order_by(Phase.position)
    stored = session.scalars(query).all()
    if [(one.name, one.start, one.end, one.text) for one in stored] == [
        (one.name, one.start, one.end, one.text) for one in drafts
    ]:
        return
    for one in stored:
        session.delete(one)
    session.flush()
    session.add_all(
        Phase(plan_id=plan.id, position=place, name=new.name, start=new.start, end=new.end, text=new.text)
        for place, new in enumerate(drafts, 1)
    )


def _replace_warnings(session: Session, plan: Plan, drafts: Collection[RowWarning]) -> None:
    query = select(PlanWarning).where(PlanWarning.plan_id == plan.id).order_by(PlanWarning.position)
    stored = session.scalars(query).all()
    if [RowWarning(one.row, one.text, one.why) for one in stored] == list(drafts):
        return
    for one in stored:
        session.delete(one)
    session.flush()
    session.add_all(
        PlanWarning(plan_id=plan.id, position=place, row=new.row, text=new.text, why=new.why)
        for place, new in enumerate(drafts, 1)
    )


def _find_plan(session: Session, draft: PlanDraft, claimed: Collection[int]) -> Plan | None:
    """Find the stored plan that the draft is a newer version of."""
    best: tuple[float, Plan] | None = None
    query = select(Plan).join(Region).where(Region.name == draft.region).order_by(Plan.id)
    for plan in session.scalars(query):
        if plan.id in claimed or draft.year != plan.year:
            continue
        share = shared([as_draft(task) for task in load_tasks(session, plan.id)], draft.rows)
        least = SAME_TITLE if plan.title == draft.title else SAME_ROWS
        if share >= least and (best is None or share > best[0]):
            best = (share, plan)
    return best[1] if best else None


def _free_key(session: Session, key: str, taken: Collection[str]) -> str:
    """Return `key`, with -2, -3 … where another plan has it."""
    stored = {*session.scalars(select(Plan.key).where(Plan.key.startswith(key, autoescape=True))), *taken}
    free, count = key, 1
    while free in stored:
        count += 1
        free = f"{key}-{count}"
    return free


def _counts(change: PlanChanges) -> dict[str, int]:
    return {
        "new": len(change.new),
        "changed": len(change.changed),
        "gone": len(change.gone),
        "same": change.same,
    }


def _built_upon(session: Session, batch_id: int) -> int | None:
    """Return a later batch, not undone, that wrote on the rows of this one."""
    later = aliased(ImportedRow)
    query = (
        select(later.batch_id)
        .join(ImportedRow, (ImportedRow.table == later.table) & (ImportedRow.row_id == later.row_id))
        .join(ImportBatch, ImportBatch.id == later.batch_id)
        .where(ImportedRow.batch_id == batch_id, later.batch_id > batch_id, ImportBatch.undone_at.is_(None))
    )
    return session.scalars(query.order_by(later.batch_id.desc())).first()


def _index_again(session: Session, region_id: int, batch_id: int) -> None:
    """Index the tasks that the batch had written on, as they are again."""
    written = select(ImportedRow.row_id).where(ImportedRow.batch_id == batch_id, ImportedRow.table == "task")
    keys = [int(key) for key in session.scalars(written)]
    query = select(Task).join(Plan).where(Plan.region_id == region_id, Task.id.in_(keys))
    index_terms(session, region_id, session.scalars(query).all())
