"""Counts of assignments."""

from datetime import date

from data.progress import CountedAssignment, Counts, count_assignments

TODAY = date(2020, 10, 1)
PAST, SOON, LATER = date(2020, 9, 30), date(2020, 10, 15), date(2020, 10, 16)


def test_the_five_statuses_add_up_and_overdue_and_due_soon_cut_across_them():
    counts = count_assignments(
        [
            CountedAssignment(1, "done", PAST),
            CountedAssignment(1, "pending", PAST),
            CountedAssignment(2, "submitted", SOON),
            CountedAssignment(3, "doing", LATER),
            CountedAssignment(4, "returned", TODAY),
        ],
        TODAY,
    )
    assert counts == Counts(
        items_total=4,
        items_done=0,
        total=5,
        done=1,
        submitted=1,
        doing=1,
        pending=1,
        returned=1,
        rate=0.2,
        overdue=1,
        due_soon=2,
    )


def test_void_and_undated_assignments_stand_outside_the_total():
    counts = count_assignments(
        [CountedAssignment(1, "void", PAST), CountedAssignment(2, "pending", None)], TODAY
    )
    assert (counts.total, counts.void, counts.undated, counts.rate) == (0, 1, 1, None)


def test_an_item_is_done_when_each_of_its_units_is():
    one, other = CountedAssignment(7, "done", PAST), CountedAssignment(7, "done", SOON)
    assert count_assignments([one, other], TODAY).items_done == 1


def test_a_passed_target_is_not_overdue():
    assert count_assignments([CountedAssignment(1, "pending", PAST, soft=True)], TODAY).overdue == 0
