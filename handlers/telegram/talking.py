"""From what was heard to what is sent back: the one way in which Telegram handlers answer."""

import asyncio
from dataclasses import replace

from handlers.dialogue import Exchange, Turn, converse
from handlers.memory.said import Said
from handlers.request import Account
from handlers.telegram.context import DubanContext, House
from handlers.telegram.hearing import Heard
from handlers.telegram.keeping import Keeping
from handlers.telegram.members import seats_for
from handlers.telegram.pressing import Press
from handlers.telegram.sending import edit_text, react, send_files, send_text
from handlers.telegram.showing import at_work


async def talk(heard: Heard, context: DubanContext) -> None:
    """Answer what was heard, as a reply to it, in its chat and topic."""
    turn = await turn_of(heard, context)
    await say(turn, heard, context)


async def say(turn: Turn, heard: Heard, context: DubanContext) -> None:
    """Take a turn, and send what comes of it; a reaction may stand for the whole answer."""
    place = turn.speaker.place
    async with at_work(context.bot, place):
        exchange = await _taken(turn, heard, context)
    reply = exchange.reply
    if (
        reply.reaction
        and not reply.choices
        and await react(context.bot, place, heard.message, reply.reaction)
    ):
        await _remember(turn, exchange, None, context.house)
        await _send_files(turn, heard, exchange, context)
    else:
        await _send(turn, heard, exchange, context)


async def say_over(turn: Turn, heard: Heard, context: DubanContext, press: Press | None = None) -> None:
    """Take a turn, and put what comes of it in the place of the bot's own message, where it belongs there.

    What is meant for the one who pressed alone is the answer to the press.
    """
    work = asyncio.create_task(_taken(turn, heard, context))
    exchange = await (press.meanwhile(work) if press is not None else work)
    reply = exchange.reply
    if press is not None and await _is_told_aside(press, exchange):
        return
    if reply.replaces and await _edit(turn, heard.message, exchange, context):
        await _send_files(turn, heard, exchange, context)
    else:
        await _send(turn, heard, exchange, context)


async def say_anew(turn: Turn, heard: Heard, former: Said, context: DubanContext) -> None:
    """Take a turn anew, and put what comes of it in the place of the former answer; files come anew."""
    exchange = await _taken(turn, heard, context)
    if former.message is not None and await _edit(turn, former.message, exchange, context):
        await _send_files(turn, heard, exchange, context)


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
        given=heard.given,
    )


async def _taken(turn: Turn, heard: Heard, context: DubanContext) -> Exchange:
    """Take a turn, and fetch what it said should be kept, once nothing waits for that."""
    keeping = Keeping.beside(context.house.services.database)
    house = context.house
    exchange = await house.turns.take(lambda: _exchange(turn, heard.answers, house, keeping))
    if keeping.wanted:
        context.application.create_task(keeping.fetch(context.bot))
    return exchange


async def _is_told_aside(press: Press, exchange: Exchange) -> bool:
    """Answer a press; say whether that was the whole answer."""
    reply = exchange.reply
    aside = reply.aside or (bool(reply.reaction) and not reply.choices and not reply.files)
    if not aside:
        await press.answer()
        return False
    return await press.answer(reply.text, alert=reply.aside)


async def _send(turn: Turn, heard: Heard, exchange: Exchange, context: DubanContext) -> None:
    message = None
    try:
        place = turn.speaker.place
        message = await send_text(context.bot, place, heard.message, exchange.reply, _number(exchange))
    finally:
        # An answer that was lost on its way may have arrived: its buttons work.
        await _remember(turn, exchange, message, context.house)
    await _send_files(turn, heard, exchange, context)


async def _edit(turn: Turn, message: int, exchange: Exchange, context: DubanContext) -> bool:
    if not await edit_text(context.bot, turn.speaker.place, message, exchange.reply, _number(exchange)):
        return False
    await _remember(turn, exchange, message, context.house)
    return True


async def _send_files(turn: Turn, heard: Heard, exchange: Exchange, context: DubanContext) -> None:
    """Send the files of a reply, and let a reply to one of them continue it as well."""
    if not exchange.reply.files:
        return
    memory, place = context.house.memory, turn.speaker.place
    sent = await send_files(context.bot, place, heard.message, exchange.reply.files)
    if exchange.said is not None:
        kept = replace(exchange.said.kept, choices=(), question=None)
        for message in sent:
            said = await asyncio.to_thread(memory.keep, place, turn.speaker.number, Said(kept, turn.now))
            memory.answered(place, said, message)
        await context.house.write_down()


async def _remember(turn: Turn, exchange: Exchange, message: int | None, house: House) -> None:
    if exchange.said is not None:
        house.memory.answered(turn.speaker.place, exchange.said, message)
        await house.write_down()


def _number(exchange: Exchange) -> int | None:
    return exchange.said.number if exchange.said is not None else None


def _exchange(turn: Turn, answers: int | None, house: House, keeping: Keeping) -> Exchange:
    """Take one turn; runs in a worker thread, since it reads the database."""
    if turn.behind is None and answers is not None:
        turn = replace(turn, behind=house.memory.behind(turn.speaker.place, answers))
    return converse(turn, replace(house.services, keep=keeping.keep), house.memory)
