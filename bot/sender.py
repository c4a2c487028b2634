"""Telegram as delivery sees it: letters become messages with buttons, its errors become ours."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from telegram import InlineKeyboardMarkup
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.ext import ExtBot

from data.clock import Clock, SystemClock
from handlers.memory.memory import Memory
from handlers.memory.place import Place
from handlers.memory.said import Kept, Said
from handlers.message import ChatRole, Choice, Seat
from handlers.telegram.keyboards import keyboard
from handlers.telegram.manners import is_surely_unsent
from scheduler.sender import (
    ChatGone,
    ChatMoved,
    DeliveryError,
    NotEditable,
    Post,
    Refused,
    Throttled,
    Unavailable,
    Uncertain,
)

logger = logging.getLogger(__name__)

Draw = Callable[[str], bytes]
"""Draws the picture that a letter names, as PNG or JPEG."""

LONGEST_CAPTION = 1024
"""UTF-16 units below a photo; a longer text leaves without it."""

ASKED_FOR = 10.0
"""Seconds that Telegram may take to say that it is there."""

UNCHANGED = "message is not modified"
NOWHERE = (
    "chat not found",
    "user not found",
    "deactivated",
    "chat_write_forbidden",
    "not enough rights to send",
    "have no rights to send",
    "need administrator rights",
    "bot is not a member",
    "bot was kicked",
    "peer_id_invalid",
)
"""Words by which Telegram refuses, as a bad request, every message to a chat."""

NO_TOPIC = ("message thread not found", "topic_closed", "topic_deleted", "topic_id_invalid")
"""Words by which it refuses every message to a topic of a forum."""


class TelegramSender:
    """Sends letters; what their buttons stand for, and which assignments they show, `memory` knows."""

    def __init__(
        self, bot: ExtBot[Any], memory: Memory, draw: Draw | None = None, clock: Clock | None = None
    ) -> None:
        self._bot = bot
        self._memory = memory
        self._draw = draw
        self._clock = clock or SystemClock()
        # Many writers at once would wait for SQLite in naps that grow, and the claims with them.
        self._writing = asyncio.Lock()

    async def send(self, post: Post) -> int:
        """Send `post` as a new message, and return its number; raise a DeliveryError where it did not go."""
        picture = await self._picture(post)
        said = await self._keep(post)
        number = await self._illustrated(post, picture, said) if picture is not None else None
        if number is None:
            with _ours():
                number = await self._text(post, _buttons(said))
        await self._remember(post, said, number)
        return number

    async def edit(self, post: Post, message: int) -> None:
        """Let `post` take the place of `message`; raise NotEditable where that cannot be changed any more."""
        if post.letter.picture is not None:
            raise NotEditable("图片不能代替文字")
        said = await self._keep(post)
        try:
            with _ours():
                await self._change(post, message, _buttons(said))
        except Refused as error:
            if UNCHANGED not in str(error).casefold():
                raise NotEditable(str(error)) from error
        await self._remember(post, said, message)

    async def ask(self) -> None:
        """Ask Telegram whether it is there; raise a DeliveryError where it does not answer."""
        with _ours():
            await self._bot.get_me(read_timeout=ASKED_FOR, rate_limit_args=1)

    async def _illustrated(self, post: Post, picture: bytes, said: Said | None) -> int | None:
        """Send a photo with the text below it; None where Telegram takes the photo from nobody."""
        try:
            with _ours():
                return await self._photo(post, picture, _buttons(said))
        except Refused as error:
            logger.warning("the picture of notice %s is refused: %s", post.notice_id, error)
            return None

    async def _text(self, post: Post, buttons: InlineKeyboardMarkup | None) -> int:
        sent = await self._bot.send_message(
            post.telegram_id,
            post.text,
            message_thread_id=post.topic,
            disable_notification=post.letter.silent or None,
            reply_markup=buttons,
            rate_limit_args=1,
        )
        return sent.message_id

    async def _photo(self, post: Post, picture: bytes, buttons: InlineKeyboardMarkup | None) -> int:
        sent = await self._bot.send_photo(
            post.telegram_id,
            picture,
            caption=post.text,
            message_thread_id=post.topic,
            disable_notification=post.letter.silent or None,
            reply_markup=buttons,
            rate_limit_args=1,
        )
        return sent.message_id

    async def _change(self, post: Post, message: int, buttons: InlineKeyboardMarkup | None) -> None:
        await self._bot.edit_message_text(
            post.letter.text,
            chat_id=post.telegram_id,
            message_id=message,
            reply_markup=buttons,
            rate_limit_args=1,
        )

    async def _picture(self, post: Post) -> bytes | None:
        """Draw the letter's picture; a text that says all without it leaves rather than none."""
        name = post.letter.picture
        if name is None or self._draw is None:
            return None
        if len(post.text.encode("utf-16-le")) // 2 > LONGEST_CAPTION:
            logger.warning("the text of notice %s is too long for a caption", post.notice_id)
            return None
        try:
            return await asyncio.to_thread(self._draw, name)
        except Exception:
            logger.exception("the picture %s cannot be drawn", name)
            return None

    async def _keep(self, post: Post) -> Said | None:
        """Remember what the buttons stand for, before anybody can press them."""
        letter = post.letter
        if not letter.offers and not letter.assignments:
            return None
        choices = tuple(Choice(offer.label, offer.says) for offer in letter.offers)
        kept = Kept(choices=choices, seat=_seat(post), assignments=letter.assignments)
        try:
            said = Said(kept, self._clock.now(), topic=post.topic)
            async with self._writing:
                return await asyncio.to_thread(self._memory.keep, _place(post), 0, said)
        except Exception as error:
            # Nothing has left yet.
            raise Unavailable(f"按钮没有存下：{error}") from error

    async def _remember(self, post: Post, said: Said | None, message: int) -> None:
        """Remember in which message the letter stands; it is there already, whatever happens here."""
        if said is None:
            return
        try:
            async with self._writing:
                await asyncio.to_thread(self._memory.answered, _place(post), said, message)
        except Exception:
            logger.exception("message %s of notice %s is not remembered", message, post.notice_id)


@contextmanager
def _ours() -> Iterator[None]:
    """Turn the library's errors into ours."""
    try:
        yield
    except TelegramError as error:
        raise translate(error) from error


def translate(error: TelegramError) -> DeliveryError:
    """Return what an error of the library means for a message."""
    match error:
        case RetryAfter():
            asked = error.retry_after
            return Throttled(asked if isinstance(asked, timedelta) else timedelta(seconds=asked))
        case ChatMigrated():
            return ChatMoved(error.new_chat_id)
        case Forbidden():
            return ChatGone(error.message)
        case BadRequest():
            return _refused(error.message)
        case InvalidToken() | Conflict():
            # The call was turned away before Telegram looked at it.
            return Unavailable(error.message)
        case NetworkError() if is_surely_unsent(error):
            return Unavailable(f"连不上 Telegram（{error.message}）")
        case _:
            return Uncertain(f"没有收到 Telegram 的答复（{error.message}）")


def _refused(words: str) -> DeliveryError:
    said = words.casefold()
    if any(word in said for word in NO_TOPIC):
        return ChatGone(words, topic=True)
    return ChatGone(words) if any(word in said for word in NOWHERE) else Refused(words)


def _buttons(said: Said | None) -> InlineKeyboardMarkup | None:
    return keyboard(said.choices, said.number) if said is not None else None


def _place(post: Post) -> Place:
    return Place(post.telegram_id, post.topic)


def _seat(post: Post) -> Seat | None:
    """Return the seat from which its buttons are pressed: the chat's, an operator's in private."""
    if post.telegram_id > 0:
        return Seat(ChatRole.OPERATOR)
    if post.region is None:
        return None
    role = ChatRole.LEADERS if post.leaders else ChatRole.UNIT
    return Seat(role, post.region, post.unit, post.office)
