"""/status: how the bot is doing, for operators."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from data.repositories.chats import ChatRepository
from data.repositories.checkup import NoticeCounts, count_notices, open_plans_without_office
from data.repositories.leases import LeaseRepository
from data.repositories.plans import plans_everywhere
from data.wording.dates import say_day
from data.wording.language import Language, Phrase, pick
from handlers.binding.bind import title_of, whose
from handlers.message import ChatRole, Reply
from handlers.request import Request
from handlers.services import Services

SCHEDULER = "scheduler"
"""The lease of whoever plans and delivers."""

PRIVACY_OFF = Phrase(
    "隐私模式：已关闭。我能看到群里所有消息，其实不需要；可向 @BotFather 用 /setprivacy 打开。",
    "Privacy mode: off. I can see every message in groups and don't need to; "
    "you can turn it on at @BotFather with /setprivacy.",
)
PRIVACY_ON = Phrase(
    "隐私模式：打开（只看得到 @我、回复我和命令）。",
    "Privacy mode: on (I only see mentions, replies to me and commands).",
)
NOT_BOUND = Phrase("本群：没有绑定。", "This group: not bound.")
BOUND = Phrase(
    "本群：绑定 {whose}，{by} 绑定，{since} 起。", "This group: bound to {whose} by {by} since {since}."
)
DATABASE = Phrase("数据库：{place}，结构版本 {version}。", "Database: {place}, schema version {version}.")
HELD = Phrase(
    "{regions} 个地区，{plans} 份任务分工表，{chats} 个群。",
    "{regions} regions, {plans} plans, {chats} groups.",
)
UNWATCHED = Phrase(
    "注意：没有督办机构的任务分工表：{plans}（用 --office 重新导入）。",
    "Note: plans without an office: {plans} (import again with --office).",
)
LEFT = Phrase("注意：我已不在这些群里：{chats}。", "Note: I am no longer in these groups: {chats}.")
NOTICES = Phrase(
    "通知：待发 {owed} 条，不知是否送达 {unknown} 条，未能送达 {failed} 条。",
    "Messages: {owed} to be sent, {unknown} with unknown outcome, {failed} failed.",
)
RESEND = Phrase(
    "没送到的在每天的早报里，可以在那里点“重发”。",
    " Those that did not arrive are in each morning's report, where they can be sent again.",
)
JOBS = Phrase("定时任务（下次运行）：{runs}。", "Jobs (next run): {runs}.")
SENDING = Phrase(
    "负责发送的进程：{holder}，最近一次心跳 {beat}。", "Sending process: {holder}, last heartbeat {beat}."
)
NO_JOBS = Phrase(
    "定时任务：没有进程在运行，催办发不出去。请检查 duban run 或 duban scheduler。",
    "Jobs: no process is running, so no reminder goes out. Please check duban run or duban scheduler.",
)

MINUTE = timedelta(minutes=1)


def status(request: Request, services: Services) -> Reply:
    """Say what is set up and what is doubtful; in a group nothing about other chats."""
    with services.database.read() as session:
        lines = [_say_privacy(request), _say_here(session, request)]
        if request.seat.role is ChatRole.OPERATOR:
            lines += _say_everywhere(session, services, request.now, request.language)
    return Reply("\n".join(filter(None, lines)))


def _say_privacy(request: Request) -> str:
    match request.account.reads_all:
        case None:
            return ""
        case True:
            return PRIVACY_OFF.say(request.language)
        case False:
            return PRIVACY_ON.say(request.language)


def _say_here(session: Session, request: Request) -> str:
    if request.speaker.private:
        return ""
    place, language = request.speaker.place, request.language
    bound = ChatRepository(session).binding(place.chat, place.topic)
    if bound is None:
        return NOT_BOUND.say(language)
    since = bound.since.astimezone(request.now.tzinfo).date().isoformat()
    return BOUND.say(language, whose=whose(bound, language), by=bound.bound_by, since=since)


def _say_everywhere(session: Session, services: Services, now: datetime, language: Language) -> list[str]:
    """Say what only an operator in private sees: the database, and doubts about all regions."""
    bound = ChatRepository(session).list()
    plans = plans_everywhere(session)
    left = [
        pick(language, f"{whose(chat)}（{title_of(chat)}）", f"{whose(chat, language)} ({title_of(chat)})")
        for chat in bound
        if chat.left_at is not None
    ]
    unwatched = open_plans_without_office(session, now.date())
    place = services.database.url.render_as_string(hide_password=True)
    regions, mark = len(services.vocabulary(session).regions), pick(language, "、", ", ")
    lines = [
        DATABASE.say(language, place=place, version=services.database.schema_version()),
        HELD.say(language, regions=regions, plans=len(plans), chats=len(bound)),
        _say_notices(count_notices(session), language),
        *_say_jobs(session, services, now, language),
    ]
    if unwatched:
        lines.append(UNWATCHED.say(language, plans=mark.join(unwatched)))
    if left:
        lines.append(LEFT.say(language, chats=mark.join(left)))
    return lines


def _say_notices(counts: NoticeCounts, language: Language) -> str:
    says = NOTICES.say(language, owed=counts.owed, unknown=counts.unknown, failed=counts.failed)
    return f"{says}{RESEND.say(language)}" if counts.unknown or counts.failed else says


def _say_jobs(session: Session, services: Services, now: datetime, language: Language) -> list[str]:
    """Say when each job runs next, and which process plans and delivers."""
    jobs = services.running.jobs() if services.running.jobs is not None else ()
    runs = pick(language, "；", "; ").join(f"{name} {_say_time(at, now, language)}" for name, at in jobs)
    lines = [JOBS.say(language, runs=runs)] if runs else []
    lease = LeaseRepository(session).holder(SCHEDULER)
    if lease is not None:
        beat = _say_time(lease.beat_at, now, language)
        lines.append(SENDING.say(language, holder=lease.holder, beat=beat))
    return lines or [NO_JOBS.say(language)]


def _say_time(at: datetime, now: datetime, language: Language) -> str:
    """Say an instant by the office's clock, the day only where it is another one."""
    there = at.astimezone(now.tzinfo)
    if there.date() == now.date():
        return f"{there:%H:%M:%S}" if abs(there - now) < MINUTE else f"{there:%H:%M}"
    return f"{say_day(there.date(), now.date(), language)} {there:%H:%M}"
