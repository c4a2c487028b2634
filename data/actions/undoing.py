"""Taking back what was just done: everything stands as before, and history shows both."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from data.actions.dues import owed_due
from data.actions.proving import withdraw_proofs
from data.actions.register import Register, act_of, live_rows, open_register
from data.actions.values import AlreadyRecorded, Gone, NotAllowed, Recorded, Refused
from data.authors import Author
from data.models import Change, Decision, ExtensionRequest, History
from data.repositories.histories import fact_of
from data.statuses import Act, Status
from data.wording.history import say_deed
from data.wording.language import Language

TAKEN_BACK_WITHIN = timedelta(minutes=10)
"""How long after it, inclusive, an action can be taken back."""

HARMLESS = frozenset({Act.RECEIVE, Act.REMIND})
"""What may have happened since."""


def take_back(
    session: Session, history_id: int, *, author: Author, now: datetime, region_id: int | None = None
) -> Recorded:
    """Take back an action on an assignment, named by the first of its rows; nothing is deleted.

    Only by the same person, within TAKEN_BACK_WITHIN, and if nothing else happened to the assignment since.
    """
    named = session.get(History, history_id)
    if named is None:
        raise Gone
    if named.assignment_id is None:
        raise _never()
    register = open_register(session, named.assignment_id, author, now, region_id, closed=True)
    rows = register.all_rows()
    key = named.details.get("with", named.id)
    head = next(row for row in rows if row.id == key)
    whole = [row for row in rows if key in (row.id, row.details.get("with"))]
    _check(register, head, whole, rows)
    _restore(register, head, whole)
    return register.recorded()


def _check(register: Register, head: History, whole: list[History], rows: list[History]) -> None:
    undone = next((row for row in rows if head.id in row.details.get("takes_back", ())), None)
    if undone is not None:
        zh, en = _deeds(register, undone)
        raise AlreadyRecorded(f"已经撤销过了：{zh}。", f"That is taken back already: {en}.", undone.id)
    if act_of(head) in (None, Act.TAKE_BACK, Act.REMIND):
        raise _never()
    if not register.is_mine(head):
        zh, en = _deeds(register, head)
        raise NotAllowed(f"只有本人能撤销：{zh}。", f"Only the same person can take this back: {en}.")
    if register.now - head.at > TAKEN_BACK_WITHIN:
        raise Refused(
            "已经过了10分钟，不能撤销了；确有差错，请联系督办机构处理。",
            "Ten minutes have passed, so it cannot be taken back; please turn to the supervising office.",
        )
    since = [
        row
        for row in live_rows(rows)
        if row.id > head.id and row not in whole and act_of(row) not in HARMLESS
    ]
    if since:
        zh, en = _deeds(register, since[-1])
        raise NotAllowed(f"之后又有变动，不能撤销了：{zh}。", f"It has changed since: {en}.")


def _restore(register: Register, head: History, whole: list[History]) -> None:
    """Put back what the snapshots in the rows of an action hold, the last first."""
    assignment = register.assignment
    status, due = assignment.status, assignment.due
    for row in reversed(whole):
        for was in row.details.get("requests", ()):
            _restore_request(register, was)
        if "was" in row.details:
            _restore_assignment(register, row.details["was"])
    taken = [row.id for row in whole]
    moved = assignment.status is not status
    # The first row says that all is taken back; another beside it says so of the date.
    register.write(
        Act.TAKE_BACK,
        change=_kind(head, moved=moved),
        before=status.value if moved else None,
        after=assignment.status.value if moved else None,
        details={"takes_back": taken, "of": head.details.get("act")},
    )
    if assignment.due != due:
        register.write(
            Act.TAKE_BACK,
            change=Change.DUE,
            before=due.isoformat() if due else None,
            after=assignment.due.isoformat() if assignment.due else None,
            details={"extended": assignment.extended},
        )
    withdraw_proofs(register, [head.id])
    restored = [key for row in whole for key in row.details.get("withdrawn", ())]
    if restored:
        register.write(Act.TAKE_BACK, change=Change.PROOF, details={"restored": restored})


def _kind(head: History, *, moved: bool) -> Change:
    if moved:
        return Change.STATUS
    return Change.EXTENSION if head.change is Change.DUE else head.change


def _restore_assignment(register: Register, was: dict[str, Any]) -> None:
    """Put the status back as it was; a date that nobody extended is whatever is owed now."""
    assignment = register.assignment
    assignment.status = Status(was["status"])
    assignment.moved_at = datetime.fromisoformat(was["moved_at"]) if was["moved_at"] else None
    assignment.done_at = datetime.fromisoformat(was["done_at"]) if was["done_at"] else None
    assignment.extended = was["extended"]
    if assignment.extended:
        assignment.due = date.fromisoformat(was["due"])
    else:
        assignment.due = owed_due(register.session, assignment)


def _restore_request(register: Register, was: dict[str, Any]) -> None:
    request = register.session.get_one(ExtensionRequest, was["id"])
    request.decision = Decision(was["decision"])
    if "decided_by" in was:
        decided = was["decided_at"]
        request.decided_at = datetime.fromisoformat(decided) if decided else None
        request.decided_by, request.decided_why = was["decided_by"], was["decided_why"]
    else:
        request.decided_by, request.decided_at = register.author.by, register.now


def _never() -> NotAllowed:
    return NotAllowed(
        "这一步不能撤销；需要改的话，请重新登记。", "This cannot be taken back; please record it anew."
    )


def _deeds(register: Register, row: History) -> tuple[str, str]:
    fact = fact_of(row)
    return say_deed(fact, register.now), say_deed(fact, register.now, Language.EN)
