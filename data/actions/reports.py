"""What a unit reports: received, progress, done, not concerned, and the proof of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from data.actions.proving import has_proof, keep_proofs, withdraw_proofs
from data.actions.register import Register, act_of, open_register
from data.actions.values import NeedsProof, ProofDraft, Recorded, Refused, ReportRules
from data.authors import Author
from data.models import History
from data.statuses import Act, Status, may_move, read_status

MOMENT = timedelta(minutes=1)
"""Who says the same again within this time has tapped twice."""


def receive(
    session: Session, assignment_id: int, *, author: Author, now: datetime, region_id: int | None = None
) -> Recorded:
    """Record 收到: history only."""
    register = open_register(session, assignment_id, author, now, region_id)
    _refuse_twice(register, Act.RECEIVE, None)
    register.write(Act.RECEIVE)
    return register.recorded()


def tell_progress(
    session: Session,
    assignment_id: int,
    text: str,
    *,
    author: Author,
    now: datetime,
    region_id: int | None = None,
) -> Recorded:
    """Record 进展 in words; what was not begun, or was returned, is in progress from now on."""
    register = open_register(session, assignment_id, author, now, region_id)
    said = _said(text, "请写几个字说明进展。", "Please say in a few words how it is going.")
    register.check(Act.PROGRESS)
    _refuse_twice(register, Act.PROGRESS, said)
    status = register.assignment.status
    begins = status in (Status.PENDING, Status.RETURNED)
    register.move(Act.PROGRESS, Status.DOING if begins else status, said)
    return register.recorded()


def report_done(
    session: Session,
    assignment_id: int,
    *,
    rules: ReportRules,
    proofs: Sequence[ProofDraft] = (),
    words: str | None = None,
    seen: Status | None = None,
    author: Author,
    now: datetime,
    region_id: int | None = None,
) -> Recorded:
    """Record 办结 with its proof; it waits for a review, unless the `rules` need none.

    Raises NeedsProof where the rules ask for proof and there is none since the last return.
    """
    register = open_register(session, assignment_id, author, now, region_id)
    register.check(Act.REPORT_DONE, seen)
    if rules.require_proof and not proofs and not has_proof(register):
        raise NeedsProof(register.item)
    register.move(Act.REPORT_DONE, Status.SUBMITTED if rules.review else Status.DONE, words or None)
    keep_proofs(register, proofs)
    if not rules.review:
        register.drop_request("已办结，不再需要延期")
    return register.recorded(reviewed=rules.review)


def report_void(
    session: Session,
    assignment_id: int,
    reason: str,
    *,
    rules: ReportRules,
    seen: Status | None = None,
    author: Author,
    now: datetime,
    region_id: int | None = None,
) -> Recorded:
    """Record 不涉及 with its reason; it waits for a review, unless the `rules` need none."""
    register = open_register(session, assignment_id, author, now, region_id)
    register.check(Act.REPORT_VOID, seen)
    why = _said(reason, "报不涉及要写明原因。", "Please say why the item does not concern you.")
    register.move(Act.REPORT_VOID, Status.SUBMITTED if rules.review else Status.VOID, why)
    if not rules.review:
        register.drop_request("不涉及，不再需要延期")
    return register.recorded(reviewed=rules.review)


def add_proof(
    session: Session,
    assignment_id: int,
    proof: ProofDraft,
    *,
    author: Author,
    now: datetime,
    region_id: int | None = None,
) -> Recorded:
    """Add proof to what is reported, or will be."""
    register = open_register(session, assignment_id, author, now, region_id)
    register.check(Act.ADD_PROOF)
    keep_proofs(register, (proof,), alone=True)
    return register.recorded()


def withdraw_report(
    session: Session, assignment_id: int, *, author: Author, now: datetime, region_id: int | None = None
) -> Recorded:
    """Take a report out of the review: all stands as before it, and its proof counts no more."""
    register = open_register(session, assignment_id, author, now, region_id)
    register.check(Act.WITHDRAW)
    report = current_report(register)
    register.move(Act.WITHDRAW, _status_before(report))
    if report is not None:
        withdraw_proofs(register, [report.id])
    return register.recorded()


def current_report(register: Register) -> History | None:
    """Return the row of the report that waits for its review."""
    row = register.last_move()
    return row if row is not None and row.after == Status.SUBMITTED else None


def _status_before(report: History | None) -> Status:
    before = read_status(report.before) if report is not None else None
    return before if before is not None and may_move(Status.SUBMITTED, before) else Status.DOING


def _refuse_twice(register: Register, act: Act, text: str | None) -> None:
    """Refuse what the same person has just said in the same words."""
    rows = [row for row in register.live() if act_of(row) is act]
    if not rows:
        return
    last = rows[-1]
    if register.is_mine(last) and last.why == text and register.now - last.at <= MOMENT:
        raise register.recorded_already(last)


def _said(text: str, chinese: str, english: str) -> str:
    said = text.strip()
    if not said:
        raise Refused(chinese, english)
    return said
