"""Makes summaries whose figures agree with each other, without a database."""

from collections.abc import Sequence
from datetime import date, timedelta

from data.progress import Counts
from data.reports.figures import Change, ListedAssignment, Scope, Summary, UnitRow, WeekPoint

MONDAY, SUNDAY, THURSDAY = date(2020, 9, 7), date(2020, 9, 13), date(2020, 9, 10)
PLAN = "东至县基层政务公开标准化规范化试点工作方案"
CHANGE = Change(items_done=1, done=3, overdue=-1, rate=0.031)


def unit_row(name: str, done: int = 0, pending: int = 0, overdue: int = 0, **others: int) -> UnitRow:
    """Make a unit's row; `others` are submitted, doing, returned and has_chat."""
    has_chat = bool(others.pop("has_chat", True))
    total = done + pending + sum(others.values())
    rate = round(done / total, 4) if total else None
    return UnitRow(
        name, total, done=done, pending=pending, overdue=overdue, rate=rate, has_chat=has_chat, **others
    )


def unit_rows(number: int, late: int = 0) -> tuple[UnitRow, ...]:
    """Make the rows of `number` units, of which the first `late` have something overdue."""
    return tuple(
        unit_row(f"县第{at + 1}局", done=at % 7 + 1, pending=at % 4 + 1, doing=at % 3, overdue=int(at < late))
        for at in range(number)
    )


def listed(number: int, unit: str = "县财政局", days_left: int = -5, **changes: object) -> ListedAssignment:
    """Make an assignment that is named in a summary, due `days_left` days after Thursday."""
    values = {
        "assignment_id": number,
        "unit": unit,
        "plan": "dongzhi-2020",
        "plan_name": PLAN,
        "item": str(number),
        "scope": None,
        "detail": "编制完成本领域基层政务公开标准目录。",
        "action": None,
        "due": THURSDAY + timedelta(days=days_left),
        "days_left": days_left,
        "status": "pending",
    }
    return ListedAssignment(**(values | changes))  # type: ignore[arg-type]


def overdue_of(units: Sequence[UnitRow]) -> tuple[ListedAssignment, ...]:
    """Name as many overdue assignments of each unit as its row counts."""
    return tuple(
        listed(at * 100 + number + 1, row.unit, -5 - at % 30)
        for at, row in enumerate(units)
        for number in range(row.overdue)
    )


def summary_of(units: Sequence[UnitRow] = (), **changes: object) -> Summary:
    """Make the summary of a week whose counts are those of `units`."""

    def added(name: str) -> int:
        return sum(getattr(row, name) for row in units)

    total, done = added("total"), added("done")
    counts = Counts(
        items_total=min(total, 12),
        items_done=min(total, 12) if total == done else min(done, 5),
        total=total,
        done=done,
        submitted=added("submitted"),
        doing=added("doing"),
        pending=added("pending"),
        returned=added("returned"),
        rate=round(done / total, 4) if total else None,
        overdue=added("overdue"),
    )
    values = {
        "scope": Scope("东至县"),
        "start": MONDAY,
        "end": SUNDAY,
        "as_of": THURSDAY,
        "counts": counts,
        "change": CHANGE if total else None,
        "newly_done": min(done, 3),
        "newly_done_items": min(done, 1),
        "due": 4 if total else 0,
        "due_open": 2 if total else 0,
        "due_next": 0,
        "unnamed": 0,
        "overdue": overdue_of(units),
        "units": tuple(units),
        "weeks": weeks_to(total, done, added("overdue")) if total else (),
        "plans": (PLAN,) if total else (),
    }
    return Summary(**(values | changes))  # type: ignore[arg-type]


def weeks_to(total: int, done: int, overdue: int, number: int = 4) -> tuple[WeekPoint, ...]:
    """Make a curve that ends with these figures."""
    return tuple(
        WeekPoint(THURSDAY - timedelta(weeks=number - at), total, done * at // number, overdue * at // number)
        for at in range(1, number + 1)
    )
