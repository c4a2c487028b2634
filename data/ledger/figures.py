"""What the rows of the ledger add up to; pure."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from data.models import Watch
from data.progress import DUE_SOON, CountedAssignments, Counts, add_up
from data.repositories.ledger import LedgerFact
from data.repositories.watches import state_on
from data.statuses import FINISHED, Status, is_overdue

COUNTED = "计入"
UNDATED = "无期限"
VOID = "不涉及"
LATER = "以后各期"
DROPPED, PAUSED, CLOSED, NOBODY = "已删去", "已暂停", "已归档", "已撤销"
APART = frozenset({DROPPED, PAUSED, CLOSED, NOBODY})
"""What stands in the ledger for its history and is in no figure: 不计入."""


def place_of(fact: LedgerFact, nearest: dict[int, date], today: date) -> str:
    """Say where an assignment is counted: of what recurs, periods after the `nearest` one are not yet."""
    if fact.dropped:
        return DROPPED
    state = state_on(fact.state, fact.paused_until, today)
    if state is not Watch.OPEN:
        return CLOSED if state is Watch.CLOSED else PAUSED
    if not fact.owed:
        return NOBODY
    if fact.occurrence > nearest.get(fact.milestone_id, fact.occurrence):
        return LATER
    if fact.status is Status.VOID:
        return VOID
    return COUNTED if fact.due is not None else UNDATED


@dataclass(slots=True)
class Tally:
    """The rows of one plan, as they are added up."""

    today: date
    rows: int = 0
    later: int = 0
    unnamed: int = 0
    apart: int = 0
    groups: Counter[tuple[int, str, bool, bool, bool]] = field(default_factory=Counter)

    def add(self, fact: LedgerFact, place: str) -> None:
        """Count one assignment that stands at its `place`."""
        self.rows += 1
        if place == LATER:
            self.later += 1
            return
        if place in APART:
            self.apart += 1
            return
        late = is_overdue(fact.due, fact.status, self.today, soft=fact.soft)
        near = fact.due is not None and self.today <= fact.due <= self.today + DUE_SOON
        soon = near and fact.status not in FINISHED
        self.groups[(fact.task_id, str(fact.status), fact.due is not None, late, soon)] += 1

    def add_unnamed(self) -> None:
        """Count one row that waits for its units."""
        self.rows += 1
        self.unnamed += 1

    def counts(self) -> Counts:
        """Return the counts of the plan (DESIGN.md §5)."""
        return add_up(
            CountedAssignments(
                task_id=task,
                status=status,
                dated=amount if dated else 0,
                undated=0 if dated else amount,
                overdue=amount if late else 0,
                due_soon=amount if soon else 0,
            )
            for (task, status, dated, late, soon), amount in self.groups.items()
        )
