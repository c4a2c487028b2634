"""From a Telegram update to what was said, where, by whom, and whether it was said to the bot."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from telegram import Chat, Message, MessageEntity, User
from telegram.constants import ChatType

from data.wording.language import Language
from handlers.memory.place import Place
from handlers.message import FileKind, Given
from handlers.request import Speaker
from handlers.understanding.language import guess_language


@dataclass(frozen=True, slots=True)
class Heard:
    """A message that was said to the bot, without its mention.

    `message` is its number. `answers` is the number of the bot's message that it replies to, `quotes` the
    text of another message that it replies to. `given` are the files that came with it: then `text` is
    their caption.
    """

    speaker: Speaker
    message: int
    text: str
    answers: int | None = None
    quotes: str | None = None
    given: tuple[Given, ...] = ()


def hear(message: Message, bot: User, operators: Collection[int]) -> Heard | None:
    """Return what was said to the bot, in words or under a file; None where it was said to others."""
    entities = message.entities or message.caption_entities
    replied = message.reply_to_message
    to_bot = is_reply_to(message, bot)
    mentions = [entity for entity in entities if _names(entity, message, bot)]
    private = message.chat.type == ChatType.PRIVATE
    if not (private or to_bot or mentions or _is_command(entities)):
        return None
    return Heard(
        speaker=speaker_of(message, operators),
        message=message.message_id,
        text=_without(said_in(message), mentions),
        answers=replied.message_id if replied and to_bot else None,
        quotes=said_in(replied) or None if replied and not to_bot else None,
        given=given_in(message),
    )


def is_reply_to(message: Message, bot: User) -> bool:
    """Tell whether a message replies to one of the bot's."""
    replied = message.reply_to_message
    return replied is not None and replied.from_user is not None and replied.from_user.id == bot.id


def said_in(message: Message) -> str:
    """Return the words of a message, or those under its files."""
    return message.text or message.caption or ""


def given_in(message: Message) -> tuple[Given, ...]:
    """Return the photo or file that a message brings; a moving picture is none."""
    if message.photo:
        # Telegram keeps several sizes, the largest last.
        largest = message.photo[-1]
        return (Given(FileKind.PHOTO, largest.file_id, size=largest.file_size),)
    document = message.document
    if document is None or message.animation is not None:
        return ()
    return (Given(FileKind.DOCUMENT, document.file_id, document.file_name, document.file_size),)


def speaker_of(message: Message, operators: Collection[int]) -> Speaker:
    """Return who sent a message; a group or channel may speak as itself (anonymous administrator)."""
    place = Place(message.chat.id, message.message_thread_id if message.is_topic_message else None)
    chat, user = message.sender_chat, message.from_user
    if chat is None and user is not None:
        return person_at(place, message.chat, user, operators)
    number, name = (chat.id, chat.effective_name) if chat is not None else (message.chat.id, None)
    return Speaker(place, number, name or "", known=False, title=message.chat.effective_name)


def person_at(place: Place, chat: Chat, user: User, operators: Collection[int]) -> Speaker:
    """Return a person who speaks, or presses a button, in a chat."""
    return Speaker(
        place,
        user.id,
        user.full_name,
        private=chat.type == ChatType.PRIVATE,
        operator=user.id in operators,
        title=chat.effective_name,
        language=language_of_program(user),
    )


def language_of_program(user: User | None) -> Language | None:
    """Return the language that somebody's Telegram speaks, where it is one of ours and not Chinese."""
    english = user is not None and (user.language_code or "").casefold().startswith("en")
    return Language.EN if english else None


def language_in(message: Message) -> Language:
    """Return the language of a message that is not read any further: its words', else the program's."""
    return guess_language(said_in(message)) or language_of_program(message.from_user) or Language.ZH


def _is_command(entities: Sequence[MessageEntity]) -> bool:
    return any(one.type == MessageEntity.BOT_COMMAND and one.offset == 0 for one in entities)


def _names(entity: MessageEntity, message: Message, bot: User) -> bool:
    if entity.type == MessageEntity.TEXT_MENTION:
        return entity.user is not None and entity.user.id == bot.id
    if entity.type != MessageEntity.MENTION:
        return False
    return _cut(said_in(message), entity).casefold() == f"@{bot.username}".casefold()


def _cut(text: str, entity: MessageEntity) -> str:
    """Return what an entity marks; its offsets count UTF-16 units."""
    units = text.encode("utf-16-le")
    return units[entity.offset * 2 : (entity.offset + entity.length) * 2].decode("utf-16-le")


def _without(text: str, mentions: list[MessageEntity]) -> str:
    """Cut the mentions out of the text; entity offsets count UTF-16 units."""
    if not mentions:
        return text.strip()
    units = text.encode("utf-16-le")
    for entity in sorted(mentions, key=lambda entity: entity.offset, reverse=True):
        start, end = entity.offset * 2, (entity.offset + entity.length) * 2
        units = units[:start] + " ".encode("utf-16-le") + units[end:]
    return units.decode("utf-16-le").strip()
