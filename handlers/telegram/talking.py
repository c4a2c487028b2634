"""From what was heard to what is sent back: the one way in which Telegram handlers answer."""

import asyncio

from telegram import Message, ReplyParameters

from handlers.access import Speaker
from handlers.binding import seat_in
from handlers.dialogue import Exchange, Turn, converse
from handlers.memory import Said
from handlers.message import Reply
from handlers.telegram.context import House
from handlers.telegram.hearing import Heard
from handlers.telegram.keyboards import keyboard

NOBODY = 0
"""The person of a message that a group or channel sent as itself; no Telegram user has this id."""


async def talk(heard: Heard, house: House, behind: Said | None = None) -> None:
    """Answer what was heard, as a reply to it, in its chat and topic."""
    exchange = await asyncio.to_thread(_exchange, heard, house, behind)
    sent = await send(heard.message, exchange.reply)
    if exchange.said is not None:
        house.memory.answered(heard.place, sent.message_id, exchange.said)


async def send(message: Message, reply: Reply) -> Message:
    """Send `reply` to `message` with its choices as buttons; plain text, so nothing in it is markup."""
    return await message.reply_text(
        reply.text,
        reply_markup=keyboard(reply.choices),
        reply_parameters=ReplyParameters(message.message_id, allow_sending_without_reply=True),
    )


def _exchange(heard: Heard, house: House, behind: Said | None) -> Exchange:
    """Take one turn; runs in a worker thread, since it reads the database."""
    if behind is None and heard.answers is not None:
        behind = house.memory.behind(heard.place, heard.answers)
    speaker = Speaker(heard.place, heard.person, private=heard.private)
    turn = Turn(
        text=heard.text,
        seat=seat_in(speaker, house.services, house.operators),
        place=heard.place,
        person=heard.person or NOBODY,
        now=house.clock.now(),
        behind=behind,
        quotes=heard.quotes,
    )
    return converse(turn, house.services, house.memory)
