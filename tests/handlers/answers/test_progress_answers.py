"""Counts, units by status, and the figures of a week."""

from datetime import UTC, date, datetime

from data.dates.values import Period
from data.models import Assignment, Change, History
from data.statuses import Status
from handlers.understanding.query import Intent, ItemRef

SEPTEMBER = Period(date(2020, 9, 1), date(2020, 9, 30), text="本月")


def finish(county, item, unit):
    one = (
        county.session.query(Assignment)
        .filter_by(task_id=county.tasks[item].id, unit_id=county.units[unit].id)
        .first()
    )
    at = datetime(2020, 9, 9, 4, tzinfo=UTC)
    one.move(Status.DONE, at)
    told = {"assignment_id": one.id, "region_id": one.region_id, "before": "pending", "after": "done"}
    county.session.add(History(at=at, change=Change.STATUS, by="张三", **told))
    county.session.flush()


def test_a_rate_counts_the_assignments_that_are_due_in_the_period(county):
    finish(county, "2", "县住建局")
    counts = county.ask(Intent.PROGRESS, period=SEPTEMBER).counts
    assert (counts.total, counts.done, counts.items_total, counts.items_done) == (3, 1, 3, 1)


def test_a_unit_sees_what_it_has_not_finished(county, items):
    finish(county, "1", "县住建局")
    answer = county.ask(Intent.PROGRESS, "县住建局")
    assert (items(answer), answer.counts.pending, answer.counts.done) == (["2", "3"], 2, 1)


def test_possible_tasks_are_not_counted(county):
    assert county.ask(Intent.PROGRESS, "县住建局").counts.total == 3


def test_units_of_an_item_are_told_by_status(county):
    finish(county, "3", "县住建局")
    answer = county.ask(Intent.PROGRESS, items=(ItemRef("3"),))
    assert [(one.unit, one.status) for one in answer.statuses] == [
        ("县住建局", "done"),
        ("县财政局", "pending"),
    ]


def test_a_summary_tells_what_was_done_in_its_week(county):
    finish(county, "2", "县住建局")
    week = Period(date(2020, 9, 7), date(2020, 9, 13))
    answer = county.ask(Intent.SUMMARY, period=week)
    assert (answer.figures.newly_done, answer.counts.overdue, answer.figures.undecided) == (1, 1, 2)
    assert (answer.figures.due, answer.figures.due_next) == (0, 1)


def test_without_a_period_a_summary_is_about_this_week(county):
    period = county.ask(Intent.SUMMARY).period
    assert (period.start, period.end) == (date(2020, 9, 7), date(2020, 9, 13))
