"""Messages in words: a question, a follow-up, a report."""

from telegram import Update

from handlers.telegram.context import DubanContext
from handlers.telegram.hearing import hear
from handlers.telegram.talking import talk


async def on_text(update: Update, context: DubanContext) -> None:
    """Answer a message that was said to the bot; leave the others alone."""
    heard = hear(update, context.bot.bot)
    if heard is not None:
        await talk(heard, context.house)
