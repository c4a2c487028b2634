"""What every part of a day's plan is decided with; pure."""

from dataclasses import dataclass, field
from datetime import date

from data.dates.workdays import DAY, WorkCalendar
from data.nudges import Audience, Nudge
from data.nudging import AssignmentFact, ChatFact, DayFacts
from scheduler.policy import ReminderPolicy
from scheduler.stages import Stage, Window


@dataclass(frozen=True, slots=True)
class Settled:
    """What is no longer owed: all that fell due up to the day `until`, and what `keys` name.

    `until` is the last day whose plan is in the outbox. A key is a notice's, or what a nudge is about: a
    nudge that another chat got is not sent again.
    """

    until: date
    keys: frozenset[str] = frozenset()

    def has(self, key: str, owed: date) -> bool:
        """Tell whether what was owed on a day under a `key` is settled."""
        return owed <= self.until or key in self.keys


UNIT_ONLY = frozenset({Audience.UNIT})


@dataclass(frozen=True, slots=True)
class Deciding:
    """Facts, policy, calendar and day, with the windows of days that were asked for.

    Nothing before `floor` is owed; what began before `mornings_from` had its first morning by then.
    """

    facts: DayFacts
    policy: ReminderPolicy
    calendar: WorkCalendar
    day: date
    settled: Settled
    floor: date = field(init=False)
    mornings_from: date = field(init=False)
    windows: dict[date, Window] = field(default_factory=dict)
    known: dict[tuple[date, date, int | None, bool], list[Stage]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        floor = self.settled.until + DAY
        object.__setattr__(self, "floor", floor)
        object.__setattr__(self, "mornings_from", self.calendar.before(floor))

    def window(self, begin: date) -> Window:
        """Return the working days from `begin`, but not before what is settled, to the day."""
        if begin < self.floor:
            begin = self.floor
        found = self.windows.get(begin)
        if found is None:
            found = self.windows[begin] = Window(self.calendar, begin, self.day)
        return found

    def stages(self, begin: date, due: date, *, soft: bool) -> list[Stage]:
        """Return the stages of a due date that are sent from `begin` to the day; many share a date."""
        asked = (begin, due, None, soft)
        found = self.known.get(asked)
        if found is None:
            found = self.known[asked] = self.window(begin).stages(due, self.policy, soft=soft)
        return found

    def escalations(self, begin: date, due: date, first: int) -> list[Stage]:
        """Return when those who are told from `first` days overdue are told from `begin` to the day."""
        asked = (begin, due, first, False)
        found = self.known.get(asked)
        if found is None:
            found = self.known[asked] = self.window(begin).escalations(due, self.policy, first)
        return found

    def begun(self, *starts: date | None) -> date:
        """Return the latest of `starts`; one that lies ahead is not asked: a day before it was tried out."""
        latest = date.min
        for start in starts:
            if start is not None and latest < start <= self.day:
                latest = start
        return latest

    def chat_of(self, fact: AssignmentFact) -> ChatFact | None:
        """Return the chat of the executing unit, else the office's."""
        own = self.facts.chats.get(fact.unit_id) if fact.unit_id is not None else None
        return own or self.office_chat(fact.office_id)

    def office_chat(self, office_id: int | None) -> ChatFact | None:
        """Return the chat of a plan's office."""
        return self.facts.chats.get(office_id) if office_id is not None else None

    def nudge(
        self,
        fact: AssignmentFact,
        due: date,
        chat: ChatFact | None,
        stages: list[Stage],
        to: frozenset[Audience] = UNIT_ONLY,
    ) -> Nudge:
        """Return the last of `stages` as a nudge to a `chat`; the earlier ones are settled with it."""
        *earlier, stage = stages
        days_left = (due - self.day).days
        supervisors = self.facts.supervisors.get(fact.task_id, ())
        return Nudge(
            fact=fact,
            chat=chat,
            kind=stage.kind,
            stage=stage.name,
            nominal=stage.nominal,
            owed=stage.day,
            days_left=days_left,
            light=self.policy.light(days_left),
            late=stage.day < self.day,
            settled=tuple(one.name for one in earlier),
            to=to,
            supervisors=tuple(dict.fromkeys([one.printed for one in supervisors])),
        )
