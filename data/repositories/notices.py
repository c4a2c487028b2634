"""What the outbox holds of one region: the day's messages, what each settles, and what they show now."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, update
from sqlalchemy.orm import Session

from data.boards import AssignmentState, Present, RequestState
from data.models import (
    Assignment,
    Binding,
    Chat,
    Decision,
    ExtensionRequest,
    History,
    NamedUnit,
    Notice,
    NoticeKind,
    NoticeState,
    Plan,
    Region,
    Unit,
    Verdict,
)
from data.nudging import ReportFact
from data.repositories.reviewing import standing_reports
from data.statuses import Status
from data.wording.delivery import TOO_OLD

DAY_KEY, EDIT_KEY, EARLY_KEY = "day:", "edit:", "early:"
"""How the keys of a day's message, what replaces one, and what left while the clock ran ahead begin."""

PIECE = 400
"""How many values one statement names."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A row of the outbox; of a message that carries others, `payload` only where it was asked for."""

    id: int
    key: str
    bundle: str
    kind: NoticeKind
    chat_id: int | None
    day: date
    state: NoticeState
    attempts: int
    doubts: int
    error: str | None
    message: int | None
    sent_at: datetime | None
    expires_at: datetime | None = None
    payload: dict[str, Any] = field(default_factory=dict)

    @property
    def carries(self) -> bool:
        """Whether it is a message itself, and not one of the things that a message settles."""
        return self.key == self.bundle

    @property
    def waits(self) -> bool:
        """Whether it surely did not leave, and may give way; what a person sends again may not."""
        return self.state is NoticeState.PLANNED and not self.doubts and self.expires_at is not None

    @property
    def is_edit(self) -> bool:
        """Whether it replaces a message that was sent."""
        return self.bundle.startswith(EDIT_KEY)


_COLUMNS = (
    Notice.id,
    Notice.key,
    Notice.bundle,
    Notice.kind,
    Notice.chat_id,
    Notice.day,
    Notice.state,
    Notice.attempts,
    Notice.doubts,
    Notice.error,
    Notice.message,
    Notice.sent_at,
    Notice.expires_at,
)


@dataclass(frozen=True, slots=True)
class NewNotice:
    """A row to be stored; `bundle` is the key of the message that carries it."""

    key: str
    bundle: str
    kind: NoticeKind
    payload: dict[str, Any]
    assignment_id: int | None = None
    stage: str | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Times:
    """When a message was written, may leave, and is too old to matter."""

    now: datetime
    not_before: datetime
    expires_at: datetime


class NoticeRepository:
    """The notices of one region that planning its days has made."""

    def __init__(self, session: Session, region_id: int) -> None:
        self._session = session
        self._region_id = region_id

    def planned_until(self) -> date | None:
        """Return the last day that was planned; whoever plans the region at the same time waits."""
        query = select(Region.planned_until).where(Region.id == self._region_id).with_for_update()
        return self._session.scalar(query)

    def set_planned_until(self, day: date) -> None:
        """Store the last day that was planned."""
        self._session.execute(
            update(Region)
            .where(Region.id == self._region_id)
            .values(planned_until=day)
            .execution_options(synchronize_session=False)
        )

    def first_import(self) -> datetime | None:
        """Return when the region's first plan was stored."""
        return self._session.scalar(
            select(func.min(Plan.imported_at)).where(Plan.region_id == self._region_id)
        )

    def of_day(self, day: date) -> list[Stored]:
        """Return all rows of a day."""
        return self._rows(Notice.day == day)

    def left_over(self, day: date, since: date) -> list[Stored]:
        """Return rows of earlier days that were not sent: planned still, too old, or failed since a day."""
        lately = or_(Notice.day >= since, Notice.error.startswith(TOO_OLD))
        failed = and_(Notice.state == NoticeState.FAILED, lately)
        planned = Notice.state == NoticeState.PLANNED
        return self._rows(Notice.day < day, or_(planned, failed))

    def between(self, after: date, before: date) -> list[Stored]:
        """Return all rows of the days between two days, both exclusive."""
        return self._rows(Notice.day > after, Notice.day < before)

    def arrived_after(self, day: date) -> list[Stored]:
        """Return rows of later days that have arrived, or may have: the clock was set back since."""
        return self._rows(Notice.day > day, Notice.state.in_(_LEFT))

    def shown(self, since: date) -> list[Stored]:
        """Return the messages of the days from `since` on, with what they say, edits after what they edit."""
        statement = select(*_COLUMNS, Notice.payload).where(
            *self._chats(), Notice.day >= since, Notice.key == Notice.bundle
        )
        return [_stored(row) for row in self._session.execute(statement.order_by(Notice.id))]

    def bundled(self, bundles: Sequence[str]) -> list[Stored]:
        """Return all rows of messages, with what they say."""
        statement = select(*_COLUMNS, Notice.payload).where(Notice.bundle.in_(bundles))
        return [_stored(row) for row in self._session.execute(statement)]

    def hold(self, numbers: Collection[int]) -> bool:
        """Keep messages from being claimed until the end of the transaction; False where one has been."""
        if not numbers:
            return True
        waiting = Notice.state == NoticeState.PLANNED
        query = select(Notice.id).where(Notice.id.in_(numbers), waiting).with_for_update()
        return len(self._session.scalars(query).all()) == len(numbers)

    def add(self, rows: Sequence[NewNotice], chat_id: int, day: date, times: Times) -> None:
        """Store the rows of one message; what is not sent under the same keys gives way."""
        for some in _pieces([row.key for row in rows]):
            self._session.execute(
                delete(Notice)
                .where(Notice.key.in_(some), Notice.state.in_(_UNSENT))
                .execution_options(synchronize_session=False)
            )
        self._session.add_all(
            Notice(
                key=row.key,
                kind=row.kind,
                region_id=self._region_id,
                chat_id=chat_id,
                assignment_id=row.assignment_id,
                stage=row.stage,
                due=row.due,
                day=day,
                bundle=row.bundle,
                payload=row.payload,
                not_before=times.not_before,
                expires_at=times.expires_at,
                created_at=times.now,
            )
            for row in rows
        )
        self._session.flush()

    def rewrite(self, notice_id: int, payload: dict[str, Any]) -> None:
        """Let a message that has not left say something else."""
        self._session.execute(
            update(Notice)
            .where(Notice.id == notice_id, Notice.state == NoticeState.PLANNED)
            .values(payload=payload)
            .execution_options(synchronize_session=False)
        )

    def present(
        self,
        day: date,
        assignments: Collection[int],
        requests: Collection[int],
        responsibilities: Collection[int],
    ) -> Present:
        """Return how things stand that messages show."""
        asked = self._asked(assignments)
        reports = standing_reports(self._session, assignments)
        states: dict[int, AssignmentState] = {}
        for some in _pieces(sorted(assignments)):
            query = select(Assignment.id, Assignment.status, Assignment.due).where(Assignment.id.in_(some))
            for key, status, due in self._session.execute(query):
                states[key] = _state(status, due, asked.get(key), reports.get(key))
        return Present(day, states, self._requests(requests), self._named(responsibilities))

    def fingerprint(self, since: date) -> tuple[Any, ...]:
        """Return what changes with all that messages depend on: what people did, and what was sent."""
        counts = (
            select(Notice.state, func.count(), func.max(Notice.sent_at))
            .where(*self._chats(), Notice.day >= since)
            .group_by(Notice.state)
            .order_by(Notice.state)
        )
        left = select(func.count(), func.max(Chat.left_at)).where(Chat.left_at.is_not(None))
        region = select(Region.version, Region.planned_until).where(Region.id == self._region_id)
        statements = (select(func.max(History.id)), region, left, counts)
        return tuple(tuple(row) for one in statements for row in self._session.execute(one))

    def _asked(self, assignments: Collection[int]) -> dict[int, date]:
        one = ExtensionRequest
        found: dict[int, date] = {}
        for some in _pieces(sorted(assignments)):
            query = select(one.assignment_id, one.until).where(
                one.assignment_id.in_(some), one.decision == Decision.OPEN
            )
            found |= _pairs(self._session.execute(query))
        return found

    def _requests(self, requests: Collection[int]) -> dict[int, RequestState]:
        one = ExtensionRequest
        query = select(one.id, one.decision, one.until).where(one.id.in_(requests))
        return {
            key: RequestState(decision.value, until) for key, decision, until in self._session.execute(query)
        }

    def _named(self, responsibilities: Collection[int]) -> dict[int, tuple[str, ...]]:
        query = (
            select(NamedUnit.responsibility_id, Unit.name)
            .join(Unit, Unit.id == NamedUnit.unit_id)
            .where(NamedUnit.responsibility_id.in_(responsibilities), NamedUnit.verdict == Verdict.NAMED)
            .order_by(Unit.id)
        )
        found: dict[int, tuple[str, ...]] = {}
        for key, unit in self._session.execute(query):
            found[key] = (*found.get(key, ()), unit)
        return found

    def _rows(self, *conditions: ColumnElement[bool]) -> list[Stored]:
        """Return rows; of the messages themselves without what they say, which is long."""
        payload = select(Notice.id, Notice.payload).where(
            *self._own(), *conditions, Notice.key != Notice.bundle
        )
        said: dict[int, dict[str, Any]] = _pairs(self._session.execute(payload))
        rows = self._session.execute(select(*_COLUMNS).where(*self._own(), *conditions).order_by(Notice.id))
        return [_stored((*row, said.get(row.id, {}))) for row in rows]

    def _own(self) -> tuple[ColumnElement[bool], ...]:
        """Choose what planning this region's days has made."""
        made = or_(*(Notice.bundle.startswith(key) for key in (DAY_KEY, EDIT_KEY, EARLY_KEY)))
        return (*self._chats(), made)

    def _chats(self) -> tuple[ColumnElement[bool], ...]:
        """Choose what is for chats that the region ever had."""
        chats = select(Binding.chat_id).where(Binding.region_id == self._region_id)
        return (Notice.chat_id.in_(chats), Notice.region_id == self._region_id)


_LEFT = (NoticeState.SENDING, NoticeState.SENT, NoticeState.UNKNOWN)
_UNSENT = (NoticeState.PLANNED, NoticeState.SETTLED, NoticeState.FAILED)


def _stored(row: Iterable[Any]) -> Stored:
    return Stored(*row)


def _state(
    status: Status, due: date | None, asked: date | None, report: ReportFact | None
) -> AssignmentState:
    void = report is not None and report.void
    return AssignmentState(status, due, asked, report.id if report is not None else None, void)


def _pairs(rows: Iterable[Any]) -> dict[Any, Any]:
    return {key: value for key, value in rows}  # noqa: C416 - rows of a result are no pairs to dict()


def _pieces(values: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (values[at : at + PIECE] for at in range(0, len(values), PIECE))
