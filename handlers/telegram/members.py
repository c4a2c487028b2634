"""Who is in which chat: the bot itself, and the people whose rights in private come from there."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

from telegram import Bot, ChatMember, ChatMemberRestricted, ChatMemberUpdated, Message, Update, User
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import BadRequest, Forbidden

from data.repositories.chats import ChatBinding, ChatRepository
from data.repositories.people import Name, PeopleRepository
from handlers.access import seats_in
from handlers.binding.bind import whose
from handlers.binding.seats import chats_seen_in, leaders_seats, seat_of_chat, seats_of
from handlers.memory.place import Place
from handlers.message import Seat
from handlers.replies.places import word_back, word_greeting
from handlers.request import Speaker
from handlers.telegram.context import DubanContext, House

SEEN_ANEW = timedelta(hours=1)
"""How often it is written down that the same person was seen in the same chat."""

MEMBER_FOR = timedelta(minutes=10)
"""How long Telegram's word on who is a member is believed."""

AWAY = frozenset({ChatMemberStatus.LEFT, ChatMemberStatus.BANNED})


async def seats_for(speaker: Speaker, context: DubanContext) -> tuple[Seat, ...]:
    """Return the seats from which somebody may speak where they are."""
    house = context.house
    if not speaker.private:
        chat = await asyncio.to_thread(_seat_of_chat, speaker.place, house)
        return seats_in(chat, (), operator=speaker.operator, private=False)
    own: list[Seat] = []
    if not speaker.operator:
        seen = await asyncio.to_thread(_seen_in, speaker.number, house)
        still = [chat for chat in seen if await _is_member(chat.telegram_id, speaker.number, context)]
        own = [*leaders_seats(speaker.number, house.leaders), *seats_of(still)]
    return seats_in(None, own, operator=speaker.operator, private=True)


async def on_anybody(update: Update, context: DubanContext) -> None:
    """Note who was seen where, before anything else is made of the update."""
    message = update.effective_message
    user = update.effective_user
    if message is None or user is None or user.is_bot or _is_said_as_chat(update, message):
        return
    house, now = context.house, context.house.clock.now()
    place = _place_of(message)
    last = house.seen.get((place, user.id))
    if last is not None and now - last < SEEN_ANEW:
        return
    private = message.chat.type == ChatType.PRIVATE
    if await asyncio.to_thread(_note, place, user, now, house, private):
        house.seen.put((place, user.id), now)


async def on_my_member(update: Update, context: DubanContext) -> None:
    """Follow the bot into a chat, where it greets, and out of it again."""
    change = update.my_chat_member
    if change is None or change.chat.type == ChatType.CHANNEL:
        return
    away, was_away = is_away(change.new_chat_member), is_away(change.old_chat_member)
    if change.chat.type == ChatType.PRIVATE:
        if away:
            await asyncio.to_thread(_stopped, change.from_user.id, context.house)
    elif away:
        await asyncio.to_thread(_left, change, context.house)
    elif was_away:
        bound = await asyncio.to_thread(_entered, change, context.house)
        await _greet(change.chat.id, bound, context.bot)


async def on_moved(update: Update, context: DubanContext) -> None:
    """Let a group that became a supergroup keep its bindings; both chats tell of it, in any order."""
    message = update.message
    if message is None:
        return
    if message.migrate_to_chat_id is not None:
        await asyncio.to_thread(_move, message.chat.id, message.migrate_to_chat_id, context.house)
    elif message.migrate_from_chat_id is not None:
        await asyncio.to_thread(_move, message.migrate_from_chat_id, message.chat.id, context.house)


async def _greet(chat: int, bound: ChatBinding | None, bot: Bot) -> None:
    """Greet a new group with how to be bound, and one that is bound already with how to ask."""
    username = bot.username
    reply = word_greeting(username) if bound is None else word_back(whose(bound), username)
    await bot.send_message(chat, reply.text)


async def _is_member(chat: int, person: int, context: DubanContext) -> bool:
    """Tell whether Telegram denies that a person who was seen in a chat is still in it."""
    now, house = context.house.clock.now(), context.house
    known = house.members.get((chat, person))
    if known is not None and now - known[0] < MEMBER_FOR:
        return known[1]
    try:
        member = await context.bot.get_chat_member(chat, person)
    except Forbidden:
        still = False
    except BadRequest:
        # A bot that is no administrator may not be told: that denies nothing.
        still = True
    else:
        still = not is_away(member)
    house.members.put((chat, person), (now, still))
    return still


def is_away(member: ChatMember) -> bool:
    """Tell whether somebody is not in a chat; whoever is restricted may be in it or not."""
    if isinstance(member, ChatMemberRestricted):
        return not member.is_member
    return member.status in AWAY


def _is_said_as_chat(update: Update, message: Message) -> bool:
    """Tell whether a group or channel speaks as itself; a press is always a person's."""
    return message.sender_chat is not None and update.callback_query is None


def _place_of(message: Message) -> Place:
    return Place(message.chat.id, message.message_thread_id if message.is_topic_message else None)


def _seat_of_chat(place: Place, house: House) -> Seat | None:
    with house.services.database.read() as session:
        return seat_of_chat(session, place)


def _seen_in(person: int, house: House) -> Sequence[ChatBinding]:
    with house.services.database.read() as session:
        return chats_seen_in(session, person, house.clock.now())


def _note(place: Place, user: User, now: datetime, house: House, private: bool) -> bool:
    """Write down who was seen; in a chat that is not bound there is nothing to write."""
    # An account that was deleted has no name.
    name = Name(user.id, user.full_name or str(user.id), user.username)
    with house.services.database.read() as session:
        bound = ChatRepository(session).binding(place.chat, place.topic)
    if bound is None and not private:
        return False
    with house.services.database.transaction() as session:
        people = PeopleRepository(session)
        people.store(name, started_at=now if private else None)
        if bound is not None:
            people.sighted(user.id, bound.chat_id, now)
    return True


def _entered(change: ChatMemberUpdated, house: House) -> ChatBinding | None:
    with house.services.database.transaction() as session:
        chats = ChatRepository(session)
        chats.entered(change.chat.id, change.chat.effective_name)
        return chats.binding(change.chat.id)


def _left(change: ChatMemberUpdated, house: House) -> None:
    with house.services.database.transaction() as session:
        ChatRepository(session).left(change.chat.id, house.clock.now())


def _stopped(person: int, house: House) -> None:
    with house.services.database.transaction() as session:
        PeopleRepository(session).stopped(person)


def _move(chat: int, to: int, house: House) -> None:
    with house.services.database.transaction() as session:
        ChatRepository(session).move(chat, to)
