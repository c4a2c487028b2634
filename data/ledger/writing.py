"""The ledger as a workbook: its figures first, then a sheet for each plan."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from data.errors import UsageError
from data.ledger.figures import Tally, place_of
from data.ledger.packing import pack
from data.ledger.rows import Known, Row, assignment_row, group_row
from data.ledger.sheets import SheetNames
from data.models import Watch
from data.repositories.ledger import LedgerPlan, LedgerRepository, ledger_plans
from data.repositories.naming import NamingRepository

if TYPE_CHECKING:
    from data.ledger.pages import Book

OVERVIEW = "总览"
MOST_ROWS = 1_000_000
"""How many rows a sheet takes before the plan goes on in a second one; a workbook's limit is 1,048,576."""


@dataclass(frozen=True, slots=True)
class PlanFigures:
    """A plan with the figures of its rows."""

    plan: LedgerPlan
    tally: Tally


def write_ledger(
    session: Session, *, now: datetime, region_id: int | None = None, closed: bool = False
) -> bytes:
    """Return the ledger (.xlsx) of a region, or of all, as of `now` (aware, in the office's zone).

    Only open plans, with `closed` the paused and closed ones too. Raises UsageError where there is no plan.
    """
    from data.ledger.pages import Book  # openpyxl comes with it: a cold start need not load it

    plans = ledger_plans(session, now.date(), region_id)
    shown = [plan for plan in plans if closed or plan.state is Watch.OPEN]
    if not shown:
        raise UsageError(
            "没有在办的任务分工表，没有台账可以导出。已归档的请加 --all；还没导入的请先 duban import。"
        )
    book = Book(now)
    overview = book.add_overview(OVERVIEW)
    several = len({plan.region_id for plan in shown}) > 1
    names = SheetNames()
    names.take(OVERVIEW)
    figures = [_write_plan(session, book, names, plan, now, several=several) for plan in shown]
    overview.write(figures, left_out=[plan for plan in plans if plan not in shown])
    return pack(book.workbook, now)


def _write_plan(
    session: Session, book: "Book", names: SheetNames, plan: LedgerPlan, now: datetime, *, several: bool
) -> PlanFigures:
    """Write the sheet of one plan, a second one where it is full, and add up its rows."""
    tally = Tally(now.date())
    rows = _rows(session, plan, tally, now)
    title = f"{plan.region}·{plan.short_name}" if several else plan.short_name
    first = next(rows, None)
    while True:
        sheet = book.add_plan(names.take(title), plan)
        begun = () if first is None else (first,)
        for row in chain(begun, islice(rows, MOST_ROWS - len(begun))):
            sheet.append(row)
        sheet.finish()
        first = next(rows, None)
        if first is None:
            return PlanFigures(plan, tally)


def _rows(session: Session, plan: LedgerPlan, tally: Tally, now: datetime) -> Iterator[Row]:
    """Yield the rows of a plan, and count each."""
    repository, today = LedgerRepository(session, plan.region_id), now.date()
    tasks, nearest = repository.tasks(plan), repository.nearest(plan, today)
    changes, words, proofs = repository.changes(plan), repository.words(plan), repository.proofs(plan)
    for fact in repository.assignments(plan):
        place = place_of(fact, nearest, today)
        tally.add(fact, place)
        known = Known(changes.get(fact.id), tuple(proofs.get(fact.id, ())), words.get(fact.id, ""))
        yield assignment_row(fact, tasks[fact.task_id], plan, known, place, now)
    for group in NamingRepository(session, plan.region_id).waiting(today, plan.id):
        tally.add_unnamed()
        yield group_row(group, tasks[group.task_id], plan)
