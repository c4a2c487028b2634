"""The settings that reports and 催办 by people go by, of one region."""

from datetime import datetime, timedelta

from bot.config import Config
from data.actions.values import ReportRules


def report_rules(config: Config, region: str) -> ReportRules:
    """Return how `region` takes reports: its own table, over [reports]."""
    own = config.regions.get(region)
    said = config.reports.model_dump(exclude_unset=True)
    if own is not None and own.reports is not None:
        said |= own.reports.model_dump(exclude_unset=True)
    return ReportRules(**said)


def leaves_at(config: Config, region: str, now: datetime) -> datetime | None:
    """Return when what is owed to a chat at `now` leaves in quiet hours; None for at once."""
    # Loaded here: only a 催办 needs it.
    from bot.policies import policies_for

    policy = policies_for(config, region, {}).policy
    if not policy.is_quiet(now.time()):
        return None
    end = policy.quiet[1]
    day = now if now.time() < end else now + timedelta(days=1)
    return day.replace(hour=end.hour, minute=end.minute, second=0, microsecond=0)
