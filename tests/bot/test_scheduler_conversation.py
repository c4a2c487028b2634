"""From the day's message to a press of its button and back: the scheduler and the conversation together."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from day_office import RULES
from town import GROUP, OPERATOR, OTHER_GROUP, Town, labels

from bot.sender import TelegramSender
from data.clock import ZONE
from data.database import Database
from handlers.memory.memory import Memory
from scheduler.delivery import Delivery
from scheduler.jobs import Jobs, Office
from scheduler.lease import LeaseKeeper
from scheduler.pacing import Pace, Rates

AT_ONCE = Rates(overall=1000, chat_second=1000, group_minute=1000)


class Bureau(Town):
    """A town with its scheduler."""

    def __init__(self, database: Database, now: datetime) -> None:
        super().__init__(database, now)
        lease = LeaseKeeper(database, "town", self.clock)
        self.jobs = Jobs(Office(database, self.clock, lambda region: RULES, (OPERATOR,)), lease)
        self.delivery = Delivery(
            database,
            TelegramSender(self.application.bot, Memory(database), clock=self.clock),
            Pace(AT_ONCE),
            "town",
            self.clock,
            may_leave=self.jobs.may_leave,
        )

    def tick(self) -> list[str]:
        """Let the scheduler look, and deliver; return what is said."""
        before = len(self.network.said)
        self.jobs.queue()
        self._runner.run(self.delivery.run_once())
        return [said["text"] for said in self.network.said[before:]]


@pytest.fixture
def bureau(sample_database: Database) -> Iterator[Bureau]:
    bureau = Bureau(sample_database, datetime(2020, 9, 16, 12, tzinfo=ZONE))
    bureau.says("/bind 东至县 县住建局", person=OPERATOR, chat=GROUP)
    bureau.says("/bind 东至县 县政府办公室", person=OPERATOR, chat=OTHER_GROUP)
    bureau.tick()
    yield bureau
    bureau.leave()


def test_a_press_reports_and_the_messages_are_kept_up(bureau: Bureau) -> None:
    bureau.clock.at = datetime(2020, 9, 23, 8, 30, tzinfo=ZONE)
    bureau.tick()
    nudge = next(said for said in bureau.network.said if said["text"].startswith("县住建局 · 9月23日周三"))
    assert nudge["chat_id"] == GROUP
    bureau.clock.wait(minutes=1)
    assert labels(nudge)[:3] == ["1 已办结", "1 申请延期", "1 详情"]
    bureau.presses(said=nudge)
    bureau.clock.wait(minutes=1)
    bureau.tick()
    marked = [edit for edit in bureau.network.edited if edit["chat_id"] == GROUP]
    assert "1. ✅ 第1项" in marked[-1]["text"]
    assert "   已报办结，待审核\n" in marked[-1]["text"]
    assert "2. 🟡 第2项" in marked[-1]["text"]
    assert labels(marked[-1])[0] == "2 已办结"
    review = [one for one in (*bureau.network.said, *bureau.network.edited) if one["chat_id"] == OTHER_GROUP][
        -1
    ]
    assert "县住建局 · 已报办结，今天报来" in review["text"]
