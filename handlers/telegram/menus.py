"""The menus of commands: in Chinese and English, for private chats, groups, administrators, operators."""

import logging
from collections.abc import Iterable

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
)
from telegram.error import BadRequest, Forbidden

from handlers.commands import COMMANDS, Audience

logger = logging.getLogger(__name__)

PRIVATE = frozenset({Audience.EVERYONE})
GROUPS = PRIVATE | {Audience.GROUPS}
ADMINISTRATORS = GROUPS | {Audience.ADMINISTRATORS}
OPERATORS = PRIVATE | {Audience.ADMINISTRATORS, Audience.OPERATORS}

SCOPES: tuple[tuple[BotCommandScope, frozenset[Audience]], ...] = (
    (BotCommandScopeDefault(), PRIVATE),
    (BotCommandScopeAllPrivateChats(), PRIVATE),
    (BotCommandScopeAllGroupChats(), GROUPS),
    (BotCommandScopeAllChatAdministrators(), ADMINISTRATORS),
)
LANGUAGES = (None, "en")
"""Chinese for everybody, English for whoever has their Telegram in English."""


def menu(audiences: frozenset[Audience] = PRIVATE, language: str | None = None) -> list[BotCommand]:
    """Return the commands for `audiences` as Telegram's menu shows them."""
    return [
        BotCommand(command.name, command.en if language == "en" else command.zh)
        for command in COMMANDS
        if command.audience in audiences
    ]


async def set_menus(bot: Bot, operators: Iterable[int] = ()) -> None:
    """Set every menu; an operator who has not started the bot gets theirs at the next start."""
    for scope, audiences in SCOPES:
        for language in LANGUAGES:
            await bot.set_my_commands(menu(audiences, language), scope, language)
    for operator in operators:
        try:
            for language in LANGUAGES:
                await bot.set_my_commands(menu(OPERATORS, language), BotCommandScopeChat(operator), language)
        except (BadRequest, Forbidden) as error:
            logger.warning("operator %s has no menu yet: %s", operator, error.message)
