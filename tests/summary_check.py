"""Every figure of a summary, and every list behind one, beside the count by hand."""

from datetime import date, timedelta
from typing import Any

from summary_world import BEGIN, TODAY, World, count_by_hand, look

from data.database import Database
from data.reports.figures import Summary
from data.reports.spans import month_of, span_after, week_of
from data.reports.summaries import ask_for, list_assignments, summarise
from data.repositories.weekly import Listing
from data.statuses import FINISHED, Status

DAY = timedelta(days=1)
STATUSES = ("done", "submitted", "doing", "pending", "returned")


def periods(seed: int) -> list[tuple[date, date]]:
    """Choose weeks, months and the whole time."""
    day = BEGIN + timedelta(days=seed % 75)
    return [week_of(day), week_of(TODAY), month_of(day), (BEGIN, TODAY), week_of(TODAY + 7 * DAY), (day, day)]


def extents(world: World) -> list[tuple[int | None, str | None]]:
    """Choose the region, one of its plans and one of its units."""
    return [(None, None), (next(iter(world.open_plans), None), None), (None, "县财政局")]


def check(
    database: Database, world: World, start: date, end: date, plan: int | None, unit: str | None
) -> None:
    """Compare everything that one summary tells."""
    key = world.open_plans[plan] if plan is not None else None
    with database.read() as session:
        request = ask_for(session, world.region, start, end, TODAY, plan=key, unit=unit)
        found = summarise(session, world.region, start, end, TODAY, plan=key, unit=unit, limit=None)
        lists = {which: list_assignments(session, request, which) for which in Listing}
    day, before = min(end, TODAY), min(start - DAY, end, TODAY)
    now, then = count_by_hand(world, day, plan, unit), count_by_hand(world, before, plan, unit)
    for name in ("items_total", "items_done", "total", "void", "undated", "due_soon", "rate", *STATUSES):
        assert getattr(found.counts, name) == now[name], (name, start, end, plan, unit)
    assert found.counts.overdue == len(now["overdue"])
    assert {one.assignment_id for one in found.overdue} == now["overdue"]
    check_change(found, now, then, start, bool(look(world, before, plan, unit)))
    check_new(world, found, lists, now, before, plan, unit)
    check_due(world, found, lists, (start, end), day, plan, unit)
    check_units(world, found, day, plan, unit)
    for status in STATUSES:
        assert len(lists[Listing(status)]) == getattr(found.counts, status)
    assert len(lists[Listing.COUNTED]) == found.counts.total
    assert len(lists[Listing.SOON]) == found.counts.due_soon
    assert {one.assignment_id for one in lists[Listing.OVERDUE]} == now["overdue"]
    for point in found.weeks:
        past = count_by_hand(world, point.end, plan, unit)
        assert (point.total, point.done, point.overdue) == (past["total"], past["done"], len(past["overdue"]))


def check_change(found: Summary, now: dict[str, Any], then: dict[str, Any], start: date, known: bool) -> None:
    if not known or start > TODAY:
        assert found.change is None
        return
    assert found.change is not None
    assert found.change.items_done == now["items_done"] - then["items_done"]
    assert found.change.done == now["done"] - then["done"]
    assert found.change.overdue == len(now["overdue"]) - len(then["overdue"])


def check_new(
    world: World,
    found: Summary,
    lists: Any,
    now: dict[str, Any],
    before: date,
    plan: int | None,
    unit: str | None,
) -> None:
    was_done = {one.kept.id for one in look(world, before, plan, unit) if one.status is Status.DONE}
    then = count_by_hand(world, before, plan, unit)
    assert found.newly_done == len(now["done_ids"] - was_done)
    assert {one.assignment_id for one in lists[Listing.NEWLY_DONE]} == now["done_ids"] - was_done
    assert found.newly_done_items == len(now["done_tasks"] - then["done_tasks"])


def check_due(
    world: World,
    found: Summary,
    lists: Any,
    span: tuple[date, date],
    day: date,
    plan: int | None,
    unit: str | None,
) -> None:
    seen = [one for one in look(world, day, plan, unit) if one.due and one.status is not Status.VOID]
    due = [one for one in seen if span[0] <= one.due <= span[1]]
    start, end = span_after(*span)
    coming = [one for one in seen if start <= one.due <= end]
    open_due = [one for one in due if one.status not in FINISHED]
    open_coming = [one for one in coming if one.status not in FINISHED]
    assert (found.due, found.due_open) == (len(due), len(open_due))
    assert (found.due_next, found.due_next_open) == (len(coming), len(open_coming))
    for which, ones in (
        (Listing.DUE, due),
        (Listing.DUE_OPEN, open_due),
        (Listing.NEXT, coming),
        (Listing.NEXT_OPEN, open_coming),
    ):
        assert {one.assignment_id for one in lists[which]} == {one.kept.id for one in ones}
    assert {one.assignment_id for one in found.next_due} == {one.kept.id for one in open_coming}


def check_units(world: World, found: Summary, day: date, plan: int | None, unit: str | None) -> None:
    for row in found.units:
        own = count_by_hand(world, day, plan, row.unit)
        assert row.total == own["total"]
        assert row.overdue == len(own["overdue"])
        assert row.rate == own["rate"]
        assert [getattr(row, name) for name in STATUSES] == [own[name] for name in STATUSES]
    assert sum(row.total for row in found.units) == found.counts.total
    assert sum(row.overdue for row in found.units) == found.counts.overdue
    assert sum(row.newly_done for row in found.units) == found.newly_done
    order = [(-row.overdue, 2.0 if row.rate is None else row.rate) for row in found.units]
    assert order == sorted(order)
