"""The menus of commands, as Telegram is told them."""

import asyncio
import re

import pytest
from fakes import CutNetwork
from telegram import Bot

from handlers.commands import COMMANDS, read_command
from handlers.telegram.menus import set_menus

OPERATOR = 1


@pytest.fixture
def menus() -> dict[tuple[str, str | None], dict[str, str]]:
    """Every menu that is set: (scope, language) → command → description."""
    network = CutNetwork()

    async def introduce() -> None:
        async with Bot("123456:AAAA", request=network, get_updates_request=CutNetwork()) as bot:
            await set_menus(bot, [OPERATOR])

    asyncio.run(introduce())
    return {
        (menu["scope"]["type"], menu.get("language_code")): {
            entry["command"]: entry["description"] for entry in menu["commands"]
        }
        for menu in network.menus
    }


def test_there_is_a_menu_for_everyone_in_two_languages(
    menus: dict[tuple[str, str | None], dict[str, str]],
) -> None:
    scopes = {"default", "all_private_chats", "all_group_chats", "all_chat_administrators", "chat"}
    assert set(menus) == {(scope, language) for scope in scopes for language in (None, "en")}


def test_each_menu_holds_what_can_be_done_there(menus: dict[tuple[str, str | None], dict[str, str]]) -> None:
    asks = {"help", "due", "overdue", "next", "list", "weekly"}
    assert set(menus["all_private_chats", None]) == asks
    assert set(menus["all_group_chats", None]) == asks | {"bind"} | {"done", "extend", "progress", "history"}
    assert {"bind", "unbind", "units", "status"} <= set(menus["all_chat_administrators", None])
    assert {"code", "chats", "status"} <= set(menus["chat", None])


def test_descriptions_are_in_their_language_and_fit(
    menus: dict[tuple[str, str | None], dict[str, str]],
) -> None:
    for (_, language), menu in menus.items():
        for name, description in menu.items():
            assert re.fullmatch(r"[a-z]{1,32}", name)
            assert 1 <= len(description) <= 256
            assert bool(re.search(r"[一-鿿]", description)) is (language is None)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_a_command_asks_or_does_something(command) -> None:
    assert (command.question is None) is not (command.act is None)
    read = read_command(f"/{command.name}@duban_bot 一 二")
    assert read is not None
    assert read[1] == ("一", "二")


@pytest.mark.parametrize("text", ["/nothing", "//due", "/ due", "due", "/", "/due_x"])
def test_what_is_no_command_of_ours_is_none(text: str) -> None:
    assert read_command(text) is None
