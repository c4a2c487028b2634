"""Facts for planning without a database, with whatever the test does not care about filled in."""

from datetime import date
from itertools import count
from typing import Any

from data.dates.values import MilestoneKind
from data.models import ONCE
from data.nudging import AssignmentFact, ChatFact, DayFacts
from data.statuses import Status

_numbers = count(1)
LONG_AGO = date(2020, 1, 2)
OFFICE, HOUSING, FINANCE = 1, 2, 3
NAMES = {OFFICE: "县政府办公室", HOUSING: "县住建局", FINANCE: "县财政局"}


def make_chat(unit: int | None, since: date = LONG_AGO, **fields: Any) -> ChatFact:
    """A chat of a unit, whose number is the unit's; of the leaders where there is no unit."""
    key = unit or 99
    given = {"id": key, "telegram_id": -key, "topic": None, "title": None, "since": since}
    return ChatFact(**{**given, "unit_id": unit, "unit": NAMES.get(unit or 0), **fields})


def make_fact(
    due: date | None = date(2020, 9, 30), unit: int | None = HOUSING, **fields: Any
) -> AssignmentFact:
    """An assignment of the unit, owed long since."""
    number = next(_numbers)
    given = {
        "id": number,
        "plan_id": 1,
        "task_id": number,
        "milestone_id": number,
        "occurrence": ONCE,
        "unit_id": unit,
        "unit": NAMES.get(unit or 0, "各乡镇人民政府"),
        "status": Status.PENDING,
        "due": due,
        "printed_due": due,
        "plan": "dongzhi-2020",
        "plan_name": "东至县政务公开",
        "office_id": OFFICE,
        "item": str(number),
        "item_number": number,
        "position": number,
        "scope": None,
        "heading": None,
        "detail": "编制基层政务公开事项标准目录",
        "kind": MilestoneKind.BY,
        "soft": False,
        "action": None,
        "rrule": None,
        "stored_on": LONG_AGO,
    }
    return AssignmentFact(**{**given, **fields})


def make_day(
    *assignments: AssignmentFact, chats: tuple[int, ...] = (OFFICE, HOUSING), **fields: Any
) -> DayFacts:
    """What a day is planned from: assignments, and the chats of some units."""
    given = {
        "region_id": 1,
        "region": "东至县",
        "assignments": assignments,
        "chats": {unit: make_chat(unit) for unit in chats},
        "offices": frozenset({OFFICE}),
    }
    return DayFacts(**{**given, **fields})
