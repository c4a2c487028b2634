"""Work for threads: in order, one at a time, and nobody is held up by what takes long."""

import asyncio
import threading

import pytest

from handlers.telegram.turns import Turns


def test_work_is_done_in_its_order_one_at_a_time() -> None:
    done: list[int] = []
    at_work: list[int] = []

    def work(number: int) -> int:
        at_work.append(number)
        assert len(at_work) == 1
        done.append(number)
        at_work.pop()
        return number

    async def run() -> list[int]:
        turns = Turns(long=60)
        return await asyncio.gather(*(turns.take(lambda n=n: work(n)) for n in range(50)))

    assert asyncio.run(run()) == done == list(range(50))


def test_what_takes_long_holds_up_nobody() -> None:
    goes_on = threading.Event()

    async def run() -> str:
        turns = Turns(long=0.01)
        slow = asyncio.create_task(turns.take(lambda: goes_on.wait(10)))
        others = [turns.take(lambda: "好") for _ in range(3)]
        found = await asyncio.wait_for(asyncio.gather(*others), 5)
        assert not slow.done()
        goes_on.set()
        await slow
        return found[-1]

    assert asyncio.run(run()) == "好"


def test_an_error_comes_back_and_the_next_work_is_done() -> None:
    def fail() -> None:
        raise ValueError("no")

    async def run() -> str:
        turns = Turns()
        with pytest.raises(ValueError, match="no"):
            await turns.take(fail)
        return await turns.take(lambda: "好")

    assert asyncio.run(run()) == "好"
