"""/status: what an operator sees of the work beside the conversations."""

from datetime import timedelta

from town import OPERATOR, Town

from data.models import NoticeKind, NoticeState
from data.owing import Letter, Recipient, owe
from data.repositories.leases import LeaseRepository
from data.wording.delivery import TOO_OLD
from handlers.telegram.context import HOUSE


def status(town: Town) -> str:
    return town.says("/status", person=OPERATOR, chat=OPERATOR)[0]


def test_status_counts_notices_by_what_became_of_them(town: Town) -> None:
    now = town.clock.now()
    states = [NoticeState.PLANNED, NoticeState.UNKNOWN, *[NoticeState.FAILED] * 3]
    with town.database.transaction() as session:
        for number, state in enumerate(states):
            notice = owe(
                session,
                f"key {number}",
                NoticeKind.REMINDER,
                Recipient(person=1),
                Letter("早"),
                day=now.date(),
                now=now,
            )
            assert notice is not None
            notice.state = state
            # The last did not leave in time, and is in no list that /status could send the operator to.
            notice.error = TOO_OLD if number == 4 else None
    assert "待发 1 条，不知是否送达 1 条，未能送达 2 条" in status(town)


def test_status_says_when_each_job_runs_next(town: Town) -> None:
    now = town.clock.now()
    running = town.application.bot_data[HOUSE].services.running
    running.jobs = lambda: [("发送", now + timedelta(seconds=2)), ("清理", now + timedelta(hours=15))]
    assert "定时任务（下次运行）：发送 12:00:02；清理 9月11日 03:00。" in status(town)


def test_status_says_who_else_runs_the_jobs(town: Town) -> None:
    assert "没有进程在运行" in status(town)
    now = town.clock.now()
    with town.database.transaction() as session:
        LeaseRepository(session).take("scheduler", "another/7", now, timedelta(seconds=60))
    assert "负责发送的进程：another/7，最近一次心跳 12:00:00" in status(town)
