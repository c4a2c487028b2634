"""Only one process plans and delivers: the holder of a lease, which another takes over when it dies."""

import os
import socket
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from secrets import token_hex

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from data.clock import Clock, SystemClock
from data.database import Database
from data.repositories.leases import SCHEDULER, LeaseRepository
from scheduler.outbox import Outbox

LASTS = timedelta(seconds=60)
"""How long a holder that died is waited for."""

RENEWED = 4
"""So many times it is renewed before it would end."""


def new_holder() -> str:
    """Name this process as no other is named."""
    return f"{socket.gethostname()}/{os.getpid()}/{token_hex(4)}"


def is_dead(holder: str) -> bool:
    """Whether a process that `new_holder` named ran on this machine and surely runs no more."""
    host, _, rest = holder.partition("/")
    pid = rest.partition("/")[0]
    if os.name != "posix" or host != socket.gethostname() or not pid.isdecimal():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


@dataclass(slots=True)
class LeaseKeeper:
    """The lease as one process sees it; `clock` is the machine's own, whatever `--now` says."""

    database: Database
    holder: str = field(default_factory=new_holder)
    clock: Clock = field(default_factory=SystemClock)
    lasts: timedelta = LASTS
    _until: datetime | None = None

    def keep(self) -> bool:
        """Take or renew the lease where that is due; tell whether this process holds it."""
        now = self.clock.now()
        if (
            self._until is not None
            and now < self._until - self.lasts * (RENEWED - 1) / RENEWED <= now + self.lasts
        ):
            return True
        try:
            with self.database.transaction() as session:
                taken = self._take(session, now)
        except IntegrityError:
            # Another was faster to take it for the first time.
            taken = False
        self._until = now + self.lasts if taken else None
        return taken

    def _take(self, session: Session, now: datetime) -> bool:
        """Take the lease where it is free, and at once from a process of this machine that died."""
        leases = LeaseRepository(session)
        if leases.take(SCHEDULER, self.holder, now, self.lasts):
            return True
        before = leases.holder(SCHEDULER)
        if before is None or not is_dead(before.holder):
            return False
        dead = before.holder
        session.expunge(before)
        Outbox(session).abandon(dead)
        leases.release(SCHEDULER, dead)
        return leases.take(SCHEDULER, self.holder, now, self.lasts)

    def release(self) -> None:
        """Give it back, so that another process goes on at once."""
        self._until = None
        with self.database.transaction() as session:
            LeaseRepository(session).release(SCHEDULER, self.holder)
