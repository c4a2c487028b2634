"""The registers: chats, units and plans, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from data.models import Watch
from data.repositories.chats import ChatBinding, ChatRepository
from data.repositories.plans import PlanFact, PlanRepository
from data.repositories.units import UnitRepository
from handlers.access import Action, Target, may
from handlers.binding.bind import HOW_TO_BIND, title_of, whose
from handlers.binding.targets import region_of
from handlers.message import ChatRole, Choice, Reply
from handlers.request import Request
from handlers.services import Services
from handlers.understanding.vocabulary import RegionVocabulary

LINES_A_PAGE = 15
NO_REGION_HERE = "这里没有绑定地区，不显示登记内容。请在私聊里发送这条命令。"
STATES = {Watch.OPEN: "在办", Watch.PAUSED: "已暂停", Watch.CLOSED: "已归档"}


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
    if not bound:
        return Reply(f"还没有绑定任何群。{HOW_TO_BIND}")
    lines = [_say_chat(chat, request.now) for chat in bound]
    return _paged(f"已绑定 {len(lines)} 个群", lines, wanted, request)


def units(request: Request, services: Services) -> Reply:
    """Show the units of a region, and which of them have a chat."""
    with services.database.read() as session:
        wanted = _wanted(request, services.vocabulary(session).regions, Action.UNITS)
        if isinstance(wanted, Reply):
            return wanted
        lines = [line for region in wanted.regions for line in _unit_lines(session, region, wanted)]
    without = sum("未绑定群" in line for line in lines)
    return _paged(f"{len(lines)} 个单位，{without} 个未绑定群", lines, wanted, request)


def plans(request: Request, services: Services) -> Reply:
    """Show the plans, their office, and whether they are kept watch over."""
    with services.database.read() as session:
        wanted = _wanted(request, services.vocabulary(session).regions, Action.PLANS)
        if isinstance(wanted, Reply):
            return wanted
        lines = [
            _say_plan(plan, region, request.now.date())
            for region in wanted.regions
            for plan in PlanRepository(session, region.region_id).all()
        ]
    return _paged(f"{len(lines)} 份任务分工表", lines, wanted, request)


def _wanted(request: Request, regions: Sequence[RegionVocabulary], action: Action) -> Wanted | Reply:
    """Read which region and page is meant; whoever sits in a region sees that one only."""
    region, rest = region_of(request.words, regions)
    page = int(rest[0]) - 1 if rest and rest[0].isdecimal() and len(rest[0]) < 5 else 0
    named = regions if region is None else (region,)
    if request.seat.role is not ChatRole.OPERATOR and region is None:
        named = tuple(known for known in regions if known.name == request.seat.region)
    allowed = tuple(known for known in named if may(request.person, action, Target(known.name)))
    return Wanted(allowed, max(page, 0)) if allowed else Reply(NO_REGION_HERE)


def _paged(head: str, lines: Sequence[str], wanted: Wanted, request: Request) -> Reply:
    """Show one page, with a button for the next one."""
    pages = max(1, -(-len(lines) // LINES_A_PAGE))
    page = min(wanted.page, pages - 1)
    shown = lines[page * LINES_A_PAGE : (page + 1) * LINES_A_PAGE]
    head = f"{head}（第 {page + 1}/{pages} 页）" if pages > 1 else head
    region = (wanted.regions[0].name,) if len(wanted.regions) == 1 else ()
    more = " ".join((f"/{request.name}", *region, str(page + 2)))
    choices = (Choice("下一页", more),) if page + 1 < pages else ()
    return Reply("\n".join([head, *shown]), choices)


def _say_chat(chat: ChatBinding, now: datetime) -> str:
    since = chat.since.astimezone(now.tzinfo).date().isoformat()
    topic = "（话题）" if chat.topic is not None else ""
    gone = "，我已不在群里" if chat.left_at is not None else ""
    return f"{whose(chat)}：{title_of(chat)}{topic}，{chat.bound_by} 绑定，{since} 起{gone}"


def _unit_lines(session: Session, region: RegionVocabulary, wanted: Wanted) -> list[str]:
    bound = {chat.unit_id: chat for chat in ChatRepository(session).list(region.region_id)}
    where = f"{region.name} " if len(wanted.regions) > 1 else ""
    return [
        f"{where}{unit.name}：{title_of(bound[unit.id]) if unit.id in bound else '未绑定群'}"
        for unit in UnitRepository(session, region.region_id).all()
    ]


def _say_plan(plan: PlanFact, region: RegionVocabulary, today: date) -> str:
    year = f"{plan.year}年，" if plan.year else ""
    state = STATES[plan.state_on(today)]
    office = plan.office or "没有督办机构，请用 --office 重新导入"
    return f"{region.name} {plan.short_name}（{plan.key}，{year}{state}）：督办机构 {office}"
