"""A desk with one assignment, on both databases."""

import pytest
from action_stage import Desk, set_desk

from data.database import Database


@pytest.fixture
def desk(database: Database) -> Desk:
    """Item 9 of 县住建局, due on 30 September 2020; it is 10 September."""
    return set_desk(database)
