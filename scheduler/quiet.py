"""When the outbox is quiet: until when a notice of a region has to wait; pure."""

from datetime import datetime, timedelta

from scheduler.policy import ReminderPolicy


def quiet_until(policy: ReminderPolicy, now: datetime) -> datetime | None:
    """Return when the quiet hours end in which `now` lies, in its own zone; None outside of them."""
    moment = now.time()
    if not policy.is_quiet(moment):
        return None
    begin, end = policy.quiet
    day = now.date() + timedelta(days=1) if begin > end and moment >= begin else now.date()
    return datetime.combine(day, end, now.tzinfo)
