"""What is in the database: plans, chats, and what is owed to them."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from bot.checks.finding import Finding, Grade
from data.repositories.checkup import count_notices, open_plans_without_office
from data.repositories.leases import SCHEDULER, LeaseRepository
from data.repositories.operations import OperationsRepository
from data.repositories.plans import plans_everywhere
from data.repositories.regions import planned_ahead

STUCK = timedelta(hours=24)
"""What is owed for so long does not leave any more by itself, quiet hours and days off apart."""


def check_plans(session: Session, today: date) -> Iterator[Finding]:
    """Look whether there are plans, and whether somebody keeps watch over each."""
    if not plans_everywhere(session):
        yield Finding("方案", Grade.DOUBT, "还没有导入任何文件", "duban import 文件.docx")
    for key in open_plans_without_office(session, today):
        yield Finding(f"方案 {key}", Grade.DOUBT, "没有督办机构", "重新导入并加上 --office 单位名")


def check_planned(session: Session, today: date) -> Iterator[Finding]:
    """Look whether the clock runs behind what has been planned already."""
    for name, until in planned_ahead(session, today):
        says = f"消息已安排到 {until}，比今天晚：时钟快过，或者现在慢了"
        advice = "核对系统时间；时间正确的话，机器人会在下一个工作日早上改正，并告诉管理员"
        yield Finding(f"安排 {name}", Grade.DOUBT, says, advice)


def check_chats(session: Session) -> Iterator[Finding]:
    """Look for bound chats in which the bot is no more."""
    for gone in OperationsRepository(session).gone():
        says = f"机器人已不在群里（{gone.title or '没有群名'}），催办改发督办机构"
        yield Finding(f"群 {gone.bound}", Grade.DOUBT, says, "把机器人重新拉进群，或用 /bind 绑定别的群")


def check_scheduler(session: Session, now: datetime) -> Finding:
    """Look which process plans and delivers; `now` is by the machine's clock, as its lease is."""
    lease = LeaseRepository(session).holder(SCHEDULER)
    advice = "启动 duban run（或 duban scheduler）：没有它，催办发不出去"
    if lease is None:
        return Finding("定时任务", Grade.DOUBT, "没有进程在运行", advice)
    beat = lease.beat_at.astimezone(now.tzinfo).strftime("%Y-%m-%d %H:%M:%S")
    says = f"由进程 {lease.holder} 负责，最近一次心跳 {beat}"
    if lease.until < now:
        return Finding("定时任务", Grade.DOUBT, f"{says}，已经没有心跳", advice)
    return Finding("定时任务", Grade.GOOD, says)


def check_notices(session: Session, now: datetime) -> Iterator[Finding]:
    """Look for messages that do not leave, or of which nobody knows whether they arrived."""
    counts = count_notices(session)
    says = f"待发 {counts.owed} 条，不知是否送达 {counts.unknown} 条，未能送达 {counts.failed} 条"
    if counts.earliest is not None and now - counts.earliest > STUCK:
        late = counts.earliest.astimezone(now.tzinfo).strftime("%Y-%m-%d %H:%M")
        advice = "机器人没有在运行？检查 duban run（或 duban scheduler）的进程和日志"
        yield Finding("通知", Grade.DOUBT, f"{says}；最早的一条 {late} 就该发出", advice)
    elif counts.unknown or counts.failed:
        yield Finding("通知", Grade.DOUBT, says, "看每天早上给管理员的消息，用那里的“重发”按钮")
    else:
        yield Finding("通知", Grade.GOOD, says)
