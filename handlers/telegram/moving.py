"""A group that became a supergroup: the register follows, however the bot came to know of it."""

import asyncio

from data.repositories.chats import ChatRepository
from handlers.telegram.context import House
from handlers.telegram.manners import Moved


def mover(house: House) -> Moved:
    """Return what writes down in `house` that a chat has moved."""

    async def moved(before: int, to: int) -> None:
        await asyncio.to_thread(_move, house, before, to)

    return moved


def _move(house: House, before: int, to: int) -> None:
    with house.services.database.transaction() as session:
        ChatRepository(session).move(before, to)
