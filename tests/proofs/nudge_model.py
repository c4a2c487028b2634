"""What DESIGN.md §6 owes on a day, by brute force: every stage of every assignment is looked at.

Written from the design page alone and from the bare tables; it shares no code with scheduler/.
"""

import sqlite3
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import chinese_calendar

CHINA = ZoneInfo("Asia/Shanghai")
ONE = timedelta(days=1)

AHEAD = [30, 14, 7, 3, 1]
OVERDUE = [1, 3, 7, *range(14, 2000, 7)]
TOLD_FROM = {"oversight": [*range(3, 2000, 7)], "leaders": [*range(7, 2000, 7)]}

Told = tuple[int | None, int, str, str, int, str, bool]
"""Chat, assignment, due date, stage, days left, light, late."""

ASSIGNMENTS = """
SELECT a.id, a.region_id, a.unit_id, a.due, a.stored_on, a.status, a.moved_at, a.task_id,
       m.soft, m.kind, m.rule, p.office_id, e.recorded_at,
       (SELECT max(h.at) FROM history h WHERE h.assignment_id = a.id AND h.change = 'due') AS moved_due,
       a.extended
FROM assignment a
JOIN milestone m ON m.id = a.milestone_id
JOIN task t ON t.id = a.task_id
JOIN plan p ON p.id = a.plan_id
LEFT JOIN event e ON e.id = m.event_id
LEFT JOIN unit u ON u.id = a.unit_id
WHERE p.state = 'open' AND t.state = 'open' AND coalesce(u.state, 'open') = 'open'
  AND t.position IS NOT NULL AND m.position IS NOT NULL
  AND a.status NOT IN ('done', 'void', 'submitted')
"""
CHATS = """
SELECT b.chat_id, b.region_id, b.kind, b.unit_id, b.since FROM binding b JOIN chat c ON c.id = b.chat_id
WHERE b.holds AND c.left_at IS NULL
"""
SUPERVISORS = """
SELECT r.task_id, r.unit_id FROM responsibility r WHERE r.role = 'supervise' AND r.unit_id IS NOT NULL
UNION
SELECT r.task_id, g.unit_id FROM responsibility r JOIN unit_group_member g ON g.group_id = r.group_id
WHERE r.role = 'supervise' AND g.certainty = 'definite'
"""


@cache
def works(day: date) -> bool:
    """Whether anybody is at work: the official calendar, weekdays where it ends."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.isoweekday() <= 5


@cache
def back(day: date) -> date:
    while not works(day):
        day -= ONE
    return day


@cache
def on(day: date) -> date:
    while not works(day):
        day += ONE
    return day


@cache
def stages(due: date, soft: bool, until: date) -> tuple[tuple[date, str], ...]:
    """Every stage of a due date with the day on which it is sent, in the order of the calendar."""
    found = [(back(due - timedelta(n)), f"ahead-{n}") for n in AHEAD]
    if soft:
        return tuple(found)
    found.append((back(due), "today"))
    found += [(on(due + timedelta(n)), f"overdue-{n}") for n in OVERDUE if due + timedelta(n) <= until]
    return tuple(found)


@cache
def tellings(due: date, who: str, until: date) -> tuple[tuple[date, str], ...]:
    days = [n for n in TOLD_FROM[who] if due + timedelta(n) <= until]
    return tuple((on(due + timedelta(n)), f"escalation-{n}") for n in days)


def _quarter(day: date) -> int:
    return (day.month - 1) // 3


def _after(day: date) -> date:
    return on(day + ONE)


def local(text: str | None) -> date | None:
    """Read an instant that is stored in UTC as a day in China."""
    if text is None:
        return None
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("UTC")).astimezone(CHINA).date()


@dataclass
class Model:
    """The whole office in one head: looks at everything, each morning."""

    path: str
    end: date
    ran: date
    said: set[tuple[int | None, int, str, str]] = field(default_factory=set)

    def morning(self, day: date) -> Counter[Told]:
        """Return all that is to be told on `day`, and take it for told."""
        if not works(day):
            return Counter()
        with sqlite3.connect(self.path) as connection:
            connection.row_factory = sqlite3.Row
            rows = connection.execute(ASSIGNMENTS).fetchall()
            chats = connection.execute(CHATS).fetchall()
            pairs = connection.execute(SUPERVISORS).fetchall()
        connection.close()
        of_unit = {
            row["unit_id"]: (row["chat_id"], local(row["since"])) for row in chats if row["kind"] == "unit"
        }
        leaders = [
            (row["chat_id"], local(row["since"]), row["region_id"])
            for row in chats
            if row["kind"] == "leaders"
        ]
        supervisors = defaultdict(set)
        for task, unit in pairs:
            supervisors[task].add(unit)
        told: Counter[Told] = Counter()
        for row in rows:
            if row["due"] is not None:
                told += self._one(day, row, of_unit, leaders, supervisors[row["task_id"]])
        self.ran = day
        return told

    def prompts(self, day: date) -> Counter[tuple[int | None, int]]:
        """Return each (chat, assignment) that is asked for progress on `day`."""
        ends = [at for at in self._since(day) if works(at) and _quarter(_after(at)) != _quarter(at)]
        if not ends or not works(day):
            return Counter()
        with sqlite3.connect(self.path) as connection:
            connection.row_factory = sqlite3.Row
            rows = connection.execute(ASSIGNMENTS).fetchall()
            chats = connection.execute(CHATS).fetchall()
        connection.close()
        of_unit = {
            row["unit_id"]: (row["chat_id"], local(row["since"])) for row in chats if row["kind"] == "unit"
        }
        asked: Counter[tuple[int | None, int]] = Counter()
        for row in rows:
            if row["kind"] == "ongoing" and row["rule"] != "unstated":
                chat, since = of_unit.get(row["unit_id"]) or of_unit.get(row["office_id"]) or (None, None)
                if max(date.fromisoformat(row["stored_on"]), since or date.min) <= ends[-1]:
                    asked[chat, row["id"]] += 1
        return asked

    def _since(self, day: date) -> list[date]:
        return [self.ran + timedelta(n) for n in range(1, (day - self.ran).days + 1)]

    def _one(self, day, row, of_unit, leaders, supervisors) -> Counter[Told]:
        due, soft = date.fromisoformat(row["due"]), bool(row["soft"])
        stored = date.fromisoformat(row["stored_on"])
        recorded = local(row["recorded_at"])
        stored = max(stored, recorded) if recorded else stored
        anew = [local(row["moved_due"]) if row["extended"] else None]
        anew.append(local(row["moved_at"]) if row["status"] == "returned" else None)
        anew = max((at for at in anew if at), default=None)
        told: Counter[Told] = Counter()

        chat, since = of_unit.get(row["unit_id"]) or of_unit.get(row["office_id"]) or (None, None)
        begun = max(stored, since) if since else stored
        every = stages(due, soft, self.end)
        first = max(begun, anew) if anew else begun
        owed = [(at, name) for at, name in every if at >= first]
        missed = any(at < begun for at, _ in every)
        if missed and not (anew and anew > begun) and not (soft and due < day):
            morning = on(begun + ONE)
            owed.append((morning, f"standing-{begun}"))
            # A stage of the same morning says as much.
            owed.sort(key=lambda one: (one[0], not one[1].startswith("standing")))
        told += self._latest(day, row["id"], due, chat, owed)

        if soft:
            return told
        overseers = {of_unit[unit] for unit in (*supervisors, row["office_id"]) if unit in of_unit}
        told_as = [(c, s, "oversight") for c, s in overseers or {(None, None)}]
        told_as += [(c, s, "leaders") for c, s, region in leaders if region == row["region_id"]]
        for chat, since, who in told_as:
            first = max(day for day in (stored, since, anew) if day)
            owed = [(at, name) for at, name in tellings(due, who, self.end) if at >= first]
            told += self._latest(day, row["id"], due, chat, owed)
        return told

    def _latest(self, day, assignment, due, chat, owed) -> Counter[Told]:
        """Tell of the last of what came due since the last run: the rest is settled with it."""
        now = [(at, name) for at, name in owed if self.ran < at <= day]
        if not now:
            return Counter()
        at, name = now[-1]
        key = (chat, assignment, str(due), name)
        assert key not in self.said, f"twice: {key}"
        self.said.add(key)
        left = (due - day).days
        light = "red" if left <= 3 else "yellow" if left <= 14 else "green"
        return Counter([(chat, assignment, str(due), name, left, light, at < day)])
