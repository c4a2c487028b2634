"""Killed at any moment, with a server that fails at random: nothing is lost, nothing comes twice unmarked."""

import time
from random import Random

import pytest
from botapi.server import BotApi
from deliveries import HURRIED, LATE, RandomFaults, check, deliverer, limits, owe_many

from data.database import Database

NOTICES, CHATS = 1_000, 100
SCALE = 6.0
FAULTY = 0.06


def _proof(database: Database, kills: int, seed: int) -> dict[str, int]:
    """Deliver 1,000 notices, killed so many times; return how they ended."""
    random = Random(seed)
    with BotApi() as api, deliverer(database, api, SCALE, HURRIED) as process:
        owe_many(database, api, NOTICES, CHATS)
        api.limits = limits(SCALE)
        api.faults = RandomFaults(random, FAULTY)  # type: ignore[assignment]
        killed = 0
        process.start()
        for moment in sorted(random.sample(range(int(NOTICES * 0.95)), kills)):
            api.wait(lambda moment=moment: api.count("sendMessage") >= moment, 60)
            time.sleep(random.random() * 0.02)
            killed += process.kill()
            process.start()
        assert process.end() == 0
        time.sleep(LATE)
        assert killed == kills
        return check(database, api)


def test_ten_kills_lose_and_double_nothing(database: Database) -> None:
    ended = _proof(database, 10, 1)
    assert ended["sent"] > NOTICES / 4, ended


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(2, 5))
def test_two_hundred_kills_lose_and_double_nothing(database: Database, seed: int) -> None:
    ended = _proof(database, 200, seed)
    assert ended["sent"] > NOTICES / 4, ended
