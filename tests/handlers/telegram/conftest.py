"""A loopback Telegram, and the application before it."""

from collections.abc import Iterator

import pytest
from botapi.server import BotApi
from botapi.stage import OPERATOR, Stage
from town import Town

from data.clock import FixedClock
from data.database import Database


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as api:
        yield api


@pytest.fixture
def stage(api: BotApi, sample_database: Database, clock: FixedClock) -> Iterator[Stage]:
    with Stage(api, sample_database, clock) as stage:
        yield stage


@pytest.fixture
def bound(stage: Stage) -> Stage:
    assert "已绑定：东至县 县住建局" in stage.says("/bind 东至县 县住建局", OPERATOR)
    return stage


@pytest.fixture
def town(sample_database: Database, clock: FixedClock) -> Iterator[Town]:
    """The whole application, with the network cut at its HTTP clients."""
    town = Town(sample_database, clock.now())
    yield town
    town.leave()


@pytest.fixture
def housing(town: Town) -> Town:
    """The same, with a group that is bound to 东至县 县住建局."""
    assert "已绑定：东至县 县住建局" in town.says("/bind 东至县 县住建局", person=OPERATOR)[0]
    return town
