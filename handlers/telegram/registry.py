"""The handlers of the application, in one table; the first that fits an update takes it, so order matters."""

from typing import Any

from telegram import BotCommand, Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from handlers.telegram import buttons, commands, errors, gate, text
from handlers.telegram.context import DubanContext

Bot = Application[Any, DubanContext, Any, Any, Any, Any]

COMMANDS = (
    ("help", commands.on_help, "可以问什么"),
    ("start", commands.on_help, "开始使用"),
    ("due", commands.on_due, "近期到期的任务，可加单位或时间：/due 县住建局 本月"),
    ("overdue", commands.on_overdue, "逾期未办结的任务"),
    ("next", commands.on_next, "下一个截止日期"),
    ("list", commands.on_list, "全部任务，可加单位或主题"),
    ("bind", commands.on_bind, "绑定本群（管理员）：/bind 地区 单位"),
    ("unbind", commands.on_unbind, "解除本群绑定（管理员）"),
    ("chats", commands.on_chats, "已绑定的群（管理员）"),
)
"""Each command, its handler, and its line in the menu."""


def register(application: Bot) -> None:
    """Give the application its handlers; the gate stands before all others."""
    application.add_handler(TypeHandler(Update, gate.on_any), group=-1)
    for name, handler, _ in COMMANDS:
        application.add_handler(CommandHandler(name, handler, filters.UpdateType.MESSAGE))
    application.add_handler(CallbackQueryHandler(buttons.on_press))
    application.add_handler(
        MessageHandler(filters.UpdateType.MESSAGE & filters.TEXT & ~filters.COMMAND, text.on_text)
    )
    application.add_error_handler(errors.on_error)


def menu() -> list[BotCommand]:
    """Return the commands as Telegram's menu shows them."""
    return [BotCommand(name, words) for name, _, words in COMMANDS]
