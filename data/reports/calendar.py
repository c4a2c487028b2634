"""Due dates as an .ics calendar (RFC 5545) that telephones and Outlook take in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from unicodedata import category
from uuid import UUID, uuid5

from data.reports.figures import ListedAssignment
from data.reports.together import put_together, units_of
from data.statuses import FINISHED
from data.wording.tasks import say_status, short_title

if TYPE_CHECKING:
    from icalendar import Alarm, Event

MADE_BY = "-//Duban//督办//ZH"
ZONE = "Asia/Shanghai"
SPACE = UUID("7d2f0a52-2f3b-5c1e-9a55-6c1d0b8e4f10")
"""What the identities are made in: the same assignment gets the same one in every file."""

BEFORE = timedelta(hours=15)
"""An all-day event begins at midnight: fifteen hours before, it is 09:00 on the day before."""

DAY = timedelta(days=1)
MATTER_WIDTH = 24


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One due date; a calendar that has `uid` already moves that entry instead of adding another."""

    uid: str
    due: date
    item: str
    matter: str
    unit: str
    details: tuple[str, ...] = ()
    finished: bool = False

    @property
    def summary(self) -> str:
        """The line that a calendar shows."""
        done = "［已办结］" if self.finished else ""
        return f"{done}（{self.item}）{self.matter} · {self.unit}"


def entries_of(
    assignments: Iterable[ListedAssignment], region: str, *, until: date | None = None
) -> tuple[CalendarEntry, ...]:
    """Make the entries of a region's `assignments` that are due up to `until`, inclusive.

    What several units owe by the same day is one entry with all of them; each occurrence of what recurs is
    an entry of its own.
    """
    numbered = sorted(assignments, key=lambda one: one.assignment_id)
    listed = [one for one in numbered if until is None or one.due <= until]
    return tuple(_entry(group, region) for group in put_together(listed))


def _entry(group: Sequence[ListedAssignment], region: str) -> CalendarEntry:
    one, units = group[0], units_of(group)
    scope = f"〔{one.scope}〕" if one.scope else ""
    action = one.action.strip() if one.action else ""
    first = min(each.assignment_id for each in group)
    return CalendarEntry(
        uid=f"{uuid5(SPACE, f'{region}/{one.plan}/{first}')}@duban",
        due=one.due,
        item=one.item,
        matter=scope + short_title(action or one.detail, MATTER_WIDTH),
        unit=_say_units(units),
        details=(
            one.detail.strip(),
            *((f"本次应完成：{action}",) if action and action not in one.detail else ()),
            f"责任单位：{'、'.join(units)}",
            f"来源：{one.plan_name}第{one.item}项",
            f"状态：{_say_status(group)}",
        ),
        finished=all(each.status in FINISHED for each in group),
    )


def _say_units(units: Sequence[str]) -> str:
    return units[0] if len(units) == 1 else f"{units[0]}等{len(units)}个单位"


def _say_status(group: Sequence[ListedAssignment]) -> str:
    """Say how far it is, and of several units who has not finished."""
    if len(group) == 1:
        return say_status(group[0].status)
    waiting = [one.unit for one in group if one.status not in FINISHED]
    if not waiting:
        return f"{len(group)}个单位都已办结"
    if len(waiting) == len(group):
        return f"{len(group)}个单位都未办结"
    return f"{len(group) - len(waiting)}个单位已办结，未办结：{'、'.join(waiting)}"


def write_calendar(
    name: str, entries: Iterable[CalendarEntry], *, stamp: datetime, alarms: bool = True
) -> bytes:
    """Write the calendar `name`; `stamp` is the instant of writing, and must know its time zone.

    With `alarms` a telephone reminds at 09:00 on the day before, of what is still to be done.
    """
    if stamp.tzinfo is None:
        raise ValueError("the stamp of a calendar needs a time zone")
    # Calendars are written now and then; every start of the program would pay for this import.
    from icalendar import Calendar

    calendar = Calendar()
    for key, value in (
        ("prodid", MADE_BY),
        ("version", "2.0"),
        ("calscale", "GREGORIAN"),
        ("method", "PUBLISH"),
        ("name", name),
        ("x-wr-calname", name),
        ("x-wr-timezone", ZONE),
    ):
        calendar.add(key, value)
    single = {entry.uid: entry for entry in entries}
    for entry in sorted(single.values(), key=lambda entry: (entry.due, entry.uid)):
        calendar.add_component(_event(entry, stamp.astimezone(UTC), alarms=alarms))
    page: bytes = calendar.to_ical()
    return page


def _event(entry: CalendarEntry, stamp: datetime, *, alarms: bool) -> "Event":
    from icalendar import Event

    event = Event()
    for key, value in (
        ("uid", entry.uid),
        ("dtstamp", stamp),
        ("last-modified", stamp),
        ("dtstart", entry.due),
        ("dtend", entry.due + DAY),  # the day after: an end is exclusive
        ("summary", _plain(entry.summary)),
        ("description", _plain("\n".join(entry.details))),
        ("transp", "TRANSPARENT"),
        ("x-microsoft-cdo-busystatus", "FREE"),
    ):
        event.add(key, value)
    if alarms and not entry.finished and entry.due > stamp.date():
        event.add_component(_alarm(entry))
    return event


def _plain(text: str) -> str:
    """Leave out the control signs that a calendar must not hold."""
    return "".join(sign for sign in text if sign == "\n" or category(sign) != "Cc")


def _alarm(entry: CalendarEntry) -> "Alarm":
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"明天到期：{_plain(entry.summary)}")
    alarm.add("trigger", -BEFORE)
    return alarm
