"""The policies of a region, for all that go by them: defaults < config.toml < its table there < stored."""

import logging
from collections.abc import Iterable, Sequence
from datetime import date, time
from functools import partial
from typing import Any

from pydantic import ValidationError
from sqlalchemy.orm import Session

from bot.config import Calendar, Config, Nudges, Reports, Section
from data.actions.values import ReportRules
from data.dates.workdays import WorkCalendar
from data.errors import ConfigError
from data.nudges import Lights
from data.repositories.regions import stored_policies
from handlers.policies import Policies
from scheduler.policy import ReminderPolicy, Rules
from scheduler.quiet import quiet_until

logger = logging.getLogger(__name__)

Table = dict[str, Any]


def policies_for(config: Config, region: str, stored: Table) -> Rules:
    """Return the policies of `region`, whose own people's settings are `stored`.

    Raises ConfigError, naming the setting, where one is unknown or has a value that does not fit.
    """
    layers = _layers(config, region, stored)
    try:
        nudges = Nudges.model_validate(_merged(layers, "nudges"))
        calendars = [Calendar.model_validate(layer.get("calendar") or {}) for layer in layers]
    except ValidationError as error:
        raise ConfigError(f"{region}的催办设置有误：{error}") from None
    return Rules(reminder_policy(nudges), work_calendar(calendars))


def report_rules(config: Config, region: str, stored: Table) -> ReportRules:
    """Return how `region` takes reports; ConfigError as for its other policies."""
    try:
        reports = Reports.model_validate(_merged(_layers(config, region, stored), "reports"))
    except ValidationError as error:
        raise ConfigError(f"{region}的报送设置有误：{error}") from None
    return ReportRules(**reports.model_dump())


def talk_policies(config: Config, session: Session, region: str) -> Policies:
    """Return the policies of `region` as conversations go by them.

    What is stored and does not fit holds up no report: the settings hold then, and `duban doctor` tells.
    """
    stored = stored_policies(session, region)
    try:
        return _talk(config, region, stored)
    except ConfigError as error:
        if not stored:
            raise
        logger.warning("the stored policies are left aside: %s", error)
        return _talk(config, region, {})


def _talk(config: Config, region: str, stored: Table) -> Policies:
    policy = policies_for(config, region, stored).policy
    return Policies(report_rules(config, region, stored), policy.lights, partial(quiet_until, policy))


def reminder_policy(nudges: Nudges) -> ReminderPolicy:
    """Return the settings of `[nudges]` as the scheduler takes them."""
    return ReminderPolicy(
        at=time.fromisoformat(nudges.at),
        ahead=nudges.ahead,
        overdue=nudges.overdue,
        overdue_every=nudges.overdue_every,
        quiet=(time.fromisoformat(nudges.quiet[0]), time.fromisoformat(nudges.quiet[1])),
        max_unasked=nudges.max_unasked,
        ongoing_prompt=nudges.ongoing_prompt,
        lights=Lights(nudges.lights.red, nudges.lights.yellow),
        supervisor=nudges.escalation.supervisor,
        leader=nudges.escalation.leader,
        escalate_every=nudges.escalation.every,
        received_button=nudges.received_button,
    )


def work_calendar(layers: Iterable[Calendar]) -> WorkCalendar:
    """Return the days that differ from the official calendar; what a later layer says of a day holds."""
    days: dict[date, bool] = {}
    for layer in layers:
        days |= {_day(text): False for text in layer.days_off}
        days |= {_day(text): True for text in layer.working_days}
    return WorkCalendar(
        frozenset(day for day, works in days.items() if not works),
        frozenset(day for day, works in days.items() if works),
    )


def _layers(config: Config, region: str, stored: Table) -> list[Table]:
    """Return what is said of the policies of `region`, each layer over the one before."""
    own = config.regions.get(region)
    return [
        {name: _said(getattr(of, name, None)) for name in ("nudges", "calendar", "reports")}
        for of in (config, own)
    ] + [stored]


def _merged(layers: Sequence[Table], name: str) -> Table:
    merged: Table = {}
    for layer in layers:
        merged = _over(merged, layer.get(name) or {})
    return merged


def _said(section: Section | None) -> Table:
    """Return what a table of the settings says itself, without defaults."""
    return section.model_dump(exclude_unset=True) if section is not None else {}


def _over(under: Table, over: Table) -> Table:
    """Lay one table over another, table by table."""
    merged = dict(under)
    for name, value in over.items():
        below = merged.get(name)
        merged[name] = _over(below, value) if isinstance(value, dict) and isinstance(below, dict) else value
    return merged


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ConfigError(f"[calendar] 里的日期要写成 2020-10-01，读不懂：{text}") from None
