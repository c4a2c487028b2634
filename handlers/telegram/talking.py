"""From what was heard to what is sent back: the one way in which Telegram handlers answer."""

import asyncio
import logging
from dataclasses import replace

from telegram import Bot, ReplyParameters
from telegram.error import BadRequest

from handlers.dialogue import Exchange, Turn, converse
from handlers.memory.said import Said
from handlers.request import Account
from handlers.telegram.context import DubanContext, House
from handlers.telegram.hearing import Heard
from handlers.telegram.keyboards import keyboard
from handlers.telegram.members import seats_for

logger = logging.getLogger(__name__)


async def talk(heard: Heard, context: DubanContext) -> None:
    """Answer what was heard, as a reply to it, in its chat and topic."""
    turn = await turn_of(heard, context)
    await say(turn, heard, context)


async def say(turn: Turn, heard: Heard, context: DubanContext) -> None:
    """Take a turn, send what comes of it, and remember which message that is."""
    house = context.house
    exchange = await asyncio.to_thread(_exchange, turn, heard.answers, house)
    message = await _send(context.bot, heard, exchange)
    await _remember(turn, exchange, message, house)


async def say_over(turn: Turn, heard: Heard, context: DubanContext) -> None:
    """Take a turn, and put what comes of it in the place of the bot's own message, where it belongs there."""
    house = context.house
    exchange = await asyncio.to_thread(_exchange, turn, heard.answers, house)
    number = exchange.said.number if exchange.said is not None else None
    if exchange.reply.replaces:
        try:
            await context.bot.edit_message_text(
                exchange.reply.text,
                chat_id=turn.speaker.place.chat,
                message_id=heard.message,
                reply_markup=keyboard(exchange.reply.choices, number),
            )
        except BadRequest as error:
            logger.info("a message could not be replaced, so another one is sent: %s", error.message)
        else:
            await _remember(turn, exchange, heard.message, house)
            return
    message = await _send(context.bot, heard, exchange)
    await _remember(turn, exchange, message, house)


async def say_anew(turn: Turn, heard: Heard, former: Said, context: DubanContext) -> None:
    """Take a turn anew, and put what comes of it in the place of the former answer."""
    house = context.house
    exchange = await asyncio.to_thread(_exchange, turn, heard.answers, house)
    number = exchange.said.number if exchange.said is not None else None
    try:
        await context.bot.edit_message_text(
            exchange.reply.text,
            chat_id=turn.speaker.place.chat,
            message_id=former.message,
            reply_markup=keyboard(exchange.reply.choices, number),
        )
    except BadRequest as error:
        # The answer is the same as before, or somebody deleted it: there is nothing to edit.
        logger.info("an answer was not edited: %s", error.message)
        return
    if former.message is not None:
        await _remember(turn, exchange, former.message, house)


async def turn_of(heard: Heard, context: DubanContext) -> Turn:
    """Return the turn that a message is, with every seat from which its sender may speak."""
    bot = context.bot.bot
    return Turn(
        text=heard.text,
        speaker=heard.speaker,
        seats=await seats_for(heard.speaker, context),
        now=context.house.clock.now(),
        quotes=heard.quotes,
        question=heard.message,
        account=Account(bot.username, bot.can_read_all_group_messages),
    )


async def _send(bot: Bot, heard: Heard, exchange: Exchange) -> int:
    """Send a reply with its choices as buttons; plain text, so nothing in it is markup."""
    place = heard.speaker.place
    sent = await bot.send_message(
        place.chat,
        exchange.reply.text,
        message_thread_id=place.topic,
        reply_markup=keyboard(exchange.reply.choices, exchange.said.number if exchange.said else None),
        reply_parameters=ReplyParameters(heard.message, allow_sending_without_reply=True),
    )
    return sent.message_id


async def _remember(turn: Turn, exchange: Exchange, message: int, house: House) -> None:
    if exchange.said is not None:
        await asyncio.to_thread(house.memory.answered, turn.speaker.place, exchange.said, message)


def _exchange(turn: Turn, answers: int | None, house: House) -> Exchange:
    """Take one turn; runs in a worker thread, since it reads the database."""
    if turn.behind is None and answers is not None:
        turn = replace(turn, behind=house.memory.behind(turn.speaker.place, answers))
    return converse(turn, house.services, house.memory)
