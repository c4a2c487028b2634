"""Counts of assignments."""

from data.progress import CountedAssignments, Counts, add_up


def test_the_five_statuses_add_up_and_overdue_and_due_soon_cut_across_them():
    counts = add_up(
        [
            CountedAssignments(1, "done", dated=1),
            CountedAssignments(1, "pending", dated=1, overdue=1),
            CountedAssignments(2, "submitted", dated=1, due_soon=1),
            CountedAssignments(3, "doing", dated=1),
            CountedAssignments(4, "returned", dated=1, due_soon=1),
        ]
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
    counts = add_up([CountedAssignments(1, "void", dated=2), CountedAssignments(2, "pending", undated=1)])
    assert (counts.total, counts.void, counts.undated, counts.rate) == (0, 2, 1, None)


def test_an_item_is_done_when_each_of_its_units_is():
    done, doing = CountedAssignments(7, "done", dated=3), CountedAssignments(8, "doing", dated=1)
    counts = add_up([done, doing, CountedAssignments(8, "done", dated=1)])
    assert (counts.items_done, counts.items_total) == (1, 2)
