"""Presses on inline buttons: each stands for a message that the presser might have typed."""

from telegram import Message, Update

from handlers.dialogue import chosen
from handlers.telegram.context import DubanContext
from handlers.telegram.hearing import Heard, place_of
from handlers.telegram.keyboards import pressed
from handlers.telegram.talking import talk

FORGOTTEN = "这个按钮已经过期，请再问一次。"


async def on_press(update: Update, context: DubanContext) -> None:
    """Answer the press at once, then say what the button stands for; an old button says that it is old."""
    press = update.callback_query
    if press is None:
        return
    index, message = pressed(press.data), press.message
    if index is None or not isinstance(message, Message):
        await press.answer(FORGOTTEN)
        return
    place = place_of(message)
    said = context.house.memory.behind(place, message.message_id)
    choice = chosen(said, index)
    if choice is None:
        await press.answer(FORGOTTEN)
        return
    await press.answer()
    private = message.chat.type == message.chat.PRIVATE
    heard = Heard(message, place, choice.says, press.from_user.id, private=private)
    await talk(heard, context.house, behind=said)
