"""What a document says wrongly, or was read wrongly: corrected by a person, the printed text kept.

A later import of the document leaves it alone (data/importers/store_rows.py).
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.actions.dues import owed_due
from data.actions.entries import hold_responsibility, region_of_task, write_entry
from data.actions.register import open_register
from data.actions.values import Gone, NotAllowed, Recorded, Refused
from data.assignments import hold_region
from data.authors import Author
from data.dates.values import MilestoneKind
from data.importers.register import UnitRegister
from data.importers.settling import settle
from data.models import (
    UNSTATED,
    Change,
    Milestone,
    NamedUnit,
    Region,
    Responsibility,
    Unit,
    UnitGroup,
    Verdict,
    Watch,
)
from data.statuses import FINISHED, Act, Status, may_move
from data.units.values import Role
from data.wording.dates import say_day
from data.wording.language import Language
from data.wording.tasks import say_role, say_status

CORRECTED = "corrected"
"""The rule of a deadline that the document does not print."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """What was corrected, in the words of its row of history; `task_id` is the task that it is about."""

    task_id: int
    before: str | None
    after: str | None
    history: tuple[int, ...]


def correct_due(
    session: Session,
    milestone_id: int,
    due: date | None,
    *,
    why: str,
    author: Author,
    now: datetime,
    region_id: int | None = None,
) -> Corrected:
    """Correct the date of a milestone, None back to the printed one; what was extended keeps its own date."""
    milestone, here = _hold_milestone(session, milestone_id, region_id)
    reason = _reason(why)
    _refuse_computed(milestone)
    before = milestone.due
    printed = milestone.printed_due if milestone.corrected else milestone.due
    _set_due(milestone, due, printed)
    if milestone.due == before:
        raise _no_change(_day(before) or "没有期限")
    key = write_entry(
        session,
        Change.CORRECTION,
        Act.CORRECT_DUE,
        author=author,
        now=now,
        region_id=here,
        task_id=milestone.task_id,
        before=_day(before),
        after=_day(milestone.due),
        why=reason,
        details={"milestones": [milestone_id], "printed": _day(printed), "holds": milestone.corrected},
    )
    done = Corrected(milestone.task_id, _day(before), _day(milestone.due), (key,))
    settle(session, here, now)
    return done


def correct_assignment_due(
    session: Session,
    assignment_id: int,
    due: date,
    *,
    why: str,
    author: Author,
    now: datetime,
    region_id: int | None = None,
) -> Recorded:
    """Correct the date of one unit's occurrence alone, as of what recurs; any day is allowed."""
    register = open_register(session, assignment_id, author, now, region_id)
    reason = _reason(why)
    if register.assignment.due == due:
        raise _no_change(say_day(due, register.today))
    moved = due != owed_due(session, register.assignment)
    register.move_due(Act.CORRECT_DUE, due, reason, {}, extended=moved)
    return register.recorded()


def correct_unit(
    session: Session,
    responsibility_id: int,
    unit_id: int,
    *,
    why: str,
    author: Author,
    now: datetime,
    region_id: int | None = None,
) -> Corrected:
    """Put another unit in the place of the unit or group that is printed; what people touched stays."""
    one, here = _hold(session, responsibility_id, region_id)
    reason = _reason(why)
    unit = session.get(Unit, unit_id)
    if unit is None or unit.region_id != here or unit.state is Watch.CLOSED:
        raise Refused("这个单位不在本地区的名单里。", "This unit is not on the region's roster.")
    _refuse_twice(session, one, unit)
    before = _holder_name(session, one)
    _exclude_named(session, one, here, author, now)
    name = one.printed_name or one.printed
    one.unit_id, one.group_id = unit.id, None
    one.printed_name = None if _means(session, here, name, unit) else name
    one.printed = name if one.printed_name is None else unit.name
    one.corrected = one.printed_name is not None or one.printed_role is not None
    session.flush()
    return _corrected(session, one, here, Act.CORRECT_UNIT, before, unit.name, reason, author, now)


def correct_role(
    session: Session,
    responsibility_id: int,
    role: Role,
    *,
    why: str,
    author: Author,
    now: datetime,
    region_id: int | None = None,
) -> Corrected:
    """Give a unit or group another role in its task; what people touched stays."""
    one, here = _hold(session, responsibility_id, region_id)
    reason = _reason(why)
    before = one.role
    if before is role:
        raise _no_change(say_role(role))
    printed = one.printed_role or one.role
    one.role, one.printed_role = role, printed if role is not printed else None
    one.corrected = one.printed_name is not None or one.printed_role is not None
    session.flush()
    return _corrected(session, one, here, Act.CORRECT_ROLE, before.value, role.value, reason, author, now)


def correct_status(
    session: Session,
    assignment_id: int,
    status: Status,
    *,
    why: str,
    seen: Status | None = None,
    author: Author,
    now: datetime,
    region_id: int | None = None,
) -> Recorded:
    """Give an assignment the status that a ledger or a person states, where the table of moves allows it."""
    register = open_register(session, assignment_id, author, now, region_id)
    reason = _reason(why)
    if seen not in (None, register.before):
        raise register.stale(register.last_move())
    if register.before is status:
        raise _no_change(say_status(status))
    if not may_move(register.before, status):
        raise NotAllowed(
            f"（{register.item}）{say_status(register.before)}，不能直接改成{say_status(status)}。",
            f"({register.item}) is {say_status(register.before, Language.EN)}: it cannot become "
            f"{say_status(status, Language.EN)} directly.",
        )
    register.move(Act.CORRECT_STATUS, status, reason)
    if status in FINISHED:
        register.drop_request(f"{say_status(status)}，不再需要延期")
    return register.recorded()


def _hold_milestone(session: Session, milestone_id: int, region_id: int | None) -> tuple[Milestone, int]:
    task_id = session.scalar(
        select(Milestone.task_id).where(Milestone.id == milestone_id, Milestone.position.is_not(None))
    )
    if task_id is None:
        raise Gone
    here = region_of_task(session, task_id)
    if region_id not in (None, here):
        raise Gone
    hold_region(session, here)
    return session.get_one(Milestone, milestone_id, populate_existing=True), here


def _refuse_computed(milestone: Milestone) -> None:
    if milestone.kind is MilestoneKind.RECURRING:
        raise Refused(
            "这是定期任务，各期的日期按规则推算，不能更正。只改某一期的，请由督办机构或主管单位登记延期，"
            "例如“第7项县财政局延期到10月15日，因为……”。",
            "It recurs, and its dates follow a rule, which cannot be corrected. To move one occurrence, the "
            "office or a supervisor grants an extension: “extend item 7 of 县财政局 to 15 October”.",
        )
    if milestone.kind is MilestoneKind.EVENT:
        raise Refused(
            "这个期限由事件推算：请用 /event 登记或更正事件的日期。只改某个单位的，请登记延期。",
            "This date is counted from an event: record or correct its date with /event. "
            "To move it for one unit only, grant an extension.",
        )


def _set_due(milestone: Milestone, due: date | None, printed: date | None) -> None:
    """Set the date, keeping what is printed beside it; the printed date, or None, ends the correction."""
    if due is None or due == printed:
        if milestone.corrected:
            milestone.kind = milestone.printed_kind or MilestoneKind.ONGOING
            milestone.rule = UNSTATED if milestone.printed_kind is None else milestone.rule
            milestone.due, milestone.corrected = printed, False
            milestone.printed_kind, milestone.printed_due = None, None
        return
    if not milestone.corrected:
        unstated = milestone.rule == UNSTATED
        milestone.printed_kind = None if unstated else milestone.kind
        milestone.printed_due, milestone.corrected = printed, True
        milestone.rule = CORRECTED if unstated else milestone.rule
    milestone.due = due
    if milestone.kind not in (MilestoneKind.BY, MilestoneKind.RANGE):
        milestone.kind = MilestoneKind.BY if milestone.start is None else MilestoneKind.RANGE


def _hold(session: Session, responsibility_id: int, region_id: int | None) -> tuple[Responsibility, int]:
    held = hold_responsibility(session, responsibility_id, region_id)
    if held is None:
        raise Gone
    return held


def _corrected(
    session: Session,
    one: Responsibility,
    here: int,
    act: Act,
    before: str,
    after: str,
    why: str,
    author: Author,
    now: datetime,
) -> Corrected:
    """Write the row of history; the assignments of the region follow."""
    details = {"responsibility": one.id, "printed": one.printed_name or one.printed}
    key = write_entry(
        session,
        Change.CORRECTION,
        act,
        author=author,
        now=now,
        region_id=here,
        task_id=one.task_id,
        unit_id=one.unit_id if act is Act.CORRECT_ROLE else None,
        before=before,
        after=after,
        why=why,
        details=details,
    )
    done = Corrected(one.task_id, before, after, (key,))
    settle(session, here, now)
    return done


def _refuse_twice(session: Session, one: Responsibility, unit: Unit) -> None:
    if one.unit_id == unit.id:
        raise _no_change(unit.name)
    query = select(Responsibility.id).where(
        Responsibility.task_id == one.task_id,
        Responsibility.unit_id == unit.id,
        Responsibility.role == one.role,
    )
    if session.scalar(query) is not None:
        raise Refused(
            f"{unit.name}在这一项里已经是{say_role(one.role)}单位。",
            f"{unit.name} has that role in this item already.",
        )


def _exclude_named(session: Session, one: Responsibility, here: int, author: Author, now: datetime) -> None:
    """Take back whom somebody named for a group that stands here no more."""
    query = select(NamedUnit).where(
        NamedUnit.responsibility_id == one.id, NamedUnit.verdict != Verdict.EXCLUDED
    )
    for named in session.scalars(query.order_by(NamedUnit.id)).all():
        before, named.verdict = named.verdict, Verdict.EXCLUDED
        named.said_by, named.said_at = author.by, now
        write_entry(
            session,
            Change.NAMED,
            Act.CORRECT_UNIT,
            author=author,
            now=now,
            region_id=here,
            task_id=one.task_id,
            unit_id=named.unit_id,
            before=before.value,
            after=Verdict.EXCLUDED.value,
            details={"printed": one.printed},
        )


def _holder_name(session: Session, one: Responsibility) -> str:
    if one.unit_id is not None:
        return session.get_one(Unit, one.unit_id).name
    return session.get_one(UnitGroup, one.group_id).name


def _means(session: Session, here: int, printed: str, unit: Unit) -> bool:
    """Whether the printed name means the unit, so that nothing is corrected any more."""
    return UnitRegister(session, session.get_one(Region, here)).unit_called(printed) is unit


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _reason(why: str) -> str:
    reason = why.strip()
    if not reason:
        raise Refused("更正要写明依据。", "Please say on what ground it is corrected.")
    return reason


def _no_change(said: str) -> Refused:
    return Refused(f"现在已经是{said}，不用更正。", f"It is {said} already.")
