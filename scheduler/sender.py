"""What sends: a Protocol, the message that it is given, and the errors that it may raise."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from data.owing import Letter
from data.wording.delivery import mark_repeated


@dataclass(frozen=True, slots=True)
class Post:
    """A letter with its address, as Telegram numbers it; `topic` is that of a forum.

    `region`, `unit`, `leaders` and `office` say what the chat is bound to, by name; a person has none of
    them. `maybe_twice` says that it may have arrived before: then the message says so itself.
    """

    notice_id: int
    telegram_id: int
    topic: int | None
    letter: Letter
    region: str | None = None
    unit: str | None = None
    leaders: bool = False
    office: bool = False
    maybe_twice: bool = False

    @property
    def text(self) -> str:
        """Return what a new message says, marked 可能重复 where it may have arrived before."""
        return mark_repeated(self.letter.text) if self.maybe_twice else self.letter.text


class Sender(Protocol):
    """Carries one message to Telegram in one attempt: it neither repeats nor waits by itself."""

    async def send(self, post: Post) -> int:
        """Send `post` as a new message, and return its number; raise a DeliveryError where it did not go."""

    async def edit(self, post: Post, message: int) -> None:
        """Let `post` take the place of `message`, without the mark: to do it twice does no harm.

        Raises NotEditable where that message cannot be changed any more, else a DeliveryError.
        """

    async def ask(self) -> None:
        """Ask Telegram whether it is there, which changes nothing; raise a DeliveryError where it is not."""


class DeliveryError(Exception):
    """A message did not go, or it is not known whether it did."""


class Throttled(DeliveryError):
    """Telegram did not take it, and takes nothing for this chat before `wait` is over."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(f"Telegram 要求等待 {wait.total_seconds():g} 秒")
        self.wait = wait


class Unavailable(DeliveryError):
    """It surely did not leave; the same may go a little later."""


class Uncertain(DeliveryError):
    """It left, and what became of it is not known: the answer was lost, late, or the server's failure."""


class ChatGone(DeliveryError):
    """The bot cannot write there any more: thrown out, blocked, or the chat is gone.

    `topic` says that it is so of this topic of the forum only.
    """

    def __init__(self, why: str, *, topic: bool = False) -> None:
        super().__init__(why)
        self.topic = topic


class ChatMoved(DeliveryError):
    """The group became the supergroup `to`; nothing was sent."""

    def __init__(self, to: int) -> None:
        super().__init__(f"群已升级，新的编号是 {to}")
        self.to = to


class Refused(DeliveryError):
    """Telegram will never take this message."""


class NotEditable(DeliveryError):
    """The message to be replaced cannot be changed any more; nothing was changed."""
