"""The outbox: the only file that moves a notice's state, always all rows of a bundle together.

Each move names the state, and the holder, that it was decided on: two schedulers started by mistake on one
database never both send, and whoever comes too late changes nothing.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import func, or_, select, text, update
from sqlalchemy.orm import Session

from data.models import Chat, Notice, NoticeKind, NoticeState
from data.wording.delivery import DIED, TOO_OLD
from scheduler.due import CARRIES, PLANNED, TARGET, is_free, leaves, select_due, select_loaded

LEASE = timedelta(minutes=3)
"""How long a sending may take, all timeouts together, before it counts as one whose end is not known."""

ONE_CLAIMER = 7329
"""The lock of PostgreSQL under which one process at a time claims; SQLite has one writer anyway."""

MayLeave = Callable[[NoticeKind, int | None, datetime], datetime | None]
"""Says from when on a kind of notice may leave in a region, None where it may now."""

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)

MAX_ERROR = 500


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message that its holder alone may send until the lease ends.

    `edits` is the number of the message that it replaces. `attempts` counts this sending too; `doubts` are
    the sendings before it that may have arrived.
    """

    notice_id: int
    bundle: str
    kind: NoticeKind
    region_id: int | None
    chat_id: int | None
    telegram_id: int
    topic: int
    payload: dict[str, Any]
    edits: int | None
    attempts: int
    doubts: int
    expires_at: datetime | None


class Outbox:
    """The notices of all regions, moved by one `holder`, whose name no other process has."""

    def __init__(self, session: Session, holder: str = "") -> None:
        self._session = session
        self._holder = holder

    def claim(
        self,
        now: datetime,
        limit: int,
        *,
        lease: timedelta = LEASE,
        skip: Collection[int] = (),
        may_leave: MayLeave = lambda kind, region, now: None,
        sure: bool = False,
    ) -> list[Claimed]:
        """Take up to `limit` messages to send, to be committed before they are sent.

        One for each Telegram chat or person, none for those in `skip` or for whom another is being sent;
        the most urgent kind first, then the oldest. What may not leave yet is put off. `sure` leaves chats
        alone whose next message may have arrived already.
        """
        self._wait_for_others()
        while rows := self._session.execute(select_due(now, limit, skip, sure=sure)).all():
            put_off = {
                bundle: until
                for _, bundle, kind, region in rows
                if (until := may_leave(kind, region, now)) is not None and until > now
            }
            for bundle, until in put_off.items():
                self._planned((bundle,), not_before=until)
            free = [number for number, bundle, *_ in rows if bundle not in put_off]
            if free:
                return self._take(free, now, lease)
        return []

    def waiting(self, now: datetime) -> list[int]:
        """Return the Telegram chats and persons for whom something could leave now.

        Who waits for what another process has on its way is looked at again by the next run.
        """
        due = select(TARGET).select_from(Notice).outerjoin(Chat, Chat.id == Notice.chat_id)
        return list(self._session.scalars(due.where(*leaves(now), is_free()).distinct()))

    def next_at(self, now: datetime) -> datetime | None:
        """Return when the next message falls due that is not due yet."""
        later = select(func.min(Notice.not_before))
        return self._session.scalar(later.where(*CARRIES, *PLANNED, Notice.not_before > now))

    def sent(self, claimed: Claimed, message: int, now: datetime) -> bool:
        """Record that Telegram has it as `message`; False where it was taken away meanwhile."""
        return self._end(claimed.bundle, NoticeState.SENT, message=message, sent_at=now, error=None)

    def retry_at(self, claimed: Claimed, at: datetime, why: str | None = None) -> bool:
        """Give back what surely did not leave, to be tried at `at`."""
        return self._end(claimed.bundle, NoticeState.PLANNED, not_before=at, error=why)

    def doubt(self, claimed: Claimed, again_at: datetime, why: str) -> bool:
        """Record that it may have arrived: the first time it is repeated, the second time it is listed."""
        return self._doubt(claimed.bundle, claimed.doubts, self._holder, again_at, why)

    def fail(self, claimed: Claimed, why: str) -> bool:
        """Record that it will not be sent."""
        return self._end(claimed.bundle, NoticeState.FAILED, error=why)

    def settle(self, bundles: Collection[str]) -> int:
        """Settle what nobody needs any more, sent or not known to be; return how many rows changed."""
        states = (NoticeState.PLANNED, NoticeState.UNKNOWN, NoticeState.FAILED)
        return self._move(bundles, states, state=NoticeState.SETTLED)

    def withdraw(self, bundles: Collection[str]) -> int:
        """Settle what has not left yet; what is being sent goes on. Return how many rows changed."""
        return self._move(bundles, (NoticeState.PLANNED,), state=NoticeState.SETTLED)

    def resend(self, notice_id: int, now: datetime) -> bool:
        """Plan once more what stands in the operator's list (重发), whatever its age; False where none does.

        Where it may have arrived, it is marked.
        """
        bundle = self._session.scalar(select(Notice.bundle).where(Notice.id == notice_id))
        again = {"not_before": now, "expires_at": None, "attempts": 0, "holder": None, "lease_until": None}
        listed = (NoticeState.UNKNOWN, NoticeState.FAILED)
        return bundle is not None and bool(
            self._move((bundle,), listed, state=NoticeState.PLANNED, error=None, **again)
        )

    def listed(self) -> Sequence[Notice]:
        """Return the messages that stand in the operator's list: not known to have arrived, or not sent."""
        states = Notice.state.in_((NoticeState.UNKNOWN, NoticeState.FAILED))
        return self._session.scalars(select(Notice).where(*CARRIES, states).order_by(Notice.id)).all()

    def expire(self, now: datetime) -> int:
        """Record what is too old to matter, without sending it; return how many messages."""
        old = select(Notice.bundle, Notice.doubts).where(*CARRIES, *PLANNED, Notice.expires_at <= now)
        rows = self._session.execute(old).all()
        for state, doubtful in ((NoticeState.FAILED, False), (NoticeState.UNKNOWN, True)):
            bundles = [bundle for bundle, doubts in rows if bool(doubts) is doubtful]
            for some in _pieces(bundles):
                self._planned(some, state=state, error=TOO_OLD)
        return len(rows)

    def abandon(self, holder: str) -> None:
        """Let the leases end of all that a process was sending which is surely dead."""
        theirs = Notice.holder.startswith(f"{holder}/", autoescape=True)
        dead = update(Notice).where(Notice.state == NoticeState.SENDING, theirs)
        self._changed(dead.values(lease_until=LONG_AGO))

    def release_expired(self, now: datetime, *, lease: timedelta = LEASE, mine: Collection[str] = ()) -> int:
        """Doubt what somebody began to send and never recorded; return how many messages.

        What is in `mine` is still being sent by this process. A lease that ends later than any lease can was
        given before the clock was set back.
        """
        over = or_(Notice.lease_until <= now, Notice.lease_until > now + 2 * lease)
        lost = select(Notice.bundle, Notice.doubts, Notice.holder)
        rows = self._session.execute(lost.where(*CARRIES, Notice.state == NoticeState.SENDING, over)).all()
        return sum(
            self._doubt(bundle, doubts, holder, now, DIED)
            for bundle, doubts, holder in rows
            if holder != self._holder or bundle not in mine
        )

    def _take(self, numbers: Collection[int], now: datetime, lease: timedelta) -> list[Claimed]:
        """Claim notices that were found due, and load them."""
        rows = self._session.execute(select_loaded(numbers)).all()
        self._planned(
            [row.bundle for row in rows],
            state=NoticeState.SENDING,
            holder=self._holder,
            lease_until=now + lease,
            attempts=Notice.attempts + 1,
        )
        edited = self._edited(rows)
        return [
            Claimed(
                notice_id=row.id,
                bundle=row.bundle,
                kind=row.kind,
                region_id=row.region_id,
                chat_id=row.chat_id,
                telegram_id=row.telegram_id,
                topic=row.topic,
                payload=row.payload,
                edits=edited.get(row.id),
                attempts=row.attempts + 1,
                doubts=row.doubts,
                expires_at=row.expires_at,
            )
            for row in rows
        ]

    def _edited(self, rows: Iterable[Any]) -> dict[int, int]:
        """Return the messages that notices replace: of one sent to the same chat."""
        wanted = {row.id: (row.payload.get("edits"), row.chat_id, row.person) for row in rows}
        numbers = {edits for edits, *_ in wanted.values() if isinstance(edits, int)}
        if not numbers:
            return {}
        sent = select(Notice.id, Notice.message, Notice.chat_id, Notice.person)
        sent = sent.where(Notice.id.in_(numbers), Notice.state == NoticeState.SENT, Notice.message > 0)
        found = {(row.id, row.chat_id, row.person): row.message for row in self._session.execute(sent)}
        return {number: found[key] for number, key in wanted.items() if key in found}

    def _doubt(self, bundle: str, doubts: int, holder: str | None, again_at: datetime, why: str) -> bool:
        if doubts:
            return self._end(bundle, NoticeState.UNKNOWN, holder=holder, error=why)
        again = {"doubts": 1, "not_before": again_at}
        return self._end(bundle, NoticeState.PLANNED, holder=holder, error=why, **again)

    def _end(self, bundle: str, state: NoticeState, *, holder: str | None = None, **values: Any) -> bool:  # noqa: ANN401
        """End a sending that `holder`, else this one, began; False where it is not that one's any more."""
        if values.get("error"):
            values["error"] = str(values["error"])[:MAX_ERROR]
        moved = update(Notice).where(
            Notice.bundle == bundle,
            Notice.state == NoticeState.SENDING,
            Notice.holder == (self._holder if holder is None else holder),
        )
        return self._changed(moved.values(state=state, holder=None, lease_until=None, **values)) > 0

    def _planned(self, bundles: Collection[str], **values: Any) -> int:  # noqa: ANN401 - columns
        return self._move(bundles, (NoticeState.PLANNED,), **values)

    def _move(self, bundles: Collection[str], states: Collection[NoticeState], **values: Any) -> int:  # noqa: ANN401
        """Change all rows of bundles that are in one of some states."""
        return sum(
            self._changed(
                update(Notice).where(Notice.bundle.in_(some), Notice.state.in_(states)).values(**values)
            )
            for some in _pieces(list(bundles))
        )

    def _changed(self, statement: Any) -> int:  # noqa: ANN401 - an update of any columns
        result: Any = self._session.execute(statement, execution_options={"synchronize_session": False})
        return int(result.rowcount)

    def _wait_for_others(self) -> None:
        """Let one process at a time claim, so that no chat has two messages on the way."""
        if self._session.get_bind().dialect.name == "postgresql":
            self._session.execute(text(f"SELECT pg_advisory_xact_lock({ONE_CLAIMER})"))


def _pieces(bundles: Sequence[str], size: int = 500) -> Iterable[Sequence[str]]:
    """Cut a long list, since a statement takes only so many values."""
    return (bundles[at : at + size] for at in range(0, len(bundles), size))
