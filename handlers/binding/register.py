"""The registers: chats, units and plans, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from data.models import Watch
from data.repositories.chats import ChatBinding, ChatRepository
from data.repositories.plans import PlanFact, PlanRepository
from data.repositories.units import UnitRepository
from data.wording.language import Language, Phrase, pick
from handlers.access import Action, Target, may
from handlers.binding.bind import HOW_TO_BIND, title_of, whose
from handlers.binding.targets import region_of
from handlers.message import ChatRole, Choice, Reply
from handlers.request import Request
from handlers.services import Services
from handlers.understanding.vocabulary import RegionVocabulary

LINES_A_PAGE = 15
NO_REGION_HERE = Phrase(
    "这里没有绑定地区，不显示登记内容。请在私聊里发送这条命令。",
    "No region is bound here, so registers are not shown. Please send this command in private.",
)
STATES = {
    Watch.OPEN: Phrase("在办", "open"),
    Watch.PAUSED: Phrase("已暂停", "paused"),
    Watch.CLOSED: Phrase("已归档", "closed"),
}
NO_CHATS = Phrase("还没有绑定任何群。", "No group is bound yet. ")
CHATS = Phrase("已绑定 {count} 个群", "Bound groups: {count}")
UNITS = Phrase("{count} 个单位，{without} 个未绑定群", "Units: {count}, without a group: {without}")
PLANS = Phrase("{count} 份任务分工表", "Plans: {count}")
PAGE = Phrase("{head}（第 {page}/{pages} 页）", "{head} (page {page} of {pages})")
NEXT = Phrase("下一页", "Next")
TOPIC = Phrase("（话题）", " (topic)")
GONE = Phrase("，我已不在群里", "; I am no longer in it")
NO_CHAT = Phrase("未绑定群", "no group")
NO_OFFICE = Phrase("没有督办机构，请用 --office 重新导入", "none; please import again with --office")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which regions' register is to be shown, and from which page on."""

    regions: tuple[RegionVocabulary, ...]
    page: int


def chats(request: Request, services: Services) -> Reply:
    """Show the register of bound chats."""
    with services.database.read() as session:
        wanted = _wanted(request, services.vocabulary(session).regions, Action.CHATS)
        if isinstance(wanted, Reply):
            return wanted
        shown = {region.region_id for region in wanted.regions}
        bound = [chat for chat in ChatRepository(session).list() if chat.region_id in shown]
    language = request.language
    if not bound:
        return Reply(f"{NO_CHATS.say(language)}{HOW_TO_BIND.say(language)}")
    lines = [_say_chat(chat, request.now, language) for chat in bound]
    return _paged(CHATS.say(language, count=len(lines)), lines, wanted, request)


def units(request: Request, services: Services) -> Reply:
    """Show the units of a region, and which of them have a chat."""
    language = request.language
    with services.database.read() as session:
        wanted = _wanted(request, services.vocabulary(session).regions, Action.UNITS)
        if isinstance(wanted, Reply):
            return wanted
        lines = [line for region in wanted.regions for line in _unit_lines(session, region, wanted, language)]
    without = sum(line.endswith(NO_CHAT.say(language)) for line in lines)
    return _paged(UNITS.say(language, count=len(lines), without=without), lines, wanted, request)


def plans(request: Request, services: Services) -> Reply:
    """Show the plans, their office, and whether they are kept watch over."""
    with services.database.read() as session:
        wanted = _wanted(request, services.vocabulary(session).regions, Action.PLANS)
        if isinstance(wanted, Reply):
            return wanted
        lines = [
            _say_plan(plan, region, request)
            for region in wanted.regions
            for plan in PlanRepository(session, region.region_id).all()
        ]
    return _paged(PLANS.say(request.language, count=len(lines)), lines, wanted, request)


def _wanted(request: Request, regions: Sequence[RegionVocabulary], action: Action) -> Wanted | Reply:
    """Read which region and page is meant; whoever sits in a region sees that one only."""
    region, rest = region_of(request.words, regions)
    page = int(rest[0]) - 1 if rest and rest[0].isdecimal() and len(rest[0]) < 5 else 0
    named = regions if region is None else (region,)
    if request.seat.role is not ChatRole.OPERATOR and region is None:
        named = tuple(known for known in regions if known.name == request.seat.region)
    allowed = tuple(known for known in named if may(request.person, action, Target(known.name)))
    return Wanted(allowed, max(page, 0)) if allowed else Reply(NO_REGION_HERE.say(request.language))


def _paged(head: str, lines: Sequence[str], wanted: Wanted, request: Request) -> Reply:
    """Show one page, with a button for the next one."""
    pages = max(1, -(-len(lines) // LINES_A_PAGE))
    page = min(wanted.page, pages - 1)
    shown = lines[page * LINES_A_PAGE : (page + 1) * LINES_A_PAGE]
    head = PAGE.say(request.language, head=head, page=page + 1, pages=pages) if pages > 1 else head
    region = (wanted.regions[0].name,) if len(wanted.regions) == 1 else ()
    more = " ".join((f"/{request.name}", *region, str(page + 2)))
    choices = (Choice(NEXT.say(request.language), more),) if page + 1 < pages else ()
    return Reply("\n".join([head, *shown]), choices)


def _say_chat(chat: ChatBinding, now: datetime, language: Language) -> str:
    since = chat.since.astimezone(now.tzinfo).date().isoformat()
    topic = TOPIC.say(language) if chat.topic is not None else ""
    gone = GONE.say(language) if chat.left_at is not None else ""
    who, title = whose(chat, language), f"{title_of(chat)}{topic}"
    return pick(
        language,
        f"{who}：{title}，{chat.bound_by} 绑定，{since} 起{gone}",
        f"{who}: {title}, bound by {chat.bound_by} since {since}{gone}",
    )


def _unit_lines(session: Session, region: RegionVocabulary, wanted: Wanted, language: Language) -> list[str]:
    bound = {chat.unit_id: chat for chat in ChatRepository(session).list(region.region_id)}
    where = f"{region.name} " if len(wanted.regions) > 1 else ""
    colon, nothing = pick(language, "：", ": "), NO_CHAT.say(language)
    return [
        f"{where}{unit.name}{colon}{title_of(bound[unit.id]) if unit.id in bound else nothing}"
        for unit in UnitRepository(session, region.region_id).all()
    ]


def _say_plan(plan: PlanFact, region: RegionVocabulary, request: Request) -> str:
    language = request.language
    state = STATES[plan.state_on(request.now.date())].say(language)
    office = plan.office or NO_OFFICE.say(language)
    named = f"{region.name} {plan.short_name}"
    zh, en = (f"{plan.year}年，", f"{plan.year}, ") if plan.year else ("", "")
    return pick(
        language,
        f"{named}（{plan.key}，{zh}{state}）：督办机构 {office}",
        f"{named} ({plan.key}, {en}{state}): office {office}",
    )
