"""Plays a scene: people write and press, the scheduler sends, and every chat keeps what it shows."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from scenes import BOT, OPERATOR, Later, Morning, Scene, Words

from bot.config import Config
from bot.pictures import Drawer
from bot.policies import policies_for
from bot.sender import TelegramSender
from data.clock import ZONE
from data.database import Database
from data.repositories.nudging import WatchedRegion
from handlers.access import seats_in
from handlers.binding.seats import seat_of_chat
from handlers.dialogue import Turn, chosen, converse
from handlers.importing.desk import Desk
from handlers.importing.preview import say
from handlers.memory.memory import Memory
from handlers.memory.place import Place
from handlers.message import FileKind, Given, Reply
from handlers.replies.places import word_greeting
from handlers.request import Account, Speaker
from handlers.services import Services
from handlers.telegram.keyboards import keyboard, pressed
from scheduler.delivery import Delivery
from scheduler.jobs import Jobs, Office
from scheduler.lease import LeaseKeeper
from scheduler.pacing import Pace, Rates
from scheduler.policy import Rules
from scheduler.weekly import tell_week

DOCUMENTS = Path(__file__).parent.parent.parent / "data" / "samples" / "documents"
IMPORTED = datetime(2020, 8, 20, 9, tzinfo=ZONE)
"""When the sample plans were stored and the chats bound, for each scene anew."""

AT_ONCE = Rates(overall=1000, chat_second=1000, group_minute=1000)
LEAVES = time(8, 30)
OFFICE_HOURS = time(10)


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message as it is drawn: by the phone's owner (`name` is empty), by the bot or by somebody else.

    `keys` are the labels of its buttons with what Telegram would send back, row by row.
    """

    name: str
    text: str
    quote: str = ""
    keys: tuple[tuple[tuple[str, str], ...], ...] = ()
    pressed: str = ""
    file: bool = False
    photo: bytes | None = None
    sketch: bool = False
    reaction: str = ""
    told: str = ""


@dataclass(slots=True)
class Watch:
    """A clock that the scene moves."""

    at: datetime

    def now(self) -> datetime:
        """Return the scene's instant."""
        return self.at

    def today(self) -> date:
        """Return the scene's day."""
        return self.at.date()


@dataclass(slots=True)
class Screens:
    """What all chats show, by number; the scheduler's sender takes it for Telegram."""

    chats: dict[int, dict[int, Bubble]] = field(default_factory=dict)
    last: int = 0

    def add(self, chat: int, bubble: Bubble) -> int:
        """Show a message, and return its number."""
        self.last += 1
        self.chats.setdefault(chat, {})[self.last] = bubble
        return self.last

    async def send_message(self, chat: int, text: str, **more: object) -> SimpleNamespace:
        """Show a letter."""
        return SimpleNamespace(message_id=self.add(chat, Bubble("督办", text, keys=_keys(more))))

    async def send_photo(self, chat: int, photo: bytes, caption: str, **more: object) -> SimpleNamespace:
        """Show a letter with its picture."""
        bubble = Bubble("督办", caption, keys=_keys(more), photo=photo)
        return SimpleNamespace(message_id=self.add(chat, bubble))

    async def get_me(self, **more: object) -> None:
        """Be there."""

    async def edit_message_text(self, text: str, *, chat_id: int, message_id: int, **more: object) -> None:
        """Let a letter take the place of another."""
        self.chats[chat_id][message_id] = Bubble("督办", text, keys=_keys(more))


class Play:
    """A scene that is being played in a database of its own."""

    def __init__(self, scene: Scene, database: Database, config: Config) -> None:
        self._scene = scene
        self._watch = Watch(IMPORTED)
        self._runner = asyncio.Runner()
        self._services = Services(database, self._watch)
        self._memory = Memory(database)
        self.screens = Screens()
        rules = partial(_rules, config)
        lease = LeaseKeeper(database, "pictures", self._watch)
        office = Office(database, self._watch, rules, (OPERATOR,), tell=tell_week)
        self._jobs = Jobs(office, lease)
        sender: Any = TelegramSender(
            self.screens,  # type: ignore[arg-type] # the three calls that a sender makes
            self._memory,
            Drawer(database, self._watch, ZONE),
            self._watch,
        )
        pace = Pace(AT_ONCE)
        leaves = self._jobs.may_leave
        self._delivery = Delivery(database, sender, pace, "pictures", self._watch, may_leave=leaves)

    def run(self) -> Sequence[Bubble]:
        """Play it all; return what the scene's chat shows of what is not `before`."""
        for chat, (unit, title) in self._scene.bound.items():
            self._take(Words(f"/bind 东至县 {unit}", "管理员", OPERATOR, operator=True, chat=chat), title)
        self._watch.at = _at(self._scene.day, OFFICE_HOURS)
        for step in self._scene.before:
            self._step(step)
        before = len(self.screens.chats.get(self._scene.chat, {}))
        if self._scene.greets:
            self.screens.add(self._scene.chat, Bubble("督办", word_greeting(BOT).text))
        for step in self._scene.words:
            self._step(step)
        return list(self.screens.chats[self._scene.chat].values())[before:]

    def _step(self, step: Words | Morning | Later) -> None:
        match step:
            case Words():
                self._take(step, self._scene.title)
                self._watch.at += timedelta(minutes=1)
            case Morning(day):
                self._wake(date.fromisoformat(day))
            case Later(minutes):
                self._watch.at += timedelta(minutes=minutes)
                self._tick()

    def _wake(self, day: date) -> None:
        """Let all mornings since the plans were stored pass, up to that of `day`."""
        first = IMPORTED.date() if self._watch.at.date() >= day else self._watch.at.date()
        for number in range((day - first).days + 1):
            self._watch.at = datetime.combine(first + timedelta(days=number), LEAVES, ZONE)
            self._tick()
        self._watch.at += timedelta(minutes=6)

    def _tick(self) -> None:
        self._jobs.queue()
        self._runner.run(self._delivery.run_once())

    def _take(self, words: Words, title: str) -> None:
        """Let somebody say something, or press a button, and let the bot answer."""
        chat = words.chat or self._scene.chat
        place, private = Place(chat), self._scene.private and words.chat is None
        speaker = Speaker(
            place,
            words.person,
            words.name or "王工",
            private=private,
            operator=words.operator,
            title=self._scene.bound.get(chat, ("", title))[1],
        )
        with self._services.database.read() as session:
            seat = None if private else seat_of_chat(session, place)
        seats = seats_in(seat, (), operator=words.operator, private=private)
        number = self._meant(words, chat)
        behind = self._memory.behind(place, number) if number is not None else None
        text = self._said(words, chat, number)
        turn = Turn(
            text.removeprefix(f"@{BOT}").strip(),
            speaker,
            seats,
            self._watch.at,
            behind=behind,
            account=Account(BOT, reads_all=False),
            given=(Given(FileKind.PHOTO, "photo"),) if words.photo else (),
        )
        exchange = converse(turn, self._services, self._memory)
        over = number if words.presses else None
        self._show(exchange.reply, exchange.said.number if exchange.said else None, chat, over)
        if exchange.said is not None:
            self._memory.answered(place, exchange.said, max(self.screens.chats[chat]))

    def _meant(self, words: Words, chat: int) -> int | None:
        """Return the bot's message that is pressed or replied to: the last that fits."""
        shown = reversed(self.screens.chats.get(chat, {}).items())
        if words.presses:
            return next(number for number, bubble in shown if _label(bubble, words.text))
        if words.replies:
            return next(
                number for number, bubble in shown if bubble.name == "督办" and words.to in bubble.text
            )
        return None

    def _said(self, words: Words, chat: int, number: int | None) -> str:
        """Show what is said or pressed; return what it stands for."""
        if words.document:
            return self._send(words, chat)
        if words.presses and number is not None:
            bubble = self.screens.chats[chat][number]
            label = _label(bubble, words.text)
            self.screens.chats[chat][number] = replace(bubble, pressed=label)
            given = pressed(dict(key for row in bubble.keys for key in row)[label])
            said = self._memory.offered(Place(chat), given.number, number) if given else None
            choice = chosen(said, given.index if given else 0)
            return choice.says if choice else ""
        quote = self.screens.chats[chat][number].text.splitlines()[0] if number is not None else ""
        self.screens.add(chat, Bubble(words.name, words.text, quote, sketch=words.photo))
        return words.text

    def _send(self, words: Words, chat: int) -> str:
        """Lay a document on the operator's desk; return the command that shows it."""
        desk = Desk(self._services.database, words.person)
        pending = desk.put(words.text, (DOCUMENTS / str(words.document)).read_bytes(), self._watch.at)
        self.screens.add(chat, Bubble(words.name, words.text, file=True))
        return say(pending.number)

    def _show(self, reply: Reply, number: int | None, chat: int, over: int | None) -> None:
        """Show a reply: in the place of the message that was pressed, as a reaction, or as a message."""
        shown = self.screens.chats[chat]
        if over is not None and reply.aside:
            shown[over] = replace(shown[over], told=reply.text)
            return
        if reply.reaction and not reply.choices and over is None:
            last = max(shown)
            shown[last] = replace(shown[last], reaction=reply.reaction)
            return
        bubble = Bubble("督办", reply.text, keys=_keys({"reply_markup": keyboard(reply.choices, number)}))
        if over is not None and reply.replaces:
            del shown[over]
        if not (reply.files and reply.text == reply.files[0].name):
            self.screens.add(chat, bubble)
        for file in reply.files:
            photo = file.content if file.kind is FileKind.PHOTO else None
            self.screens.add(chat, Bubble("督办", "" if photo else file.name, file=not photo, photo=photo))


def _rules(config: Config, region: WatchedRegion) -> Rules:
    return policies_for(config, region.name, region.policies)


def _at(day: str, moment: time) -> datetime:
    return datetime.combine(date.fromisoformat(day), moment, ZONE)


def _keys(more: dict[str, Any]) -> tuple[tuple[tuple[str, str], ...], ...]:
    markup = more.get("reply_markup")
    rows = markup.inline_keyboard if markup is not None else ()
    return tuple(tuple((key.text, str(key.callback_data)) for key in row) for row in rows)


def _label(bubble: Bubble, begins: str) -> str:
    """Return the label of a bubble's button that begins so, nothing where there is none."""
    labels = (label for row in bubble.keys for label, _ in row)
    return next((label for label in labels if label.startswith(begins)), "")
