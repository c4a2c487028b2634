"""/status: how the bot is doing, for operators."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from data.repositories.chats import ChatRepository
from data.repositories.checkup import NoticeCounts, count_notices, open_plans_without_office
from data.repositories.leases import LeaseRepository
from data.repositories.plans import plans_everywhere
from handlers.binding.bind import title_of, whose
from handlers.message import ChatRole, Reply
from handlers.request import Request
from handlers.services import Services

SCHEDULER = "scheduler"
"""The lease of whoever plans and delivers."""

MINUTE = timedelta(minutes=1)


def status(request: Request, services: Services) -> Reply:
    """Say what is set up and what is doubtful; in a group nothing about other chats."""
    with services.database.read() as session:
        lines = [_say_privacy(request), _say_here(session, request)]
        if request.seat.role is ChatRole.OPERATOR:
            lines += _say_everywhere(session, services, request.now)
    return Reply("\n".join(filter(None, lines)))


def _say_privacy(request: Request) -> str:
    match request.account.reads_all:
        case None:
            return ""
        case True:
            return "隐私模式：已关闭。我能看到群里所有消息，其实不需要；可向 @BotFather 用 /setprivacy 打开。"
        case False:
            return "隐私模式：打开（只看得到 @我、回复我和命令）。"


def _say_here(session: Session, request: Request) -> str:
    if request.speaker.private:
        return ""
    place = request.speaker.place
    bound = ChatRepository(session).binding(place.chat, place.topic)
    if bound is None:
        return "本群：没有绑定。"
    since = bound.since.astimezone(request.now.tzinfo).date().isoformat()
    return f"本群：绑定 {whose(bound)}，{bound.bound_by} 绑定，{since} 起。"


def _say_everywhere(session: Session, services: Services, now: datetime) -> list[str]:
    """Say what only an operator in private sees: the database, and doubts about all regions."""
    bound = ChatRepository(session).list()
    plans = plans_everywhere(session)
    left = [f"{whose(chat)}（{title_of(chat)}）" for chat in bound if chat.left_at is not None]
    unwatched = open_plans_without_office(session, now.date())
    place = services.database.url.render_as_string(hide_password=True)
    lines = [
        f"数据库：{place}，结构版本 {services.database.schema_version()}。",
        f"{len(services.vocabulary(session).regions)} 个地区，{len(plans)} 份任务分工表，{len(bound)} 个群。",
        _say_notices(count_notices(session)),
        *_say_jobs(session, services, now),
    ]
    if unwatched:
        lines.append(f"注意：没有督办机构的任务分工表：{'、'.join(unwatched)}（用 --office 重新导入）。")
    if left:
        lines.append(f"注意：我已不在这些群里：{'、'.join(left)}。")
    return lines


def _say_notices(counts: NoticeCounts) -> str:
    says = f"通知：待发 {counts.owed} 条，不知是否送达 {counts.unknown} 条，未能送达 {counts.failed} 条。"
    if counts.unknown or counts.failed:
        says += "没送到的在每天的早报里，可以在那里点“重发”。"
    return says


def _say_jobs(session: Session, services: Services, now: datetime) -> list[str]:
    """Say when each job runs next, and which process plans and delivers."""
    jobs = services.running.jobs() if services.running.jobs is not None else ()
    runs = [f"{name} {_say_time(at, now)}" for name, at in jobs]
    lines = [f"定时任务（下次运行）：{'；'.join(runs)}。"] if runs else []
    lease = LeaseRepository(session).holder(SCHEDULER)
    if lease is not None:
        lines.append(f"负责发送的进程：{lease.holder}，最近一次心跳 {_say_time(lease.beat_at, now)}。")
    return lines or ["定时任务：没有进程在运行，催办发不出去。请检查 duban run 或 duban scheduler。"]


def _say_time(at: datetime, now: datetime) -> str:
    """Say an instant by the office's clock, the day only where it is another one."""
    there = at.astimezone(now.tzinfo)
    if there.date() == now.date():
        return f"{there:%H:%M:%S}" if abs(there - now) < MINUTE else f"{there:%H:%M}"
    return f"{there.month}月{there.day}日 {there:%H:%M}"
