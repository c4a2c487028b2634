"""Messages in words and commands: a question, a follow-up, a report, a change."""

import asyncio

from telegram import Update

from handlers.commands import read_command
from handlers.telegram.context import DubanContext
from handlers.telegram.hearing import hear
from handlers.telegram.talking import say_anew, talk, turn_of


async def on_text(update: Update, context: DubanContext) -> None:
    """Answer a message that was said to the bot; leave the others alone."""
    message = update.effective_message
    heard = hear(message, context.bot.bot, context.house.operators) if message is not None else None
    if heard is not None:
        await talk(heard, context)


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
