"""The policies of a region: defaults < config.toml < its table there < what its people changed."""

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from pydantic import ValidationError

from bot.config import Calendar, Config, Nudges, Section
from data.dates.workdays import WorkCalendar
from data.errors import ConfigError
from scheduler.policy import ReminderPolicy, Rules

Table = dict[str, Any]


def policies_for(config: Config, region: str, stored: Table) -> Rules:
    """Return the policies of `region`, whose own people's settings are `stored`.

    Raises ConfigError, naming the setting, where one is unknown or has a value that does not fit.
    """
    own = config.regions.get(region)
    layers = [
        {"nudges": _said(config.nudges), "calendar": _said(config.calendar)},
        {"nudges": _said(own and own.nudges), "calendar": _said(own and own.calendar)},
        stored,
    ]
    merged: Table = {}
    for layer in layers:
        merged = _over(merged, layer.get("nudges") or {})
    try:
        nudges = Nudges.model_validate(merged)
        calendars = [Calendar.model_validate(layer.get("calendar") or {}) for layer in layers]
    except ValidationError as error:
        raise ConfigError(f"{region}的催办设置有误：{error}") from None
    return Rules(reminder_policy(nudges), work_calendar(calendars))


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
        red=nudges.lights.red,
        yellow=nudges.lights.yellow,
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
