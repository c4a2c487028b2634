"""Commands: each is a shorter way to say something in words, or a change that an operator makes."""

import asyncio
from collections.abc import Callable, Collection

from telegram import Message, Update
from telegram.constants import ChatType

from handlers import binding
from handlers.message import Reply
from handlers.services import Services
from handlers.telegram.context import DubanContext
from handlers.telegram.hearing import Heard, person_of, place_of
from handlers.telegram.talking import send, talk


async def on_help(update: Update, context: DubanContext) -> None:
    """Say what can be asked here."""
    await _say(update, context, "帮助", "")


async def on_due(update: Update, context: DubanContext) -> None:
    """List what is due, in the next two weeks unless the words name another period."""
    await _say(update, context, "有哪些任务到期", "近期")


async def on_overdue(update: Update, context: DubanContext) -> None:
    """List what is overdue."""
    await _say(update, context, "有哪些逾期的任务", "")


async def on_next(update: Update, context: DubanContext) -> None:
    """Name the next due date."""
    await _say(update, context, "下一个截止日期是什么时候", "")


async def on_list(update: Update, context: DubanContext) -> None:
    """List all tasks of a unit or about a subject."""
    await _say(update, context, "有哪些任务", "")


async def on_bind(update: Update, context: DubanContext) -> None:
    """Bind this chat to a unit or to a region's leaders."""
    await _change(update, context, binding.bind)


async def on_unbind(update: Update, context: DubanContext) -> None:
    """End this chat's binding."""
    await _change(update, context, binding.unbind)


async def on_chats(update: Update, context: DubanContext) -> None:
    """Show the register of bound chats."""
    await _change(update, context, binding.register)


async def _say(update: Update, context: DubanContext, question: str, unless_words: str) -> None:
    """Ask `question` about the command's words, or about `unless_words` where it has none."""
    message = update.effective_message
    if message is None:
        return
    words = " ".join(context.args or []) or unless_words
    await talk(_heard(message, f"{words}{question}"), context.house)


Change = Callable[[binding.Asked, Services, Collection[int]], Reply]


async def _change(update: Update, context: DubanContext, change: Change) -> None:
    """Make a change that only an operator may make, and say what became of it."""
    message = update.effective_message
    if message is None:
        return
    asked = binding.Asked(
        place=place_of(message),
        person=person_of(message),
        words=tuple(context.args or ()),
        title=message.chat.effective_name,
        now=context.house.clock.now(),
    )
    reply = await asyncio.to_thread(change, asked, context.house.services, context.house.operators)
    await send(message, reply)


def _heard(message: Message, text: str) -> Heard:
    private = message.chat.type == ChatType.PRIVATE
    return Heard(message, place_of(message), text, person_of(message), private=private)
