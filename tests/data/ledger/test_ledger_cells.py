from datetime import date, datetime

import pytest

from data.ledger.cells import EPOCH, Unreadable, read_day, read_status
from data.ledger.keys import digest, is_group_key, key_of, read_key, read_state, state_of
from data.ledger.moves import steps_to
from data.statuses import MOVES, Status

DUE = date(2020, 9, 30)


@pytest.mark.parametrize(
    "typed",
    [
        date(2020, 10, 31),
        datetime(2020, 10, 31, 8, 30),  # noqa: DTZ001 - a sheet has no zone
        "2020/10/31",
        "2020-10-31",
        "2020.10.31",
        " 2020年10月31日 ",
        "２０２０年１０月３１日",
        "2020年10月31日（周六）",
        "2020-10-31 00:00:00",
        "20201031",
        20201031,
        44135,
        44135.0,
        "44135",
        "10月31日",
        "31/10/2020",
        "10/31/2020",
        "2020年10月底前",
    ],
)
def test_a_day_is_read_however_it_is_written(typed: object):
    assert read_day(typed, DUE) == date(2020, 10, 31)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1月15日", date(2021, 1, 15)),
        ("6月底前", date(2021, 6, 30)),
        ("9月30日", DUE),
        ("2020年6月30日", date(2020, 6, 30)),
        ("2020年6月底", date(2020, 6, 30)),
    ],
)
def test_a_day_without_a_year_is_the_next_one_from_the_due_date_on(typed: str, meant: date):
    assert read_day(typed, DUE) == meant


@pytest.mark.parametrize(
    "typed", ["待定", "2020-13-01", "3/4/2020", "9月31日", 7, "尽快", "10月15日前，10月25日前"]
)
def test_a_day_in_doubt_is_not_guessed(typed: object):
    assert isinstance(read_day(typed, DUE), Unreadable)


def test_an_empty_cell_is_no_day_and_old_workbooks_count_from_1904():
    assert read_day(None, DUE) is None
    assert read_day(" ", DUE) is None
    assert read_day(44135 - 1462, DUE, date(1904, 1, 1)) == date(2020, 10, 31)
    assert read_day(44135, None, EPOCH) == date(2020, 10, 31)
    assert isinstance(read_day("10月31日", None), Unreadable)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("已办结", Status.DONE),
        ("办结", Status.DONE),
        ("完成", Status.DONE),
        ("已 完成。", Status.DONE),
        ("100%", Status.DONE),
        ("完成100%", Status.DONE),
        ("１００％", Status.DONE),
        (1, Status.DONE),
        (1.0, Status.DONE),
        (100, Status.DONE),
        ("✓", Status.DONE),
        ("Done", Status.DONE),
        ("办理中", Status.DOING),
        ("80%", Status.DOING),
        (0.8, Status.DOING),
        ("完成80%", Status.DOING),
        ("未启动", Status.PENDING),
        ("0%", Status.PENDING),
        ("待审", Status.SUBMITTED),
        ("退回", Status.RETURNED),
        ("不适用", Status.VOID),
        ("N/A", Status.VOID),
    ],
)
def test_a_status_is_read_in_the_words_of_an_office(typed: object, meant: Status):
    assert read_status(typed, Status.PENDING) is meant


def test_unfinished_says_nothing_new_of_what_is_unfinished_and_nothing_clear_of_what_is_done():
    assert read_status("未完成", Status.DOING) is Status.DOING
    assert read_status("已逾期", Status.RETURNED) is Status.RETURNED
    assert isinstance(read_status("未完成", Status.DONE), Unreadable)
    assert isinstance(read_status("差不多了", Status.DOING), Unreadable)
    assert isinstance(read_status("150%", Status.DOING), Unreadable)


def test_a_key_and_a_state_are_read_back_and_a_changed_one_is_none():
    key = key_of(12, "plan", "7", "县财政局", DUE)
    assert read_key(key) == read_key(key.lower()) == 12
    assert read_key("D12") is None
    assert is_group_key("G7")
    assert not is_group_key(key)
    printed = read_state(state_of(Status.DOING, DUE, "a\nb", ""))
    assert printed is not None
    assert (printed.status, printed.due, printed.proof) == (Status.DOING, DUE, digest("a  b"))
    assert read_state("doing|2020-99-99|00000000|00000000") is None
    assert read_state("going||00000000|00000000") is None


@pytest.mark.parametrize("start", list(Status))
@pytest.mark.parametrize("to", list(Status))
def test_a_ledger_makes_no_move_that_is_not_allowed(start: Status, to: Status):
    steps = steps_to(start, to)
    if start is to:
        assert steps == ()
    elif to not in MOVES[start]:
        assert steps is None
    else:
        # What was closed is opened again before it can be sent back.
        assert bool(steps) is ((start, to) != (Status.DONE, Status.RETURNED))
