"""Binding chats to units: what an operator may do in a chat besides asking."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from data.models import BindingKind, Region, Unit
from data.repositories.chats import ChatBinding, ChatRepository
from data.units.mentions import Ambiguous, Found
from data.units.values import Unit as KnownUnit
from handlers.access import Speaker, seat_of
from handlers.memory import Place
from handlers.message import ChatRole, Reply, Seat
from handlers.services import Services
from handlers.understanding.vocabulary import RegionVocabulary

LEADERS = frozenset({"领导", "leaders"})
LEADERS_NAME = "领导"
NOTHING_IMPORTED = "还没有导入任何方案，没有单位可以绑定。请管理员先运行 duban import 文件.docx。"
HOW_TO_BIND = "写法：/bind 地区 单位，例如 /bind 东至县 县住建局；领导群写 /bind 东至县 领导。"
NOT_OPERATOR = "只有管理员可以绑定群。请联系管理员，或把您的 Telegram 编号加进 config.toml 的 operators。"
ANONYMOUS = "匿名管理员的命令认不出是谁，没有生效。请取消匿名后再发一次。"


@dataclass(frozen=True, slots=True)
class Asked:
    """A change asked for in a chat; `person` is None where a group or channel speaks as itself."""

    place: Place
    person: int | None
    words: tuple[str, ...]
    title: str | None
    now: datetime


@dataclass(frozen=True, slots=True)
class Target:
    """What a chat may be bound to: a unit of a region, or its leaders where `unit_id` is None."""

    region: RegionVocabulary
    unit_id: int | None
    name: str


def seat_in(speaker: Speaker, services: Services, operators: Collection[int]) -> Seat:
    """Return the seat of a speaker, looking up what the chat is bound to."""
    with services.database.read() as session:
        bound = ChatRepository(session).binding(speaker.place.chat, speaker.place.topic)
    return seat_of(speaker, _seat(bound) if bound else None, operators)


def bind(asked: Asked, services: Services, operators: Collection[int]) -> Reply:
    """Bind the chat to a unit, or to a region's leaders, as its words say."""
    if refusal := _refusal(asked, operators):
        return refusal
    if not asked.words:
        return Reply(HOW_TO_BIND)
    with services.database.transaction() as session:
        return _bind(session, asked, services)


def unbind(asked: Asked, services: Services, operators: Collection[int]) -> Reply:
    """End the chat's binding."""
    if refusal := _refusal(asked, operators):
        return refusal
    with services.database.transaction() as session:
        place, by = asked.place, str(asked.person)
        former = ChatRepository(session).unbind(place.chat, place.topic, by=by, now=asked.now)
    return Reply(
        "本群没有绑定。" if former is None else f"已解除与{_whose(former)}的绑定，本群不再回答问题。"
    )


def register(asked: Asked, services: Services, operators: Collection[int]) -> Reply:
    """Show the register of bound chats."""
    if refusal := _refusal(asked, operators):
        return refusal
    with services.database.read() as session:
        bound = ChatRepository(session).list()
    if not bound:
        return Reply(f"还没有绑定任何群。{HOW_TO_BIND}")
    lines = [f"{_whose(chat)}：{_title(chat)}（{_day(chat.since, asked.now)} 起）" for chat in bound]
    return Reply("\n".join([f"已绑定 {len(lines)} 个群", *lines]))


def _refusal(asked: Asked, operators: Collection[int]) -> Reply | None:
    if asked.person is None:
        return Reply(ANONYMOUS)
    return None if asked.person in operators else Reply(NOT_OPERATOR)


def _bind(session: Session, asked: Asked, services: Services) -> Reply:
    """Find what the words mean, and bind the chat to it; a name that is misspelt or unclear is asked back."""
    regions = services.vocabulary(session).regions
    region, name = _region_and_name(asked.words, regions)
    fitting = regions if region is None else (region,)
    if not name or not fitting:
        return Reply(HOW_TO_BIND if regions else NOTHING_IMPORTED)
    if name in LEADERS:
        targets = [Target(place, None, LEADERS_NAME) for place in fitting]
    else:
        targets = [Target(place, unit.id, unit.name) for place in fitting for unit in _units(place, name)]
    if len(targets) != 1:
        return Reply(_which(name, targets))
    return _store(session, asked, targets[0])


def _store(session: Session, asked: Asked, target: Target) -> Reply:
    chats, by = ChatRepository(session), str(asked.person)
    chat = chats.chat(asked.place.chat, asked.place.topic, asked.title)
    former = None
    if target.unit_id is None:
        region = session.get_one(Region, target.region.region_id)
        chats.bind_leaders(chat, region, by=by, now=asked.now)
    else:
        former = chats.bind_unit(chat, session.get_one(Unit, target.unit_id), by=by, now=asked.now)
    lines = [f"已绑定：{target.region.name} {target.name}"]
    if former is not None:
        lines.append(f"它原来的群“{_title(former)}”已解除绑定。")
    lines.append("现在可以问：本月有哪些任务到期、下一个截止日期是什么时候。")
    lines.append("在群里提问时先 @我（后面空一格），或者回复我的消息。")
    return Reply("\n".join(lines))


def _region_and_name(
    words: tuple[str, ...], regions: tuple[RegionVocabulary, ...]
) -> tuple[RegionVocabulary | None, str]:
    """Take the region off the front, where the first word names one; what is left names the unit."""
    for region in regions:
        if words[0] in region.spoken_names:
            return region, "".join(words[1:])
    return None, "".join(words)


def _units(region: RegionVocabulary, name: str) -> tuple[KnownUnit, ...]:
    """Return the units that `name` surely means: binding is a change, so a slip is not mended."""
    match region.directory.find(name):
        case Found(unit=unit, mended=None):
            return (unit,)
        case Ambiguous(units=units):
            return units
        case _:
            return ()


def _which(name: str, targets: list[Target]) -> str:
    if not targets:
        return f"没有找到单位“{name}”。请写全称，或先在名单里登记。\n{HOW_TO_BIND}"
    lines = [f"/bind {target.region.name} {target.name}" for target in targets]
    return "\n".join([f"“{name}”有几种可能，请选一个发出：", *lines])


def _seat(bound: ChatBinding) -> Seat:
    role = ChatRole.LEADERS if bound.kind is BindingKind.LEADERS else ChatRole.UNIT
    return Seat(role, region=bound.region, unit=bound.unit)


def _whose(bound: ChatBinding) -> str:
    return f"{bound.region} {bound.unit or LEADERS_NAME}"


def _title(bound: ChatBinding) -> str:
    return bound.title or str(bound.telegram_id)


def _day(instant: datetime, now: datetime) -> str:
    """Return the office's calendar day of a stored instant."""
    return instant.astimezone(now.tzinfo).date().isoformat()
