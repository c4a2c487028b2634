"""On which day each stage of an assignment is sent: a day off moves it to a working day; pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from data.dates.workdays import DAY, WorkCalendar
from data.nudges import NudgeKind
from scheduler.policy import ReminderPolicy


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage that falls on `nominal` by the calendar, and is sent on the working day `day`."""

    kind: NudgeKind
    days: int
    nominal: date
    day: date

    @property
    def name(self) -> str:
        """Name it in keys: ahead-7, today, overdue-14, escalation-3, standing-2020-08-14."""
        match self.kind:
            case NudgeKind.TODAY:
                return self.kind.value
            case NudgeKind.STANDING:
                return f"{self.kind.value}-{self.nominal}"
            case _:
                return f"{self.kind.value}-{self.days}"


@dataclass(frozen=True, slots=True)
class Window:
    """The working days from `begin` to `end`, and what falls on them.

    `before` are the calendar days whose stages ahead (and on the day) are sent in the window: a stage on a
    day off is sent on the last working day before it. `after` are those of stages overdue: the first after.
    """

    calendar: WorkCalendar
    begin: date
    end: date
    before: tuple[date, ...] = field(init=False)
    after: tuple[date, ...] = field(init=False)

    def __post_init__(self) -> None:
        calendar = self.calendar
        first, last = calendar.on_or_after(self.begin), calendar.on_or_before(self.end)
        found = first <= last and self.begin <= self.end
        before = _days(first, calendar.after(last) - DAY) if found else ()
        after = _days(calendar.before(first) + DAY, last) if found else ()
        object.__setattr__(self, "before", before)
        object.__setattr__(self, "after", after)

    def __contains__(self, day: date) -> bool:
        return self.begin <= day <= self.end

    def stages(self, due: date, policy: ReminderPolicy, *, soft: bool) -> list[Stage]:
        """Return the stages of a `due` date that are sent in the window, in order."""
        return [*self._ahead(due, policy, soft=soft), *(() if soft else self._overdue(due, policy))]

    def escalations(self, due: date, policy: ReminderPolicy, first: int) -> list[Stage]:
        """Return the stages at which those who are told from `first` days overdue are told in the window."""
        return [
            Stage(NudgeKind.ESCALATION, days, nominal, self.calendar.on_or_after(nominal))
            for nominal in self.after
            if policy.is_escalation(days := (nominal - due).days, first)
        ]

    def due_dates(self, policy: ReminderPolicy, oldest: date) -> tuple[date, ...]:
        """Return the due dates, not before `oldest`, that have a stage or an escalation in the window."""
        dues = {day + timedelta(days=days) for day in self.before for days in (0, *policy.ahead)}
        for day in self.after:
            dues |= {
                day - timedelta(days=days)
                for days in range(1, (day - oldest).days + 1)
                if policy.is_overdue(days)
                or policy.is_escalation(days, policy.supervisor)
                or policy.is_escalation(days, policy.leader)
            }
        return tuple(sorted(dues))

    def _ahead(self, due: date, policy: ReminderPolicy, *, soft: bool) -> Iterator[Stage]:
        for nominal in self.before:
            days = (due - nominal).days
            if policy.is_ahead(days):
                yield Stage(NudgeKind.AHEAD, days, nominal, self.calendar.on_or_before(nominal))
            elif days == 0 and not soft:
                yield Stage(NudgeKind.TODAY, 0, nominal, self.calendar.on_or_before(nominal))

    def _overdue(self, due: date, policy: ReminderPolicy) -> Iterator[Stage]:
        for nominal in self.after:
            days = (nominal - due).days
            if policy.is_overdue(days):
                yield Stage(NudgeKind.OVERDUE, days, nominal, self.calendar.on_or_after(nominal))


def first_stage(due: date, policy: ReminderPolicy, calendar: WorkCalendar, *, soft: bool) -> date | None:
    """Return the day on which the first stage of a `due` date is sent, or None where it has none."""
    ahead = policy.farthest_ahead
    if soft and not ahead:
        return None
    return calendar.on_or_before(due - timedelta(days=ahead))


def quarter_ends(calendar: WorkCalendar, begin: date, end: date) -> list[date]:
    """Return the last working days of quarters from `begin` to `end`."""
    found = []
    for year in range(begin.year, end.year + 1):
        for month in (4, 7, 10, 13):
            first_after = date(year + month // 13, (month - 1) % 12 + 1, 1)
            found.append(calendar.before(first_after))
    return [day for day in found if begin <= day <= end]


def _days(first: date, last: date) -> tuple[date, ...]:
    return tuple(first + timedelta(days=at) for at in range((last - first).days + 1))
