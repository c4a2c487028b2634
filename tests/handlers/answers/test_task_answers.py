"""Which tasks due, overdue, list, next and ongoing give."""

from datetime import UTC, date, datetime

import pytest

from data.dates.values import Period
from data.models import Assignment, NamedUnit, Responsibility, Verdict
from data.statuses import Status
from data.units.values import Certainty, Role
from handlers.answers.values import Trouble
from handlers.understanding.query import Intent, ItemKind, ItemRef, Repeating

SEPTEMBER = Period(date(2020, 9, 1), date(2020, 9, 30), text="本月")
BY_YEAR_END = Period(None, date(2020, 12, 31), text="年底前", before=True)


def assignment_of(county, item, unit):
    return (
        county.session.query(Assignment)
        .filter_by(task_id=county.tasks[item].id, unit_id=county.units[unit].id)
        .first()
    )


def test_executed_tasks_come_before_overseen_ones(county, items):
    answer = county.ask(Intent.DUE, "县住建局", period=SEPTEMBER)
    assert [(entry.item, entry.role) for entry in answer.tasks] == [("2", Role.LEAD), ("10", Role.SUPERVISE)]


def test_a_period_without_a_start_counts_unfinished_earlier_tasks(county, items):
    answer = county.ask(Intent.DUE, "县住建局", period=BY_YEAR_END, roles=frozenset({Role.LEAD}))
    assert items(answer) == ["1", "2", "3", "5"]
    assert [entry.overdue for entry in answer.tasks] == [True, False, False, False]


def test_a_finished_earlier_task_is_no_longer_to_be_done(county, items):
    assignment_of(county, "1", "县住建局").move(Status.DONE, datetime(2020, 9, 1, tzinfo=UTC))
    county.session.flush()
    answer = county.ask(Intent.DUE, "县住建局", period=BY_YEAR_END, roles=frozenset({Role.LEAD}))
    assert items(answer) == ["2", "3", "5"]


def test_a_group_gives_a_unit_its_tasks_and_the_answer_says_which(county):
    answer = county.ask(Intent.DUE, "县财政局", period=Period(date(2020, 11, 1), date(2020, 11, 30)))
    assert [(entry.item, entry.via, entry.certainty) for entry in answer.tasks] == [
        ("3", "县政府各部门", Certainty.DEFINITE),
        ("5", "有关部门", Certainty.POSSIBLE),
    ]


def test_a_possible_task_whose_date_has_passed_is_only_counted(county, items):
    answer = county.ask(Intent.OVERDUE, "县住建局")
    assert (items(answer), answer.passed_possible) == (["1"], 1)


def test_a_list_keeps_possible_tasks_whose_date_has_passed(county, items):
    assert items(county.ask(Intent.LIST, "县住建局")) == ["1", "4", "2", "3", "5", "10"]


def test_the_whole_region_marks_what_no_unit_is_named_for(county):
    answer = county.ask(Intent.OVERDUE)
    assert [(entry.item, entry.certainty, entry.role) for entry in answer.tasks] == [
        ("1", Certainty.DEFINITE, None),
        ("4", Certainty.POSSIBLE, None),
    ]


def test_naming_units_makes_a_possible_task_definite_for_them_and_for_no_other(county, items):
    owed = county.session.query(Responsibility).filter_by(task_id=county.tasks["5"].id).one()
    county.session.add(
        NamedUnit(
            responsibility_id=owed.id,
            unit_id=county.units["县财政局"].id,
            verdict=Verdict.NAMED,
            said_by="办公室",
            said_at=datetime(2020, 9, 1, tzinfo=UTC),
        )
    )
    county.session.flush()
    november = Period(date(2020, 11, 1), date(2020, 11, 30))
    named = county.ask(Intent.DUE, "县财政局", period=november)
    assert [(entry.item, entry.certainty) for entry in named.tasks] == [
        ("3", Certainty.DEFINITE),
        ("5", Certainty.DEFINITE),
    ]
    assert items(county.ask(Intent.DUE, "县住建局", period=november)) == ["3"]


def test_a_passed_target_is_shown_before_a_day_and_is_not_overdue(county):
    answer = county.ask(Intent.DUE, "县财政局", period=BY_YEAR_END)
    target = next(entry for entry in answer.tasks if entry.item == "9")
    assert (target.soft, target.overdue) == (True, False)
    assert "9" not in [entry.item for entry in county.ask(Intent.OVERDUE, "县财政局").tasks]


def test_a_recurring_task_is_listed_with_its_next_occurrence(county):
    answer = county.ask(Intent.LIST, "县财政局", today=date(2021, 3, 1))
    assert [entry.due for entry in answer.tasks if entry.item == "8"] == [date(2021, 12, 25)]


def test_overdue_has_one_entry_for_each_past_occurrence(county):
    answer = county.ask(Intent.OVERDUE, "县财政局", today=date(2022, 1, 10))
    assert [entry.due for entry in answer.tasks if entry.item == "8"] == [
        date(2020, 12, 25),
        date(2021, 12, 25),
    ]


def test_no_occurrence_is_before_the_first(county, items):
    december = Period(date(2019, 12, 1), date(2019, 12, 31))
    assert items(county.ask(Intent.DUE, "县财政局", period=december)) == []


def test_an_empty_answer_names_what_is_nearest(county):
    answer = county.ask(Intent.DUE, period=Period(date(2020, 9, 11), date(2020, 9, 12)))
    assert ([entry.item for entry in answer.tasks], [entry.item for entry in answer.nearest]) == ([], ["10"])


def test_the_next_date_has_all_of_its_tasks(county):
    answer = county.ask(Intent.NEXT, today=date(2020, 11, 1))
    assert [(entry.item, entry.due) for entry in answer.tasks] == [
        ("3", date(2020, 11, 30)),
        ("5", date(2020, 11, 30)),
    ]


def test_today_has_not_passed(county, items):
    assert items(county.ask(Intent.NEXT, today=date(2020, 9, 30))) == ["2"]


def test_a_group_that_is_asked_about_has_what_the_documents_give_to_it(county, items):
    assert items(county.ask(Intent.LIST, "各镇街")) == ["10", "6"]


def test_an_extension_moves_the_date_and_keeps_the_printed_one(county):
    one = assignment_of(county, "1", "县住建局")
    one.extended, one.due = True, date(2020, 9, 15)
    county.session.flush()
    answer = county.ask(Intent.DUE, "县住建局", period=SEPTEMBER, roles=frozenset({Role.LEAD}))
    first = answer.tasks[0]
    assert (first.item, first.due, first.printed_due) == ("1", date(2020, 9, 15), date(2020, 8, 31))
    assert [entry.item for entry in county.ask(Intent.OVERDUE, "县住建局").tasks] == []


def test_overdue_is_about_executed_tasks_unless_a_role_is_named(county, items):
    later = date(2020, 9, 25)
    assert items(county.ask(Intent.OVERDUE, "县住建局", today=later)) == ["1"]
    supervised = county.ask(Intent.OVERDUE, "县住建局", today=later, roles=frozenset({Role.SUPERVISE}))
    assert items(supervised) == ["10"]


@pytest.mark.parametrize(
    ("repeating", "expected"),
    [
        (Repeating.ONGOING, ["7"]),
        (Repeating.YEARLY, ["8"]),
        (Repeating.QUARTERLY, []),
        (Repeating.RECURRING, ["8"]),
        (Repeating.UNDATED, ["7"]),
    ],
)
def test_ongoing_gives_the_sort_that_was_asked_for(county, items, repeating, expected):
    assert items(county.ask(Intent.ONGOING, repeating=repeating)) == expected


def test_a_subject_finds_the_rows_that_print_it(county, items):
    assert items(county.ask(Intent.LIST, subject="编制目录")) == ["1", "2"]
    assert items(county.ask(Intent.LIST, subject="村居务公开")) == ["6"]


def test_a_subject_that_nothing_fits_is_not_invented(county):
    answer = county.ask(Intent.LIST, subject="高速公路建设")
    assert (answer.tasks, answer.trouble) == ((), Trouble.NO_SUBJECT)


def test_a_heading_number_counts_the_headings(county, items):
    answer = county.ask(Intent.DETAIL, items=(ItemRef("2", ItemKind.HEADING),))
    assert items(answer) == ["3"]


def test_a_subject_narrows_what_is_due(county, items):
    assert items(county.ask(Intent.DUE, period=BY_YEAR_END, subject="编制目录")) == ["1", "2"]
    assert items(county.ask(Intent.OVERDUE, subject="村居务公开", today=date(2020, 12, 1))) == ["6"]


def test_words_that_no_task_prints_do_not_empty_an_answer_about_dates(county, items):
    answer = county.ask(Intent.NEXT, subject="高速公路", today=date(2020, 9, 30))
    assert (items(answer), answer.query.subject) == (["2"], None)


def test_a_list_of_a_period_keeps_to_its_days(county, items):
    assert items(county.ask(Intent.LIST, period=SEPTEMBER, subject="编制目录")) == ["2"]
