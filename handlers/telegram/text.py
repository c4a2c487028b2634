"""Messages in words and commands: a question, a follow-up, a report, a change."""

import asyncio

from telegram import Update
from telegram.constants import ChatType

from handlers.commands import read_command
from handlers.slips import word_no_command
from handlers.telegram.context import DubanContext
from handlers.telegram.hearing import hear, is_reply_to, language_in
from handlers.telegram.menus import GROUPS, OPERATORS, PRIVATE
from handlers.telegram.talking import say_anew, talk, turn_of


async def on_text(update: Update, context: DubanContext) -> None:
    """Answer a message that was said to the bot; leave the others alone."""
    message = update.effective_message
    heard = hear(message, context.bot.bot, context.house.operators) if message is not None else None
    if heard is not None:
        await talk(heard, context)


async def on_unknown_command(update: Update, context: DubanContext) -> None:
    """Say what there is to whoever gives the bot a command that does not exist; another bot may be meant."""
    message = update.message
    bot = context.bot.bot
    if message is None or message.text is None:
        return
    name, _, meant = message.text.split()[0].removeprefix("/").partition("@")
    private = message.chat.type == ChatType.PRIVATE
    own = meant.casefold() == str(bot.username).casefold()
    if not (own or (not meant and (private or is_reply_to(message, bot)))):
        return
    operator = message.from_user is not None and message.from_user.id in context.house.operators
    audiences = (OPERATORS if operator else PRIVATE) if private else GROUPS
    await message.reply_text(word_no_command(name, audiences, language_in(message)), do_quote=True)


async def on_edit(update: Update, context: DubanContext) -> None:
    """Let an edited question edit its answer; an edited command is not obeyed again."""
    message = update.edited_message
    heard = hear(message, context.bot.bot, context.house.operators) if message is not None else None
    if heard is None or read_command(heard.text) is not None:
        return
    turn = await turn_of(heard, context)
    former = await asyncio.to_thread(
        context.house.memory.of_question, turn.speaker.place, turn.speaker.number, heard.message, turn.now
    )
    if former is None or former.message is None:
        await talk(heard, context)
    else:
        await say_anew(turn, heard, former, context)
