"""What a transport gives to a conversation and gets back from it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from data.wording.language import Language
from handlers.answers.values import Answer
from handlers.understanding.query import Query


class ChatRole(StrEnum):
    """What a chat is to the program."""

    UNIT = "unit"  # 单位群
    LEADERS = "leaders"  # 领导群
    OPERATOR = "operator"  # 管理员私聊、命令行
    UNBOUND = "unbound"  # 未绑定


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a message is said: the region and unit that the chat is bound to, by name, None if not known.

    `office` says that the unit keeps watch over a plan of its region; a seat stays the same without it.
    """

    role: ChatRole
    region: str | None = None
    unit: str | None = None
    office: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message without its mention.

    What it continues or replies to, if anything, is `before`, the question as it was understood, or
    `follows`, a text that nobody has understood yet. `language` is the one to answer in, None where the
    words tell.
    """

    text: str
    seat: Seat
    now: datetime
    follows: str | None = None
    before: Query | None = None
    sender: str | None = None
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A button or a numbered choice: its label, and the message that pressing it stands for.

    `seat` is the one that the message is then said from, where the choice was which.
    """

    label: str
    says: str
    seat: Seat | None = None


class FileKind(StrEnum):
    """How a file is shown."""

    PHOTO = "photo"  # 图片
    DOCUMENT = "document"  # 文件


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a reply.

    With a `file_id` it is one that Telegram holds: then it has no content, `copy` is where a copy of it is
    kept, and `lost` is said where neither can be had.
    """

    name: str
    content: bytes = b""
    kind: FileKind = FileKind.DOCUMENT
    file_id: str | None = None
    copy: Path | None = None
    lost: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """A file or photo that somebody sent, as Telegram numbers it; it is fetched only where it is kept."""

    kind: FileKind
    file_id: str
    name: str | None = None
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said back: plain text (at most one phone screen), choices, and the answer behind it.

    `more` is what 更多 shows next, page by page. `answer` is None where nothing was asked of the database.
    `replaces` says that it takes the place of the message whose button was pressed, where there is one;
    `aside` that it is told to the one who pressed alone, and nothing is sent. `reaction` is an emoji that
    stands for the whole text where a message can be reacted to. `files` follow the text. `assignments` are
    what it shows, in order, so that a reply to it may say 第2个. `awaits` are the words that the next
    message of the same person is put behind: something was asked for.
    """

    text: str
    choices: tuple[Choice, ...] = ()
    more: tuple[str, ...] = ()
    answer: Answer | None = None
    replaces: bool = False
    aside: bool = False
    reaction: str | None = None
    files: tuple[Attachment, ...] = ()
    assignments: tuple[int, ...] = ()
    awaits: str | None = None
