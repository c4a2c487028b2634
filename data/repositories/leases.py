"""Who does a job that only one process may do: one row for each name, renewed as a heartbeat."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from data.models import Lease

SCHEDULER = "scheduler"
"""The lease of whoever plans and delivers."""


class LeaseRepository:
    """The leases of all processes on one database."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def take(self, name: str, holder: str, now: datetime, lasts: timedelta) -> bool:
        """Take or renew a lease from `now` on; False where another holder has it.

        One that ends later than any can was given before the clock was set back.
        """
        lease = self._session.scalars(select(Lease).where(Lease.name == name).with_for_update()).one_or_none()
        if lease is None:
            lease = Lease(name=name)
            self._session.add(lease)
        elif lease.holder != holder and now < lease.until <= now + 2 * lasts:
            return False
        lease.holder, lease.until, lease.beat_at = holder, now + lasts, now
        self._session.flush()
        return True

    def release(self, name: str, holder: str) -> None:
        """Give a lease back, so that another takes over at once."""
        self._session.execute(delete(Lease).where(Lease.name == name, Lease.holder == holder))

    def holder(self, name: str) -> Lease | None:
        """Return who holds a lease, or held it last."""
        return self._session.get(Lease, name)
