"""From a Telegram update to what was said, where, by whom, and whether it was said to the bot."""

from dataclasses import dataclass

from telegram import Message, MessageEntity, Update, User
from telegram.constants import ChatType

from handlers.memory import Place


@dataclass(frozen=True, slots=True)
class Heard:
    """A message that was said to the bot, without its mention.

    `person` is None where a group or channel speaks (anonymous administrator). `answers` is the id of the
    bot's message that it replies to, `quotes` the text of another message that it replies to.
    """

    message: Message
    place: Place
    text: str
    person: int | None
    private: bool
    answers: int | None = None
    quotes: str | None = None


def hear(update: Update, bot: User) -> Heard | None:
    """Return what was said to the bot, None where it was said to others."""
    message = update.effective_message
    if message is None or message.text is None:
        return None
    private = message.chat.type == ChatType.PRIVATE
    replied = message.reply_to_message
    to_bot = replied is not None and replied.from_user is not None and replied.from_user.id == bot.id
    mentions = [entity for entity in message.entities if _names(entity, message, bot)]
    if not (private or to_bot or mentions):
        return None
    return Heard(
        message=message,
        place=place_of(message),
        text=_without(message, mentions),
        person=person_of(message),
        private=private,
        answers=replied.message_id if replied and to_bot else None,
        quotes=replied.text if replied and not to_bot else None,
    )


def place_of(message: Message) -> Place:
    """Return the chat and, in a forum, the topic of a message."""
    return Place(message.chat.id, message.message_thread_id if message.is_topic_message else None)


def person_of(message: Message) -> int | None:
    """Return who sent a message; None where a group or channel speaks as itself (anonymous administrator)."""
    if message.sender_chat is not None or message.from_user is None:
        return None
    return message.from_user.id


def _names(entity: MessageEntity, message: Message, bot: User) -> bool:
    if entity.type == MessageEntity.TEXT_MENTION:
        return entity.user is not None and entity.user.id == bot.id
    if entity.type != MessageEntity.MENTION:
        return False
    return message.parse_entity(entity).casefold() == f"@{bot.username}".casefold()


def _without(message: Message, mentions: list[MessageEntity]) -> str:
    """Cut the mentions out of the text; entity offsets count UTF-16 units."""
    units = (message.text or "").encode("utf-16-le")
    for entity in sorted(mentions, key=lambda entity: entity.offset, reverse=True):
        start, end = entity.offset * 2, (entity.offset + entity.length) * 2
        units = units[:start] + " ".encode("utf-16-le") + units[end:]
    return units.decode("utf-16-le").strip()
