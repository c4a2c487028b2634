"""What those who oversee decide: accepted, sent back, opened again, closed."""

from datetime import datetime

from sqlalchemy.orm import Session

from data.actions.register import Register, act_of, open_register
from data.actions.reports import current_report
from data.actions.values import Recorded, Refused
from data.authors import Author
from data.statuses import Act, Status


def accept(
    session: Session,
    assignment_id: int,
    *,
    seen: Status | None = Status.SUBMITTED,
    report: int | None = None,
    author: Author,
    now: datetime,
    region_id: int | None = None,
) -> Recorded:
    """Accept a report (通过): done, or void where 不涉及 was reported.

    `report` is the row of history that the report is: another one since is Stale.
    """
    register = open_register(session, assignment_id, author, now, region_id)
    _check_report(register, Act.ACCEPT, seen, report)
    reported = current_report(register)
    void = reported is not None and act_of(reported) is Act.REPORT_VOID
    register.move(Act.ACCEPT, Status.VOID if void else Status.DONE)
    register.drop_request("不涉及，不再需要延期" if void else "已办结，不再需要延期")
    return register.recorded()


def send_back(
    session: Session,
    assignment_id: int,
    reason: str,
    *,
    seen: Status | None = Status.SUBMITTED,
    report: int | None = None,
    author: Author,
    now: datetime,
    region_id: int | None = None,
) -> Recorded:
    """Send a report back (退回) with the reason; `report` as in `accept`."""
    register = open_register(session, assignment_id, author, now, region_id)
    _check_report(register, Act.SEND_BACK, seen, report)
    why = _reason(reason, "退回要写明原因，单位才知道补什么。", "Please say what is missing.")
    register.move(Act.SEND_BACK, Status.RETURNED, why)
    return register.recorded()


def check_report(
    session: Session, assignment_id: int, report: int | None, *, author: Author, now: datetime
) -> None:
    """Raise Stale where another report than `report` waits by now; asked before a reason is asked for."""
    register = open_register(session, assignment_id, author, now)
    _check_same(register, report)


def reopen(
    session: Session,
    assignment_id: int,
    reason: str,
    *,
    seen: Status | None = None,
    author: Author,
    now: datetime,
    region_id: int | None = None,
) -> Recorded:
    """Open again what was done or void (回头看): in progress, or not begun."""
    register = open_register(session, assignment_id, author, now, region_id)
    register.check(Act.REOPEN, seen)
    why = _reason(reason, "重新办理要写明原因。", "Please say why it is opened again.")
    void = register.assignment.status is Status.VOID
    register.move(Act.REOPEN, Status.PENDING if void else Status.DOING, why)
    return register.recorded()


def close(
    session: Session,
    assignment_id: int,
    *,
    words: str | None = None,
    seen: Status | None = None,
    author: Author,
    now: datetime,
    region_id: int | None = None,
) -> Recorded:
    """Close without a report, or over one (销号)."""
    register = open_register(session, assignment_id, author, now, region_id)
    register.check(Act.CLOSE, seen)
    register.move(Act.CLOSE, Status.DONE, words or None)
    register.drop_request("已办结，不再需要延期")
    return register.recorded()


def _check_report(register: Register, act: Act, seen: Status | None, report: int | None) -> None:
    register.check(act, seen)
    _check_same(register, report)


def _check_same(register: Register, report: int | None) -> None:
    standing = current_report(register)
    if report is not None and standing is not None and standing.id != report:
        raise register.stale(standing)


def _reason(text: str, chinese: str, english: str) -> str:
    reason = text.strip()
    if not reason:
        raise Refused(chinese, english)
    return reason
