"""Later due dates: what a unit asks for, and what those who oversee decide."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.actions.register import Register, act_of, open_register
from data.actions.values import AlreadyRecorded, Gone, Recorded, Refused, Stale
from data.authors import Author
from data.dates.values import MilestoneKind
from data.models import Decision, Event, ExtensionRequest, History, Milestone
from data.repositories.histories import fact_of
from data.statuses import Act
from data.wording.dates import say_day
from data.wording.history import say_deed
from data.wording.language import Language


def ask_extension(
    session: Session,
    assignment_id: int,
    until: date,
    reason: str,
    *,
    author: Author,
    now: datetime,
    region_id: int | None = None,
) -> ExtensionRequest:
    """Ask for `until` (inclusive), late where the due date has passed; an open request is withdrawn."""
    register = open_register(session, assignment_id, author, now, region_id)
    register.check(Act.ASK_EXTENSION)
    why = _reason(reason)
    due = _check_until(register, until)
    former = register.open_request()
    _refuse_same(register, former, until, why)
    request = ExtensionRequest(
        assignment_id=assignment_id,
        former_due=due,
        until=until,
        reason=why,
        late=due < register.today,
        person=author.person,
        asked_by=author.by,
        asked_at=now,
        chat_id=author.chat_id,
        decision=Decision.OPEN,
    )
    session.add(request)
    session.flush()
    was = [{"id": request.id, "decision": Decision.WITHDRAWN.value}]
    if former is not None:
        was += register.decide(former, Decision.WITHDRAWN, "另有新的申请")["requests"]
    details = {"request": request.id, "late": request.late, "requests": was}
    register.write(
        Act.ASK_EXTENSION, before=due.isoformat(), after=until.isoformat(), why=why, details=details
    )
    return request


def grant(
    session: Session,
    request_id: int,
    *,
    until: date | None = None,
    why: str | None = None,
    author: Author,
    now: datetime,
    region_id: int | None = None,
) -> Recorded:
    """Grant a request, for the day asked for or for another `until`; the printed date stays beside it."""
    register, request = _open(session, request_id, author, now, region_id)
    register.check(Act.GRANT)
    granted = until or request.until
    _check_until(register, granted)
    details = register.decide(request, Decision.GRANTED, why)
    register.move_due(
        Act.GRANT, granted, why or request.reason, {**details, "asked": request.until.isoformat()}
    )
    return register.recorded()


def refuse(
    session: Session,
    request_id: int,
    reason: str,
    *,
    author: Author,
    now: datetime,
    region_id: int | None = None,
) -> Recorded:
    """Refuse a request with the reason; the due date stays."""
    register, request = _open(session, request_id, author, now, region_id)
    why = reason.strip()
    if not why:
        raise Refused("不同意延期要写明原因。", "Please say why the extension is refused.")
    details = register.decide(request, Decision.REFUSED, why)
    register.write(Act.REFUSE, after=request.until.isoformat(), why=why, details=details)
    return register.recorded()


def withdraw_request(
    session: Session, request_id: int, *, author: Author, now: datetime, region_id: int | None = None
) -> Recorded:
    """Withdraw a request on which nobody has decided."""
    register, request = _open(session, request_id, author, now, region_id)
    details = register.decide(request, Decision.WITHDRAWN)
    register.write(Act.WITHDRAW_REQUEST, after=request.until.isoformat(), details=details)
    return register.recorded()


def extend(
    session: Session,
    assignment_id: int,
    until: date,
    reason: str,
    *,
    author: Author,
    now: datetime,
    region_id: int | None = None,
) -> Recorded:
    """Move a due date without a request; one that is open counts as granted."""
    register = open_register(session, assignment_id, author, now, region_id)
    register.check(Act.EXTEND)
    why = _reason(reason)
    _check_until(register, until)
    request = register.open_request()
    details = register.decide(request, Decision.GRANTED, why) if request is not None else {}
    register.move_due(Act.EXTEND, until, why, details)
    return register.recorded()


def request_history(session: Session, request_id: int) -> int:
    """Return the row of history with which a request was made: what `take_back` takes."""
    request = session.get(ExtensionRequest, request_id)
    if request is None:
        raise Gone
    return next(
        row.id
        for row in _rows(session, request)
        if act_of(row) is Act.ASK_EXTENSION and row.details.get("request") == request_id
    )


def _open(
    session: Session, request_id: int, author: Author, now: datetime, region_id: int | None
) -> tuple[Register, ExtensionRequest]:
    """Lock the assignment of a request, then read how the request stands; Stale where it is decided."""
    assignment_id = session.scalar(
        select(ExtensionRequest.assignment_id).where(ExtensionRequest.id == request_id)
    )
    if assignment_id is None:
        raise Gone
    register = open_register(session, assignment_id, author, now, region_id)
    query = select(ExtensionRequest).where(ExtensionRequest.id == request_id)
    request = session.scalars(query.execution_options(populate_existing=True)).one()
    if request.decision is not Decision.OPEN:
        raise _decided(register, request)
    return register, request


def _decided(register: Register, request: ExtensionRequest) -> Stale | AlreadyRecorded:
    row = next((one for one in reversed(_rows(register.session, request)) if _settles(one, request.id)), None)
    if row is None:
        return register.stale(None)
    if register.is_mine(row):
        return register.recorded_already(row)
    fact = fact_of(row)
    return Stale(
        f"（{register.item}）的延期申请已经处理：{say_deed(fact, register.now)}。",
        f"The request for ({register.item}) is settled: {say_deed(fact, register.now, Language.EN)}.",
    )


def _settles(row: History, request_id: int) -> bool:
    return any(was["id"] == request_id for was in row.details.get("requests", ()))


def _rows(session: Session, request: ExtensionRequest) -> list[History]:
    query = select(History).where(History.assignment_id == request.assignment_id).order_by(History.id)
    return list(session.scalars(query))


def _check_until(register: Register, until: date) -> date:
    """Refuse a day that is not after the present due date and after today; return the present one."""
    due = register.assignment.due
    if due is None:
        raise _undated(register)
    if until <= due or until <= register.today:
        bound = max(due, register.today)
        said, today = say_day(until, register.today), register.today
        raise Refused(
            f"延期要延到{say_day(bound, today)}以后（现在的期限是{say_day(due, today)}），{said}不行。",
            f"The new date has to be after {say_day(bound, today, Language.EN)} "
            f"(it is due on {say_day(due, today, Language.EN)} now).",
        )
    return due


def _undated(register: Register) -> Refused:
    milestone = register.session.get_one(Milestone, register.assignment.milestone_id)
    if milestone.kind is MilestoneKind.EVENT and milestone.event_id is not None:
        event = register.session.get_one(Event, milestone.event_id).text
        return Refused(
            f"（{register.item}）的期限要等“{event}”后才算得出来，现在不用延期；这件事已经发生的话，请督办机构先登记日期。",
            f"({register.item}) has no date until “{event}” is recorded; please have the office record it.",
        )
    return Refused(
        f"（{register.item}）没有期限，不用申请延期；可以直接报进展。",
        f"({register.item}) has no due date, so there is nothing to extend; you can report progress.",
    )


def _refuse_same(register: Register, former: ExtensionRequest | None, until: date, why: str) -> None:
    if former is None or (former.until, former.reason) != (until, why):
        return
    row = next(
        one
        for one in _rows(register.session, former)
        if act_of(one) is Act.ASK_EXTENSION and one.details.get("request") == former.id
    )
    raise register.recorded_already(row)


def _reason(text: str) -> str:
    why = text.strip()
    if not why:
        raise Refused("申请延期要写明原因。", "Please give the reason for the extension.")
    return why
