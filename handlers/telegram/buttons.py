"""Presses on inline buttons: each stands for a message that the presser might have typed."""

import asyncio
from contextlib import suppress
from dataclasses import replace

from telegram import CallbackQuery, Update
from telegram.error import BadRequest

from handlers.dialogue import Turn, chosen, may_press, refuses
from handlers.memory.place import Place
from handlers.memory.said import Said
from handlers.message import Choice
from handlers.telegram.context import DubanContext
from handlers.telegram.hearing import Heard, person_at
from handlers.telegram.keyboards import pressed
from handlers.telegram.showing import at_work
from handlers.telegram.talking import say_over, turn_of

FORGOTTEN = "这个按钮已经过期，请再问一次。"
SHOWN_SIGNS = 200
"""So much of an answer to a press Telegram shows."""


async def on_press(update: Update, context: DubanContext) -> None:
    """Answer the press at once, then say what the button stands for; an old button says that it is old."""
    press = update.callback_query
    if press is None:
        return
    said = await _behind(press, context)
    choice = chosen(said, button.index) if (button := pressed(press.data)) is not None else None
    if said is None or choice is None or press.message is None:
        await _answer(press, FORGOTTEN)
        return
    place = Place(press.message.chat.id, said.topic)
    speaker = person_at(place, press.message.chat, press.from_user, context.house.operators)
    heard = Heard(speaker, press.message.message_id, choice.says)
    turn = _settled(await turn_of(heard, context), said, choice)
    if turn is None:
        await _answer(press, FORGOTTEN)
    elif refused := refuses(turn):
        await _answer(press, refused, alert=True)
    else:
        await _answer(press)
        async with at_work(context.bot, place):
            await say_over(turn, heard, context)


async def _behind(press: CallbackQuery, context: DubanContext) -> Said | None:
    """Return what was said with the button, where the press comes from the very message that has it."""
    button, message = pressed(press.data), press.message
    if button is None or message is None:
        return None
    place = Place(message.chat.id)
    return await asyncio.to_thread(context.house.memory.offered, place, button.number, message.message_id)


def _settled(turn: Turn, said: Said, choice: Choice) -> Turn | None:
    """Let the presser speak from the seat that the button belongs to; None where it is not theirs."""
    turn = replace(turn, behind=said, question=None)
    if not may_press(said, turn.seats):
        return None
    seat = choice.seat or said.kept.seat
    if seat is None or not turn.seats:
        return turn if choice.seat is None else None
    mine = tuple(own for own in turn.seats if own == seat)
    return replace(turn, seats=mine) if mine else None


async def _answer(press: CallbackQuery, text: str | None = None, *, alert: bool = False) -> None:
    """Answer a press; one that waited while the bot was down can no longer be answered, but be obeyed."""
    with suppress(BadRequest):
        await press.answer(text[:SHOWN_SIGNS] if text else None, show_alert=alert)
