"""What a clock that ran far ahead has left in the outbox of a region, and in what it owes."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.orm import Session

from data.models import Assignment, Notice, NoticeKind, NoticeState
from data.repositories.notices import DAY_KEY, EARLY_KEY, EDIT_KEY
from data.wording.delivery import TOO_OLD

LEFT = (NoticeState.SENT, NoticeState.UNKNOWN)
UNSENT = (NoticeState.PLANNED, NoticeState.FAILED)
TIMELESS = (NoticeKind.REVIEW, NoticeKind.NAMING)
"""What a message tells of these is right on any day."""

SOON = timedelta(days=2)
"""A letter that leaves later than this was put off by a clock that was wrong."""


class SetbackRepository:
    """The rows of one region that a wrong clock has dated."""

    def __init__(self, session: Session, region_id: int) -> None:
        self._session = session
        self._region = region_id

    def last_planned(self, today: date) -> date | None:
        """Return the last day up to `today` of which the outbox has a message; None where it has none."""
        own = Notice.region_id == self._region
        return self._session.scalar(
            select(func.max(Notice.day)).where(own, Notice.bundle.startswith(DAY_KEY), Notice.day <= today)
        )

    def release_unsent(self, today: date, now: datetime) -> None:
        """Let what was planned for later days, or was called too old too soon, be planned anew."""
        made = or_(Notice.bundle.startswith(DAY_KEY), Notice.bundle.startswith(EDIT_KEY))
        ahead = and_(Notice.day > today, Notice.state.in_(UNSENT))
        self._set(made, or_(ahead, _called_too_old(now)), state=NoticeState.SETTLED)
        letters = (~made, Notice.bundle.not_like(f"{EARLY_KEY}%"))
        self._set(*letters, _called_too_old(now), state=NoticeState.PLANNED, error=None)
        put_off = and_(Notice.state == NoticeState.PLANNED, Notice.not_before > now + SOON)
        self._set(*letters, put_off, not_before=now)

    def date_back(self, today: date) -> None:
        """Date what left under later days to the day on which it did.

        What it said of days after `today` was said too soon: under its own key it will be owed again.
        """
        query = select(Notice).where(
            Notice.region_id == self._region, Notice.day > today, Notice.state.in_(LEFT)
        )
        rows = self._session.scalars(query.with_for_update()).all()
        said = {row.bundle: row.id for row in rows if row.key == row.bundle}
        for row in rows:
            row.day = today
            if not row.bundle.startswith(DAY_KEY):
                continue
            carries = row.key == row.bundle
            row.bundle = f"{EARLY_KEY}{said.get(row.bundle, 0)}:{row.bundle}"
            if carries:
                row.key = row.bundle
            elif row.kind not in TIMELESS and _owed_after(row.payload, today):
                row.key = f"{EARLY_KEY}{row.id}:{row.key}"
        self._session.flush()

    def store_by(self, today: date) -> None:
        """Let no assignment be stored later than `today`: a stage before that would not be owed."""
        self._session.execute(
            update(Assignment)
            .where(Assignment.region_id == self._region, Assignment.stored_on > today)
            .values(stored_on=today)
            .execution_options(synchronize_session=False)
        )

    def _set(self, *conditions: ColumnElement[bool], **values: object) -> None:
        self._session.execute(
            update(Notice)
            .where(Notice.region_id == self._region, *conditions)
            .values(**values)
            .execution_options(synchronize_session=False)
        )


def _called_too_old(now: datetime) -> ColumnElement[bool]:
    failed = and_(Notice.state == NoticeState.FAILED, func.coalesce(Notice.error, "").startswith(TOO_OLD))
    return and_(failed, Notice.expires_at > now)


def _owed_after(payload: dict[str, Any], today: date) -> bool:
    owed = payload.get("owed")
    return owed is not None and date.fromisoformat(owed) > today
