"""Presses on inline buttons: each stands for a message that the presser might have typed."""

import asyncio
from dataclasses import replace

from telegram import CallbackQuery, Update

from data.wording.language import Language, Phrase
from handlers.dialogue import Turn, chosen, may_press, refuses
from handlers.memory.place import Place
from handlers.memory.said import Kept, Said
from handlers.message import Choice, Reply
from handlers.telegram.context import DubanContext, House
from handlers.telegram.gate import asks_for_change
from handlers.telegram.hearing import Heard, language_of_program, person_at
from handlers.telegram.keyboards import pressed
from handlers.telegram.pressing import Press
from handlers.telegram.sending import send_text
from handlers.telegram.showing import at_work
from handlers.telegram.talking import say_over, turn_of

FORGOTTEN = Phrase("这个按钮已经过期，请再问一次。", "This button is too old to work. Please ask again.")
PRESSED_LATE = Phrase(
    "“{label}”是在我停机期间按的，还没有执行。仍要执行的话，请再按一次。",
    "“{label}” was pressed while I was down, so nothing was done. If you still want it, press again.",
)


async def on_press(update: Update, context: DubanContext) -> None:
    """Do what the button stands for, and answer the press; an old button says that it is old."""
    query = update.callback_query
    if query is None:
        return
    press = Press(query)
    said = await _behind(query, context)
    choice = chosen(said, button.index) if (button := pressed(query.data)) is not None else None
    if said is None or choice is None or query.message is None:
        await press.answer(FORGOTTEN.say(_language(said, query)))
        return
    place = Place(query.message.chat.id, said.topic)
    speaker = person_at(place, query.message.chat, query.from_user, context.house.operators)
    heard = Heard(speaker, query.message.message_id, choice.says)
    turn = _settled(await turn_of(heard, context), said, choice)
    if turn is None:
        await press.answer(FORGOTTEN.say(_language(said, query)))
    elif refused := refuses(turn):
        await press.answer(refused, alert=True)
    elif context.house.backlog.waited(update.update_id) and await _is_too_late(press, turn, context.house):
        await _ask_again(turn, said, choice, context)
    else:
        async with at_work(context.bot, place):
            await say_over(turn, heard, context, press)


async def _is_too_late(press: Press, turn: Turn, house: House) -> bool:
    """Tell whether a press that asks for a change waited so long that Telegram takes no answer any more."""
    changes = await asyncio.to_thread(
        asks_for_change, turn.text, turn.speaker.place, house.services, turn.now
    )
    return changes and not await press.answer()


async def _ask_again(turn: Turn, said: Said, choice: Choice, context: DubanContext) -> None:
    """Offer once more what was pressed while the bot was away: things may have changed since."""
    place, message = turn.speaker.place, said.message or 0
    if not context.house.backlog.first_of((place, message, choice.says)):
        return
    language = said.kept.language
    reply = Reply(PRESSED_LATE.say(language or Language.ZH, label=choice.label), (choice,))
    kept = Kept(
        choices=reply.choices, seat=said.kept.seat, assignments=said.kept.assignments, language=language
    )
    memory = context.house.memory
    again = await asyncio.to_thread(memory.keep, place, turn.speaker.number, Said(kept, turn.now))
    memory.answered(place, again, await send_text(context.bot, place, message, reply, again.number))
    await context.house.write_down()


def _language(said: Said | None, press: CallbackQuery) -> Language:
    """Return the language of the message with the button, else that of the presser's program."""
    if said is not None:
        return said.kept.language or Language.ZH
    return language_of_program(press.from_user) or Language.ZH


async def _behind(press: CallbackQuery, context: DubanContext) -> Said | None:
    """Return what was said with the button, where the press comes from the very message that has it."""
    button, message = pressed(press.data), press.message
    if button is None or message is None:
        return None
    place = Place(message.chat.id)
    return await asyncio.to_thread(context.house.memory.offered, place, button.number, message.message_id)


def _settled(turn: Turn, said: Said, choice: Choice) -> Turn | None:
    """Let the presser speak from the seat that the button belongs to; None where it is not theirs."""
    turn = replace(turn, behind=said, question=None, language=said.kept.language or Language.ZH)
    if not may_press(said, turn.seats):
        return None
    seat = choice.seat or said.kept.seat
    if seat is None or not turn.seats:
        return turn if choice.seat is None else None
    mine = tuple(own for own in turn.seats if own == seat)
    return replace(turn, seats=mine) if mine else None
