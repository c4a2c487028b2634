"""The handlers of the application, in one table; the first that fits an update takes it, so order matters."""

from typing import Any

from telegram import Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from handlers.commands import COMMANDS
from handlers.telegram import attachments, buttons, errors, gate, members, text
from handlers.telegram.context import HOUSE, DubanContext, House
from handlers.telegram.menus import menu as menu
from handlers.telegram.menus import set_menus as set_menus

Bot = Application[Any, DubanContext, Any, Any, Any, Any]

GATE, BEFORE_ALL = -2, -1
"""The groups of what happens to every update that passes the gate, whatever else becomes of it."""


def register(application: Bot) -> None:
    """Give the application its handlers; the gate stands before all others."""
    new, edited = filters.UpdateType.MESSAGE, filters.UpdateType.EDITED_MESSAGE
    application.add_handler(TypeHandler(Update, gate.on_any), GATE)
    application.add_handler(TypeHandler(Update, members.on_anybody), BEFORE_ALL)
    application.add_handler(CommandHandler([command.name for command in COMMANDS], text.on_text, new))
    application.add_handler(CallbackQueryHandler(buttons.on_press))
    application.add_handler(ChatMemberHandler(members.on_my_member, ChatMemberHandler.MY_CHAT_MEMBER))
    application.add_handler(MessageHandler(new & filters.StatusUpdate.MIGRATE, members.on_moved))
    application.add_handler(MessageHandler(new & filters.TEXT & ~filters.COMMAND, text.on_text))
    application.add_handler(MessageHandler(new & filters.TEXT, text.on_unknown_command))
    # A moving picture counts as a document, too.
    file = filters.PHOTO | (filters.Document.ALL & ~filters.ANIMATION)
    application.add_handler(MessageHandler(new & file, attachments.on_file))
    application.add_handler(MessageHandler(new & ~filters.StatusUpdate.ALL, attachments.on_other))
    application.add_handler(MessageHandler(edited & filters.TEXT, text.on_edit))
    application.add_handler(MessageHandler(edited & filters.CAPTION, attachments.on_edited_caption))
    application.add_error_handler(errors.on_error)


async def introduce(application: Bot) -> None:
    """Set the menus of commands, the operators' own too."""
    house: House = application.bot_data[HOUSE]
    await set_menus(application.bot, sorted(house.operators))
