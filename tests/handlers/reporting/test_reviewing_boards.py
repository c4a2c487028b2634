"""What an office reads of reports in its day's message, and decides there; on both databases."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from county import FINANCE, HOUSING, OFFICE, OFFICE_GROUP, SUPERVISOR_GROUP, County
from day_office import RULES
from town import GROUP, OPERATOR, labels

from bot.sender import TelegramSender
from data.clock import ZONE
from data.database import Database
from handlers.memory.memory import Memory
from scheduler.delivery import Delivery
from scheduler.jobs import Jobs, Office
from scheduler.lease import LeaseKeeper
from scheduler.pacing import Pace, Rates

AT_ONCE = Rates(overall=1000, chat_second=1000, group_minute=1000)
LINK = "https://xxgk.example.gov.cn/mulu?id=7&lang=zh"
PHOTO = [{"file_id": "photo-9", "file_unique_id": "9", "width": 90, "height": 90}]


class Review(County):
    """A county with its scheduler."""

    def __init__(self, database: Database, now: datetime) -> None:
        super().__init__(database, now)
        lease = LeaseKeeper(database, "county", self.clock)
        jobs = Jobs(Office(database, self.clock, lambda region: RULES, (OPERATOR,)), lease)
        sender = TelegramSender(self.application.bot, Memory(database), clock=self.clock)
        self.jobs = jobs
        self.delivery = Delivery(
            database, sender, Pace(AT_ONCE), "county", self.clock, may_leave=jobs.may_leave
        )

    def tick(self) -> None:
        """Let a minute pass, and the scheduler look and deliver."""
        self.clock.wait(minutes=1)
        self.jobs.queue()
        self._runner.run(self.delivery.run_once())

    def board(self, chat: int = OFFICE_GROUP) -> dict[str, object]:
        """Return the latest message or edit of the scheduler that a chat has."""
        reviews = [one for one in (*self.network.said, *self.network.edited) if one["chat_id"] == chat]
        return next(one for one in reversed(reviews) if "· 9月1" in one["text"].partition("\n")[0])


@pytest.fixture
def review(county_database: Database) -> Iterator[Review]:
    review = Review(county_database, datetime(2020, 9, 14, 9, tzinfo=ZONE))
    review.tick()
    yield review
    review.leave()


def test_the_office_reads_the_proof_and_has_the_photo_sent(review: Review) -> None:
    caption = f"@duban_bot 第9项已办结，印了3000册 {LINK}"
    mention = [{"type": "mention", "offset": 0, "length": len("@duban_bot")}]
    review.says("", person=HOUSING, chat=GROUP, photo=PHOTO, caption=caption, caption_entities=mention)
    review.tick()
    text = str(review.board()["text"])
    assert "县住建局 · 已报办结，今天报来" in text
    assert f"佐证：{LINK}\n   还有1张照片" in text
    assert "原话：第9项已办结，印了3000册" in text
    said = review.press(OFFICE, next(one for one in labels(review.board()) if one.endswith("佐证")))
    assert said.startswith("县住建局 第9项的佐证：")
    assert [one["photo"] for one in review.network.files] == ["photo-9"]


def test_what_does_not_concern_a_unit_says_so_with_its_reason(review: Review) -> None:
    review.tell(FINANCE, "第7项不涉及，因为我局没有政务新媒体账号")
    review.tick()
    text = str(review.board(SUPERVISOR_GROUP)["text"])
    assert "县财政局 · 已报不涉及，今天报来" in text
    assert "理由：我局没有政务新媒体账号" in text
    assert "佐证" not in text


def test_a_button_decides_on_the_report_that_it_stands_under(review: Review) -> None:
    review.tell(HOUSING, "第9项已办结")
    review.tick()
    former = review.board()
    accept, send_back = (
        next(one for one in labels(former) if one.endswith(verb)) for verb in ("通过", "退回")
    )
    keep = [one for one in review.network.said if one["chat_id"] == OFFICE_GROUP][-1]
    review.tell(OFFICE, "退回县住建局第9项，佐证不全")
    review.clock.wait(minutes=5)
    review.tell(HOUSING, f"第9项已办结 {LINK}")
    for label in (accept, send_back):
        data = next(
            key for row in former["reply_markup"]["inline_keyboard"] for key in row if key["text"] == label
        )
        before = len(review.network.pressed)
        review.presses(person=OFFICE, said=keep, data=data["callback_data"])
        assert "刚刚变过，现在是待审核" in review.network.pressed[-1]["text"]
        assert len(review.network.pressed) == before + 1
    assert review.status(9) == "submitted"
    review.tick()
    text = str(review.board()["text"])
    assert "已重新报来，以新报的为准" in text
    assert f"佐证：{LINK}" in text
    review.press(OFFICE, next(one for one in reversed(labels(review.board())) if one.endswith("通过")))
    assert review.status(9) == "done"


def test_a_reminder_follows_what_its_unit_does(review: Review) -> None:
    review.tell(OFFICE, "催一下县财政局")
    review.press(OFFICE, "确认催办")
    review.tick()
    letter = review.network.said[-1]
    assert letter["text"].startswith("📣")
    before = len(review.network.edited)
    review.tick()
    assert len(review.network.edited) == before
    review.tell(FINANCE, f"第7项已办结 {LINK}")
    review.tick()
    edited = [one["text"] for one in review.network.edited[before:] if one["text"].startswith("📣")]
    assert len(edited) == 1
    assert "✅ 第7项" in edited[0]
    assert "已报办结，待审核" in edited[0]
    assert "发出时以下" in edited[0]
