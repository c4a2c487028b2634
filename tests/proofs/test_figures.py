"""The promise about figures: any region, any history, any period, beside a count by hand."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from summary_check import check, extents, periods
from summary_world import make_world

from data.database import Database

pytestmark = pytest.mark.proof


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**9))
def test_figures_of_any_history_equal_a_count_by_hand(database: Database, seed: int) -> None:
    with database.transaction() as session:
        world = make_world(session, seed)
    for start, end in periods(seed):
        for extent in extents(world):
            check(database, world, start, end, *extent)
