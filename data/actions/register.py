"""Where an action reads and writes: the locked assignment, and the rows of history about it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.actions.values import AlreadyRecorded, Gone, NotAllowed, Recorded, Refused, Stale
from data.authors import Author
from data.models import Assignment, Change, Decision, ExtensionRequest, History, Plan, Task, Watch
from data.repositories.histories import fact_of
from data.statuses import OFFERED, Act, Status, may_act, read_act, read_status
from data.wording.acts import say_act, say_acts
from data.wording.history import say_deed
from data.wording.language import Language
from data.wording.tasks import say_status

CHANGES: dict[Act, Change] = {
    Act.RECEIVE: Change.RECEIVED,
    Act.PROGRESS: Change.PROGRESS,
    Act.ADD_PROOF: Change.PROOF,
    Act.ASK_EXTENSION: Change.EXTENSION,
    Act.REFUSE: Change.EXTENSION,
    Act.WITHDRAW_REQUEST: Change.EXTENSION,
    Act.GRANT: Change.DUE,
    Act.EXTEND: Change.DUE,
    Act.CORRECT_DUE: Change.DUE,
    Act.REMIND: Change.NUDGE,
}
"""What a row of history is about; whatever is not here changes a status."""

RESTORED = ("status", "due", "extended", "done_at", "moved_at")
"""What is put back when an action is taken back."""


@dataclass(slots=True)
class Register:
    """One action under way on one assignment: who does it and when, and the rows written so far."""

    session: Session
    author: Author
    now: datetime
    assignment: Assignment
    before: Status
    rows: list[History] = field(default_factory=list)

    @property
    def today(self) -> date:
        """Return the office's day."""
        return self.now.date()

    @property
    def item(self) -> str:
        """Return the label of the assignment's item."""
        return self.session.get_one(Task, self.assignment.task_id).item

    def check(self, act: Act, seen: Status | None = None) -> None:
        """Refuse what does not fit the status: Stale, AlreadyRecorded or NotAllowed."""
        status = self.assignment.status
        if may_act(status, act) and seen in (None, status):
            return
        last = self.last_move()
        if last is not None and self.is_mine(last) and act_of(last) is act:
            raise self.recorded_already(last)
        if seen not in (None, status):
            raise self.stale(last)
        raise self._not_allowed(act, last)

    def live(self) -> list[History]:
        """Return the rows of history that nobody has taken back, the oldest first."""
        return live_rows(self.all_rows())

    def all_rows(self) -> list[History]:
        """Return all rows of history about the assignment, the oldest first."""
        query = select(History).where(History.assignment_id == self.assignment.id).order_by(History.id)
        return list(self.session.scalars(query))

    def last_move(self) -> History | None:
        """Return the row that gave the assignment its status, None where nobody moved it."""
        moves = [row for row in self.live() if moved_to(row) is not None]
        return moves[-1] if moves else None

    def is_mine(self, row: History) -> bool:
        """Whether the author of the action wrote a row."""
        if self.author.person is None:
            return row.person is None and row.by == self.author.by
        return row.person == self.author.person

    def recorded_already(self, row: History) -> AlreadyRecorded:
        """Say that what `row` says stands already."""
        zh, en = self._deeds(row)
        return AlreadyRecorded(
            f"（{self.item}）已经登记过了：{zh}。", f"({self.item}) is on record already: {en}.", row.id
        )

    def stale(self, row: History | None) -> Stale:
        """Say what the assignment is now, by whom and when."""
        status = self.assignment.status
        zh, en = say_status(status), say_status(status, Language.EN)
        if row is None:
            return Stale(f"（{self.item}）现在是{zh}。", f"({self.item}) is now {en}.")
        deed, deed_en = self._deeds(row)
        return Stale(
            f"（{self.item}）刚刚变过，现在是{zh}：{deed}。",
            f"({self.item}) has changed meanwhile and is now {en}: {deed_en}.",
        )

    def move(
        self,
        act: Act,
        to: Status,
        why: str | None = None,
        details: Mapping[str, Any] | None = None,
    ) -> History:
        """Give the assignment the status `to`, where it has another, and write the row."""
        was = snapshot(self.assignment)
        before = self.assignment.status
        moves = before is not to
        if moves:
            self.assignment.move(to, self.now)
        return self.write(
            act,
            before=before.value if moves else None,
            after=to.value if moves else None,
            why=why,
            details={**(details or {}), "was": was},
        )

    def move_due(
        self, act: Act, due: date, why: str | None, details: Mapping[str, Any], *, extended: bool = True
    ) -> History:
        """Give the assignment another due date, which stays where it is `extended`, and write the row."""
        was, before = snapshot(self.assignment), self.assignment.due
        self.assignment.due, self.assignment.extended = due, extended
        return self.write(
            act,
            before=before.isoformat() if before else None,
            after=due.isoformat(),
            why=why,
            details={**details, "extended": extended, "was": was},
        )

    def write(
        self,
        act: Act,
        *,
        before: str | None = None,
        after: str | None = None,
        why: str | None = None,
        details: Mapping[str, Any] | None = None,
        change: Change | None = None,
    ) -> History:
        """Write a row of history; all that come after the first belong to it."""
        self.assignment.touched = True
        row = History(
            at=self.now,
            change=change or CHANGES.get(act, Change.STATUS),
            region_id=self.assignment.region_id,
            task_id=self.assignment.task_id,
            assignment_id=self.assignment.id,
            unit_id=self.assignment.unit_id,
            chat_id=self.author.chat_id,
            person=self.author.person,
            by=self.author.by,
            before=before,
            after=after,
            why=why,
            details={"act": act.value, **(details or {}), **self._head()},
        )
        self.session.add(row)
        self.session.flush()
        self.rows.append(row)
        return row

    def open_request(self) -> ExtensionRequest | None:
        """Return the request on which nobody has decided, locked."""
        query = (
            select(ExtensionRequest)
            .where(
                ExtensionRequest.assignment_id == self.assignment.id,
                ExtensionRequest.decision == Decision.OPEN,
            )
            .order_by(ExtensionRequest.id.desc())
            .limit(1)
            .with_for_update(key_share=True)
            .execution_options(populate_existing=True)
        )
        return self.session.scalars(query).one_or_none()

    def decide(self, request: ExtensionRequest, decision: Decision, why: str | None = None) -> dict[str, Any]:
        """Settle a request; return what brings it back, for the details of a row."""
        was = request_snapshot(request)
        request.decision, request.decided_why = decision, why
        request.decided_by, request.decided_at = self.author.by, self.now
        return {"request": request.id, "requests": [was]}

    def drop_request(self, why: str) -> None:
        """Withdraw the open request, if there is one, because the assignment needs it no more."""
        request = self.open_request()
        if request is None:
            return
        details = self.decide(request, Decision.WITHDRAWN, why)
        self.write(Act.WITHDRAW_REQUEST, after=request.until.isoformat(), why=why, details=details)

    def recorded(self, *, reviewed: bool = False) -> Recorded:
        """Return what was recorded."""
        self.session.flush()
        keys = tuple(row.id for row in self.rows)
        return Recorded(self.assignment.id, self.before, self.assignment.status, keys, reviewed)

    def _head(self) -> dict[str, int]:
        return {"with": self.rows[0].id} if self.rows else {}

    def _deeds(self, row: History) -> tuple[str, str]:
        fact = fact_of(row)
        return say_deed(fact, self.now), say_deed(fact, self.now, Language.EN)

    def _not_allowed(self, act: Act, last: History | None) -> NotAllowed:
        status, offered = self.assignment.status, OFFERED[self.assignment.status]
        how, how_en = "", ""
        if last is not None:
            deed, deed_en = self._deeds(last)
            how, how_en = f"（{deed}）", f" ({deed_en})"
        again = "再" if act in (Act.REPORT_DONE, Act.REPORT_VOID, Act.PROGRESS) else ""
        return NotAllowed(
            f"（{self.item}）{say_status(status)}{how}，不能{again}{say_act(act)}；可以{say_acts(offered)}。",
            f"({self.item}) is {say_status(status, Language.EN)}{how_en}: you cannot "
            f"{say_act(act, Language.EN)}, but you can {say_acts(offered, Language.EN)}.",
        )


def open_register(
    session: Session,
    assignment_id: int,
    author: Author,
    now: datetime,
    region_id: int | None = None,
    *,
    closed: bool = False,
) -> Register:
    """Lock an assignment and read it afresh; `closed` lets one of a closed plan or a dropped row through."""
    assignment = hold(session, assignment_id, region_id)
    if not closed:
        _refuse_closed(session, assignment)
    return Register(session, author, now, assignment, assignment.status)


def hold(session: Session, assignment_id: int, region_id: int | None = None) -> Assignment:
    """Lock an assignment, so that of two who act at once one waits; Gone where it is not there."""
    query = (
        select(Assignment)
        .where(Assignment.id == assignment_id)
        # Rows that refer to it may still be written: what they lock is the key alone.
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    assignment = session.scalars(query).one_or_none()
    if assignment is None or region_id not in (None, assignment.region_id):
        raise Gone
    return assignment


def _refuse_closed(session: Session, assignment: Assignment) -> None:
    query = (
        select(Task.item, Task.position, Task.state, Plan.state)
        .join(Plan, Plan.id == Task.plan_id)
        .where(Task.id == assignment.task_id)
    )
    item, position, state, plan_state = session.execute(query).one()
    if position is None:
        raise Refused(
            f"最新的文件里已经没有（{item}）这一项：它的记录还在，不用再报。",
            f"The latest document no longer has item ({item}): its history is kept, nothing is owed.",
        )
    if Watch.CLOSED in (state, plan_state):
        raise Refused(
            f"（{item}）已经归档：要再办理，请先由督办机构恢复（/resume）。",
            f"Item ({item}) is closed: the office has to resume it first (/resume).",
        )


def act_of(row: History) -> Act | None:
    """Return what the author of a row did, None where the row does not say."""
    return read_act(row.details.get("act"))


def moved_to(row: History) -> Status | None:
    """Return the status that a row of history gave, None where it gave none."""
    return read_status(row.after) if row.change in (Change.STATUS, Change.PROGRESS) else None


def live_rows(rows: Collection[History]) -> list[History]:
    """Leave out what was taken back, and the taking back of it."""
    taken = {key for row in rows for key in row.details.get("takes_back", ())}
    return [row for row in rows if row.id not in taken and act_of(row) is not Act.TAKE_BACK]


def snapshot(assignment: Assignment) -> dict[str, Any]:
    """Keep what an action changes, as JSON."""
    return {name: _encoded(getattr(assignment, name)) for name in RESTORED}


REQUESTED = ("decision", "decided_by", "decided_at", "decided_why")


def request_snapshot(request: ExtensionRequest) -> dict[str, Any]:
    """Keep how a request stands, as JSON."""
    return {"id": request.id, **{name: _encoded(getattr(request, name)) for name in REQUESTED}}


def _encoded(value: Any) -> Any:  # noqa: ANN401 - whatever a column holds
    return value.isoformat() if isinstance(value, date) else value
