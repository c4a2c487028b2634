"""Documents that are sent in private: an operator's goes to /import, others are told whom to turn to."""

import asyncio
import logging
from dataclasses import replace

from telegram import Document, Message, ReplyParameters
from telegram.error import BadRequest, TelegramError

from data.wording.language import Language, Phrase
from handlers.access import NOWHERE, Action, Person, may
from handlers.importing.conversation import HOW
from handlers.importing.desk import Desk, Pending, plain_name
from handlers.importing.preview import say
from handlers.request import Speaker
from handlers.telegram.context import DubanContext, House
from handlers.telegram.hearing import Heard, language_in, speaker_of
from handlers.telegram.keeping import MOST_BYTES
from handlers.telegram.showing import at_work
from handlers.telegram.talking import say_over, turn_of

logger = logging.getLogger(__name__)

NOT_YOURS = Phrase(
    "导入文件由管理员来做：请把文件交给管理员。"
    "佐证材料请回复那条催办消息发来，或在说明里写上事项，如“第7项已办结”；要提问请直接写文字。",
    "Only an operator can import documents: please pass the file on to one. "
    "To send proof, reply to the reminder with it, or name the item in the caption, "
    "such as “item 7 is done”. To ask something, just write it.",
)
NO_REPORT = Phrase(
    "照片要作为佐证，请回复那条催办消息发来，或在说明里写上事项，如“第7项已办结”。要提问请直接写文字。",
    "To send a photo as proof, reply to the reminder with it, or name the item in the caption, "
    "such as “item 7 is done”. To ask something, just write it.",
)
TOO_BIG = Phrase(
    "{name} 太大：机器人最多只能接收 20 MB 的文件。"
    "请删去图片和附件，只留任务分工表再发；或者在服务器上运行：duban import 文件",
    "{name} is too big: a bot can only receive files of up to 20 MB. "
    "Please take out pictures and annexes and send the task table alone, "
    "or run this on the server: duban import FILE",
)
READING = Phrase("正在读取 {name}…", "Reading {name}…")
LOST = Phrase(
    "没能从 Telegram 取到 {name}，请再发一次。",
    "I could not get {name} from Telegram. Please send it again.",
)
NO_DOCUMENT = Phrase(f"图片、音频和视频读不了。{HOW.zh}", f"I can't read pictures, audio or video. {HOW.en}")


async def import_document(message: Message, context: DubanContext) -> None:
    """Fetch an operator's document, and show what would be stored."""
    if message.document is None:
        return
    speaker, language = speaker_of(message, context.house.operators), language_in(message)
    if not _may_import(speaker):
        await _tell(message, NOT_YOURS.say(language))
        return
    document, name = message.document, plain_name(message.document.file_name)
    # Of a file whose size it didn't tell, Telegram says only when it is fetched that it is too big.
    if (document.file_size or 0) > MOST_BYTES:
        await _tell(message, TOO_BIG.say(language, name=name))
        return
    progress = await _tell(message, READING.say(language, name=name))
    pending = await _fetched(document, progress, speaker, context, language)
    if pending is not None:
        heard = Heard(speaker, progress.message_id, say(pending.number))
        async with at_work(context.bot, speaker.place, after=0):
            turn = replace(await turn_of(heard, context), language=language)
            await say_over(turn, heard, context)


async def refuse_file(message: Message, context: DubanContext) -> None:
    """Say to somebody who sends a picture by itself what can be read, or how it becomes proof."""
    may_import = _may_import(speaker_of(message, context.house.operators))
    await _tell(message, (NO_DOCUMENT if may_import else NO_REPORT).say(language_in(message)))


async def _fetched(
    document: Document, progress: Message, speaker: Speaker, context: DubanContext, language: Language
) -> Pending | None:
    """Lay a document on its sender's desk; None where Telegram didn't give it, which the person is told."""
    name = plain_name(document.file_name)
    try:
        file = await document.get_file()
        content = bytes(await file.download_as_bytearray())
    except TelegramError as error:
        # Not the error itself: what the library says of a file may hold its URL, and that holds the token.
        logger.warning("a document could not be fetched: %s", type(error).__name__)
        big = isinstance(error, BadRequest) and "too big" in error.message.casefold()
        await progress.edit_text((TOO_BIG if big else LOST).say(language, name=name))
        return None
    return await asyncio.to_thread(_laid_down, document.file_name, content, speaker, context.house)


def _laid_down(name: str | None, content: bytes, speaker: Speaker, house: House) -> Pending:
    desk = Desk(house.services.database, speaker.number)
    return desk.put(name or "", content, house.clock.now())


def _may_import(speaker: Speaker) -> bool:
    return may(Person(NOWHERE, operator=speaker.operator, known=speaker.known), Action.IMPORT)


async def _tell(message: Message, text: str) -> Message:
    """Send plain text as an answer to a message."""
    parameters = ReplyParameters(message.message_id, allow_sending_without_reply=True)
    return await message.reply_text(text, reply_parameters=parameters)
