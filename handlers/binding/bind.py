"""Binding a chat to a unit or to a region's leaders, and the end of it."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from data.models import Region, Unit
from data.repositories.chats import ChatBinding, ChatRepository
from handlers.binding.targets import LEADERS_NAME, Target, find_targets, region_of
from handlers.message import Choice, Reply
from handlers.request import Request
from handlers.services import Services
from handlers.understanding.vocabulary import RegionVocabulary

SHOWN = 8
"""How many things that a name may mean are offered."""

NOTHING_IMPORTED = "还没有导入任何方案，没有单位可以绑定。请管理员先运行 duban import 文件.docx。"
HOW_TO_BIND = (
    "写法：/bind 地区 单位，例如 /bind 东至县 县住建局；领导群写 /bind 东至县 领导；"
    "有绑定码的写 /bind 绑定码。"
)
IN_A_GROUP = "绑定要在群里进行：请把我拉进单位的群，在群里发送这条命令。要给别人绑定码，请用 /code。"
NUDGED = "任务快到期时，我会在工作日早上提醒。"
WEEKLY = "每周第一个工作日早上，我会在这里汇总上周情况。"


def bind(request: Request, services: Services) -> Reply:
    """Bind the chat to a unit, or to a region's leaders, as its words say."""
    if request.speaker.private:
        return Reply(IN_A_GROUP)
    if not request.words:
        return Reply(HOW_TO_BIND)
    with services.database.transaction() as session:
        target = find_target(request, services.vocabulary(session).regions)
        if isinstance(target, Reply):
            return target
        return store(session, request, target.region_id, target.unit_id)


def unbind(request: Request, services: Services) -> Reply:
    """End the chat's binding."""
    place, speaker = request.speaker.place, request.speaker
    with services.database.transaction() as session:
        chats = ChatRepository(session)
        former = chats.unbind(place.chat, place.topic, by=speaker.by, now=request.now, person=speaker.number)
        bound = chats.binding(place.chat, place.topic)
    if former is not None:
        return Reply(f"已解除与{whose(former)}的绑定，这里不再回答问题。")
    if bound is not None:
        return Reply(f"这个话题随全群绑定着{whose(bound)}；请在群的“General”里发送 /unbind。")
    return Reply("本群没有绑定。")


def find_target(request: Request, regions: Sequence[RegionVocabulary]) -> Target | Reply:
    """Find what the words mean; a name that is misspelt or unclear is asked back."""
    named, rest = region_of(request.words, regions)
    targets = find_targets(request.words, regions)
    if named is None:
        # Where a region is bound already, its group reads no unit names of another one.
        targets = [one for one in targets if one.region == request.seat.region] or targets
    if len(targets) == 1:
        return targets[0]
    if not regions:
        return Reply(NOTHING_IMPORTED)
    if not rest:
        return Reply(HOW_TO_BIND)
    name = "".join(rest)
    if not targets:
        return Reply(f"没有找到单位“{name}”。请写全称，或先在名单里登记。\n{HOW_TO_BIND}")
    commands = [f"/{request.name} {target.name}" for target in targets[:SHOWN]]
    choices = tuple(Choice(target.name, says) for target, says in zip(targets, commands, strict=False))
    return Reply("\n".join([f"“{name}”有几种可能，请选一个：", *commands]), choices)


def store(session: Session, request: Request, region_id: int, unit_id: int | None) -> Reply:
    """Bind the chat, and say what became of it."""
    chats, speaker = ChatRepository(session), request.speaker
    chat = chats.chat(speaker.place.chat, speaker.place.topic, speaker.title)
    region, former, name = session.get_one(Region, region_id), None, LEADERS_NAME
    if unit_id is None:
        chats.bind_leaders(chat, region, by=speaker.by, now=request.now, person=speaker.number)
    else:
        unit = session.get_one(Unit, unit_id)
        name = unit.name
        former = chats.bind_unit(chat, unit, by=speaker.by, now=request.now, person=speaker.number)
    lines = [f"已绑定：{region.name} {name}"]
    if former is not None:
        lines.append(f"它原来的群“{title_of(former)}”已解除绑定。")
    lines.append(WEEKLY if unit_id is None else NUDGED)
    lines.append("现在可以问：本月有哪些任务到期、下一个截止日期是什么时候。")
    lines.append(how_to_ask(request.account.username))
    return Reply("\n".join(lines))


def how_to_ask(username: str | None) -> str:
    """Say how the bot is spoken to in a group: a mention ends only at a space."""
    mention = f"@{username} " if username else "@我 "
    return f"在群里提问时先写“{mention}”（后面空一格），或者直接回复我的消息。"


def whose(bound: ChatBinding) -> str:
    """Name the region and unit that a chat is bound to."""
    return f"{bound.region} {bound.unit or LEADERS_NAME}"


def title_of(bound: ChatBinding) -> str:
    """Name a chat."""
    return bound.title or str(bound.telegram_id)
