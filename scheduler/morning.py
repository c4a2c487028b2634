"""The operator's report: every morning what was owed the day before, also when nothing is amiss."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from data.dates.workdays import DAY
from data.models import NoticeKind, NoticeState
from data.owing import Letter, Recipient, owe
from data.repositories.operations import REPORT_KEY, OperationsRepository, SentNotice
from data.wording.delivery import TOO_OLD, say_gone
from data.wording.operator import DayFigures, ListedNotice, Morning, Stop, say_morning

LATE = timedelta(hours=1)
"""A message that leaves so long after it was written is late."""

LISTED_FOR = 7
"""For so many days the operator is asked about what may not have arrived."""

LEFT = "机器人已不在群里"


def report_morning(
    session: Session,
    operators: Collection[int],
    now: datetime,
    *,
    nobodys: Iterable[tuple[str, int]] = (),
    missing_year: int | None = None,
) -> int:
    """Owe the morning's report to each operator who has started the bot; return to how many.

    `now` is in the office's zone. Owed once a day, however often it is called.
    """
    found = OperationsRepository(session)
    people = found.started(operators)
    if not people:
        return 0
    today = now.date()
    morning = Morning(
        today,
        count_day(today - DAY, found.of_day(today - DAY)),
        tuple(_listed(one) for one in found.doubtful(today - LISTED_FOR * DAY) if _matters(one)),
        tuple(chat.bound for chat in found.gone()),
        tuple(nobodys),
        missing_year,
        _stop(found, now),
    )
    text, offers = say_morning(morning)
    letter = Letter(text, offers)
    owed = [
        owe(
            session,
            f"{REPORT_KEY}{person}:{today}",
            NoticeKind.OPERATOR,
            Recipient(person=person),
            letter,
            day=today,
            now=now,
            expires_at=now + DAY,
        )
        for person in people
    ]
    return sum(one is not None for one in owed)


def _stop(found: OperationsRepository, now: datetime) -> Stop | None:
    """Return how long the program stood still, where a morning has passed without its report."""
    today = now.date()
    last = found.last_report(today)
    if last is None or last >= today - DAY:
        return None
    sign = found.last_sign(datetime.combine(today, time(), now.tzinfo))
    late = sum(bool(one.payload.get("late")) and not one.edits for one in found.of_day(today))
    return Stop(sign.astimezone(now.tzinfo) if sign is not None else None, now, late)


def count_day(day: date, notices: Iterable[SentNotice]) -> DayFigures:
    """Count what became of a day's messages; what was taken back before it left was not owed."""
    counts = dict.fromkeys(("sent", "late", "unknown", "failed", "carried", "waiting"), 0)
    for one in notices:
        word = None if one.edits else _word(one)
        if word is not None:
            counts[word] += 1
            counts["late"] += word == "sent" and is_late(one)
    return DayFigures(day, **counts)


def _word(one: SentNotice) -> str | None:
    too_old = (one.error or "").startswith(TOO_OLD)
    match one.state:
        case NoticeState.SENT:
            return "sent"
        case NoticeState.UNKNOWN:
            return "unknown"
        case NoticeState.FAILED:
            return "carried" if too_old else "failed"
        case NoticeState.SETTLED:
            return "carried" if too_old else None
        case _:
            return "waiting"


def is_late(one: SentNotice) -> bool:
    """Whether a message left later than it should have."""
    waited = one.sent_at is not None and one.sent_at - one.created_at > LATE
    return bool(one.payload.get("late")) or waited


def _matters(one: SentNotice) -> bool:
    carried = one.state is NoticeState.FAILED and (one.error or "").startswith(TOO_OLD)
    return not one.edits and not carried


def _listed(one: SentNotice) -> ListedNotice:
    begins = next(iter((one.payload.get("text") or "").splitlines()), "") or "图表"
    unknown = one.state is NoticeState.UNKNOWN
    return ListedNotice(one.id, one.day, one.chat or "私聊", begins, one.error or "原因不明", unknown)


def tell_gone(session: Session, operators: Collection[int], now: datetime) -> int:
    """Owe to the operators, on the same day, that a bound chat is gone; return how many letters.

    Delivery tells it itself where it finds out, under the same key.
    """
    found = OperationsRepository(session)
    today = now.date()
    since = datetime.combine(today, datetime.min.time(), now.tzinfo)
    gone = found.gone(since)
    owed = [
        owe(
            session,
            f"gone:{chat.chat_id}:{today}:{person}",
            NoticeKind.OPERATOR,
            Recipient(person=person),
            Letter(say_gone(chat.title, chat.bound, LEFT)),
            day=today,
            now=now,
        )
        for chat in gone
        for person in (found.started(operators) if gone else ())
    ]
    return sum(one is not None for one in owed)
