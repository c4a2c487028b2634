"""Which of several assignments an item means."""

from datetime import date

import pytest

from data.reporting import Duty
from data.statuses import Status
from handlers.reporting.choosing import choose

TODAY = date(2020, 9, 10)


def duty(key: int, due: date | None, *, milestone: int = 0, unit: str = "县住建局", task: int = 1) -> Duty:
    return Duty(
        id=key,
        unit_id=1,
        unit=unit,
        task_id=task,
        milestone_id=milestone or key,
        status=Status.PENDING,
        due=due,
        printed_due=due,
        extended=False,
        soft=False,
        recurs=bool(milestone),
        action=None,
        plan="p",
        plan_name="方案",
        watched=True,
        office=None,
        item="7",
        item_number=7,
        scope=None,
        detail="任务",
    )


OCTOBER, LATER, PAST = date(2020, 10, 15), date(2020, 10, 25), date(2020, 9, 1)


@pytest.mark.parametrize(
    ("duties", "sure", "unsure"),
    [
        ([duty(1, OCTOBER)], [1], []),
        ([duty(1, PAST)], [1], []),
        ([duty(1, OCTOBER), duty(2, LATER)], [1], []),
        ([duty(1, PAST), duty(2, LATER)], [], [1, 2]),
        ([duty(1, None), duty(2, LATER)], [2], []),
        ([duty(1, date(2020, 9, 30), milestone=5), duty(2, date(2020, 12, 31), milestone=5)], [1], []),
        ([duty(1, date(2020, 6, 30), milestone=5), duty(2, date(2020, 9, 30), milestone=5)], [2], []),
        ([duty(1, OCTOBER), duty(2, OCTOBER, unit="县财政局")], [1, 2], []),
        ([duty(1, OCTOBER), duty(2, OCTOBER, task=2)], [1, 2], []),
        ([], [], []),
    ],
    ids=[
        "the only one",
        "the only one, overdue",
        "the one due next",
        "an earlier one is open too",
        "a date before none",
        "the nearest occurrence to come",
        "the nearest occurrence on either side",
        "one of each unit",
        "one of each row",
        "none",
    ],
)
def test_the_one_that_is_meant(duties: list[Duty], sure: list[int], unsure: list[int]) -> None:
    chosen = choose(duties, TODAY)
    assert [one.id for one in chosen.sure] == sure
    assert [one.id for one in chosen.unsure] == unsure
