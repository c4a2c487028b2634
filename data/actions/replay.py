"""History replayed to the state that it must have led to; pure."""

from collections.abc import Iterable
from datetime import date

from data.histories import HistoryFact
from data.statuses import Act, Status

_MOVING = ("status", "progress")


def replay(rows: Iterable[HistoryFact], printed_due: date | None) -> tuple[Status, date | None]:
    """Return the status and due date after the `rows` of one assignment, the oldest first.

    `printed_due` is the date that the document, or a recorded event, gives. Raises ValueError where a row
    does not begin where the row before it ended.
    """
    status = Status.PENDING
    extended: date | None = None
    corrected: date | None = None
    for row in rows:
        if row.change in _MOVING and row.after is not None:
            if row.before != status:
                raise ValueError(f"row {row.id} goes on from {row.before}, not from {status}")
            status = Status(row.after)
        elif row.change == "due":
            extended = _day(row.after) if row.details.get("extended") else None
        elif row.act is Act.CORRECT_DUE and row.change == "correction":
            corrected = _day(row.after) if row.details.get("holds") else None
    return status, extended or corrected or printed_due


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text is not None else None
