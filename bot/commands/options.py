"""The options that several commands share, and what they mean."""

from datetime import date, datetime, time
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from data.clock import Clock, FixedClock, SystemClock
from data.errors import UsageError

DatabaseUrl = Annotated[
    str | None, typer.Option("--db", metavar="URL", help="The database, instead of the one in config.toml.")
]
ConfigFile = Annotated[
    Path | None, typer.Option("--config", metavar="FILE", help="The settings, instead of ./config.toml.")
]
AsJson = Annotated[
    bool, typer.Option("--json", help="Print one JSON object and nothing else on standard output.")
]
Now = Annotated[
    str | None,
    typer.Option("--now", metavar="TIME", help="An ISO date or datetime that replaces the clock."),
]
Explain = Annotated[bool, typer.Option("--explain", help="Say by which rule.")]
Batch = Annotated[
    str | None,
    typer.Option("--batch", metavar="FILE", help="JSON Lines instead of one text; - for standard input."),
]


YEARS = range(1900, 2201)
"""The years that a plan may be of."""
CALENDAR = range(1000, 9001)
"""The years in which the clock may stand, so that whatever is counted from it is in the calendar."""


def read_instant(text: str, zone: ZoneInfo) -> datetime:
    """Read an ISO date (its noon is meant) or datetime; without an offset it is the office's time."""
    try:
        if len(text) <= len("2020-09-10"):
            instant = datetime.combine(date.fromisoformat(text), time(12), zone)
        else:
            instant = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--now 要写成 2020-09-10 或 2020-09-10T08:30，读不懂：{text}") from None
    if instant.year not in CALENDAR:
        raise UsageError(f"--now 的年份要在 {CALENDAR[0]} 到 {CALENDAR[-1]} 之间：{text}")
    return instant.replace(tzinfo=zone) if instant.tzinfo is None else instant.astimezone(zone)


def clock_for(now: str | None, zone: ZoneInfo) -> Clock:
    """Return the clock that `--now` asks for: standing still, or the machine's own."""
    return SystemClock(zone) if now is None else FixedClock(read_instant(now, zone))


def running_clock(now: str | None, zone: ZoneInfo) -> SystemClock:
    """Return a clock that starts at `now` and runs on from there, or the machine's own."""
    if now is None:
        return SystemClock(zone)
    return SystemClock(zone, shift=read_instant(now, zone) - SystemClock(zone).now())
