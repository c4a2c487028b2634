"""What a unit says of a possible group (有关部门): 涉及 or 不涉及; the office confirms by naming units."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.actions.entries import hold_responsibility, write_entry
from data.actions.values import AlreadyRecorded, Gone, NotAllowed, Refused
from data.authors import Author
from data.models import Change, History, NamedUnit, Verdict
from data.repositories.histories import fact_of
from data.repositories.naming import NamingRepository, OpenGroup
from data.statuses import Act
from data.wording.history import say_deed
from data.wording.language import Language


def claim(
    session: Session,
    responsibility_id: int,
    unit_id: int,
    *,
    applies: bool,
    reason: str | None = None,
    author: Author,
    now: datetime,
    region_id: int | None = None,
) -> None:
    """Record that a task of a possible group concerns a unit, or does not, with the reason."""
    group = _group(session, responsibility_id, region_id)
    why = (reason or "").strip() or None
    if not applies and why is None:
        raise Refused("不涉及要写明原因。", "Please say why it does not concern you.")
    candidates = NamingRepository(session, group.region_id).candidates(group)
    if unit_id not in {one.unit_id for one in candidates}:
        raise Refused(
            f"“{group.printed}”不会是贵单位，不用说明。", f"“{group.printed}” cannot mean your unit."
        )
    query = select(NamedUnit).where(
        NamedUnit.responsibility_id == responsibility_id, NamedUnit.unit_id == unit_id
    )
    row = session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    verdict = Verdict.CLAIMED if applies else Verdict.DECLINED
    before = row.verdict if row is not None else None
    _check(session, group, unit_id, before, verdict, now)
    if row is None:
        row = NamedUnit(responsibility_id=responsibility_id, unit_id=unit_id)
        session.add(row)
    row.verdict, row.said_by, row.said_at = verdict, author.by, now
    write_entry(
        session,
        Change.NAMED,
        Act.CLAIM,
        author=author,
        now=now,
        region_id=group.region_id,
        task_id=group.task_id,
        unit_id=unit_id,
        before=before.value if before else None,
        after=verdict.value,
        why=why,
        details={"printed": group.printed, "responsibility": responsibility_id},
    )


def _group(session: Session, responsibility_id: int, region_id: int | None) -> OpenGroup:
    held = hold_responsibility(session, responsibility_id, region_id)
    group = NamingRepository(session, held[1]).one(responsibility_id) if held is not None else None
    if group is None:
        raise Gone
    return group


def _check(
    session: Session, group: OpenGroup, unit_id: int, before: Verdict | None, to: Verdict, now: datetime
) -> None:
    """Refuse what is said already, and what the office has decided otherwise."""
    if before is to:
        query = select(History).where(
            History.task_id == group.task_id, History.unit_id == unit_id, History.change == Change.NAMED
        )
        row = session.scalars(query.order_by(History.id.desc())).first()
        if row is not None:
            fact = fact_of(row)
            raise AlreadyRecorded(
                f"（{group.item}）已经登记过了：{say_deed(fact, now)}。",
                f"({group.item}) is on record already: {say_deed(fact, now, Language.EN)}.",
                row.id,
            )
    if before is Verdict.NAMED:
        said = "不用再说明" if to is Verdict.CLAIMED else "确实不涉及的话，请对这一项报不涉及并写明原因"
        raise NotAllowed(
            f"（{group.item}）已经指定由贵单位办理，{said}。",
            f"Your unit has been named for ({group.item}); if it does not apply, report that on the item.",
        )
