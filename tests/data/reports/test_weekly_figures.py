"""The figures of a period equal those that somebody counts by hand from assignments and history."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from summary_check import check, extents, periods
from summary_world import TODAY, make_world

from data.database import Database
from data.models import Plan, Watch
from data.reports.spans import week_of
from data.reports.summaries import summarise

FEW = settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)


@FEW
@given(seed=st.integers(0, 10**9))
def test_figures_equal_a_count_by_hand(database: Database, seed: int) -> None:
    with database.transaction() as session:
        world = make_world(session, seed)
    extent = extents(world)[seed % 3]
    for start, end in periods(seed)[seed % 2 :: 2]:
        check(database, world, start, end, *extent)


@pytest.mark.parametrize("state", [Watch.PAUSED, Watch.CLOSED])
def test_only_open_plans_are_counted(database: Database, state: Watch) -> None:
    with database.transaction() as session:
        world = make_world(session, 5)
        for key in world.open_plans:
            session.get_one(Plan, key).state = state
    with database.read() as session:
        found = summarise(session, world.region, *week_of(TODAY), TODAY)
    assert found.counts.total == 0
    assert found.units == ()
