"""What is said about the chat itself: a greeting, which seat is meant, and how to come to an answer; pure."""

from collections.abc import Sequence
from dataclasses import replace

from data.wording.language import Language, Phrase, pick
from handlers.message import ChatRole, Choice, Reply, Seat
from handlers.understanding.query import Intent

PRIVATE = Phrase(
    "私聊里我只回答在已绑定的群里见过的人，这里暂时查不到任务。\n"
    "请先在本单位的群里说一句“{mention}帮助”（后面留一个空格），之后30天内可以在这里问。\n"
    "本单位还没有绑定群的：把我拉进群，由管理员发送“/bind 地区 单位”，或者发送“/bind 绑定码”。",
    "In private I only answer people I have seen in a bound group, so I can't show you any tasks yet.\n"
    "Please say “{mention}help” in your unit's group (keep the space); then you can ask here for 30 days.\n"
    "If your unit's group is not bound yet: add me to it, and have an operator send “/bind REGION UNIT”, "
    "or send “/bind CODE”.",
)
WHICH_SEAT = Phrase(
    "您在几个群里，请问是替哪一个问的？", "You are in several groups. Which one are you asking for?"
)


def word_greeting(username: str) -> Reply:
    """Greet a new group in three lines: what this is, how it is bound, how it is spoken to."""
    return Reply(
        "大家好，我是督办助手：到期前提醒，问任务、报办结、申请延期都可以。\n"
        "先绑定本群：管理员发送“/bind 地区 单位”，或者任何人发送“/bind 绑定码”（绑定码向管理员要）。\n"
        f"之后这样问：“@{username} 本月有哪些任务到期”（@{username} 后面留一个空格），直接回复我的消息也行。"
    )


def word_back(bound_to: str, username: str) -> Reply:
    """Greet a group that was bound before."""
    return Reply(
        f"我回来了，本群仍绑定：{bound_to}。\n"
        f"这样问：“@{username} 本月有哪些任务到期”（@{username} 后面留一个空格），直接回复我的消息也行。"
    )


def word_private(username: str | None, language: Language = Language.ZH) -> Reply:
    """Say to somebody in private who has no rights there how to get an answer."""
    mention = f"@{username} " if username else pick(language, "@我 ", "@me ")
    return Reply(PRIVATE.say(language, mention=mention))


def word_which_seat(text: str, seats: Sequence[Seat], language: Language = Language.ZH) -> Reply:
    """Ask somebody who is in several chats from which of them the question is asked."""
    choices = tuple(Choice(name_of(seat, language), text, seat) for seat in seats)
    lines = [f"{number}. {choice.label}" for number, choice in enumerate(choices, start=1)]
    return Reply("\n".join([WHICH_SEAT.say(language), *lines]), choices)


def with_mention(reply: Reply, username: str | None) -> Reply:
    """Show in the help of a group how the bot is mentioned: the space ends the mention."""
    answer = reply.answer
    if answer is None or answer.query.intent is not Intent.HELP or not username or not answer.examples:
        return reply
    like = pick(answer.query.language, "像这样：", "Like this: ")
    return replace(reply, text=f"{reply.text}\n{like}@{username} {answer.examples[0]}")


def name_of(seat: Seat, language: Language = Language.ZH) -> str:
    """Name a seat."""
    name = pick(language, "领导", "leaders") if seat.role is ChatRole.LEADERS else seat.unit or ""
    return f"{seat.region or ''} {name}".strip()
