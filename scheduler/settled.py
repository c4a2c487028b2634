"""What the outbox says of the days before, and of today: what is settled, and what is owed anew; pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from data.dates.workdays import DAY
from data.models import NoticeState
from data.repositories.notices import DAY_KEY, Stored
from data.wording.delivery import TOO_OLD
from scheduler.deciding import Settled

FAILED_MATTERS = 7
"""For so many days what a chat that is gone did not get is still owed to whoever stands in for it."""

ON_THE_WAY = frozenset({NoticeState.SENDING, NoticeState.SENT, NoticeState.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Standing:
    """What is settled before a day, and by `again` what is owed on it that was planned before and not sent.

    `begun` are the chats whose message of the day has left, is leaving, or may have arrived: they get no
    second one.
    """

    settled: Settled
    again: frozenset[str]
    begun: frozenset[int]


def about(key: str) -> str:
    """Return what a row is about, whichever chat it is for: its key without the chat."""
    kind, _, rest = key.partition(":")
    return f"{kind}:{rest.partition(':')[2]}"


def begun_chats(rows: Iterable[Stored], day: date) -> frozenset[int]:
    """Return the chats whose message of the day may no longer be replaced as a whole."""
    return frozenset(
        row.chat_id
        for row in rows
        if row.carries
        and row.day == day
        and row.key.startswith(DAY_KEY)
        and row.chat_id is not None
        and row.state is not NoticeState.SETTLED
        and not row.waits
    )


def stand(rows: Collection[Stored], day: date, until: date, reached: Collection[int]) -> Standing:
    """Say what is settled before `day`, of `rows` of the days after `until`, and what is owed anew.

    `until` is the last day before it that was planned, `reached` are the chats that can be written to.
    """
    begun = begun_chats(rows, day)
    entries = [row for row in rows if not row.carries]
    open_ones = [row for row in entries if _is_open(row, day, begun, reached)]
    numbers = {row.id for row in open_ones}
    closed = [row for row in entries if row.id not in numbers and row.state is not NoticeState.SETTLED]
    arrived = {
        about(row.key) for row in closed if row.state is not NoticeState.FAILED or row.chat_id in reached
    }
    # Of several that were to be told of one thing, the others have been.
    again = [row for row in open_ones if row.state is not NoticeState.FAILED or about(row.key) not in arrived]
    owed = [owed_on(row) - DAY for row in again]
    keys = {row.key for row in closed} | {one.partition(":")[2] for one in arrived}
    return Standing(
        Settled(min([until, *owed]), frozenset(keys)),
        frozenset(about(row.key) for row in again),
        begun,
    )


def _is_open(row: Stored, day: date, begun: Collection[int], reached: Collection[int]) -> bool:
    """Whether what a row is about surely did not leave, and is to be planned anew."""
    match row.state:
        case NoticeState.PLANNED if not row.waits:
            return False
        case NoticeState.PLANNED if row.day == day:
            return not row.is_edit and row.chat_id not in begun
        case NoticeState.PLANNED:
            return True
        case NoticeState.SETTLED:
            # Withdrawn today: its unit may be bound elsewhere by now.
            return row.day == day
        case NoticeState.FAILED:
            return is_too_old(row) or row.chat_id not in reached
        case _:
            return False


def is_too_old(row: Stored) -> bool:
    """Whether it was not sent because its day was over."""
    return row.state is NoticeState.FAILED and (row.error or "").startswith(TOO_OLD)


def owed_on(row: Stored) -> date:
    """Return the day on which it was owed, which may lie before the day of its message."""
    written: Mapping[str, str] = row.payload
    return date.fromisoformat(written["owed"]) if "owed" in written else row.day


def failed_since(day: date) -> date:
    """Return the day from which on failures still matter."""
    return day - timedelta(days=FAILED_MATTERS)
