"""One-time binding codes: made by an operator, used by anyone in a group."""

import re
import secrets
from datetime import timedelta

from data.repositories.chats import ChatRepository
from data.repositories.codes import CodeGrant, CodeRepository
from data.wording.language import Phrase
from handlers.binding.bind import IN_A_GROUP, find_target, store
from handlers.binding.targets import Target
from handlers.message import Reply
from handlers.request import Request
from handlers.services import Services

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No sign of it is easily taken for another one (0 O, 1 I L, U V)."""

HALF = 5
LASTS = timedelta(hours=24)
HOW_TO_CODE = Phrase(
    "写法：/code 地区 单位，例如 /code 东至县 县住建局；领导群写 /code 东至县 领导。",
    "Usage: /code REGION UNIT, such as /code 东至县 县住建局; for the leaders' group /code 东至县 leaders.",
)
WRONG = Phrase(
    "没有这个绑定码，请核对后再发一次；不行就请管理员用 /code 重新发一个。",
    "There is no such code. Please check it and try again, or have an operator make a new one with /code.",
)
EXPIRED = Phrase(
    "这个绑定码已经过期（24小时内有效），请管理员用 /code 重新发一个。",
    "This code has expired (codes last 24 hours). Please have an operator make a new one with /code.",
)
USED = Phrase(
    "这个绑定码已经用过了，每个只能用一次。请管理员用 /code 重新发一个。",
    "This code has been used; each works once. Please have an operator make a new one with /code.",
)
TOO_MANY = Phrase(
    "绑定码错得太多了，请一小时后再试，或者请管理员直接绑定。",
    "Too many wrong codes. Please try again in an hour, or have an operator bind the group.",
)
CODE = Phrase("绑定码：{code}", "Code: {code}")
FOR_WHOM = Phrase(
    "用于：{name}。24小时内有效，只能用一次，请只发给该单位的人。",
    "For: {name}. It lasts 24 hours and works once; please give it to people of that unit only.",
)
TO_SEND = Phrase(
    "对方在要绑定的群里发送：/bind {code}", "They send this in the group to be bound: /bind {code}"
)
TO_OPEN = Phrase(
    "或者点开 https://t.me/{username}?startgroup={code} 选群，我进群后自动绑定。",
    "Or open https://t.me/{username}?startgroup={code} and choose the group: I bind it when I join.",
)
_SHAPE = re.compile(r"[A-Za-z0-9]{4,8}-?[A-Za-z0-9]{4,8}")


def is_code(words: tuple[str, ...]) -> bool:
    """Tell whether the words of a command look like a code, right or wrong."""
    return bool(_SHAPE.fullmatch("".join(words))) and len(words) <= 2


def make_code(request: Request, services: Services) -> Reply:
    """Make a code for the unit, or the leaders, that the words name."""
    if not request.words:
        return Reply(HOW_TO_CODE.say(request.language))
    with services.database.transaction() as session:
        target = find_target(request, services.vocabulary(session).regions)
        if isinstance(target, Reply):
            return target
        code = _new_code()
        grant = CodeGrant(target.region_id, target.unit_id, request.speaker.by)
        CodeRepository(session).add(code, grant, made_at=request.now, expires_at=request.now + LASTS)
    return Reply("\n".join(_say_code(code, target, request)))


def redeem(request: Request, services: Services) -> Reply:
    """Bind the chat to what its code was made for."""
    if request.speaker.private:
        return Reply(IN_A_GROUP.say(request.language))
    keys = (request.speaker.number, request.speaker.place.chat)
    if services.attempts.are_used_up(keys, request.now):
        return Reply(TOO_MANY.say(request.language))
    with services.database.transaction() as session:
        codes = CodeRepository(session)
        code = codes.find(_plain("".join(request.words)))
        if code is None:
            services.attempts.failed(keys, request.now)
            return Reply(WRONG.say(request.language))
        if code.used_at is not None:
            return Reply(USED.say(request.language))
        if code.expires_at <= request.now:
            return Reply(EXPIRED.say(request.language))
        place = request.speaker.place
        chat = ChatRepository(session).chat(place.chat, place.topic, request.speaker.title)
        if not codes.use(code, chat.id, request.now):
            return Reply(USED.say(request.language))
        return store(session, request, code.region_id, code.unit_id)


def _new_code() -> str:
    signs = [secrets.choice(ALPHABET) for _ in range(2 * HALF)]
    return "".join(signs[:HALF]) + "-" + "".join(signs[HALF:])


def _plain(typed: str) -> str:
    """Write a typed code as it was made: large letters, the hyphen in its place."""
    signs = typed.replace("-", "").upper()
    return f"{signs[:HALF]}-{signs[HALF:]}"


def _say_code(code: str, target: Target, request: Request) -> list[str]:
    language, username = request.language, request.account.username
    lines = [
        CODE.say(language, code=code),
        FOR_WHOM.say(language, name=target.name),
        TO_SEND.say(language, code=code),
    ]
    if username:
        lines.append(TO_OPEN.say(language, username=username, code=code))
    return lines
