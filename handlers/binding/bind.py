"""Binding a chat to a unit or to a region's leaders, and the end of it."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from data.models import Region, Unit
from data.repositories.chats import ChatBinding, ChatRepository
from data.wording.language import Language, Phrase, pick
from handlers.binding.targets import LEADERS_NAME, Target, find_targets, region_of
from handlers.message import Choice, Reply
from handlers.request import Request
from handlers.services import Services
from handlers.understanding.vocabulary import RegionVocabulary

SHOWN = 8
"""How many things that a name may mean are offered."""

NOTHING_IMPORTED = Phrase(
    "还没有导入任何方案，没有单位可以绑定。请管理员先把任务分工表私聊发给我，或运行 duban import 文件.docx。",
    "No plan has been imported, so there is no unit to bind. "
    "An operator has to send me the document in private first, or run duban import FILE.",
)
HOW_TO_BIND = Phrase(
    "写法：/bind 地区 单位，例如 /bind 东至县 县住建局；领导群写 /bind 东至县 领导；"
    "有绑定码的写 /bind 绑定码。",
    "Usage: /bind REGION UNIT, such as /bind 东至县 县住建局; for the leaders' group /bind 东至县 leaders; "
    "with a code /bind CODE.",
)
IN_A_GROUP = Phrase(
    "绑定要在群里进行：请把我拉进单位的群，在群里发送这条命令。要给别人绑定码，请用 /code。",
    "Binding is done in the group: add me to the unit's group and send this command there. "
    "To make a code for somebody else, use /code.",
)
NUDGED = Phrase(
    "任务快到期时，我会在工作日早上提醒。",
    "When a task is nearly due, I send a reminder on a working morning.",
)
WEEKLY = Phrase(
    "每周第一个工作日早上，我会在这里汇总上周情况。",
    "On the first working morning of each week I sum up the week before here.",
)
UNBOUND = Phrase(
    "已解除与{whose}的绑定，这里不再回答问题。",
    "No longer bound to {whose}; I won't answer questions here any more.",
)
TOPIC = Phrase(
    "这个话题随全群绑定着{whose}；请在群的“General”里发送 /unbind。",
    "This topic is bound to {whose} with the whole group; please send /unbind in its “General” topic.",
)
NOT_BOUND = Phrase("本群没有绑定。", "This group is not bound.")
NO_UNIT = Phrase(
    "没有找到单位“{name}”。请写全称，或先在名单里登记。",
    "I found no unit “{name}”. Please write its full name, or put it on the roster first.",
)
WHICH = Phrase("“{name}”有几种可能，请选一个：", "“{name}” may mean several. Please choose one:")
BOUND = Phrase("已绑定：{whose}", "Bound: {whose}")
FORMER = Phrase("它原来的群“{title}”已解除绑定。", "Its former group “{title}” is no longer bound.")
ASK_NOW = Phrase(
    "现在可以问：本月有哪些任务到期、下一个截止日期是什么时候。",
    "You can ask now: what is due this month? When is the next deadline?",
)
HOW_TO_ASK = Phrase(
    "在群里提问时先写“{mention}”（后面空一格），或者直接回复我的消息。",
    "To ask in the group, begin with “{mention}” (keep the space), or reply to one of my messages.",
)
LEADERS_OF = Phrase(LEADERS_NAME, "leaders")


def bind(request: Request, services: Services) -> Reply:
    """Bind the chat to a unit, or to a region's leaders, as its words say."""
    if request.speaker.private:
        return Reply(IN_A_GROUP.say(request.language))
    if not request.words:
        return Reply(HOW_TO_BIND.say(request.language))
    with services.database.transaction() as session:
        target = find_target(request, services.vocabulary(session).regions)
        if isinstance(target, Reply):
            return target
        return store(session, request, target.region_id, target.unit_id)


def unbind(request: Request, services: Services) -> Reply:
    """End the chat's binding."""
    place, speaker, language = request.speaker.place, request.speaker, request.language
    with services.database.transaction() as session:
        chats = ChatRepository(session)
        former = chats.unbind(place.chat, place.topic, by=speaker.by, now=request.now, person=speaker.number)
        bound = chats.binding(place.chat, place.topic)
    if former is not None:
        return Reply(UNBOUND.say(language, whose=whose(former, language)))
    if bound is not None:
        return Reply(TOPIC.say(language, whose=whose(bound, language)))
    return Reply(NOT_BOUND.say(language))


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
        return Reply(NOTHING_IMPORTED.say(request.language))
    if not rest:
        return Reply(HOW_TO_BIND.say(request.language))
    name = "".join(rest)
    if not targets:
        lost, how = NO_UNIT.say(request.language, name=name), HOW_TO_BIND.say(request.language)
        return Reply(f"{lost}\n{how}")
    commands = [f"/{request.name} {target.name}" for target in targets[:SHOWN]]
    choices = tuple(Choice(target.name, says) for target, says in zip(targets, commands, strict=False))
    return Reply("\n".join([WHICH.say(request.language, name=name), *commands]), choices)


def store(session: Session, request: Request, region_id: int, unit_id: int | None) -> Reply:
    """Bind the chat, and say what became of it."""
    chats, speaker = ChatRepository(session), request.speaker
    chat = chats.chat(speaker.place.chat, speaker.place.topic, speaker.title)
    language = request.language
    region, former, name = session.get_one(Region, region_id), None, LEADERS_OF.say(language)
    if unit_id is None:
        chats.bind_leaders(chat, region, by=speaker.by, now=request.now, person=speaker.number)
    else:
        unit = session.get_one(Unit, unit_id)
        name = unit.name
        former = chats.bind_unit(chat, unit, by=speaker.by, now=request.now, person=speaker.number)
    lines = [BOUND.say(language, whose=f"{region.name} {name}")]
    if former is not None:
        lines.append(FORMER.say(language, title=title_of(former)))
    lines.append((WEEKLY if unit_id is None else NUDGED).say(language))
    lines.append(ASK_NOW.say(language))
    lines.append(how_to_ask(request.account.username, language))
    return Reply("\n".join(lines))


def how_to_ask(username: str | None, language: Language = Language.ZH) -> str:
    """Say how the bot is spoken to in a group: a mention ends only at a space."""
    mention = f"@{username} " if username else pick(language, "@我 ", "@me ")
    return HOW_TO_ASK.say(language, mention=mention)


def whose(bound: ChatBinding, language: Language = Language.ZH) -> str:
    """Name the region and unit that a chat is bound to."""
    return f"{bound.region} {bound.unit or LEADERS_OF.say(language)}"


def title_of(bound: ChatBinding) -> str:
    """Name a chat."""
    return bound.title or str(bound.telegram_id)
