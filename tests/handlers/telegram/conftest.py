"""A loopback Telegram, and the application before it."""

from collections.abc import Iterator

import pytest
from botapi.server import BotApi
from botapi.stage import OPERATOR, Stage

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
