"""On which day each stage is sent: holidays, make-up days, ends of years."""

from datetime import date, timedelta

import pytest

from data.dates.workdays import WorkCalendar
from scheduler.policy import ReminderPolicy
from scheduler.stages import Window, first_stage, quarter_ends

CALENDAR = WorkCalendar()
POLICY = ReminderPolicy()


def sent(
    due: str,
    begin: str,
    end: str,
    policy: ReminderPolicy = POLICY,
    calendar: WorkCalendar = CALENDAR,
    soft: bool = False,
) -> dict[str, str]:
    """Say which stage of a due date is sent on which day, each day planned alone; of a day the last."""
    found: dict[str, str] = {}
    day = date.fromisoformat(begin)
    while day <= date.fromisoformat(end):
        if calendar.is_workday(day):
            stages = Window(calendar, day, day).stages(date.fromisoformat(due), policy, soft=soft)
            found |= {str(day): stage.name for stage in stages}
        day += timedelta(days=1)
    return found


CASES = {
    # 27 September is a Sunday at work, 1 to 8 October are off, 10 October is a Saturday at work.
    "国庆2020，中间到期": (
        "2020-10-05",
        {
            "2020-09-04": "ahead-30",  # 5 September is a Saturday
            "2020-09-21": "ahead-14",
            "2020-09-28": "ahead-7",
            "2020-09-30": "today",  # with ahead-3 and ahead-1
            "2020-10-09": "overdue-3",  # with overdue-1
            "2020-10-12": "overdue-7",
            "2020-10-19": "overdue-14",
            "2020-10-26": "overdue-21",
        },
    ),
    "国庆2020，节前到期": (
        "2020-09-30",
        {
            "2020-08-31": "ahead-30",
            "2020-09-16": "ahead-14",
            "2020-09-23": "ahead-7",
            "2020-09-27": "ahead-3",  # the Sunday at work
            "2020-09-29": "ahead-1",
            "2020-09-30": "today",
            "2020-10-09": "overdue-7",  # with overdue-1 and overdue-3
            "2020-10-14": "overdue-14",
            "2020-10-21": "overdue-21",
            "2020-10-28": "overdue-28",
        },
    ),
    "调休的周六到期": (
        "2020-10-10",
        {
            "2020-09-10": "ahead-30",
            "2020-09-25": "ahead-14",  # 26 September is a Saturday
            "2020-09-30": "ahead-3",  # 3 and 7 October are off, with ahead-7
            "2020-10-09": "ahead-1",
            "2020-10-10": "today",
            "2020-10-12": "overdue-1",
            "2020-10-13": "overdue-3",
            "2020-10-19": "overdue-7",
            "2020-10-26": "overdue-14",
        },
    ),
    "年底": (
        "2020-12-31",
        {
            "2020-12-01": "ahead-30",
            "2020-12-17": "ahead-14",
            "2020-12-24": "ahead-7",
            "2020-12-28": "ahead-3",
            "2020-12-30": "ahead-1",
            "2020-12-31": "today",
            "2021-01-04": "overdue-3",  # 1 to 3 January are off
            "2021-01-07": "overdue-7",
            "2021-01-14": "overdue-14",
        },
    ),
    "2月29日": (
        "2024-02-29",
        {
            "2024-01-30": "ahead-30",
            "2024-02-09": "ahead-14",  # 15 February is 春节, so are the days before it from the 10th on
            "2024-02-22": "ahead-7",
            "2024-02-26": "ahead-3",
            "2024-02-28": "ahead-1",
            "2024-02-29": "today",
            "2024-03-01": "overdue-1",
            "2024-03-04": "overdue-3",
            "2024-03-07": "overdue-7",
            "2024-03-14": "overdue-14",
        },
    ),
}


@pytest.mark.parametrize(("due", "expected"), CASES.values(), ids=CASES)
def test_stages_across_holidays(due: str, expected: dict[str, str]) -> None:
    assert sent(due, min(expected), max(expected)) == expected


def test_a_soft_milestone_is_only_told_ahead() -> None:
    expected = {"2020-08-31": "ahead-30", "2020-09-16": "ahead-14", "2020-09-23": "ahead-7"}
    expected |= {"2020-09-27": "ahead-3", "2020-09-29": "ahead-1"}
    assert sent("2020-09-30", "2020-08-01", "2021-03-01", soft=True) == expected


def test_other_policies_have_other_stages() -> None:
    policy = ReminderPolicy(ahead=(5,), overdue=(2,), overdue_every=0)
    expected = {"2020-11-11": "ahead-5", "2020-11-16": "today", "2020-11-18": "overdue-2"}
    assert sent("2020-11-16", "2020-10-01", "2021-03-01", policy) == expected


def test_overdue_repeats_daily_where_the_policy_says_so() -> None:
    policy = ReminderPolicy(ahead=(), overdue=(), overdue_every=1)
    found = sent("2020-11-16", "2020-11-16", "2020-11-24", policy)
    assert found["2020-11-23"] == "overdue-7"
    assert len(found) == 7


def test_the_offices_own_days_move_a_stage() -> None:
    calendar = WorkCalendar(
        days_off=frozenset({date(2020, 11, 16)}), working_days=frozenset({date(2020, 11, 15)})
    )
    found = sent("2020-11-16", "2020-11-14", "2020-11-17", calendar=calendar)
    assert found == {"2020-11-15": "today", "2020-11-17": "overdue-1"}


def test_beyond_the_published_calendar_weekends_are_off() -> None:
    assert sent("2040-10-06", "2040-10-04", "2040-10-09") == {
        "2040-10-05": "today",
        "2040-10-08": "overdue-1",
        "2040-10-09": "overdue-3",
    }


def test_the_due_dates_of_a_window_are_those_that_have_a_stage_in_it() -> None:
    policy, oldest = POLICY, date(2020, 1, 1)
    window = Window(CALENDAR, date(2020, 10, 9), date(2020, 10, 9))
    some = [date(2020, 1, 1) + timedelta(days=number) for number in range(400)]
    expected = {
        due
        for due in some
        if window.stages(due, policy, soft=False)
        or window.escalations(due, policy, policy.supervisor)
        or window.escalations(due, policy, policy.leader)
    }
    assert set(window.due_dates(policy, oldest)) == expected


def test_a_window_without_a_working_day_has_no_stage() -> None:
    window = Window(CALENDAR, date(2020, 10, 1), date(2020, 10, 8))
    assert window.before == ()
    assert window.after == ()


def test_the_first_stage_is_the_farthest_ahead() -> None:
    assert first_stage(date(2020, 10, 5), POLICY, CALENDAR, soft=False) == date(2020, 9, 4)


def test_quarters_end_on_their_last_working_day() -> None:
    expected = [
        "2020-09-30",
        "2020-12-31",
        "2021-03-31",
        "2021-06-30",
        "2021-09-30",
        "2021-12-31",
        "2022-03-31",
    ]
    found = quarter_ends(CALENDAR, date(2020, 7, 1), date(2022, 4, 1))
    assert [str(day) for day in found] == expected
    # 30 June 2024 is a Sunday.
    assert quarter_ends(CALENDAR, date(2024, 6, 1), date(2024, 7, 1)) == [date(2024, 6, 28)]
